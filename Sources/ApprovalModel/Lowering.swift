/// What a change kind may look at and do while it lowers to primitive edits.
///
/// One lowering applies all changes of one set of reforms, in canonical order, to one model.
struct Lowering {
  /// The model as changed so far.
  private(set) var model: ProcessModel
  /// The reform whose change is being lowered.
  var reform: Name = ""
  /// Whom that reform reaches.
  var reach = Condition.everybody
  /// Whether that reform names a source.
  var isSourced = false
  /// Where that change stands.
  var position = SourcePosition(line: 1, column: 1)
  /// What was noticed.
  private(set) var notices: [ReformNotice] = []
  /// Every edit made, in order.
  private(set) var edits: [Edit] = []

  /// Of facts that stand for waived matters and are no matters yet: what needs them.
  var awaiting: [Name: [Name]] = [:]

  /// Which office has taken in which, and how many times as long work takes there.
  private var pools: [Name: (into: Name, slower: Input<Double>)] = [:]

  private let declared: Set<Name>
  private var addedBy: Set<Name> = []
  private var settings: [String: Name] = [:]

  init(_ model: ProcessModel, declared: Set<Name>) {
    self.model = model
    self.declared = declared.union(model.matters.map(\.name))
  }

  /// Applies one edit.
  mutating func apply(_ edit: Edit) {
    if case .addMatter(let matter) = edit { addedBy.insert(matter.name) }
    model = model.applying(edit)
    edits.append(edit)
  }

  /// Records something worth knowing.
  mutating func notice(zh: String, en: String) {
    notice(ReformNotice(reform: reform, message: LocalizedText(zh: zh, en: en)))
  }

  private mutating func notice(_ notice: ReformNotice) {
    if !notices.contains(notice) { notices.append(notice) }
  }

  /// An error of the change being lowered.
  func failure(zh: String, en: String) -> ReformError {
    ReformError(reform: reform, message: LocalizedText(zh: zh, en: en), position: position)
  }

  /// The matter of that name as it stands now; nil with a notice when another chosen reform has
  /// removed it for these applicants.
  ///
  /// - Throws: when no matter ever had that name.
  mutating func matter(_ name: Name) throws(ReformError) -> Matter? {
    if let matter = model.matter(name) { return matter }
    try requireDeclared(name)
    notice(ReformNotice(skippedBy: reform, [name]))
    return nil
  }

  /// Refuses the name of a matter that never was one; what a reform has removed may be named.
  func requireDeclared(_ name: Name) throws(ReformError) {
    guard model.matter(name) != nil || isDeclared(name) else {
      let near = nearestName(to: name, among: declared.union(addedBy).inNameOrder())
      throw failure(
        zh: "改革“\(reform)”提到事项“\(name)”，但没有这个事项" + (near.map { "；是否指“\($0)”？" } ?? ""),
        en: "reform '\(reform)' names matter '\(name)', but no matter has that name"
          + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
  }

  /// The office of that name as it stands now.
  ///
  /// - Throws: when there is none.
  func office(_ name: Name) throws(ReformError) -> Office {
    if let office = model.offices.first(where: { $0.name == name }) { return office }
    let near = nearestName(to: name, among: model.offices.map(\.name))
    throw failure(
      zh: "改革“\(reform)”提到部门“\(name)”，但没有这个部门" + (near.map { "；是否指“\($0)”？" } ?? ""),
      en: "reform '\(reform)' names office '\(name)', but no office has that name"
        + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }

  /// Notes that `office` is part of `into` from now on, where work takes `slower` times as long.
  mutating func pool(_ office: Name, into: Name, slower: Input<Double>) {
    pools[office] = (into, slower)
  }

  /// Gives work that names pooled offices to the pool.
  func redirect(_ offices: inout [Name], _ work: inout Input<DurationDistribution>) {
    guard let slower = offices.lazy.compactMap({ pools[$0]?.slower }).first else { return }
    offices = offices.map { pools[$0]?.into ?? $0 }.uniqued()
    work.value.factors.append(slower)
  }

  /// Refuses a change of offices in a reform that does not reach everybody.
  func requireEverybody(_ reform: Reform) throws(ReformError) {
    guard reform.reach != .everybody || reform.uptake != nil || !reform.exclusions.isEmpty else {
      return
    }
    throw failure(
      zh: "改革“\(reform.name)”改变部门本身，而部门为所有申请人办理；请把这项改动移到一项不写 for、uptake、exclude 的改革，也不写在 tier 里",
      en: "reform '\(reform.name)' changes an office, which serves everybody; move this change to "
        + "a reform without 'for', 'uptake' and 'exclude', out of any 'tier'")
  }

  /// Whether a matter of that name was ever declared or added.
  func isDeclared(_ name: Name) -> Bool { declared.contains(name) || addedBy.contains(name) }

  /// Claims `thing` of `matter` for this change.
  ///
  /// - Throws: when another change has set the same thing of the same matter.
  mutating func claim(_ thing: LocalizedText, of matter: Name) throws(ReformError) {
    // What belongs to no single matter is named alone.
    try claim(
      thing, key: "\(matter)\u{0}\(thing.en)", whose: matter.isEmpty ? "" : "事项“\(matter)”的",
      ofWhat: matter.isEmpty ? "" : " of matter '\(matter)'")
  }

  /// Claims `thing` of `office` for this change.
  ///
  /// - Throws: when another change has set the same thing of the same office.
  mutating func claim(_ thing: LocalizedText, ofOffice office: Name) throws(ReformError) {
    try claim(
      thing, key: "office\u{0}\(office)\u{0}\(thing.en)", whose: "部门“\(office)”的",
      ofWhat: " of office '\(office)'")
  }

  private mutating func claim(
    _ thing: LocalizedText, key: String, whose: String, ofWhat: String
  ) throws(ReformError) {
    if let other = settings[key] {
      if other == reform {
        throw failure(
          zh: "改革“\(reform)”两次设定\(whose)\(thing.zh)；请只保留一次",
          en: "reform '\(reform)' sets the \(thing.en)\(ofWhat) twice; keep one of the two")
      }
      throw failure(
        zh: "改革“\(other)”与“\(reform)”都设定了\(whose)\(thing.zh)，而且针对同样的申请人；请只保留一项",
        en: "reforms '\(other)' and '\(reform)' both set the \(thing.en)\(ofWhat) for the same "
          + "applicants; keep one of them")
    }
    settings[key] = reform
  }
}

/// The name among `candidates` nearest to `name` by edit distance, when it is near enough to be meant.
///
/// Names of more than 100 characters and more than 2,000 candidates are not compared: a suggestion is
/// not worth the time that a hostile file could make it take.
public func nearestName(to name: String, among candidates: [String]) -> String? {
  let wanted = Array(name.unicodeScalars)
  guard wanted.count <= 100, candidates.count <= 2_000 else { return nil }
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let other = Array(candidate.unicodeScalars)
    // Two letters in the wrong order count as one fault: that is how names are mistyped.
    var before: [Int] = []
    var last: [Int] = []
    var row = Array(0...other.count)
    for (i, a) in wanted.enumerated() {
      (before, last) = (last, row)
      row[0] = i + 1
      for (j, b) in other.enumerated() {
        row[j + 1] = min(last[j] + (a == b ? 0 : 1), row[j] + 1, last[j + 1] + 1)
        if i > 0, j > 0, a == other[j - 1], b == wanted[i - 1] {
          row[j + 1] = min(row[j + 1], before[j - 1] + 1)
        }
      }
    }
    let distance = row[other.count]
    if distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  guard let best, best.distance <= max(1, max(wanted.count, best.name.count) / 3) else {
    return nil
  }
  return best.name
}
