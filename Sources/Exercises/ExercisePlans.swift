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
    /// By knob (parameters, then levers) and choice, the words that differ.
    public var patches: [[[WordPatch]]]
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
  /// Cost: one compilation for each choice of each knob.
  ///
  /// - Throws: ``ExerciseFault``; also where a choice changes the length of the plan, or two knobs the same
  ///   bytes.
  public func patched(_ key: Key) throws(ExerciseFault) -> Patched {
    try refuseSharedInputs()
    let plan = try exercise.compiled(key.world, key.design, settings(nil))
    var patches: [[[WordPatch]]] = []
    var owner: [Int: Int] = [:]
    let knobs = exercise.parameters + exercise.levers
    for (k, knob) in knobs.enumerated() {
      var choices: [[WordPatch]] = []
      for choice in knob.choices.indices {
        guard !knob.sets.isEmpty else {
          choices.append([])
          continue
        }
        let other = try exercise.compiled(key.world, key.design, settings((k, choice)))
        guard let words = plan.patches(to: other) else {
          throw .plan(
            LocalizedText(
              zh: "“\(knob.name)”取 \(knob.choices[choice].text) 时，编译出的计划长度不同或费用在计划之外；改用方案或另一个情景文件",
              en:
                "'\(knob.name)' at \(knob.choices[choice].text) makes a plan of another length or changes costs outside it; use a design or another scenario file"
            ))
        }
        for byte in plan.changedBytes(words) {
          if let before = owner[byte], before != k {
            throw .plan(
              LocalizedText(
                zh: "“\(knobs[before].name)”与“\(knob.name)”改动计划中的同一个数；请合并为一个，或改动别的输入",
                en:
                  "'\(knobs[before].name)' and '\(knob.name)' change the same number of the plan; make them one, or let one act on another input"
              ))
          }
          owner[byte] = k
        }
        choices.append(words)
      }
      patches.append(choices)
    }
    return Patched(plan: plan, patches: patches)
  }

  /// Two knobs that set one input: the later one would hide the other.
  private func refuseSharedInputs() throws(ExerciseFault) {
    let knobs = exercise.parameters + exercise.levers
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
      key.world, key.design, exercise.settings(variant, work.levers))
    var chosen: [[WordPatch]] = []
    for (knob, choice) in variant.parameters.enumerated() {
      chosen.append(patched.patches[knob][choice])
    }
    for (lever, state) in work.levers.enumerated() {
      guard case .choice(let choice) = state else { continue }
      chosen.append(patched.patches[exercise.parameters.count + lever][choice])
    }
    return patched.plan.bytes(applying: chosen) == direct.bytes
  }

  /// What is set at the base, with one knob elsewhere.
  private func settings(_ moved: (knob: Int, choice: Int)?) -> [InputSetting] {
    let count = exercise.parameters.count
    var settings: [InputSetting] = []
    for (k, knob) in (exercise.parameters + exercise.levers).enumerated() {
      var place = 0
      if k >= count, case .choice(let start) = base[k - count] { place = start }
      if let moved, moved.knob == k { place = moved.choice }
      settings += exercise.settings(of: knob, at: place, slot: k)
    }
    return settings
  }
}
