public import ApprovalModel

/// What a scenario says, as text for somebody who has not read the file.
public struct ExplanationReport: Sendable {
  let explanation: Explanation
  let language: Language
  let style: TextStyle

  /// A report of `explanation`.
  public init(_ explanation: Explanation, language: Language, style: TextStyle = .plain) {
    self.explanation = explanation
    self.language = language
    self.style = style
  }

  private var words: ValueWords { ValueWords(language: language) }
  private var scenario: Scenario { explanation.scenario }
  private var facts: FactWriter { FactWriter(words: words, titles: explanation.titles) }

  /// The whole text, ending with a line end.
  public var text: String {
    var lines = wrapped(style.heading(scenario.title[language]), width: ReportContext.width)
    lines += [""] + paragraph(study)
    lines += applicants + offices + map + matters + ownWork + reforms + designs
    lines += limitPaths + sources + grades
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Parts

  private var study: String {
    let study = scenario.study
    let (from, to) = (study.window.lowerBound, study.window.upperBound)
    let title = scenario.designTitle(study.baseline, language)
    let baseline = words.text("“\(title)”", "'\(title)'")
    return words.text(
      "观察 \(from) 至 \(to) 产生的需求，基准方案是\(baseline)。方括号里是证据等级：\(gradeKey)。",
      "Needs that arise from \(from) to \(to) are studied; the baseline is \(baseline). Brackets "
        + "hold the grade of a number: \(gradeKey).")
  }

  private var gradeKey: String {
    words.list(Grade.allCases.map { "\($0.rawValue) \($0.text[language])" })
  }

  private var applicants: [String] {
    var lines = heading(.applicants)
    for applicants in explanation.baseline.classes {
      lines += thing(applicants.name, facts.facts(of: applicants))
    }
    lines += deterrence
    for list in explanation.baseline.creditLists {
      let name = list.title.map { words.text("\($0.zh)（\(list.name)）", "\($0.en) (\(list.name))") }
      lines += item(
        words.text("信用名单 ", "credit list ") + "\(name ?? list.name): \(facts.text(of: list))")
    }
    return lines
  }

  /// Whether the study uses what classes declare of deterrence.
  private var deterrence: [String] {
    guard explanation.baseline.classes.contains(where: { !$0.deterrence.isEmpty }) else {
      return []
    }
    return paragraph(
      scenario.study.deterrence
        ? words.text(
          "威慑效应已启用（假设）：违规收益高于预期代价者严重违规，声明的 serious 概率不用。",
          "Deterrence is on, an assumption: who gains more than is to be expected in penalties violates "
            + "seriously; the declared chances of that are not used.")
        : words.text(
          "本研究不启用威慑效应（study.deterrence），按声明的缺陷概率计算。",
          "This study does not use deterrence (study.deterrence); the declared chances of defects hold."
        ))
  }

  private var offices: [String] {
    let offices = explanation.design.map { design in
      explanation.baseline.offices
        + design.model.offices.filter { office in
          !explanation.baseline.offices.contains { $0.name == office.name }
        }
    }
    var table = TextTable(
      [
        (ScenarioTerm.office.text[language], .left), (ScenarioTerm.people.text[language], .right),
        (ScenarioTerm.hours.text[language], .right), (ScenarioTerm.cost.text[language], .right),
        (ScenarioTerm.load.text[language], .right),
      ] + (explanation.design.map { [($0.title?[language] ?? $0.name, .right)] } ?? []))
    for office in offices ?? explanation.baseline.offices {
      let now = explanation.design?.loads.first { $0.office == office.name }
      let load = explanation.loads.first { $0.office == office.name }
      table.rows.append(
        [
          facts.named(office.name), words.count(office.staff),
          words.number(Double(office.hours.minutesPerWorkingDay) / 60),
          office.hourlyCost.map(words.money) ?? "-", self.load(load),
        ] + (explanation.design == nil ? [] : [self.load(now)]))
    }
    var lines = heading(.offices) + table.lines(style)
    for office in offices ?? explanation.baseline.offices {
      for fact in facts.habits(of: office) {
        lines += item("\(facts.named(office.name)): \(fact.label): \(fact.text)")
      }
    }
    return lines
      + paragraph(
        words.text(
          "预计负荷：一个工作日需要的工时（或会议要办的件数）占可用的比例，按均值计算，不运行；"
            + "只算首次申请及其补正、返工和事后核查。超过 100% 的部门，队列会一直增长。",
          "Expected load: the hours (of sittings: the cases) that a working day demands as a share of "
            + "those there are, from means, without running; first applications with their "
            + "corrections, rework and later checks alone. Above 100% a queue grows without end."))
  }

  private func load(_ load: OfficeLoad?) -> String {
    guard let load else { return "-" }
    guard let share = load.share else { return load.available == nil ? "-" : "inf" }
    return fixed(share * 100, decimals: 1) + "%"
  }

  private var map: [String] {
    let map = explanation.map
    var lines = heading(.processMap)
    lines += paragraph(
      words.text(
        "[事项] 和 (自行实施工作) 按最长路径分层；--> 是法律或事实要求的前置条件，-.-> 只是惯例。",
        "[matters] and (own work) in layers by the longest path; --> is required in law or fact, "
          + "-.-> is custom only."))
    if let design = explanation.design { lines += paragraph(caption(design)) }
    let edges = Dictionary(grouping: map.edges, by: \.to)
    for layer in 1...max(1, map.layers) {
      lines.append(style.heading(words.text("第 \(layer) 层", "layer \(layer)")))
      for node in map.nodes(inLayer: layer) {
        let box = node.isOwnWork ? "(\(node.name))" : "[\(node.name)]"
        let title = node.title?[language] ?? ""
        lines += item("\(box) \(title == node.name ? "" : title)\(mark(node.status))")
        for group in groups(edges[node.name] ?? []) { lines += item(group, level: 2) }
      }
    }
    return lines
  }

  private func caption(_ design: Explanation.Chosen) -> String {
    func names(_ list: [Name]) -> String { list.isEmpty ? "-" : words.list(list) }
    let others = design.reaches.dropFirst().map(names)
    let more =
      others.isEmpty
      ? ""
      : words.text("；另有申请人适用：", "; other applicants are reached by: ")
        + others.joined(separator: words.text("；", "; "))
    let title = design.title?[language] ?? design.name
    return words.text(
      "方案“\(title)”与基准方案相比，画的是适用 \(names(design.reaches.first ?? [])) 的申请人\(more)。"
        + "+ 新增，- 取消，~ 改动。",
      "Design '\(title)' against the baseline, for applicants reached by "
        + "\(names(design.reaches.first ?? []))\(more). + added, - removed, ~ changed.")
  }

  private func mark(_ status: ProcessMap.Status) -> String {
    status == .kept ? "" : "  \(status.sign) \(status.text[language])"
  }

  /// Edges into a node, those alike in one line.
  private func groups(_ edges: [ProcessMap.Edge]) -> [String] {
    var result: [(tail: String, from: [String])] = []
    for edge in edges {
      let to = edge.milestone.map { "\(edge.to).\($0)" } ?? edge.to
      let quorum = edge.atLeast.map { words.text("（其中 \($0) 项）", " (\($0) of them)") } ?? ""
      let tail = " \(edge.kind.arrow) \(to)\(quorum)\(mark(edge.status))"
      if let i = result.firstIndex(where: { $0.tail == tail }) {
        result[i].from.append(edge.from.description)
      } else {
        result.append((tail, [edge.from.description]))
      }
    }
    return result.map { $0.from.joined(separator: ", ") + $0.tail }
  }

  private var matters: [String] {
    let order = ProcessMap(explanation.baseline).nodes.filter { !$0.isOwnWork }
    return heading(.matters)
      + order.flatMap { node in
        explanation.baseline.matter(node.name).map { thing($0.name, facts.facts(of: $0)) } ?? []
      }
  }

  private var ownWork: [String] {
    let order = ProcessMap(explanation.baseline).nodes.filter(\.isOwnWork)
    var lines = order.isEmpty ? [] : heading(.ownWork)
    for node in order {
      guard let work = explanation.baseline.ownWork.first(where: { $0.name == node.name }) else {
        continue
      }
      lines += thing(work.name, facts.facts(of: work))
    }
    let model = explanation.baseline
    let required = model.mayOperate.map { words.needs($0, model.mayOperateQuorums) }
    return lines + [""]
      + paragraph(
        ScenarioTerm.mayOperate.text[language] + words.text("须先完成：", " when there are: ")
          + (required ?? words.text("适用的全部事项和自行实施工作", "all matters that apply and all own work")))
  }

  private var reforms: [String] {
    guard !explanation.effects.isEmpty else { return [] }
    var lines = heading(.reforms)
    let edits = EditWords(facts: facts)
    for effect in explanation.effects {
      let reform = effect.reform
      lines += thing(reform.name, title: reform.title, about(reform))
      for line in edits.lines(effect) {
        let depth = line.prefix { $0 == " " }.count / 2
        lines += item(String(line.drop { $0 == " " }), level: 2 + depth)
      }
      for message in effect.notices.messages { lines += item(message[language], level: 2) }
    }
    return lines
  }

  private func about(_ reform: Reform) -> [Fact] {
    var reach = words.condition(reform.reach)
    for exclusion in reform.exclusions {
      reach += words.text("，但不含 ", ", but not ") + words.condition(exclusion)
    }
    var result = [Fact(label: ScenarioTerm.reaches.text[language], text: reach)]
    if let from = reform.from {
      result.append(Fact(label: words.text("施行日期", "holds from"), text: from.description))
    }
    if let uptake = reform.uptake {
      result.append(Fact(label: ScenarioTerm.uptake.text[language], text: words.chance(uptake)))
    }
    for cost in reform.oneOff {
      let payee = cost.payee.isEmpty ? "" : words.text("付给\(cost.payee)", " to \(cost.payee)")
      result.append(
        Fact(
          label: Quantity.oneOffCost.text[language],
          text: "\(cost.name), \(words.money(cost.amount)), \(cost.payer)\(payee)"))
    }
    if !reform.requires.isEmpty {
      result.append(
        Fact(label: ScenarioTerm.requires.text[language], text: words.list(reform.requires)))
    }
    if !reform.sources.isEmpty {
      result.append(
        Fact(label: ScenarioTerm.sources.text[language], text: words.list(reform.sources)))
    }
    return result
  }

  private var designs: [String] {
    heading(.designs)
      + scenario.designs.flatMap { design in
        let list =
          design.reforms.isEmpty ? words.text("现状", "as it is") : words.list(design.reforms)
        let baseline =
          design.name == scenario.study.baseline
          ? words.text("（基准方案）", " (baseline)") : ""
        return item("\(design.named(language))\(baseline): \(list)")
      }
      + (scenario.switches.isEmpty
        ? []
        : item(
          "\(ScenarioTerm.switches.text[language]): \(words.list(scenario.switches.map(\.name)))"))
  }

  /// What announcements count: steps, and the longest chain of limits.
  private var limitPaths: [String] {
    var table = TextTable([
      (words.text("方案", "design"), .left), (words.text("申请人", "applicant"), .left),
      (words.text("环节", "steps"), .right), (words.text("工作日", "working days"), .right),
      (words.text("没有时限的", "without a limit"), .right),
    ])
    for entry in explanation.limitPaths {
      table.rows.append([
        scenario.designTitle(entry.design, language), entry.applicantClass,
        counted(entry.path.steps.count),
        words.number(entry.path.workingDays), counted(entry.path.withoutLimit.count),
      ])
    }
    guard !table.rows.isEmpty else { return [] }
    return heading(.limitPath) + table.lines(style)
      + paragraph(
        words.text(
          "典型申请人（最常见的类别、中位数）手续的个数，以及各事项承诺时限（没有则为法定时限）沿先后顺序的最长之和；日历天按七分之五折算。"
            + "只能与公布的时限相比，不能与实际用时相比。",
          "The steps of the typical applicant (most frequent category, median number) and the longest "
            + "sum of promised, else statutory, limits along the order of matters; calendar days count "
            + "five sevenths. To be compared with announced limits, never with measured times."))
  }

  /// At most so many inputs are named behind a source.
  private static let mostCitations = 6

  private var sources: [String] {
    guard !scenario.sources.isEmpty else { return [] }
    var lines = heading(.sources)
    for (source, inputs, others) in explanation.citations {
      let head = [source.title, source.number, source.section].compactMap { $0 }
        .joined(separator: words.text("，", ", "))
      lines += item("\(source.name): \(words.clauses([head, source.status.text[language]]))")
      let all = inputs + others
      guard !all.isEmpty else { continue }
      let more = all.count - Self.mostCitations
      let rest = more > 0 ? words.text("，另有 \(more) 处", ", and \(more) more") : ""
      lines += item(
        "\(ScenarioTerm.cites.text[language]): \(words.list(Array(all.prefix(Self.mostCitations))))\(rest)",
        level: 2)
    }
    return lines
  }

  private var grades: [String] {
    var table = TextTable([
      (ScenarioTerm.grades.text[language], .left), (words.text("输入", "inputs"), .right),
      (words.text("没有范围", "without a range"), .right),
    ])
    for grade in Grade.allCases {
      let inputs = scenario.inputs.filter { $0.evidence.grade == grade }
      guard !inputs.isEmpty else { continue }
      let bare = inputs.count { $0.evidence.range == nil }
      table.rows.append([
        "\(grade.rawValue) \(grade.text[language])", counted(inputs.count), counted(bare),
      ])
    }
    return heading(.grades) + table.lines(style)
  }

  // MARK: Lines

  private func heading(_ term: ScenarioTerm) -> [String] {
    ["", style.heading(term.text[language].capitalizedFirst)]
  }

  private func paragraph(_ text: String) -> [String] { wrapped(text, width: ReportContext.width) }

  private func item(_ text: String, level: Int = 1) -> [String] {
    let indent = String(repeating: "  ", count: level)
    return wrapped(indent + text, width: ReportContext.width, indent: indent + "    ")
  }

  private func thing(_ name: Name, title: LocalizedText? = nil, _ facts: [Fact]) -> [String] {
    let named = title.map { words.text("\($0.zh)（\(name)）", "\($0.en) (\(name))") }
    return item(style.heading(named ?? self.facts.named(name)))
      + facts.flatMap { item("\($0.label): \($0.text)", level: 2) }
  }
}
