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
      let (changed, found) = parsed(settings.judged(in: self, scenario))
      diagnostics = found
      guard let changed else { return ScenarioInput(self, scenario: nil, diagnostics: found) }
      scenario = changed
      scenario.note(factors, of: composition.settings)
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

  /// The file with values in the place of its own.
  func parsed(_ settings: [InputSetting]) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
    parseScenario(bytes, file: name, catalogue: .find(besideScenario: path), settings: settings)
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

extension [InputSetting] {
  /// The settings with what becomes of ranges.
  ///
  /// A range belongs to the value that the file states, also where it is written in factors: another value
  /// within its ends keeps them as they are, one outside leaves the range aside.
  fileprivate func judged(in input: ScenarioInput, _ declared: Scenario) -> [InputSetting] {
    guard !isEmpty else { return self }
    let texts = Dictionary(
      declared.inputs.map { ($0.path, $0.notation) }, uniquingKeysWith: { first, _ in first })
    var settings = self
    for i in settings.indices {
      settings[i].isDeclared = texts[settings[i].path] == settings[i].text
    }
    let numbers = declared.numericInputs
    let ranged = settings.indices.filter { i in
      !settings[i].isDeclared
        && numbers.contains {
          $0.path == settings[i].path && $0.kind != .sharesFactor
            && $0.listing.evidence.range != nil
        }
    }
    guard !ranged.isEmpty else { return settings }
    var unread = settings
    for i in ranged { unread[i].range = .unread }
    // With errors the ranges do not matter.
    guard let changed = input.parsed(unread).scenario?.numericInputs else { return unread }
    for i in ranged {
      let path = settings[i].path
      guard let old = numbers.first(where: { $0.path == path }) else { continue }
      settings[i].range =
        changed.first { $0.path == path }?.range(declaredFor: old).map { .replaced($0) }
        ?? .leftAside
    }
    return settings
  }
}

extension NumericInput {
  /// The range of another value of this input, for this value; nil where this value lies outside.
  fileprivate func range(declaredFor old: NumericInput) -> InputRange? {
    guard let range = old.listing.evidence.range, kind != .sharesFactor,
      let factor = old.unitsIn(self)
    else { return nil }
    let ends = old.ends(of: range)
    let (low, high) = (ends.low * factor, ends.high * factor)
    let slack = 1e-9 * Swift.max(abs(low), abs(high))
    guard low - slack <= value, value <= high + slack else { return nil }
    let (least, most) = (Swift.min(low, value), Swift.max(high, value))
    // Of a distribution the mean is drawn, by a factor on all of it.
    return kind == .mean
      ? .factor(low: least / value, high: most / value)
      : .absolute(low: stored(least), high: stored(most))
  }

  /// How many units of `other` one unit of this input is; nil where they cannot be compared.
  private func unitsIn(_ other: NumericInput) -> Double? {
    func plural(_ unit: String) -> String { unit.hasSuffix("s") ? unit : unit + "s" }
    let (mine, theirs) = (plural(unit), plural(other.unit))
    // A distribution of numbers does not keep their unit.
    if mine == theirs || unit.isEmpty || other.unit.isEmpty { return 1 }
    switch (mine, theirs) {
    case ("hours", "minutes"): return 60
    case ("minutes", "hours"): return 1.0 / 60
    default: return nil
    }
  }
}

extension Scenario {
  /// Lists the inputs that a factor fixes as set and without a range, since they are not drawn; says which left
  /// theirs.
  fileprivate mutating func note(_ factors: [String: Double], of settings: [InputSetting]) {
    guard !factors.isEmpty else { return }
    let numbers = numericInputs
    for setting in settings {
      guard let stored = factors[setting.path],
        let i = inputs.firstIndex(where: { $0.path == setting.path }),
        let number = numbers.first(where: { $0.path == setting.path })
      else { continue }
      inputs[i].text += " × \(setting.text.dropLast())"
      inputs[i].markAsSet()
      guard let range = inputs[i].evidence.range else { continue }
      inputs[i].evidence.range = nil
      let ends = number.ends(of: range)
      let slack = 1e-9 * max(abs(ends.low), abs(ends.high))
      let value = stored / number.scale
      if value < ends.low - slack || value > ends.high + slack {
        notices.append(.outside(setting.path))
      }
    }
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
