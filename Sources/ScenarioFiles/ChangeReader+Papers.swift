internal import ApprovalModel

// Changes of the papers: what is handed in, by whom, with whose help, and by whom not at all.
extension ChangeReader {
  func share() -> ChangeKind? {
    let names = matters()
    let materials = block.required("materials", example: "3")?.input(.documents)
    let coverage = block.required("coverage", example: "80%")?.chance()
    let prepare = block.optional("prepare")?.input(.reduction)
    let correction = block.optional("correction")?.input(.reduction)
    let trip = block.optional("trip")?.chance()
    guard let names, let materials, let coverage else { return nil }
    return .share(
      ShareChange(
        matters: names,
        share: DataShare(
          materials: materials, coverage: coverage, prepare: prepare, correction: correction,
          trip: trip)))
  }

  func coach() -> ChangeKind? {
    let names = matters()
    let office = block.required("office", example: "guides")?.oneOffice()
    let work = block.required("work", example: "40 minutes")?.duration(of: .office)
    let reaches = block.optional("reaches")?.chance()
    let prepare = block.optional("prepare")?.input(.reduction)
    let correction = block.optional("correction")?.input(.reduction)
    guard prepare != nil || correction != nil || block.has("prepare") || block.has("correction")
    else {
      subject.report(
        .missingKey, zh: "coach 没有说明改变什么；写 prepare 或 correction",
        en: "'coach' says nothing of what changes; state 'prepare' or 'correction'")
      return nil
    }
    guard let names, let office, let work else { return nil }
    return .coach(
      CoachChange(
        matters: names,
        coaching: Coaching(
          office: office, work: work, reaches: reaches, prepare: prepare, correction: correction)))
  }

  func tolerate() -> ChangeKind? {
    let names = matters()
    let prepare = block.required("prepare", example: "4 working days")?.duration(of: .applicant)
    let papers = block.required("papers", example: "8 working days")?.duration(of: .applicant)
    let within = block.required("within", example: "20 working days")?.input(.span)
    let holds = block.required("holds", example: "decision")?.word(
      Tolerance.Holds.allCases.map { ($0.rawValue, $0) })
    // The one consequence there is; a file says it, so that nobody takes the promise for a wish.
    let otherwise = block.required("else", example: "terminate")?.word([("terminate", true)])
    let list = block.optional("list")?.creditList()
    guard let names, let prepare, let papers, let within, let holds, otherwise != nil else {
      return nil
    }
    return .tolerate(
      TolerateChange(
        matters: names,
        tolerance: Tolerance(
          prepare: prepare, papers: papers, within: within, holds: holds, list: list)))
  }

  func entitle() -> ChangeKind? {
    let names = matters()
    let coverage = block.required("coverage", example: "85%")?.chance()
    let office = block.optional("office")?.oneOffice()
    let work = block.required("work", example: "5 minutes")?.duration(of: .office)
    guard let names, let coverage, let work else { return nil }
    return .entitle(
      EntitleChange(matters: names, coverage: coverage, office: office, work: work))
  }
}
