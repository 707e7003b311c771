internal import ApprovalModel
internal import Experiments
internal import Synchronization

/// A line on a terminal that says how far the work is; erased at the end.
///
/// It says at once what is done, and shows a bar when the work takes longer than a second.
final class ProgressLine: Sendable {
  private struct State {
    var started: ContinuousClock.Instant
    var shown: ContinuousClock.Instant?
    var isDrawn = false
    var isFinished = false
  }

  private let host: Host
  private let language: Language
  private let isOn: Bool
  private let state: Mutex<State>

  /// - Parameter isOn: whether there is a terminal to draw on and the user wants to see it.
  init(host: Host, language: Language, isOn: Bool) {
    self.host = host
    self.language = language
    self.isOn = isOn
    state = Mutex(State(started: ContinuousClock.now))
  }

  /// Says what is being done.
  func announce(zh: String, en: String) {
    guard isOn else { return }
    state.withLock { state in
      state.started = ContinuousClock.now
      draw(language == .zh ? zh : en, &state)
    }
  }

  /// Says how many of how many parts are done; called from any thread.
  func update(_ progress: StudyProgress) {
    guard isOn else { return }
    let (done, total) = (progress.done, progress.total)
    state.withLock { state in
      let now = ContinuousClock.now
      let elapsed = state.started.duration(to: now)
      guard !state.isFinished, elapsed > .seconds(1), total > 0 else { return }
      if let shown = state.shown, shown.duration(to: now) < .milliseconds(100), done < total {
        return
      }
      state.shown = now
      draw(ProgressLine.line(progress, elapsed: elapsed, language), &state)
    }
  }

  /// Erases the line; nothing is drawn from here on.
  func finish() {
    guard isOn else { return }
    state.withLock { state in
      state.isFinished = true
      if state.isDrawn { host.message("\r\u{1B}[K") }
      state.isDrawn = false
    }
  }

  /// Says something that stays, below which the line goes on; called from any thread.
  func say(_ text: String) {
    state.withLock { state in
      if state.isDrawn { host.message("\r\u{1B}[K") }
      state.isDrawn = false
      host.message(text)
    }
  }

  private func draw(_ text: String, _ state: inout State) {
    host.message("\r\u{1B}[K" + text)
    state.isDrawn = true
  }

  /// `[######--------------] 12/40 replications, 7 s left`.
  static func line(_ progress: StudyProgress, elapsed: Duration, _ language: Language) -> String {
    let width = 20
    let (done, total) = (progress.done, progress.total)
    let filled = min(width, done * width / max(1, total))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let phase = progress.phase ?? LocalizedText(zh: "次运行", en: "replications")
    var text = "[\(bar)] \(done)/\(total) " + phase[language]
    // What an earlier attempt had done took no time in this one.
    let ours = done - progress.kept
    if ours > 0, done < total {
      let left = Int((seconds / Double(ours) * Double(total - done)).rounded(.up))
      let amount = left < 90 ? "\(left) s" : "\((left + 59) / 60) min"
      text += language == .zh ? "，还需 \(amount)" : ", \(amount) left"
    }
    return text
  }
}
