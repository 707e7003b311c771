public import ApprovalModel
internal import Inference

/// One student's numbers in an exercise: drawn from the course, the exercise, its version and the student's
/// name, so that anybody who knows these can draw them again.
public struct Variant: Hashable, Sendable {
  /// What sets one course apart from another; may be empty.
  public let course: String
  /// The student's name; may be empty.
  public let student: String
  /// The place of each parameter's value among its choices.
  public let parameters: [Int]
  /// The seed of all runs, below 2³¹.
  public let seed: UInt64
  private let exercise: Name
  private let version: Int

  /// The variant of a student.
  public init(of exercise: Exercise, course: String = "", student: String) {
    self.course = course
    self.student = student
    self.exercise = exercise.id
    version = exercise.version
    func number(_ name: String) -> UInt64 {
      Self.number([course, exercise.id, String(exercise.version), student, name])
    }
    parameters = exercise.parameters.map { Int(number($0.name) % UInt64($0.choices.count)) }
    seed = number("seed") % Self.seeds
  }

  /// The seed of a run with random numbers of its own.
  public func seed(ownTo run: Name) -> UInt64 {
    Self.number([course, exercise, String(version), student, "seed \(run)"]) % Self.seeds
  }

  private static let seeds: UInt64 = 1 << 31

  /// The first eight bytes of the SHA-256 digest of some lines.
  private static func number(_ lines: [String]) -> UInt64 {
    sha256(Array(lines.joined(separator: "\n").utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// What a student has set: the state of each lever, in the order of ``Exercise/levers``.
public struct Work: Hashable, Sendable {
  /// The states.
  public var levers: [LeverState]

  /// Everything at the start.
  public init(start exercise: Exercise) { levers = exercise.levers.map(\.startState) }
}

/// Where a lever stands.
public enum LeverState: Hashable, Sendable {
  /// At the choice of this place.
  case choice(Int)
  /// The reforms at these places, rising.
  case reforms([Int])
}

extension Exercise.Knob {
  /// Where it stands at the start.
  public var startState: LeverState {
    guard case .reforms(_, let names) = kind else { return .choice(start) }
    return .reforms(choices.indices.filter { names.contains(choices[$0].text) })
  }

  /// What formulas see of a state.
  func value(_ state: LeverState) -> Double {
    switch state {
    case .choice(let place): choices[place].value
    case .reforms(let places): Double(places.count)
    }
  }

  /// The state as it is typed: the choice, or reforms joined by `+`.
  public func text(_ state: LeverState) -> String {
    switch state {
    case .choice(let place): choices[place].text
    case .reforms(let places): places.map { choices[$0].text }.joined(separator: "+")
    }
  }
}
