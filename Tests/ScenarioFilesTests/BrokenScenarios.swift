/// Small scenarios with one fault each, and every word that is said about it.
let brokenScenarios: [BrokenScenario] = [
  BrokenScenario(
    "a unit of another kind",
    [("prepare: 6 working days", "prepare: 6 yuan")],
    """
    small.yaml:28:14: error: '6 yuan' is not in a unit of time; there are minutes, hours, working days, calendar days, months and years
     28 |     prepare: 6 yuan
        |              ^^^^^^
    """),
  BrokenScenario(
    "a misspelt unit",
    [("prepare: 6 working days", "prepare: 6 workin days")],
    """
    small.yaml:28:14: error: '6 workin days' is not in a unit of time; there are minutes, hours, working days, calendar days, months and years
     28 |     prepare: 6 workin days
        |              ^^^^^^^^^^^^^ did you mean 'working days'?
    """),
  BrokenScenario(
    "a duration without a unit",
    [("work: 20 minutes", "work: 20")],
    """
    small.yaml:29:42: error: '20' has no unit; write for example 20 minutes or 20 working days
     29 |     completeness: {office: window, work: 20, correction: {chance: 30%, takes: 3 working days}}
        |                                          ^^
    """),
  BrokenScenario(
    "days that do not say which",
    [("prepare: 6 working days", "prepare: 6 days")],
    """
    small.yaml:28:14: error: '6 days' does not say which days; write 6 working days or 6 calendar days
     28 |     prepare: 6 days
        |              ^^^^^^
    """),
  BrokenScenario(
    "weeks that do not say which days",
    [("prepare: 6 working days", "prepare: 2 weeks")],
    """
    small.yaml:28:14: error: '2 weeks' does not say which days it counts; write working days or calendar days
     28 |     prepare: 2 weeks
        |              ^^^^^^^
    """),
  BrokenScenario(
    "a duration that varies in months",
    [("prepare: 6 working days", "prepare: 2 months")],
    """
    small.yaml:28:14: error: '2 months': a duration that may vary is not in months or years; use calendar days
     28 |     prepare: 2 months
        |              ^^^^^^^^
    """),
  BrokenScenario(
    "money without a unit",
    [("perCalendarDay: 3000 yuan", "perCalendarDay: 3000")],
    """
    small.yaml:15:35: error: '3000' is not an amount of money; write for example 3000 yuan
     15 |     holdingCost: {perCalendarDay: 3000}
        |                                   ^^^^
    """),
  BrokenScenario(
    "a cost without its hour",
    [("cost: 120 yuan/hour", "cost: 120 yuan")],
    """
    small.yaml:18:29: error: '120 yuan' is not a cost per hour; write for example 80 yuan/hour
     18 |   permits: {staff: 5, cost: 120 yuan}
        |                             ^^^^^^^^
    """),
  BrokenScenario(
    "half a fen",
    [("perCalendarDay: 3000 yuan", "perCalendarDay: 0.005 yuan")],
    """
    small.yaml:15:35: error: '0.005 yuan' is not a whole number of fen
     15 |     holdingCost: {perCalendarDay: 0.005 yuan}
        |                                   ^^^^^^^^^^
    """),
  BrokenScenario(
    "a share as a bare number",
    [("chance: 30%", "chance: 0.3")],
    """
    small.yaml:29:75: error: '0.3' is not a share; write shares in percent, such as 30%
     29 |     completeness: {office: window, work: 20 minutes, correction: {chance: 0.3, takes: 3 working days}}
        |                                                                           ^^^
    """),
  BrokenScenario(
    "a share over 100 %",
    [("chance: 30%", "chance: 130%")],
    """
    small.yaml:29:75: error: '130%' is more than 100%
     29 |     completeness: {office: window, work: 20 minutes, correction: {chance: 130%, takes: 3 working days}}
        |                                                                           ^^^^
    """),
  BrokenScenario(
    "shares that do not add up",
    [("general: 32%", "general: 33%")],
    """
    small.yaml:11:7: error: the shares of 'risk' add up to 101% and should add up to 100%
     11 |       risk: {low: 60%, general: 33%, high: 8%}
        |       ^^^^
    """),
  BrokenScenario(
    "chances of defects over 100 %",
    [("curable: 6%", "curable: 99%")],
    """
    small.yaml:14:15: error: 'curable' and 'serious' of 'firm' in 'licence' add up to more than 100%
     14 |     defects: {licence: {curable: 99%, serious: 2%}}
        |               ^^^^^^^
    """),
  BrokenScenario(
    "a negative number",
    [("staff: 2", "staff: -2")],
    """
    small.yaml:17:19: error: '-2' is negative; a number of people cannot be
     17 |   window: {staff: -2}
        |                   ^^
    """),
  BrokenScenario(
    "people in halves",
    [("staff: 2", "staff: 2.5")],
    """
    small.yaml:17:19: error: '2.5' is not a whole number
     17 |   window: {staff: 2.5}
        |                   ^^^
    """),
  BrokenScenario(
    "a number with an exponent",
    [("perWorkingDay: 12", "perWorkingDay: 1e2")],
    """
    small.yaml:9:31: error: '1e2' has an exponent; write all digits
     9 |     arrivals: {perWorkingDay: 1e2}
       |                               ^^^
    """),
  BrokenScenario(
    "a leading zero",
    [("staff: 2", "staff: 02")],
    """
    small.yaml:17:19: error: '02' has a leading zero; take it out
     17 |   window: {staff: 02}
        |                   ^^
    """),
  BrokenScenario(
    "separators between digits",
    [("3000 yuan", "'3,000 yuan'")],
    """
    small.yaml:15:35: error: '3,000 yuan' has separators between digits; write digits and a decimal point only
     15 |     holdingCost: {perCalendarDay: '3,000 yuan'}
        |                                   ^^^^^^^^^^^^
    """),
  BrokenScenario(
    "more digits than can be kept",
    [("3000 yuan", "12345678901234567 yuan")],
    """
    small.yaml:15:35: error: '12345678901234567 yuan' has more than 15 digits
     15 |     holdingCost: {perCalendarDay: 12345678901234567 yuan}
        |                                   ^^^^^^^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "full-width digits",
    [("prepare: 6 working days", "prepare: ６ working days")],
    """
    small.yaml:28:14: error: '６ working days' has full-width digits; write 6
     28 |     prepare: ６ working days
        |              ^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a day that does not exist",
    [("to: 2024-06-30", "to: 2023-02-30")],
    """
    small.yaml:3:40: error: there is no day 2023-02-30
     3 | study: {window: {from: 2024-03-01, to: 2023-02-30}, baseline: before}
       |                                        ^^^^^^^^^^
    """),
  BrokenScenario(
    "a date in another notation",
    [("to: 2024-06-30", "to: 30.6.2024")],
    """
    small.yaml:3:40: error: '30.6.2024' is not a date; write for example 2024-03-01
     3 | study: {window: {from: 2024-03-01, to: 30.6.2024}, baseline: before}
       |                                        ^^^^^^^^^
    """),
  BrokenScenario(
    "a window that ends before it begins",
    [("to: 2024-06-30", "to: 2024-02-01")],
    """
    small.yaml:3:40: error: the window ends on 2024-02-01, before it begins on 2024-03-01
     3 | study: {window: {from: 2024-03-01, to: 2024-02-01}, baseline: before}
       |                                        ^^^^^^^^^^
    """),
  BrokenScenario(
    "a run beyond the published calendar",
    [("to: 2024-06-30", "to: 2031-06-30")],
    """
    small.yaml:3:40: error: the run ends on 2033-06-30 (the window plus 'followFor' and 'observe'), after 2026, the last year with a published calendar; 'calendar: {beijing: assumed}' would assume the rest
     3 | study: {window: {from: 2024-03-01, to: 2031-06-30}, baseline: before}
       |                                        ^^^^^^^^^^
    """),
  BrokenScenario(
    "a run before the first published calendar",
    [("from: 2024-03-01", "from: 2015-03-01")],
    """
    small.yaml:3:24: error: the run begins on 2015-03-01 (the window less the warm-up), before 2016, the first year with a published calendar
     3 | study: {window: {from: 2015-03-01, to: 2024-06-30}, baseline: before}
       |                        ^^^^^^^^^^
    """),
  BrokenScenario(
    "an unknown baseline",
    [("baseline: before", "baseline: befor")],
    """
    small.yaml:3:63: error: no design has the name 'befor'
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: befor}
       |                                                               ^^^^^ did you mean 'before'?
    """),
  BrokenScenario(
    "a reform that does not exist",
    [("after: [quick]", "after: [quik]")],
    """
    small.yaml:40:11: error: no reform has the name 'quik'
     40 |   after: [quik]
        |           ^^^^ did you mean 'quick'?
    """),
  BrokenScenario(
    "a misspelt matter in 'needs'",
    [("needs: [survey]", "needs: [survay]")],
    """
    small.yaml:27:13: error: 'licence' waits for 'survay', but no matter has that name
     27 |     needs: [survay]
        |             ^^^^^^ did you mean 'survey'?
    """),
  BrokenScenario(
    "a milestone of a matter",
    [("needs: [survey]", "needs: [survey.done]")],
    """
    small.yaml:27:13: error: 'licence' waits for 'survey.done', but matter 'survey' has no milestones
     27 |     needs: [survey.done]
        |             ^^^^^^^^^^^ write 'survey'
    """),
  BrokenScenario(
    "a misspelt matter in a change",
    [("- limit: licence", "- limit: license")],
    """
    small.yaml:36:16: error: 'quick' names matter 'license', but no matter has that name
     36 |       - limit: license
        |                ^^^^^^^ did you mean 'licence'?
    """),
  BrokenScenario(
    "a cycle in 'needs'",
    [("  survey:\n    office: permits", "  survey:\n    needs: [licence]\n    office: permits")],
    """
    small.yaml:28:13: error: these wait for each other in a circle: licence → survey → licence
     28 |     needs: [survey]
        |             ^^^^^^ read the arrow as 'waits for'
    """),
  BrokenScenario(
    "a matter that needs itself",
    [("needs: [survey]", "needs: [licence]")],
    """
    small.yaml:27:13: error: 'licence' waits for itself
     27 |     needs: [licence]
        |             ^^^^^^^ read the arrow as 'waits for'
    """),
  BrokenScenario(
    "an unknown office",
    [("office: window", "office: windows")],
    """
    small.yaml:29:28: error: no office has the name 'windows'
     29 |     completeness: {office: windows, work: 20 minutes, correction: {chance: 30%, takes: 3 working days}}
        |                            ^^^^^^^ did you mean 'window'?
    """),
  BrokenScenario(
    "an unknown attribute",
    [("    prepare: 6 working days", "    when: {risks: low}\n    prepare: 6 working days")],
    """
    small.yaml:28:12: error: no attribute has the name 'risks'
     28 |     when: {risks: low}
        |            ^^^^^ did you mean 'risk'?
    """),
  BrokenScenario(
    "an unknown category",
    [("    prepare: 6 working days", "    when: {risk: [low, hihg]}\n    prepare: 6 working days")],
    """
    small.yaml:28:24: error: attribute 'risk' has no category 'hihg'; there are general, high, low
     28 |     when: {risk: [low, hihg]}
        |                        ^^^^ did you mean 'high'?
    """),
  BrokenScenario(
    "a condition in another unit",
    [
      (
        "    prepare: 6 working days",
        "    when: {area: {atMost: 300 mu}}\n    prepare: 6 working days"
      )
    ],
    """
    small.yaml:28:27: error: '300 mu' is not in the unit of attribute 'area', which is m2
     28 |     when: {area: {atMost: 300 mu}}
        |                           ^^^^^^
    """),
  BrokenScenario(
    "a table that misses a category",
    [("catches: 85%", "catches: {low: 80%, high: 90%}")],
    """
    small.yaml:30:78: error: the table by 'risk' misses the category general
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 6 hours}}, again: 10%, catches: {low: 80%, high: 90%}}
        |                                                                              ^^^^^^^
    """),
  BrokenScenario(
    "a table of unknown categories",
    [("catches: 85%", "catches: {low: 80%, hihg: 90%}")],
    """
    small.yaml:30:78: error: no attribute has the categories hihg, low
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 6 hours}}, again: 10%, catches: {low: 80%, hihg: 90%}}
        |                                                                              ^^^^^^^ did you mean 'high'?
    """),
  BrokenScenario(
    "defects of an unknown matter",
    [("defects: {licence:", "defects: {licences:")],
    """
    small.yaml:14:15: error: 'firm' has defects in matter 'licences', but no matter has that name
     14 |     defects: {licences: {curable: 6%, serious: 2%}}
        |               ^^^^^^^^ did you mean 'licence'?
    """),
  BrokenScenario(
    "a certain return without a cap",
    [("again: 10%", "again: 100%")],
    """
    small.yaml:30:73: error: 'licence' goes back with a chance of 100% each time and without a cap, so it never ends
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 6 hours}}, again: 100%, catches: 85%}
        |                                                                         ^^^^ state 'rounds', or a lower chance
    """),
  BrokenScenario(
    "staff of nobody",
    [("window: {staff: 2}", "window: {staff: 0}")],
    """
    small.yaml:17:19: error: office 'window' has work to do and nobody to do it
     17 |   window: {staff: 0}
        |                   ^
    """),
  BrokenScenario(
    "two matters of one subject",
    [
      (
        "    review: {work: 2 hours}\n  licence:\n",
        "    subject: land\n    review: {work: 2 hours}\n  licence:\n    subject: land\n"
      )
    ],
    """
    small.yaml:22:14: error: 'licence' and 'survey' both decide on 'land' for the same applicants; one route has one of them
     22 |     subject: land
        |              ^^^^
    """),
  BrokenScenario(
    "offices without a common hour",
    [
      ("window: {staff: 2}", "window: {staff: 2, hours: {Saturday: [09:00-12:00]}}"),
      ("{work: 2 hours}", "{work: 2 hours, offices: [permits, window]}"),
    ],
    """
    small.yaml:22:29: error: 'permits' and 'window' must be present together, but share no hours
     22 |     review: {work: 2 hours, offices: [permits, window]}
        |                             ^^^^^^^
    """),
  BrokenScenario(
    "a key that stands twice",
    [("    basis: law", "    office: window\n    basis: law")],
    """
    small.yaml:26:5: error: key 'office' stands in line 25 already; join the two or rename one
     26 |     office: window
        |     ^^^^^^
    """),
  BrokenScenario(
    "an unknown key",
    [("    basis: law", "    basiss: law")],
    """
    small.yaml:26:5: error: 'licence' has no key 'basiss'
     26 |     basiss: law
        |     ^^^^^^ did you mean 'basis'?
    """),
  BrokenScenario(
    "an unknown key of the file",
    [("designs:\n", "desings: {}\ndesigns:\n")],
    """
    small.yaml:38:1: error: the scenario has no key 'desings'
     38 | desings: {}
        | ^^^^^^^
    """),
  BrokenScenario(
    "a missing key",
    [("    office: permits\n    basis: law", "    basis: law")],
    """
    small.yaml:23:3: error: 'licence' lacks 'office'; write for example 'office: permits'
     23 |   licence:
        |   ^^^^^^^
    """),
  BrokenScenario(
    "a missing part of the file",
    [("designs:\n  before: []\n  after: [quick]", "")],
    """
    small.yaml:1:1: error: the scenario lacks 'designs'; write for example 'designs: {before: []}'
     1 | format: 1
       | ^
    """),
  BrokenScenario(
    "a key without a value",
    [("    basis: law", "    basis:")],
    """
    small.yaml:26:5: error: there is no value after 'basis'
     26 |     basis:
        |     ^^^^^
    """),
  BrokenScenario(
    "a list in the place of a value",
    [("title: Licence", "title: [Licence]")],
    """
    small.yaml:24:5: error: 'title' takes one value, not a list
     24 |     title: [Licence]
        |     ^^^^^
    """),
  BrokenScenario(
    "a value in the place of a list",
    [("changes:\n      - limit: licence\n        promised: 5 working days", "changes: limit")],
    """
    small.yaml:35:14: error: 'changes' takes a list, such as [a, b]
     35 |     changes: limit
        |              ^^^^^
    """),
  BrokenScenario(
    "a value in the place of a map",
    [("window: {staff: 2}", "window: 2")],
    """
    small.yaml:17:11: error: 'window' takes a map, such as {a: 1}
     17 |   window: 2
        |           ^
    """),
  BrokenScenario(
    "an empty list of prerequisites",
    [("after: [quick]", "after: [quick, quick]")],
    """
    small.yaml:40:18: error: 'quick' stands here twice
     40 |   after: [quick, quick]
        |                  ^^^^^
    """),
  BrokenScenario(
    "a name with a space",
    [("  survey:\n", "  land survey:\n")],
    """
    small.yaml:20:3: error: 'land survey' cannot name a matter; a name is of letters, digits and hyphens
     20 |   land survey:
        |   ^^^^^^^^^^^
    small.yaml:27:13: error: 'licence' waits for 'survey', but no matter has that name
     27 |     needs: [survey]
        |             ^^^^^^
    """),
  BrokenScenario(
    "an attribute with a name of the format",
    [("willing: 80%", "class: 80%")],
    """
    small.yaml:13:7: error: 'class' has a meaning of its own and cannot name an attribute
     13 |       class: 80%
        |       ^^^^^
    """),
  BrokenScenario(
    "a word that is none of those possible",
    [("title: Licence", "title: Licence\n    nature: license")],
    """
    small.yaml:25:13: error: 'nature' cannot be 'license'; it is one of: licence, approval, verification, filing, confirmation, service
     25 |     nature: license
        |             ^^^^^^^ did you mean 'licence'?
    """),
  BrokenScenario(
    "yes in another word",
    [("catches: 85%", "catches: 85%, visit: true")],
    """
    small.yaml:30:99: error: 'visit' is yes or no, not 'true'
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 6 hours}}, again: 10%, catches: 85%, visit: true}
        |                                                                                                   ^^^^
    """),
  BrokenScenario(
    "an alias",
    [("    review: {work: 2 hours}\n  licence:", "    review: *work\n  licence:")],
    """
    small.yaml:22:13: error: a scenario has no aliases ('*'); write the content here
     22 |     review: *work
        |             ^^^^^
    """),
  BrokenScenario(
    "an anchor",
    [("    review: {work: 2 hours}\n  licence:", "    review: &work {work: 2 hours}\n  licence:")],
    """
    small.yaml:22:13: error: a scenario has no anchors ('&'); write the content where it is used
     22 |     review: &work {work: 2 hours}
        |             ^
    """),
  BrokenScenario(
    "a tag",
    [("staff: 2", "staff: !!int 2")],
    """
    small.yaml:17:19: error: a scenario has no type tags ('!'); take it out
     17 |   window: {staff: !!int 2}
        |                   ^
    """),
  BrokenScenario(
    "a directive",
    [("format: 1", "%YAML 1.1\n---\nformat: 1")],
    """
    small.yaml:1:1: error: a scenario has no directives ('%'); take them out
     1 | %YAML 1.1
       | ^^^^^^^^^
    """),
  BrokenScenario(
    "a second document",
    [("designs:\n", "---\ndesigns:\n")],
    """
    small.yaml:38:1: error: a file holds one scenario; put the second document into a file of its own
     38 | ---
        | ^^^
    """),
  BrokenScenario(
    "a tab that indents",
    [("    basis: law", "\u{9}basis: law")],
    """
    small.yaml:26:1: error: a tab cannot indent
     26 | \tbasis: law
        | ^ use spaces
    """),
  BrokenScenario(
    "a bracket that is not closed",
    [("needs: [survey]", "needs: [survey")],
    """
    small.yaml:27:12: error: '[' is not closed by ']', or a comma is missing
     27 |     needs: [survey
        |            ^
    """),
  BrokenScenario(
    "a quotation mark that is not closed",
    [("title: Licence", "title: 'Licence")],
    """
    small.yaml:24:12: error: a quotation mark is not closed
     24 |     title: 'Licence
        |            ^
    """),
  BrokenScenario(
    "a second colon",
    [("title: Licence", "title: Licence: new")],
    """
    small.yaml:24:19: error: a second ':' cannot stand here
     24 |     title: Licence: new
        |                   ^ write one key a line, or quote the text
    """),
  BrokenScenario(
    "a list as a key",
    [("title: Licence", "[a, b]: Licence")],
    """
    small.yaml:24:5: error: a key is a text, not a list or a map
     24 |     [a, b]: Licence
        |     ^^^^^^
    """),
  BrokenScenario(
    "nesting too deep",
    [
      (
        "title: Licence",
        "title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
      )
    ],
    """
    small.yaml:24:73: error: lists and maps are nested more than 64 levels deep
     24 |     title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        |                                                                         ^
    """),
  BrokenScenario(
    "a control character",
    [("title: Licence", "title: Lic\u{7}ence")],
    """
    small.yaml:24:15: error: the control character U+0007 is no text; take it out
     24 |     title: Lic␇ence
        |               ^
    """),
  BrokenScenario(
    "a NUL byte",
    [("title: Licence", "title: Lic\u{0}ence")],
    """
    small.yaml:24:15: error: the control character U+0000 is no text; take it out
     24 |     title: Lic␀ence
        |               ^
    """),
  BrokenScenario(
    "an escaped control character",
    [("title: Licence", "title: \"Lic\\u0007ence\"")],
    """
    small.yaml:24:12: error: an escape in quotes writes the control character U+0007; take it out
     24 |     title: "Lic\\u0007ence"
        |            ^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a mark that turns the direction of text",
    [("title: Licence", "title: Lic\u{202e}ence")],
    """
    small.yaml:24:15: error: the control character U+202E is no text; take it out
     24 |     title: Lic\u{FFFD}ence
        |               ^
    """),
  BrokenScenario(
    "a newer version",
    [("format: 1", "format: 2")],
    """
    small.yaml:1:9: error: the file has format 2, and this program reads format 1; use the version of the program that goes with the file
     1 | format: 2
       |         ^
    """),
  BrokenScenario(
    "a grade that does not exist",
    [("{staff: 2}", "{staff: {value: 2, grade: E}}")],
    """
    small.yaml:17:37: error: there is no grade 'E'; grades are A, B, B-, C and D
     17 |   window: {staff: {value: 2, grade: E}}
        |                                     ^
    """),
  BrokenScenario(
    "grade A on a target",
    [("{staff: 2}", "{staff: {value: 2, grade: A, source: plan}}")],
    """
    small.yaml:17:12: error: 'offices.window.staff' is of grade A, but its source 'plan' is a target and no rule in force; use C or D
     17 |   window: {staff: {value: 2, grade: A, source: plan}}
        |            ^^^^^
    """),
  BrokenScenario(
    "an unknown source",
    [("basis: law", "basis: lawn")],
    """
    small.yaml:26:12: error: no source is declared by the name 'lawn'
     26 |     basis: lawn
        |            ^^^^ did you mean 'law'?
    """),
  BrokenScenario(
    "a range that leaves out its value",
    [("staff: 2", "staff: {value: 2, grade: D, range: [3, 5]}")],
    """
    small.yaml:17:47: error: the range from 3 to 5 leaves out the value 2 of 'offices.window.staff'
     17 |   window: {staff: {value: 2, grade: D, range: [3, 5]}}
        |                                               ^^^^^^
    """),
  BrokenScenario(
    "factors that leave out the value",
    [("staff: 2", "staff: {value: 2, grade: D, range: [1.5x, 2x]}")],
    """
    small.yaml:17:47: error: the factors from 1.5x to 2x leave out 1x, the value itself
     17 |   window: {staff: {value: 2, grade: D, range: [1.5x, 2x]}}
        |                                               ^^^^^^^^^^
    """),
  BrokenScenario(
    "a range that begins above its end",
    [("staff: 2", "staff: {value: 2, grade: D, range: [5, 1]}")],
    """
    small.yaml:17:47: error: the range begins at 5, above its end 1
     17 |   window: {staff: {value: 2, grade: D, range: [5, 1]}}
        |                                               ^^^^^^
    """),
  BrokenScenario(
    "a range of one end",
    [("staff: 2", "staff: {value: 2, grade: D, range: [5]}")],
    """
    small.yaml:17:40: error: a range is a list of two values, low and high, such as [0.5x, 2x]
     17 |   window: {staff: {value: 2, grade: D, range: [5]}}
        |                                        ^^^^^
    """),
  BrokenScenario(
    "a range beyond 100 %",
    [("chance: 30%", "chance: {value: 60%, grade: D, range: [0.5x, 2x]}")],
    """
    small.yaml:29:105: error: the value 60% of 'matters.licence.completeness.correction.chance' times 0.5x to 2x reaches beyond 0% to 100%; give it a range of its own
     29 |     completeness: {office: window, work: 20 minutes, correction: {chance: {value: 60%, grade: D, range: [0.5x, 2x]}, takes: 3 working days}}
        |                                                                                                         ^^^^^^^^^^
    """),
  BrokenScenario(
    "a range in another unit",
    [
      (
        "{statutory: 15 working days}",
        "{statutory: {value: 15 working days, grade: D, range: [10 calendar days, 20 working days]}}"
      )
    ],
    """
    small.yaml:31:67: error: the range is in calendar days, but the value is in working days
     31 |     limit: {statutory: {value: 15 working days, grade: D, range: [10 calendar days, 20 working days]}}
        |                                                                   ^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "an absolute range of a distribution",
    [("p90: 6 hours}}", "p90: 6 hours}, grade: D, range: [1, 2]}")],
    """
    small.yaml:30:82: error: 'matters.licence.review.work' is a distribution; its range is written as factors, such as [0.5x, 2x]
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 6 hours}, grade: D, range: [1, 2]}, again: 10%, catches: 85%}
        |                                                                                  ^^^^^^
    """),
  BrokenScenario(
    "different units in one distribution",
    [("p90: 6 hours", "p90: 1 working days")],
    """
    small.yaml:30:55: error: one distribution has one unit, but here are hours and working days
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 1 working days}}, again: 10%, catches: 85%}
        |                                                       ^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "parameters that describe no distribution",
    [("p90: 6 hours", "p90: 1 hours")],
    """
    small.yaml:30:21: error: the parameters of lognormal describe no distribution: 'median' must not exceed 'p90'
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 1 hours}}, again: 10%, catches: 85%}
        |                     ^^^^^^^^^
    """),
  BrokenScenario(
    "parameters of another family",
    [("p90: 6 hours", "deviation: 6 hours")],
    """
    small.yaml:30:21: error: lognormal takes the parameters {median, p90} or {mean, deviation}
     30 |     review: {work: {lognormal: {median: 2 hours, deviation: 6 hours}}, again: 10%, catches: 85%}
        |                     ^^^^^^^^^
    """),
  BrokenScenario(
    "an empty list of values",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{empirical: []}")],
    """
    small.yaml:30:21: error: empirical needs at least one value, such as [2 hours, 3 hours, 3 hours, 9 hours]
     30 |     review: {work: {empirical: []}, again: 10%, catches: 85%}
        |                     ^^^^^^^^^
    """),
  BrokenScenario(
    "a list of values with a bare number",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{empirical: [2 hours, 3]}")],
    """
    small.yaml:30:42: error: '3' has no unit; write for example 3 minutes or 3 working days
     30 |     review: {work: {empirical: [2 hours, 3]}, again: 10%, catches: 85%}
        |                                          ^
    """),
  BrokenScenario(
    "a list of values with a negative one",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{empirical: [2 hours, -3 hours]}")],
    """
    small.yaml:30:42: error: '-3 hours' is negative; a length of time cannot be
     30 |     review: {work: {empirical: [2 hours, -3 hours]}, again: 10%, catches: 85%}
        |                                          ^^^^^^^^
    """),
  BrokenScenario(
    "a list of values in two kinds of time",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{empirical: [2 hours, 1 working days]}")],
    """
    small.yaml:30:42: error: one distribution has one unit, but here are hours and working days
     30 |     review: {work: {empirical: [2 hours, 1 working days]}, again: 10%, catches: 85%}
        |                                          ^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "values whose shares do not add up",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{discrete: {2 hours: 60%, 9 hours: 30%}}")],
    """
    small.yaml:30:21: error: the shares of discrete add up to 90% and should add up to 100%
     30 |     review: {work: {discrete: {2 hours: 60%, 9 hours: 30%}}, again: 10%, catches: 85%}
        |                     ^^^^^^^^
    """),
  BrokenScenario(
    "a value without a percent sign",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{discrete: {2 hours: 0.6, 9 hours: 40%}}")],
    """
    small.yaml:30:41: error: '0.6' is not a share; write shares in percent, such as 30%
     30 |     review: {work: {discrete: {2 hours: 0.6, 9 hours: 40%}}, again: 10%, catches: 85%}
        |                                         ^^^
    """),
  BrokenScenario(
    "a value that nobody has",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{discrete: {2 hours: 100%, 9 hours: 0%}}")],
    """
    small.yaml:30:21: error: the parameters of discrete describe no distribution: 'share' must be above zero
     30 |     review: {work: {discrete: {2 hours: 100%, 9 hours: 0%}}, again: 10%, catches: 85%}
        |                     ^^^^^^^^
    """),
  BrokenScenario(
    "values in two kinds of time",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{discrete: {2 hours: 60%, 1 working days: 40%}}"
      )
    ],
    """
    small.yaml:30:46: error: one distribution has one unit, but here are hours and working days
     30 |     review: {work: {discrete: {2 hours: 60%, 1 working days: 40%}}, again: 10%, catches: 85%}
        |                                              ^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "no values with shares",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{discrete: {}}")],
    """
    small.yaml:30:21: error: discrete needs at least one value, such as {2 hours: 60%, 9 hours: 40%}
     30 |     review: {work: {discrete: {}}, again: 10%, catches: 85%}
        |                     ^^^^^^^^
    """),
  BrokenScenario(
    "a bin without its end",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{histogram: [{from: 0 hours, share: 100%}]}"
      )
    ],
    """
    small.yaml:30:33: error: 'matters.licence.review.work.histogram.1' lacks 'to'; write for example 'to: 4 hours'
     30 |     review: {work: {histogram: [{from: 0 hours, share: 100%}]}, again: 10%, catches: 85%}
        |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "bins that overlap",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{histogram: [{from: 0 hours, to: 4 hours, share: 50%}, {from: 3 hours, to: 9 hours, share: 50%}]}"
      )
    ],
    """
    small.yaml:30:82: error: the bins of a histogram rise and do not overlap; this one begins at 3 hours, the one before ends at 4 hours
     30 |     review: {work: {histogram: [{from: 0 hours, to: 4 hours, share: 50%}, {from: 3 hours, to: 9 hours, share: 50%}]}, again: 10%, catches: 85%}
        |                                                                                  ^^^^^^^
    """),
  BrokenScenario(
    "a bin that ends before it begins",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{histogram: [{from: 4 hours, to: 2 hours, share: 100%}]}"
      )
    ],
    """
    small.yaml:30:21: error: the parameters of histogram describe no distribution: 'from' must not exceed 'to'
     30 |     review: {work: {histogram: [{from: 4 hours, to: 2 hours, share: 100%}]}, again: 10%, catches: 85%}
        |                     ^^^^^^^^^
    """),
  BrokenScenario(
    "a mixture whose shares do not add up",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{mixture: [{share: 80%, of: 2 hours}, {share: 30%, of: 9 hours}]}"
      )
    ],
    """
    small.yaml:30:21: error: the shares of mixture add up to 110% and should add up to 100%
     30 |     review: {work: {mixture: [{share: 80%, of: 2 hours}, {share: 30%, of: 9 hours}]}, again: 10%, catches: 85%}
        |                     ^^^^^^^
    """),
  BrokenScenario(
    "a mixture in two kinds of time",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{mixture: [{share: 80%, of: 2 hours}, {share: 20%, of: 9 calendar days}]}"
      )
    ],
    """
    small.yaml:30:75: error: one distribution has one unit, but here are hours and calendar days
     30 |     review: {work: {mixture: [{share: 80%, of: 2 hours}, {share: 20%, of: 9 calendar days}]}, again: 10%, catches: 85%}
        |                                                                           ^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "an unknown family within a mixture",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{mixture: [{share: 100%, of: {uniformm: [2 hours, 3 hours]}}]}"
      )
    ],
    """
    small.yaml:30:50: error: 'of' should be one value or one distribution; there are lognormal, triangular, pert, beta, uniform, exponential, weibull, gamma, erlang, truncatedNormal, logLogistic, empirical, discrete, histogram, mixture
     30 |     review: {work: {mixture: [{share: 100%, of: {uniformm: [2 hours, 3 hours]}}]}, again: 10%, catches: 85%}
        |                                                  ^^^^^^^^ did you mean 'uniform'?
    """),
  BrokenScenario(
    "a grade within a mixture",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{mixture: [{share: 100%, of: {uniform: [2 hours, 3 hours], grade: C}}]}"
      )
    ],
    """
    small.yaml:30:79: error: 'of' has no key 'grade'
     30 |     review: {work: {mixture: [{share: 100%, of: {uniform: [2 hours, 3 hours], grade: C}}]}, again: 10%, catches: 85%}
        |                                                                               ^^^^^
    """),
  BrokenScenario(
    "an unknown key of a part",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{mixture: [{share: 100%, off: 2 hours}]}")],
    """
    small.yaml:30:45: error: 'matters.licence.review.work.mixture.1' has no key 'off'
     30 |     review: {work: {mixture: [{share: 100%, off: 2 hours}]}, again: 10%, catches: 85%}
        |                                             ^^^ did you mean 'of'?
    """),
  BrokenScenario(
    "shapes of beta that are one number",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{beta: {low: 0 hours, high: 9 hours, shapes: [2]}}"
      )
    ],
    """
    small.yaml:30:21: error: the 'shapes' of beta are a list of two numbers, such as shapes: [2, 3]
     30 |     review: {work: {beta: {low: 0 hours, high: 9 hours, shapes: [2]}}, again: 10%, catches: 85%}
        |                     ^^^^
    """),
  BrokenScenario(
    "parameters of beta that are incomplete",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{beta: {low: 0 hours, high: 9 hours, mean: 3 hours}}"
      )
    ],
    """
    small.yaml:30:21: error: beta takes the parameters {low, high, mean, deviation} or {low, high, shapes}
     30 |     review: {work: {beta: {low: 0 hours, high: 9 hours, mean: 3 hours}}, again: 10%, catches: 85%}
        |                     ^^^^
    """),
  BrokenScenario(
    "a deviation wider than its bounds",
    [
      (
        "{lognormal: {median: 2 hours, p90: 6 hours}}",
        "{beta: {low: 0 hours, high: 4 hours, mean: 2 hours, deviation: 3 hours}}"
      )
    ],
    """
    small.yaml:30:21: error: the parameters of beta describe no distribution: 'deviation' must be at most 2.0
     30 |     review: {work: {beta: {low: 0 hours, high: 4 hours, mean: 2 hours, deviation: 3 hours}}, again: 10%, catches: 85%}
        |                     ^^^^
    """),
  BrokenScenario(
    "stages that are not whole",
    [("{lognormal: {median: 2 hours, p90: 6 hours}}", "{erlang: {stages: 2.5, mean: 3 hours}}")],
    """
    small.yaml:30:21: error: the 'stages' of erlang is a whole number from 1
     30 |     review: {work: {erlang: {stages: 2.5, mean: 3 hours}}, again: 10%, catches: 85%}
        |                     ^^^^^^
    """),
  BrokenScenario(
    "an unknown family",
    [("{lognormal: {median: 2 hours", "{lognormall: {median: 2 hours")],
    """
    small.yaml:30:21: error: 'work' should be one value or one distribution; there are lognormal, triangular, pert, beta, uniform, exponential, weibull, gamma, erlang, truncatedNormal, logLogistic, empirical, discrete, histogram, mixture
     30 |     review: {work: {lognormall: {median: 2 hours, p90: 6 hours}}, again: 10%, catches: 85%}
        |                     ^^^^^^^^^^ did you mean 'lognormal'?
    """),
  BrokenScenario(
    "an office that works in calendar days",
    [("{work: 2 hours}", "{work: 2 calendar days}")],
    """
    small.yaml:22:20: error: 'matters.survey.review.work' is in calendar days; the work of an office is in minutes, hours or working days
     22 |     review: {work: 2 calendar days}
        |                    ^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a limit in hours",
    [("statutory: 15 working days", "statutory: 15 hours")],
    """
    small.yaml:31:24: error: '15 hours' cannot be a limit; a limit is in working days or calendar days
     31 |     limit: {statutory: 15 hours}
        |                        ^^^^^^^^
    """),
  BrokenScenario(
    "a change of no kind",
    [("- limit: licence\n", "- limits: licence\n")],
    """
    small.yaml:36:9: error: no kind of change is named here; there are add, ahead, automate, cancel, capacity, coach, commit, confirm, delegate, entitle, exclude, fee, file, guarantee, inspect, limit, merge, online, parallel, phase, pool, prioritize, sanction, share, standardize, tier, tolerate, validity, waive
     36 |       - limits: licence
        |         ^^^^^^ did you mean 'limit'?
    """),
  BrokenScenario(
    "a commitment of another length of observation",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- commit: licence\n        form: permit\n        claims: met\n        followUp: {office: permits, work: 1 hours, after: 5 working days, rate: 100%, detects: 90%, observe: 2 years}"
      )
    ],
    """
    small.yaml:39:110: error: 'observe' should equal 'study.observe' (1 year); all designs are observed equally long
     39 |         followUp: {office: permits, work: 1 hours, after: 5 working days, rate: 100%, detects: 90%, observe: 2 years}
        |                                                                                                              ^^^^^^^
    """),
  BrokenScenario(
    "a pledge without a sure verification",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- commit: licence\n        form: pledge\n        record: {office: permits, work: 1 hours}\n        verifiedAt: [{at: survey, by: {office: permits, work: 1 hours, rate: 50%, detects: 90%}}]"
      )
    ],
    """
    small.yaml:39:9: error: the pledge of 'licence' is nowhere verified at a rate of 100%; it must be at least once
     39 |         verifiedAt: [{at: survey, by: {office: permits, work: 1 hours, rate: 50%, detects: 90%}}]
        |         ^^^^^^^^^^
    """),
  BrokenScenario(
    "two modes of one matter",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- confirm: licence\n      - file: licence\n        timing: before\n        receipt: {office: window, work: 10 minutes}"
      )
    ],
    """
    small.yaml:36:9: error: reform 'quick' sets the decision mode of matter 'licence' twice; keep one of the two
     36 |       - confirm: licence
        |         ^^^^^^^
    """),
  BrokenScenario(
    "an inspection of a milestone that does not exist",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- inspect: construction.foundation\n        office: permits\n        work: 1 hours\n        rate: 10%\n        detects: 80%"
      )
    ],
    """
    small.yaml:36:18: error: 'quick' names 'construction.foundation', but no own work has that name
     36 |       - inspect: construction.foundation
        |                  ^^^^^^^^^^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "an unknown office in a reform",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- inspect: licence\n        office: permit\n        work: 1 hours\n        rate: 10%\n        detects: 80%"
      )
    ],
    """
    small.yaml:37:17: error: no office has the name 'permit'
     37 |         office: permit
        |                 ^^^^^^ did you mean 'permits'?
    """),
  BrokenScenario(
    "a reform that closes a circle",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- add: gate\n        before: [survey]\n        matter: {office: permits, needs: [licence]}"
      )
    ],
    """
    small.yaml:38:43: error: these wait for each other in a circle: gate → licence → survey → gate
     38 |         matter: {office: permits, needs: [licence]}
        |                                           ^^^^^^^ read the arrow as 'waits for'
    """),
  BrokenScenario(
    "rework from the decision",
    [("again: 10%", "again: {chance: 10%, from: decision}")],
    """
    small.yaml:30:93: error: 'from: decision' is not supported yet; supported: activity, completeness
     30 |     review: {work: {lognormal: {median: 2 hours, p90: 6 hours}}, again: {chance: 10%, from: decision}, catches: 85%}
        |                                                                                             ^^^^^^^^
    """),
  BrokenScenario(
    "a required reform that is not chosen",
    [("    source: plan", "    source: plan\n    requires: [slow]")],
    """
    small.yaml:35:16: error: 'quick' requires reform 'slow', but no reform has that name
     35 |     requires: [slow]
        |                ^^^^
    """),
  BrokenScenario(
    "an unknown outcome",
    [
      (
        "baseline: before",
        "baseline: before, primary: {outcome: need-to-operat, worthwhile: 2 working days}"
      )
    ],
    """
    small.yaml:3:90: error: there is no outcome by the name 'need-to-operat'
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, primary: {outcome: need-to-operat, worthwhile: 2 working days}}
       |                                                                                          ^^^^^^^^^^^^^^ did you mean 'need-to-operate'?
    """),
  BrokenScenario(
    "a service level of an unknown outcome",
    [
      (
        "baseline: before",
        "baseline: before, service: "
          + "{outcome: waiting-tim, office: window, atMost: 30 minutes}"
      )
    ],
    """
    small.yaml:3:90: error: there is no outcome by the name 'waiting-tim'
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, service: {outcome: waiting-tim, office: window, atMost: 30 minutes}}
       |                                                                                          ^^^^^^^^^^^ did you mean 'waiting-time'?
    """),
  BrokenScenario(
    "a service level in the wrong unit",
    [
      (
        "baseline: before",
        "baseline: before, service: "
          + "{outcome: waiting-time, office: window, atMost: 30%}"
      )
    ],
    """
    small.yaml:3:128: error: '30%' is not in a unit of time; there are minutes, hours, working days, calendar days, months and years
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, service: {outcome: waiting-time, office: window, atMost: 30%}}
       |                                                                                                                                ^^^
    """),
  BrokenScenario(
    "a service level with two bounds",
    [("baseline: before", "baseline: before, service: {outcome: trips, atMost: 3, atLeast: 1}")],
    """
    small.yaml:3:71: error: a service level has one of 'atMost' and 'atLeast', such as 'atMost: 30 minutes'
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, service: {outcome: trips, atMost: 3, atLeast: 1}}
       |                                                                       ^^^^^^^
    """),
  BrokenScenario(
    "a service level of an office and a matter",
    [
      (
        "baseline: before",
        "baseline: before, service: "
          + "{outcome: waiting-time, office: window, matter: permit, atMost: 3 hours}"
      )
    ],
    """
    small.yaml:3:128: error: a service level has one of 'office', 'matter' and 'class'
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, service: {outcome: waiting-time, office: window, matter: permit, atMost: 3 hours}}
       |                                                                                                                                ^^^^^^
    """),
  BrokenScenario(
    "a service level of an office that nobody declares",
    [
      (
        "baseline: before",
        "baseline: before, service: "
          + "{outcome: waiting-time, office: windo, atMost: 3 hours}"
      )
    ],
    """
    small.yaml:3:112: error: 'service' names office 'windo', but no office has that name
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, service: {outcome: waiting-time, office: windo, atMost: 3 hours}}
       |                                                                                                                ^^^^^ did you mean 'window'?
    """),
  BrokenScenario(
    "hours that overlap",
    [
      (
        "window: {staff: 2}",
        "window: {staff: 2, hours: {Monday-Friday: [09:00-12:00, 11:00-18:00]}}"
      )
    ],
    """
    small.yaml:17:30: error: the sessions of 'Monday-Friday' overlap
     17 |   window: {staff: 2, hours: {Monday-Friday: [09:00-12:00, 11:00-18:00]}}
        |                              ^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "an unknown weekday",
    [("window: {staff: 2}", "window: {staff: 2, hours: {Mon-Fri: [09:00-12:00]}}")],
    """
    small.yaml:17:30: error: 'Fri' is no day of the week; write Monday, Tuesday, …, Sunday
     17 |   window: {staff: 2, hours: {Mon-Fri: [09:00-12:00]}}
        |                              ^^^^^^^
    small.yaml:17:30: error: 'Mon' is no day of the week; write Monday, Tuesday, …, Sunday
     17 |   window: {staff: 2, hours: {Mon-Fri: [09:00-12:00]}}
        |                              ^^^^^^^
    """),
  BrokenScenario(
    "hours where all is always open",
    [
      ("format: 1", "format: 1\ncalendar: always"),
      ("window: {staff: 2}", "window: {staff: 2, hours: {Saturday: [09:00-12:00]}}"),
    ],
    """
    small.yaml:18:22: error: under 'calendar: always' everybody works all day; take 'hours' out
     18 |   window: {staff: 2, hours: {Saturday: [09:00-12:00]}}
        |                      ^^^^^
    """),
  BrokenScenario(
    "a milestone that does not exist",
    [
      (
        "- limit: licence\n        promised: 5 working days",
        "- phase: survey\n        moves: {from: licence, to: build.roof}"
      ),
      (
        "matters:\n",
        "ownWork:\n  build:\n    milestones:\n      - walls: {takes: 5 working days}\nmatters:\n"
      ),
    ],
    """
    small.yaml:41:36: error: 'quick' names 'build.roof', but 'build' has no milestone 'roof'
     41 |         moves: {from: licence, to: build.roof}
        |                                    ^^^^^^^^^^ there are build.walls
    """),
  BrokenScenario(
    "a length of time beyond a hundred years",
    [("prepare: 6 working days", "prepare: 99999 working days")],
    """
    small.yaml:28:14: error: '99999 working days' is longer than 100 years
     28 |     prepare: 99999 working days
        |              ^^^^^^^^^^^^^^^^^^
    """),
]
