/// Several offices become one queue that anybody in them serves (综合窗口), at a declared slowdown: who
/// does everything does each thing less quickly than who does one thing only.
public struct PoolChange: ModelChange, Hashable, Sendable {
  /// The offices that become one.
  public var offices: [Name]
  /// What they become.
  public var into: Name
  /// What a reader calls it.
  public var title: LocalizedText?
  /// How many times as long each piece of work takes.
  public var slower: Input<Double>

  /// Pools `offices` as `into`, each piece of work `slower` times as long.
  public init(offices: [Name], into: Name, title: LocalizedText? = nil, slower: Input<Double>) {
    self.offices = offices.inNameOrder()
    self.into = into
    self.title = title
    self.slower = slower
  }

  static let rank = 81
  static let changesOffices = true
  var firstMatter: Name { offices.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    var members: [Office] = []
    for name in offices {
      let office = try lowering.office(name)
      try lowering.claim(LocalizedText(zh: "窗口整合", en: "pool"), ofOffice: name)
      try check(office, lowering)
      members.append(office)
    }
    guard let first = members.first, !lowering.model.offices.contains(where: { $0.name == into })
    else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”把部门合成“\(into)”，但已有同名部门；请换一个名称",
        en: "reform '\(lowering.reform)' pools offices into '\(into)', which is an office already; "
          + "choose another name")
    }
    guard members.allSatisfy({ $0.hours == first.hours }) else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”合并的部门办公时间不同；请先用 capacity 统一 hours",
        en: "reform '\(lowering.reform)' pools offices with different hours; make the hours equal, "
          + "with 'capacity' where a reform does so")
    }
    var pooled = first
    pooled.name = into
    pooled.title = title
    pooled.staff = Input(
      members.reduce(0) { $0 + $1.staff.value }, path: "offices.\(into).staff",
      evidence: first.staff.evidence)
    pooled.staff.evidence.range = nil
    if !members.allSatisfy({ $0.discipline == first.discipline }) {
      pooled.discipline = .firstComeFirstServed
    }
    // The dearest hour, so that no saving is invented.
    pooled.hourlyCost = members.compactMap(\.hourlyCost).max { $0.value < $1.value }
    for office in members {
      lowering.apply(.removeOffice(office.name))
      lowering.pool(office.name, into: into, slower: slower)
    }
    lowering.apply(.addOffice(pooled))
    let changed = lowering.model.changingWork { names, work in
      guard names.contains(where: { offices.contains($0) }) else { return }
      names = names.map { offices.contains($0) ? into : $0 }.uniqued()
      work.value.factors.append(slower)
    }
    for (old, var new) in zip(lowering.model.matters, changed.matters) {
      new.moveSeat(from: offices, to: into)
      if new != old { lowering.apply(.replaceMatter(new)) }
    }
    for (old, new) in zip(lowering.model.inspections, changed.inspections) where new != old {
      lowering.apply(.replaceInspection(new))
    }
  }

  /// Refuses what cannot be one queue with others.
  private func check(_ office: Office, _ lowering: Lowering) throws(ReformError) {
    let obstacles: [(Bool, String)] = [
      (office.sitting != nil, "session"), (office.batch != nil, "batch"),
      (office.places != nil, "places"), (!office.staffing.isEmpty, "staffing"),
      (!office.helps.isEmpty, "helps"),
      (lowering.model.offices.contains { $0.helps.contains(office.name) }, "helps"),
      (
        lowering.model.creditLists.contains { $0.application?.office == office.name }, "creditLists"
      ),
    ]
    guard let (_, key) = obstacles.first(where: { $0.0 }) else { return }
    throw lowering.failure(
      zh: "改革“\(lowering.reform)”合并部门“\(office.name)”，但它与 \(key) 有关，不能并入一条队列",
      en: "reform '\(lowering.reform)' pools office '\(office.name)', but it is bound by '\(key)' "
        + "and cannot become one queue with others")
  }
}

extension Matter {
  /// Gives the matter, and the parts of a merger, the office `new` where they have one of `old`.
  fileprivate mutating func moveSeat(from old: [Name], to new: Name) {
    if old.contains(office) { office = new }
    guard case .merged(var merged) = mode else { return }
    for i in merged.parts.indices { merged.parts[i].moveSeat(from: old, to: new) }
    mode = .merged(merged)
  }
}
