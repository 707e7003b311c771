/// What a command line meets: environment, streams, signals.
///
/// Tests put their own in its place.
public struct Host: Sendable {
  /// The value of a variable of the environment.
  public var variable: @Sendable (String) -> String?
  /// Writes to standard output; throws the system's error number.
  public var output: @Sendable (_ bytes: [UInt8]) throws(HostError) -> Void
  /// Writes to standard error; what cannot be written is lost.
  public var message: @Sendable (_ text: String) -> Void
  /// Whether standard output is a terminal.
  public var isOutputTerminal: Bool
  /// Whether standard error is a terminal.
  public var isMessageTerminal: Bool
  /// The signal that asked for an end; 0 for none.
  public var stopSignal: @Sendable () -> Int32

  /// A host made of its parts.
  public init(
    variable: @escaping @Sendable (String) -> String?,
    output: @escaping @Sendable (_ bytes: [UInt8]) throws(HostError) -> Void,
    message: @escaping @Sendable (_ text: String) -> Void, isOutputTerminal: Bool = false,
    isMessageTerminal: Bool = false, stopSignal: @escaping @Sendable () -> Int32 = { 0 }
  ) {
    self.variable = variable
    self.output = output
    self.message = message
    self.isOutputTerminal = isOutputTerminal
    self.isMessageTerminal = isMessageTerminal
    self.stopSignal = stopSignal
  }
}

/// Standard output does not take what is written.
public struct HostError: Error, Hashable, Sendable {
  /// The system's error number.
  public var number: Int32

  /// The error with this number.
  public init(number: Int32) { self.number = number }
}
