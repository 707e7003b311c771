/// Small scenarios with one fault each in offices, arrivals, quorums, permits and credit lists, and
/// every word that is said about it.
let brokenProcesses: [BrokenScenario] = [
  BrokenScenario(
    "a discipline of another name",
    [("window: {staff: 2}", "window: {staff: 2, discipline: earliestDueDat}")],
    """
    small.yaml:17:34: error: 'discipline' cannot be 'earliestDueDat'; it is one of: firstComeFirstServed, earliestDueDate
     17 |   window: {staff: 2, discipline: earliestDueDat}
        |                                  ^^^^^^^^^^^^^^ did you mean 'earliestDueDate'?
    """),
  BrokenScenario(
    "a priority by two attributes",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, discipline: {priority: {risk: [high], willing: [yes]}}}"
      )
    ],
    """
    small.yaml:17:35: error: a priority goes by one attribute, such as 'priority: {risk: [high, general]}'
     17 |   window: {staff: 2, discipline: {priority: {risk: [high], willing: [yes]}}}
        |                                   ^^^^^^^^
    """),
  BrokenScenario(
    "a priority by an attribute that nobody has",
    [("window: {staff: 2}", "window: {staff: 2, discipline: {priority: {rsik: [high, general]}}}")],
    """
    small.yaml:17:46: error: no attribute has the name 'rsik'
     17 |   window: {staff: 2, discipline: {priority: {rsik: [high, general]}}}
        |                                              ^^^^ did you mean 'risk'?
    """),
  BrokenScenario(
    "a priority of a category that does not exist",
    [("window: {staff: 2}", "window: {staff: 2, discipline: {priority: {risk: [high, mid]}}}")],
    """
    small.yaml:17:59: error: attribute 'risk' has no category 'mid'; there are general, high, low
     17 |   window: {staff: 2, discipline: {priority: {risk: [high, mid]}}}
        |                                                           ^^^
    """),
  BrokenScenario(
    "a priority of a class that does not exist",
    [("window: {staff: 2}", "window: {staff: 2, discipline: {priority: {class: [frim]}}}")],
    """
    small.yaml:17:54: error: attribute 'class' has no category 'frim'; there are firm
     17 |   window: {staff: 2, discipline: {priority: {class: [frim]}}}
        |                                                      ^^^^ did you mean 'firm'?
    """),
  BrokenScenario(
    "a priority by a number",
    [("window: {staff: 2}", "window: {staff: 2, discipline: {priority: {area: [large]}}}")],
    """
    small.yaml:17:46: error: 'area' is a number; a priority goes by an attribute with categories
     17 |   window: {staff: 2, discipline: {priority: {area: [large]}}}
        |                                              ^^^^
    """),
  BrokenScenario(
    "a priority that names a category twice",
    [("window: {staff: 2}", "window: {staff: 2, discipline: {priority: {risk: [high, high]}}}")],
    """
    small.yaml:17:59: error: 'high' stands here twice
     17 |   window: {staff: 2, discipline: {priority: {risk: [high, high]}}}
        |                                                           ^^^^
    """),
  BrokenScenario(
    "staff that is a map",
    [("window: {staff: 2}", "window: {staff: {Monday: 3}}")],
    """
    small.yaml:17:12: error: 'staff' is one whole number; how it changes with time is stated in 'staffing'
     17 |   window: {staff: {Monday: 3}}
        |            ^^^^^
    """),
  BrokenScenario(
    "a staffing rule without a time",
    [("window: {staff: 2}", "window: {staff: 2, staffing: [{staff: 3}]}")],
    """
    small.yaml:17:33: error: the rule does not say when it holds; state 'from', 'to', 'on' or 'hours'
     17 |   window: {staff: 2, staffing: [{staff: 3}]}
        |                                 ^^^^^^^^^^
    """),
  BrokenScenario(
    "a staffing rule without staff",
    [("window: {staff: 2}", "window: {staff: 2, staffing: [{on: Monday}]}")],
    """
    small.yaml:17:33: error: 'offices.window.staffing.Monday' lacks 'staff'; write for example 'staff: 2'
     17 |   window: {staff: 2, staffing: [{on: Monday}]}
        |                                 ^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a staffing rule that ends before it begins",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, staffing: [{from: 2024-05-31, to: 2024-05-01, staff: 3}]}"
      )
    ],
    """
    small.yaml:17:56: error: the rule ends on 2024-05-01, before it begins on 2024-05-31
     17 |   window: {staff: 2, staffing: [{from: 2024-05-31, to: 2024-05-01, staff: 3}]}
        |                                                        ^^^^^^^^^^
    """),
  BrokenScenario(
    "a staffing rule on an unknown weekday",
    [("window: {staff: 2}", "window: {staff: 2, staffing: [{on: [Monday, Fryday], staff: 3}]}")],
    """
    small.yaml:17:47: error: 'Fryday' is no day of the week; write Monday, Tuesday, …, Sunday
     17 |   window: {staff: 2, staffing: [{on: [Monday, Fryday], staff: 3}]}
        |                                               ^^^^^^ did you mean 'Friday'?
    """),
  BrokenScenario(
    "a staffing rule on one weekday twice",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, staffing: [{on: [Monday-Friday, Tuesday], staff: 3}]}"
      )
    ],
    """
    small.yaml:17:54: error: Tuesday stands here twice
     17 |   window: {staff: 2, staffing: [{on: [Monday-Friday, Tuesday], staff: 3}]}
        |                                                      ^^^^^^^
    """),
  BrokenScenario(
    "a staffing rule at no hours",
    [("window: {staff: 2}", "window: {staff: 2, staffing: [{hours: 14-15, staff: 3}]}")],
    """
    small.yaml:17:41: error: '14-15' is no session; write for example 09:00-12:00
     17 |   window: {staff: 2, staffing: [{hours: 14-15, staff: 3}]}
        |                                         ^^^^^
    """),
  BrokenScenario(
    "a staffing rule when nobody works",
    [("window: {staff: 2}", "window: {staff: 2, staffing: [{hours: 12:00-13:00, staff: 3}]}")],
    """
    small.yaml:17:61: error: 'window' is never open in these hours, so the rule has no effect
     17 |   window: {staff: 2, staffing: [{hours: 12:00-13:00, staff: 3}]}
        |                                                             ^
    """),
  BrokenScenario(
    "two staffing rules for one time",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, staffing: [{on: Monday, staff: 3}, {on: Monday, staff: 4}]}"
      )
    ],
    """
    small.yaml:17:57: error: another rule holds at the same dates and hours; the later one always counts, so take one out
     17 |   window: {staff: 2, staffing: [{on: Monday, staff: 3}, {on: Monday, staff: 4}]}
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "no staffing rules",
    [("window: {staff: 2}", "window: {staff: 2, staffing: []}")],
    """
    small.yaml:17:22: error: the list of 'staffing' is empty
     17 |   window: {staff: 2, staffing: []}
        |                      ^^^^^^^^
    """),
  BrokenScenario(
    "staffing of an office that sits",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, session: {every: 1 week, on: Tuesday 14:00}, staffing: [{on: Tuesday, staff: 3}]}"
      )
    ],
    """
    small.yaml:17:67: error: 'window' has sittings, which take cases whatever the staff; take 'staffing' or 'session' out
     17 |   window: {staff: 2, session: {every: 1 week, on: Tuesday 14:00}, staffing: [{on: Tuesday, staff: 3}]}
        |                                                                   ^^^^^^^^
    """),
  BrokenScenario(
    "a staff change without staffing",
    [("window: {staff: 2}", "window: {staff: 2, atStaffChange: pause}")],
    """
    small.yaml:17:37: error: 'atStaffChange' goes with 'staffing', without which the staff never changes; state 'staffing' or take it out
     17 |   window: {staff: 2, atStaffChange: pause}
        |                                     ^^^^^
    """),
  BrokenScenario(
    "a staff change of another name",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, staffing: [{on: Monday, staff: 3}], atStaffChange: handover}"
      )
    ],
    """
    small.yaml:17:73: error: 'atStaffChange' cannot be 'handover'; it is one of: finish, pause, hand-over
     17 |   window: {staff: 2, staffing: [{on: Monday, staff: 3}], atStaffChange: handover}
        |                                                                         ^^^^^^^^ did you mean 'hand-over'?
    """),
  BrokenScenario(
    "an office that helps itself",
    [("window: {staff: 2}", "window: {staff: 2, helps: [window]}")],
    """
    small.yaml:17:30: error: 'window' cannot help itself
     17 |   window: {staff: 2, helps: [window]}
        |                              ^^^^^^
    """),
  BrokenScenario(
    "an office that helps an unknown one",
    [("window: {staff: 2}", "window: {staff: 2, helps: [permit]}")],
    """
    small.yaml:17:30: error: no office has the name 'permit'
     17 |   window: {staff: 2, helps: [permit]}
        |                              ^^^^^^ did you mean 'permits'?
    """),
  BrokenScenario(
    "help for an office that sits",
    [
      ("window: {staff: 2}", "window: {staff: 2, helps: [permits]}"),
      ("permits: {staff: 5,", "permits: {staff: 5, session: {every: 1 week, on: Tuesday 14:00},"),
    ],
    """
    small.yaml:17:30: error: 'permits' has sittings and takes cases then only; no office can help it
     17 |   window: {staff: 2, helps: [permits]}
        |                              ^^^^^^^
    """),
  BrokenScenario(
    "help from an office that sits",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, helps: [permits], session: {every: 1 week, on: Tuesday 14:00}}"
      )
    ],
    """
    small.yaml:17:22: error: 'window' has sittings and works then only; it cannot help other offices
     17 |   window: {staff: 2, helps: [permits], session: {every: 1 week, on: Tuesday 14:00}}
        |                      ^^^^^
    """),
  BrokenScenario(
    "help for an office with a batch",
    [
      ("window: {staff: 2}", "window: {staff: 2, helps: [permits]}"),
      ("permits: {staff: 5,", "permits: {staff: 5, batch: {size: 2, within: 1 working day},"),
    ],
    """
    small.yaml:17:30: error: 'permits' gathers its cases in a 'batch'; no office can help it
     17 |   window: {staff: 2, helps: [permits]}
        |                              ^^^^^^^
    """),
  BrokenScenario(
    "a batch of one",
    [("window: {staff: 2}", "window: {staff: 2, batch: {size: 1, within: 3 working days}}")],
    """
    small.yaml:17:36: error: '1' is not between 2 and 10000
     17 |   window: {staff: 2, batch: {size: 1, within: 3 working days}}
        |                                    ^
    """),
  BrokenScenario(
    "a batch that may wait forever",
    [("window: {staff: 2}", "window: {staff: 2, batch: {size: 5}}")],
    """
    small.yaml:17:22: error: 'batch' lacks 'within'; write for example 'within: 3 working days'
     17 |   window: {staff: 2, batch: {size: 5}}
        |                      ^^^^^
    """),
  BrokenScenario(
    "a batch beside a session",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, batch: {size: 5, within: 3 working days}, session: {every: 1 week, on: Tuesday 14:00}}"
      )
    ],
    """
    small.yaml:17:22: error: 'batch' and 'session' of 'window' exclude each other
     17 |   window: {staff: 2, batch: {size: 5, within: 3 working days}, session: {every: 1 week, on: Tuesday 14:00}}
        |                      ^^^^^
    """),
  BrokenScenario(
    "a batch of an office that helps",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, batch: {size: 5, within: 3 working days}, helps: [permits]}"
      )
    ],
    """
    small.yaml:17:22: error: 'batch' and 'helps' of 'window' exclude each other
     17 |   window: {staff: 2, batch: {size: 5, within: 3 working days}, helps: [permits]}
        |                      ^^^^^
    """),
  BrokenScenario(
    "an office without a place",
    [("window: {staff: 2}", "window: {staff: 2, places: 0}")],
    """
    small.yaml:17:30: error: '0' is not between 1 and 1000000
     17 |   window: {staff: 2, places: 0}
        |                              ^
    """),
  BrokenScenario(
    "a joint activity of an office with places",
    [
      ("window: {staff: 2}", "window: {staff: 2, places: 5}"),
      (
        "review: {work: 2 hours}",
        "activities: [joint: {offices: [permits, window], work: 2 hours}]"
      ),
    ],
    """
    small.yaml:22:45: error: 'window' states 'places' and cannot act together with other offices; give the joint work an office of its own
     22 |     activities: [joint: {offices: [permits, window], work: 2 hours}]
        |                                             ^^^^^^
    """),
  BrokenScenario(
    "a joint activity of an office with a batch",
    [
      ("window: {staff: 2}", "window: {staff: 2, batch: {size: 5, within: 3 working days}}"),
      (
        "review: {work: 2 hours}",
        "activities: [joint: {offices: [permits, window], work: 2 hours}]"
      ),
    ],
    """
    small.yaml:22:45: error: 'window' states 'batch' and cannot act together with other offices; give the joint work an office of its own
     22 |     activities: [joint: {offices: [permits, window], work: 2 hours}]
        |                                             ^^^^^^
    """),
  BrokenScenario(
    "a joint inspection by an office with places",
    [
      ("window: {staff: 2}", "window: {staff: 2, places: 5}"),
      (
        "- limit: licence\n        promised: 5 working days",
        "- inspect: licence\n        offices: [permits, window]\n        work: 1 hours\n        rate: 10%\n        detects: 80%"
      ),
    ],
    """
    small.yaml:37:28: error: 'window' states 'places' and cannot act together with other offices; give the joint work an office of its own
     37 |         offices: [permits, window]
        |                            ^^^^^^
    """),
  BrokenScenario(
    "an escalation without a limit",
    [("limit: {statutory: 15 working days}", "limit: {escalates: yellow}")],
    """
    small.yaml:31:24: error: 'escalates' goes with a limit; state 'statutory' or 'promised'
     31 |     limit: {escalates: yellow}
        |                        ^^^^^^
    """),
  BrokenScenario(
    "an escalation at another light",
    [
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days, escalates: green}"
      )
    ],
    """
    small.yaml:31:52: error: 'escalates' cannot be 'green'; it is one of: yellow, red
     31 |     limit: {statutory: 15 working days, escalates: green}
        |                                                    ^^^^^
    """),
  BrokenScenario(
    "a tacit consent without a limit",
    [("limit: {statutory: 15 working days}", "limit: {tacit: yes}")],
    """
    small.yaml:31:20: error: 'tacit' goes with a limit; state 'statutory' or 'promised'
     31 |     limit: {tacit: yes}
        |                    ^^^
    """),
  BrokenScenario(
    "a tacit consent that is neither yes nor no",
    [("limit: {statutory: 15 working days}", "limit: {statutory: 15 working days, tacit: maybe}")],
    """
    small.yaml:31:48: error: 'tacit' is yes or no, not 'maybe'
     31 |     limit: {statutory: 15 working days, tacit: maybe}
        |                                                ^^^^^
    """),
  BrokenScenario(
    "a validity without an end",
    [
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days}\n    validity: {usedBy: build}"
      ),
      (
        "matters:\n",
        "ownWork:\n  build:\n    needs: [licence]\n    milestones:\n      - walls: {takes: 5 working days}\nmatters:\n"
      ),
    ],
    """
    small.yaml:37:5: error: 'validity' lacks 'lasts'; write for example 'lasts: 2 years'
     37 |     validity: {usedBy: build}
        |     ^^^^^^^^
    """),
  BrokenScenario(
    "a permit used by work that does not exist",
    [
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days}\n    validity: {lasts: 2 years, usedBy: biuld}"
      ),
      (
        "matters:\n",
        "ownWork:\n  build:\n    needs: [licence]\n    milestones:\n      - walls: {takes: 5 working days}\nmatters:\n"
      ),
    ],
    """
    small.yaml:37:40: error: 'licence' is used by 'biuld', but no own work has that name
     37 |     validity: {lasts: 2 years, usedBy: biuld}
        |                                        ^^^^^ did you mean 'build'?
    """),
  BrokenScenario(
    "a permit used by a matter",
    [
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days}\n    validity: {lasts: 2 years, usedBy: survey}"
      )
    ],
    """
    small.yaml:32:40: error: 'licence' is used by 'survey', but no own work has that name
     32 |     validity: {lasts: 2 years, usedBy: survey}
        |                                        ^^^^^^
    """),
  BrokenScenario(
    "an extension by an unknown office",
    [
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days}\n    validity: {lasts: 2 years, extensions: {atMost: 1, extends: 1 year, office: permit, work: 1 hours}}"
      )
    ],
    """
    small.yaml:32:81: error: no office has the name 'permit'
     32 |     validity: {lasts: 2 years, extensions: {atMost: 1, extends: 1 year, office: permit, work: 1 hours}}
        |                                                                                 ^^^^^^ did you mean 'permits'?
    """),
  BrokenScenario(
    "an extension without work",
    [
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days}\n    validity: {lasts: 2 years, extensions: {atMost: 1, extends: 1 year}}"
      )
    ],
    """
    small.yaml:32:32: error: 'extensions' lacks 'work'; write for example 'work: 1 hours'
     32 |     validity: {lasts: 2 years, extensions: {atMost: 1, extends: 1 year}}
        |                                ^^^^^^^^^^
    """),
  BrokenScenario(
    "extensions without a number",
    [
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days}\n    validity: {lasts: 2 years, extensions: 1}"
      )
    ],
    """
    small.yaml:32:44: error: 'extensions' takes a map, such as {a: 1}
     32 |     validity: {lasts: 2 years, extensions: 1}
        |                                            ^
    """),
  BrokenScenario(
    "a milestone that the matter lacks",
    [
      ("    review: {work: 2 hours}\n", "    review: {work: 2 hours, milestone: plan}\n"),
      ("needs: [survey]", "needs: [survey.plam]"),
    ],
    """
    small.yaml:27:13: error: 'licence' waits for 'survey.plam', but matter 'survey' has no milestone 'plam'
     27 |     needs: [survey.plam]
        |             ^^^^^^^^^^^ did you mean 'survey.plan'?
    """),
  BrokenScenario(
    "a milestone of a matter without any",
    [("needs: [survey]", "needs: [survey.plan]")],
    """
    small.yaml:27:13: error: 'licence' waits for 'survey.plan', but matter 'survey' has no milestones
     27 |     needs: [survey.plan]
        |             ^^^^^^^^^^^ write 'survey'
    """),
  BrokenScenario(
    "a milestone stated twice",
    [
      (
        "review: {work: 2 hours}",
        "activities: [a: {work: 2 hours, milestone: plan}, b: {work: 1 hours, milestone: plan}]"
      )
    ],
    """
    small.yaml:22:85: error: milestone 'plan' is stated twice
     22 |     activities: [a: {work: 2 hours, milestone: plan}, b: {work: 1 hours, milestone: plan}]
        |                                                                                     ^^^^
    """),
  BrokenScenario(
    "a circle through a milestone",
    [
      ("    review: {work: 2 hours}\n", "    review: {work: 2 hours, milestone: plan}\n"),
      ("needs: [survey]", "needs: [survey.plan]"),
      ("  survey:\n", "  survey:\n    needs: [licence]\n"),
    ],
    """
    small.yaml:28:13: error: these wait for each other in a circle: licence → survey.plan → licence
     28 |     needs: [survey.plan]
        |             ^^^^^^^^^^^ read the arrow as 'waits for'
    """),
  BrokenScenario(
    "a phase to a milestone of a matter",
    [
      ("    review: {work: 2 hours}\n", "    review: {work: 2 hours, milestone: plan}\n"),
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("basis: law", "basis: law\n    after: [check]"),
      (
        "- limit: licence\n        promised: 5 working days",
        "- phase: survey\n        moves: {from: licence, to: survey.plan}"
      ),
    ],
    """
    small.yaml:39:9: error: reform 'quick' must move the need to a milestone of own work such as construction.foundation, not to 'survey.plan'
     39 |       - phase: survey
        |         ^^^^^
    """),
  BrokenScenario(
    "an inspection at a milestone that the matter lacks",
    [
      ("    review: {work: 2 hours}\n", "    review: {work: 2 hours, milestone: plan}\n"),
      (
        "- limit: licence\n        promised: 5 working days",
        "- inspect: survey.plam\n        office: permits\n        work: 1 hours\n        rate: 10%\n        detects: 80%"
      ),
    ],
    """
    small.yaml:36:18: error: 'quick' names 'survey.plam', but matter 'survey' has no milestone 'plam'
     36 |       - inspect: survey.plam
        |                  ^^^^^^^^^^^ did you mean 'survey.plan'?
    """),
  BrokenScenario(
    "a quorum of all",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [survey, {atLeast: 2, of: [check, visit]}]"),
    ],
    """
    small.yaml:29:31: error: 'of' has 2 results and 'atLeast' should be fewer; where all are needed, write them in 'needs' themselves
     29 |     needs: [survey, {atLeast: 2, of: [check, visit]}]
        |                               ^
    """),
  BrokenScenario(
    "a quorum of none",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [survey, {atLeast: 0, of: [check, visit]}]"),
    ],
    """
    small.yaml:29:31: error: '0' is not between 1 and 10000
     29 |     needs: [survey, {atLeast: 0, of: [check, visit]}]
        |                               ^
    """),
  BrokenScenario(
    "a quorum without a number",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [survey, {of: [check, visit]}]"),
    ],
    """
    small.yaml:29:21: error: 'matters.licence.needs.check+visit' lacks 'atLeast'; write for example 'atLeast: 2'
     29 |     needs: [survey, {of: [check, visit]}]
        |                     ^^^^^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a quorum that names a result twice",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [{atLeast: 1, of: [check, check, visit]}]"),
    ],
    """
    small.yaml:29:38: error: 'check' stands here twice
     29 |     needs: [{atLeast: 1, of: [check, check, visit]}]
        |                                      ^^^^^
    """),
  BrokenScenario(
    "a quorum of a result that is needed anyway",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [survey, {atLeast: 1, of: [check, survey]}]"),
    ],
    """
    small.yaml:29:13: error: 'survey' is needed anyway and cannot be one of several as well; take it out of one of the two
     29 |     needs: [survey, {atLeast: 1, of: [check, survey]}]
        |             ^^^^^^
    """),
  BrokenScenario(
    "a quorum of an unknown matter",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [{atLeast: 1, of: [check, visitt]}]"),
    ],
    """
    small.yaml:29:38: error: 'licence' waits for 'visitt', but no matter has that name
     29 |     needs: [{atLeast: 1, of: [check, visitt]}]
        |                                      ^^^^^^ did you mean 'visit'?
    """),
  BrokenScenario(
    "a quorum with another rest",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [{atLeast: 1, of: [check, visit], rest: withdrawn}]"),
    ],
    """
    small.yaml:29:52: error: 'rest' cannot be 'withdrawn'; it is one of: finish, withdraw
     29 |     needs: [{atLeast: 1, of: [check, visit], rest: withdrawn}]
        |                                                    ^^^^^^^^^ did you mean 'withdraw'?
    """),
  BrokenScenario(
    "a quorum whose member waits for its owner",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [{atLeast: 1, of: [check, visit]}]"),
      ("  check: {office: permits,", "  check: {office: permits, needs: [licence],"),
    ],
    """
    small.yaml:23:36: error: these wait for each other in a circle: check → licence → check
     23 |   check: {office: permits, needs: [licence], review: {work: 2 hours}}
        |                                    ^^^^^^^ read the arrow as 'waits for'
    """),
  BrokenScenario(
    "a withdrawal of what another needs",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [{atLeast: 1, of: [check, visit], rest: withdraw}]"),
      ("  visit: {office: permits,", "  visit: {office: permits, needs: [check],"),
    ],
    """
    small.yaml:29:52: error: 'licence' withdraws the rest when it has enough, but 'visit' needs 'check'
     29 |     needs: [{atLeast: 1, of: [check, visit], rest: withdraw}]
        |                                                    ^^^^^^^^ use 'rest: finish'
    """),
  BrokenScenario(
    "a withdrawal of a milestone",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("    review: {work: 2 hours}\n", "    review: {work: 2 hours, milestone: plan}\n"),
      ("needs: [survey]", "needs: [{atLeast: 1, of: [check, survey.plan], rest: withdraw}]"),
    ],
    """
    small.yaml:29:58: error: 'rest: withdraw' withdraws whole matters, and 'survey.plan' is not the final result of a matter
     29 |     needs: [{atLeast: 1, of: [check, survey.plan], rest: withdraw}]
        |                                                          ^^^^^^^^ use 'rest: finish'
    """),
  BrokenScenario(
    "a withdrawal of what operation needs",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ), ("needs: [survey]", "needs: [{atLeast: 1, of: [check, visit], rest: withdraw}]"),
      ("matters:\n", "mayOperate: {needs: [licence, check]}\nmatters:\n"),
    ],
    """
    small.yaml:30:52: error: 'licence' withdraws the rest when it has enough, but 'mayOperate' needs 'check'
     30 |     needs: [{atLeast: 1, of: [check, visit], rest: withdraw}]
        |                                                    ^^^^^^^^ use 'rest: finish'
    """),
  BrokenScenario(
    "a quorum of operation that is all",
    [
      (
        "  licence:\n",
        "  check: {office: permits, review: {work: 2 hours}}\n  visit: {office: permits, review: {work: 2 hours}}\n  licence:\n"
      ),
      (
        "matters:\n", "mayOperate: {needs: [licence, {atLeast: 2, of: [check, visit]}]}\nmatters:\n"
      ),
    ],
    """
    small.yaml:19:41: error: 'of' has 2 results and 'atLeast' should be fewer; where all are needed, write them in 'needs' themselves
     19 | mayOperate: {needs: [licence, {atLeast: 2, of: [check, visit]}]}
        |                                         ^
    """),
  BrokenScenario(
    "a parallel change with another refusal",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- parallel: [licence, survey]\n        onRefusal: stop"
      )
    ],
    """
    small.yaml:37:20: error: 'onRefusal' cannot be 'stop'; it is one of: wait-all, withdraw-rest
     37 |         onRefusal: stop
        |                    ^^^^
    """),
  BrokenScenario(
    "a phase with another failure",
    [
      (
        "matters:\n",
        "ownWork:\n  build:\n    needs: [licence]\n    milestones:\n      - walls: {takes: 5 working days}\nmatters:\n"
      ),
      (
        "- limit: licence\n        promised: 5 working days",
        "- phase: survey\n        moves: {from: licence, to: build.walls}\n        onFailure: rebuild"
      ),
    ],
    """
    small.yaml:43:20: error: 'onFailure' cannot be 'rebuild'; it is one of: redo, lose
     43 |         onFailure: rebuild
        |                    ^^^^^^^
    """),
  BrokenScenario(
    "a patience in money",
    [("    holdingCost:", "    patience: 20 yuan\n    holdingCost:")],
    """
    small.yaml:15:15: error: '20 yuan' is not in a unit of time; there are minutes, hours, working days, calendar days, months and years
     15 |     patience: 20 yuan
        |               ^^^^^^^
    """),
  BrokenScenario(
    "a patience in months",
    [("    holdingCost:", "    patience: {exponential: {mean: 2 months}}\n    holdingCost:")],
    """
    small.yaml:15:36: error: '2 months': a duration that may vary is not in months or years; use calendar days
     15 |     patience: {exponential: {mean: 2 months}}
        |                                    ^^^^^^^^
    """),
  BrokenScenario(
    "no firms",
    [("    holdingCost:", "    firms: 0\n    holdingCost:")],
    """
    small.yaml:15:12: error: '0' is not between 1 and 10000000
     15 |     firms: 0
        |            ^
    """),
  BrokenScenario(
    "firms with a unit",
    [("    holdingCost:", "    firms: 500 firms\n    holdingCost:")],
    """
    small.yaml:15:12: error: '500 firms' is not a number of firms; write a whole number alone, such as 500
     15 |     firms: 500 firms
        |            ^^^^^^^^^
    """),
  BrokenScenario(
    "arrivals without a rate",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {profile: {hours: {9: 2}}}")],
    """
    small.yaml:9:5: error: 'arrivals' lacks 'perWorkingDay', 'perCalendarDay', 'every' or 'list'; write for example 'perWorkingDay: 12'
     9 |     arrivals: {profile: {hours: {9: 2}}}
       |     ^^^^^^^^
    """),
  BrokenScenario(
    "arrivals with two rates",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {perWorkingDay: 12, perCalendarDay: 8}")],
    """
    small.yaml:9:31: error: 'perWorkingDay' and 'perCalendarDay' exclude each other
     9 |     arrivals: {perWorkingDay: 12, perCalendarDay: 8}
       |                               ^^
    """),
  BrokenScenario(
    "arrivals with a rate and a gap",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {perWorkingDay: 12, every: 2 hours}")],
    """
    small.yaml:9:31: error: 'every' states the time between instants; take 'perWorkingDay' out
     9 |     arrivals: {perWorkingDay: 12, every: 2 hours}
       |                               ^^
    """),
  BrokenScenario(
    "a gap that may be nothing",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {every: 2 hours, grade: D, range: [0 hours, 3 hours]}"
      )
    ],
    """
    small.yaml:9:23: error: 'applicants.firm.arrivals.every' is less than one minute on average; state needs that arise at once in 'batches'
     9 |     arrivals: {every: 2 hours, grade: D, range: [0 hours, 3 hours]}
       |                       ^^^^^^^
    """),
  BrokenScenario(
    "a month of another name",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {perWorkingDay: 12, profile: {months: {Januray: 0.5}}}"
      )
    ],
    """
    small.yaml:9:54: error: 'months' has no 'Januray'; there are January to December
     9 |     arrivals: {perWorkingDay: 12, profile: {months: {Januray: 0.5}}}
       |                                                      ^^^^^^^ did you mean 'January'?
    """),
  BrokenScenario(
    "a profile of eleven months",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {perWorkingDay: 12, profile: {months: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}}"
      )
    ],
    """
    small.yaml:9:45: error: the list of 'months' has 11 items and should have 12
     9 |     arrivals: {perWorkingDay: 12, profile: {months: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}}
       |                                             ^^^^^^
    """),
  BrokenScenario(
    "a negative weight",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {perWorkingDay: 12, profile: {weekdays: {Monday: -1}}}"
      )
    ],
    """
    small.yaml:9:64: error: '-1' is negative; a weight cannot be
     9 |     arrivals: {perWorkingDay: 12, profile: {weekdays: {Monday: -1}}}
       |                                                                ^^
    """),
  BrokenScenario(
    "a weight in percent",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {perWorkingDay: 12, profile: {weekdays: {Monday: 50%}}}"
      )
    ],
    """
    small.yaml:9:64: error: '50%' should be a number alone, without a unit, such as 1.5
     9 |     arrivals: {perWorkingDay: 12, profile: {weekdays: {Monday: 50%}}}
       |                                                                ^^^
    """),
  BrokenScenario(
    "an hour of another clock",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {perWorkingDay: 12, profile: {hours: {24: 1}}}")],
    """
    small.yaml:9:53: error: 'hours' has no '24'; there are 0 to 23
     9 |     arrivals: {perWorkingDay: 12, profile: {hours: {24: 1}}}
       |                                                     ^^
    """),
  BrokenScenario(
    "weights that are all zero",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {perWorkingDay: 12, profile: {weekdays: [0, 0, 0, 0, 0, 0, 0]}}"
      )
    ],
    """
    small.yaml:9:45: error: all weights of 'weekdays' are zero, so no need ever arises
     9 |     arrivals: {perWorkingDay: 12, profile: {weekdays: [0, 0, 0, 0, 0, 0, 0]}}
       |                                             ^^^^^^^^
    """),
  BrokenScenario(
    "weights that are zero whenever the class works",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {perWorkingDay: 12, profile: {weekdays: [0, 0, 0, 0, 0, 1, 1]}}"
      )
    ],
    """
    small.yaml:9:35: error: the profile of 'firm' weighs zero in all of its 'hours', so no need ever arises
     9 |     arrivals: {perWorkingDay: 12, profile: {weekdays: [0, 0, 0, 0, 0, 1, 1]}}
       |                                   ^^^^^^^
    """),
  BrokenScenario(
    "batches that do not add up",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {perWorkingDay: 12, batches: {1: 70%, 5: 20%}}")],
    """
    small.yaml:9:35: error: the shares of 'batches' add up to 90% and should add up to 100%
     9 |     arrivals: {perWorkingDay: 12, batches: {1: 70%, 5: 20%}}
       |                                   ^^^^^^^
    """),
  BrokenScenario(
    "a batch of no needs",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {perWorkingDay: 12, batches: {0: 70%, 5: 30%}}")],
    """
    small.yaml:9:45: error: '0' is not between 1 and 10000
     9 |     arrivals: {perWorkingDay: 12, batches: {0: 70%, 5: 30%}}
       |                                             ^
    """),
  BrokenScenario(
    "a batch size that is no number",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {perWorkingDay: 12, batches: {one: 70%, 5: 30%}}"
      )
    ],
    """
    small.yaml:9:45: error: 'one' is not a number of applications; write for example 5
     9 |     arrivals: {perWorkingDay: 12, batches: {one: 70%, 5: 30%}}
       |                                             ^^^
    """),
  BrokenScenario(
    "no batches",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {perWorkingDay: 12, batches: {}}")],
    """
    small.yaml:9:35: error: there is no size in 'batches'
     9 |     arrivals: {perWorkingDay: 12, batches: {}}
       |                                   ^^^^^^^
    """),
  BrokenScenario(
    "a list beside a rate",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {perWorkingDay: 12, list: [2024-03-01 09:00]}")],
    """
    small.yaml:9:31: error: 'list' states every instant; take 'perWorkingDay' out
     9 |     arrivals: {perWorkingDay: 12, list: [2024-03-01 09:00]}
       |                               ^^
    """),
  BrokenScenario(
    "a list beside a profile",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {list: [2024-03-01 09:00], profile: {hours: {9: 2}}}"
      )
    ],
    """
    small.yaml:9:42: error: 'list' states every instant; take 'profile' out
     9 |     arrivals: {list: [2024-03-01 09:00], profile: {hours: {9: 2}}}
       |                                          ^^^^^^^
    """),
  BrokenScenario(
    "an instant without a time",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {list: [2024-03-01 09:00, 2024-03-02]}")],
    """
    small.yaml:9:41: error: '2024-03-02' is no instant; write for example 2024-03-01 09:00
     9 |     arrivals: {list: [2024-03-01 09:00, 2024-03-02]}
       |                                         ^^^^^^^^^^
    """),
  BrokenScenario(
    "an office with places that extends permits",
    [
      (
        "permits: {staff: 5, cost: 120 yuan/hour}",
        "permits: {staff: 5, cost: 120 yuan/hour, places: 9}"
      ),
      (
        "limit: {statutory: 15 working days}",
        "limit: {statutory: 15 working days}\n    validity: {lasts: 1 year, extensions: {atMost: 1, extends: 1 year, work: 1 hours}}"
      ),
    ],
    """
    small.yaml:18:52: error: 'permits' turns away whom it has no place for, and checks after the decision, extensions and applications to leave a list are never turned away; give them an office of their own
     18 |   permits: {staff: 5, cost: 120 yuan/hour, places: 9}
        |                                                    ^
    """),
  BrokenScenario(
    "an instant before the run",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {list: [2024-03-01 09:00, 2024-02-29 09:00]}")],
    """
    small.yaml:9:41: error: 2024-02-29 is outside the run, which goes from 2024-03-01 to 2026-06-30 (the window with 'warmUp', 'followFor' and 'observe')
     9 |     arrivals: {list: [2024-03-01 09:00, 2024-02-29 09:00]}
       |                                         ^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "an instant on no day",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {list: [2024-02-30 09:00]}")],
    """
    small.yaml:9:23: error: there is no day 2024-02-30
     9 |     arrivals: {list: [2024-02-30 09:00]}
       |                       ^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a list with a range",
    [
      (
        "arrivals: {perWorkingDay: 12}",
        "arrivals: {list: [2024-03-01 09:00], grade: C, range: [0.5x, 2x]}"
      )
    ],
    """
    small.yaml:9:59: error: 'applicants.firm.arrivals.list' is a list of instants and takes no range
     9 |     arrivals: {list: [2024-03-01 09:00], grade: C, range: [0.5x, 2x]}
       |                                                           ^^^^^^^^^^
    """),
  BrokenScenario(
    "an empty list of instants",
    [("arrivals: {perWorkingDay: 12}", "arrivals: {list: []}")],
    """
    small.yaml:9:16: error: the list of 'list' is empty
     9 |     arrivals: {list: []}
       |                ^^^^
    """),
  BrokenScenario(
    "a credit list without an exit",
    [("offices:\n", "creditLists: {dishonest: {stay: 1 year}}\noffices:\n")],
    """
    small.yaml:16:15: error: 'dishonest' lacks 'exit'; write for example 'exit: automatic'
     16 | creditLists: {dishonest: {stay: 1 year}}
        |               ^^^^^^^^^
    """),
  BrokenScenario(
    "a credit list with a stay in money",
    [("offices:\n", "creditLists: {dishonest: {stay: 100 yuan, exit: automatic}}\noffices:\n")],
    """
    small.yaml:16:33: error: '100 yuan' is not in a unit of time; there are minutes, hours, working days, calendar days, months and years
     16 | creditLists: {dishonest: {stay: 100 yuan, exit: automatic}}
        |                                 ^^^^^^^^
    """),
  BrokenScenario(
    "a condition on an unknown credit list",
    [
      ("offices:\n", "creditLists: {dishonest: {stay: 1 year, exit: automatic}}\noffices:\n"),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
      ("basis: law", "basis: law\n    when: {onList: dishonset}"),
    ],
    """
    small.yaml:29:20: error: no credit list has the name 'dishonset'
     29 |     when: {onList: dishonset}
        |                    ^^^^^^^^^ did you mean 'dishonest'?
    """),
  BrokenScenario(
    "a condition on a credit list where there is none",
    [
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
      ("    source: plan\n", "    source: plan\n    for: {notOnList: dishonest}\n"),
    ],
    """
    small.yaml:36:22: error: no credit list has the name 'dishonest'
     36 |     for: {notOnList: dishonest}
        |                      ^^^^^^^^^
    """),
  BrokenScenario(
    "a condition on a credit list for those without firms",
    [
      ("offices:\n", "creditLists: {dishonest: {stay: 1 year, exit: automatic}}\noffices:\n"),
      ("    source: plan\n", "    source: plan\n    for: {notOnList: dishonest}\n"),
    ],
    """
    small.yaml:36:11: error: class 'firm' has no 'firms', so that its applications are on no list; state 'firms' there, or leave the class out by 'class'
     36 |     for: {notOnList: dishonest}
        |           ^^^^^^^^^
    """),
  BrokenScenario(
    "a credit list with bounds",
    [
      ("offices:\n", "creditLists: {dishonest: {stay: 1 year, exit: automatic}}\noffices:\n"),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
      ("basis: law", "basis: law\n    when: {onList: {atMost: 3}}"),
    ],
    """
    small.yaml:29:12: error: 'onList' names credit lists
     29 |     when: {onList: {atMost: 3}}
        |            ^^^^^^
    """),
  BrokenScenario(
    "a sanction with an unknown credit list",
    [
      ("offices:\n", "creditLists: {dishonest: {stay: 1 year, exit: automatic}}\noffices:\n"),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
      (
        "- limit: licence\n        promised: 5 working days",
        "- sanction: {curable: {fine: 100 yuan}, list: dishonset}"
      ),
    ],
    """
    small.yaml:38:53: error: no credit list has the name 'dishonset'
     38 |       - sanction: {curable: {fine: 100 yuan}, list: dishonset}
        |                                                     ^^^^^^^^^ did you mean 'dishonest'?
    """),
  BrokenScenario(
    "an attribute with the name of a test",
    [("willing: 80%", "willing: 80%\n      onList: 10%")],
    """
    small.yaml:14:7: error: 'onList' has a meaning of its own and cannot name an attribute
     14 |       onList: 10%
        |       ^^^^^^
    """),
]
