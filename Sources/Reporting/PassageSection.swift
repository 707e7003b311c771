package import ApprovalModel
package import Experiments

/// One applicant in both worlds: a picture of who has the file when, what it comes to, and every event.
package struct PassageSection {
  private let timelines: ApplicantTimelines
  private let language: Language

  /// The applicant of `timelines`.
  package init(_ timelines: ApplicantTimelines, language: Language) {
    self.timelines = timelines
    self.language = language
  }

  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// The section `lost-most` of a page: who it is, the picture `lost-most-passage`, and the times and counts.
  package var section: Page.Section {
    let chart = PassageChart(timelines, language: language)
    return Page.Section(
      "lost-most", heading,
      [
        .paragraph(.answer, answer), .paragraph(.note, whom),
        .picture(
          Page.Picture(
            id: "lost-most-passage", finding: finding, svg: PassageDrawing(chart).svg,
            table: eventTable(chart))),
        .table(outcomeTable),
      ])
  }

  private var heading: String {
    timelines.nobodyLoses
      ? text("受益最少的申请人", "The applicant who gained least")
      : text("两个世界中的一位申请人", "One applicant in both worlds")
  }

  private var rows: [ApplicantRow] { [timelines.baseline.row, timelines.design.row] }

  /// What readers call the two designs.
  private var designs: [String] { rows.map { timelines.designTitle($0.design, language) } }

  // MARK: Sentences

  /// How many days the applicant loses or gains.
  private var answer: String {
    let (before, after) = (rows[0], rows[1])
    let name = "\(after.applicantClass):\(after.index)"
    let change = after.needCalendarDays - before.needCalendarDays
    let days = OutcomeUnit.calendarDays.counting(fixed(abs(change), decimals: 1), language)
    guard before.ending == .operating, after.ending == .operating else {
      return text(
        "申请人 \(name)：在“\(designs[0])”中\(before.ending.text.zh)，在“\(designs[1])”中\(after.ending.text.zh)。",
        "Applicant \(name): \(before.ending.text.en) in '\(designs[0])', \(after.ending.text.en) in '\(designs[1])'."
      )
    }
    if fixed(change, decimals: 1).allSatisfy({ !("1"..."9").contains($0) }) {
      return text(
        "申请人 \(name) 在“\(designs[1])”中与在“\(designs[0])”中同时可以开业。",
        "Applicant \(name) may operate at the same time in '\(designs[1])' as in '\(designs[0])'."
      )
    }
    return change > 0
      ? text(
        "申请人 \(name) 在“\(designs[1])”中比在“\(designs[0])”中晚 \(days)可以开业。",
        "Applicant \(name) may operate \(days) later in '\(designs[1])' than in '\(designs[0])'."
      )
      : text(
        "申请人 \(name) 在“\(designs[1])”中比在“\(designs[0])”中早 \(days)可以开业。",
        "Applicant \(name) may operate \(days) sooner in '\(designs[1])' than in '\(designs[0])'."
      )
  }

  /// Who it is, and why this one.
  private var whom: String {
    let row = rows[1]
    var parts: [String] = [
      text(
        "第 \(row.replication) 次运行，种子 \(timelines.seed)；需求产生于 \(row.need.prefix(10))。",
        "Replication \(row.replication), seed \(timelines.seed); the need arose on \(row.need.prefix(10))."
      )
    ]
    if timelines.nobodyLoses {
      parts.append(
        text(
          "这次运行里两个方案都获批准的人没有谁耗时更多；这里是减少得最少的一位。",
          "Nobody approved in both designs loses time in this replication; this is who gains least."
        ))
    }
    if !row.attributes.isEmpty {
      let list = row.attributes.map { "\($0.name) = \($0.value)" }
      parts.append(list.joined(separator: text("，", ", ")) + text("。", "."))
    }
    if !row.isReached {
      parts.append(
        text(
          "没有任何改革适用于该申请人：差异只来自排队。",
          "No reform reaches this applicant: what differs comes from the queues."))
    }
    parts.append(
      text(
        "这是一个人的经过，不是平均情况。", "This is one passage, not what happens on average."))
    return parts.joined(separator: text("", " "))
  }

  /// Where the file spends more and less time, own work among it.
  private var finding: String {
    let (before, after) = (timelines.baseline, timelines.design)
    var changes = zip(before.held, after.held).map {
      (name: Party(rawValue: $0.holder)?.text[language] ?? $0.holder, days: $1.days - $0.days)
    }
    func ownWork(_ row: ApplicantRow) -> Double { row.needDays - row.idleDays }
    changes.append(
      (ScenarioTerm.ownWork.text[language], ownWork(after.row) - ownWork(before.row)))
    func list(_ all: [(name: String, days: Double)]) -> String {
      all.prefix(3).map { change in
        let number = ValueText(.workingDays, values: [change.days]).signed(change.days)
        return "\(change.name) \(OutcomeUnit.workingDays.counting(number, language))"
      }.joined(separator: text("，", ", "))
    }
    let more = changes.filter { $0.days >= 0.05 }.sorted { $0.days > $1.days }
    let less = changes.filter { $0.days <= -0.05 }.sorted { $0.days < $1.days }
    var parts: [String] = []
    if !more.isEmpty { parts.append(text("增加：", "More: ") + list(more)) }
    if !less.isEmpty { parts.append(text("减少：", "Less: ") + list(less)) }
    guard !parts.isEmpty else {
      return text("各所在方持有办件的时间没有变化。", "No holder has the file for longer or shorter.")
    }
    return parts.joined(separator: text("；", "; "))
      + text(
        "。并行的事项各自计算；全程还取决于先后次序。",
        ". Matters side by side count each; the whole also depends on their order.")
  }

  // MARK: Tables

  private func eventTable(_ chart: PassageChart) -> Page.Table {
    var table = Page.Table(
      "lost-most-events", text("每个事件", "Every event"),
      [
        Page.Column(Term.design.text[language]), Page.Column(text("事项或工作", "node")),
        Page.Column(text("活动", "activity")), Page.Column(text("所在方", "holder")),
        Page.Column(text("从第几天", "from day"), isNumeric: true),
        Page.Column(text("到第几天", "to day"), isNumeric: true), Page.Column(text("日期", "date")),
      ])
    for world in chart.worlds {
      for bar in world.bars {
        table.rows.append([
          Page.Cell(world.title), Page.Cell(chart.title(bar.owner)), Page.Cell(bar.activity),
          Page.Cell(bar.words(language)), day(bar.from), day(bar.to), Page.Cell(bar.date),
        ])
      }
      for mark in world.marks {
        table.rows.append([
          Page.Cell(world.title), Page.Cell(chart.title(mark.owner)), Page.Cell(mark.activity),
          Page.Cell(mark.kind.words(language)), day(mark.at), day(mark.at), Page.Cell(mark.date),
        ])
      }
    }
    return table
  }

  private func day(_ value: Double) -> Page.Cell {
    Page.Cell(fixed(value, decimals: 2), value: value, unit: OutcomeUnit.calendarDays.rawValue)
  }

  private var outcomeTable: Page.Table {
    var table = Page.Table(
      "lost-most-outcomes", text("结果", "What it comes to"),
      [
        Page.Column(Term.outcome.text[language]), Page.Column(designs[0], isNumeric: true),
        Page.Column(designs[1], isNumeric: true),
        Page.Column(Term.difference.text[language], isNumeric: true),
      ])
    func add(_ label: String, _ unit: OutcomeUnit, _ value: (ApplicantRow) -> Double) {
      let (a, b) = (value(rows[0]), value(rows[1]))
      let numbers = ValueText(unit, values: [a, b, b - a])
      let words =
        switch unit {
        case .yuan: text("元", "yuan")
        case .cases: text("次", "number")
        default: unit.text[language]
        }
      table.rows.append([
        Page.Cell("\(label)\(text("，", ", "))\(words)"),
        Page.Cell(numbers.plain(a), value: a, unit: unit.rawValue),
        Page.Cell(numbers.plain(b), value: b, unit: unit.rawValue),
        Page.Cell(numbers.signed(b - a), value: b - a, unit: unit.rawValue),
      ])
    }
    add(Quantity.needToOperate.text[language], .calendarDays, \.needCalendarDays)
    add(Quantity.needToOperate.text[language], .workingDays, \.needDays)
    add(Quantity.idle.text[language], .workingDays, \.idleDays)
    add(Quantity.officialTime.text[language], .workingDays) { Double($0.officialDays) }
    for (before, after) in zip(timelines.baseline.held, timelines.design.held)
    where before.days != 0 || after.days != 0 {
      let name = Party(rawValue: before.holder)?.text[language] ?? before.holder
      let numbers = ValueText(.workingDays, values: [before.days, after.days])
      let change = after.days - before.days
      table.rows.append([
        Page.Cell(
          "\(text("所在方：", "with: "))\(name)\(text("，", ", "))\(OutcomeUnit.workingDays.text[language])"
        ),
        Page.Cell(numbers.plain(before.days), value: before.days, unit: "working days"),
        Page.Cell(numbers.plain(after.days), value: after.days, unit: "working days"),
        Page.Cell(numbers.signed(change), value: change, unit: "working days"),
      ])
    }
    add(Quantity.corrections.text[language], .cases) { Double($0.corrections) }
    add(Quantity.trips.text[language], .cases) { Double($0.trips) }
    add(Quantity.cost.text[language], .yuan, \.cost)
    add(Quantity.exposure.text[language], .calendarDays, \.exposureDays)
    table.rows.append(
      [Page.Cell(text("结局", "ending"))] + rows.map { Page.Cell($0.ending.text[language]) }
        + [Page.Cell("")])
    return table
  }
}
