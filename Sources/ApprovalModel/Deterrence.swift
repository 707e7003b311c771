public import Statistics

/// What violating one matter's demands is worth to an applicant, and what it costs who is found.
///
/// An assumption about behaviour (Becker, "Crime and Punishment: An Economic Approach", 1968): who
/// gains more than is to be expected in penalties violates. Each applicant has one gain, a function
/// of the draw of its defect, so that who violates where more is checked violates wherever less is.
public struct Deterrence: Hashable, Sendable {
  /// The matter concerned.
  public var matter: Name
  /// What violating gains an applicant, yuan.
  public var gain: Input<Distribution>
  /// What being found costs it.
  public var penalty: Input<Money>

  /// Deterrence in `matter`.
  public init(matter: Name, gain: Input<Distribution>, penalty: Input<Money>) {
    self.matter = matter
    self.gain = gain
    self.penalty = penalty
  }
}
