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
    /// How many of them it waits for.
    var needed: Int
  }

  var plan: PlanBuilder
  let model: ProcessModel
  let applicants: ApplicantClass
  let classIndex: Int
  private(set) var nodes: [Node] = []
  /// The register in which the strand being emitted reports its end; nil outside of strands.
  var strandArrivals: Int?
  /// The node of each matter and of the validity of its permit.
  private var nodePlaces: [String: Int] = [:]
  /// Steps that withdraw a node which may not have been built yet.
  private var withdrawals: [(step: Int, node: String)] = []
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
    buildListed()
    for (step, node) in withdrawals { plan.aim(step, at: nodePlaces[node] ?? -1) }
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

  /// Begins a part that waits for `prerequisites`, or for the first `needed` of them.
  ///
  /// - Parameter name: what ``emitWithdrawal(of:)`` calls it.
  mutating func beginNode(after prerequisites: [String], needed: Int? = nil, name: String? = nil) {
    if let name { nodePlaces[name] = nodes.count }
    var unique: [String] = []
    for name in prerequisites where !unique.contains(name) {
      unique.append(name)
      _ = signal(name)
    }
    nodes.append(
      Node(
        entry: plan.nextInstruction, prerequisites: unique, needed: needed ?? unique.count))
  }

  /// Emits the end of whatever is under way in a node, and of its beginning if it has not begun.
  mutating func emitWithdrawal(of node: String) {
    withdrawals.append((plan.emit(Instruction(.withdraw)), node))
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
    guard model.ownWork.contains(where: { $0.name == owner }) else {
      // Where a reform replaced the review there are no milestones: the result is waited for.
      guard let milestone = reference.milestone, reviewedMilestones(owner).contains(milestone)
      else { return "granted:\(owner)" }
      return "milestone:\(owner).\(milestone)"
    }
    return reference.milestone.map { "milestone:\(owner).\($0)" } ?? "work:\(owner)"
  }

  /// The milestones that the review of a matter passes.
  func reviewedMilestones(_ owner: Name) -> [Name] {
    guard let matter = model.matters.first(where: { $0.name == owner }) else { return [] }
    switch matter.mode {
    case .review, .automated, .merged: return matter.milestones
    case .filing, .confirmation, .commitment, .pledge: return []
    }
  }

  /// What a part waits for: results, and quorums of results under the part's name.
  func prerequisites(
    _ needs: [ResultReference], _ after: [ResultReference], quorums: [Quorum], of owner: Name
  ) -> [String] {
    ((needs + after).map(signalName) + quorums.indices.map { quorumName(owner, $0) }).inNameOrder()
  }

  private func quorumName(_ owner: Name, _ i: Int) -> String { "quorum:\(owner)/\(i)" }

  /// Emits the parts that say when enough results of each quorum are there, and withdraw the rest.
  mutating func build(_ quorums: [Quorum], of owner: Name) {
    for (i, quorum) in quorums.enumerated() {
      beginNode(after: quorum.of.map(signalName).inNameOrder(), needed: quorum.atLeast)
      emitSignal(quorumName(owner, i))
      if quorum.rest == .withdraw {
        for reference in quorum.of { emitWithdrawal(ofMatter: reference.owner, counts: true) }
      }
      emitEnd()
    }
  }

  /// Emits the withdrawal of a matter that is not granted yet.
  ///
  /// - Parameter counts: whether the applicant may operate without it where all matters are required.
  mutating func emitWithdrawal(ofMatter name: Name, counts: Bool) {
    let owner = model.aliases[name] ?? name
    let settled = plan.register("\(owner)/settled")
    let isSettled = plan.emit(Instruction(.ifAtLeast, a: settled, c: 1))
    plan.emit(Instruction(.set, a: settled, c: 1))
    emitWithdrawal(of: owner)
    if counts, model.mayOperate == nil { emitSignal("met:\(owner)") }
    plan.landHere(isSettled)
  }

  /// Whether some other part may withdraw the matter.
  func mayBeWithdrawn(_ name: Name) -> Bool {
    let quorums =
      model.matters.flatMap(\.quorums) + model.ownWork.flatMap(\.quorums)
      + model.mayOperateQuorums
    return quorums.contains { quorum in
      quorum.rest == .withdraw
        && quorum.of.contains { (model.aliases[$0.owner] ?? $0.owner) == name }
    }
      || model.matters.contains { matter in
        matter.withdrawsOnRefusal.contains { (model.aliases[$0] ?? $0) == name }
      }
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
    with chance: Chance, purpose: String, placebo: Bool = false, once: Bool = false,
    factors: [Input<Double>] = []
  ) -> Int {
    let c = plan.chance(
      chance, purpose: purpose, of: applicants, classIndex: classIndex, placebo: placebo,
      once: once, factors: factors)
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
    build(model.mayOperateQuorums, of: "operation")
    required += model.mayOperateQuorums.indices.map { quorumName("operation", $0) }
    beginNode(after: required.inNameOrder())
    emitUse(by: nil)
    plan.emit(Instruction(.operate, label: plan.label("case", "operate")))
    emitEnd()
  }
}
