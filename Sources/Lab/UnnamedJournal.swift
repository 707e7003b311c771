internal import ApprovalModel
internal import Experiments
internal import Studies
internal import Synchronization

/// The journal of a study for which none is named: made in the state folder once the study has taken
/// a second, and removed when it is done.
///
/// Parts of the first second wait for it. Where it cannot be written the study goes on without one,
/// after a remark. Processes that work on the same study share it; the last one removes it.
final class UnnamedJournal: PartStore {
  private struct State {
    var waiting: [(key: String, bytes: [UInt8])] = []
    var lock: FileLock?
    var journal: Journal?
    var isOff = false
  }

  private let folder: String?
  private let scenario: [UInt8]
  private let identity: @Sendable () throws(StudyError) -> StudyIdentity
  private let remark: @Sendable (LocalizedText) -> Void
  private let begin = ContinuousClock.now
  private let state = Mutex(State())

  /// - Parameters:
  ///   - folder: the state folder of this program; nil where there is none.
  ///   - identity: what the study is, asked for when the journal is made.
  ///   - remark: says something on standard error.
  init(
    folder: String?, scenario: [UInt8],
    identity: @escaping @Sendable () throws(StudyError) -> StudyIdentity,
    remark: @escaping @Sendable (LocalizedText) -> Void
  ) {
    self.folder = folder
    self.scenario = scenario
    self.identity = identity
    self.remark = remark
  }

  /// Goes on with the journal that an attempt before left.
  ///
  /// - Throws: that there is none, or what is wrong with it.
  func resume(_ identity: StudyIdentity) throws(JournalError) {
    let path = path(identity) ?? "~/.local/state/reformlab/\(identity.digest).journal"
    let count = try state.withLock { state throws(JournalError) -> Int in
      if isThere(path) { state.lock = try? FileLock(path: path + ".lock") }
      let journal = try Journal(existing: path, of: identity)
      state.journal = journal
      return (try? journal.count()) ?? 0
    }
    remark(.kept(count, in: path))
  }

  /// The part kept under `key`; nil when it is not there.
  func part(_ key: String) throws(PartStoreError) -> [UInt8]? {
    try state.withLock { $0.journal }?.part(key)
  }

  /// Keeps a finished part, or leaves it be where there is no journal.
  func keep(_ bytes: [UInt8], as key: String) throws(PartStoreError) {
    let journal = state.withLock { state -> Journal? in
      if state.journal != nil || state.isOff { return state.journal }
      state.waiting.append((key, bytes))
      if begin.duration(to: .now) > .seconds(1) { open(&state) }
      return nil
    }
    do throws(PartStoreError) {
      try journal?.keep(bytes, as: key)
    } catch {
      giveUp(error.message)
    }
  }

  /// Writes what waits, and says how many parts are kept.
  func stop() -> Int {
    state.withLock { state in
      try? state.journal?.flush()
      return (try? state.journal?.count()) ?? 0
    }
  }

  /// Removes the journal unless another process works with it.
  func remove() {
    state.withLock { state in
      guard let path = state.journal?.path else { return }
      state.journal = nil
      state.isOff = true
      guard var lock = state.lock else { return }
      if lock.holdAlone() {
        removeJournal(path)
        removeFile(path + ".lock")
      }
      lock.end()
    }
  }

  private func open(_ state: inout State) {
    do {
      let identity = try identity()
      guard let folder, let path = path(identity) else { throw NoFolder() }
      try makeFolders(folder)
      var lock = try FileLock(path: path + ".lock")
      if lock.holdAlone(), isThere(path) {
        let left = try Journal(existing: path, of: identity).count()
        remark(
          LocalizedText(
            zh: "上一次没有做完，留下 \(left) 个部分；现在从头做，加上 --resume 本可以接着做",
            en:
              "an attempt before left \(left) part\(left == 1 ? "" : "s"), done anew now; --resume would have gone on with them"
          ))
        removeJournal(path)
      }
      try lock.share()
      let journal = try Journal(path: path, of: identity, scenario: scenario)
      state.lock = lock
      state.journal = journal
      for part in state.waiting { try journal.keep(part.bytes, as: part.key) }
    } catch {
      state.isOff = true
      state.journal = nil
      remark(.withoutJournal(reason(error)))
    }
    state.waiting = []
  }

  private func giveUp(_ reason: LocalizedText) {
    let isFirst = state.withLock { state -> Bool in
      defer { (state.isOff, state.journal) = (true, nil) }
      return !state.isOff
    }
    if isFirst { remark(.withoutJournal(reason)) }
  }

  private func reason(_ error: any Error) -> LocalizedText {
    switch error {
    case let error as JournalError: error.message
    case let error as PartStoreError: error.message
    case let error as SystemReason:
      LocalizedText(
        zh: "\(folder ?? "")：\(error.text.zh)", en: "\(folder ?? ""): \(error.text.en)")
    default:
      LocalizedText(
        zh: "XDG_STATE_HOME 和 HOME 都没有指明目录", en: "neither XDG_STATE_HOME nor HOME names a folder")
    }
  }

  private func path(_ identity: StudyIdentity) -> String? {
    folder.map { "\($0)/\(identity.digest).journal" }
  }

  /// Removes a journal with the two files beside it.
  private func removeJournal(_ path: String) {
    for end in ["", "-wal", "-shm"] { removeFile(path + end) }
  }
}

/// The environment names no state folder.
private struct NoFolder: Error {}

extension LocalizedText {
  fileprivate static func withoutJournal(_ reason: LocalizedText) -> LocalizedText {
    LocalizedText(
      zh: "研究继续进行，但中途停下就不能接着做：\(reason.zh)",
      en: "the study goes on, but could not be resumed if it were stopped: \(reason.en)")
  }
}
