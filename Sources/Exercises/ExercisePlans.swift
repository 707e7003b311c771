internal import ApprovalModel
public import Experiments
internal import ScenarioFiles

/// The compiled plans of an exercise with the words that each knob changes in them: what a browser needs to
/// run every variant by itself.
public struct ExercisePlans: Sendable {
  /// The exercise.
  public let exercise: Exercise
  /// The plans there are.
  public let keys: [Key]
  private let base: [LeverState]

  /// A plan: of which world, with which reforms.
  public struct Key: Hashable, Sendable {
    /// The place of the world.
    public var world: Int
    /// What acts.
    public var design: PlanDesign
  }

  /// A plan with what knobs change in it.
  public struct Patched: Sendable {
    /// The plan with parameters at their first choice and levers at the start.
    public var plan: RunnablePlan
    /// What changes it; two groups never change the same bytes.
    public var groups: [Group]
  }

  /// Knobs that act together: on the same numbers of the plan, or in the same texts.
  public struct Group: Hashable, Sendable {
    /// The knobs by their places (parameters, then levers), rising.
    public var knobs: [Int]
    /// How many choices each has.
    public var counts: [Int]
    /// For each combination of their choices, the first knob's changing slowest, the words that differ.
    public var patches: [[WordPatch]]
  }

  /// The plans of an exercise; nothing is compiled yet.
  public init(_ exercise: Exercise) {
    self.exercise = exercise
    base = exercise.levers.map(\.startState)
    var designs: [PlanDesign] = [.design("")]
    for lever in exercise.levers {
      switch lever.kind {
      case .design: designs = lever.choices.map { .design($0.text) }
      case .reforms(let most, _):
        designs = Self.sets(of: lever.choices.map(\.text), atMost: most).map(PlanDesign.reforms)
      default: break
      }
    }
    keys = exercise.worlds.indices.flatMap { world in designs.map { Key(world: world, design: $0) }
    }
  }

  /// All sets of at most so many names, small ones first, each in the order given.
  private static func sets(of names: [Name], atMost most: Int) -> [[Name]] {
    let all = (0..<(1 << names.count)).map { bits in
      names.indices.filter { bits >> $0 & 1 == 1 }
    }
    return all.filter { $0.count <= most }.enumerated()
      .sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }
      .map { $0.element.map { names[$0] } }
  }

  /// Compiles a plan and finds what knobs change in it.
  ///
  /// Cost: one compilation for each combination of choices within a group of knobs.
  ///
  /// - Throws: ``ExerciseFault``; also where a choice changes the length of the plan, or too many knobs act
  ///   together.
  public func patched(_ key: Key) throws(ExerciseFault) -> Patched {
    try refuseSharedInputs()
    let plan = try compiled(key, [])
    var groups = linkedKnobs
    var patches: [[Int]: [[WordPatch]]] = [:]
    // Groups that turn out to change the same bytes are one group.
    while true {
      var owner: [Int: Int] = [:]
      var clash: (Int, Int)?
      for (g, knobs) in groups.enumerated() {
        if patches[knobs] == nil { patches[knobs] = try self.patches(of: knobs, plan, key) }
        for words in patches[knobs] ?? [] {
          for byte in plan.changedBytes(words) {
            if let other = owner[byte], other != g, clash == nil { clash = (other, g) }
            owner[byte] = g
          }
        }
      }
      guard let (one, other) = clash else { break }
      groups[one] = (groups[one] + groups[other]).sorted()
      groups.remove(at: other)
    }
    return Patched(
      plan: plan,
      groups: groups.map { group in
        Group(
          knobs: group, counts: group.map { knobs[$0].choices.count }, patches: patches[group] ?? []
        )
      })
  }

  private var knobs: [Exercise.Knob] { exercise.parameters + exercise.levers }

  /// Which knobs act by themselves, and which in the texts of others; each group rising.
  private var linkedKnobs: [[Int]] {
    let knobs = knobs
    var groups: [[Int]] = []
    for (k, knob) in knobs.enumerated() where !knob.sets.isEmpty {
      var group = Set([k])
      for part in knob.sets.flatMap(\.value.parts) {
        guard case .number(let formula, _) = part else { continue }
        group.formUnion(
          formula.program.slots.filter { $0 < knobs.count && knobs[$0].isChosenByPlace })
      }
      for other in groups where !group.isDisjoint(with: other) { group.formUnion(other) }
      groups = groups.filter { group.isDisjoint(with: $0) } + [group.sorted()]
    }
    return groups.sorted { $0[0] < $1[0] }
  }

  /// A group may have so many combinations of choices.
  private static let mostCombinations = 400

  private func patches(of group: [Int], _ plan: RunnablePlan, _ key: Key)
    throws(ExerciseFault) -> [[WordPatch]]
  {
    let knobs = knobs
    let names = group.map { knobs[$0].name }.joined(separator: ", ")
    let count = group.reduce(1) { min($0 * knobs[$1].choices.count, 1_000_000) }
    guard count <= Self.mostCombinations else {
      throw .plan(
        LocalizedText(
          zh: "\(names) 共同作用，取值有 \(count) 种组合，最多 \(Self.mostCombinations) 种；请减少取值，或让它们作用于不同的输入",
          en:
            "\(names) act together, with \(count) combinations of choices; at most \(Self.mostCombinations) may be: take fewer choices, or let them act on different inputs"
        ))
    }
    var all: [[WordPatch]] = []
    for combination in 0..<count {
      var rest = combination
      var moved: [(knob: Int, choice: Int)] = []
      for k in group.reversed() {
        moved.append((k, rest % knobs[k].choices.count))
        rest /= knobs[k].choices.count
      }
      guard let words = plan.patches(to: try compiled(key, moved)) else {
        let place = moved.reversed().map {
          "\(knobs[$0.knob].name) = \(knobs[$0.knob].choices[$0.choice].text)"
        }
        .joined(separator: ", ")
        throw .plan(
          LocalizedText(
            zh: "\(place) 时，编译出的计划长度不同或费用在计划之外；改用方案或另一个情景文件",
            en:
              "\(place) makes a plan of another length or changes costs outside it; use a design or another scenario file"
          ))
      }
      all.append(words)
    }
    return all
  }

  /// Two knobs that set one input: the later one would hide the other.
  private func refuseSharedInputs() throws(ExerciseFault) {
    let knobs = knobs
    for (k, knob) in knobs.enumerated() {
      for path in knob.sets.map(\.path) {
        guard let other = knobs[..<k].first(where: { $0.sets.contains { $0.path == path } }) else {
          continue
        }
        throw .plan(
          LocalizedText(
            zh: "“\(other.name)”与“\(knob.name)”都设定 \(path)；一个输入只能由一处设定",
            en: "'\(other.name)' and '\(knob.name)' both set \(path); let one of them set it"))
      }
    }
  }

  /// Whether a plan with patches is the plan that a variant's scenario compiles to, byte for byte.
  public func isFaithful(_ patched: Patched, _ key: Key, _ variant: Variant, _ work: Work)
    throws(ExerciseFault) -> Bool
  {
    let direct = try exercise.compiled(
      key.world, key.design, exercise.settings(variant.parameters, work.levers))
    let places: [Int?] =
      variant.parameters
      + work.levers.map { if case .choice(let place) = $0 { place } else { nil } }
    let chosen = patched.groups.map { group in
      group.patches[
        zip(group.knobs, group.counts).reduce(0) { $0 * $1.1 + (places[$1.0] ?? 0) }]
    }
    return patched.plan.bytes(applying: chosen) == direct.bytes
  }

  /// A plan with parameters at their first choice and levers at the start, some knobs elsewhere.
  private func compiled(_ key: Key, _ moved: [(knob: Int, choice: Int)])
    throws(ExerciseFault) -> RunnablePlan
  {
    let count = exercise.parameters.count
    var parameters = Array(repeating: 0, count: count)
    var levers = base
    for (l, lever) in exercise.levers.enumerated() {
      switch (lever.kind, key.design) {
      case (.design, .design(let name)):
        levers[l] = .choice(lever.choices.firstIndex { $0.text == name } ?? lever.start)
      case (.reforms, .reforms(let names)):
        levers[l] = .reforms(
          lever.choices.indices.filter { names.contains(lever.choices[$0].text) })
      default: break
      }
    }
    for (knob, choice) in moved {
      if knob < count { parameters[knob] = choice } else { levers[knob - count] = .choice(choice) }
    }
    return try exercise.compiled(
      key.world, key.design, exercise.settings(parameters, levers))
  }
}

extension Exercise.Knob {
  /// Whether its state is a choice that leaves the plan the same one: neither a design nor reforms.
  fileprivate var isChosenByPlace: Bool {
    switch kind {
    case .inputs, .replications, .pairing: true
    case .design, .reforms: false
    }
  }
}
