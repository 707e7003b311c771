public import ApprovalModel
public import Experiments
internal import Inference

extension StaffingResults: StudyReport {
  /// The cheapest staffing by office, what keeps each level, and what the next person would buy.
  public func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
  {
    StaffingText(
      results: self, context: ReportContext(results: facts, language: language, style: style),
      extent: extent
    ).text
  }

  /// Format 1; `docs/reference/results.md` lists every key.
  public var json: String {
    facts.json(finding: [
      .init("design", .string(design)), .init("found", .bool(isFound)),
      .init("byCost", .bool(isByCost)), .init("tried", .integer(Int64(tried))),
      .init("certificate", certificate.map { .string($0.rawValue) } ?? .null),
      .init("staffing", .array(offices.map(\.json))), .init("levels", .array(levels.map(\.json))),
      .init(
        "asCheap", .array(asCheap.map { .array($0.map { .integer(Int64($0)) }) })),
    ])
  }

  /// One row for each office, each level and each change that one person more brings.
  public var csv: String {
    var text = csvRow([
      "kind", "design", "office", "name", "scope", "unit", "level", "now", "found", "least",
      "yearlyCost", "value", "low", "high", "met", "utilizationNow", "utilizationFound", "kept",
      "replications",
    ])
    for office in offices {
      text += csvRow(
        ["office", design, office.name, "", "", "people", "", String(office.now)]
          + [isFound ? String(office.found) : "", office.least.map { String($0) } ?? ""]
          + [number(office.yearlyCost), "", "", "", "", number(office.utilizationNow)]
          + [isFound ? number(office.utilizationFound) : "", "", ""])
      for change in office.nextPerson {
        text += csvRow(
          ["next person", design, office.name, change.key.name, change.key.scope.text]
            + [change.key.unit.rawValue, "", "", "", "", "", number(change.change)]
            + cells(change.interval) + ["", "", "", "", ""])
      }
    }
    for level in levels {
      for (kind, value) in [("level now", level.now), ("level found", level.found)]
      where isFound || kind == "level now" {
        text += csvRow(
          [kind, design, "", level.key.name, level.key.scope.text, level.key.unit.rawValue]
            + [level.level.side.rawValue, "", "", "", "", number(value.estimate)]
            + (level.level.side == .atMost
              ? ["", number(value.bound)] : [number(value.bound), ""])
            + [String(value.isMet), "", "", "", ""])
      }
      if let drawn = level.drawn {
        text += csvRow(
          ["level drawn", design, "", level.key.name, level.key.scope.text]
            + [level.key.unit.rawValue, level.level.side.rawValue, "", "", "", "", ""]
            + cells(drawn.interval)
            + ["", "", "", String(drawn.kept), String(drawn.replications)])
      }
    }
    return text
  }
}

extension OfficeStaffing {
  fileprivate var json: JSONValue {
    .object([
      .init("office", .string(name)), .init("now", .integer(Int64(now))),
      .init("found", .integer(Int64(found))),
      .init("least", least.map { .integer(Int64($0)) } ?? .null),
      .init("held", held?.json ?? .null), .init("hasLevel", .bool(hasLevel)),
      .init("loadHours", .number(load)), .init("utilizationNow", .optional(utilizationNow)),
      .init("utilizationFound", .optional(utilizationFound)),
      .init("yearlyCost", .optional(yearlyCost)),
      .init(
        "nextPerson",
        .array(
          nextPerson.map { change in
            .object(
              change.key.json + [.init("change", .optional(change.change))]
                + ends(change.interval))
          })),
    ])
  }
}

extension LevelResult {
  fileprivate var json: JSONValue {
    .object(
      key.json + [
        .init("level", .string(level.text)), .init("side", .string(level.side.rawValue)),
        .init("bound", .number(bound)), .init("now", now.json), .init("found", found.json),
        .init("drawn", drawn?.json ?? .null),
      ])
  }
}

extension DrawnLevel {
  fileprivate var json: JSONValue {
    .object(
      ends(interval) + [
        .init("kept", .integer(Int64(kept))),
        .init("replications", .integer(Int64(replications))),
      ])
  }
}

extension LevelValue {
  fileprivate var json: JSONValue {
    .object([
      .init("estimate", .optional(estimate)), .init("confidenceBound", .optional(bound)),
      .init("censored", .bool(isCensored)), .init("met", .bool(isMet)),
    ])
  }
}

/// A staffing as text for a terminal.
private struct StaffingText {
  let results: StaffingResults
  let context: ReportContext
  let extent: TerminalReport.Extent

  var text: String {
    let title = results.facts.title[context.language]
    var lines = [context.style.heading(title), ""]
    lines += context.paragraph(answer)
    lines += context.paragraph(context.caution)
    lines += offices + remarks + levels + drawn + next
    lines += MethodSection(context: context, own: method).lines
    return lines.joined(separator: "\n") + "\n"
  }

  private var list: String { context.text("、", ", ") }

  private func people(_ count: Int) -> String {
    context.text("\(counted(count)) 人", count == 1 ? "1 person" : "\(counted(count)) people")
  }

  private func yuan(_ value: Double) -> String {
    OutcomeUnit.yuan.counting(ValueText(.yuan).plain(value), context.language)
  }

  private func cost(_ count: (OfficeStaffing) -> Int) -> Double? {
    guard results.isByCost else { return nil }
    return results.offices.reduce(0) { $0 + Double(count($1)) * ($1.yearlyCost ?? 0) }
  }

  private var answer: String {
    let design = context.quoted(design: results.design)
    let now = results.offices.reduce(0) { $0 + $1.now }
    let found = results.offices.reduce(0) { $0 + $1.found }
    guard results.isFound else {
      let most = results.offices.filter { $0.held == nil }.map {
        "\(context.title($0.name)) \($0.found)"
      }
      let failed = results.levels.filter { !$0.found.isMet }.map(name)
      return context.text(
        "\(design)在每个部门最多这些人（\(most.joined(separator: list))）之内达不到服务水平：\(failed.joined(separator: list))。"
          + "可用 --most N 放宽上限；人再多也达不到的，瓶颈不在人数。",
        "\(design) cannot meet its service levels with at most \(most.joined(separator: list)) people: "
          + "\(failed.joined(separator: list)) is not kept. --most N raises the limit; what more people do not "
          + "bring about is held up by something else.")
    }
    let each = results.offices.filter { $0.held == nil }.map {
      "\(context.title($0.name)) \($0.found)"
    }.joined(separator: list)
    var sentence = context.text(
      "\(design)达到全部服务水平的最省人员配置：\(each)，共 \(people(found))（现有 \(people(now))）",
      "The cheapest staffing that keeps every service level of \(design): \(each), \(people(found)) in "
        + "all (now \(people(now)))")
    if let old = cost(\.now), let new = cost(\.found) {
      sentence += context.text(
        "，每年 \(yuan(new))（现 \(yuan(old))）", ", \(yuan(new)) a year (now \(yuan(old)))")
    }
    let unmet = results.levels.filter { !$0.now.isMet }
    let present =
      unmet.isEmpty
      ? context.text("。现有人员已达到全部服务水平。", ". The people there are now keep every level, too.")
      : context.text(
        "。现有人员达不到：\(unmet.map(name).joined(separator: list))。",
        ". The people there are now do not keep: \(unmet.map(name).joined(separator: list)).")
    return sentence + present + certificate
  }

  private var certificate: String {
    let fewer = context.text(
      "任一部门再少一人，或移走一人到别处而不增加费用，都不能达到全部水平",
      " With one person fewer in any office, or one moved at no more cost, some level is not kept")
    let also =
      results.asCheap.isEmpty
      ? ""
      : context.text(
        "（有 \(results.asCheap.count) 种移动一人的配置同样便宜且达标，见 --json）",
        " (\(results.asCheap.count) staffings with one person moved cost the same and keep all, see --json)"
      )
    switch results.certificate {
    case .everyCheaper:
      return fewer + also
        + context.text(
          "；更便宜的配置都已试过，或低于某个部门自身所需。",
          "; every cheaper staffing was tried or gives some office less than it needs alone.")
    case .neighbors:
      return fewer + also
        + context.text(
          "；更便宜的配置太多，没有逐一试过。", "; there were too many cheaper staffings to try them all.")
    case nil: return ""
    }
  }

  private func name(_ level: LevelResult) -> String {
    let label = context.label(level.key.scope)
    return label.isEmpty
      ? context.name(level.key)
      : context.text(
        "\(label)的\(context.name(level.key))", "\(context.name(level.key)) of \(label)")
  }

  private var offices: [String] {
    var table = TextTable([
      (context.text("部门", "office"), .left), (context.text("现有", "now"), .right),
      (
        results.isFound ? context.text("最省", "cheapest") : context.text("最多试到", "most tried"),
        .right
      ), (context.text("自身至少", "least alone"), .right),
      (context.text("现忙碌率", "busy now"), .right),
      (context.text("届时忙碌率", "busy then"), .right),
      (context.text("每人每年（元）", "yuan a person and year"), .right),
      (context.text("说明", "remark"), .left),
    ])
    for office in results.offices {
      table.rows.append([
        context.title(office.name), counted(office.now), counted(office.found),
        office.least.map(counted) ?? "-", share(office.utilizationNow),
        share(office.utilizationFound),
        office.yearlyCost.map { ValueText(.yuan).plain($0) } ?? "-",
        office.held.map {
          context.text("人数不变：\($0.zh)", "kept: \($0.en)")
        } ?? "",
      ])
    }
    return [""] + table.lines(context.style)
  }

  private func share(_ value: Double?) -> String {
    value.map { ValueText(.share).plain($0) } ?? "-"
  }

  /// Above this share of their time at work, what an office's queue does is not settled.
  private static let mostBusy = 0.9

  /// What to beware of: offices near their limit, and offices for which nothing asks.
  private var remarks: [String] {
    func busy(_ value: (OfficeStaffing) -> Double?) -> String? {
      let names = results.offices.compactMap { office in
        value(office).flatMap {
          $0 > Self.mostBusy ? "\(context.title(office.name)) \(share($0))" : nil
        }
      }
      return names.isEmpty ? nil : names.joined(separator: list)
    }
    let then =
      results.isFound
      ? context.text("最省配置", "cheapest staffing") : context.text("最多人员", "most people")
    let cases = [
      busy(\.utilizationNow).map { context.text("现有人员：\($0)", "people now: \($0)") },
      busy(\.utilizationFound).map { "\(then)\(context.text("：", ": "))\($0)" },
    ].compactMap { $0 }
    var lines: [String] = []
    if !cases.isEmpty {
      let named = cases.joined(separator: context.text("；", "; "))
      lines += context.paragraph(
        context.text(
          "注意，忙碌率超过 90%（\(named)）：这样接近极限的队列没有稳定值，结果取决于预热和输入。",
          "Warning, busy more than 90% (\(named)): a queue this near to its limit is not settled, and results "
            + "depend on the warm-up and on inputs."))
    }
    let unasked = results.offices.filter { $0.held == nil && !$0.hasLevel }
      .map { context.title($0.name) }
    if results.isFound, !unasked.isEmpty {
      lines += context.paragraph(
        context.text(
          "没有服务水平要求这些部门有人：\(unasked.joined(separator: list))。它们只留下负荷勉强够用的人数；想多留人，就给它们也写一条水平。",
          "Nothing asks for people in \(unasked.joined(separator: list)): no service level is about their work or about "
            + "everybody, so that only as many are left as the load barely takes. Declare a level where you would keep more."
        ))
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  /// How the levels stand at the cheapest staffing when inputs vary.
  private var drawn: [String] {
    let lines = results.levels.flatMap { level -> [String] in
      guard let drawn = level.drawn else { return [] }
      let numbers = ValueText(level.key.unit, values: [level.bound])
      let interval =
        drawn.interval.map { context.text("，\(numbers.plain($0))", " \(numbers.plain($0))") } ?? ""
      let unit =
        drawn.interval == nil || level.key.unit == .share
        ? "" : context.text("（\(level.key.unit.text.zh)）", " \(level.key.unit.text.en)")
      let (kept, count) = (counted(drawn.kept), counted(drawn.replications))
      return context.paragraph(
        context.text(
          "最省配置下，输入在范围内变化时，\(name(level))\(interval)\(unit)：\(count) 次运行中有 \(kept) 次达到。",
          "With inputs drawn from their ranges, at the cheapest staffing, \(name(level))\(interval)\(unit): kept in "
            + "\(kept) of \(count) replications."))
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private var levels: [String] {
    var table = TextTable([
      (context.text("服务水平", "service level"), .left), (context.text("要求", "bound"), .right),
      (context.text("现有人员", "people now"), .right),
      (
        results.isFound ? context.text("最省配置", "cheapest") : context.text("最多人员", "most people"),
        .right
      ),
      (context.text("单位", "unit"), .left),
    ])
    for level in results.levels {
      func cell(_ value: LevelValue) -> String {
        guard let estimate = value.estimate else { return "-" }
        let numbers = ValueText(
          level.key.unit, values: [estimate, value.bound, level.bound])
        let sign = level.level.side == .atMost ? "<=" : ">="
        let bound =
          value.bound.map { numbers.plain($0) }
          .map { context.text("（\(sign)\($0)）", " (\(sign)\($0))") } ?? ""
        let open = value.isCensored ? context.text(" 未结件", " open cases") : ""
        let word = value.isMet ? context.text("达到", "kept") : context.text("未达到", "not kept")
        return numbers.plain(estimate) + bound + open + " " + word
      }
      let side = level.level.side == .atMost ? "<=" : ">="
      table.rows.append([
        name(level), "\(side) \(words(level.level.bound))", cell(level.now), cell(level.found),
        level.key.unit.text[context.language],
      ])
    }
    return [""] + table.lines(context.style)
  }

  /// The bound of a level as it was declared, in words.
  private func words(_ bound: ServiceLevel.Bound) -> String {
    let words = ValueWords(language: context.language)
    return switch bound {
    case .time(let span): words.span(span)
    case .share(let share): shortest(share.value * 100) + "%"
    case .money(let money): words.money(money)
    case .number(let number): shortest(number)
    }
  }

  /// What one person more changes; in brief only what is clear beyond run noise.
  private var next: [String] {
    var searched = results.offices
    if extent == .brief {
      for i in searched.indices {
        searched[i].nextPerson.removeAll { $0.interval?.excludesZero != true }
      }
    }
    searched.removeAll { $0.nextPerson.isEmpty }
    guard !searched.isEmpty else { return [] }
    var table = TextTable([
      (context.text("再加一人（每年元）", "one person more in (yuan a year)"), .left),
      (context.text("结果", "outcome"), .left), (context.text("变化", "change"), .right), ("", .right),
      (context.text("单位", "unit"), .left),
    ])
    for office in searched {
      for (i, change) in office.nextPerson.enumerated() {
        let cost =
          office.yearlyCost.map { ValueText(.yuan).plain($0) }
          .map { context.text("（\($0)）", " (\($0))") } ?? ""
        let label = context.label(change.key.scope)
        let numbers = ValueText(
          change.key.unit, showing: change.interval, values: [change.change])
        table.rows.append([
          i == 0 ? context.title(office.name) + cost : "",
          context.name(change.key)
            + (label.isEmpty ? "" : context.text("（\(label)）", " (\(label))")),
          change.change.map(numbers.signed) ?? "-", change.interval.map(numbers.signed) ?? "",
          change.key.unit.text[context.language],
        ])
      }
    }
    return context.heading(
      context.text("在最省配置上再加一人会改变什么", "What the next person would change")
        + (extent == .brief ? context.text("（只列分得清的）", " (only what is clear)") : ""))
      + table.lines(context.style)
  }

  /// What of the inputs' ranges is in the result.
  private var assumptions: LocalizedText {
    results.levels.contains { $0.drawn != nil }
      ? LocalizedText(
        zh: "找配置时不用输入的范围，只用它复核最省配置：区间是各次运行的 2.5% 到 97.5%，不窄于运行噪声；人数取最省配置的。",
        en:
          "Ranges of inputs take no part in the search, they check the cheapest staffing only: the interval "
          + "holds 2.5% to 97.5% of the replications, never narrower than run noise, with people as found."
      )
      : LocalizedText(
        zh: "输入变化时，水平可能达不到。", en: "Where inputs vary, levels may break.")
  }

  private var method: [String] {
    let manifest = results.facts.manifest
    let runs = context.text(
      "离散事件模拟，试了 \(counted(results.tried)) 种配置，每种重复运行 \(counted(manifest.replications)) 次，种子 "
        + "\(manifest.seed)；各种配置用同样的申请人、同样的运气。",
      "Discrete-event simulation; \(counted(results.tried)) staffings were tried, "
        + "\(counted(manifest.replications)) replications each, seed \(manifest.seed), with the same "
        + "applicants and the same luck.")
    let kept = context.text(
      "圆括号是运行噪声的单侧 95% 置信界，它在要求之内才算达到；输入按声明的值。“自身至少”：其他部门人手充足时该部门所需的人数，用二分法求得，前提是增加人员不会使水平变差。忙碌率是这些运行中办理用时占在岗时间的比例。\(assumptions.zh)",
      "Parentheses hold the one-sided 95% confidence bound of run noise; a level counts as kept when the bound "
        + "keeps it, with inputs at their values. 'Least alone': what an office needs while the others have the "
        + "most people, found by bisection, taking for granted that more people make no level worse. 'Busy': "
        + "working time as a share of the time people are there, in these runs. \(assumptions.en)"
    )
    let cost =
      results.isByCost
      ? context.text(
        "费用为人数乘以部门的开放时间和每小时成本，一年的工作日按观察窗口折算。",
        "Costs are people times the hours the office is open times the cost of an hour, a year having "
          + "working days as the window has.")
      : context.text(
        "有部门没有声明每小时成本，因此按人数比较。",
        "Some office has no cost of an hour, so that staffings were compared by people.")
    return [runs, kept, cost]
  }
}
