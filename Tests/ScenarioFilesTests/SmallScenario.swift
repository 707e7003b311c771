/// A scenario without a fault that has a little of most things; broken ones are made from it.
let smallScenario = #"""
  format: 1
  title: {zh: 小例, en: Small}
  study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before}
  sources:
    law: {title: 某办法, status: {inForce: 2021-10-01}}
    plan: {title: 某计划, status: {target: 2025-12-31}}
  applicants:
    firm:
      arrivals: {perWorkingDay: 12}
      attributes:
        risk: {low: 60%, general: 32%, high: 8%}
        area: {lognormal: {median: 500 m2, p90: 3000 m2}}
        willing: 80%
      defects: {licence: {curable: 6%, serious: 2%}}
      holdingCost: {perCalendarDay: 3000 yuan}
  offices:
    window: {staff: 2}
    permits: {staff: 5, cost: 120 yuan/hour}
  matters:
    survey:
      office: permits
      review: {work: 2 hours}
    licence:
      title: Licence
      office: permits
      basis: law
      needs: [survey]
      prepare: 6 working days
      completeness: {office: window, work: 20 minutes, correction: {chance: 30%, takes: 3 working days}}
      review: {work: {lognormal: {median: 2 hours, p90: 6 hours}}, again: 10%, catches: 85%}
      limit: {statutory: 15 working days}
  reforms:
    quick:
      source: plan
      changes:
        - limit: licence
          promised: 5 working days
  designs:
    before: []
    after: [quick]
  """#
