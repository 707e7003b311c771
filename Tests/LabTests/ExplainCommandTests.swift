import ApprovalModel
import Foundation
import Testing

@testable import Lab

private let licence = root.appending(path: "Scenarios/one-licence.yaml").path
private let eTown = root.appending(path: "Scenarios/e-town-commitment.yaml").path

/// All numbers of a text, sorted: word order may differ between languages, numbers may not.
func numbers(in text: String) -> [String] {
  text.matches(of: /[0-9][0-9,]*(?:\.[0-9]+)?%?/)
    .map { String($0.output.drop { $0 == "," }) }
    .map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }.sorted()
}

@Suite struct `Explaining a scenario` {
  private func explain(_ arguments: String...) async -> String {
    let host = TestHost()
    #expect(await host.run(["explain"] + arguments) == .done)
    #expect(host.said.isEmpty)
    return host.printed
  }

  @Test(arguments: Language.allCases)
  func `gives the golden text`(_ language: Language) async throws {
    let text = await explain(licence, "commitment", "--lang", language.rawValue)
    try expectGolden(text, "Lab/explain.\(language).txt")
  }

  /// Titles and names differ between languages and hold no numbers of the scenario.
  @Test(arguments: [[licence], [licence, "commitment"], [eTown], [eTown, "package"]])
  func `gives the same numbers in both languages`(_ arguments: [String]) async {
    let texts = [TestHost(), TestHost()]
    #expect(await texts[0].run(["explain"] + arguments + ["--lang", "zh"]) == .done)
    #expect(await texts[1].run(["explain"] + arguments + ["--lang", "en"]) == .done)
    let (zh, en) = (numbers(in: texts[0].printed), numbers(in: texts[1].printed))
    #expect(zh == en)
    #expect(zh.count > 80)
  }

  @Test(arguments: Language.allCases)
  func `is at most 100 cells wide where words are not longer`(_ language: Language) async {
    let text = await explain(eTown, "package", "--lang", language.rawValue)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").filter { $0 != "->" }
      #expect(line.unicodeScalars.count <= 100 || words.count < 3, "\(line)")
    }
  }

  @Test func `draws needs and customs differently and marks what a design changes`() async {
    let map = await explain(eTown, "package")
    #expect(map.contains("\n    energy, environment, water, work-safety -.-> planning-permit\n"))
    #expect(map.contains("\n    planning, seismic --> drawings\n"))
    #expect(map.contains("\n    landscaping -.-> civil-defence  - removed\n"))
    #expect(map.contains("\n  [joint-acceptance] Joint acceptance  + added\n"))
    #expect(map.contains("\n    drawing-review --> construction.foundation  + added\n"))
    let baseline = await explain(eTown)
    #expect(!baseline.contains("removed") && !baseline.contains("+ added"))
  }

  @Test func `as text for Graphviz has words and line styles, not colors alone`() async {
    let dot = await explain(eTown, "package", "--dot")
    #expect(dot.hasPrefix("digraph process {\n"))
    #expect(dot.contains("\"planning\" -> \"drawings\" [style=solid];"))
    #expect(dot.contains("\"energy\" -> \"planning-permit\" [style=dashed];"))
    #expect(dot.contains("\"construction\" [label=\"Construction\\nconstruction"))
    #expect(dot.contains("shape=ellipse"))
    for line in dot.split(separator: "\n") where line.contains("color=") {
      #expect(line.contains("+ added") || line.contains("- removed"), "\(line)")
    }
  }

  @Test func `as JSON has loads, layers, citations and what each reform changes`() async throws {
    let text = await explain(eTown, "package", "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["format"] as? Int == 1)
    let offices = try #require(object["offices"] as? [[String: Any]])
    let window = try #require(offices.first { $0["name"] as? String == "window" })
    let load = try #require(window["load"] as? Double)
    #expect(load > 0.5 && load < 0.8)
    let sources = try #require(object["sources"] as? [[String: Any]])
    let law = try #require(sources.first { $0["name"] as? String == "licensing-law" })
    let inputs = try #require(law["inputs"] as? [String])
    #expect(inputs.contains("matters.planning-permit.limit.statutory"))
    let reforms = try #require(object["reforms"] as? [[String: Any]])
    #expect(reforms.count == 6)
    for reform in reforms { #expect((reform["changes"] as? [Any])?.isEmpty == false) }
    #expect((object["inputs"] as? [Any])?.count ?? 0 > 400)
  }

  @Test func `of an unknown design: 2, with the names there are`() async {
    let host = TestHost()
    #expect(await host.run("explain", licence, "comitment") == .usage)
    #expect(host.said.contains("has no design 'comitment'; did you mean 'commitment'?"))
  }
}

@Suite struct `Drawing the process map` {
  /// A folder with a `dot` of one's own.
  private func folder(_ script: String?) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if let script {
      let file = folder.appending(path: "dot")
      try "#!/bin/sh\n\(script)\n".write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    return folder.path
  }

  private func draw(_ script: String?, _ more: [String] = []) async throws -> (
    code: ExitCode, host: TestHost, svg: String?
  ) {
    let folder = try folder(script)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let host = TestHost(variables: ["PATH": "no/such/folder:\(folder)"])
    let svg = "\(folder)/map.svg"
    let code = await host.run(["explain", eTown, "package", "--map", svg] + more)
    return (code, host, try? String(contentsOfFile: svg, encoding: .utf8))
  }

  @Test func `gives the text to dot on its standard input and keeps what it writes`() async throws {
    let plain = TestHost()
    #expect(await plain.run("explain", eTown, "package", "--dot") == .done)
    let (code, host, svg) = try await draw("echo \"$@\"; exec /bin/cat")
    #expect(code == .done)
    #expect(svg == "-Tsvg\n" + plain.printed)
    #expect(host.printed.hasPrefix("E-Town pilot"))
  }

  /// More than a pipe holds, both ways at once.
  @Test func `does not wait for a program that waits for it`() async throws {
    let flood = "i=0; while [ $i -lt 20000 ]; do echo 12345678; i=$((i+1)); done"
    let (code, _, svg) = try await draw("\(flood); \(flood) >&2; exec /bin/cat >/dev/null")
    #expect(code == .done)
    #expect(svg?.utf8.count == 180_000)
    #expect(try await draw("exit 0").code == .done)
  }

  @Test func `into anything but SVG: 2, before anything is written`() async {
    let host = TestHost()
    #expect(await host.run("explain", eTown, "--map", "map.png") == .usage)
    #expect(host.said.contains("--map draws SVG; the file's name ends in .svg, unlike map.png"))
    #expect(!FileManager.default.fileExists(atPath: "map.png"))
  }

  @Test func `without Graphviz: 6, says what to install, and writes nothing`() async throws {
    let (code, host, svg) = try await draw(nil)
    #expect(code == .environment)
    #expect(svg == nil)
    #expect(host.printed.isEmpty)
    #expect(
      host.said
        == "reformlab: error: the dot program of Graphviz is not installed, so the map cannot be "
        + "drawn; install it (Debian, Ubuntu: apt-get install graphviz), or print the map's text "
        + "with --dot\n")
    let chinese = try await draw(nil, ["--lang", "zh"])
    #expect(chinese.host.said.contains("apt-get install graphviz"))
  }

  @Test func `when dot fails: 6, with its first words, and nothing is written`() async throws {
    let (code, host, svg) = try await draw("echo 'Error: no layout' >&2; echo half; exit 3")
    #expect(code == .environment)
    #expect(svg == nil)
    #expect(host.said.hasSuffix("/dot did not draw the map: Error: no layout\n"))
    #expect(try await draw("kill -9 $$").code == .environment)
  }

  @Test func `where the file cannot be written: 6`() async throws {
    let folder = try folder("exec /bin/cat")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let host = TestHost(variables: ["PATH": folder])
    #expect(await host.run("explain", licence, "--map", "no/such/folder/x.svg") == .environment)
    #expect(
      host.said.contains("cannot write no/such/folder/x.svg: there is no folder no/such/folder"))
    let same = TestHost(variables: ["PATH": folder])
    #expect(await same.run("explain", licence, "--map", licence) == .usage)
  }
}
