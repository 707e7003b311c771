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
    let atMost = optional("atMost").flatMap(cap)
    let publication = optional("publish").flatMap(publication)
    guard let offices, let work, let rate, let detects else { return nil }
    return FollowUpCheck(
      offices: offices, work: work, isVisit: isVisit, rate: rate, detects: detects,
      falseAlarm: falseAlarm, atMost: atMost, publication: publication)
  }

  /// So many checks at most: `{visits: 2, per: 1 year, of: firm}`.
  private func cap(_ field: Field) -> CheckCap? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let visits = block.required("visits", example: "2")?.plain(.events)
    let per = block.required("per", example: "1 year")?.input(.span)
    let subject: CheckCap.Subject? = block.required("of", example: "firm")?
      .word(CheckCap.Subject.allCases.map { ($0.rawValue, $0) })
    guard let visits, let per, let subject else { return nil }
    return CheckCap(visits: visits, per: per, subject: subject)
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
