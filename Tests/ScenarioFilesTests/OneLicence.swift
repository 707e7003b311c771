/// The scenario of one licence and its commitment: the smallest that uses most of the format.
let oneLicence = #"""
  format: 1
  title: {zh: 一个许可事项, en: One licence}
  calendar: beijing
  study: {kind: steady, window: {from: 2024-03-01, to: 2024-06-30}, warmUp: 60 calendar days, followFor: 1 year,
          baseline: before, primary: {outcome: need-to-operate, worthwhile: 2 working days}, seed: 2019, replications: 40}
  sources:
    permit-rule: {title: 北京市建筑工程施工许可办法, number: 北京市人民政府令第300号(第二次修改), section: 第十条, status: {inForce: 2021-10-01}}
    permit-news: {title: 北京市发展改革委 2023-10-12 发布稿, status: {announced: 2023-10-12}}
  applicants:
    firm:
      arrivals: {perWorkingDay: 12, grade: D, range: [6, 20], note: no count is published}
      attributes:
        risk: {low: 60%, general: 32%, high: 8%, grade: D, range: [0.8x, 1.2x]}
        willing: {share: 80%, grade: D, range: [50%, 99%]}
      defects: {licence: {curable: 6%, serious: 2%, grade: D, range: [0.5x, 2x]}}
      holdingCost: {perCalendarDay: 3000 yuan, grade: D, range: [1000, 9000]}
  offices:
    window: {staff: 2, cost: 80 yuan/hour}
    permits: {staff: 5, cost: 120 yuan/hour}
    inspectors: {staff: 2, cost: 120 yuan/hour}
  matters:
    licence:
      title: {zh: 许可, en: Licence}
      nature: licence
      office: permits
      prepare: {lognormal: {median: 6 working days, p90: 15 working days}, grade: C, range: [0.5x, 2x]}
      comply: {lognormal: {median: 15 working days, p90: 40 working days}, grade: D, range: [0.5x, 2x]}
      materials: {value: 13, source: permit-news, grade: C, range: [10, 16]}
      completeness: {office: window, work: 20 minutes, correction: {chance: 30%, rounds: 3, takes: {triangular: [1 working days, 3 working days, 8 working days]}}}
      review: {work: {lognormal: {median: 2 hours, p90: 6 hours}}, catches: 85%, falseAlarm: 2%}
      limit: {starts: receipt, statutory: {value: 15 working days, source: permit-news, grade: C, range: [10 working days, 20 working days]}, promised: {value: 5 working days, source: permit-rule, grade: A}}
  reforms:
    commitment:
      source: permit-news
      for: {risk: [low, general], willing: yes}
      changes:
        - commit: licence
          form: permit
          claims: {willMeet: 30 calendar days}
          prepare: 2 working days
          materials: 4
          followUp: {office: inspectors, work: 3 hours, visit: yes, after: 15 calendar days, rate: {low: 30%, general: 100%}, detects: 90%, cure: 20 calendar days, observe: 1 year}
  designs:
    before: []
    commitment: [commitment]
  """#
