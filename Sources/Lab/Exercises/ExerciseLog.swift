internal import ApprovalModel
internal import Exercises
internal import Inference
internal import Reporting

/// The records of a student's work: a file of JSON lines to which lines are only ever added.
///
/// Every line has its number, the digest of the line before it and its own, so that a changed line shows. The file
/// is locked while it is read or written.
struct ExerciseLog {
  let session: Session
  private let folder: String

  /// The log in the state folder.
  ///
  /// - Throws: that there is no such folder.
  init(session: Session) throws(Failure) {
    self.session = session
    guard let folder = session.stateFolder else {
      throw session.failure(
        .environment, "XDG_STATE_HOME 和 HOME 都没有指明目录，练习的进度无处可记",
        "neither XDG_STATE_HOME nor HOME names a folder: there is no place for progress")
    }
    self.folder = folder
  }

  private var path: String { "\(folder)/exercises.jsonl" }

  /// All lines.
  ///
  /// - Throws: that a line was changed, with its place.
  func read() throws(Failure) -> [ExerciseRecord] {
    guard isThere(path) else { return [] }
    return try locked { () throws(Failure) in try lines() }
  }

  /// Adds a line, and gives all lines with it.
  func add(
    _ action: ExerciseRecord.Action, _ exercise: Exercise, student: String, course: String,
    _ details: [JSONTree.Member] = []
  ) throws(Failure) -> [ExerciseRecord] {
    do throws(SystemReason) {
      try makeFolders(folder)
    } catch {
      throw session.unwritable(folder, error)
    }
    return try locked { () throws(Failure) in
      let before = try lines()
      let record = ExerciseRecord(
        action, exercise, student: student, course: course, number: before.count + 1,
        previous: before.last?.hash ?? "", details)
      do throws(SystemReason) {
        try appendToFile(path, Array((record.tree.compact + "\n").utf8))
      } catch {
        throw session.unwritable(path, error)
      }
      return before + [record]
    }
  }

  private func locked<Value>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    do throws(LockedFailure) {
      return try whileLocked(path + ".lock", body)
    } catch {
      switch error {
      case .lock(let reason): throw session.unwritable(path + ".lock", reason)
      case .work(let failure): throw failure
      }
    }
  }

  private func lines() throws(Failure) -> [ExerciseRecord] {
    guard isThere(path) else { return [] }
    let bytes: [UInt8]
    do throws(SystemReason) {
      bytes = try readFile(path, most: 1 << 30)
    } catch {
      throw session.failure(
        .environment, "不能读 \(path)：\(error.text.zh)", "cannot read \(path): \(error.text.en)")
    }
    var records: [ExerciseRecord] = []
    for line in bytes.split(separator: 0x0A) {
      let number = records.count + 1
      guard let tree = try? JSONTree(Array(line)), let record = ExerciseRecord(tree) else {
        throw changed(number)
      }
      if let format = record.format, format > ExerciseRecord.format {
        throw session.failure(
          .invalidInput, "\(path):\(number)：这一行是更新的版本写的（格式 \(format)）；请用那个版本",
          "\(path):\(number): this line was written by a newer version (format \(format)); use that one"
        )
      }
      guard record.isWhole, record.number == number, record.previous == records.last?.hash ?? ""
      else {
        throw changed(number)
      }
      records.append(record)
    }
    return records
  }

  private func changed(_ line: Int) -> Failure {
    session.failure(
      .invalidInput,
      "\(path):\(line)：这一行被改过，或前面少了一行；记录不能改。请恢复原来的文件；要从头开始，就把它移走",
      "\(path):\(line): this line was changed, or one before it is missing; records cannot be changed. Put the file back as it was, or move it away to begin anew"
    )
  }
}

/// One line of what a student did.
struct ExerciseRecord: Hashable, Sendable {
  /// What was done.
  enum Action: String { case start, predict, run, check, hint, solution, reset }

  /// Lines up to this format are read; those without one have the first.
  static let format = 1

  /// The line.
  let tree: JSONTree

  /// A line as read; nil: it lacks what each has.
  init?(_ tree: JSONTree) {
    self.tree = tree
    guard tree["n"]?.whole != nil, tree["hash"]?.string != nil, tree["previous"]?.string != nil,
      tree["exercise"]?.string != nil, tree["action"]?.string != nil
    else { return nil }
  }

  /// A new line.
  init(
    _ action: Action, _ exercise: Exercise, student: String, course: String, number: Int,
    previous: String, _ details: [JSONTree.Member]
  ) {
    var members: [JSONTree.Member] = [
      .init(key: "n", value: .number("\(number)")), .init(key: "time", value: .string(timeStamp())),
      .init(key: "student", value: .string(student)), .init(key: "course", value: .string(course)),
      .init(key: "exercise", value: .string(exercise.id)),
      .init(key: "version", value: .number("\(exercise.version)")),
      .init(key: "digest", value: .string(exercise.digest)),
      .init(key: "product", value: .string(productVersion)),
      .init(key: "action", value: .string(action.rawValue)),
    ]
    members += details
    members.append(.init(key: "previous", value: .string(previous)))
    let hash = Self.digest(.object(members))
    tree = .object(members + [.init(key: "hash", value: .string(hash))])
  }

  private static func digest(_ tree: JSONTree) -> String {
    hexadecimalText(sha256(Array(tree.compact.utf8)))
  }

  var number: Int { tree["n"]?.whole ?? 0 }
  var format: Int? { tree["format"]?.whole }
  var time: String { tree["time"]?.string ?? "" }
  var student: String { tree["student"]?.string ?? "" }
  var course: String { tree["course"]?.string ?? "" }
  var exercise: String { tree["exercise"]?.string ?? "" }
  var version: Int { tree["version"]?.whole ?? 0 }
  var action: Action? { Action(rawValue: tree["action"]?.string ?? "") }
  var previous: String { tree["previous"]?.string ?? "" }
  var hash: String { tree["hash"]?.string ?? "" }

  /// Whether its digest is that of what stands in it.
  var isWhole: Bool {
    guard case .object(let members) = tree else { return false }
    return Self.digest(.object(members.filter { $0.key != "hash" })) == hash
  }

  /// The texts under a key, such as levers or answers, in the order of the line.
  func texts(_ key: String) -> [(name: String, text: String)] {
    guard case .object(let members)? = tree[key] else { return [] }
    return members.compactMap { member in member.value.string.map { (member.key, $0) } }
  }
}

extension JSONTree {
  /// The whole number that this is; nil for anything else.
  var whole: Int? { if case .number(let text) = self { Int(text) } else { nil } }

  /// The number that this is; nil for anything else.
  var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }

  /// The values of a list; empty for anything else.
  var items: [JSONTree] { if case .array(let values) = self { values } else { [] } }

  /// The members of an object; empty for anything else.
  var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// Texts by name.
  static func texts(_ texts: [(name: String, text: String)]) -> JSONTree {
    .object(texts.map { Member(key: $0.name, value: .string($0.text)) })
  }

  /// The text without spaces and line ends, byte for byte as `JSON.stringify` of a browser writes it.
  var compact: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): Self.quoted(text)
    case .array(let values): "[" + values.map(\.compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.compact }.joined(separator: ",")
        + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
