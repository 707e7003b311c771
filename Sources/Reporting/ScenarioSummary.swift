public import ApprovalModel

/// What a scenario holds and how well its inputs are known, in a few lines.
public struct ScenarioSummary: Sendable {
  private let scenario: Scenario

  /// The summary of `scenario`.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  private var counts: [(key: String, count: Int, zh: String, en: String)] {
    let model = scenario.model
    return [
      ("classes", model.classes.count, "申请人类别", "applicant class"),
      ("matters", model.matters.count, "事项", "matter"),
      ("ownWork", model.ownWork.count, "自行实施工作", "own work"),
      ("offices", model.offices.count, "部门", "office"),
      ("reforms", scenario.reforms.count, "改革举措", "reform"),
      ("designs", scenario.designs.count, "方案", "design"),
      ("switches", scenario.switches.count, "情景开关", "switch"),
      ("sources", scenario.sources.count, "来源", "source"),
    ]
  }

  private var grades: [(grade: Grade, count: Int)] {
    Grade.allCases.map { grade in
      (grade, scenario.inputs.count { $0.evidence.grade == grade })
    }
  }

  private var unstated: Int { scenario.inputs.count { !$0.evidence.isStated } }

  private var withoutRange: Int {
    scenario.inputs.count { $0.evidence.grade.isUncertain && $0.evidence.range == nil }
  }

  /// The lines, indented by two spaces.
  public func lines(_ language: Language) -> [String] {
    let isChinese = language == .zh
    let things = counts.filter { $0.count > 0 }
      .map { isChinese ? "\($0.zh) \($0.count)" : plural($0.count, $0.en) }
    let inputs = grades.filter { $0.count > 0 }.map { entry in
      "\(entry.grade.rawValue) \(entry.count)"
        + (entry.grade == .d ? (isChinese ? "（假设）" : " (assumed)") : "")
    }
    let names = scenario.designs.map { $0.named(language) }.joined(
      separator: isChinese ? "、" : ", ")
    var lines = [scenario.title[language]]
    lines.append(things.joined(separator: isChinese ? "，" : ", "))
    lines.append((isChinese ? "方案：" : "designs: ") + names)
    lines.append(
      (isChinese
        ? "输入 \(scenario.inputs.count) 个，按证据等级：" : "\(scenario.inputs.count) inputs by grade: ")
        + inputs.joined(separator: isChinese ? "，" : ", "))
    lines.append(
      isChinese
        ? "未标等级、按 D 计的 \(unstated) 个；C、D 级而没有范围的 \(withoutRange) 个"
        : "\(unstated) carry no grade and count as D; \(withoutRange) of grade C or D have no range"
    )
    return lines.flatMap { wrapped("  " + $0, width: ReportContext.width, indent: "    ") }
  }

  private func plural(_ count: Int, _ noun: String) -> String {
    guard count != 1 else { return "1 \(noun)" }
    switch noun {
    case "own work": return "\(count) kinds of own work"
    default: return "\(count) \(noun)" + (noun.hasSuffix("s") || noun.hasSuffix("ch") ? "es" : "s")
    }
  }

  /// The same as JSON.
  package var json: JSONValue {
    var members = counts.map { JSONValue.Member($0.key, .integer(Int64($0.count))) }
    members.append(
      .init(
        "inputsByGrade",
        .object(grades.map { .init($0.grade.rawValue, .integer(Int64($0.count))) })))
    members.append(.init("unstated", .integer(Int64(unstated))))
    members.append(.init("withoutRange", .integer(Int64(withoutRange))))
    return .object(members)
  }
}
