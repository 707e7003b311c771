/// A scenario that uses the parts of the format that one licence does not need.
let constructionProject = #"""
  format: 1
  title: {zh: 建设项目, en: A construction project}
  study: {kind: transition, from: 2023-06-01, appliesTo: submitted-after, window: {from: 2023-01-01, to: 2023-06-30}, warmUp: 3 months, followFor: 2 years, baseline: before, noticeable: {time: 2 working days, money: 500 yuan}}
  sources:
    decision: {title: 某决定, status: {pilot: 2022-01-01, to: 2023-12-31, area: 亦庄}}
  applicants:
    plant:
      arrivals: {perCalendarDay: 2}
      attributes:
        willing: 80%
        onNegativeList: {share: 5%}
        area: {triangular: [100 m2, 800 m2, 5000 m2]}
        size: {by: willing, yes: {small: 30%, large: 70%}, no: {small: 60%, large: 40%}}
      hourCost: 60 yuan/hour
      hours: {Monday-Friday: [09:00-12:00, 13:00-18:00], Saturday: [09:00-12:00]}
      defects: {acceptance: {curable: {by: size, small: 5%, large: 10%}, serious: 1%}, environment: {curable: 5%, serious: 1%}}
  offices:
    committee: {staff: 3, session: {every: 2 weeks, on: Tuesday 14:00, atMost: 8, from: 2022-01-01, onHoliday: next}}
    construction-office: {staff: 4}
    fire: {staff: 2}
    planning: {staff: 2}
    registry: {staff: 1}
    inspectors: {staff: 3}
  ownWork:
    construction:
      needs: [construction-permit]
      milestones:                       # lists keep their order, maps never do
        - foundation: {takes: {lognormal: {median: 60 working days, p90: 100 working days}}, grade: D, range: [0.5x, 2x]}
        - structure: {takes: {lognormal: {median: 150 working days, p90: 240 working days}}, grade: D, range: [0.5x, 2x]}
  mayOperate: {needs: [acceptance, acceptance-fire, acceptance-planning]}     # left out: every matter that applies and all own work
  matters:
    environment: {office: planning, review: {work: 5 hours}, fee: 300 yuan, payments: [{amount: 20000 yuan, payer: applicant, payee: agency}]}
    water: {office: planning, after: [environment], review: {work: 5 hours, again: {chance: 10%, from: completeness, rounds: unlimited}}, completeness: {work: 10 minutes}}
    landscaping: {office: planning, review: {work: 1 hours}, trip: 40%, ownHours: 12 hours, reapply: {after: 30 calendar days, atMost: 2}}
    filing: {office: registry, nature: filing, completeness: {work: 30 minutes}, delivery: {takes: 1 working days, limit: 3 working days, trip: yes}}
    proof-of-funds: {office: registry, basis: none, nature: service}
    drawing-review: {office: planning, review: {work: {pert: [2 hours, 4 hours, 10 hours]}}}
    construction-permit: {office: construction-office, needs: [environment, water, drawing-review, filing], after: [proof-of-funds], limit: {statutory: 7 working days, yellowAt: 70%}}
    acceptance:
      office: construction-office
      needs: [construction.structure]
      when: {area: {atLeast: 300 m2}}
      cureCost: {design: 20000 yuan, operation: 500000 yuan}
      activities:
        - papers: {work: 4 hours}       # the matter's office
        - visit: {offices: [construction-office, fire, planning], work: 3 hours, visit: yes, catches: 90%, falseAlarm: 2%, stopsClock: yes, stage: acceptance}
        - publicity: {wait: 5 working days, stopsClock: yes}
    acceptance-fire: {office: fire, needs: [construction], review: {work: 1 hours, visit: yes}}
    acceptance-planning: {office: planning, needs: [construction], review: {work: 1 hours, visit: yes}}
  reforms:
    joint-acceptance:
      changes:
        - merge: [acceptance-fire, acceptance-planning]
          into: joint-acceptance
          of: [form, visit]
          failing: failedOnly
    pilot:
      sources: [decision]
      for: {willing: yes}
      uptake: {by: size, small: 50%, large: 70%}
      requires: [joint-acceptance]
      changes:
        - exclude: {onNegativeList: yes}
        - add: admission
          before: [filing]
          matter: {office: committee, activities: [{study: {work: 16 hours}}, {publicity: {wait: 5 working days}}]}
        - commit: environment
          form: pledge
          record: {office: registry, work: 1 hours}
          verifiedAt:
            - at: construction.foundation
              by: {office: inspectors, work: 6 hours, visit: yes, rate: 30%, detects: 80%}
            - at: acceptance
              by: {office: committee, work: 8 hours, visit: no, rate: 100%, detects: 90%}
          cure: 20 calendar days
        - file: landscaping
          timing: before
          receipt: {office: registry, work: 1 hours, returned: 5%}
        - inspect: [construction.foundation, construction.structure]
          offices: [inspectors, fire]
          rate: 30%
          work: 6 hours
          detects: 80%
        - sanction: {curable: {order: 20 calendar days, fine: 10000 yuan}, serious: {stop: 60 calendar days, then: revoke}}
        - phase: drawing-review
          moves: {from: construction-permit, to: construction.foundation}
          onFailure: redo
        - parallel: [environment, water]
        - ahead: environment
          payer: government
          cost: 300000 yuan
          validity: 5 years
          conforming: 80%
        - limit: [construction-permit]
          promised: 45% of statutory
        - confirm: filing
        - cancel: [proof-of-funds]
    blocks:
      changes:
        - waive: [water]
          because: {substituted: environment}
  designs:
    before: []
    after: [pilot, joint-acceptance]
  switches:
    baseline-lean: [{cancel: proof-of-funds}]
  """#
