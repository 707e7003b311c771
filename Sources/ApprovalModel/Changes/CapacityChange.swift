/// More or fewer people, or other hours, of an office (增派人员、延时服务).
///
/// The one change that alters how many people there are in all: every other design has as many as the
/// process it starts from.
public struct CapacityChange: ModelChange, Hashable, Sendable {
  /// The office.
  public var office: Name
  /// How many people it has; nil: as before.
  public var staff: Input<Int>?
  /// When they work; nil: as before.
  public var hours: WeeklyHours?
  /// Other numbers of people at certain dates and hours; nil: as before.
  public var staffing: [StaffRule]?

  /// Other people or hours of `office`.
  public init(
    office: Name, staff: Input<Int>? = nil, hours: WeeklyHours? = nil, staffing: [StaffRule]? = nil
  ) {
    self.office = office
    self.staff = staff
    self.hours = hours
    self.staffing = staffing
  }

  static let rank = 80
  static let changesOffices = true
  var firstMatter: Name { office }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    var changed = try lowering.office(office)
    if let staff {
      try lowering.claim(LocalizedText(zh: "人数", en: "number of people"), ofOffice: office)
      changed.staff = staff
    }
    if let hours {
      try lowering.claim(LocalizedText(zh: "办公时间", en: "hours"), ofOffice: office)
      changed.hours = hours
    }
    if let staffing {
      try lowering.claim(LocalizedText(zh: "人员安排", en: "staffing"), ofOffice: office)
      changed.staffing = staffing
    }
    lowering.apply(.replaceOffice(changed))
  }
}
