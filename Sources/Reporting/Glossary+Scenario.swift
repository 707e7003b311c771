public import ApprovalModel

// The words for what a scenario declares: the part of the glossary that `explain` and `diff` speak.

/// A text in both languages, written short because this file is a list of them.
private func pair(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

/// Headings and words for what a scenario declares.
public enum ScenarioTerm: String, Hashable, Sendable, CaseIterable {
  case applicants, offices, matters, ownWork, processMap, reforms, designs, limitPath, sources
  case grades, study
  case creditLists, switches, mayOperate, title, calendar, baseline
  case people, hours, cost, load, office, applicantClass
  case arrivals, attributes, defects, deterrence, holdingCost, hourCost, patience, firms
  case nature, basis, when, needs, after, comply, prepare, intermediary, materials, trip, online
  case ownHours, payments, completeness, correction, rectify, statutory, promised, tacit, escalates
  case delivery, reapply, validity, cureCost, ahead, mode, signing, followUp, verified, milestone
  case consequences, discipline, sitting, staffing, helps, batch, places
  case added, removed, changed, kept, requires, reaches, uptake, cites

  /// The words.
  public var text: LocalizedText {
    switch self {
    case .applicants: pair("申请人", "applicants")
    case .offices: pair("部门、窗口", "offices")
    case .matters: pair("事项", "matters")
    case .ownWork: pair("自行实施工作", "own work")
    case .processMap: pair("流程图", "process map")
    case .reforms: pair("改革举措", "reforms")
    case .designs: pair("方案", "designs")
    case .limitPath: pair("时限路径", "limit path")
    case .sources: pair("来源", "sources")
    case .grades: pair("证据等级", "grades")
    case .study: pair("研究", "study")
    case .creditLists: pair("信用名单", "credit lists")
    case .switches: pair("情景开关", "switches")
    case .mayOperate: pair("可以开业（投用）", "may operate")
    case .title: pair("标题", "title")
    case .calendar: pair("日历", "calendar")
    case .baseline: pair("基准方案", "baseline")
    case .people: pair("人数", "people")
    case .hours: pair("每日小时", "hours a day")
    case .cost: pair("每小时成本", "cost of an hour")
    case .load: pair("预计负荷", "expected load")
    case .office: pair("承办部门", "office")
    case .applicantClass: pair("申请人类别", "applicant class")
    case .arrivals: pair("需求产生", "needs")
    case .attributes: pair("属性", "attribute")
    case .defects: pair("缺陷", "defects")
    case .deterrence: pair("威慑效应", "deterrence")
    case .holdingCost: pair("等待成本", "holding cost")
    case .hourCost: pair("自有人员工时成本", "own-time cost")
    case .patience: pair("耐心", "patience")
    case .firms: pair("企业", "firms")
    case .nature: pair("事项性质", "nature")
    case .basis: pair("依据", "basis")
    case .when: pair("适用条件", "condition")
    case .needs: pair("前置条件", "needs")
    case .after: pair("惯例先后", "after (custom)")
    case .comply: pair("达标工作", "compliance work")
    case .prepare: pair("材料准备", "preparation")
    case .intermediary: pair("中介机构", "intermediary")
    case .materials: pair("材料", "materials")
    case .trip: pair("到窗口提交", "handed in at a window")
    case .online: pair("网上提交", "handed in online")
    case .ownHours: pair("自有人员工时", "own staff hours")
    case .payments: pair("付款", "payment")
    case .completeness: pair("形式审查", "completeness check")
    case .correction: pair("补正", "correction")
    case .rectify: pair("审查要求的改正", "correction ordered by the review")
    case .statutory: pair("法定时限", "statutory limit")
    case .promised: pair("承诺时限", "promised limit")
    case .tacit: pair("默认许可", "tacit consent")
    case .escalates: pair("预警升级", "escalation")
    case .delivery: pair("送达", "delivery")
    case .reapply: pair("再次申请", "applying again")
    case .validity: pair("有效期", "validity")
    case .cureCost: pair("改正成本", "cost of curing a defect")
    case .ahead: pair("区域评估", "regional assessment")
    case .mode: pair("办理方式", "how it is decided")
    case .signing: pair("签署", "signing")
    case .followUp: pair("事后核查", "follow-up inspection")
    case .verified: pair("核验", "verification")
    case .milestone: pair("节点", "milestone")
    case .consequences: pair("发现问题后", "after a finding")
    case .discipline: pair("排队次序", "order of the queue")
    case .sitting: pair("定期会议", "session")
    case .staffing: pair("人员安排", "staffing rules")
    case .helps: pair("帮助", "helps")
    case .batch: pair("成批办理", "batch")
    case .places: pair("席位数", "places")
    case .added: pair("新增", "added")
    case .removed: pair("取消", "removed")
    case .changed: pair("改动", "changed")
    case .kept: pair("不变", "kept")
    case .requires: pair("须同时采用", "requires")
    case .reaches: pair("适用于", "reaches")
    case .uptake: pair("采用率", "uptake")
    case .cites: pair("引用它的输入", "cited by")
    }
  }

  /// The word for a top-level part of a scenario file.
  init?(section: String) {
    switch section {
    case "applicants", "offices", "matters", "ownWork", "reforms", "designs", "sources", "study",
      "creditLists", "switches", "mayOperate", "title", "calendar":
      self.init(rawValue: section)
    case "inspections": self = .followUp
    default: return nil
    }
  }
}

extension Nature {
  /// What readers call it.
  public var text: LocalizedText {
    switch self {
    case .licence: pair("许可", "licence")
    case .approval: pair("审批", "approval")
    case .verification: pair("核准", "verification")
    case .filing: pair("备案", "filing")
    case .confirmation: pair("确认", "confirmation")
    case .service: pair("服务", "service")
    }
  }
}

extension Stage {
  /// What readers call it.
  public var text: LocalizedText {
    switch self {
    case .design: pair("设计", "design")
    case .foundation: pair("基础", "foundation")
    case .structure: pair("主体", "structure")
    case .acceptance: pair("验收", "acceptance")
    case .operation: pair("运营", "operation")
    }
  }
}

extension Grade {
  /// What readers call it.
  public var text: LocalizedText {
    switch self {
    case .a: pair("现行法律、规定", "law or rule in force")
    case .b: pair("公开统计", "published statistic")
    case .bMinus: pair("部门自报统计", "statistic reported by the office itself")
    case .c: pair("新闻或专家估计", "press or expert estimate")
    case .d: pair("假设", "assumption")
    }
  }
}

extension ProcessMap.Status {
  /// The word, empty where nothing needs saying.
  var text: LocalizedText {
    switch self {
    case .kept: pair("", "")
    case .changed: ScenarioTerm.changed.text
    case .added: ScenarioTerm.added.text
    case .removed: ScenarioTerm.removed.text
    }
  }

  /// The sign before the word.
  var sign: String {
    switch self {
    case .kept: ""
    case .changed: "~"
    case .added: "+"
    case .removed: "-"
    }
  }
}
