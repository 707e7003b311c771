import ApprovalModel
import Experiments
import Foundation
import ScenarioFiles
import Testing

@testable import Lab

@Suite struct `Composing on the command line` {
  private func input(_ file: String) throws -> ScenarioInput {
    try ScenarioInput(path: root.appending(path: "Scenarios/\(file)").path)
  }

  /// What is listed as the value of an input can be put in its place: nothing changes.
  @Test func `takes every input as it is listed`() throws {
    for name in fileNames(in: root.appending(path: "Scenarios").path) where name.hasSuffix(".yaml")
    {
      let input = try input(name)
      let scenario = try #require(input.scenario)
      var seen: Set<String> = []
      let settings = scenario.inputs.filter { seen.insert($0.path).inserted }
        .map { InputSetting(path: $0.path, text: $0.notation) }
      let composed = try input.composed(Composition(settings: settings))
      let errors = composed.diagnostics.filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(name): \(errors.first?.text(language: .en) ?? "")")
      #expect(composed.scenario?.digest == scenario.digest, "\(name)")
      #expect(
        composed.scenario?.inputs.map(\.evidence) == scenario.inputs.map(\.evidence), "\(name)")
    }
  }

  @Test func `puts another value in the place of the file's`() throws {
    let input = try input("one-licence.yaml")
    let composed = try input.composed(
      Composition(settings: [InputSetting(path: "offices.permits.staff", text: "6")]))
    let scenario = try #require(composed.scenario)
    #expect(scenario.model.offices.first { $0.name == "permits" }?.staff.value == 6)
    #expect(scenario.digest != input.scenario?.digest)
    let (then, now) = (input.scenario?.inputs ?? [], scenario.inputs)
    #expect(now.map(\.path) == then.map(\.path))
    for (a, b) in zip(now, then) { #expect(a.evidence.grade == b.evidence.grade) }
    #expect(scenario.notices.isEmpty)
    let listing = try #require(scenario.inputs.first { $0.path == "offices.permits.staff" })
    #expect(listing.isSet && listing.evidence.note == nil && listing.evidence.source == nil)
  }

  /// The listing of an input of `one-licence.yaml` with a value in its place, and the notices.
  private func set(_ path: String, _ text: String) throws -> (InputListing, notices: Int) {
    let composed = try input("one-licence.yaml").composed(
      Composition(settings: [InputSetting(path: path, text: text)]))
    let scenario = try #require(composed.scenario)
    return (try #require(scenario.inputs.first { $0.path == path }), scenario.notices.count)
  }

  /// Declared are 5 people, 0.9 to 1.3 times: 4.5 to 6.5, whatever is put in their place.
  @Test func `keeps the range of the declared value`() throws {
    let path = "offices.permits.staff"
    let declared = try #require(
      try input("one-licence.yaml").scenario?.numericInputs.first { $0.path == path })
    let range = try #require(declared.listing.evidence.range)
    let ends = declared.ends(of: range)
    let inside = Int(ends.high)
    #expect(Double(inside) > declared.value)
    let (kept, none) = try set(path, "\(inside)")
    #expect(kept.evidence.range == .absolute(low: ends.low, high: ends.high))
    #expect(kept.isSet && none == 0)
    for outside in [Int(ends.low) - 1, Int(ends.high) + 1, 500] {
      let (left, one) = try set(path, "\(outside)")
      #expect(left.evidence.range == nil && one == 1, "\(outside)")
    }
  }

  @Test func `keeps source and note of a value that stays`() throws {
    let path = "offices.permits.staff"
    let listing = try #require(
      try input("one-licence.yaml").scenario?.inputs.first { $0.path == path })
    let (same, none) = try set(path, listing.notation)
    #expect(same.evidence == listing.evidence && !same.isSet && none == 0)
  }

  /// A factor on a distribution moves the ends of its range as little as another value does.
  @Test func `judges a factor by the declared range`() throws {
    let numbers = try #require(try input("one-licence.yaml").scenario?.numericInputs)
    let mean = try #require(
      numbers.first { $0.kind == .mean && $0.listing.evidence.range != nil })
    let (inside, none) = try set(mean.path, "1.01x")
    #expect(inside.isSet && inside.evidence.range == nil && none == 0)
    #expect(try set(mean.path, "50x").notices == 1)
  }

  @Test func `is listed as set in the report`() async throws {
    for (language, words) in [("en", "set by --set"), ("zh", "由 --set 设定")] {
      let host = TestHost()
      let code = await host.run(
        "report", path, "--set", "offices.permits.staff=500", "--replications", "2", "--format",
        "markdown", "--lang", language)
      #expect(code == .done)
      let rows = host.printed.split(separator: "\n").filter { $0.contains("offices.permits.staff") }
      #expect(rows.contains { $0.contains(words) }, "\(rows)")
      #expect(!rows.contains { $0.contains("staffing is not published") })
    }
  }

  @Test func `leaves a range aside that the value lies outside of`() throws {
    let input = try input("one-licence.yaml")
    let path = "applicants.firm.arrivals.perWorkingDay"
    let composed = try input.composed(Composition(settings: [InputSetting(path: path, text: "15")]))
    let scenario = try #require(composed.scenario)
    let listing = try #require(scenario.inputs.first { $0.path == path })
    #expect(listing.evidence.grade == .d)
    #expect(listing.evidence.range == nil)
    #expect(scenario.notices.count == 1)
    #expect(scenario.notices.first?.en.contains(path) == true)
  }

  @Test func `points at the flag where its value is wrong`() async {
    let host = TestHost()
    let code = await host.run(
      "compare", path, "--set", "offices.permits.staff=six", "--lang", "en")
    #expect(code == .invalidInput)
    #expect(host.said.contains("--set offices.permits.staff:1:24: error:"))
    #expect(host.said.contains("offices.permits.staff: six"))
  }

  @Test(arguments: [
    (["--set", "offices.permits.stuff=6"], "did you mean 'offices.permits.staff'?"),
    (["--set", "offices.permits.staff"], "needs an input and its value"),
    (["--set", "=6"], "needs an input and its value"),
    (["--set", "offices.permits.staff="], "needs an input and its value"),
    (["--set", "offices.permits.staff=6", "--set", "offices.permits.staff=7"], "twice"),
    (["--reforms", "comitment"], "did you mean 'commitment'?"),
    (["--reforms", "commitment,,x"], "needs names with commas"),
    (["--reforms", "commitment", "--reforms", "commitment"], "twice"),
  ])
  func `names what is not there`(_ flags: [String], _ words: String) async {
    let host = TestHost()
    #expect(await host.run(["compare", path] + flags + ["--lang", "en"]) == .usage)
    #expect(host.said.contains(words), "\(host.said)")
  }

  @Test func `makes a design of reforms, compared with the baseline alone`() async throws {
    let folder = try TestFolder()
    let file = try folder.write(try shortScenario(), "short.yaml")
    let host = TestHost()
    let code = await host.run(
      "compare", file, "--reforms", "commitment", "--set", "offices.permits.staff=6",
      "--replications", "3", "--json")
    #expect(code == .done)
    let tree = try JSONTree(Array(host.printed.utf8))
    #expect(tree["manifest"]?["designs"] == .array([.string("before"), .string("what-if")]))
    #expect(
      tree["manifest"]?["command"]?.string
        == "reformlab compare FILE --reforms commitment --set offices.permits.staff=6 --replications 3"
    )
    // The design of the file with the same reforms has the same numbers.
    let other = TestHost()
    _ = await other.run(
      "compare", file, "commitment", "--set", "offices.permits.staff=6", "--replications", "3",
      "--json")
    let same = try JSONTree(Array(other.printed.utf8))
    guard case .array(let mine)? = tree["comparisons"],
      case .array(let theirs)? = same["comparisons"]
    else {
      Issue.record("there are no comparisons")
      return
    }
    #expect(mine[0]["outcomes"] == theirs[0]["outcomes"])
  }

  @Test func `is called as its one reform, where no design is called so`() throws {
    let input = try input("e-town-commitment.yaml")
    func title(_ reforms: [Name]) throws -> LocalizedText? {
      let composed = try input.composed(Composition(reforms: reforms)).scenario
      return composed?.designs.first { $0.name == Composition.name }?.title
    }
    let scenario = try #require(input.scenario)
    let block = scenario.reforms.first { $0.name == "block-assessment" }?.title
    #expect(try title(["block-assessment"]) == block)
    let general = LocalizedText(zh: "自选改革", en: "chosen reforms")
    #expect(try title([]) == general)
    #expect(try title(["block-assessment", "joint-acceptance"]) == general)
    // Here the reform is called like the design of the file that has it.
    let licence = try self.input("one-licence.yaml")
    #expect(licence.scenario?.reforms.first?.title?.zh == "告知承诺")
    let same = try licence.composed(Composition(reforms: ["commitment"])).scenario
    #expect(same?.designs.last?.title == general)
  }

  @Test func `is reproduced from the result`() async throws {
    let folder = try TestFolder()
    let file = try folder.write(try shortScenario(), "short.yaml")
    let host = TestHost()
    for method in ["compare", "attribute"] {
      let result = folder.file("\(method).json")
      let code = await host.run(
        method, file, "--reforms", "commitment", "--set", "offices.permits.staff=6", "--set",
        "applicants.firm.attributes.risk={low: 50%, general: 40%, high: 10%}", "--replications",
        "3",
        "--json", "--output", result)
      #expect(code == .done, "\(host.said)")
      #expect(await host.run("reproduce", result, "--lang", "en") == .done, "\(host.printed)")
      #expect(await host.run("reproduce", result, file, "--lang", "en") == .done)
    }
  }

  @Test func `quotes words for a shell`() {
    for word in ["a", "", "a b", "it's", "{x: 1}", "'", "\\", "一", "$HOME", "*"] {
      #expect(shellWords("x \(shellQuoted(word)) y") == ["x", word, "y"])
    }
  }

  private var path: String { root.appending(path: "Scenarios/one-licence.yaml").path }
}
