/// Something in a process that cannot be, whatever its numbers.
public struct StructuralProblem: Hashable, Sendable {
  /// What kind of fault it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A prerequisite or point of the process that does not exist.
    case unknownReference
    /// An office that does not exist.
    case unknownOffice
    /// A matter named where only a declared one makes sense.
    case unknownMatter
    /// An attribute that no class has.
    case unknownAttribute
    /// A category that its attribute lacks.
    case unknownCategory
    /// A class that lacks the attribute which a condition or table goes by.
    case attributeOfOtherClass
    /// A table that misses a category.
    case missingCategory
    /// One name for two things.
    case ambiguousName
    /// Matters and own work that wait for each other in a circle.
    case cycle
    /// Two matters about one subject on one route.
    case sharedSubject
    /// A file that is certain to go back, without a cap.
    case endlessRework
    /// Chances that add up to more than 100 %.
    case chancesSum
    /// A pledge that is nowhere verified for everybody.
    case unverifiedPledge
    /// Offices that must act together and share no hour.
    case noCommonHours
    /// An office without people that has work to do.
    case noStaff
    /// Two statements that exclude each other.
    case contradiction
    /// A credit list that does not exist.
    case unknownCreditList
  }

  /// What kind of fault it is.
  public var kind: Kind
  /// The keys that lead to it in the file, joined by dots.
  public var path: String
  /// What is wrong and why it cannot be.
  public var message: LocalizedText
  /// What to do.
  public var hint: LocalizedText?

  /// A fault at `path`.
  public init(kind: Kind, path: String, message: LocalizedText, hint: LocalizedText? = nil) {
    self.kind = kind
    self.path = path
    self.message = message
    self.hint = hint
  }
}
