extension RuleCheck {
  // MARK: What an office says of itself

  mutating func officeRules() {
    let later = Set(model.matters.flatMap(\.officesAfterDecision))
      .union(model.inspections.flatMap(\.check.officesAlone))
      .union(model.creditLists.compactMap(\.application?.office))
    let beside = Set(model.matters.flatMap(\.worksBesideTheFile).map(\.office))
    for office in model.offices {
      let path = "offices.\(office.name)"
      staffing(of: office, "\(path).staffing")
      discipline(of: office, "\(path).discipline.priority")
      helps(of: office, "\(path).helps")
      if office.batch != nil { batch(of: office, "\(path).batch") }
      if office.places != nil, later.contains(office.name) {
        report(
          .contradiction, "\(path).places",
          zh: "“\(office.name)”满员时不再接收，而决定之后的检查、有效期的延续和信用修复不会被拒之门外；请为它们另设一个部门",
          en:
            "'\(office.name)' turns away whom it has no place for, and checks after the decision, "
            + "extensions and applications to leave a list are never turned away; give them an office "
            + "of their own")
      } else if office.places != nil, beside.contains(office.name) {
        report(
          .contradiction, "\(path).places",
          zh: "“\(office.name)”满员时不再接收，而申请前的辅导和免申即享的确认不会把人拒之门外；请为它们另设一个部门",
          en:
            "'\(office.name)' turns away whom it has no place for, and coaching and entitling never turn "
            + "anybody away; give them an office of their own")
      }
    }
  }

  private mutating func staffing(of office: Office, _ path: String) {
    guard !office.staffing.isEmpty else { return }
    if office.sitting != nil {
      report(
        .contradiction, path, zh: "“\(office.name)”有 session，到会时一起办理，不看人数；请删去 staffing 或 session",
        en:
          "'\(office.name)' has sittings, which take cases whatever the staff; take 'staffing' or "
          + "'session' out")
    }
    for rule in office.staffing {
      guard let session = rule.session else { continue }
      let opens = office.hours.sessions.joined().contains {
        $0.open < session.close && session.open < $0.close
      }
      guard !opens else { continue }
      report(
        .contradiction, rule.staff.path, zh: "“\(office.name)”在这段 hours 里从不开放，规则不起作用",
        en: "'\(office.name)' is never open in these hours, so the rule has no effect")
    }
  }

  private mutating func discipline(of office: Office, _ path: String) {
    guard case .priority(let attribute, let order) = office.discipline else { return }
    let path = "\(path).\(attribute)"
    guard let known = categories(of: attribute) else {
      reportUnknown(attribute: attribute, path)
      return
    }
    if known.isEmpty {
      report(
        .unknownCategory, path, zh: "“\(attribute)”是数值；优先次序要按有类别的属性",
        en: "'\(attribute)' is a number; a priority goes by an attribute with categories")
      return
    }
    for name in order where !known.contains(name) {
      reportUnknown(category: name, of: attribute, known, path)
    }
  }

  private mutating func helps(of office: Office, _ path: String) {
    guard !office.helps.isEmpty else { return }
    if office.sitting != nil {
      report(
        .contradiction, path, zh: "“\(office.name)”有 session，只在会期办理，不能帮助别的部门",
        en: "'\(office.name)' has sittings and works then only; it cannot help other offices")
    }
    for name in office.helps {
      let path = "\(path).\(name)"
      guard let other = officesByName[name] else {
        self.office(name, path)
        continue
      }
      if name == office.name {
        report(
          .contradiction, path, zh: "“\(name)”不能帮助自己", en: "'\(name)' cannot help itself")
      } else if other.sitting != nil {
        report(
          .contradiction, path, zh: "“\(name)”有 session，只在会期办理，别的部门不能帮助它",
          en: "'\(name)' has sittings and takes cases then only; no office can help it")
      } else if other.batch != nil {
        report(
          .contradiction, path, zh: "“\(name)”成批办理（batch），别的部门不能帮助它",
          en: "'\(name)' gathers its cases in a 'batch'; no office can help it")
      }
    }
  }

  private mutating func batch(of office: Office, _ path: String) {
    if office.sitting != nil {
      report(
        .contradiction, path, zh: "“\(office.name)”的 batch 与 session 只能写一个",
        en: "'batch' and 'session' of '\(office.name)' exclude each other")
    }
    if !office.helps.isEmpty {
      report(
        .contradiction, path, zh: "“\(office.name)”的 batch 与 helps 只能写一个",
        en: "'batch' and 'helps' of '\(office.name)' exclude each other")
    }
  }

  /// An activity that several offices do together takes a person of each at once: it can neither be
  /// gathered in a batch nor be turned away by one of them.
  mutating func jointPlaces(_ names: [Name], _ path: String) {
    guard names.count > 1 else { return }
    for name in names {
      guard let office = officesByName[name] else { continue }
      for (key, isStated) in [("batch", office.batch != nil), ("places", office.places != nil)]
      where isStated {
        report(
          .contradiction, "\(path).\(name)",
          zh: "“\(name)”写了 \(key)，不能与别的部门一起办理；请为共同办理另设一个部门",
          en:
            "'\(name)' states '\(key)' and cannot act together with other offices; give the joint "
            + "work an office of its own")
      }
    }
  }
}

extension RuleCheck {
  // MARK: Arrivals

  /// A rate over working hours needs some hour of the class with a weight above zero.
  mutating func arrivals() {
    for applicants in model.classes {
      guard case .rate(_, .working) = applicants.arrivals.source,
        let profile = applicants.arrivals.profile
      else { continue }
      let arises = zip(Weekday.allCases, applicants.hours.sessions).contains { day, sessions in
        guard profile.weekdays.isEmpty || profile.weekdays[day.rawValue - 1] > 0 else {
          return false
        }
        return sessions.contains { session in
          profile.hours.isEmpty
            || (session.open / 60...(session.close - 1) / 60).contains { profile.hours[$0] > 0 }
        }
      }
      guard !arises else { continue }
      report(
        .contradiction, "applicants.\(applicants.name).arrivals.profile",
        zh: "“\(applicants.name)”的 profile 在它的工作时间（hours）里权重全是零，永远没有申请",
        en:
          "the profile of '\(applicants.name)' weighs zero in all of its 'hours', so no need ever "
          + "arises")
    }
  }
}
