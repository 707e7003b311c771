/// Small scenarios with one fault each in a tier, an automated matter, a merger of decisions or matters
/// side by side, and every word that is said about it.
let brokenRoutes: [BrokenScenario] = [
  BrokenScenario(
    "a tier by an attribute that nobody has",
    [tier("rsik", "low: [{cancel: survey}]")],
    """
    small.yaml:36:9: error: no attribute has the name 'rsik'
     36 |       - tier: rsik
        |         ^^^^ did you mean 'risk'?
    """),
  BrokenScenario(
    "a tier by a number",
    [tier("area", "low: [{cancel: survey}]")],
    """
    small.yaml:36:15: error: 'area' is a number; a tier goes by an attribute with categories
     36 |       - tier: area
        |               ^^^^
    """),
  BrokenScenario(
    "a tier of a category that does not exist",
    [tier("risk", "lwo: [{cancel: survey}]")],
    """
    small.yaml:37:19: error: attribute 'risk' has no category 'lwo'; there are general, high, low
     37 |         classes: {lwo: [{cancel: survey}]}
        |                   ^^^ did you mean 'low'?
    """),
  BrokenScenario(
    "a tier without categories",
    [tier("risk", "")],
    """
    small.yaml:37:9: error: there is no category in 'classes'
     37 |         classes: {}
        |         ^^^^^^^
    """),
  BrokenScenario(
    "a tier of a category without changes",
    [tier("risk", "low: []")],
    """
    small.yaml:37:19: error: the list of 'low' is empty
     37 |         classes: {low: []}
        |                   ^^^
    """),
  BrokenScenario(
    "a tier of those whom the reform leaves out",
    [
      ("    source: plan\n", "    source: plan\n    for: {risk: [general, high]}\n"),
      tier("risk", "low: [{cancel: survey}]"),
    ],
    """
    small.yaml:38:19: error: the 'for' of reform 'quick' leaves out applicants whose 'risk' is 'low', so that their changes reach nobody; take them out, or widen 'for'
     38 |         classes: {low: [{cancel: survey}]}
        |                   ^^^
    """),
  BrokenScenario(
    "a tier in a tier",
    [tier("risk", "low: [{tier: willing, classes: {yes: [{cancel: survey}]}}]")],
    """
    small.yaml:37:26: error: 'quick' has a 'tier' by 'willing' where no applicant is known; a 'tier' stands in the changes of a reform itself, not in a switch or another 'tier'
     37 |         classes: {low: [{tier: willing, classes: {yes: [{cancel: survey}]}}]}
        |                          ^^^^
    """),
  BrokenScenario(
    "a tier in a switch",
    [
      (
        "designs:\n",
        "switches:\n  lean: [{tier: risk, classes: {low: [{cancel: survey}]}}]\ndesigns:\n"
      )
    ],
    """
    small.yaml:39:11: error: 'lean' has a 'tier' by 'risk' where no applicant is known; a 'tier' stands in the changes of a reform itself, not in a switch or another 'tier'
     39 |   lean: [{tier: risk, classes: {low: [{cancel: survey}]}}]
        |           ^^^^
    """),
  BrokenScenario(
    "a tier that changes an office",
    [tier("risk", "low: [{capacity: permits, staff: 8}]")],
    """
    small.yaml:37:26: error: reform 'quick' changes an office, which serves everybody; move this change to a reform without 'for', 'uptake' and 'exclude', out of any 'tier'
     37 |         classes: {low: [{capacity: permits, staff: 8}]}
        |                          ^^^^^^^^
    """),
  BrokenScenario(
    "a tier that excludes",
    [tier("risk", "low: [{exclude: {willing: no}}]")],
    """
    small.yaml:37:19: error: 'exclude' does not go into a 'tier'; write it beside the tier, in the changes of the reform
     37 |         classes: {low: [{exclude: {willing: no}}]}
        |                   ^^^
    """),
  BrokenScenario(
    "a tier that decides a matter twice",
    [
      tier("risk", "low: [{confirm: licence}]", beside: "- confirm: licence")
    ],
    """
    small.yaml:38:26: error: reform 'quick' sets the decision mode of matter 'licence' twice; keep one of the two
     38 |         classes: {low: [{confirm: licence}]}
        |                          ^^^^^^^
    """),
  BrokenScenario(
    "a tier that names a matter that does not exist",
    [tier("risk", "low: [{cancel: surveys}]")],
    """
    small.yaml:37:34: error: 'quick' names matter 'surveys', but no matter has that name
     37 |         classes: {low: [{cancel: surveys}]}
        |                                  ^^^^^^^ did you mean 'survey'?
    """),
  BrokenScenario(
    "an automated matter without those whom the machine decides",
    [automate("catches: 80%")],
    """
    small.yaml:36:10: error: 'automate' lacks 'eligible'; write for example 'eligible: 90%'
     36 |       - {automate: licence, catches: 80%}
        |          ^^^^^^^^
    """),
  BrokenScenario(
    "an automated matter whose review finds defects, and whose rules do not",
    [automate("eligible: 90%")],
    """
    small.yaml:36:10: error: reform 'quick' automates matter 'licence', whose review finds defects; state by 'catches' what of them the rules find
     36 |       - {automate: licence, eligible: 90%}
        |          ^^^^^^^^
    """),
  BrokenScenario(
    "a machine that raises false alarms alone",
    [automate("eligible: 90%, falseAlarm: 1%")],
    """
    small.yaml:36:10: error: reform 'quick' automates matter 'licence', whose review finds defects; state by 'catches' what of them the rules find
     36 |       - {automate: licence, eligible: 90%, falseAlarm: 1%}
        |          ^^^^^^^^
    small.yaml:36:56: error: 'falseAlarm' goes with 'catches'; write for example 'catches: 85%'
     36 |       - {automate: licence, eligible: 90%, falseAlarm: 1%}
        |                                                        ^^
    """),
  BrokenScenario(
    "a machine that works in office hours",
    [automate("eligible: 90%, catches: 80%, takes: 2 working days")],
    """
    small.yaml:36:65: error: 'reforms.quick.changes.automate.licence.takes' is in working days, but a machine works at all hours; use minutes, hours or calendar days
     36 |       - {automate: licence, eligible: 90%, catches: 80%, takes: 2 working days}
        |                                                                 ^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a machine for some categories",
    [automate("eligible: {low: 90%, general: 20%}, catches: 80%")],
    """
    small.yaml:36:29: error: the table by 'risk' misses the category high
     36 |       - {automate: licence, eligible: {low: 90%, general: 20%}, catches: 80%}
        |                             ^^^^^^^^
    """),
  BrokenScenario(
    "a merger of decisions without a source",
    [("    source: plan\n", ""), merge("of: [form, decision]")],
    """
    small.yaml:35:10: error: reform 'quick' merges the decisions on several matters into one, 'both', without a 'source'; name the rule that provides for it, or take 'decision' out of 'of'
     35 |       - {merge: [survey, licence], into: both, of: [form, decision]}
        |          ^^^^^
    """),
  BrokenScenario(
    "a merger of decisions on several forms",
    [merge("of: [visit], decision: one")],
    """
    small.yaml:36:10: error: reform 'quick' makes one decision of 'both' and leaves several forms; one decision answers one form, put 'form' into 'of'
     36 |       - {merge: [survey, licence], into: both, of: [visit], decision: one}
        |          ^^^^^
    """),
  BrokenScenario(
    "a merger into two decisions",
    [merge("of: [form], decision: two")],
    """
    small.yaml:36:70: error: 'decision' cannot be 'two'; it is one of: one
     36 |       - {merge: [survey, licence], into: both, of: [form], decision: two}
        |                                                                      ^^^
    """),
  BrokenScenario(
    "a merger of something else",
    [merge("of: [form, permit]")],
    """
    small.yaml:36:48: error: 'of' cannot be 'permit'; it is one of: form, visit, decision
     36 |       - {merge: [survey, licence], into: both, of: [form, permit]}
        |                                                ^^
    """),
  BrokenScenario(
    "a joint intake without a lead",
    [parallel("intake: joint")],
    """
    small.yaml:36:10: error: 'parallel' lacks 'lead'; write for example 'lead: window'
     36 |       - {parallel: [survey, licence], intake: joint}
        |          ^^^^^^^^
    """),
  BrokenScenario(
    "a lead without a joint intake",
    [parallel("lead: window")],
    """
    small.yaml:36:45: error: 'lead' goes with 'intake: joint'
     36 |       - {parallel: [survey, licence], lead: window}
        |                                             ^^^^^^
    """),
  BrokenScenario(
    "a joint intake of matters that follow each other",
    [parallel("intake: joint, lead: licence")],
    """
    small.yaml:36:10: error: reform 'quick' takes in, discusses or closes 'survey' and 'licence' together, but 'licence' waits for the result of 'survey'; part the two
     36 |       - {parallel: [survey, licence], intake: joint, lead: licence}
        |          ^^^^^^^^
    """),
  BrokenScenario(
    "a closing of another kind",
    [parallel("closing: last")],
    """
    small.yaml:36:48: error: 'closing' cannot be 'last'; it is one of: each, together
     36 |       - {parallel: [survey, licence], closing: last}
        |                                                ^^^^
    """),
  BrokenScenario(
    "a meeting of nobody",
    [parallel("conflictMeeting: {work: 1 hours, chance: 20%}")],
    """
    small.yaml:36:39: error: 'conflictMeeting' lacks 'offices'; write for example 'offices: [planning, fire]'
     36 |       - {parallel: [survey, licence], conflictMeeting: {work: 1 hours, chance: 20%}}
        |                                       ^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a meeting of an office that does not exist",
    [
      ("    needs: [survey]\n", ""),
      parallel("conflictMeeting: {offices: [permits, windw], work: 1 hours, chance: 20%}"),
    ],
    """
    small.yaml:35:76: error: no office has the name 'windw'
     35 |       - {parallel: [survey, licence], conflictMeeting: {offices: [permits, windw], work: 1 hours, chance: 20%}}
        |                                                                            ^^^^^ did you mean 'window'?
    """),
]

/// In place of the small scenario's change, both matters side by side.
private func parallel(_ keys: String) -> (old: String, new: String) {
  (
    "- limit: licence\n        promised: 5 working days",
    "- {parallel: [survey, licence], \(keys)}"
  )
}

/// In place of the small scenario's change, a merger of both matters.
private func merge(_ keys: String) -> (old: String, new: String) {
  (
    "- limit: licence\n        promised: 5 working days",
    "- {merge: [survey, licence], into: both, \(keys)}"
  )
}

/// In place of the small scenario's change, an automated licence.
private func automate(_ keys: String) -> (old: String, new: String) {
  (
    "- limit: licence\n        promised: 5 working days", "- {automate: licence, \(keys)}"
  )
}

/// In place of the small scenario's change, a tier by `attribute` with `classes`.
private func tier(_ attribute: String, _ classes: String, beside other: String = "")
  -> (old: String, new: String)
{
  (
    "- limit: licence\n        promised: 5 working days",
    (other.isEmpty ? "" : "\(other)\n      ")
      + "- tier: \(attribute)\n        classes: {\(classes)}"
  )
}
