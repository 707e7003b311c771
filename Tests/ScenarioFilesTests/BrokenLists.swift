/// Small scenarios with one fault each in credit lists, how one gets onto them and off, and in caps of
/// checks, and every word that is said about it.
let brokenLists: [BrokenScenario] = [
  BrokenScenario(
    "an application to leave a list without an office",
    [
      (
        "offices:\n", "creditLists: {dishonest: {exit: {application: {work: 1 hours}}}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:34: error: 'application' lacks 'office'; write for example 'office: registry'
     17 | creditLists: {dishonest: {exit: {application: {work: 1 hours}}}}
        |                                  ^^^^^^^^^^^
    """),
  BrokenScenario(
    "an application to leave a list to an office that there is not",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {exit: {application: {office: registry, work: 1 hours}}}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:56: error: no office has the name 'registry'
     17 | creditLists: {dishonest: {exit: {application: {office: registry, work: 1 hours}}}}
        |                                                        ^^^^^^^^
    """),
  BrokenScenario(
    "an application to leave a list of everybody",
    [
      (
        "offices:\n",
        "creditLists: {noise: {of: everybody, exit: {application: {office: window, work: 1 hours}}}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:45: error: a list 'of: everybody' has no firm that could apply to leave; state 'automatic' alone
     17 | creditLists: {noise: {of: everybody, exit: {application: {office: window, work: 1 hours}}}}
        |                                             ^^^^^^^^^^^
    """),
  BrokenScenario(
    "an exit with nothing in it",
    [
      ("offices:\n", "creditLists: {dishonest: {exit: {}}}\noffices:\n"),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:27: error: 'exit' lacks 'automatic'; write for example 'automatic: 5 years'
     17 | creditLists: {dishonest: {exit: {}}}
        |                           ^^^^
    """),
  BrokenScenario(
    "a minimum stay on a list that nobody may apply to leave",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {stay: 1 year, exit: {automatic: 3 years}}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:33: error: 'stay' means nothing where nobody may apply to leave; state 'automatic' inside 'exit' alone, or 'exit: automatic'
     17 | creditLists: {dishonest: {stay: 1 year, exit: {automatic: 3 years}}}
        |                                 ^^^^^^
    """),
  BrokenScenario(
    "a list of somebody else",
    [
      ("offices:\n", "creditLists: {dishonest: {of: person, exit: automatic}}\noffices:\n"),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:31: error: 'of' cannot be 'person'; it is one of: firm, everybody
     17 | creditLists: {dishonest: {of: person, exit: automatic}}
        |                               ^^^^^^
    """),
  BrokenScenario(
    "an entry without an event",
    [
      (
        "offices:\n", "creditLists: {dishonest: {entry: [{times: 2}], exit: automatic}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:35: error: 'creditLists.dishonest.entry.1' lacks 'on'; write for example 'on: found'
     17 | creditLists: {dishonest: {entry: [{times: 2}], exit: automatic}}
        |                                   ^^^^^^^^^^
    """),
  BrokenScenario(
    "an entry on an unknown event",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {entry: [{on: fined}], exit: automatic}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:40: error: 'on' cannot be 'fined'; it is one of: found, kept, granted, refused, terminated
     17 | creditLists: {dishonest: {entry: [{on: fined}], exit: automatic}}
        |                                        ^^^^^
    """),
  BrokenScenario(
    "an entry of no rules",
    [
      ("offices:\n", "creditLists: {dishonest: {entry: [], exit: automatic}}\noffices:\n"),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:27: error: the list of 'entry' is empty
     17 | creditLists: {dishonest: {entry: [], exit: automatic}}
        |                           ^^^^^
    """),
  BrokenScenario(
    "a severity of what is no defect",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {entry: [{on: refused, severity: serious}], exit: automatic}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:59: error: 'severity' goes with 'on: found'; only a defect found is curable or serious
     17 | creditLists: {dishonest: {entry: [{on: refused, severity: serious}], exit: automatic}}
        |                                                           ^^^^^^^
    """),
  BrokenScenario(
    "a span for one event",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {entry: [{on: found, within: 1 year}], exit: automatic}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:55: error: 'within' goes with 'times' of 2 or more; one event alone is within any span
     17 | creditLists: {dishonest: {entry: [{on: found, within: 1 year}], exit: automatic}}
        |                                                       ^^^^^^
    """),
  BrokenScenario(
    "an entry after no event",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {entry: [{on: found, times: 0}], exit: automatic}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:54: error: '0' is not between 1 and 1000
     17 | creditLists: {dishonest: {entry: [{on: found, times: 0}], exit: automatic}}
        |                                                      ^
    """),
  BrokenScenario(
    "an entry on events of an unknown matter",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {entry: [{on: granted, matters: [license]}], exit: automatic}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:59: error: 'dishonest' names matter 'license', but no matter has that name
     17 | creditLists: {dishonest: {entry: [{on: granted, matters: [license]}], exit: automatic}}
        |                                                           ^^^^^^^ did you mean 'licence'?
    """),
  BrokenScenario(
    "a chance of entry that misses a category",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {entry: [{on: found, chance: {by: risk, low: 10%, high: 90%}}], exit: automatic}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:47: error: the table by 'risk' misses the category general
     17 | creditLists: {dishonest: {entry: [{on: found, chance: {by: risk, low: 10%, high: 90%}}], exit: automatic}}
        |                                               ^^^^^^
    """),
  BrokenScenario(
    "a list that blocks an unknown matter",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {exit: automatic, blocks: [licence, procurment]}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:17:62: error: 'dishonest' names matter 'procurment', but no matter has that name
     17 | creditLists: {dishonest: {exit: automatic, blocks: [licence, procurment]}}
        |                                                              ^^^^^^^^^^
    """),
  BrokenScenario(
    "an office that turns away and takes applications to leave a list",
    [
      ("window: {staff: 2}", "window: {staff: 2}\n  desk: {staff: 1, places: 3}"),
      (
        "offices:\n",
        "creditLists: {dishonest: {exit: {application: {office: desk, work: 1 hours}}}}\noffices:\n"
      ),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:20:28: error: 'desk' turns away whom it has no place for, and checks after the decision, extensions and applications to leave a list are never turned away; give them an office of their own
     20 |   desk: {staff: 1, places: 3}
        |                            ^
    """),
  BrokenScenario(
    "a pool of an office that takes applications to leave a list",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {exit: {application: {office: window, work: 1 hours}}}}\noffices:\n"
      ),
      (promise, "- pool: [window, permits]\n        into: all\n        slower: 1.2x"),
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
    ],
    """
    small.yaml:38:9: error: reform 'quick' pools office 'window', but it is bound by 'creditLists' and cannot become one queue with others
     38 |       - pool: [window, permits]
        |         ^^^^
    """),
  BrokenScenario(
    "a cap of checks without a span",
    [
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
      (
        promise,
        "- inspect: licence\n        office: permits\n        work: 1 hours\n        rate: 10%\n        detects: 80%\n        atMost: {visits: 2, of: firm}"
      ),
    ],
    """
    small.yaml:42:9: error: 'atMost' lacks 'per'; write for example 'per: 1 year'
     42 |         atMost: {visits: 2, of: firm}
        |         ^^^^^^
    """),
  BrokenScenario(
    "a cap of checks of nobody in particular",
    [
      ("    holdingCost:", "    firms: 500\n    holdingCost:"),
      (
        promise,
        "- inspect: licence\n        office: permits\n        work: 1 hours\n        rate: 10%\n        detects: 80%\n        atMost: {visits: 2, per: 1 year}"
      ),
    ],
    """
    small.yaml:42:9: error: 'atMost' lacks 'of'; write for example 'of: firm'
     42 |         atMost: {visits: 2, per: 1 year}
        |         ^^^^^^
    """),
  BrokenScenario(
    "a cap of checks for each firm where there are none",
    [
      (
        promise,
        "- inspect: licence\n        office: permits\n        work: 1 hours\n        rate: 10%\n        detects: 80%\n        atMost: {visits: 2, per: 1 year, of: firm}"
      )
    ],
    """
    small.yaml:41:9: error: class 'firm' has no 'firms', so that nobody can count the checks of each; state 'firms' there, or write 'of: office'
     41 |         atMost: {visits: 2, per: 1 year, of: firm}
        |         ^^^^^^
    """),
  BrokenScenario(
    "an entry in a list of firms where there are none",
    [
      (
        "offices:\n",
        "creditLists: {dishonest: {entry: [{on: found}], exit: automatic}}\noffices:\n"
      )
    ],
    """
    small.yaml:16:27: error: no class has 'firms', so that nobody is ever on 'dishonest'; state 'firms', or 'of: everybody'
     16 | creditLists: {dishonest: {entry: [{on: found}], exit: automatic}}
        |                           ^^^^^
    """),
]

private let promise = "- limit: licence\n        promised: 5 working days"
