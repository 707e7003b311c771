internal import ApprovalModel

/// `offices`: who works, how many, when, in which order, at what cost.
struct OfficesSection {
  let reading: Reading

  func decode(_ field: Field?) -> [Office] {
    guard let field else { return [] }
    return field.named(.office).map { office($0, $1) }
  }

  private func office(_ name: Name, _ field: Field) -> Office {
    var office = Office(name: name, staff: Input(1, path: "\(field.path).staff"))
    guard let block = Block(field) else { return office }
    defer { block.finish() }
    let hours = HoursSection(reading: reading)
    office.title = block.optional("title")?.localized()
    if let staff = block.required("staff", example: "3") {
      if staff.isMap, staff["value"] == nil {
        staff.report(
          .wrongShape, zh: "“staff”是一个整数；按日期或时段变化的人数写在 staffing 里",
          en: "'staff' is one whole number; how it changes with time is stated in 'staffing'")
      } else {
        office.staff = staff.input(.people) ?? office.staff
      }
    }
    office.hourlyCost = block.optional("cost")?.input(.moneyPerHour)
    office.hours = hours.hours(block.optional("hours"))
    office.sitting = block.optional("session").flatMap(hours.sitting)
    office.discipline = block.optional("discipline").flatMap(discipline) ?? .firstComeFirstServed
    staffing(block, &office)
    office.helps = block.optional("helps")?.names(.office) ?? []
    office.batch = block.optional("batch").flatMap(batch)
    office.places = block.optional("places")?.plain(.places)
    let supported = LocalizedText(
      zh:
        "title、staff、cost、hours、session、discipline、staffing、atStaffChange、helps、batch、places",
      en: "title, staff, cost, hours, session, discipline, staffing, atStaffChange, helps, batch, "
        + "places")
    block.unsupported("pool", supported: supported)
    return office
  }

  // MARK: Discipline

  private func discipline(_ field: Field) -> Discipline? {
    guard field.isMap else {
      return field.word([
        ("firstComeFirstServed", .firstComeFirstServed), ("earliestDueDate", .earliestDueDate),
      ])
    }
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    guard let priority = block.required("priority", example: "{risk: [high, general]}"),
      let entries = priority.entries()
    else { return nil }
    guard entries.count == 1, let entry = entries.first else {
      priority.report(
        .wrongShape, zh: "priority 按一个属性排次序，例如 priority: {risk: [high, general]}",
        en: "a priority goes by one attribute, such as 'priority: {risk: [high, general]}'")
      return nil
    }
    let order = priority.child(entry)
    guard reading.checkName(entry.key, LocalizedText(zh: "属性", en: "an attribute")),
      let categories = order.names(LocalizedText(zh: "类别", en: "a category"))
    else { return nil }
    return .priority(by: entry.key.text, order: categories)
  }

  // MARK: Staffing

  private func staffing(_ block: Block, _ office: inout Office) {
    let change = block.optional("atStaffChange")
    if let field = block.optional("staffing") {
      office.staffing = staffing(field)
    } else if let change {
      change.report(
        .missingKey, zh: "atStaffChange 说的是人数变化时怎么办；没有 staffing 就没有变化，请写 staffing 或删去它",
        en: "'atStaffChange' goes with 'staffing', without which the staff never changes; state "
          + "'staffing' or take it out")
    }
    office.atStaffChange =
      change?.word(StaffChange.allCases.map { ($0.rawValue, $0) }) ?? .finish
  }

  /// Rules on people by date and hour, in the order of the file.
  func staffing(_ field: Field) -> [StaffRule] {
    var seen: Set<String> = []
    return (field.items() ?? []).compactMap { rule($0, of: field, &seen) }
  }

  /// One rule; its path is named by when it holds, so that rules may change places.
  private func rule(_ item: Field, of list: Field, _ seen: inout Set<String>) -> StaffRule? {
    guard let entries = item.entries() else { return nil }
    let when = ["from", "to", "on", "hours"].compactMap { key in
      entries.first { $0.key.text == key }?.value.words
    }
    guard let block = Block(item.renamed("\(list.path).\(when.joined(separator: "+"))")) else {
      return nil
    }
    defer { block.finish() }
    let from = block.optional("from")?.scalar().flatMap(reading.findings.date)
    let to = block.optional("to")
    let last = to?.scalar().flatMap(reading.findings.date)
    let hours = HoursSection(reading: reading)
    let days = block.optional("on").map(hours.weekdays) ?? []
    let session = block.optional("hours").flatMap(hours.session)
    let staff = block.required("staff", example: "2")?.input(.people)
    if let from, let last, let to, last < from {
      to.report(
        .windowReversed, zh: "这条规则到 \(last) 为止，早于开始的 \(from)",
        en: "the rule ends on \(last), before it begins on \(from)")
    }
    guard !when.isEmpty else {
      item.report(
        .missingKey, zh: "这条规则没有说何时适用；请写 from、to、on 或 hours",
        en: "the rule does not say when it holds; state 'from', 'to', 'on' or 'hours'")
      return nil
    }
    guard seen.insert(when.joined(separator: "+")).inserted else {
      item.report(
        .statedTwice, zh: "同样的日期和时段已有一条规则；后一条总是算数，请删去一条",
        en: "another rule holds at the same dates and hours; the later one always counts, so take "
          + "one out")
      return nil
    }
    guard let staff else { return nil }
    return StaffRule(from: from, to: last, days: days, session: session, staff: staff)
  }

  // MARK: Batches

  private func batch(_ field: Field) -> Batch? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let size = block.required("size", example: "5")?.plain(.gathered)
    let within = block.required("within", example: "3 working days")?.input(.span)
    guard let size, let within else { return nil }
    return Batch(size: size, within: within)
  }
}

extension YAMLNode {
  /// The texts of a value or of a list of values, joined by `,`.
  fileprivate var words: String? {
    switch content {
    case .scalar(let scalar): scalar.text
    case .list(let items): items.compactMap(\.words).joined(separator: ",")
    case .map, .refused: nil
    }
  }
}

extension Measure<Int> {
  /// How many cases are done together.
  fileprivate static let gathered = Measure.count(
    LocalizedText(zh: "一批的件数", en: "a number of cases"), example: "5", least: 2, most: 10_000)
  /// How many applications an office holds.
  fileprivate static let places = Measure.count(
    LocalizedText(zh: "席位数", en: "a number of places"), example: "5", least: 1, most: 1_000_000)
}

extension LocalizedText {
  static let office = LocalizedText(zh: "部门", en: "an office")
  static let matter = LocalizedText(zh: "事项", en: "a matter")
  static let ownWork = LocalizedText(zh: "自行实施工作", en: "own work")
  static let milestone = LocalizedText(zh: "节点", en: "a milestone")
  static let activity = LocalizedText(zh: "办理活动", en: "an activity")
  static let reform = LocalizedText(zh: "改革", en: "a reform")
}
