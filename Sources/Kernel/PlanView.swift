/// The tables of a plan as plain pointers and numbers, for the run loop; the run keeps the plan.
///
/// A struct of references is copied as a whole when one of its fields is read on the way to an element;
/// a struct of pointers is not.
struct PlanView: BitwiseCopyable {
  let workdays: FrozenView<Int32>
  let reference: Int
  let windowStart: Int64
  let windowEnd: Int64
  let followEnd: Int64
  let horizon: Int64
  let observe: Int64
  let reformStart: Int64
  let instructions: FrozenView<Instruction>
  let durations: FrozenView<DurationSpec>
  let tables: FrozenView<Double>
  let chances: FrozenView<ChanceSpec>
  let thresholds: FrozenView<UInt64>
  let works: FrozenView<WorkSpec>
  let workOffices: FrozenView<Int32>
  let workParts: FrozenView<UInt32>
  let offices: FrozenView<OfficeSpec>
  let sittings: FrozenView<Int64>
  let instants: FrozenView<Int64>
  let amounts: FrozenView<Int64>
  let nodes: FrozenView<NodeSpec>
  let successorStarts: FrozenView<Int32>
  let successors: FrozenView<Int32>
  let routes: FrozenView<RouteSpec>
  let routeTable: FrozenView<Int32>
  let classes: FrozenView<ClassSpec>
  let attributes: FrozenView<AttributeSpec>
  let conditions: FrozenView<ConditionSpec>
  let tests: FrozenView<TestSpec>
  let reaches: FrozenView<ReachSpec>
  let defects: FrozenView<DefectSpec>
  let matters: FrozenView<MatterSpec>
  let conditionCount: Int
  let reachCount: Int
  let placeboReaches: UInt64
  let registerCount: Int
  let defectCount: Int
  let counterCount: Int
  let countCount: Int
  let accountCount: Int
  let attributeWidth: Int
  let nodeWidth: Int
  let matterCount: Int
  let hasNumbers: Bool

  init(_ plan: Plan) {
    workdays = FrozenView(plan.workdays)
    reference = plan.reference
    windowStart = plan.windowStart
    windowEnd = plan.windowEnd
    followEnd = plan.followEnd
    horizon = plan.horizon
    observe = plan.observe
    reformStart = plan.reformStart
    instructions = FrozenView(plan.instructions)
    durations = FrozenView(plan.durations)
    tables = FrozenView(plan.tables)
    chances = FrozenView(plan.chances)
    thresholds = FrozenView(plan.thresholds)
    works = FrozenView(plan.works)
    workOffices = FrozenView(plan.workOffices)
    workParts = FrozenView(plan.workParts)
    offices = FrozenView(plan.offices)
    sittings = FrozenView(plan.sittings)
    instants = FrozenView(plan.instants)
    amounts = FrozenView(plan.amounts)
    nodes = FrozenView(plan.nodes)
    successorStarts = FrozenView(plan.successorStarts)
    successors = FrozenView(plan.successors)
    routes = FrozenView(plan.routes)
    routeTable = FrozenView(plan.routeTable)
    classes = FrozenView(plan.classes)
    attributes = FrozenView(plan.attributes)
    conditions = FrozenView(plan.conditions)
    tests = FrozenView(plan.tests)
    reaches = FrozenView(plan.reaches)
    defects = FrozenView(plan.defects)
    matters = FrozenView(plan.matters)
    conditionCount = plan.conditionCount
    reachCount = plan.reachCount
    placeboReaches = plan.placeboReaches
    registerCount = plan.registerCount
    defectCount = plan.defectCount
    counterCount = plan.counterCount
    countCount = plan.countCount
    accountCount = plan.accountCount
    attributeWidth = plan.attributeWidth
    nodeWidth = plan.nodeWidth
    matterCount = plan.matterCount
    hasNumbers = plan.hasNumbers
  }
}
