internal import ApprovalModel
internal import Simulation
internal import Synchronization

/// Does the parts of a study on all processors, each once: parts kept before are read, not done again.
///
/// Results come in the order of the keys, so that nothing depends on the number of threads or on what
/// had been kept.
struct Workshop: Sendable {
  let context: StudyContext

  /// The parts of the given keys.
  ///
  /// - Parameters:
  ///   - keys: what each part is kept under; equal keys mean equal parts.
  ///   - after: parts of the study done before these, for the progress.
  ///   - phase: what the parts are, for the progress; nil: replications.
  ///   - work: does the part of the key with that place; called from several threads.
  /// - Throws: the first failure; what was done until then is kept.
  func parts<Part: StudyPart>(
    _ keys: [String], after: Int = 0, phase: LocalizedText? = nil,
    _ work: @escaping @Sendable (Int) throws(StudyError) -> Part
  ) async throws(StudyError) -> [Part] {
    let bench = Bench<Part>(count: keys.count, before: after, phase: phase)
    try recall(keys, bench)
    let missing = keys.indices.filter { bench.isMissing($0) && isOurs($0 + after) }
    if context.isKeptOnly, !missing.isEmpty {
      throw .partsMissing(places: missing.map { $0 + after })
    }
    bench.tell(context.progress)
    let threads = max(1, min(context.threads ?? processorCount(), missing.count))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<(missing.isEmpty ? 0 : threads) {
        group.addTask {
          while bench.failure == nil, let next = bench.take(of: missing.count) {
            do throws(StudyError) {
              let i = missing[next]
              if context.isCancelled() { throw .run(.cancelled) }
              let part = try work(i)
              try keep(part, as: keys[i])
              bench.deliver(part, of: i)
            } catch {
              bench.fail(error)
              return
            }
            bench.tell(context.progress)
          }
        }
      }
    }
    if let failure = bench.failure { throw failure }
    guard context.shard == nil else { throw .shardDone(parts: keys.indices.count { isOurs($0) }) }
    return bench.parts
  }

  /// Whether the share worked on has the part at a place of the study.
  private func isOurs(_ place: Int) -> Bool {
    guard let shard = context.shard else { return true }
    return StudyShard.index(ofPlace: place, of: shard.count) == shard.index
  }

  private func recall<Part>(_ keys: [String], _ bench: Bench<Part>) throws(StudyError) {
    guard let store = context.store else { return }
    for (i, key) in keys.enumerated() {
      let bytes: [UInt8]?
      do {
        bytes = try store.part(key)
      } catch {
        throw .store(error)
      }
      guard let bytes else { continue }
      guard let part = Part(bytes: bytes) else { throw .store(.unreadable(key)) }
      bench.recall(part, of: i)
    }
  }

  private func keep(_ part: some StudyPart, as key: String) throws(StudyError) {
    do {
      try context.store?.keep(part.bytes, as: key)
    } catch {
      throw .store(error)
    }
  }
}

extension PartStoreError {
  /// A part that does not hold what its key promises.
  fileprivate static func unreadable(_ key: String) -> PartStoreError {
    PartStoreError(
      isDamage: true,
      message: LocalizedText(
        zh: "保存的部分“\(key)”不可读；请换一个日志文件，从头运行",
        en: "the part kept as '\(key)' cannot be read; begin anew with another journal"))
  }
}

/// Where threads take places of parts and deliver what they did.
private final class Bench<Part: StudyPart>: Sendable {
  private struct State {
    var next = 0
    var parts: [Part?]
    var done = 0
    var kept = 0
    var failure: StudyError?
  }

  private let state: Mutex<State>
  private let telling = Mutex(())
  private let before: Int
  private let phase: LocalizedText?

  init(count: Int, before: Int, phase: LocalizedText?) {
    state = Mutex(State(parts: Array(repeating: nil, count: count)))
    self.before = before
    self.phase = phase
  }

  var failure: StudyError? { state.withLock { $0.failure } }

  var parts: [Part] { state.withLock { $0.parts.compactMap { $0 } } }

  /// Says how far the study is, one thread after another, so that what is told never goes back.
  func tell(_ progress: (StudyProgress) -> Void) {
    telling.withLock { _ in
      progress(
        state.withLock {
          StudyProgress(
            done: before + $0.done, total: before + $0.parts.count, kept: $0.kept, phase: phase)
        })
    }
  }

  func isMissing(_ i: Int) -> Bool { state.withLock { $0.parts[i] == nil } }

  func take(of count: Int) -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func deliver(_ part: Part, of i: Int) {
    state.withLock { state in
      state.parts[i] = part
      state.done += 1
    }
  }

  func recall(_ part: Part, of i: Int) {
    state.withLock { state in
      state.parts[i] = part
      state.done += 1
      state.kept += 1
    }
  }

  func fail(_ error: StudyError) { state.withLock { $0.failure = $0.failure ?? error } }
}
