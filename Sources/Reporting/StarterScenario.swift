public import ApprovalModel

/// A scenario to begin with: small, complete, with a comment on each part.
public struct StarterScenario: Sendable {
  private let language: Language

  /// A starter with comments in `language`; its titles are in both.
  public init(language: Language) { self.language = language }

  /// The text of the file.
  public var text: String {
    var result = ""
    for line in StarterScenario.template.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let mark = line.firstIndex(of: "§") else {
        result += line + "\n"
        continue
      }
      let (indent, key) = (line[..<mark], String(line[line.index(after: mark)...]))
      guard let comment = StarterScenario.comments[key] else { continue }
      for one in wrapped(comment[language], width: 90 - indent.count) {
        result += "\(indent)# \(one)\n"
      }
    }
    return result
  }

  /// The file without its comments; a line of `§` and a key stands for one.
  static let template = """
    §file
    §evidence
    §check
    format: 1
    title: {zh: 我的审批事项, en: My licence}
    calendar: beijing

    §study
    study:
      window: {from: 2024-03-01, to: 2024-05-31}
      warmUp: 60 calendar days
      followFor: 6 months
      observe: 6 months
      baseline: before
      primary: {outcome: need-to-operate-idle, worthwhile: 2 working days}
      seed: 2024
      replications: 20

    §sources
    sources:
      licence-rule:
        title: 中华人民共和国行政许可法
        section: 第四十二条
        status: {inForce: 2004-07-01}

    §applicants
    applicants:
      firm:
        title: {zh: 企业, en: Firm}
        arrivals: {perWorkingDay: 6, grade: D, range: [0.8x, 1.2x], note: no count is published}
        attributes:
          risk: {low: 70%, high: 30%, grade: D, range: [0.8x, 1.2x], note: assumed}
        defects:
          licence: {curable: 8%, serious: 2%, grade: D, range: [0.5x, 2x], note: assumed}
        holdingCost: {perCalendarDay: 1000 yuan, grade: D, range: [0.3x, 3x], note: assumed}
        hourCost: {value: 60 yuan/hour, grade: D, range: [0.7x, 1.5x], note: assumed}

    §offices
    offices:
      window:
        title: {zh: 综合窗口, en: Comprehensive window}
        staff: 1
        cost: 80 yuan/hour
        grade: D
        range: [0.9x, 1.3x]
        note: assumed
      permits:
        title: {zh: 审批科, en: Permits office}
        staff: 3
        cost: 120 yuan/hour
        grade: D
        range: [0.9x, 1.3x]
        note: assumed
      inspectors:
        title: {zh: 监管科, en: Inspectors}
        staff: 2
        cost: 120 yuan/hour
        grade: D
        range: [0.9x, 1.3x]
        note: assumed

    §matters
    matters:
      licence:
        title: {zh: 许可, en: Licence}
        nature: licence
        basis: licence-rule
        office: permits
        grade: D
        range: [0.7x, 1.4x]
        note: assumed
        §papers
        prepare: {lognormal: {median: 5 working days, p90: 12 working days}}
        comply: {lognormal: {median: 10 working days, p90: 25 working days}}
        materials: 9
        ownHours: 16 hours
        §completeness
        completeness:
          office: window
          work: 30 minutes
          correction: {chance: 25%, rounds: 2, takes: {triangular: [1 working days, 3 working days, 8 working days]}}
        §review
        review:
          work: {lognormal: {median: 2 hours, p90: 5 hours}}
          catches: {value: 85%, grade: D, range: [70%, 95%], note: no review finds everything}
        rectify: {lognormal: {median: 5 working days, p90: 12 working days}}
        §limit
        limit:
          statutory: {value: 20 working days, source: licence-rule, grade: A}
        reapply: {after: 20 working days, atMost: 2}
        cureCost: {design: 3000 yuan, operation: 30000 yuan}

    §reforms
    reforms:
      commitment:
        title: {zh: 告知承诺, en: Notification and commitment}
        for: {risk: low}
        changes:
          - commit: licence
            form: permit
            claims: {willMeet: 60 calendar days}
            prepare: 2 working days
            materials: 3
            grade: D
            range: [0.7x, 1.4x]
            note: assumed
            followUp:
              office: inspectors
              work: 3 hours
              visit: yes
              after: 90 calendar days
              rate: {value: 50%, grade: D, range: [30%, 70%], note: assumed}
              detects: {value: 90%, grade: D, range: [75%, 98%], note: assumed}
              cure: 20 calendar days

    §designs
    designs:
      before:
        title: {zh: 改革前, en: before}
        reforms: []
      commitment:
        title: {zh: 告知承诺, en: commitment}
        reforms: [commitment]
    """

  /// The comments by their keys.
  static let comments: [String: LocalizedText] = [
    "file": LocalizedText(
      zh: "一个可以运行的小情景：企业办一个许可；比较现在的办法和告知承诺。请把数字换成自己的。",
      en:
        "A small scenario that runs: firms need one licence; the way it is decided today is compared with a commitment. Put your own numbers in."
    ),
    "evidence": LocalizedText(
      zh:
        "每个数字都写明从哪里来：grade 是证据等级（A 现行法律、B 公开统计、C 新闻或专家估计、D 假设），range 是可能的范围，source 是来源，note 是理由。写在一个块里，对块内的数字都有效。",
      en:
        "Every number says where it comes from: its grade (A law in force, B published statistic, C press or expert estimate, D assumption), its range, its source and a note. Stated in a block, they hold for all numbers in it."
    ),
    "check": LocalizedText(
      zh: "先运行 reformlab check，再运行 reformlab explain 和 reformlab compare。",
      en: "Begin with: reformlab check, then reformlab explain and reformlab compare."),
    "study": LocalizedText(
      zh: "观察哪些申请人：需求在 window 里产生的；warmUp 让队列先形成，followFor 是之后还跟踪多久。",
      en:
        "Whom the study follows: those whose need arises in the window; warmUp fills the queues before it, followFor is how long cases are followed after it."
    ),
    "sources": LocalizedText(
      zh: "引用的文件及其效力：inForce 现行，announced 公布，pilot 试点，target 目标。",
      en: "The documents cited and whether they hold: inForce, announced, pilot, target."),
    "applicants": LocalizedText(
      zh: "谁申请、多少、有何不同。defects 是项目本来就有的缺陷，各方案相同。",
      en:
        "Who applies, how many, in what they differ. Defects are what projects lack before anybody looks, the same in every design."
    ),
    "offices": LocalizedText(
      zh: "谁办理：人数和每小时成本。方案不会白得人手。",
      en: "Who works: people and the cost of an hour. No design gets people for nothing."),
    "matters": LocalizedText(
      zh: "办什么、由谁办。多个事项的先后写 needs（法律或事实要求）和 after（惯例）。",
      en:
        "What is decided, and by whom. With several matters, needs states what law or fact requires first and after what custom does."
    ),
    "papers": LocalizedText(
      zh: "prepare 是准备材料，comply 是达到条件；承诺只省前者，不省后者。",
      en:
        "prepare is making the papers, comply is meeting the conditions; a commitment saves the former, never the latter."
    ),
    "completeness": LocalizedText(
      zh: "窗口的形式审查；材料不齐就补正。",
      en: "The look at the window whether all papers are there; what is missing is corrected."),
    "review": LocalizedText(
      zh: "审查用的工时，和发现缺陷的可能。",
      en: "The working time of the review, and the chance that it finds a defect."),
    "limit": LocalizedText(
      zh: "法定时限；还可以写承诺时限 promised。时限本身不缩短工作。",
      en: "The limit by law; promised may stand beside it. A limit shortens no work by itself."),
    "reforms": LocalizedText(
      zh: "每项改革写明适用于谁（for）和改变什么（changes）；改动的种类见 docs/reference/scenario-format.md。"
        + "也可以用 use 取用改革目录里的条目，见 reformlab catalogue。",
      en:
        "Each reform says whom it reaches (for) and what it changes (changes); the kinds of change are in docs/reference/scenario-format.md. A reform of the catalogue is taken by use; see reformlab catalogue."
    ),
    "designs": LocalizedText(
      zh: "方案是一组改革；空的就是现状。title 是报告里的名称。",
      en:
        "A design is a list of reforms; an empty one is the process as it is. Its title is what reports call it."
    ),
  ]
}
