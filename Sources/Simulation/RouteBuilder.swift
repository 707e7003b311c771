internal import ApprovalModel
internal import Kernel

/// Builds the route of one class through one (reformed) process.
///
/// Parts of the route are nodes that begin when their prerequisites have been signalled; each kind of
/// part has an extension of its own.
struct RouteBuilder {
  struct Node {
    var entry: Int
    var prerequisites: [String]
  }

  var plan: PlanBuilder
  let model: ProcessModel
  let applicants: ApplicantClass
  let classIndex: Int
  private(set) var nodes: [Node] = []
  /// The register in which the strand being emitted reports its end; nil outside of strands.
  var strandArrivals: Int?
  private var signalPlaces: [String: Int] = [:]
  /// What curing a defect costs, by matter; parts of mergers and removed matters too.
  private let cureCosts: [Name: [Matter.StageCost]]
  private var signalNames: [String] = []

  init(_ plan: PlanBuilder, model: ProcessModel, applicants: ApplicantClass, classIndex: Int) {
    self.plan = plan
    self.model = model
    self.applicants = applicants
    self.classIndex = classIndex
    var costs: [Name: [Matter.StageCost]] = [:]
    for matter in plan.base.matters { costs[matter.name] = matter.cureCost }
    for matter in model.matters {
      costs[matter.name] = matter.cureCost
      guard case .merged(let merged) = matter.mode else { continue }
      for part in merged.parts { costs[part.name] = part.cureCost }
    }
    cureCosts = costs
  }

  /// Emits every part.
  mutating func build() {
    for matter in model.matters { build(matter) }
    for work in model.ownWork { build(work) }
    for inspection in model.inspections { build(inspection) }
    buildOperation()
  }

  /// Where each signal's successors begin, and the successors, as nodes of this route.
  func successors() -> (starts: [Int], nodes: [Int32]) {
    var starts: [Int] = []
    var list: [Int32] = []
    for name in signalNames {
      starts.append(list.count)
      for (i, node) in nodes.enumerated() where node.prerequisites.contains(name) {
        list.append(Int32(i))
      }
    }
    return (starts, list)
  }

  // MARK: Nodes and signals

  /// Begins a part that waits for `prerequisites`.
  mutating func beginNode(after prerequisites: [String]) {
    var unique: [String] = []
    for name in prerequisites where !unique.contains(name) {
      unique.append(name)
      _ = signal(name)
    }
    nodes.append(Node(entry: plan.nextInstruction, prerequisites: unique))
  }

  private mutating func signal(_ name: String) -> Int {
    if let place = signalPlaces[name] { return place }
    signalPlaces[name] = signalNames.count
    signalNames.append(name)
    return signalNames.count - 1
  }

  mutating func emitSignal(_ name: String) { plan.emit(Instruction(.signal, a: signal(name))) }

  mutating func emitEnd() { plan.emit(Instruction(.end)) }

  /// The signal of a result, under its own or a merged name.
  func signalName(_ reference: ResultReference) -> String {
    let owner = model.aliases[reference.owner] ?? reference.owner
    guard model.ownWork.contains(where: { $0.name == owner }) else { return "granted:\(owner)" }
    return reference.milestone.map { "milestone:\(owner).\($0)" } ?? "work:\(owner)"
  }

  func prerequisites(_ needs: [ResultReference], _ after: [ResultReference]) -> [String] {
    (needs + after).map(signalName).inNameOrder()
  }

  // MARK: Shared steps

  /// The office of that name.
  func office(_ name: Name) -> Office? { model.offices.first { $0.name == name } }

  func hours(of office: Name) -> WeeklyHours { self.office(office)?.hours ?? .standard }

  /// Emits a wait of the applicant or a notice.
  mutating func wait(
    _ input: Input<DurationDistribution>?, purpose: String, holder: Holder, label: Int = -1,
    hours: WeeklyHours? = nil, placebo: Bool = false, once: Bool = false
  ) {
    guard let input else { return }
    let d = plan.duration(
      input, purpose: purpose, hours: hours ?? applicants.hours, placebo: placebo, once: once)
    plan.emit(Instruction(.wait, a: d, c: 1, holder: holder, label: label))
  }

  /// Emits a wait of a fixed span.
  mutating func wait(_ input: Input<TimeSpan>?, holder: Holder = .none) {
    guard let input else { return }
    let d = plan.span(input, hours: applicants.hours)
    plan.emit(Instruction(.wait, a: d, c: 1, holder: holder))
  }

  /// Emits a jump taken with a chance and says where it stands.
  mutating func jump(
    with chance: Chance, purpose: String, placebo: Bool = false, once: Bool = false
  ) -> Int {
    let c = plan.chance(
      chance, purpose: purpose, of: applicants, classIndex: classIndex, placebo: placebo, once: once
    )
    return plan.emit(Instruction(.chance, a: c))
  }

  /// Emits the jump for applicants whom `condition` leaves out; nil when it holds for all.
  mutating func jumpUnless(_ condition: Condition) -> Int? {
    guard let bit = plan.condition(condition) else { return nil }
    let holds = plan.emit(Instruction(.condition, a: bit))
    let out = plan.emit(Instruction(.jump))
    plan.landHere(holds)
    return out
  }

  /// The register of the defect of `matter`; nil when this class has none declared.
  func defect(of matter: Name) -> Int? {
    applicants.defects.contains { $0.matter == matter } ? plan.defectRegisters[matter] : nil
  }

  /// Pays what curing a defect of `matter` costs when it is found at `stage`.
  mutating func payCure(_ matter: Name, stage: Stage) {
    guard let cost = cureCosts[matter]?.first(where: { $0.stage == stage }) else { return }
    plan.pay(Account(payer: "applicant", line: .cure), cost.cost)
  }

  /// Pays the cure at the stage `stage`, or at operation when the applicant operates already.
  mutating func payCureNow(_ matter: Name, stage: Stage) {
    let operating = plan.emit(Instruction(.ifOperating))
    payCure(matter, stage: stage)
    let done = plan.emit(Instruction(.jump))
    plan.landHere(operating)
    payCure(matter, stage: .operation)
    plan.landHere(done)
  }

  // MARK: Operation

  private mutating func buildOperation() {
    var required: [String] = []
    if let mayOperate = model.mayOperate {
      for reference in mayOperate {
        let owner = model.aliases[reference.owner] ?? reference.owner
        if model.matters.contains(where: { $0.name == owner }) {
          required.append("met:\(owner)")
        } else {
          required.append(signalName(reference))
        }
      }
      // Conditions committed to must be met before operation, whatever else is required.
      for matter in model.matters {
        if case .commitment = matter.mode { required.append("met:\(matter.name)") }
      }
    } else {
      required = model.matters.map { "met:\($0.name)" } + model.ownWork.map { "work:\($0.name)" }
    }
    beginNode(after: required.inNameOrder())
    plan.emit(Instruction(.operate, label: plan.label("case", "operate")))
    emitEnd()
  }
}
