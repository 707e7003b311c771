public import ApprovalModel
public import Experiments
public import Inference

// The words of reports, in both languages: the one place that knows them. `docs/glossary.md` defines
// them; a test compares.

/// A text in both languages, written short because this file is a list of them.
private func pair(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

/// Where an outcome stands in a report.
public enum OutcomeFamily: String, Hashable, Sendable, CaseIterable {
  case times, counts, decisions, risk, money, load

  /// The heading of the family.
  public var text: LocalizedText {
    switch self {
    case .times: pair("时间", "Times")
    case .counts: pair("次数", "Counts")
    case .decisions: pair("决定", "Decisions")
    case .risk: pair("风险", "Risk")
    case .money: pair("资金", "Money")
    case .load: pair("负荷", "Load")
    }
  }
}

/// A quantity that outcomes report; its raw value is the outcome's name for its mean.
public enum Quantity: String, Hashable, Sendable, CaseIterable {
  case idle = "need-to-operate-idle"
  case needToOperate = "need-to-operate"
  case throughputTime = "throughput-time"
  case acceptanceToDecision = "acceptance-to-decision"
  case officialTime = "official-time"
  case elapsed
  case waitingTime = "waiting-time"
  case steps, materials, trips
  case corrections = "corrections-per-case"
  case submissions
  case firstTimePass = "first-time-pass-share"
  case onTheSpot = "on-the-spot-share"
  case refused = "refused-share"
  case wronglyRefused = "wrongly-refused-share"
  case landExit = "land-exit-share"
  case open = "open-share"
  case withinLimit = "official-time-within-limit"
  case withinStatutoryLimit = "official-time-within-statutory-limit"
  case yellowLight = "yellow-light-share"
  case redLight = "red-light-share"
  case withdrawn = "withdrawn-share"
  case turnedAway = "turned-away-share"
  case blocked = "blocked-share"
  case listed = "listed-share"
  case exposure = "exposure-days-per-1000"
  case defects = "defects-per-1000"
  case foundBefore = "defects-found-before-per-1000"
  case foundLate = "defects-found-late-per-1000"
  case missed = "defects-missed-per-1000"
  case wrongRefusals = "wrong-refusals-per-1000"
  case wrongFindings = "wrong-findings-per-1000"
  case inspections = "inspections-per-1000"
  case visits = "visits-per-1000"
  case orders = "orders-per-1000"
  case stops = "stops-per-1000"
  case revocations = "revocations-per-1000"
  case disqualified = "disqualified-per-1000"
  case published = "published-within-limit"
  case visitsPerFirm = "visits-per-firm-year"
  case redone = "redone-per-1000"
  case lost = "lost-per-1000"
  case tacitConsents = "tacit-consents-per-1000"
  case extensions = "extensions-per-1000"
  case lapses = "lapses-per-1000"
  case fallen = "fallen-permits-per-1000"
  case lateCommitments = "late-commitments-per-1000"
  case sparedChecks = "checks-spared-per-1000"
  case cost
  case payments = "cost-payments"
  case ownTimeCost = "cost-own-time"
  case holdingCost = "cost-holding"
  case fines = "cost-fines"
  case lateCorrectionCost = "cost-late-correction"
  case assessmentCost = "cost-assessment"
  case ownHours = "own-hours"
  case acquisitions = "cost-acquisitions"
  case administrativeCost = "administrative-cost"
  case applications = "applications-per-year"
  case population
  case applicationsPerFirm = "applications-per-firm-year"
  case oneOffCost = "one-off-cost"
  case oneOffNetCost = "one-off-net-cost"
  case netCost = "annual-net-cost"
  case netCostWithStaff = "annual-net-cost-with-staff"
  case presentValue = "present-value"
  case presentValueWithStaff = "present-value-with-staff"
  case utilization
  case queueLength = "queue-length"
  case assembling
  case staffHours = "staff-hours"
  case staffCost = "staff-cost"

  /// What readers call it.
  public var text: LocalizedText {
    switch self {
    case .idle: pair("扣除施工的全程", "idle time")
    case .needToOperate: pair("需求到开业全程", "need to operate")
    case .throughputTime: pair("全程历时", "throughput time")
    case .acceptanceToDecision: pair("受理到决定", "acceptance to decision")
    case .officialTime: pair("办理时间", "official time")
    case .elapsed: pair("历时", "elapsed time")
    case .waitingTime: pair("等待时间", "waiting time")
    case .steps: pair("环节", "steps")
    case .materials: pair("材料", "materials")
    case .trips: pair("跑动", "trips")
    case .corrections: pair("补正次数", "corrections per case")
    case .submissions: pair("申请次数", "submissions")
    case .firstTimePass: pair("一次通过率", "first-time pass")
    case .onTheSpot: pair("即办件比例", "on-the-spot share")
    case .refused: pair("否决率", "refused share")
    case .wronglyRefused: pair("错误否决率", "wrongly refused share")
    case .landExit: pair("退出用地比例", "land exit share")
    case .open: pair("未结件比例", "open share")
    case .withinLimit: pair("承诺时限内办结率", "within the promised limit")
    case .withinStatutoryLimit: pair("法定时限内办结率", "within the statutory limit")
    case .yellowLight: pair("黄灯比例", "yellow-light share")
    case .redLight: pair("红灯比例", "red-light share")
    case .withdrawn: pair("放弃率", "withdrawn share")
    case .turnedAway: pair("满员未收比例", "turned-away share")
    case .blocked: pair("因名单受限比例", "blocked share")
    case .listed: pair("在册企业比例", "listed share")
    case .exposure: pair("风险暴露", "exposure")
    case .defects: pair("缺陷", "defects")
    case .foundBefore: pair("决定前发现的缺陷", "defects found before the decision")
    case .foundLate: pair("延迟发现的缺陷", "defects found late")
    case .missed: pair("漏检的缺陷", "defects missed")
    case .wrongRefusals: pair("错误否决", "wrong refusals")
    case .wrongFindings: pair("事后误判", "wrong findings")
    case .inspections: pair("核查次数", "inspections")
    case .visits: pair("上门核查", "inspection visits")
    case .orders: pair("责令改正", "orders to cure")
    case .stops: pair("责令停止", "stops")
    case .revocations: pair("撤销", "revocations")
    case .disqualified: pair("吊销", "licences taken away")
    case .published: pair("期限内公示率", "published within the limit")
    case .visitsPerFirm: pair("每家企业上门核查", "inspection visits a firm")
    case .redone: pair("返工重建", "milestones redone")
    case .lost: pair("作废的节点", "milestones lost")
    case .tacitConsents: pair("默认同意", "tacit consents")
    case .extensions: pair("许可延期", "extensions of permits")
    case .lapses: pair("许可失效", "lapsed permits")
    case .fallen: pair("连带失效的许可", "permits fallen with another")
    case .lateCommitments: pair("逾期未兑现的承诺", "late commitments")
    case .sparedChecks: pair("因上限未做的核查", "checks spared")
    case .cost: pair("成本", "cost")
    case .payments: pair("费用和中介支出", "payments")
    case .ownTimeCost: pair("自有人员工时成本", "own-time cost")
    case .holdingCost: pair("等待成本", "holding cost")
    case .fines: pair("罚款", "fines")
    case .lateCorrectionCost: pair("延迟改正成本", "cost of late correction")
    case .assessmentCost: pair("区域评估分摊", "share of assessments")
    case .ownHours: pair("自有人员工时", "own hours")
    case .acquisitions: pair("外购支出", "acquisitions")
    case .administrativeCost: pair("办事成本", "administrative cost")
    case .applications: pair("年申请量", "applications a year")
    case .population: pair("企业数", "population")
    case .applicationsPerFirm: pair("每家企业申请次数", "applications a firm")
    case .oneOffCost: pair("一次性成本", "one-off cost")
    case .oneOffNetCost: pair("一次性净成本", "net one-off cost")
    case .netCost: pair("年净成本", "net cost a year")
    case .netCostWithStaff: pair("年净成本，含工时折算", "net cost a year with staff hours")
    case .presentValue: pair("现值", "present value")
    case .presentValueWithStaff: pair("现值，含工时折算", "present value with staff hours")
    case .utilization: pair("忙碌率", "utilization")
    case .queueLength: pair("排队件数", "queue length")
    case .assembling: pair("等待会齐", "assembling")
    case .staffHours: pair("工作人员工时", "staff hours")
    case .staffCost: pair("工时折算金额", "staff hours at their cost")
    }
  }

  /// What it is, in one sentence.
  public var definition: LocalizedText {
    switch self {
    case .idle:
      pair(
        "从需求产生到可以开业（投用），扣除自行实施工作进行的时间",
        "From the need to the first instant at which the applicant may operate, less the time in which own work is under way."
      )
    case .needToOperate:
      pair(
        "从需求产生到可以开业（投用）的第一刻",
        "From the need to the first instant at which the applicant may operate.")
    case .throughputTime:
      pair("从首次接触或申请到最后一个决定", "From first contact or submission to the last decision.")
    case .acceptanceToDecision:
      pair(
        "从受理到决定的整个时间，不扣除；全部事项按各段时间的并集计",
        "From acceptance to decision, gross; over all matters, the union of their intervals.")
    case .officialTime:
      pair(
        "受理到决定，扣除不计入时限的环节；机关公布的就是它",
        "Acceptance to decision without the links excluded from the limit; what offices publish.")
    case .elapsed:
      pair("办件停留在某个所在方的时间，按所在方分列", "How long a case is with a holder, by holder.")
    case .waitingTime:
      pair("从加入队列到开始办理", "From joining an office's queue to the start of its work.")
    case .steps: pair("申请人与一个外部机构的一次往来", "Interactions of the applicant with an outside body.")
    case .materials: pair("须提交的文件份数", "Documents handed in.")
    case .trips: pair("申请人去部门的次数", "Journeys of the applicant to an office.")
    case .corrections: pair("因缺材料而退回的次数", "Returns for missing paper, over all matters of a case.")
    case .submissions: pair("提交申请的次数", "Applications handed in, over all matters of a case.")
    case .firstTimePass:
      pair("未经补正即受理的申请所占比例", "Share of submissions accepted without a correction.")
    case .onTheSpot: pair("当场办结的申请所占比例", "Share of submissions decided on the spot.")
    case .refused: pair("被否决的办件（或决定）所占比例", "Share of cases (of a matter: of decisions) refused.")
    case .wronglyRefused:
      pair(
        "符合条件却因误判被否决的办件所占比例", "Share of cases refused although compliant, because of a false alarm."
      )
    case .landExit: pair("交回土地的办件所占比例", "Share of cases that hand the land back.")
    case .open:
      pair("跟踪期满仍未结的办件所占比例", "Share of cases that have not ended when following ends.")
    case .withinLimit: pair("在承诺时限内作出的决定所占比例", "Share of decisions within the promised limit.")
    case .withinStatutoryLimit:
      pair("在法定时限内作出的决定所占比例", "Share of decisions within the statutory limit.")
    case .yellowLight: pair("曾亮黄灯的决定所占比例", "Share of decisions that reached the yellow light.")
    case .redLight:
      pair("曾亮红灯（超期）的决定所占比例", "Share of decisions that reached the red light: overdue.")
    case .withdrawn:
      pair(
        "等待中放弃的办件（或受理后撤回的事项）所占比例",
        "Share of cases that give up while waiting (of a matter: of accepted files withdrawn).")
    case .turnedAway:
      pair("因部门满员而未被收件的办件所占比例", "Share of cases that found an office full.")
    case .blocked:
      pair(
        "因信用名单限制而不能提交、就此结束的办件所占比例", "Share of cases that a credit list kept from handing in."
      )
    case .listed:
      pair(
        "需求产生时企业在某个企业名单（红、黑均计）上的办件所占比例",
        "Share of cases whose firm was on some list of firms, red or black, when the need arose.")
    case .exposure:
      pair(
        "带着缺陷运营的自然日，至改正、停止、撤销或观察期满为止",
        "Calendar days operated with a defect, until cure, stop, revocation or the end of observation."
      )
    case .defects:
      pair(
        "项目对事项要求的缺陷，各方案相同；启用威慑效应时随检查而变",
        "Latent defects, drawn once: the same in all designs, unless deterrence is on.")
    case .foundBefore: pair("在决定前发现的缺陷", "Defects found before the decision.")
    case .foundLate: pair("在决定后才发现的缺陷", "Defects found after the decision.")
    case .missed: pair("始终没有发现的缺陷", "Defects that nobody found.")
    case .wrongRefusals: pair("对符合条件者作出的否决决定", "Refusals of compliant applicants.")
    case .wrongFindings: pair("决定后对符合条件者的误判", "Compliant applicants flagged after the decision.")
    case .inspections: pair("决定后的核查和抽查", "Checks after the decision.")
    case .visits: pair("其中上门的核查", "Those checks that visit the applicant.")
    case .orders: pair("发出的责令改正", "Orders to cure.")
    case .stops: pair("责令停止运营", "Operations stopped.")
    case .revocations: pair("撤销的许可", "Grants taken back.")
    case .disqualified:
      pair("吊销的许可，申请人就此停止", "Licences taken away as a penalty; the applicant stops for good.")
    case .published:
      pair(
        "检查结果在期限内公示的比例，自检查结束起算",
        "Share of checks' results published within the limit, counted from the check.")
    case .visitsPerFirm:
      pair(
        "同期申请引起的上门核查，每家企业每年",
        "Inspection visits that a year's applications bring, for each firm there is.")
    case .redone: pair("否决后重做的节点", "Milestones built again after a refusal.")
    case .lost: pair("因否决而作废的提前建设节点", "Milestones begun early and lost by a refusal.")
    case .tacitConsents: pair("超过时限视为同意的决定", "Decisions by silence, the limit having passed.")
    case .extensions: pair("批准的许可延期", "Extensions of unused permits.")
    case .lapses: pair("期满未使用而失效的许可", "Permits that lapsed unused.")
    case .fallen:
      pair("因所载的另一许可被撤销或失效而失效的许可", "Permits void because another one was revoked or lapsed.")
    case .lateCommitments: pair("未按承诺日期兑现的承诺", "Commitments not met by the promised day.")
    case .sparedChecks:
      pair("因次数上限而未做的决定后核查", "Checks after the decision that a cap kept from being made.")
    case .cost:
      pair("某个付款方的全部支出；不同付款方不相加", "Everything one payer pays; never added up over payers.")
    case .payments: pair("费用和中介机构的账单", "Fees and intermediaries' bills.")
    case .ownTimeCost:
      pair(
        "申请人自有人员工时（标准成本模型）",
        "The applicant's own staff hours at their tariff (Standard Cost Model).")
    case .holdingCost: pair("开业前每个自然日的成本", "What the calendar days before operation cost.")
    case .fines: pair("罚款", "Fines.")
    case .lateCorrectionCost:
      pair("在发现缺陷的阶段改正缺陷的成本", "Curing defects, at the stage at which they were found.")
    case .assessmentCost:
      pair("按申请人分摊的区域评估成本", "Assessments done once for a zone, spread over the applicants.")
    case .ownHours:
      pair(
        "为一个事项花的申请人自有人员工时",
        "Hours of the applicant's own staff for a matter, corrections and further applications included."
      )
    case .acquisitions:
      pair(
        "为一个事项购买的服务（中介等），不含付给政府的费用",
        "What the applicant buys for a matter, from intermediaries for example; no fees to the government."
      )
    case .administrativeCost:
      pair(
        "标准成本模型：工时单价 × 工时 + 外购支出，每件申请",
        "Standard Cost Model: tariff × time + acquisitions, for each application.")
    case .applications:
      pair(
        "一年里产生的申请（标准成本模型的数量）",
        "Applications that arise in a year: the quantity of the Standard Cost Model.")
    case .population: pair("产生申请的企业", "Firms that applications come from.")
    case .applicationsPerFirm:
      pair("每家企业一年的申请次数（频次）", "Applications of a firm in a year: the frequency.")
    case .oneOffCost:
      pair("改革一次性花费的钱，按付款方和收款方", "What reforms cost once, by payer and payee.")
    case .oneOffNetCost:
      pair(
        "一方一次性付出减去收到的；社会：转移支付相抵",
        "What a party pays once less what it receives; for society transfers cancel out.")
    case .netCost:
      pair(
        "一方一年付出减去收到的；社会：转移支付相抵",
        "What a party pays in a year less what it receives; for society transfers cancel out.")
    case .netCostWithStaff:
      pair(
        "再加上工作人员工时的折算金额；不裁减岗位就不是节省",
        "The same with staff hours at their cost, which are no saving unless posts are cut.")
    case .presentValue:
      pair(
        "一次性净成本加上各年净成本按折现率折算的现值；负的差是节省",
        "Net one-off cost and the discounted net costs of the declared years; a negative difference is a saving."
      )
    case .presentValueWithStaff:
      pair("同上，年净成本含工时折算", "The same with staff hours at their cost.")
    case .utilization:
      pair(
        "办理用时占在岗时间的比例",
        "Working time spent by an office's people as a share of the time they are there.")
    case .queueLength:
      pair("平均排队的办件数", "Mean number of cases waiting at an office, over its open hours.")
    case .staffHours:
      pair("每件办件占用工作人员的工时", "Working hours of the offices' people for each case.")
    case .staffCost:
      pair(
        "工时按声明的每小时成本折算；不裁减岗位就不是节省",
        "Those hours at the declared cost of an hour; no saving unless posts are cut.")
    case .assembling:
      pair(
        "人员被预留、等待其他部门会齐的时间占在岗时间的比例",
        "Time in which people are reserved for a joint activity and wait for the rest, as a share of the time they are there."
      )
    }
  }

  /// Its place among the quantities, which is that of its row.
  var order: Int { Quantity.allCases.firstIndex(of: self) ?? Quantity.allCases.count }

  /// Where it stands in a report.
  public var family: OutcomeFamily {
    switch self {
    case .idle, .needToOperate, .throughputTime, .acceptanceToDecision, .officialTime, .elapsed:
      .times
    case .steps, .materials, .trips, .corrections, .submissions, .firstTimePass, .onTheSpot: .counts
    case .refused, .wronglyRefused, .landExit, .open, .withinLimit, .withinStatutoryLimit,
      .yellowLight, .redLight,
      .withdrawn, .turnedAway, .blocked, .listed, .tacitConsents, .extensions, .lapses, .fallen:
      .decisions
    case .exposure, .defects, .foundBefore, .foundLate, .missed, .wrongRefusals,
      .wrongFindings, .inspections, .visits, .orders, .stops, .revocations, .disqualified,
      .published, .visitsPerFirm, .redone, .lost, .lateCommitments, .sparedChecks:
      .risk
    case .cost, .payments, .ownTimeCost, .holdingCost, .fines, .lateCorrectionCost,
      .assessmentCost, .ownHours, .acquisitions, .administrativeCost, .applications, .population,
      .applicationsPerFirm, .oneOffCost, .oneOffNetCost, .netCost, .netCostWithStaff,
      .presentValue, .presentValueWithStaff:
      .money
    case .waitingTime, .utilization, .queueLength, .assembling, .staffHours, .staffCost: .load
    }
  }
}

/// What is said of a quantity's distribution; an outcome without one is a mean or a total.
public enum StatisticWord: String, Hashable, Sendable, CaseIterable {
  case mean, median, p90, spread

  /// What readers call it.
  public var text: LocalizedText {
    switch self {
    case .mean: pair("均值", "mean")
    case .median: pair("中位数", "median")
    case .p90: pair("p90", "p90")
    case .spread: pair("p90 减 p10", "p90 less p10")
    }
  }
}

/// The name of an outcome taken apart: `need-to-operate-p90`.
public struct OutcomeWords: Hashable, Sendable {
  /// The quantity; nil for a name that this version has no words for.
  public var quantity: Quantity?
  /// The statistic; nil where the name has none.
  public var statistic: StatisticWord?
  /// Whether it is a year's sum over everybody: `annual-cost-payments`.
  public var isAnnual = false
  private var name: String

  /// The words for the outcome called `name`.
  public init(_ name: String) {
    self.name = name
    quantity = Quantity(rawValue: name)
    guard quantity == nil else { return }
    for word in StatisticWord.allCases where name.hasSuffix("-\(word.rawValue)") {
      quantity = Quantity(rawValue: String(name.dropLast(word.rawValue.count + 1)))
      if quantity != nil { statistic = word }
    }
    if quantity == nil, name.hasPrefix("annual-") {
      quantity = Quantity(rawValue: String(name.dropFirst("annual-".count)))
      isAnnual = quantity != nil
    }
  }

  /// Its place among all outcomes: by quantity, then mean, median, p90, spread.
  var order: Int {
    let place = statistic.flatMap { StatisticWord.allCases.firstIndex(of: $0) } ?? 0
    return (quantity?.order ?? Quantity.allCases.count) * StatisticWord.allCases.count + place
  }

  /// What readers call the outcome; the name itself where there are no words.
  public var text: LocalizedText {
    guard let quantity else { return pair(name, name) }
    if isAnnual { return pair("每年的\(quantity.text.zh)", "\(quantity.text.en) a year") }
    guard let statistic else { return quantity.text }
    return pair(
      "\(quantity.text.zh)（\(statistic.text.zh)）", "\(quantity.text.en), \(statistic.text.en)")
  }
}

extension OutcomeUnit {
  /// The unit as a heading names it.
  public var text: LocalizedText {
    switch self {
    case .workingDays: pair("工作日", "working days")
    case .calendarDays: pair("自然日", "calendar days")
    case .yuan: pair("每名申请人，元", "yuan per applicant")
    case .perCase: pair("每件", "per case")
    case .daysPer1000: pair("每 1,000 名申请人，自然日", "calendar days per 1,000 applicants")
    case .per1000: pair("每 1,000 名申请人", "per 1,000 applicants")
    case .share: pair("%", "%")
    case .cases: pair("件", "cases")
    case .hoursPerCase: pair("小时/件", "hours per case")
    case .perFirmYear: pair("每家企业每年", "per firm and year")
    case .perYear: pair("件/年", "a year")
    case .yuanPerYear: pair("元/年", "yuan a year")
    case .yuanInAll: pair("元", "yuan in all")
    case .hoursPerYear: pair("小时/年", "hours a year")
    case .firms: pair("家企业", "firms")
    }
  }
}

extension Verdict {
  /// The verdict as a word.
  public var text: LocalizedText {
    switch self {
    case .better: pair("更好", "better")
    case .worse: pair("更差", "worse")
    case .same: pair("相同", "same")
    case .higher: pair("更高", "higher")
    case .lower: pair("更低", "lower")
    case .cannotTell: pair("无法判断", "cannot tell")
    }
  }
}

extension Worthwhile {
  /// Whether a difference is worth having, as a word.
  public var text: LocalizedText {
    switch self {
    case .yes: pair("值得", "yes")
    case .no: pair("不值得", "no")
    case .cannotTell: pair("无法判断", "cannot tell")
    }
  }
}

extension CaseEnding {
  /// How the passage ended, as a phrase.
  public var text: LocalizedText {
    switch self {
    case .operating: pair("可以开业", "may operate")
    case .refused: pair("被否决", "refused")
    case .wronglyRefused: pair("被错误否决", "wrongly refused")
    case .landExit: pair("退出用地", "land handed back")
    case .withdrawn: pair("放弃", "gave up")
    case .turnedAway: pair("满员未收", "turned away")
    case .blocked: pair("因名单受限", "blocked by a list")
    case .disqualified: pair("被吊销", "licence taken away")
    case .open: pair("未结", "still open")
    }
  }
}

extension MissingReason {
  /// Why a number is missing, as a phrase.
  public var text: LocalizedText {
    switch self {
    case .openCases: pair("未结件过多，只是下限", "lower bound: too many open cases")
    case .notReached: pair("未达到", "not reached")
    case .tooFewReplications: pair("重复运行次数不够", "too few replications")
    case .noCases: pair("没有此类办件", "no such cases")
    case .openInputs: pair("输入的范围使之未定", "the inputs leave it open")
    }
  }
}

/// Who has a case, and who pays: names that results use and no scenario declares.
public enum Party: String, Hashable, Sendable, CaseIterable {
  case applicant, intermediary, window, queue, assembling, review, notice, correction
  case government

  /// What readers call it.
  public var text: LocalizedText {
    switch self {
    case .applicant: pair("申请人", "applicant")
    case .intermediary: pair("中介机构", "intermediary")
    case .window: pair("窗口", "window")
    case .queue: pair("排队", "queue")
    case .assembling: pair("等待会齐", "assembling")
    case .review: pair("审查", "review")
    case .notice: pair("公示", "notice")
    case .correction: pair("补正", "correction")
    case .government: pair("政府", "government")
    }
  }
}

/// Headings and other words of reports.
public enum Term: String, Hashable, Sendable, CaseIterable {
  case outcome, baseline, design, difference, interval, verdict, before, after
  case byMatter, byOffice, byClass, byHolder, byPayer, byAttribute, byMonth
  case gain, lose, same, open, placebo, applicant, time, money
  case runNoise, assumptions, assumed, replications, seed, scenario, plan, lowerBound

  /// The words.
  public var text: LocalizedText {
    switch self {
    case .outcome: pair("结果", "outcome")
    case .baseline: pair("基准方案", "baseline")
    case .design: pair("方案", "design")
    case .difference: pair("差", "difference")
    case .interval: pair("区间", "interval")
    case .verdict: pair("结论", "verdict")
    case .before: pair("基准", "before")
    case .after: pair("本方案", "after")
    case .byMatter: pair("按事项", "by matter")
    case .byOffice: pair("按部门", "by office")
    case .byClass: pair("按申请人类别", "by applicant class")
    case .byHolder: pair("按所在方", "by holder")
    case .byPayer: pair("按付款方", "by payer")
    case .byAttribute: pair("按属性", "by attribute")
    case .byMonth: pair("按需求产生的月份", "by month of the need")
    case .gain: pair("受益", "gain")
    case .lose: pair("受损", "lose")
    case .same: pair("不变", "same")
    case .open: pair("未结件", "open")
    case .placebo: pair("安慰剂对照", "placebo")
    case .applicant: pair("申请人", "applicant")
    case .time: pair("时间", "time")
    case .money: pair("资金", "money")
    case .runNoise: pair("运行噪声", "run noise")
    case .assumptions: pair("假设区间", "assumptions interval")
    case .assumed: pair("假设", "assumed")
    case .replications: pair("重复运行", "replications")
    case .seed: pair("种子", "seed")
    case .scenario: pair("情景文件", "scenario")
    case .plan: pair("执行计划", "plan")
    case .lowerBound: pair("下限", "lower bound")
    }
  }
}

/// What a picture of one world of a comparison is called: `改革后：告知承诺`.
///
/// A design that is called like its world, `改革前`, is named once.
func worldHeading(isBaseline: Bool, _ title: String, _ language: Language) -> String {
  let zh = isBaseline ? "改革前" : "改革后"
  let en = isBaseline ? "Before" : "After"
  guard title != zh, title.lowercased() != en.lowercased() else { return language == .zh ? zh : en }
  return language == .zh ? "\(zh)：\(title)" : "\(en): \(title)"
}

extension Design {
  /// The title with the name that is typed for it, `告知承诺 (commitment)`; the name alone without a title.
  func named(_ language: Language) -> String {
    guard let title = title?[language], title != name else { return name }
    return language == .zh ? "\(title)（\(name)）" : "\(title) (\(name))"
  }
}

extension Scenario {
  /// What readers call a design: its title, else its name.
  func designTitle(_ name: Name, _ language: Language) -> String {
    designs.first { $0.name == name }?.shownTitle[language] ?? name
  }
}
