/// Small scenarios with one fault each in the reforms of papers, and every word that is said about it.
let brokenPapers: [BrokenScenario] = [
  BrokenScenario(
    "shared data without coverage",
    [(promise, "- share: licence\n        materials: 3")],
    """
    small.yaml:36:9: error: 'share' lacks 'coverage'; write for example 'coverage: 80%'
     36 |       - share: licence
        |         ^^^^^
    """),
  BrokenScenario(
    "shared data that make papers slower",
    [
      ("prepare: 6 working days", "prepare: 6 working days\n    materials: 9"),
      (
        promise,
        "- share: licence\n        materials: 3\n        coverage: 80%\n        prepare: 1.5x"
      ),
    ],
    """
    small.yaml:40:18: error: '1.5x' is not in 0x to 1x
     40 |         prepare: 1.5x
        |                  ^^^^
    """),
  BrokenScenario(
    "shared data of a matter without documents",
    [(promise, "- share: licence\n        materials: 3\n        coverage: 80%")],
    """
    small.yaml:36:9: error: reform 'quick' shares data for matter 'licence', which states no 'materials'
     36 |       - share: licence
        |         ^^^^^
    """),
  BrokenScenario(
    "shared data that leave more documents",
    [
      ("prepare: 6 working days", "prepare: 6 working days\n    materials: 2"),
      (promise, "- share: licence\n        materials: 3\n        coverage: 80%"),
    ],
    """
    small.yaml:37:9: error: reform 'quick' shares data for matter 'licence' and leaves 3 documents, but it asks for 2 now
     37 |       - share: licence
        |         ^^^^^
    """),
  BrokenScenario(
    "a coverage that misses a category",
    [
      ("prepare: 6 working days", "prepare: 6 working days\n    materials: 9"),
      (
        promise,
        "- share: licence\n        materials: 3\n        coverage: {by: risk, low: 80%, high: 10%}"
      ),
    ],
    """
    small.yaml:39:9: error: the table by 'risk' misses the category general
     39 |         coverage: {by: risk, low: 80%, high: 10%}
        |         ^^^^^^^^
    """),
  BrokenScenario(
    "a share handed in online that misses a category",
    [(promise, "- online: licence\n        share: {by: risk, low: 80%, high: 10%}")],
    """
    small.yaml:37:9: error: the table by 'risk' misses the category general
     37 |         share: {by: risk, low: 80%, high: 10%}
        |         ^^^^^
    """),
  BrokenScenario(
    "shared data of a matter that does not exist",
    [(promise, "- share: license\n        materials: 3\n        coverage: 80%")],
    """
    small.yaml:36:16: error: 'quick' names matter 'license', but no matter has that name
     36 |       - share: license
        |                ^^^^^^^ did you mean 'licence'?
    """),
  BrokenScenario(
    "coaching that brings nothing",
    [(promise, "- coach: licence\n        office: window\n        work: 40 minutes")],
    """
    small.yaml:36:16: error: 'coach' says nothing of what changes; state 'prepare' or 'correction'
     36 |       - coach: licence
        |                ^^^^^^^
    """),
  BrokenScenario(
    "coaching by an office that does not exist",
    [
      (
        promise,
        "- coach: licence\n        office: guides\n        work: 40 minutes\n        correction: 0.4x"
      )
    ],
    """
    small.yaml:37:17: error: no office has the name 'guides'
     37 |         office: guides
        |                 ^^^^^^
    """),
  BrokenScenario(
    "coaching on corrections that there are not",
    [
      (
        promise,
        "- coach: survey\n        office: window\n        work: 40 minutes\n        correction: 0.4x"
      )
    ],
    """
    small.yaml:36:9: error: reform 'quick' makes corrections of matter 'survey' rarer, which has no 'correction'
     36 |       - coach: survey
        |         ^^^^^
    """),
  BrokenScenario(
    "coaching by an office that turns applicants away",
    [
      (
        "permits: {staff: 5, cost: 120 yuan/hour}",
        "permits: {staff: 5, cost: 120 yuan/hour}\n  guides: {staff: 1, places: 3}"
      ),
      (
        promise,
        "- coach: licence\n        office: guides\n        work: 40 minutes\n        prepare: 0.8x"
      ),
    ],
    """
    small.yaml:34:3: error: with 'quick' in place: 'guides' turns away whom it has no place for, and coaching and entitling never turn anybody away; give them an office of their own
     34 |   quick:
        |   ^^^^^
    """),
  BrokenScenario(
    "tolerance of another consequence",
    [(promise, tolerance.replacing("terminate", with: "remind"))],
    """
    small.yaml:41:15: error: 'else' cannot be 'remind'; it is one of: terminate
     41 |         else: remind
        |               ^^^^^^
    """),
  BrokenScenario(
    "tolerance that does not say what waits",
    [(promise, tolerance.replacing("        holds: decision\n", with: ""))],
    """
    small.yaml:36:9: error: 'tolerate' lacks 'holds'; write for example 'holds: decision'
     36 |       - tolerate: licence
        |         ^^^^^^^^
    """),
  BrokenScenario(
    "tolerance that holds something else",
    [(promise, tolerance.replacing("holds: decision", with: "holds: review"))],
    """
    small.yaml:40:16: error: 'holds' cannot be 'review'; it is one of: decision, delivery, nothing
     40 |         holds: review
        |                ^^^^^^
    """),
  BrokenScenario(
    "tolerance with a list that does not exist",
    [(promise, tolerance + "\n        list: dishonest")],
    """
    small.yaml:42:15: error: no credit list has the name 'dishonest'
     42 |         list: dishonest
        |               ^^^^^^^^^
    """),
  BrokenScenario(
    "tolerance of papers that take no time",
    [(promise, tolerance.replacing("licence", with: "survey"))],
    """
    small.yaml:36:9: error: reform 'quick' lets a part of the papers of matter 'survey' follow, which has no 'prepare'
     36 |       - tolerate: survey
        |         ^^^^^^^^
    """),
  BrokenScenario(
    "tolerance of a matter that is confirmed",
    [(promise, "- confirm: licence\n      " + tolerance)],
    """
    small.yaml:37:9: error: reform 'quick' tolerates missing papers of matter 'licence', which is no ordinary review any more; only ordinary reviews can tolerate them
     37 |       - tolerate: licence
        |         ^^^^^^^^
    """),
  BrokenScenario(
    "a decision that waits where silence means consent",
    [
      ("limit: {statutory: 15 working days}", "limit: {statutory: 15 working days, tacit: yes}"),
      (promise, tolerance),
    ],
    """
    small.yaml:36:9: error: reform 'quick' lets the decision on matter 'licence' wait for papers, but silence means consent there ('tacit: yes'); use 'holds: delivery' or 'nothing'
     36 |       - tolerate: licence
        |         ^^^^^^^^
    """),
  BrokenScenario(
    "entitlement without coverage",
    [(promise, "- entitle: licence\n        work: 5 minutes")],
    """
    small.yaml:36:9: error: 'entitle' lacks 'coverage'; write for example 'coverage: 85%'
     36 |       - entitle: licence
        |         ^^^^^^^
    """),
  BrokenScenario(
    "entitlement without work",
    [(promise, "- entitle: licence\n        coverage: 85%")],
    """
    small.yaml:36:9: error: 'entitle' lacks 'work'; write for example 'work: 5 minutes'
     36 |       - entitle: licence
        |         ^^^^^^^
    """),
  BrokenScenario(
    "entitlement by an office that does not exist",
    [
      (
        promise,
        "- entitle: licence\n        coverage: 85%\n        office: permit\n        work: 5 minutes"
      )
    ],
    """
    small.yaml:38:17: error: no office has the name 'permit'
     38 |         office: permit
        |                 ^^^^^^ did you mean 'permits'?
    """),
  BrokenScenario(
    "entitlement to a part of a merger",
    [
      (
        promise,
        "- entitle: licence\n        coverage: 85%\n        work: 5 minutes\n      - merge: [licence, survey]\n        into: joint\n        of: [form]"
      )
    ],
    """
    small.yaml:39:9: error: reform 'quick' merges matter 'licence', which some get without application ('entitle'), but a merger has one application for all its parts; keep one of the two
     39 |       - merge: [licence, survey]
        |         ^^^^^
    """),
]

private let tolerance =
  "- tolerate: licence\n        prepare: 4 working days\n        papers: 8 working days\n"
  + "        within: 20 working days\n        holds: decision\n        else: terminate"

/// The change of the small scenario, in whose place the broken ones stand.
private let promise = "- limit: licence\n        promised: 5 working days"
