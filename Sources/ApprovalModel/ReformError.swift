/// Why a reform cannot be applied.
public struct ReformError: Error, Hashable, Sendable {
  /// The reform, or the switch.
  public var reform: Name
  /// What is wrong and what to do.
  public var message: LocalizedText
  /// The change concerned.
  public var position: SourcePosition

  /// An error of `reform` at `position`.
  public init(reform: Name, message: LocalizedText, position: SourcePosition) {
    self.reform = reform
    self.message = message
    self.position = position
  }
}

/// Something about a reform that is worth knowing and no error.
public struct ReformNotice: Hashable, Sendable {
  /// The reform.
  public var reform: Name
  /// What a reader should know.
  public var message: LocalizedText

  /// A notice on `reform`.
  public init(reform: Name, message: LocalizedText) {
    self.reform = reform
    self.message = message
  }
}
