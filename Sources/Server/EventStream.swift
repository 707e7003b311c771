internal import Dispatch
internal import Synchronization

/// Server-sent events on their way from the task that writes them to the thread of a connection.
///
/// Lifecycle: the task sends until it returns; the thread takes what there is and ends with the task, or
/// before it when the reader goes away, which the task learns by ``isGone``.
public final class EventStream: Sendable {
  private struct State {
    var waiting: [Event] = []
    var isFinished = false
    var isGone = false
  }

  private struct Event {
    var name: String
    var bytes: [UInt8]
    var isReplaceable: Bool
  }

  private let state = Mutex(State())
  private let news = DispatchSemaphore(value: 0)

  init() {}

  /// Whether nobody reads any more.
  public var isGone: Bool { state.withLock { $0.isGone } }

  /// Sends an event.
  ///
  /// - Parameters:
  ///   - name: the kind of event, one word.
  ///   - data: its text; every line becomes a line of the event.
  ///   - isReplaceable: whether a later event of the same name may take its place while it waits, so that a
  ///     slow reader does not make them pile up.
  public func send(_ name: String, _ data: String, isReplaceable: Bool = false) {
    var bytes = Array("event: \(name)\n".utf8)
    for line in data.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      bytes += Array("data: ".utf8)
      bytes += line
      bytes.append(0x0A)
    }
    bytes.append(0x0A)
    let event = Event(name: name, bytes: bytes, isReplaceable: isReplaceable)
    state.withLock { state in
      guard !state.isGone else { return }
      if let last = state.waiting.last, last.isReplaceable, isReplaceable, last.name == name {
        state.waiting[state.waiting.count - 1] = event
      } else {
        state.waiting.append(event)
      }
    }
    news.signal()
  }

  /// Everything is sent.
  func finish() {
    state.withLock { $0.isFinished = true }
    news.signal()
  }

  /// Nobody reads any more.
  func close() {
    state.withLock { state in
      state.isGone = true
      state.waiting = []
    }
    news.signal()
  }

  /// What the thread of the connection is to do next.
  enum Next {
    case write([UInt8])
    case end
    case wait
  }

  /// What there is, after waiting for at most so many milliseconds.
  func next(within milliseconds: Int) -> Next {
    _ = news.wait(timeout: .now() + .milliseconds(milliseconds))
    return state.withLock { state in
      if !state.waiting.isEmpty {
        defer { state.waiting = [] }
        return .write(state.waiting.flatMap(\.bytes))
      }
      return state.isFinished ? .end : .wait
    }
  }
}
