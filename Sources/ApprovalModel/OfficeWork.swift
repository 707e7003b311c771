// All work that offices do in a process, in one place: what a change of offices has to reach.
extension ProcessModel {
  /// Lets `change` edit the offices and the length of every piece of work.
  ///
  /// Nothing is left out: entitling, coaching, completeness checks, reviews, receipts, signing,
  /// recording, follow-up, extensions, inspections, publication and the parts of mergers.
  func changingWork(
    _ change: (inout [Name], inout Input<DurationDistribution>) -> Void
  ) -> (matters: [Matter], inspections: [Inspection]) {
    var changed = matters
    for i in changed.indices { changed[i].changeWork(change) }
    var checks = inspections
    for i in checks.indices { checks[i].check.changeWork(change) }
    return (changed, checks)
  }
}

extension Matter {
  /// Lets `change` edit the offices and the length of every piece of work of this matter.
  mutating func changeWork(_ change: (inout [Name], inout Input<DurationDistribution>) -> Void) {
    completeness?.changeWork(change)
    if var entitlement = self.entitlement {
      var offices = [entitlement.office]
      change(&offices, &entitlement.work)
      entitlement.office = offices.first ?? entitlement.office
      self.entitlement = entitlement
    }
    if var coaching = self.coaching {
      var offices = [coaching.office]
      change(&offices, &coaching.work)
      coaching.office = offices.first ?? coaching.office
      self.coaching = coaching
    }
    for i in activities.indices {
      guard case .work(var offices, var work) = activities[i].kind else { continue }
      change(&offices, &work)
      activities[i].kind = .work(offices: offices, work)
    }
    if var validity = self.validity, var work = validity.work {
      var offices = [validity.office ?? office]
      change(&offices, &work)
      validity.office = offices.first
      validity.work = work
      self.validity = validity
    }
    if var meeting = alongside?.meeting {
      change(&meeting.offices, &meeting.work)
      alongside?.meeting = meeting
    }
    switch mode {
    case .review, .confirmation, .automated: break
    case .filing(var filing):
      var offices = [filing.office]
      change(&offices, &filing.work)
      filing.office = offices.first ?? filing.office
      mode = .filing(filing)
    case .commitment(var commitment):
      commitment.signing?.changeWork(change)
      commitment.check.changeWork(change)
      mode = .commitment(commitment)
    case .pledge(var pledge):
      var offices = [pledge.recordOffice]
      change(&offices, &pledge.recordWork)
      pledge.recordOffice = offices.first ?? pledge.recordOffice
      for i in pledge.verifications.indices { pledge.verifications[i].check.changeWork(change) }
      mode = .pledge(pledge)
    case .merged(var merged):
      for i in merged.parts.indices { merged.parts[i].changeWork(change) }
      mode = .merged(merged)
    }
  }
}

extension Completeness {
  fileprivate mutating func changeWork(
    _ change: (inout [Name], inout Input<DurationDistribution>) -> Void
  ) {
    var offices = [office]
    change(&offices, &work)
    office = offices.first ?? office
  }
}

extension FollowUpCheck {
  /// Lets `change` edit the offices and the length of the check and of its publication.
  mutating func changeWork(
    _ change: (inout [Name], inout Input<DurationDistribution>) -> Void
  ) {
    change(&offices, &work)
    guard var publication = self.publication else { return }
    var offices = [publication.office]
    change(&offices, &publication.work)
    publication.office = offices.first ?? publication.office
    self.publication = publication
  }
}
