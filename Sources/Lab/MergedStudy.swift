internal import ApprovalModel
internal import Experiments
internal import Studies

/// A study whose parts are in journals, to be put together.
struct MergedStudy: Sendable {
  /// The journal whose scenario text is taken.
  var path: String
  /// What the study is, shares aside.
  var identity: StudyIdentity
  /// The number of shares it was divided into; 1: none.
  var shares: Int
  /// Its parts.
  var parts: JournalUnion
}

/// The parts of several journals of one study; keeps nothing.
struct JournalUnion: PartStore {
  let journals: [Journal]

  /// The part kept under `key` in the first journal that has it.
  func part(_ key: String) throws(PartStoreError) -> [UInt8]? {
    for journal in journals {
      if let bytes = try journal.part(key) { return bytes }
    }
    return nil
  }

  /// Does nothing: what is merged is kept already.
  func keep(_ bytes: [UInt8], as key: String) throws(PartStoreError) {}
}

/// `merge`: the results of a study whose shares were done apart.
struct MergeCommand {
  let session: Session
  let paths: [String]

  func run() async throws(Failure) -> ExitCode {
    var journals: [Journal] = []
    for path in paths {
      if let output = session.options.output, leadToSamePlace(path, output) {
        throw session.failure(
          .usage, "--output 会覆盖日志 \(path)", "--output would replace the journal \(path)")
      }
      journals.append(try journal(path))
    }
    let first = journals[0]
    let identity = first.identity.without("shard")
    for journal in journals.dropFirst() {
      try expect(journal.identity.without("shard"), like: identity, journal.path)
    }
    if let version = identity["version"], version != productVersion {
      throw session.failure(
        .invalidInput, "这些日志由版本 \(version) 写成，现在是 \(productVersion)；请用那个版本合并",
        "the journals were written by version \(version), this is \(productVersion); merge them with that version"
      )
    }
    let shares = try shares(journals)
    var session = session
    session.merged = MergedStudy(
      path: first.path, identity: identity, shares: shares,
      parts: JournalUnion(journals: journals))
    session.scenarioText = first.scenario
    guard
      let invocation = session.invocation(
        ofCommand: identity["command"] ?? "", file: first.path),
      case .command(let command) = invocation.action
    else {
      throw session.failure(
        .invalidInput, "\(first.path) 里的命令本版本不认识：\(identity["command"] ?? "")",
        "the command in \(first.path) is unknown to this version: \(identity["command"] ?? "")")
    }
    session.command = command
    session.options = invocation.options
    return try await session.carryOut(invocation)
  }

  private func journal(_ path: String) throws(Failure) -> Journal {
    try session.journal { () throws(JournalError) in
      do throws(JournalError) {
        return try Journal(existing: path)
      } catch {
        var error = error
        if error.kind == .missing {
          error.fault = LocalizedText(
            zh: "没有研究日志“\(path)”", en: "there is no study journal '\(path)'")
        }
        error.remedy = LocalizedText(
          zh: "请写上这项研究每一份的日志", en: "name the journals of all shares of one study")
        throw error
      }
    }
  }

  private func expect(
    _ identity: StudyIdentity, like first: StudyIdentity, _ path: String
  ) throws(Failure) {
    guard let difference = first.difference(from: identity) else { return }
    let (here, there) = (difference.here ?? "", difference.there ?? "")
    throw session.failure(
      .invalidInput,
      "这些日志不属于同一项研究：\(difference.name) 在 \(paths[0]) 里是“\(here)”，在 \(path) 里是“\(there)”；请只写同一项研究的日志",
      "the journals are of different studies: \(difference.name) is '\(here)' in \(paths[0]) and '\(there)' in \(path); name those of one study"
    )
  }

  /// The number of shares, all of which are there unless one journal has the whole study.
  private func shares(_ journals: [Journal]) throws(Failure) -> Int {
    var count = 1
    var there: Set<Int> = []
    var isWhole = false
    for journal in journals {
      let numbers = (journal.identity["shard"] ?? "").split(separator: "/").compactMap { Int($0) }
      guard numbers.count == 2 else {
        isWhole = true
        continue
      }
      guard count == 1 || count == numbers[1] else {
        throw session.failure(
          .invalidInput, "\(journal.path) 是 \(numbers[1]) 份中的一份，其他日志是 \(count) 份；请只写同一次划分的日志",
          "\(journal.path) is one of \(numbers[1]) shares, the others of \(count); name journals of one division"
        )
      }
      count = numbers[1]
      there.insert(numbers[0])
    }
    let missing = (1...count).filter { !there.contains($0) }
    guard isWhole || missing.isEmpty else { throw session.missing(missing, of: count) }
    return isWhole ? 1 : count
  }
}

extension Session {
  /// The command line that a canonical command stands for, with the output and threads of this one.
  ///
  /// - Returns: nil where it is no command that makes a study.
  func invocation(ofCommand text: String, file: String) -> Invocation? {
    guard let words = shellWords(text), words.first == "reformlab",
      let placeholder = words.firstIndex(of: "FILE"),
      var invocation = try? readCommandLine(Array(words.dropFirst())),
      case .command(let command) = invocation.action, command.flags.contains(.journal),
      placeholder == 2, !invocation.arguments.isEmpty
    else { return nil }
    invocation.arguments[0] = file
    invocation.options.json = options.json
    invocation.options.csv = options.csv
    invocation.options.brief = options.brief
    invocation.options.quiet = options.quiet
    invocation.options.noColor = options.noColor
    invocation.options.output = options.output
    invocation.options.threads = options.threads
    return invocation
  }

  /// Refuses a study that is not the one in the journals.
  func expect(_ identity: StudyIdentity, of merged: MergedStudy) throws(Failure) {
    guard let difference = merged.identity.difference(from: identity) else { return }
    let (then, now) = (difference.here ?? "", difference.there ?? "")
    if difference.name == "scenarioDigest" {
      throw failure(
        .invalidInput,
        "\(merged.path) 里的情景用到的目录条目与研究时不同（摘要是 \(now)，原来是 \(then)）；请在那时的目录旁边合并",
        "the catalogue entries that the scenario in \(merged.path) uses have changed (its digest is \(now), it was \(then)); merge beside the catalogue as it was"
      )
    }
    throw failure(
      .invalidInput,
      "\(merged.path) 里的研究与本程序会做的不同：\(difference.name) 是“\(then)”，现在是“\(now)”；请用当时的程序合并",
      "the study in \(merged.path) is not what this program would do: \(difference.name) is '\(then)' and now '\(now)'; merge it with the program that did it"
    )
  }

  /// Parts are not in the journals.
  func partsMissing(_ places: [Int]) -> Failure {
    let count = merged?.shares ?? 1
    let shares = Set(places.map { StudyShard.index(ofPlace: $0, of: count) }).sorted()
    guard count > 1 else {
      let path = merged?.path ?? ""
      return failure(
        .invalidInput, "\(path) 里的研究没有做完，还差 \(places.count) 个部分；请先用 --journal \(path) --resume 做完",
        "the study in \(path) is not finished, \(places.count) parts are missing; finish it first, with --journal \(path) --resume"
      )
    }
    return missing(shares, of: count)
  }

  /// Shares are not there, or not finished.
  func missing(_ shares: [Int], of count: Int) -> Failure {
    let most = 20
    let list =
      shares.prefix(most).map { "\($0)/\(count)" }.joined(separator: ", ")
      + (shares.count > most ? ", …" : "")
    return failure(
      .invalidInput, "还缺这些份，或没有做完：\(list)；请先用 --shard 做完，并写上它们的日志",
      "shares are missing or not finished: \(list); do them first, with --shard, and name their journals too"
    )
  }
}

/// The words of a command line as a shell reads them: what stands in single quotes is taken as it is, and so
/// is a character behind a backslash elsewhere.
///
/// - Returns: nil where a quote does not end.
func shellWords(_ text: String) -> [String]? {
  var words: [String] = []
  var word: String?
  var isQuoted = false
  var isEscaped = false
  for character in text {
    if isEscaped {
      word = (word ?? "") + String(character)
      isEscaped = false
    } else if character == "\\", !isQuoted {
      isEscaped = true
    } else if character == "'" {
      isQuoted.toggle()
      word = word ?? ""
    } else if character == " ", !isQuoted {
      if let word { words.append(word) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  if let word { words.append(word) }
  return isQuoted ? nil : words
}
