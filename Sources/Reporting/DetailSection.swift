internal import ApprovalModel
internal import Experiments
internal import Inference

/// One design against the baseline, outcome by outcome.
struct DetailSection {
  let context: ReportContext
  let comparison: Comparison

  /// At most so many rows of a table by groups; the rest is in the JSON and CSV results.
  static let mostRows = 12

  var lines: [String] {
    let design = context.quoted(design: comparison.design)
    let heading = context.text(
      "\(design)与\(context.quoted(design: comparison.baseline))相比",
      "\(design) against \(context.quoted(design: comparison.baseline))")
    var lines = context.heading(heading)
    let (tables, zeros) = tables
    lines += reforms.flatMap { context.paragraph($0) }
    for (_, table, more) in tables {
      lines += [""] + TextTable(table, context.style, captionAsHead: true).lines(context.style)
      if more > 0 { lines.append(context.more(more)) }
    }
    if context.isPaired {
      lines += [""] + approved.flatMap { context.paragraph($0) }
      lines +=
        [""] + TextTable(groups.table, context.style, captionAsHead: true).lines(context.style)
      if groups.more > 0 { lines.append(context.more(groups.more)) }
      lines += extremes.flatMap { context.paragraph($0, indent: "  ") }
    }
    if zeros > 0 {
      lines +=
        [""]
        + context.paragraph(
          context.text(
            "另有 \(counted(zeros)) 项结果在两个方案中都是零或没有办件，未列出；按事项、部门和人群的其他结果见 --json 或 --csv。",
            "\(counted(zeros)) more outcomes are zero or without cases in both designs and not listed; further outcomes by matter, office and group are in --json and --csv."
          ))
    }
    return lines
  }

  /// What the design does, and which of its reforms reach nobody.
  var reforms: [String] {
    let titles = context.results.reformTitles[comparison.design] ?? []
    let reforms = titles.map { $0[context.language] }.joined(separator: context.text("、", ", "))
    let nobody = comparison.reachedNobody.joined(separator: context.text("、", ", "))
    return (reforms.isEmpty ? [] : [context.text("改革举措：", "Reforms: ") + reforms])
      + (nobody.isEmpty
        ? [] : [context.text("没有适用于任何申请人的改革举措：", "Reforms that reach nobody: ") + nobody])
  }

  /// The outcomes in tables, each with its family and how many rows it leaves out; and how many outcomes
  /// stand in none because there is nothing of the kind.
  var tables: (tables: [(family: OutcomeFamily, table: Page.Table, more: Int)], zeros: Int) {
    let (groups, zeros) = OutcomeTables(context: context).tables(
      comparison.outcomes, key: \.key,
      isEmpty: { ($0.baseline ?? 0) == 0 && ($0.design ?? 0) == 0 && $0.reason != .notReached },
      size: { $0.difference.map { abs($0) } })
    let tables = groups.enumerated().map { i, group in
      let table = Page.Table(
        "\(comparison.design)-outcomes-\(i + 1)", group.heading, context.differenceColumns,
        group.rows.map { [Page.Cell($0.label)] + context.cells($0.outcome) })
      return (group.family, table, group.more)
    }
    return (tables, zeros)
  }

  /// The cohort by where it is approved, and what changes for those approved in both.
  var approved: [String] {
    let applicants = comparison.applicants
    let shares = [
      (context.text("两个方案中都获批准", "approved in both designs"), applicants.approvedInBoth),
      (context.text("只在基准方案中", "in the baseline only"), applicants.approvedInBaselineOnly),
      (context.text("只在本方案中", "in this design only"), applicants.approvedInDesignOnly),
      (context.text("都未获批准", "in neither"), applicants.approvedInNeither),
    ]
    let list = shares.map { "\($0.0) \(context.cell($0.1))" }
      .joined(separator: context.text("；", "; "))
    var sentences = [context.text("申请人：", "Applicants: ") + list + context.text("。", ".")]
    if let change = applicants.changeAmongApproved {
      let numbers = ValueText(.workingDays, showing: applicants.changeAmongApprovedInterval)
      let amount = OutcomeUnit.workingDays.counting(numbers.signed(change), context.language)
      let interval = context.cell(applicants.changeAmongApprovedInterval, numbers, isSigned: true)
      sentences.append(
        context.text(
          "两个方案中都获批准者，扣除施工的全程平均变化 \(amount) \(interval)（运行噪声）。",
          "For those approved in both, idle time changes by \(amount) \(interval) on average (run noise)."
        ))
    }
    return sentences
  }

  /// Who lost and who gained most, and how to see it.
  var extremes: [String] {
    let applicants = comparison.applicants
    let found = [
      (context.text("耗时增加最多", "Who loses most time"), applicants.lostMost),
      (context.text("耗时减少最多", "Who gains most"), applicants.gainedMost),
    ]
    return found.compactMap { label, one -> String? in
      guard let one else { return nil }
      let change = OutcomeUnit.workingDays.counting(
        ValueText(.workingDays).signed(one.change), context.language)
      let name = "\(one.applicantClass):\(one.index)"
      let command =
        "reformlab timeline FILE \(comparison.design) --applicant \(name) "
        + "--replication \(one.replication)"
      return context.text(
        "\(label)：\(name)，\(change)；经过见 \(command)",
        "\(label): \(name), \(change); see: \(command)")
    }
  }

  /// Gains and losses by class and category, and how many rows are left out.
  var groups: (table: Page.Table, more: Int) {
    let groups = comparison.applicants.groups
    func row(_ label: String, _ shares: GainLose) -> [Page.Cell] {
      [Page.Cell(label)] + [shares.gain, shares.lose, shares.same].map(context.shareCell)
    }
    let days = OutcomeUnit.workingDays.counting(
      shortest(comparison.applicants.timeThreshold), context.language)
    let money = OutcomeUnit.yuan.counting(
      yuan(comparison.applicants.moneyThreshold), context.language)
    let rows =
      [
        row(
          context.text("资金，至少 \(money)", "money, by at least \(money)"),
          comparison.applicants.money),
        row(
          context.text("时间，至少 \(days)", "time, by at least \(days)"), comparison.applicants.time
        ),
      ]
      + groups.prefix(DetailSection.mostRows).map { row("  " + context.label($0.scope), $0.time) }
    let table = Page.Table(
      "\(comparison.design)-groups", context.text("受益和受损", "Gains and losses"),
      [Page.Column("")]
        + [Term.gain, .lose, .same].map { Page.Column($0.text[context.language]) }, rows)
    return (table, groups.count - DetailSection.mostRows)
  }
}

extension ReportContext {
  /// Says how many rows a table leaves out.
  func more(_ count: Int) -> String {
    text(
      "  其余 \(counted(count)) 行见 --json 或 --csv", "  \(counted(count)) more rows: --json or --csv")
  }
}

/// Sorts outcomes into the tables of a report; the same for estimates and differences.
struct OutcomeTables {
  let context: ReportContext

  /// A table: what it shows, and its rows.
  struct Group<Outcome> {
    var family: OutcomeFamily
    var heading: String
    var rows: [(label: String, outcome: Outcome)]
    /// How many rows are left out.
    var more: Int
  }

  /// The tables in order: over all applicants by family and unit, then by matter, office and so on.
  ///
  /// - Parameters:
  ///   - isEmpty: whether an outcome has nothing to show in any design; such rows are left out.
  ///   - size: what ranks the rows by matter and office; the largest come first.
  /// - Returns: the tables, and how many rows were left out as empty.
  func tables<Outcome>(
    _ outcomes: [Outcome], key: (Outcome) -> OutcomeKey, isEmpty: (Outcome) -> Bool,
    size: (Outcome) -> Double?
  ) -> (groups: [Group<Outcome>], zeros: Int) {
    var tables: [Place: [(label: String, key: OutcomeKey, outcome: Outcome)]] = [:]
    var zeros = 0
    for outcome in outcomes {
      let key = key(outcome)
      guard let place = place(key) else { continue }
      guard !isEmpty(outcome) else {
        zeros += 1
        continue
      }
      tables[place, default: []].append((label(key), key, outcome))
    }
    let groups = tables.keys.sorted().map { place in
      var rows = tables[place] ?? []
      switch place.group {
      case 0: rows = rows.stablySorted { Double(OutcomeWords($0.key.name).order) }
      case 2, 3: rows = rows.stablySorted { -(size($0.outcome) ?? -.infinity) }
      default: break
      }
      let shown = place.group == 0 ? rows.count : min(rows.count, DetailSection.mostRows)
      return Group(
        family: place.family, heading: place.heading,
        rows: rows.prefix(shown).map { ($0.label, $0.outcome) },
        more: rows.count - shown)
    }
    return (groups, zeros)
  }

  /// Where a table stands: first those over all applicants, by family and unit, then by scope.
  private struct Place: Hashable, Comparable {
    /// 0 for all applicants.
    var group: Int
    /// The family or quantity.
    var order: Int
    var unit: Int
    var heading: String
    var family: OutcomeFamily

    static func < (a: Place, b: Place) -> Bool {
      (a.group, a.order, a.unit, a.heading) < (b.group, b.order, b.unit, b.heading)
    }
  }

  /// The table in which an outcome stands; nil: in JSON and CSV only.
  private func place(_ key: OutcomeKey) -> Place? {
    let words = OutcomeWords(key.name)
    let unit = key.unit.text[context.language]
    let name = words.text[context.language]
    let unitOrder = OutcomeTables.units.firstIndex(of: key.unit) ?? 0
    func place(_ group: Int, _ term: Term) -> Place {
      Place(
        group: group, order: words.order, unit: unitOrder,
        heading: context.text(
          "\(name)，\(term.text.zh)（\(unit)）", "\(name.capitalizedFirst) \(term.text.en), \(unit)"),
        family: words.quantity?.family ?? .times)
    }
    switch key.scope {
    case .all, .payer:
      let family = words.quantity?.family ?? .times
      return Place(
        group: 0, order: OutcomeFamily.allCases.firstIndex(of: family) ?? 0, unit: unitOrder,
        heading: context.text("\(family.text.zh)（\(unit)）", "\(family.text.en), \(unit)"),
        family: family)
    case .holder: return place(1, .byHolder)
    case .matter
    where [.officialTime, .withinLimit, .refused, .yellowLight, .redLight].contains(words.quantity):
      return place(2, .byMatter)
    case .office where [.utilization, .waitingTime].contains(words.quantity):
      return place(3, .byOffice)
    case .applicantClass where words.quantity == .idle: return place(4, .byClass)
    case .attribute where words.quantity == .idle: return place(5, .byAttribute)
    case .month where words.quantity == .idle: return place(6, .byMonth)
    case .matter, .office, .applicantClass, .attribute, .month, .society: return nil
    }
  }

  private static let units: [OutcomeUnit] = [
    .workingDays, .calendarDays, .perCase, .yuan, .daysPer1000, .per1000, .share, .cases,
    .hoursPerCase, .perFirmYear,
  ]

  private func label(_ key: OutcomeKey) -> String {
    let name = OutcomeWords(key.name).text[context.language]
    switch key.scope {
    case .all: return name
    case .payer(let payer):
      let label = context.label(key.scope)
      return payer.contains("→") || key.name != "cost"
        ? context.text("\(name)（\(label)）", "\(name) (\(label))") : context.name(key)
    default: return context.label(key.scope)
    }
  }
}

extension Array {
  /// Sorted by a number; equals keep their order.
  fileprivate func stablySorted(by number: (Element) -> Double) -> [Element] {
    let ranks = map(number)
    return indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { self[$0] }
  }
}

extension String {
  /// The text with a capital first letter.
  var capitalizedFirst: String {
    guard let first else { return self }
    return first.uppercased() + dropFirst()
  }
}
