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
    let publication = optional("publish").flatMap(publication)
    guard let offices, let work, let rate, let detects else { return nil }
    return FollowUpCheck(
      offices: offices, work: work, isVisit: isVisit, rate: rate, detects: detects,
      falseAlarm: falseAlarm, publication: publication)
  }

  /// How the result of a check is made public.
  private func publication(_ field: Field) -> Publication? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let office = block.required("office", example: "registry")?.oneOffice()
    let work = block.required("work", example: "20 minutes")?.duration(of: .office)
    let within = block.required("within", example: "20 working days")?.input(.span)
    guard let office, let work, let within else { return nil }
    return Publication(office: office, work: work, within: within)
  }

  /// The order to cure that follows a finding.
  func cure() -> Consequences {
    Consequences(cure: optional("cure")?.input(.span))
  }
}
