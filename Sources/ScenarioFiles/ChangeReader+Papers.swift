internal import ApprovalModel

// Changes of the papers: what is handed in, by whom, with whose help.
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
}
