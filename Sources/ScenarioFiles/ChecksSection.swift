internal import ApprovalModel

extension Block {
  /// A check after the decision: who, how long, how often, how well.
  func check() -> FollowUpCheck? {
    let offices = offices()
    if offices == nil {
      _ = required("office", example: "inspectors")
    }
    let work = required("work", example: "3 hours")?.duration(of: .office)
    let isVisit = optional("visit")?.flag() ?? false
    let rate = required("rate", example: "30%")?.chance()
    let detects = required("detects", example: "90%")?.chance()
    let falseAlarm = optional("falseAlarm")?.chance()
    guard let offices, let work, let rate, let detects else { return nil }
    return FollowUpCheck(
      offices: offices, work: work, isVisit: isVisit, rate: rate, detects: detects,
      falseAlarm: falseAlarm)
  }

  /// The order to cure that follows a finding.
  func cure() -> Consequences {
    Consequences(cure: optional("cure")?.input(.span))
  }
}
