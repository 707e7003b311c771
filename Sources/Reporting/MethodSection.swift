internal import ApprovalModel
internal import Experiments
internal import Inference

/// How the results were made: runs, seed, cohort, intervals, inputs; then notices and where to look.
struct MethodSection {
  let context: ReportContext
  private var manifest: Manifest { context.results.manifest }

  /// What a method beyond comparing says of itself, in place of cohort and intervals.
  private let own: [String]?

  /// - Parameter own: the sentences of a method beyond comparing.
  init(context: ReportContext, own: [String]? = nil) {
    self.context = context
    self.own = own
  }

  var lines: [String] {
    let lines =
      context.heading(context.text("方法", "How"))
      + (how + [inputs, ranges, names, identity].filter { !$0.isEmpty })
      .flatMap { context.paragraph("  " + $0, indent: "  ") }
    return lines + notices + sources + [""] + context.paragraph(own == nil ? next : numbers)
  }

  /// Runs, precision, cohort, intervals, pairing; or what a method beyond comparing says.
  var how: [String] {
    (own ?? [runs, precision, cohort, warmUp, interval, pairing, many]).filter { !$0.isEmpty }
  }

  private var runs: String {
    let count = counted(manifest.replications)
    let switches =
      manifest.switches.isEmpty
      ? "" : context.text("；情景开关：", "; switches: ") + manifest.switches.joined(separator: ", ")
    guard context.isPaired else {
      return context.text(
        "离散事件模拟，重复运行 \(count) 次，种子 \(manifest.seed)；各方案的申请人和运气各不相同（--independent）：差的区间按 Welch 法，没有逐人的受益和受损\(switches)。",
        "Discrete-event simulation, \(count) replications, seed \(manifest.seed); other applicants and other luck in every design (--independent): differences have Welch's intervals, and nobody's gain or loss can be told\(switches)."
      )
    }
    return context.text(
      "离散事件模拟，重复运行 \(count) 次，种子 \(manifest.seed)；各方案用同样的申请人，逐人配对\(switches)。",
      "Discrete-event simulation, \(count) replications, seed \(manifest.seed); the same applicants in every design, paired one by one\(switches)."
    )
  }

  /// The names of the designs that are called otherwise here.
  private var names: String {
    let titled = manifest.designs.filter { context.designTitle($0) != $0 }
    guard !titled.isEmpty else { return "" }
    let list = titled.map(context.named).joined(separator: context.text("、", ", "))
    return context.text("方案（情景文件中的名称）：\(list)。", "Designs, with their names in the file: \(list).")
  }

  /// What half-width was asked for by `--precision`, and what was reached.
  private var precision: String {
    guard let precision = context.results.precision else { return "" }
    let numbers = ValueText(precision.key.unit, values: [precision.asked, precision.reached])
    let name = context.name(precision.key)
    let asked = precision.key.unit.counting(
      precision.key.unit == .share ? numbers.plain(precision.asked) : shortest(precision.asked),
      context.language)
    guard let reached = precision.reached else { return "" }
    let found = precision.key.unit.counting(numbers.plain(reached), context.language)
    return context.text(
      "精度：要求\(name)的运行噪声半宽不超过\(spaced(asked))，\(precision.isReached ? "已达到" : "尚未达到")：\(found)。",
      "Precision: run noise of \(name) was to have a half-width of at most \(asked); "
        + "\(precision.isReached ? "reached" : "not reached"): \(found).")
  }

  private var cohort: String {
    let window = manifest.window
    let cases = context.results.designs.first?.cases ?? 0
    let open = context.results.designs.map { "\(context.designTitle($0.name)) \(counted($0.open))" }
      .joined(separator: context.text("、", ", "))
    return context.text(
      "观察批次：\(window.lowerBound) 至 \(window.upperBound) 产生需求的申请人，各次运行合计 \(counted(cases)) 名；"
        + "运行始于 \(manifest.firstDay)，跟踪到 \(manifest.lastDay)；未结件：\(open)。\(bound)",
      "Cohort: applicants whose need arises from \(window.lowerBound) to \(window.upperBound), "
        + "\(counted(cases)) over all replications; runs begin on \(manifest.firstDay), cases are "
        + "followed until \(manifest.lastDay); open cases: \(open).\(bound)")
  }

  /// Where pilot runs decided how long a run warms up.
  private var warmUp: String {
    guard manifest.warmUpIsFound, let pilot = context.results.pilot else { return "" }
    return context.text(
      "预热 \(counted(manifest.warmUpDays)) 天由试运行得出（各方案 \(counted(pilot.replications)) 次，MSER-5，各方案中最长的）。",
      "The warm-up of \(counted(manifest.warmUpDays)) days was found by pilot runs (\(counted(pilot.replications)) of each design, MSER-5, the longest of all designs)."
    )
  }

  /// What a bound means, where a mean is one.
  private var bound: String {
    guard context.results.designs.contains(where: { $0.outcomes.contains(where: \.isCensored) })
    else { return "" }
    return context.text(
      "“>=”表示未结件超过 1%：均值只是下限，不作结论。",
      " '>=' marks a lower bound: more than 1% of the cases are open, so there is no verdict.")
  }

  var interval: String {
    let kinds = context.results.designs.flatMap { $0.outcomes.map(\.intervalKind) }
    if kinds.contains(.assumptions) {
      return context.text(
        "方括号是假设区间：输入在声明的范围内变化时各次运行的 2.5% 到 97.5%，不窄于运行噪声；少于 20 次运行不作结论。",
        "Brackets hold the assumptions interval: 2.5% to 97.5% of the replications when inputs vary "
          + "within their declared ranges, never narrower than run noise; fewer than 20 replications give no verdict."
      )
    }
    return context.text(
      "方括号是运行噪声的 95% 置信区间，输入按声明的值；少于 20 次运行不作结论。",
      "Brackets hold the 95% confidence interval of run noise, inputs as declared; fewer than 20 "
        + "replications give no verdict.")
  }

  /// What pairing was worth: by how much it reduced the variance of each headline difference.
  private var pairing: String {
    guard context.isPaired, let first = context.comparisons.first else { return "" }
    let factors = first.outcomes.map(\.key).filter(\.isHeadline).compactMap { key -> String? in
      let ratios = context.comparisons.compactMap { comparison in
        comparison.outcomes.first { $0.key == key }?.pairingRatio
      }
      guard let least = ratios.min(), let most = ratios.max() else { return nil }
      let (low, high) = (factor(most), factor(least))
      return context.name(key) + " "
        + (low == high ? low : context.text("\(low) 至 \(high)", "\(low) to \(high)"))
    }
    guard !factors.isEmpty else { return "" }
    return context.text(
      "配对使差的方差缩小的倍数（小于 1 为增大）：" + factors.joined(separator: "；") + "。",
      "Pairing made the variance of the difference smaller by this factor (below 1: larger): "
        + factors.joined(separator: "; ") + ".")
  }

  /// One over a variance ratio; of a difference without any noise there is no number.
  private func factor(_ ratio: Double) -> String {
    guard ratio > 0 else { return context.text("完全没有噪声", "no noise left") }
    let factor = 1 / ratio
    return fixed(factor, decimals: factor < 9.95 ? 1 : 0)
  }

  /// Who looks at many comparisons finds some by chance: which clear ones stay clear after Holm.
  private var many: String {
    let tested = context.comparisons.flatMap { comparison in
      comparison.outcomes.filter { $0.adjustedPValue != nil }.map { (comparison.design, $0) }
    }
    guard tested.count > 1 else { return "" }
    let clear = tested.filter { $0.1.verdict.isClear }
    let lost = clear.filter { ($0.1.adjustedPValue ?? 1) > 0.05 }
    let named = lost.prefix(MethodSection.mostNamed).map {
      context.text(
        "\(context.quoted(design: $0.0))的\(context.name($0.1.key))",
        "\(context.name($0.1.key)) of \(context.quoted(design: $0.0))")
    }.joined(separator: context.text("、", ", "))
    let rest = lost.count - MethodSection.mostNamed
    let more =
      rest > 0 ? context.text("等 \(counted(lost.count)) 项", " and \(counted(rest)) more") : ""
    let dropped =
      lost.isEmpty
      ? "" : context.text("；不再成立的：\(named)\(more)", "; those that do not: \(named)\(more)")
    return context.text(
      "多重比较：\(counted(tested.count)) 项主要结果的比较中，\(counted(clear.count)) 项有明确结论；按 Holm 法校正（运行噪声，总水平 5%）后 \(counted(clear.count - lost.count)) 项仍成立\(dropped)。",
      "Many comparisons: of \(counted(tested.count)) headline comparisons \(counted(clear.count)) are clear; after Holm's correction (run noise, 5% in all) \(counted(clear.count - lost.count)) stay clear\(dropped)."
    )
  }

  /// So many comparisons are named in a sentence.
  private static let mostNamed = 6

  var inputs: String {
    let grades = manifest.inputsByGrade.filter { $0.count > 0 }.map { grade in
      let assumed =
        grade.grade == .d ? context.text("（假设）", " (assumed)") : ""
      return "\(grade.grade.rawValue) \(counted(grade.count))\(assumed)"
    }
    guard !grades.isEmpty else { return "" }
    let unstated = manifest.inputsByGrade.reduce(0) { $0 + $1.unstated }
    let remark =
      unstated == 0
      ? ""
      : context.text(
        "；其中 \(counted(unstated)) 个未标等级，按 D 计",
        "; \(counted(unstated)) of them carry no grade and count as D")
    return context.text(
      "输入按证据等级：\(grades.joined(separator: "、"))\(remark)。",
      "Inputs by grade: \(grades.joined(separator: ", "))\(remark).")
  }

  var ranges: String {
    let count = manifest.assumedWithoutRange.count
    guard count > 0 else { return "" }
    return context.text(
      "C、D 级输入中有 \(counted(count)) 个没有范围，始终取声明的值：区间不含它们的不确定。",
      "Inputs of grade C or D without a range: \(counted(count)); they keep their value, and no interval "
        + "covers what is uncertain about them.")
  }

  var identity: String {
    let version = manifest.version
    return context.text(
      "ReformLab \(version)；情景文件 \(manifest.scenarioDigest)；执行计划 \(manifest.planDigest)。",
      "ReformLab \(version); scenario \(manifest.scenarioDigest); plan \(manifest.planDigest).")
  }

  private var notices: [String] {
    let notices = context.results.notices
    guard !notices.isEmpty else { return [] }
    return context.heading(context.text("提示", "Notices"))
      + notices.flatMap { context.paragraph("- " + $0[context.language], indent: "  ") }
  }

  private var sources: [String] {
    let sources = SourceList(context.results.sources).lines(context.language)
    guard !sources.isEmpty else { return [] }
    return context.heading(context.text("依据的文件", "Documents drawn on"))
      + sources.flatMap { context.paragraph("- " + $0, indent: "  ") }
  }

  private var next: String {
    context.text(
      "全部结果和两种区间：--json 或 --csv。各命令：reformlab help。",
      "All outcomes with both intervals: --json or --csv. Commands: reformlab help.")
  }
}

extension MethodSection {
  /// Where all numbers of a method are.
  fileprivate var numbers: String {
    context.text(
      "全部数字和作图数据：--json 或 --csv。各命令：reformlab help。",
      "All numbers and plot data: --json or --csv. Commands: reformlab help.")
  }
}

/// Sources as a reader lists them: one line for each document, its sections left out.
struct SourceList {
  private var documents: [Source] = []

  init(_ sources: [Source]) {
    for source in sources
    where !documents.contains(where: {
      $0.title == source.title && $0.number == source.number && $0.status == source.status
    }) {
      documents.append(source)
    }
  }

  func lines(_ language: Language) -> [String] {
    documents.map { source in
      let number = source.number.map { (language == .zh ? "，" : ", ") + $0 } ?? ""
      let status = source.status.text[language]
      return source.title + number + (language == .zh ? "（\(status)）" : " (\(status))")
    }
  }
}

extension SourceStatus {
  /// The status in words.
  var text: LocalizedText {
    switch self {
    case .inForce(let from, let to, let area):
      LocalizedText(
        zh: "\(from) 起施行" + (to.map { "，\($0) 止" } ?? "") + (area.map { "，\($0)" } ?? ""),
        en: "in force from \(from)" + (to.map { " to \($0)" } ?? "")
          + (area.map { ", \($0)" } ?? ""))
    case .announced(let date): LocalizedText(zh: "\(date) 发布", en: "announced \(date)")
    case .pilot(let from, let to, let area):
      LocalizedText(
        zh: "试点" + (from.map { "，\($0) 起" } ?? "") + (to.map { "，\($0) 止" } ?? "")
          + (area.map { "，\($0)" } ?? ""),
        en: "pilot" + (from.map { " from \($0)" } ?? "") + (to.map { " to \($0)" } ?? "")
          + (area.map { ", \($0)" } ?? ""))
    case .target(let date):
      LocalizedText(
        zh: "目标" + (date.map { "，\($0) 前" } ?? ""), en: "target" + (date.map { " by \($0)" } ?? ""))
    case .repealed(let date): LocalizedText(zh: "\(date) 废止", en: "repealed \(date)")
    case .undated: LocalizedText(zh: "未载日期", en: "undated")
    }
  }
}
