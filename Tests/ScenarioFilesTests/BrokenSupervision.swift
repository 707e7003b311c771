/// Small scenarios with one fault each in deterrence, checks or what follows them, and every word that
/// is said about it.
let brokenSupervision: [BrokenScenario] = [
  BrokenScenario(
    "deterrence without defects",
    [deterrence("survey: {gain: 20000 yuan, penalty: 100000 yuan}")],
    """
    small.yaml:16:18: error: 'survey' has 'deterrence' and no 'defects'; state its chances in 'defects'
     16 |     deterrence: {survey: {gain: 20000 yuan, penalty: 100000 yuan}}
        |                  ^^^^^^
    """),
  BrokenScenario(
    "a gain in another unit",
    [deterrence("licence: {gain: 200 m2, penalty: 100000 yuan}")],
    """
    small.yaml:16:34: error: 'applicants.firm.deterrence.licence.gain' is in yuan, such as 20000 yuan
     16 |     deterrence: {licence: {gain: 200 m2, penalty: 100000 yuan}}
        |                                  ^^^^^^
    """),
  BrokenScenario(
    "deterrence without a penalty",
    [deterrence("licence: {gain: {uniform: [0 yuan, 100 yuan]}}")],
    """
    small.yaml:16:18: error: 'licence' lacks 'penalty'; write for example 'penalty: 100000 yuan'
     16 |     deterrence: {licence: {gain: {uniform: [0 yuan, 100 yuan]}}}
        |                  ^^^^^^^
    """),
  BrokenScenario(
    "a study of deterrence that nobody declares",
    [("baseline: before}", "baseline: before, deterrence: yes}")],
    """
    small.yaml:3:83: error: 'deterrence: yes', but no class of applicants has 'deterrence'; state there what violating gains and costs
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, deterrence: yes}
       |                                                                                   ^^^
    """),
  BrokenScenario(
    "a publication without a limit",
    [inspection("publish: {office: window, work: 20 minutes}")],
    """
    small.yaml:36:85: error: 'publish' lacks 'within'; write for example 'within: 20 working days'
     36 |       - {inspect: licence, office: permits, work: 1 hours, rate: 10%, detects: 90%, publish: {office: window, work: 20 minutes}}
        |                                                                                     ^^^^^^^
    """),
  BrokenScenario(
    "a publication by an office that does not exist",
    [inspection("publish: {office: windw, work: 20 minutes, within: 20 working days}")],
    """
    small.yaml:36:103: error: no office has the name 'windw'
     36 |       - {inspect: licence, office: permits, work: 1 hours, rate: 10%, detects: 90%, publish: {office: windw, work: 20 minutes, within: 20 working days}}
        |                                                                                                       ^^^^^ did you mean 'window'?
    """),
  BrokenScenario(
    "a publication by an office that turns away",
    [
      ("window: {staff: 2}", "window: {staff: 2, places: 9}"),
      inspection("publish: {office: window, work: 20 minutes, within: 20 working days}"),
    ],
    """
    small.yaml:33:3: error: with 'quick' in place: 'window' turns away whom it has no place for, and checks after the decision, extensions and applications to leave a list are never turned away; give them an office of their own
     33 |   quick:
        |   ^^^^^
    """),
  BrokenScenario(
    "a permit that falls with a matter that does not exist",
    [validity("{with: survay}")],
    """
    small.yaml:32:22: error: 'licence' falls together with 'survay', but no other matter has that name
     32 |     validity: {with: survay}
        |                      ^^^^^^ did you mean 'survey'?
    """),
  BrokenScenario(
    "a permit that falls with itself",
    [validity("{lasts: 1 year, with: [licence, survey]}")],
    """
    small.yaml:32:38: error: 'licence' falls together with 'licence', but no other matter has that name
     32 |     validity: {lasts: 1 year, with: [licence, survey]}
        |                                      ^^^^^^^
    """),
  BrokenScenario(
    "extensions of a permit that stands for good",
    [
      validity("{with: survey, extensions: {atMost: 1, extends: 1 year, work: 1 hours}}")
    ],
    """
    small.yaml:32:5: error: 'validity' lacks 'lasts'; write for example 'lasts: 2 years'
     32 |     validity: {with: survey, extensions: {atMost: 1, extends: 1 year, work: 1 hours}}
        |     ^^^^^^^^
    """),
  BrokenScenario(
    "an end of the ladder that does not exist",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- sanction: {serious: {then: disqualified}}"
      )
    ],
    """
    small.yaml:36:36: error: 'then' cannot be 'disqualified'; it is one of: revoke, disqualify, cure, land-exit
     36 |       - sanction: {serious: {then: disqualified}}
        |                                    ^^^^^^^^^^^^ did you mean 'disqualify'?
    """),
]

private func validity(_ text: String) -> (old: String, new: String) {
  (
    "limit: {statutory: 15 working days}",
    "limit: {statutory: 15 working days}\n    validity: \(text)"
  )
}

private func deterrence(_ text: String) -> (old: String, new: String) {
  (
    "holdingCost: {perCalendarDay: 3000 yuan}",
    "holdingCost: {perCalendarDay: 3000 yuan}\n    deterrence: {\(text)}"
  )
}

private func inspection(_ more: String) -> (old: String, new: String) {
  (
    "- limit: licence\n        promised: 5 working days",
    "- {inspect: licence, office: permits, work: 1 hours, rate: 10%, detects: 90%, \(more)}"
  )
}
