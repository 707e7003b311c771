internal import ApprovalModel
internal import Kernel

// Decisions without application, for those whom data find.
extension RouteBuilder {
  /// Emits the jump of those whom data find, drawn once for each matter, and says where it stands.
  mutating func jump(ifEntitled entitlement: Entitlement, to matter: Name) -> Int {
    jump(with: entitlement.coverage, purpose: "\(matter)/entitle/covered", once: true)
  }

  /// Emits what those found go through, who jump here from `entitled`: they comply, and the office
  /// confirms the list.
  mutating func build(_ entitlement: Entitlement, to matter: Matter, from entitled: Int) {
    let name = matter.name
    let applied = plan.emit(Instruction(.jump))
    plan.landHere(entitled)
    wait(
      matter.comply, purpose: "\(name)/comply/duration", holder: .applicant,
      label: plan.label(name, "comply"))
    emitEndIfGone()
    let work = plan.work(
      offices: [entitlement.office], [(entitlement.work, "\(name)/entitle/duration", [])],
      purpose: "\(name)/entitle", waiting: .queue)
    plan.emit(Instruction(.work, a: work, holder: .review, label: plan.label(name, "entitle")))
    plan.emit(Instruction(.decide, label: plan.label(name, "entitled")))
    for milestone in reviewedMilestones(name) { emitMilestone(milestone, of: name) }
    plan.landHere(applied)
  }
}
