import ApprovalModel
import ScenarioFiles
import Testing

@Suite struct `An office` {
  /// The window of the small scenario with `keys` beside its staff.
  private func window(_ keys: String) throws -> Office {
    let text = smallScenario.replacing("window: {staff: 2}", with: "window: {staff: 2, \(keys)}")
    return try #require(try scenario(text).model.offices.first { $0.name == "window" })
  }

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  @Test func `takes its queue in the order it states`() throws {
    #expect(try window("places: 3").discipline == .firstComeFirstServed)
    #expect(
      try window("discipline: firstComeFirstServed").discipline == .firstComeFirstServed)
    #expect(try window("discipline: earliestDueDate").discipline == .earliestDueDate)
    // The order is that of the file, not that of the names.
    #expect(
      try window("discipline: {priority: {risk: [low, high]}}").discipline
        == .priority(by: "risk", order: ["low", "high"]))
    #expect(
      try window("discipline: {priority: {class: firm}}").discipline
        == .priority(by: "class", order: ["firm"]))
  }

  @Test func `has other numbers of people at other times`() throws {
    let office = try window(
      "staffing: [{from: 2024-05-01, to: 2024-05-31, staff: 8}, "
        + "{on: [Friday, Monday-Tuesday], hours: 13:00-14:00, staff: 0}]")
    let summer = Input(8, path: "offices.window.staffing.2024-05-01+2024-05-31.staff")
    let noon = Input(0, path: "offices.window.staffing.Friday,Monday-Tuesday+13:00-14:00.staff")
    #expect(
      office.staffing == [
        StaffRule(from: try day("2024-05-01"), to: try day("2024-05-31"), staff: summer),
        StaffRule(
          days: [.monday, .tuesday, .friday], session: Session(open: 780, close: 840), staff: noon),
      ])
    #expect(office.staff.value == 2)
  }

  @Test func `may be manned by its rules alone`() throws {
    let text = smallScenario.replacing(
      "window: {staff: 2}", with: "window: {staff: 0, staffing: [{on: Monday, staff: 1}]}")
    #expect(try scenario(text).model.problems() == [])
    let nobody = text.replacing("staff: 1}", with: "staff: 0}")
    #expect(read(nobody).diagnostics.contains { $0.code == .noStaff })
  }

  @Test func `lists the numbers of its rules among the inputs`() throws {
    let text = smallScenario.replacing(
      "window: {staff: 2}",
      with: "window: {staff: 2, staffing: [{on: Monday, staff: 4, grade: C, range: [3, 5]}], "
        + "batch: {size: 5, within: {value: 3 working days, grade: C, range: [2, 4]}}}")
    let inputs = try scenario(text).inputs.filter { $0.path.hasPrefix("offices.window") }
    #expect(
      inputs.map(\.path) == [
        "offices.window.batch.within", "offices.window.staff",
        "offices.window.staffing.Monday.staff",
      ])
    #expect(inputs.map(\.text) == ["3 working days", "2", "4"])
    #expect(inputs[0].evidence.range == .absolute(low: 2, high: 4))
    #expect(inputs[2].evidence.range == .absolute(low: 3, high: 5))
  }

  @Test(arguments: zip(["finish", "pause", "hand-over"], StaffChange.allCases))
  func `says what becomes of work when people leave`(_ word: String, _ change: StaffChange) throws {
    let office = try window("staffing: [{on: Monday, staff: 1}], atStaffChange: \(word)")
    #expect(office.atStaffChange == change)
    #expect(try window("staffing: [{on: Monday, staff: 1}]").atStaffChange == .finish)
  }

  @Test func `helps others in the order it states`() throws {
    let text = smallScenario.replacing(
      "window: {staff: 2}",
      with: "window: {staff: 2, helps: [permits, archive]}\n  archive: {staff: 1}")
    let office = try #require(try scenario(text).model.offices.first { $0.name == "window" })
    #expect(office.helps == ["permits", "archive"])
    #expect(try window("helps: permits").helps == ["permits"])
    #expect(try window("places: 3").helps == [])
  }

  @Test func `gathers cases, and holds so many`() throws {
    let office = try window("batch: {size: 5, within: 3 working days}, places: 8")
    #expect(
      office.batch
        == Batch(
          size: 5,
          within: Input(TimeSpan(3, .workingDays), path: "offices.window.batch.within")))
    #expect(office.places == 8)
    let plain = try window("cost: 80 yuan/hour")
    #expect(plain.batch == nil)
    #expect(plain.places == nil)
  }
}
