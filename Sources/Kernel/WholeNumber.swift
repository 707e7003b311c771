extension Double {
  /// This number as a whole one, half to even; absurd ones stay within what can be added up.
  public var roundedToInt64: Int64 {
    Int64(Swift.min(1e18, Swift.max(-1e18, self)).rounded(.toNearestOrEven))
  }
}
