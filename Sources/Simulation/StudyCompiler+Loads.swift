public import ApprovalModel
internal import Statistics

// What offices have to expect, worked out from the declared values without running.
extension StudyCompiler {
  /// The load of every office in one of the designs, in code-point order of the offices.
  ///
  /// Counted are first applications with their corrections and rework, signing, receipts, recording,
  /// and checks after the decision, at their mean length; not counted are applications after a
  /// refusal, extensions, applications to leave credit lists, checks that a cap spares, help between
  /// offices, and peaks of the arrivals. The hours that an office gives are those of the window.
  ///
  /// - Parameter design: the design's place in ``designs``.
  public func loads(design: Int) -> [OfficeLoad] {
    let design = designs[design]
    var tally = LoadTally(offices: design.offices, table: table)
    for (c, applicants) in base.classes.enumerated() {
      let needs = needsPerWorkingDay(of: applicants)
      for bits in design.reaches[c] {
        guard let model = design.models[bits]?.model else { continue }
        let route = ExpectedRoute(
          model: model, applicants: applicants, reforms: design.reforms, bits: bits)
        route.add(to: &tally, needs: needs)
      }
    }
    let days = Double(max(1, windowDays.working))
    return design.offices.map { office in
      let load = tally.load(of: office.name)
      guard let sitting = office.sitting else {
        return OfficeLoad(
          office: office.name, measure: .hours, demanded: load.hours,
          available: staffedMinutes(of: office) / 60 / days)
      }
      let window = scenario.study.window
      let (start, end) = (
        table.midnight(window.lowerBound), table.midnight(window.upperBound.adding(days: 1))
      )
      let held = table.sittings(sitting, hours: office.hours).count { start <= $0 && $0 < end }
      return OfficeLoad(
        office: office.name, measure: .cases, demanded: load.cases,
        available: sitting.atMost.map { Double($0 * held) / days })
    }
  }

  /// The hours in a year that one person of an office is there, by the hours and holidays of the window.
  ///
  public func yearlyHours(ofOneAt office: Office) -> Double {
    var one = office
    one.staff.value = 1
    one.staffing = []
    return staffedMinutes(of: one) / 60 / Double(windowDays.all) * 365.2425
  }

  /// How many working days a year has that is like the window.
  public var workingDaysPerYear: Double {
    let days = windowDays
    return Double(days.working) / Double(days.all) * 365.2425
  }

  /// How many days the window has, and how many of them are working days.
  private var windowDays: (all: Int, working: Int) {
    let window = scenario.study.window
    let first = window.lowerBound.dayNumber - table.firstDay.dayNumber
    let last = window.upperBound.dayNumber - table.firstDay.dayNumber
    let before = first > 0 ? table.workdays[first - 1] : 0
    return (last - first + 1, Int(table.workdays[last] - before))
  }

  /// How many needs of a class arise on a working day of the window, on average.
  private func needsPerWorkingDay(of applicants: ApplicantClass) -> Double {
    let days = windowDays
    let perDay = Double(days.all) / Double(max(1, days.working))
    let batches = applicants.arrivals.batches
    let size = batches.isEmpty ? 1 : batches.reduce(0) { $0 + Double($1.size) * $1.share }
    switch applicants.arrivals.source {
    case .rate(let rate, let per): return rate.value * size * (per == .working ? 1 : perDay)
    case .gap(let gap):
      let hours = gap.value.meanHours(aDay: table.dailyMilliseconds(applicants.hours) / 3_600_000)
      let day = table.dailyMilliseconds(applicants.hours) / 3_600_000
      return (gap.value.unit.isCalendar ? 24 * perDay : day) / hours * size
    case .list(let list):
      let window = scenario.study.window
      return Double(list.value.count { window.contains($0.date) }) / Double(max(1, days.working))
    }
  }

  /// The minutes that the people of an office are there in the window, all together.
  private func staffedMinutes(of office: Office) -> Double {
    let window = scenario.study.window
    let week = table.effective(office.hours).sessions
    var sum = 0
    for day in window.lowerBound.dayNumber...window.upperBound.dayNumber {
      let date = CivilDate(dayNumber: day)
      let sessions: [Session]
      switch table.kinds[day - table.firstDay.dayNumber] {
      case .off: sessions = []
      case .makeUp: sessions = week[0]
      case .ordinary: sessions = week[date.weekday.rawValue - 1]
      }
      let rules = office.staffing.filter { $0.holds(on: date) }
      for session in sessions {
        var cuts: Set<Int> = [session.open, session.close]
        for rule in rules.compactMap(\.session) { cuts.formUnion([rule.open, rule.close]) }
        let minutes = cuts.filter { session.open <= $0 && $0 <= session.close }.sorted()
        for (open, close) in zip(minutes, minutes.dropFirst()) {
          let rule = rules.last { rule in
            rule.session.map { $0.open <= open && open < $0.close } ?? true
          }
          sum += (close - open) * (rule?.staff ?? office.staff).value
        }
      }
    }
    return Double(sum)
  }
}

/// Work demanded of offices on a working day.
private struct LoadTally {
  private let names: [Name]
  private let batches: [Int]
  /// The working hours of a working day.
  private let days: [Double]
  private var hours: [Double]
  private var cases: [Double]

  init(offices: [Office], table: CalendarTable) {
    names = offices.map(\.name)
    batches = offices.map { $0.batch?.size ?? 1 }
    days = offices.map { table.dailyMilliseconds($0.hours) / 3_600_000 }
    hours = offices.map { _ in 0 }
    cases = offices.map { _ in 0 }
  }

  /// Adds `work` of each of `offices`, so many times a working day.
  mutating func add(_ offices: [Name], _ work: Input<DurationDistribution>, _ times: Double) {
    // What never happens adds nothing, even where its mean is infinite.
    guard times > 0 else { return }
    for name in offices {
      guard let i = names.firstIndex(of: name) else { continue }
      hours[i] += work.value.meanHours(aDay: days[i]) * times / Double(batches[i])
      cases[i] += times
    }
  }

  func load(of office: Name) -> (hours: Double, cases: Double) {
    names.firstIndex(of: office).map { (hours[$0], cases[$0]) } ?? (0, 0)
  }
}

/// What one class demands of offices when exactly some reforms reach it.
private struct ExpectedRoute {
  let model: ProcessModel
  let applicants: ApplicantClass
  let reforms: [Reform]
  let bits: UInt64

  func add(to tally: inout LoadTally, needs: Double) {
    for matter in model.matters {
      for cell in cells(by: [matter.when], and: attributes(of: matter)) {
        guard cell.meets(matter.when) else { continue }
        let reached = cell.chance(ofReach: bits, reforms)
        let own = 1 - (cell.chance(matter.ahead?.conforming) ?? 0)
        add(matter, cell, needs * cell.share * reached * own, to: &tally)
      }
    }
    for inspection in model.inspections {
      let when = model.condition(of: inspection.at.owner)
      for cell in cells(by: [when], and: inspection.check.rate.attributes)
      where cell.meets(when) {
        let times = needs * cell.share * cell.chance(ofReach: bits, reforms)
        add(inspection.check, cell, times, to: &tally)
      }
    }
  }

  private func cells(by conditions: [Condition], and attributes: [Name]) -> [ApplicantCell] {
    ApplicantCell.cells(
      of: applicants,
      by: conditions + reforms.flatMap(\.parts).flatMap { [$0.reach] + $0.exclusions },
      and: attributes + reforms.flatMap { $0.uptake?.attributes ?? [] })
  }

  private func add(
    _ matter: Matter, _ cell: ApplicantCell, _ times: Double, to tally: inout LoadTally
  ) {
    var times = times
    if let entitlement = matter.entitlement {
      let covered = cell.chance(entitlement.coverage) ?? 0
      tally.add([entitlement.office], entitlement.work, times * covered)
      times *= 1 - covered
    }
    if let coaching = matter.coaching {
      tally.add([coaching.office], coaching.work, times * (cell.chance(coaching.reaches) ?? 1))
    }
    if let together = matter.alongside, let meeting = together.meeting,
      together.matters.first == matter.name
    {
      tally.add(meeting.offices, meeting.work, times * (cell.chance(meeting.chance) ?? 0))
    }
    switch matter.mode {
    case .review:
      let looks = times * repeats(of: matter.activities[...], cell)
      if let intake = matter.alongside?.intake {
        if intake.lead == matter.name { addIntake(by: matter, cell, looks, to: &tally) }
      } else {
        add(matter.completeness, matter, cell, looks, to: &tally)
      }
      add(matter.activities, cell, times, to: &tally)
    case .automated(let automation):
      let eligible = cell.chance(automation.eligible) ?? 0
      let manual = 1 - eligible
      let reviewed = manual + eligible * flagged(by: automation, matter, cell)
      let looks = times * manual * repeats(of: matter.activities[...], cell)
      add(matter.completeness, matter, cell, looks, to: &tally)
      add(matter.activities, cell, times * reviewed, to: &tally)
    case .filing(let filing):
      guard filing.timing != .kept else { return }
      let returned = cell.chance(filing.returned) ?? 0
      tally.add([filing.office], filing.work, times * passes(returned, rounds: nil))
    case .confirmation: add(matter.completeness, matter, cell, times, to: &tally)
    case .commitment(let commitment):
      add(commitment.signing ?? matter.completeness, matter, cell, times, to: &tally)
      add(commitment.check, cell, times, to: &tally)
    case .pledge(let pledge):
      tally.add([pledge.recordOffice], pledge.recordWork, times)
      for verification in pledge.verifications {
        add(verification.check, cell, times, to: &tally)
      }
    case .merged(let merged): add(merged, cell, times, to: &tally)
    }
  }

  /// One window looks at all papers of a shared form; a shared visit takes every office its own part.
  private func add(
    _ merged: Merged, _ cell: ApplicantCell, _ times: Double, to tally: inout LoadTally
  ) {
    if merged.of.contains(.form) {
      add(merged.parts, at: merged.window, cell, times, to: &tally)
    }
    for part in merged.parts {
      if !merged.of.contains(.form) { add(part.completeness, part, cell, times, to: &tally) }
      add(part.activities, cell, times, to: &tally)
    }
  }

  /// The lead's window looks at the papers of all matters that it takes in.
  private func addIntake(
    by lead: Matter, _ cell: ApplicantCell, _ times: Double, to tally: inout LoadTally
  ) {
    let members = model.matters.filter { lead.alongside?.matters.contains($0.name) ?? false }
    add(members, at: lead.completeness?.office ?? lead.office, cell, times, to: &tally)
  }

  /// One office looks at the papers of several matters until all are complete.
  private func add(
    _ matters: [Matter], at office: Name?, _ cell: ApplicantCell, _ times: Double,
    to tally: inout LoadTally
  ) {
    guard let office else { return }
    var complete = 1.0
    for matter in matters { complete *= 1 - missing(matter.completeness, matter, cell) }
    let checks = matters.compactMap(\.completeness)
    let looks = passes(1 - complete, rounds: checks.compactMap { $0.correction?.rounds }.max())
    for check in checks { tally.add([office], check.work, times * looks) }
  }

  /// The share of eligible files that the rules hand on to people.
  private func flagged(
    by automation: Automation, _ matter: Matter, _ cell: ApplicantCell
  ) -> Double {
    let own = applicants.defects.first { $0.matter == matter.name }
    let faulty = min(1, (cell.chance(own?.curable) ?? 0) + (cell.chance(own?.serious) ?? 0))
    return faulty * (cell.chance(automation.catches) ?? 0)
      + (1 - faulty) * (cell.chance(automation.falseAlarm) ?? 0)
  }

  private func add(
    _ activities: [Activity], _ cell: ApplicantCell, _ times: Double, to tally: inout LoadTally
  ) {
    for (i, activity) in activities.enumerated() {
      guard case .work(let offices, let work) = activity.kind else { continue }
      var times = times * repeats(of: activities[i...], cell)
      if let rework = activity.rework, rework.from == .activity {
        times *= passes(cell.chance(rework.chance) ?? 0, rounds: rework.rounds)
      }
      tally.add(offices, work, times)
    }
  }

  /// How often the path from the completeness check on is gone because of later activities.
  private func repeats(of activities: ArraySlice<Activity>, _ cell: ApplicantCell) -> Double {
    activities.compactMap(\.rework).filter { $0.from == .completeness }
      .reduce(1) { $0 * passes(cell.chance($1.chance) ?? 0, rounds: $1.rounds) }
  }

  private func add(
    _ check: Completeness?, _ matter: Matter, _ cell: ApplicantCell, _ times: Double,
    to tally: inout LoadTally
  ) {
    guard let check else { return }
    let looks = passes(missing(check, matter, cell), rounds: check.correction?.rounds)
    tally.add([check.office], check.work, times * looks)
  }

  private func add(
    _ check: FollowUpCheck, _ cell: ApplicantCell, _ times: Double, to tally: inout LoadTally
  ) {
    let checked = times * (cell.chance(check.rate) ?? 0)
    tally.add(check.offices, check.work, checked)
    if let publication = check.publication {
      tally.add([publication.office], publication.work, checked)
    }
  }

  /// The chance that something is missing at a check, averaged over those whom coaching and shared
  /// data reach and the others.
  private func missing(_ check: Completeness?, _ matter: Matter, _ cell: ApplicantCell) -> Double {
    guard let correction = check?.correction else { return 0 }
    var chance = correction.factors.reduce(cell.chance(correction.chance) ?? 0) { $0 * $1.value }
    if let coaching = matter.coaching, let factor = coaching.correction {
      let reached = cell.chance(coaching.reaches) ?? 1
      chance *= 1 - reached * (1 - factor.value)
    }
    if let share = matter.share, let factor = share.correction {
      let covered = cell.chance(share.coverage) ?? 0
      chance *= 1 - covered * (1 - factor.value)
    }
    return chance
  }

  /// How often something is done that is done again with a chance after each time, at most `rounds`
  /// times.
  private func passes(_ chance: Double, rounds: Int?) -> Double {
    guard let rounds else { return chance < 1 ? 1 / (1 - chance) : .infinity }
    if chance >= 1 { return Double(rounds) + 1 }
    var (sum, power) = (0.0, 1.0)
    for _ in 0...min(rounds, 10_000) {
      sum += power
      power *= chance
    }
    return sum
  }

  /// The attributes by which the chances of a matter's path differ.
  private func attributes(of matter: Matter) -> [Name] {
    var chances: [Chance?] = [matter.ahead?.conforming, matter.completeness?.correction?.chance]
    chances += matter.activities.map { $0.rework?.chance }
    chances += [
      matter.entitlement?.coverage, matter.coaching?.reaches, matter.share?.coverage,
      matter.alongside?.meeting?.chance,
    ]
    switch matter.mode {
    case .review, .confirmation: break
    case .automated(let automation):
      chances += [automation.eligible, automation.catches, automation.falseAlarm]
      let own = applicants.defects.first { $0.matter == matter.name }
      chances += [own?.curable, own?.serious]
    case .filing(let filing): chances.append(filing.returned)
    case .commitment(let commitment):
      chances += [commitment.signing?.correction?.chance, commitment.check.rate]
    case .pledge(let pledge): chances += pledge.verifications.map(\.check.rate)
    case .merged(let merged):
      return chances.flatMap { $0?.attributes ?? [] } + merged.parts.flatMap(attributes)
    }
    return chances.flatMap { $0?.attributes ?? [] }
  }
}

extension Tabulated {
  /// The attribute by which the values differ, if they do.
  var attributes: [Name] {
    if case .by(let attribute, _) = self { [attribute] } else { [] }
  }
}

extension DurationDistribution {
  /// The mean in hours, for an actor whose working day has so many.
  fileprivate func meanHours(aDay hours: Double) -> Double {
    let mean = factors.reduce(distribution.mean) { $0 * $1.value }
    switch unit {
    case .minutes: return mean / 60
    case .hours: return mean
    case .workingDays: return mean * hours
    case .calendarDays, .months, .years: return mean * 24
    }
  }
}
