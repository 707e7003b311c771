public import ApprovalModel
public import Experiments

/// One applicant's passage in two worlds, side by side on one clock.
public struct TimelineReport: Sendable {
  /// What is shown.
  public let timelines: ApplicantTimelines
  /// The language of the words; numbers are the same in both.
  public let language: Language
  /// Whether the text carries colors.
  public let style: TextStyle

  /// A report of `timelines`.
  public init(_ timelines: ApplicantTimelines, language: Language, style: TextStyle = .plain) {
    self.timelines = timelines
    self.language = language
    self.style = style
  }

  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  private var worlds: [ApplicantPassage] { [timelines.baseline, timelines.design] }

  /// What readers call the two designs.
  private var designs: [String] { worlds.map { timelines.designTitle($0.row.design, language) } }

  /// The whole report, ending with a line end.
  public var text: String {
    var lines = [style.heading(timelines.title[language]), ""]
    lines += wrapped(head, width: ReportContext.width) + [""]
    lines += outcomes.lines(style) + [""] + clock.lines(style)
    return lines.joined(separator: "\n") + "\n"
  }

  private var head: String {
    let row = timelines.design.row
    var parts = [
      text(
        "申请人 \(row.applicantClass):\(row.index)，第 \(row.replication) 次运行，种子 \(timelines.seed)。",
        "Applicant \(row.applicantClass):\(row.index), replication \(row.replication), seed \(timelines.seed)."
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
      parts.append(text(list.joined(separator: "，") + "。", list.joined(separator: ", ") + "."))
    }
    parts.append(
      text("需求产生于 \(minute(row.need))。", "The need arises on \(minute(row.need))."))
    if !row.isReached {
      parts.append(
        text(
          "没有任何改革适用于该申请人：差异只来自排队。",
          "No reform reaches this applicant: what differs comes from the queues."))
    }
    return parts.joined(separator: text("", " "))
  }

  /// What came of it in each world.
  private var outcomes: TextTable {
    var table = TextTable([
      (Term.outcome.text[language], .left), (designs[0], .right),
      (designs[1], .right), (Term.difference.text[language], .right),
    ])
    func add(_ label: String, _ unit: OutcomeUnit, _ value: (ApplicantRow) -> Double) {
      let (a, b) = (value(worlds[0].row), value(worlds[1].row))
      let numbers = ValueText(unit, values: [a, b, b - a])
      table.rows.append(
        [
          "\(label)\(text("，", ", "))\(unit.name[language])", numbers.plain(a), numbers.plain(b),
          numbers.signed(b - a),
        ])
    }
    add(Quantity.idle.text[language], .workingDays, \.idleDays)
    add(Quantity.needToOperate.text[language], .workingDays, \.needDays)
    add(Quantity.officialTime.text[language], .workingDays) { Double($0.officialDays) }
    add(Quantity.corrections.text[language], .cases) { Double($0.corrections) }
    add(Quantity.trips.text[language], .cases) { Double($0.trips) }
    add(Quantity.cost.text[language], .yuan, \.cost)
    add(Quantity.exposure.text[language], .calendarDays, \.exposureDays)
    table.rows.append(
      [text("结局", "ending")] + worlds.map { $0.row.ending.text[language] } + [""])
    return table
  }

  /// Both worlds on one clock: at each instant what happens in either.
  private var clock: TextTable {
    var table = TextTable([
      (text("时间", "time"), .left), (designs[0], .left),
      (designs[1], .left),
    ])
    var (a, b) = (worlds[0].events[...], worlds[1].events[...])
    while let instant = [a.first?.timestamp, b.first?.timestamp].compactMap({ $0 }).min() {
      let now = [take(&a, at: instant), take(&b, at: instant)]
      for i in 0..<max(now[0].count, now[1].count) {
        let cells = now.map { i < $0.count ? words($0[i]) : "" }
        table.rows.append([i == 0 ? minute(instant) : ""] + cells)
      }
    }
    return table
  }

  private func take(_ events: inout ArraySlice<TimelineEvent>, at instant: String)
    -> [TimelineEvent]
  {
    let now = events.prefix { $0.timestamp == instant }
    events = events.dropFirst(now.count)
    return Array(now)
  }

  /// What happens, and who holds the file from then on.
  private func words(_ event: TimelineEvent) -> String {
    let holder = event.holder.map { Party(rawValue: $0)?.text[language] ?? $0 }
    let who = event.office ?? holder ?? ""
    let stage =
      switch event.lifecycle {
      case "schedule": text("进入队列", "queues")
      case "start": text("开始", "begins")
      case "suspend": text("搁置", "is set aside")
      case "resume": text("继续", "goes on")
      default: text("完成", "is done")
      }
    return "\(event.activity) \(stage)" + (who.isEmpty ? "" : text("（\(who)）", " (\(who))"))
  }

  /// An instant to the minute.
  private func minute(_ timestamp: String) -> String {
    "\(timestamp.prefix(10)) \(timestamp.prefix(16).suffix(5))"
  }

  /// The timelines as JSON, format 1; `docs/reference/results.md` lists every key.
  public var json: String {
    func passage(_ passage: ApplicantPassage) -> JSONValue {
      .object([
        .init("design", .string(passage.row.design)),
        .init(
          "designTitle", timelines.designTitles[passage.row.design]?.json ?? .null),
        .init(
          "applicant",
          .object(
            zip(ApplicantTable.columns, ApplicantTable.values(passage.row)).map {
              .init($0, $1)
            })),
        .init("events", .array(passage.events.map(\.json))),
      ])
    }
    let row = timelines.design.row
    return JSONValue.object([
      .init("format", .integer(1)), .init("title", timelines.title.json),
      .init("seed", .unsigned(timelines.seed)),
      .init("replication", .integer(Int64(row.replication))),
      .init("class", .string(row.applicantClass)), .init("index", .integer(row.index)),
      .init(
        "attributes",
        .object(row.attributes.map { .init($0.name, .string($0.value)) })),
      .init("change", .optional(row.idleChange)),
      .init("baseline", passage(timelines.baseline)), .init("design", passage(timelines.design)),
    ]).text
  }
}

extension TimelineEvent {
  fileprivate var json: JSONValue {
    .object([
      .init("time", .string(timestamp)), .init("activity", .string(activity)),
      .init("stage", .string(lifecycle)), .init("office", office.map(JSONValue.string) ?? .null),
      .init("holder", holder.map(JSONValue.string) ?? .null),
    ])
  }
}

extension OutcomeUnit {
  /// The unit of one applicant's number.
  fileprivate var name: LocalizedText {
    switch self {
    case .yuan: LocalizedText(zh: "元", en: "yuan")
    case .cases: LocalizedText(zh: "次", en: "number")
    default: text
    }
  }
}
