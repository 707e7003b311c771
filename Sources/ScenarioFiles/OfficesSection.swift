internal import ApprovalModel

/// `offices`: who works, how many, when, at what cost.
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
          .notSupported, zh: "按日期或时段变化的 staff 尚不支持；目前支持：一个整数",
          en: "'staff' that changes with time is not supported yet; supported: one whole number")
      } else {
        office.staff = staff.input(.people) ?? office.staff
      }
    }
    office.hourlyCost = block.optional("cost")?.input(.moneyPerHour)
    office.hours = hours.hours(block.optional("hours"))
    office.sitting = block.optional("session").flatMap(hours.sitting)
    if let discipline = block.optional("discipline"), !discipline.isWord("firstComeFirstServed") {
      discipline.report(
        .notSupported, zh: "这种 discipline 尚不支持；目前支持：firstComeFirstServed",
        en: "this discipline is not supported yet; supported: firstComeFirstServed")
    }
    let supported = LocalizedText(
      zh: "title、staff、cost、hours、session、discipline",
      en: "title, staff, cost, hours, session, discipline")
    block.unsupported("pool", supported: supported)
    return office
  }
}

extension LocalizedText {
  static let office = LocalizedText(zh: "部门", en: "an office")
  static let matter = LocalizedText(zh: "事项", en: "a matter")
  static let activity = LocalizedText(zh: "办理活动", en: "an activity")
  static let reform = LocalizedText(zh: "改革", en: "a reform")
}
