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
    small.yaml:34:3: error: with 'quick' in place: 'guides' turns away whom it has no place for, and no application fails because nobody was there to coach; give the coaches an office of their own
     34 |   quick:
        |   ^^^^^
    """),
]

/// The change of the small scenario, in whose place the broken ones stand.
private let promise = "- limit: licence\n        promised: 5 working days"
