import ApprovalModel
import Foundation
import ScenarioFiles
import Testing

@testable import Exercises

@Suite struct `An exercise's folder` {
  @Test func `is read`() throws {
    let exercise = try hallFromFolder()
    #expect(exercise.id == "01-hall")
    #expect(exercise.parameters.map(\.name) == ["rate"])
    #expect(exercise.levers[0].choices.map(\.text) == ["3", "4", "5", "6"])
    #expect(exercise.runs.map(\.name) == ["start", "work", "plus"])
    #expect(exercise.measures.map(\.name) == ["wait", "saved"])
    #expect(exercise.measures[1].run == 2 && exercise.measures[1].to == 0)
    #expect(exercise.questions.map(\.id) == ["wait", "more", "goal", "people", "why"])
    #expect(exercise.questions.map(\.points) == [2, 1, 1, 1, 0])
    #expect(exercise.texts.sections.count == 6 && exercise.texts.hints.count == 3)
    #expect(exercise.digest.count == 64)
  }

  @Test func `has a model answer and a key`() throws {
    let exercise = try hallFromFolder()
    let (solution, diagnostics) = readSolution(folder: fixture, of: exercise)
    #expect(diagnostics.isEmpty)
    #expect(solution?.answers.map(\.id) == ["wait", "more", "why"])
    #expect(readKey(folder: fixture, of: exercise).sections?.count == 4)
  }

  @Test func `has another digest when a student's file changes, and not when the teacher's does`()
    throws
  {
    let copy = try ExerciseCopy()
    let digest = readExercise(folder: copy.folder).exercise?.digest
    #expect(try digest == hallFromFolder().digest)
    try copy.change("key.en.md", "5 minutes", "6 minutes")
    #expect(readExercise(folder: copy.folder).exercise?.digest == digest)
    try copy.change("scenario.yaml", "mean: 20 minutes", "mean: 21 minutes")
    let other = readExercise(folder: copy.folder).exercise?.digest
    #expect(other != nil && other != digest)
  }

  @Test(arguments: [
    (
      "exercise.yaml", "minutes: 5\n", "minute: 5\n",
      "exercise.yaml:4:1: error: the exercise has no key 'minute'"
    ),
    (
      "exercise.yaml", "format: 1", "format: 9",
      "exercise.yaml:1:9: error: the exercise has format 9, and this program reads format 1"
    ),
    (
      "exercise.yaml", "load: rate / 24 / 3 / windows", "load: rate / 24 / 3 / windos",
      "exercise.yaml:25:25: error: there is nothing called 'windos'; there are: rate, windows, wait, saved, answer"
    ),
    (
      "exercise.yaml", "start: 3\n", "start: 7\n",
      "exercise.yaml:17:12: error: 'start' is not among the choices: 3, 4, 5, 6"
    ),
    (
      "exercise.yaml", "saved: {from: plus,", "saved: {from: plusses,",
      "exercise.yaml:23:17: error: 'from' cannot be 'plusses'; it is one of: start, work, plus"
    ),
    (
      "exercise.yaml", "plus: {set: {windows: 4}}", "plus: {set: {window: 4}}",
      "exercise.yaml:20:16: error: there is no lever 'window'; there are: windows"
    ),
    (
      "exercise.yaml", "truth: if(low(saved) > 0, 1, 2)", "truth: 1",
      "exercise.yaml:53:12: error: 'truth' is always the same number; it is to be computed from parameters, levers or measures"
    ),
    (
      "exercise.yaml", "    relative: 0.1\n", "",
      "exercise.yaml:35:5: error: a number needs a tolerance: 'relative', such as 0.05, or 'absolute', such as 0.5"
    ),
    (
      "exercise.yaml", "{hall: scenario.yaml}", "{hall: hall.yaml}",
      "exercise.yaml:6:16: error: there is no file 'hall.yaml'"
    ),
    (
      "exercise.yaml", "en: \"With <rate> people", "en: \"With <wait> people",
      "exercise.yaml:38:55: error: measures cannot be used here"
    ),
    (
      "exercise.yaml", "- id: more", "- id: wait",
      "exercise.yaml:47:9: error: there is a question 'wait' already"
    ),
    (
      "exercise.yaml", "option: same", "option: sane",
      "exercise.yaml:55:18: error: 'option' cannot be 'sane'; it is one of: shorter, same"
    ),
    (
      "exercise.yaml", "  windows:\n", "  rate:\n",
      "exercise.yaml:13:3: error: the name 'rate' is taken"
    ),
    ("en.md", "## Goal", "## Aim", "en.md:3:1: error: '## Goal' should stand here"),
    ("zh.md", "<rate>", "<rat>", "zh.md:7:6: error: there is nothing called 'rat'"),
    (
      "hints.en.md", "\n## 3\nOpen window 4.\n", "",
      "hints.en.md:6:1: error: the heading '## 3' is missing"
    ),
  ])
  func `that is wrong says where, and what to do`(
    _ file: String, _ old: String, _ new: String, _ expected: String
  ) throws {
    let copy = try ExerciseCopy()
    try copy.change(file, old, new)
    let findings = copy.findings()
    #expect(findings.contains { $0.hasPrefix(expected) }, "\(findings)")
    #expect(readExercise(folder: copy.folder).exercise == nil)
  }

  @Test func `without one of its files is refused`() throws {
    for file in ["zh.md", "hints.en.md", "scenario.yaml"] {
      let copy = try ExerciseCopy()
      try copy.remove(file)
      #expect(copy.findings().contains { $0.contains("there is no file") && $0.contains(file) })
    }
  }

  @Test func `finds the faults of a model answer`() throws {
    let copy = try ExerciseCopy()
    try copy.change("solution.yaml", "more: shorter", "mor: shorter")
    let (solution, diagnostics) = readSolution(folder: copy.folder, of: try hallFromFolder())
    #expect(solution == nil)
    let texts = diagnostics.map(\.message.en)
    #expect(texts.contains { $0.hasPrefix("there is no question 'mor'") })
    #expect(texts.contains("there is no answer to question 'more'"))
  }
}
