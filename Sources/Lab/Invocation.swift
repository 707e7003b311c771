internal import ApprovalModel
internal import Experiments
internal import ScenarioFiles

/// A command line, read.
struct Invocation: Hashable, Sendable {
  /// What to do.
  var action: Action
  /// What stands behind the command's name.
  var arguments: [String] = []
  /// What the flags say.
  var options = Options()

  /// What a command line asks for.
  enum Action: Hashable, Sendable {
    case command(Command)
    /// The help of everything, or of one command.
    case help(Command?)
    case version
  }
}

/// What the flags of a command line say; nil or false where they are left out.
struct Options: Hashable, Sendable {
  var brief = false
  var json = false
  var csv = false
  var strict = false
  var independent = false
  var quiet = false
  var noColor = false
  var markdown = false
  var dot = false
  var sensitivity = false
  var format: ReportFormat?
  /// Whether grades are written as Gradescope reads them.
  var isGradescope = false
  /// Answers by question, in the order typed.
  var answers: [TypedAnswer] = []
  var student: String?
  var course: String?
  var isTeacher = false
  var variants: Int?
  var seed: UInt64?
  var replications: Int?
  var replication = 0
  var precision: Double?
  var worthwhile: Double?
  var threads: Int?
  var inputs: Int?
  var points: Int?
  var journal: String?
  var resume = false
  var shard: StudyShard?
  var outcomes: [OutcomeChoice] = []
  var input: String?
  var from: StatedNumber?
  var to: StatedNumber?
  var threshold: StatedNumber?
  var atLeast: StatedNumber?
  var levels: [ServiceLevel] = []
  var mostPeople: Int?
  var switches: [Name] = []
  var baseline: Name?
  var applicant: ApplicantName?
  var composition = Composition()
  var output: String?
  var map: String?
  var port: Int?
  var folder: String?
  /// The exercises of a site, as typed.
  var exercises: String?
  /// Whether a site is to be one page.
  var oneFile = false
  var language: Language?
}

/// An answer to a question of an exercise as it was typed.
struct TypedAnswer: Hashable, Sendable {
  /// The question.
  var id: String
  /// The answer; may be empty.
  var text: String
}

/// A number as it was typed on the command line.
struct StatedNumber: Hashable, Sendable {
  /// The number before any `%`.
  var value: Double
  /// Whether `%` stands behind it.
  var isPercent: Bool

  /// The number for an outcome: shares are parts of a whole.
  var amount: Double { isPercent ? value / 100 : value }
  /// The number as it was typed.
  var text: String {
    let digits = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    return isPercent ? "\(digits)%" : digits
  }
}

/// Reads the arguments after the program's name.
///
/// - Throws: ``UsageError`` at the first fault.
func readCommandLine(_ arguments: [String]) throws(UsageError) -> Invocation {
  var reader = CommandLineReader(arguments)
  return try reader.read()
}

/// How many shares a study has at most.
let mostShards = 10_000

private struct CommandLineReader {
  var rest: ArraySlice<String>
  var words: [String] = []
  var flags: [Flag] = []
  var options = Options()

  init(_ arguments: [String]) { rest = arguments[...] }

  mutating func read() throws(UsageError) -> Invocation {
    while let word = rest.popFirst() {
      if word == "--" {
        words += rest
        rest = []
      } else if word.hasPrefix("-"), word != "-" {
        try readFlag(word)
      } else {
        words.append(word)
      }
    }
    return try invocation()
  }

  private mutating func readFlag(_ word: String) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let flag = Flag.allCases.first(where: { $0.spelling == name || $0.short == name }) else {
      throw .unknownFlag(name, near: nearestName(to: name, among: Flag.allCases.map(\.spelling)))
    }
    if flags.contains(flag), !flag.isRepeatable { throw .flagTwice(flag) }
    flags.append(flag)
    guard flag.value != .none else {
      guard parts.count == 1 else { throw .unwantedValue(flag, String(parts[1])) }
      return set(flag)
    }
    if parts.count == 2 { return try set(flag, String(parts[1])) }
    // What begins with two hyphens is the next flag; `--output=--x` means such a file.
    guard let value = rest.first, !value.hasPrefix("--") else { throw .missingValue(flag) }
    rest.removeFirst()
    try set(flag, value)
  }

  private mutating func set(_ flag: Flag) {
    switch flag {
    case .brief: options.brief = true
    case .json: options.json = true
    case .csv: options.csv = true
    case .independent: options.independent = true
    case .oneFile: options.oneFile = true
    case .teacher: options.isTeacher = true
    case .strict: options.strict = true
    case .resume: options.resume = true
    case .quiet: options.quiet = true
    case .noColor: options.noColor = true
    case .markdown: options.markdown = true
    case .dot: options.dot = true
    case .sensitivity: options.sensitivity = true
    default: break
    }
  }

  private mutating func set(_ flag: Flag, _ text: String) throws(UsageError) {
    switch flag {
    case .seed: options.seed = try whole(flag, text)
    case .replications: options.replications = Int(try whole(flag, text))
    case .replication: options.replication = Int(try whole(flag, text))
    case .inputs: options.inputs = Int(try whole(flag, text))
    case .points: options.points = Int(try powerOfTwo(flag, text))
    case .port: options.port = Int(try whole(flag, text))
    case .folder: options.folder = try nonempty(flag, text)
    case .exercises: options.exercises = try nonempty(flag, text)
    case .threads: options.threads = Int(try whole(flag, text))
    case .precision: options.precision = try positive(flag, text)
    case .input: options.input = try nonempty(flag, text)
    case .from: options.from = try number(flag, text)
    case .to: options.to = try number(flag, text)
    case .threshold: options.threshold = try number(flag, text)
    case .atLeast:
      let least = try number(flag, text)
      guard least.value > 0 else { throw .badValue(flag, text) }
      options.atLeast = least
    case .most: options.mostPeople = Int(try whole(flag, text))
    case .level:
      do throws(ServiceLevelError) {
        options.levels.append(try readServiceLevel(text))
      } catch {
        throw .badLevel(error.message)
      }
    case .worthwhile: options.worthwhile = try positive(flag, text)
    case .switch: options.switches.append(try nonempty(flag, text))
    case .outcome: options.outcomes.append(OutcomeChoice(try nonempty(flag, text)))
    case .baseline: options.baseline = try nonempty(flag, text)
    case .output: options.output = try nonempty(flag, text)
    case .journal: options.journal = try nonempty(flag, text)
    case .shard:
      guard let shard = shard(text) else { throw .badValue(flag, text) }
      options.shard = shard
    case .map: options.map = try nonempty(flag, text)
    case .reforms:
      guard let reforms = Composition.reforms(in: text) else { throw .badValue(flag, text) }
      options.composition.reforms = reforms
    case .set:
      guard let setting = Composition.setting(in: text) else {
        throw words.first == Command.exercise.rawValue ? .badLever(text) : .badValue(flag, text)
      }
      options.composition.settings.append(setting)
    case .applicant:
      guard let applicant = applicant(text) else { throw .badValue(flag, text) }
      options.applicant = applicant
    case .answer:
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw .badValue(flag, text)
      }
      options.answers.append(
        TypedAnswer(id: String(text[..<equals]), text: String(text[text.index(after: equals)...])))
    case .student: options.student = try line(flag, text)
    case .course: options.course = try line(flag, text)
    case .variants: options.variants = Int(try whole(flag, text))
    case .format where text == "gradescope": options.isGradescope = true
    case .format:
      guard let format = ReportFormat(rawValue: text) else { throw .badValue(flag, text) }
      options.format = format
    case .lang:
      guard let language = Language(rawValue: text) else { throw .badValue(flag, text) }
      options.language = language
    default: break
    }
  }

  /// `firm:12`.
  private func applicant(_ text: String) -> ApplicantName? {
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
      let index = Int64(text[text.index(after: colon)...]), index >= 0
    else { return nil }
    return ApplicantName(applicantClass: String(text[..<colon]), index: index)
  }

  /// `2/8`.
  private func shard(_ text: String) -> StudyShard? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map {
      digits(String($0)).flatMap { Int(exactly: $0) }
    }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count <= mostShards else {
      return nil
    }
    return StudyShard(index: index, of: count)
  }

  private func nonempty(_ flag: Flag, _ text: String) throws(UsageError) -> String {
    guard !text.isEmpty else { throw .badValue(flag, text) }
    return text
  }

  /// Words of one line, without control characters.
  private func line(_ flag: Flag, _ text: String) throws(UsageError) -> String {
    guard text.unicodeScalars.count <= 200,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { throw .badValue(flag, text) }
    return text
  }

  private func whole(_ flag: Flag, _ text: String) throws(UsageError) -> UInt64 {
    guard case .whole(let least, let most) = flag.value, let value = digits(text),
      value >= least, value <= most
    else { throw .badValue(flag, text) }
    return value
  }

  /// A decimal number such as `12.5`, `-3` or `5%`.
  private func number(_ flag: Flag, _ text: String) throws(UsageError) -> StatedNumber {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? text.dropLast() : text[...]
    let unsigned = digits.hasPrefix("-") ? digits.dropFirst() : digits
    let allowed = unsigned.utf8.allSatisfy {
      ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: ".")
    }
    guard allowed, let value = Double(String(digits)), abs(value) <= 1e12 else {
      throw .badValue(flag, text)
    }
    return StatedNumber(value: value, isPercent: isPercent)
  }

  private func powerOfTwo(_ flag: Flag, _ text: String) throws(UsageError) -> UInt64 {
    guard case .powerOfTwo(let most) = flag.value, let value = digits(text), value >= 16,
      value <= most, value.nonzeroBitCount == 1
    else { throw .badValue(flag, text) }
    return value
  }

  /// The whole number of a text of digits only.
  private func digits(_ text: String) -> UInt64? {
    guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
      return nil
    }
    return UInt64(text)
  }

  private func positive(_ flag: Flag, _ text: String) throws(UsageError) -> Double {
    let allowed = text.utf8.allSatisfy {
      ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: ".")
    }
    guard allowed, let value = Double(text), value > 0, value.isFinite else {
      throw .badValue(flag, text)
    }
    return value
  }

  // MARK: What it all means

  private func invocation() throws(UsageError) -> Invocation {
    if flags.contains(.version) {
      guard words.isEmpty else { throw .tooMany(nil, words[0]) }
      return Invocation(action: .version, options: options)
    }
    guard let word = words.first else {
      if flags.contains(.help) { return Invocation(action: .help(nil), options: options) }
      throw .noCommand
    }
    let command = try command(word)
    let arguments = Array(words.dropFirst())
    for flag in flags where !command.flags.contains(flag) { throw .foreignFlag(flag, command) }
    if flags.contains(.help) { return Invocation(action: .help(command), options: options) }
    for flag in flags {
      if let other = flag.excludes.first(where: flags.contains) { throw .together(flag, other) }
      if let other = flag.needs, !flags.contains(other) { throw .alone(flag, other) }
    }
    if options.isGradescope, command != .progress { throw .badValue(.format, "gradescope") }
    if let format = options.format, command == .progress {
      throw .badValue(.format, format.rawValue)
    }
    // Without them, what comes next depends on what was found, which a share does not know.
    if command == .explore, options.shard != nil, options.replications == nil {
      throw .alone(.shard, .replications)
    }
    if command == .help {
      guard arguments.count <= 1 else { throw .tooMany(command, arguments[1]) }
      let about: Command? = if let word = arguments.first { try self.command(word) } else { nil }
      return Invocation(action: .help(about), options: options)
    }
    let least = command.arguments.reduce(0) { $0 + $1.count.lowerBound }
    let most = command.arguments.reduce(0) { $0 + $1.count.upperBound }
    guard arguments.count >= least else { throw .missingArgument(command) }
    guard arguments.count <= most else { throw .tooMany(command, arguments[most]) }
    return Invocation(action: .command(command), arguments: arguments, options: options)
  }

  private func command(_ word: String) throws(UsageError) -> Command {
    guard let command = Command(rawValue: word) else {
      throw .unknownCommand(
        word, near: nearestName(to: word, among: Command.allCases.map(\.rawValue)))
    }
    return command
  }
}

/// The language that a command line asks for, even where it cannot be read in full.
func languageAsked(_ arguments: [String]) -> Language? {
  for (i, word) in arguments.enumerated() {
    if word == "--" { return nil }
    if word == "--lang", i + 1 < arguments.count { return Language(rawValue: arguments[i + 1]) }
    if word.hasPrefix("--lang=") { return Language(rawValue: String(word.dropFirst(7))) }
  }
  return nil
}

/// The language of the environment: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
func languageOfEnvironment(_ variable: (String) -> String?) -> Language {
  for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
    if let value = variable(name), !value.isEmpty {
      return value.lowercased().hasPrefix("zh") ? .zh : .en
    }
  }
  return .en
}
