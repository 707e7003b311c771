internal import ApprovalModel
internal import Experiments

/// A line about a thing: what is said of it, and what.
struct Fact: Hashable {
  /// What is said of it.
  var label: String
  /// What.
  var text: String
}

/// What there is to say of matters, own work, offices and classes: one fact a line.
///
/// The same facts tell what a reform changes: those that differ before and after it.
struct FactWriter {
  let words: ValueWords
  /// What readers call things.
  let titles: [Name: LocalizedText]

  private var language: Language { words.language }

  private func fact(_ term: ScenarioTerm, _ text: String?) -> Fact? {
    guard let text, !text.isEmpty else { return nil }
    return Fact(label: term.text[language], text: text)
  }

  /// A thing by what readers call it, with its name where they have to type it.
  func named(_ name: Name) -> String {
    guard let title = titles[name]?[language], title != name else { return name }
    guard words.titles.isEmpty else { return title }
    return words.text("\(title)（\(name)）", "\(title) (\(name))")
  }

  func party(_ name: Name) -> String { words.party(name, titles) }

  private func offices(_ names: [Name]) -> String {
    names.map(party).joined(separator: " + ")
  }

  // MARK: Matters

  /// Everything about a matter but its name and title, in the order of its path.
  func facts(of matter: Matter) -> [Fact] {
    var facts = [
      fact(.nature, matter.nature.text[language]), fact(.basis, basis(of: matter)),
      fact(.office, party(matter.office)),
      fact(.when, matter.when == .everybody ? nil : words.condition(matter.when)),
      fact(.needs, words.needs(matter.needs, matter.quorums)),
      fact(.after, words.results(matter.after)),
      fact(.mode, mode(of: matter)), fact(.ahead, matter.ahead.map(ahead)),
      fact(.comply, matter.comply.map(words.duration)),
      fact(.prepare, matter.prepare.map(words.duration)),
      fact(.intermediary, matter.intermediary.map(words.duration)),
      fact(.materials, matter.materials.map(words.count)),
      fact(.trip, matter.trip.map(words.chance)), fact(.online, matter.online.map(words.chance)),
      fact(.ownHours, matter.ownHours.map(words.hours)),
    ]
    facts += matter.payments.map { payment in
      fact(
        .payments,
        words.text(
          "\(party(payment.payer))付给\(party(payment.payee)) \(words.money(payment.amount))",
          "\(words.money(payment.amount)), \(party(payment.payer)) to \(party(payment.payee))"))
    }
    facts += papers(of: matter)
    facts += completeness(.completeness, matter.completeness)
    facts += decision(of: matter)
    facts += matter.activities.map { Fact(label: $0.name, text: activity($0, of: matter)) }
    facts += [
      fact(.rectify, matter.rectify.map(words.duration)),
      fact(.statutory, limit(matter.limits.statutory, matter.limits)),
      fact(.promised, limit(matter.limits.promised, matter.limits)),
      fact(
        .tacit,
        matter.limits.tacit ? words.text("超过时限视为同意", "granted when the limit has passed") : nil),
      fact(.escalates, matter.limits.escalates.map(escalation)),
      fact(.delivery, matter.delivery.map(delivery)), fact(.reapply, matter.reapply.map(reapply)),
      fact(.validity, matter.validity.map(validity)),
      fact(
        .cureCost,
        words.list(
          matter.cureCost.map { "\($0.stage.text[language]) \(words.money($0.cost))" })),
    ]
    return facts.compactMap { $0 }
  }

  private func basis(of matter: Matter) -> String? {
    matter.isHiddenBarrier
      ? words.text("没有依据：隐性壁垒", "none: a hidden barrier") : matter.basis
  }

  private func mode(of matter: Matter) -> String? {
    switch matter.mode {
    case .review: return nil
    case .filing(let filing):
      switch filing.timing {
      case .before: return words.text("备案：收到即生效，不审查", "filing: takes effect on receipt, no review")
      case .after: return words.text("事后备案：不等回执", "filing afterwards: nobody waits for the receipt")
      case .kept: return words.text("存档备查：不提交", "papers kept for inspection, not handed in")
      }
    case .automated(let automation):
      return words.clauses(
        [
          words.text("自动审批：规则当场决定 ", "automated: rules decide at once ")
            + words.chance(automation.eligible),
          automation.takes.map(words.duration),
          automation.catches.map { words.text("检出 ", "catches ") + words.chance($0) },
          automation.falseAlarm.map { words.text("误判 ", "false alarm ") + words.chance($0) },
          words.text("其余人工办理", "the rest by people"),
        ].compactMap { $0 })
    case .confirmation:
      return words.text("确认制：当场决定", "confirmation: decided on the spot")
    case .commitment(let commitment):
      switch commitment.claims {
      case .met:
        return words.text(
          "告知承诺：承诺条件已具备，当场发证", "commitment: conditions are claimed to be met, permit at once")
      case .willMeet(let span):
        return words.text(
          "告知承诺：当场发证，\(words.span(span)) 内达到条件",
          "commitment: permit at once, conditions to be met within \(words.span(span))")
      }
    case .pledge: return words.text("承诺制：不再决定，事后核验", "pledge: no decision, verified later")
    case .merged(let merged):
      let parts = merged.parts.map { words.thing($0.name) }
      let shared = merged.of.map { part in
        switch part {
        case .form: words.text("一份申请", "one form")
        case .visit: words.text("一次上门", "one visit")
        case .decision: words.text("一个决定", "one decision")
        }
      }
      let own =
        merged.of.contains(.decision)
        ? "" : words.text("，各自决定", ", each with its own decision")
      let lead =
        merged.lead.map { words.text("，由\($0)的窗口收件", ", taken in at the window of \($0)") } ?? ""
      return words.text(
        "合并办理 \(words.list(parts))：\(words.list(shared))\(own)\(lead)",
        "joint: \(words.list(shared)) for \(words.list(parts))\(own)\(lead)")
    }
  }

  /// What the way of deciding brings with it.
  private func decision(of matter: Matter) -> [Fact?] {
    switch matter.mode {
    case .review, .automated, .confirmation, .merged: return []
    case .filing(let filing):
      let back = filing.returned.map {
        words.text("退回 \(words.chance($0))", "returned \(words.chance($0))")
      }
      return [
        Fact(
          label: words.text("回执", "receipt"),
          text: words.clauses(
            [party(filing.office), words.duration(filing.work), back].compactMap { $0 }))
      ]
    case .commitment(let commitment):
      let due = words.text(
        "发证后 \(words.span(commitment.after))", "\(words.span(commitment.after)) after the grant")
      return completeness(.signing, commitment.signing) + [
        fact(.followUp, words.clauses([due, check(commitment.check)])),
        fact(.consequences, consequences(commitment.consequences)),
      ]
    case .pledge(let pledge):
      let record = words.clauses([party(pledge.recordOffice), words.duration(pledge.recordWork)])
      return [Fact(label: words.text("存档", "record"), text: record)]
        + pledge.verifications.map {
          fact(.verified, words.clauses([$0.at.description, check($0.check)]))
        } + [fact(.consequences, consequences(pledge.consequences))]
    }
  }

  /// What reforms have changed about the papers, and about applying at all.
  private func papers(of matter: Matter) -> [Fact?] {
    func factors(prepare: Input<Double>?, correction: Input<Double>?) -> [String?] {
      [
        prepare.map { words.text("准备 × ", "preparing × ") + words.number($0.value) },
        correction.map { words.text("补正 × ", "corrections × ") + words.number($0.value) },
      ]
    }
    func fact(_ zh: String, _ en: String, _ parts: [String?]) -> Fact {
      Fact(label: words.text(zh, en), text: words.clauses(parts.compactMap { $0 }))
    }
    return [
      matter.entitlement.map {
        fact(
          "免申即享", "granted unasked",
          [words.chance($0.coverage), party($0.office), words.duration($0.work)])
      },
      matter.coaching.map {
        fact(
          "申请前辅导", "coached",
          [
            $0.reaches.map(words.chance), party($0.office), words.duration($0.work),
          ] + factors(prepare: $0.prepare, correction: $0.correction))
      },
      matter.share.map {
        fact(
          "数据共享", "shared data",
          [
            words.chance($0.coverage),
            words.text("材料 ", "documents ") + words.number(Double($0.materials.value)),
          ] + factors(prepare: $0.prepare, correction: $0.correction))
      },
      matter.tolerance.map {
        fact(
          "容缺受理", "papers may follow",
          [
            words.text("主要材料 ", "main papers ") + words.duration($0.prepare),
            words.text("后补 ", "the rest ") + words.duration($0.papers),
            words.text("承诺 ", "promised within ") + words.span($0.within),
          ])
      },
      matter.alongside.map {
        fact(
          "并联方式", "jointly with",
          [
            words.list($0.matters.filter { $0 != matter.name }.map(words.thing)),
            $0.intake.map { words.text("一并受理，牵头 ", "joint intake, led by ") + $0.lead },
            $0.correctsTogether ? words.text("一处补正，全部暂停", "a correction of one stops all") : nil,
            $0.closesTogether ? words.text("一并送达", "delivered together") : nil,
            $0.meeting.map {
              words.text("会商 ", "meeting ") + words.chance($0.chance) + " " + offices($0.offices)
            },
          ])
      },
    ]
  }

  private func completeness(_ term: ScenarioTerm, _ check: Completeness?) -> [Fact?] {
    guard let check else { return [] }
    var facts = [fact(term, words.clauses([party(check.office), words.duration(check.work)]))]
    if let correction = check.correction {
      let factors = correction.factors.map {
        " × \(words.number($0.value))\(words.grade($0.evidence))"
      }.joined()
      let rounds = correction.rounds.map {
        words.text("最多 \($0) 次", "at most \($0) time\($0 == 1 ? "" : "s")")
      }
      facts.append(
        fact(
          .correction,
          words.clauses(
            [
              words.chance(correction.chance) + factors, words.duration(correction.takes), rounds,
            ].compactMap { $0 })))
    }
    return facts
  }

  /// A check after the decision.
  func check(_ check: FollowUpCheck) -> String {
    words.clauses(
      [
        offices(check.offices), words.duration(check.work),
        words.text("比例 ", "share ") + words.chance(check.rate),
        words.text("检出 ", "detects ") + words.chance(check.detects),
        check.falseAlarm.map { words.text("误判 ", "false alarm ") + words.chance($0) },
        check.isVisit ? words.text("上门", "visit") : nil, check.atMost.map(cap),
        check.publication.map(publication),
      ].compactMap { $0 })
  }

  private func cap(_ cap: CheckCap) -> String {
    let (count, span) = (counted(cap.visits), words.span(cap.per))
    switch cap.subject {
    case .firm:
      return words.text(
        "每家企业 \(span) 内至多 \(count) 次", "at most \(count) a firm within \(span)")
    case .office: return words.text("\(span) 内总共至多 \(count) 次", "at most \(count) within \(span)")
    }
  }

  private func publication(_ publication: Publication) -> String {
    let (office, work) = (party(publication.office), words.duration(publication.work))
    let within = words.span(publication.within)
    return words.text(
      "\(within) 内公示结果（\(office)，\(work)）",
      "result published within \(within) (\(office), \(work))")
  }

  private func consequences(_ consequences: Consequences) -> String {
    let end: String
    switch consequences.seriousEnd {
    case .revoke: end = words.text("严重的撤销许可", "serious: revoked")
    case .disqualify:
      end = words.text("严重的吊销许可", "serious: the licence is taken away for good")
    case .cure: end = words.text("严重的改正后继续", "serious: goes on once cured")
    case .landExit: end = words.text("严重的退出用地", "serious: the land is handed back")
    }
    return words.clauses(
      [
        consequences.cure.map { words.text("责令改正 ", "order to cure ") + words.span($0) },
        consequences.curableFine.map { words.text("罚款 ", "fine ") + words.money($0) },
        consequences.stop.map { words.text("严重的停止 ", "serious: stopped ") + words.span($0) },
        consequences.seriousFine.map {
          words.text("严重的罚款 ", "serious: fine ") + words.money($0)
        },
        end, consequences.list.map { words.text("列入 \($0)", "put on \($0)") },
      ].compactMap { $0 })
  }

  private func activity(_ activity: Activity, of matter: Matter) -> String {
    var parts: [String?]
    switch activity.kind {
    case .work(let names, let work):
      // The matter's own office goes without saying.
      parts = [names == [matter.office] ? nil : offices(names), words.duration(work)]
    case .notice(let length):
      parts = [words.text("等候期 ", "notice or wait ") + words.duration(length)]
    }
    parts.append(activity.isVisit ? words.text("上门", "visit") : nil)
    parts.append(activity.stopsClock ? words.text("不计入时限", "outside the limit") : nil)
    if let detection = activity.detection {
      parts.append(words.text("检出 ", "catches ") + words.chance(detection.catches))
      parts.append(
        detection.falseAlarm.map { words.text("误判 ", "false alarm ") + words.chance($0) })
      if !detection.checks.isEmpty {
        parts.append(words.text("检查 ", "looks at ") + words.list(detection.checks.map(words.thing)))
      }
    }
    if let rework = activity.rework {
      parts.append(
        words.text("返工 ", "done again ") + words.chance(rework.chance)
          + (rework.rounds.map { words.text("，最多 \($0) 次", ", at most \($0)") } ?? ""))
    }
    parts.append(
      activity.milestone.map {
        "\(ScenarioTerm.milestone.text[language]) \(words.thing(matter.name)).\($0)"
      })
    return words.clauses(parts.compactMap { $0 })
  }

  private func limit(_ limit: Input<TimeSpan>?, _ limits: Limits) -> String? {
    guard let limit else { return nil }
    let start =
      limits.starts == .acceptance
      ? words.text("自受理起 ", "from acceptance: ") : words.text("自收件起 ", "from receipt: ")
    return start + words.span(limit)
  }

  private func escalation(_ light: Limits.Escalation) -> String {
    light == .yellow
      ? words.text("亮黄灯起优先办理", "goes first from the yellow light on")
      : words.text("亮红灯起优先办理", "goes first from the red light on")
  }

  private func delivery(_ delivery: Delivery) -> String {
    words.clauses(
      [
        words.duration(delivery.takes),
        delivery.limit.map { words.text("时限 ", "limit ") + words.span($0) },
        delivery.isTrip ? words.text("申请人来取", "the applicant fetches it") : nil,
      ].compactMap { $0 })
  }

  private func reapply(_ reapply: Reapplication) -> String {
    let after = words.span(reapply.after)
    return words.text(
      "否决后 \(after)，最多 \(reapply.atMost) 次", "\(after) after a refusal, at most \(reapply.atMost)")
  }

  private func validity(_ validity: Validity) -> String {
    words.clauses(
      [
        validity.lasts.map(words.span),
        validity.with.isEmpty
          ? nil : words.text("随之失效 ", "falls with ") + words.list(validity.with.map(words.thing)),
        validity.usedBy.map { words.text("由 \(words.thing($0)) 使用", "used by \(words.thing($0))") },
        validity.extensions > 0
          ? words.text("延期次数 \(validity.extensions)", "extensions: \(validity.extensions)")
          : nil,
        validity.extends.map { words.text("每次 ", "by ") + words.span($0) },
      ].compactMap { $0 })
  }

  private func ahead(_ ahead: Ahead) -> String {
    words.clauses(
      [
        words.text(
          "\(party(ahead.payer))支付 \(words.money(ahead.cost))",
          "\(words.money(ahead.cost)) paid by \(party(ahead.payer))"),
        words.text("有效 ", "valid ") + words.span(ahead.validity),
        words.text("符合的项目 ", "conforming ") + words.chance(ahead.conforming),
        ahead.ready.map { words.text("自 \($0) 起", "from \($0)") },
      ].compactMap { $0 })
  }

  // MARK: Own work, offices

  /// Everything about own work but its name and title.
  func facts(of work: OwnWork) -> [Fact] {
    let facts = [
      fact(.when, work.when == .everybody ? nil : words.condition(work.when)),
      fact(.needs, words.needs(work.needs, work.quorums)),
      fact(.after, words.results(work.after)),
    ]
    return facts.compactMap { $0 }
      + work.milestones.map { milestone in
        let gates = milestone.gates.map {
          words.text("等待 \(words.thing($0.matter))", "waits for \(words.thing($0.matter))")
        }
        return Fact(
          label: milestone.name, text: words.clauses([words.duration(milestone.takes)] + gates))
      }
  }

  /// Everything about an office but its name and title.
  func facts(of office: Office) -> [Fact] {
    let facts: [Fact?] = [
      fact(.people, words.count(office.staff)),
      fact(.hours, words.number(Double(office.hours.minutesPerWorkingDay) / 60)),
      fact(.cost, office.hourlyCost.map(words.money)),
    ]
    return facts.compactMap { $0 } + habits(of: office)
  }

  /// How an office works, where it is not first come, first served with the same people every day.
  func habits(of office: Office) -> [Fact] {
    var facts: [Fact?] = []
    switch office.discipline {
    case .firstComeFirstServed: break
    case .earliestDueDate:
      facts.append(fact(.discipline, words.text("时限先到的先办", "earliest end of the limit first")))
    case .priority(let attribute, let order):
      facts.append(fact(.discipline, "\(attribute): \(order.joined(separator: " > "))"))
    }
    if let sitting = office.sitting {
      let weeks = sitting.everyWeeks
      let day = sitting.weekday.name
      let most = sitting.atMost.map { words.text("，每次最多 \($0) 件", ", at most \($0) cases") } ?? ""
      facts.append(
        fact(
          .sitting,
          words.text("每 \(weeks) 周一次，\(day)", "every \(weeks) week\(weeks == 1 ? "" : "s"), \(day)")
            + most))
    }
    facts += office.staffing.map { rule in
      let when = [
        rule.from.map { words.text("自 \($0)", "from \($0)") },
        rule.to.map { words.text("至 \($0)", "to \($0)") },
        rule.days.isEmpty ? nil : rule.days.map(\.name).joined(separator: " "),
        rule.session.map { "\(clock($0.open))-\(clock($0.close))" },
      ].compactMap { $0 }.joined(separator: " ")
      return fact(
        .staffing,
        words.text("\(when)：\(words.count(rule.staff))", "\(when): \(words.count(rule.staff))"))
    }
    facts.append(fact(.helps, words.list(office.helps.map(party))))
    facts.append(
      fact(
        .batch,
        office.batch.map {
          words.text(
            "\($0.size) 件，最多等 \(words.span($0.within))",
            "\($0.size) cases, waiting at most \(words.span($0.within))")
        }))
    facts.append(fact(.places, office.places.map(counted)))
    return facts.compactMap { $0 }
  }

  private func clock(_ minute: Int) -> String {
    let (hour, rest) = (minute / 60, minute % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }

  // MARK: Applicants

  /// Everything about a class but its name and title.
  func facts(of applicants: ApplicantClass) -> [Fact] {
    var facts: [Fact?] = [fact(.arrivals, arrivals(applicants.arrivals))]
    facts += applicants.attributes.map { attribute in
      fact(.attributes, "\(attribute.name): \(kind(of: attribute))")
    }
    facts += applicants.defects.map { defects in
      fact(
        .defects,
        words.text(
          "\(named(defects.matter))：可改正 \(words.chance(defects.curable))，严重 \(words.chance(defects.serious))",
          "\(named(defects.matter)): curable \(words.chance(defects.curable)), serious \(words.chance(defects.serious))"
        ))
    }
    facts += applicants.deterrence.map { fact(.deterrence, deterrence($0)) }
    facts.append(
      fact(
        .holdingCost,
        applicants.holdingCost.map {
          words.text("每个自然日 \(words.money($0))", "\(words.money($0)) a calendar day")
        }))
    facts.append(
      fact(
        .hourCost,
        applicants.hourlyCost.map {
          words.text("每小时 \(words.money($0))", "\(words.money($0)) an hour")
        }))
    facts.append(fact(.patience, applicants.patience.map(words.duration)))
    facts.append(fact(.firms, applicants.firms.map(words.count)))
    return facts.compactMap { $0 }
  }

  private func deterrence(_ deterrence: Deterrence) -> String {
    let grade = words.grade(deterrence.gain.evidence)
    let (median, high) = (
      words.number(deterrence.gain(quantile: 0.5)), words.number(deterrence.gain(quantile: 0.9))
    )
    return words.text(
      "\(named(deterrence.matter))：违规收益中位数 \(median) 元、p90 \(high) 元\(grade)，被查出的代价 "
        + words.money(deterrence.penalty),
      "\(named(deterrence.matter)): violating gains median \(median) yuan, p90 \(high) yuan\(grade); "
        + "being found costs \(words.money(deterrence.penalty))")
  }

  private func arrivals(_ arrivals: Arrivals) -> String {
    let base: String
    switch arrivals.source {
    case .rate(let rate, let per):
      let number = words.number(rate.value) + words.grade(rate.evidence)
      base =
        per == .working
        ? words.text("每个工作日 \(number)", "\(number) a working day")
        : words.text("每个自然日 \(number)", "\(number) a calendar day")
    case .gap(let gap): base = words.text("间隔 ", "one every ") + words.duration(gap)
    case .list(let list):
      let count = counted(list.value.count) + words.grade(list.evidence)
      base = words.text("按清单 \(count) 次", "\(count) listed one by one")
    }
    let profile = arrivals.profile.map { _ in words.text("随月份、星期、钟点变化", "varying with time") }
    let sizes = arrivals.batches.map { "\($0.size): \(words.share($0.share))" }
    let batches = sizes.isEmpty ? nil : words.text("成批 ", "in batches of ") + words.list(sizes)
    return words.clauses([base, profile, batches].compactMap { $0 })
  }

  private func kind(of attribute: Attribute) -> String {
    switch attribute.kind {
    case .categories(let shares): return words.shares(shares)
    case .categoriesBy(let other, let table):
      return words.clauses(table.map { "\(other) \($0.category): \(words.shares($0.shares))" })
    case .number(let input, let unit):
      let space = unit.isEmpty ? "" : " \(unit)"
      let (median, high) = (
        words.number(attribute.quantile(0.5) ?? 0), words.number(attribute.quantile(0.9) ?? 0)
      )
      return words.text(
        "中位数 \(median)\(space)，p90 \(high)\(space)", "median \(median)\(space), p90 \(high)\(space)"
      )
        + words.grade(input.evidence)
    }
  }
}
