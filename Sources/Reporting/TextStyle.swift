public import Inference

/// Whether a text carries colors; the words say the same without them.
public enum TextStyle: Hashable, Sendable {
  /// Characters only.
  case plain
  /// With the color sequences of terminals.
  case colored

  /// A heading.
  public func heading(_ text: String) -> String { sequence("1", text) }

  /// Something said in passing.
  public func faint(_ text: String) -> String { sequence("2", text) }

  /// A mistake.
  public func error(_ text: String) -> String { sequence("1;31", text) }

  /// The word for a verdict.
  public func verdict(_ verdict: Verdict, _ text: String) -> String {
    switch verdict {
    case .better: sequence("32", text)
    case .worse: sequence("31", text)
    case .same, .higher, .lower, .cannotTell: text
    }
  }

  private func sequence(_ code: String, _ text: String) -> String {
    switch self {
    case .plain: text
    case .colored: "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
  }
}
