internal import ApprovalModel
internal import Kernel

// Offices: people, hours, order of the queue.
extension StudyCompiler {
  func compileOffices(_ design: DesignModel, _ builder: inout PlanBuilder, _ plan: inout Plan) {
    var specs: [OfficeSpec] = []
    var sittings: [Int64] = []
    var shifts: [ShiftSpec] = []
    var priorities: [PrioritySpec] = []
    var levels: [UInt8] = []
    var helps: [Int32] = []
    for name in names.offices {
      // An office that only another design has stands empty here.
      let office =
        design.offices.first { $0.name == name }
        ?? Office(name: name, staff: Input(0, path: "offices.\(name).staff"))
      let staffing = staffing(of: office, builder)
      var spec = OfficeSpec(
        staff: staffing.first?.staff ?? 0, calendar: builder.calendar([office.hours]),
        hourlyCost: office.hourlyCost.map { builder.world($0) } ?? 0)
      if let sitting = office.sitting {
        let instants = table.sittings(sitting, hours: office.hours)
        spec.firstSitting = Int32(sittings.count)
        spec.sittings = Int32(instants.count)
        spec.atMost = Int32(sitting.atMost ?? 0)
        sittings += instants
      }
      spec.firstShift = Int32(shifts.count)
      for change in staffing.dropFirst() {
        shifts.append(ShiftSpec(instant: change.instant, staff: change.staff))
      }
      spec.shifts = Int32(shifts.count) - spec.firstShift
      switch office.atStaffChange {
      case .finish: spec.atStaffChange = .finish
      case .pause: spec.atStaffChange = .pause
      case .handOver: spec.atStaffChange = .handOver
      }
      switch office.discipline {
      case .firstComeFirstServed: break
      case .earliestDueDate: spec.order = .dueDay
      case .priority(let attribute, let order):
        spec.order = .level
        spec.firstPriority = Int32(priorities.count)
        for c in base.classes.indices {
          priorities.append(priority(by: attribute, order, ofClass: c, &levels))
        }
      }
      spec.firstHelp = Int32(helps.count)
      for name in office.helps {
        if let place = names.offices.firstIndex(of: name) { helps.append(Int32(place)) }
      }
      spec.helps = Int32(helps.count) - spec.firstHelp
      if let batch = office.batch {
        spec.batchSize = Int32(clamping: batch.size)
        spec.batchWithin = Int32(builder.span(batch.within, hours: office.hours))
      }
      spec.places = Int32(clamping: office.places ?? 0)
      specs.append(spec)
    }
    plan.offices = FrozenArray(specs)
    plan.sittings = FrozenArray(sittings)
    plan.shifts = FrozenArray(shifts)
    plan.priorities = FrozenArray(priorities)
    plan.levels = FrozenArray(levels)
    plan.helps = FrozenArray(helps)
  }

  /// How many people an office has from when on; the first entry is the start of the run.
  ///
  /// Of the rules that hold at an instant the last of the file counts.
  private func staffing(of office: Office, _ builder: PlanBuilder) -> [(
    instant: Int64, staff: Int
  )] {
    let ordinary = max(0, builder.world(office.staff))
    var result: [(instant: Int64, staff: Int)] = []
    guard !office.staffing.isEmpty else { return [(0, ordinary)] }
    let staff = office.staffing.map { max(0, builder.world($0.staff)) }
    for day in table.kinds.indices {
      let date = table.firstDay.adding(days: day)
      let holding = office.staffing.indices.filter { office.staffing[$0].holds(on: date) }
      var minutes: Set<Int> = [0]
      for i in holding {
        guard let session = office.staffing[i].session else { continue }
        minutes.formUnion([session.open, session.close].filter { $0 < 1440 })
      }
      for minute in minutes.sorted() {
        let rule = holding.last { i in
          office.staffing[i].session.map { $0.open <= minute && minute < $0.close } ?? true
        }
        let people = rule.map { staff[$0] } ?? ordinary
        if result.last?.staff != people {
          result.append((table.midnight(date) + Int64(minute) * 60_000, people))
        }
      }
    }
    return result
  }

  /// The levels of a class: its own by class, one a category by attribute.
  ///
  /// What the order does not name comes last, all alike.
  private func priority(
    by attribute: Name, _ order: [Name], ofClass c: Int, _ levels: inout [UInt8]
  ) -> PrioritySpec {
    func level(_ name: Name) -> UInt8 {
      UInt8(min((order.firstIndex(of: name) ?? order.count) + 1, PrioritySpec.mostLevel))
    }
    let first = levels.count
    guard attribute != "class",
      let place = names.attributes[c].firstIndex(where: { $0.name == attribute })
    else {
      levels.append(attribute == "class" ? level(base.classes[c].name) : level(""))
      return PrioritySpec(firstLevel: first)
    }
    levels += names.attributes[c][place].categories.map(level)
    return PrioritySpec(attribute: place, firstLevel: first)
  }
}

extension StaffRule {
  /// Whether the rule holds on a day, at its hours.
  func holds(on date: CivilDate) -> Bool {
    (from.map { $0 <= date } ?? true) && (to.map { date <= $0 } ?? true)
      && (days.isEmpty || days.contains(date.weekday))
  }
}
