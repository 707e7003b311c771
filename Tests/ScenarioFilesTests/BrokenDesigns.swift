/// Small scenarios with one fault in how designs are written, and every word that is said about it.
let brokenDesigns: [BrokenScenario] = [
  BrokenScenario(
    "a design without reforms",
    [("after: [quick]", "after: {title: {zh: 改革后, en: after}}")],
    """
    small.yaml:40:3: error: 'after' lacks 'reforms'; write for example 'reforms: [quick]'
     40 |   after: {title: {zh: 改革后, en: after}}
        |   ^^^^^
    """),
  BrokenScenario(
    "a key that a design does not have",
    [("after: [quick]", "after: {titel: {zh: 改革后, en: after}, reforms: [quick]}")],
    """
    small.yaml:40:11: error: 'after' has no key 'titel'
     40 |   after: {titel: {zh: 改革后, en: after}, reforms: [quick]}
        |           ^^^^^ did you mean 'title'?
    """),
  BrokenScenario(
    "a title of a design in one language",
    [("after: [quick]", "after: {title: {zh: 改革后}, reforms: [quick]}")],
    """
    small.yaml:40:11: error: 'title' lacks 'en'; write for example 'en: Licence'
     40 |   after: {title: {zh: 改革后}, reforms: [quick]}
        |           ^^^^^
    """),
  BrokenScenario(
    "a title of a design without a value",
    [("after: [quick]", "after: {title: , reforms: [quick]}")],
    """
    small.yaml:40:11: error: there is no value after 'title'
     40 |   after: {title: , reforms: [quick]}
        |           ^^^^^
    """),
  BrokenScenario(
    "an empty title of a design",
    [("after: [quick]", #"after: {title: {zh: 改革后, en: " "}, reforms: [quick]}"#)],
    #"""
    small.yaml:40:11: error: the title of the design is empty; write one, or leave 'title' out
     40 |   after: {title: {zh: 改革后, en: " "}, reforms: [quick]}
        |           ^^^^^
    """#),
  BrokenScenario(
    "two designs with one title in a language",
    [
      (
        "before: []\n  after: [quick]",
        "before: {title: {zh: 改革前, en: before}, reforms: []}\n  after: {title: {zh: 改革前, en: after}, reforms: [quick]}"
      )
    ],
    """
    small.yaml:40:11: error: design 'before' is called '改革前' in reports too; choose another title, or readers cannot tell the two apart
     40 |   after: {title: {zh: 改革前, en: after}, reforms: [quick]}
        |           ^^^^^
    """),
  BrokenScenario(
    "a title that is the name of another design",
    [
      (
        "before: []\n  after: [quick]",
        "before: {title: {zh: 改革前, en: after}, reforms: []}\n  after: [quick]"
      )
    ],
    """
    small.yaml:39:12: error: design 'after' is called 'after' in reports too; choose another title, or readers cannot tell the two apart
     39 |   before: {title: {zh: 改革前, en: after}, reforms: []}
        |            ^^^^^
    """),
  BrokenScenario(
    "a design that is neither a list nor a map",
    [("after: [quick]", "after: quick")],
    """
    small.yaml:40:10: error: 'after' takes a list, such as [a, b]
     40 |   after: quick
        |          ^^^^^
    """),
]
