internal import ApprovalModel
internal import ScenarioFiles

/// What a command line, or the web lab, puts together of a scenario without changing its file: one design
/// of chosen reforms, and other values of inputs.
struct Composition: Hashable, Sendable {
  /// Other values, in the order of the command line.
  var settings: [InputSetting] = []
  /// The reforms of the design ``name``, in code-point order; nil: no such design.
  var reforms: [Name]?

  /// The name of the design that is put together.
  static let name: Name = "what-if"

  /// What reports call the design: as its one reform, where no other design is called so.
  static func title(of reforms: [Name], in scenario: Scenario) -> LocalizedText {
    let general = LocalizedText(zh: "自选改革", en: "chosen reforms")
    guard reforms.count == 1,
      let title = scenario.reforms.first(where: { $0.name == reforms[0] })?.title
    else { return general }
    let isTaken = scenario.designs.contains {
      $0.shownTitle.zh == title.zh || $0.shownTitle.en == title.en
    }
    return isTaken ? general : title
  }

  /// Whether the scenario stays as its file has it.
  var isEmpty: Bool { settings.isEmpty && reforms == nil }

  /// The names in a list such as `a,b,c`, each once; nil where one is empty.
  ///
  /// An empty text has none.
  static func reforms(in text: String) -> [Name]? {
    guard !text.isEmpty else { return [] }
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
    return Set(names).inNameOrder()
  }

  /// The input and the value in `PATH=TEXT`; nil where one is missing or does not fit into a line.
  static func setting(in text: String) -> InputSetting? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let path = text[..<equals]
    let value = text[text.index(after: equals)...]
    let isLine = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    guard !path.isEmpty, !path.contains(" "), !value.allSatisfy({ $0 == " " }), isLine else {
      return nil
    }
    return InputSetting(path: String(path), text: String(value))
  }

  /// What the factors among the settings, such as `1.2x` for a distribution or for shares, make of
  /// the inputs they are of: values in the units of their ranges, by path.
  func factors(of scenario: Scenario) -> [String: Double] {
    guard settings.contains(where: { $0.factor != nil }) else { return [:] }
    let numbers = scenario.numericInputs.filter { $0.kind != .value }
    var values: [String: Double] = [:]
    for setting in settings {
      guard let factor = setting.factor,
        let input = numbers.first(where: { $0.path == setting.path }),
        input.limits.contains(input.value * factor)
      else { continue }
      values[input.path] = input.stored(input.value * factor)
    }
    return values
  }

  /// The flags that ask for it, as they are typed into a shell; values in code-point order of the paths,
  /// since their order means nothing.
  var words: [String] {
    (reforms.map { [Flag.reforms.spelling, shellQuoted($0.joined(separator: ","))] } ?? [])
      + settings.sorted { $0.path.precedes($1.path) }.flatMap {
        [Flag.set.spelling, shellQuoted("\($0.path)=\($0.text)")]
      }
  }
}

extension ScenarioInput {
  /// The scenario with what `composition` puts in the place of its file; errors of values are findings.
  ///
  /// - Throws: what is wrong with the names in it.
  func composed(_ composition: Composition) throws(UsageError) -> ScenarioInput {
    guard !composition.isEmpty, var scenario else { return self }
    var diagnostics = diagnostics
    let factors = composition.factors(of: scenario)
    let settings = composition.settings.filter { factors[$0.path] == nil }
    if !composition.settings.isEmpty {
      try check(composition.settings, scenario)
      let (changed, found) = parseScenario(
        bytes, file: path, catalogue: .find(besideScenario: path), settings: settings)
      diagnostics = found
      guard let changed else { return ScenarioInput(self, scenario: nil, diagnostics: found) }
      scenario = changed
    }
    if let reforms = composition.reforms {
      let all = scenario.reforms.map(\.name)
      for name in reforms where !all.contains(name) {
        throw .unknownReform(name, near: nearestName(to: name, among: all), all: all)
      }
      guard !scenario.designs.contains(where: { $0.name == Composition.name }) else {
        throw .composedNameTaken(Composition.name)
      }
      scenario.designs.append(
        Design(
          name: Composition.name, title: Composition.title(of: reforms, in: scenario),
          reforms: reforms))
    }
    return ScenarioInput(self, scenario: scenario, diagnostics: diagnostics)
  }

  private func check(_ settings: [InputSetting], _ scenario: Scenario) throws(UsageError) {
    let all = scenario.inputs.map(\.path)
    let known = Set(all)
    var seen: Set<String> = []
    for setting in settings {
      guard known.contains(setting.path) else {
        throw .unknownInput(setting.path, near: nearestName(to: setting.path, among: all))
      }
      guard seen.insert(setting.path).inserted else { throw .setTwice(setting.path) }
    }
  }
}

extension InputSetting {
  /// The number in a text like `1.2x`; nil for another text.
  fileprivate var factor: Double? {
    guard text.hasSuffix("x"), text.utf8.allSatisfy({ $0 != UInt8(ascii: "-") }) else { return nil }
    return Double(text.dropLast()).flatMap { $0.isFinite ? $0 : nil }
  }
}

/// A word as a shell takes it for itself, in single quotes where it needs any.
func shellQuoted(_ word: String) -> String {
  let plain = Set("-_./:=@%+,".unicodeScalars)
  let isPlain = word.unicodeScalars.allSatisfy { scalar in
    plain.contains(scalar) || (scalar.isASCII && scalar.properties.isAlphabetic)
      || ("0"..."9").contains(scalar)
  }
  if isPlain, !word.isEmpty { return word }
  return "'" + word.replacing("'", with: "'\\''") + "'"
}
