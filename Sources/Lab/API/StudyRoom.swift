internal import Experiments
internal import Reporting
internal import Server
internal import Synchronization

/// Where the studies of a server are done: a few at once, each result kept as long as there is room.
final class StudyRoom: Sendable {
  private struct State {
    var running = 0
    /// Those that wait, by number, in their order.
    var waiting: [Int] = []
    var next = 0
    /// Results that are kept, the one used last at the end.
    var kept: [(key: String, result: Finished)] = []
    var keptBytes = 0
  }

  /// A study that is done.
  struct Finished: Sendable {
    var report: any StudyReport
    /// The event with which it was answered.
    var text: String
  }

  private let state = Mutex(State())

  /// So many studies run at once; each takes all processors.
  static let mostRunning = 2
  /// So many bytes of results are kept.
  static let mostKeptBytes = 48 << 20

  /// Whether a study would have to wait.
  var isFull: Bool { state.withLock { $0.running >= Self.mostRunning || !$0.waiting.isEmpty } }

  /// Waits until it is this study's turn; what enters must ``leave()``.
  ///
  /// - Returns: whether it may enter; not when `isGone`.
  func enter(isGone: () -> Bool) async -> Bool {
    let number = state.withLock { state in
      state.next += 1
      state.waiting.append(state.next)
      return state.next
    }
    while true {
      let mayEnter = state.withLock { state in
        guard !isGone() else {
          state.waiting.removeAll { $0 == number }
          return false as Bool?
        }
        guard state.running < Self.mostRunning, state.waiting.first == number else { return nil }
        state.waiting.removeFirst()
        state.running += 1
        return true
      }
      if let mayEnter { return mayEnter }
      try? await Task.sleep(for: .milliseconds(20))
    }
  }

  /// A study has ended.
  func leave() {
    state.withLock { $0.running -= 1 }
    giveBackMemory()
  }

  /// The result kept under a key.
  func result(_ key: String) -> Finished? {
    state.withLock { state in
      guard let place = state.kept.firstIndex(where: { $0.key == key }) else { return nil }
      let found = state.kept.remove(at: place)
      state.kept.append(found)
      return found.result
    }
  }

  /// Keeps a result; those not used for longest go where there is no room.
  func keep(_ result: Finished, as key: String) {
    let size = result.text.utf8.count
    guard size <= Self.mostKeptBytes / 4 else { return }
    state.withLock { state in
      guard !state.kept.contains(where: { $0.key == key }) else { return }
      state.kept.append((key, result))
      state.keptBytes += size
      while state.keptBytes > Self.mostKeptBytes, !state.kept.isEmpty {
        state.keptBytes -= state.kept.removeFirst().result.text.utf8.count
      }
    }
  }
}

/// Finished parts of one study, for as long as it is refined.
final class MemoryParts: PartStore {
  private let parts = Mutex<[String: [UInt8]]>([:])

  func part(_ key: String) -> [UInt8]? { parts.withLock { $0[key] } }

  func keep(_ bytes: [UInt8], as key: String) {
    parts.withLock { parts in if parts[key] == nil { parts[key] = bytes } }
  }
}
