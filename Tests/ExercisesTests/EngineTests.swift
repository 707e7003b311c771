import ApprovalModel
import Experiments
import Inference
import ScenarioFiles
import Testing

@testable import Exercises

/// A hall of windows, with a design that makes reviews more alike.
let hall = """
  format: 1
  title: {zh: 门厅, en: Hall}
  calendar: always
  study:
    kind: steady
    window: {from: 2024-01-01, to: 2024-01-20}
    warmUp: 5 calendar days
    followFor: 2 calendar days
    baseline: before
    seed: 7
    replications: 20
  applicants:
    person: {title: {zh: 办事人, en: Person}, arrivals: {perCalendarDay: 150}}
  offices:
    window: {title: {zh: 窗口, en: Window}, staff: 3}
  matters:
    service:
      title: {zh: 办理, en: Service}
      office: window
      review: {work: {exponential: {mean: 20 minutes}}}
  reforms:
    uniform:
      title: {zh: 统一标准, en: One standard}
      changes:
        - standardize: service
          spread: 0.5x
  designs: {before: [], after: [uniform]}
  """

extension Formula {
  /// A slot.
  static func slot(_ slot: Int) -> Formula {
    Formula(text: "s\(slot)", program: [1, Double(slot)])
  }
  /// A number.
  static func number(_ value: Double) -> Formula { Formula(text: "\(value)", program: [0, value]) }
}

/// An exercise on the hall: another rate for each student, windows and design to choose.
func hallExercise() -> Exercise {
  func knob(
    _ name: Name, _ values: [Double], start: Int = 0, kind: Exercise.Knob.Kind = .inputs,
    texts: [String]? = nil, sets: [Exercise.Knob.Setting] = []
  ) -> Exercise.Knob {
    Exercise.Knob(
      name: name, kind: kind, title: LocalizedText(zh: name, en: name), unit: nil,
      choices: values.enumerated().map {
        .init(value: $0.element, text: texts?[$0.offset] ?? "\(Int($0.element))", label: nil)
      }, start: start, sets: sets)
  }
  func text(_ parts: [Template.Part]) -> Template { Template(parts: parts) }
  return Exercise(
    id: "00-hall", version: 1, order: 0, minutes: 5, needs: [],
    title: LocalizedText(zh: "门厅", en: "The hall"),
    worlds: [.init(name: "hall", path: "hall.yaml", bytes: Array(hall.utf8))], replications: 5,
    parameters: [
      knob(
        "rate", [140, 150, 160],
        sets: [
          .init(
            path: "applicants.person.arrivals",
            value: text([
              .text("{perCalendarDay: "), .number(.slot(0), digits: nil), .text("}"),
            ]))
        ])
    ],
    levers: [
      knob(
        "windows", [3, 4, 5],
        sets: [
          .init(path: "offices.window.staff", value: text([.number(.slot(1), digits: nil)]))
        ]),
      knob("design", [1, 2], kind: .design, texts: ["before", "after"]),
      knob("pairing", [0, 1], start: 1, kind: .pairing),
    ],
    runs: [
      .init(name: "start", world: 0, takesWork: false, levers: []),
      .init(name: "work", world: 0, takesWork: true, levers: []),
      .init(
        name: "most", world: 0, takesWork: false,
        levers: [.init(lever: 0, value: .formula(.number(5)))]),
    ],
    measures: [
      .init(name: "wait", run: 1, to: nil, outcome: "waiting-time@office:window"),
      .init(name: "gain", run: 0, to: 1, outcome: "need-to-operate-idle"),
      .init(name: "share", run: 2, to: nil, outcome: "refused-share"),
    ], facts: [], predictions: [],
    table: [
      .init(
        outcome: "waiting-time@office:window", title: LocalizedText(zh: "等待", en: "wait"),
        unit: LocalizedText(zh: "分钟", en: "minutes"), factor: 1440, digits: 1)
    ], questions: [], texts: .init(sections: [], hints: []), digest: "")
}

@Suite struct `An exercise's engine` {
  @Test func `draws the same numbers for the same student, and others for another`() {
    let exercise = hallExercise()
    let one = Variant(of: exercise, course: "2026", student: "李雷")
    #expect(one == Variant(of: exercise, course: "2026", student: "李雷"))
    // Of `printf '2026\n00-hall\n1\n李雷\nseed' | sha256sum` the first 16 digits modulo 2³¹, and so for rate.
    #expect(one.seed == 0x4e32_7b57_95d6_ec92 % (1 << 31))
    #expect(one.parameters == [Int(0x1564_48db_8f55_cddc as UInt64 % 3)])
    var seen: Set<[Int]> = []
    var seeds: Set<UInt64> = []
    for number in 0..<40 {
      let variant = Variant(of: exercise, student: "s\(number)")
      seen.insert(variant.parameters)
      seeds.insert(variant.seed)
    }
    #expect(seen.count == 3 && seeds.count == 40)
  }

  @Test func `says of a run what a study says of it`() async throws {
    let exercise = hallExercise()
    let variant = Variant(of: exercise, student: "a")
    var work = Work(start: exercise)
    work.levers[0] = .choice(1)
    work.levers[1] = .choice(1)
    let outcome = try ExerciseEngine(exercise).outcome(of: variant, work)
    let rate = exercise.parameters[0].choices[variant.parameters[0]].text
    let (scenario, diagnostics) = parseScenario(
      Array(hall.utf8), file: "hall.yaml",
      settings: [
        InputSetting(path: "applicants.person.arrivals", text: "{perCalendarDay: \(rate)}"),
        InputSetting(path: "offices.window.staff", text: "4"),
      ])
    var request = StudyRequest(scenario: try #require(scenario, "\(diagnostics)"))
    request.seed = variant.seed
    request.replications = 5
    request.drawsInputs = false
    let results = try await runStudy(request)
    let after = try #require(results.designs.first { $0.name == "after" })
    let wait = try #require(
      after.outcomes.first { $0.key.name == "waiting-time" && $0.key.scope.text == "office:window" }
    )
    let slot = exercise.firstMeasureSlot
    #expect(outcome.values[slot] == wait.estimate)
    #expect(outcome.values[slot + 1] == wait.runNoise?.low)
    #expect(outcome.values[slot + 2] == wait.runNoise?.high)
    #expect(outcome.rows[0].work.estimate == wait.estimate)
    #expect(outcome.values[slot + 6] == 0)
    #expect(outcome.values.count == exercise.answerSlot + 1)
    #expect(outcome.openShare < 0.01)
  }

  @Test func `pairs runs, and has other luck where it does not`() throws {
    let exercise = hallExercise()
    let variant = Variant(of: exercise, student: "b")
    let engine = ExerciseEngine(exercise)
    var work = Work(start: exercise)
    let same = try engine.outcome(of: variant, work)
    #expect(same.rows[0].difference.estimate == 0)
    work.levers[2] = .choice(0)
    let own = try engine.outcome(of: variant, work)
    #expect(own.rows[0].difference.estimate != 0)
    #expect(own.rows[0].start == same.rows[0].start)
  }

  @Test func `says which lever of a run has no such value`() throws {
    var exercise = hallExercise()
    exercise.runs[2].levers[0].value = .formula(.number(9))
    let variant = Variant(of: exercise, student: "c")
    #expect(throws: ExerciseFault.lever(run: "most", lever: "windows", value: "9.0")) {
      try ExerciseEngine(exercise).outcome(of: variant, Work(start: exercise))
    }
  }

  @Test func `has plans whose patches make every variant byte for byte`() throws {
    let exercise = hallExercise()
    let plans = ExercisePlans(exercise)
    #expect(plans.keys.map(\.design.text) == ["before", "after"])
    for key in plans.keys {
      let patched = try plans.patched(key)
      for number in 0..<6 {
        let variant = Variant(of: exercise, student: "v\(number)")
        var work = Work(start: exercise)
        work.levers[0] = .choice(number % 3)
        work.levers[1] = .choice(key.design.text == "before" ? 0 : 1)
        #expect(try plans.isFaithful(patched, key, variant, work), "\(number)")
      }
    }
  }

  @Test func `refuses two knobs that change the same number`() throws {
    var exercise = hallExercise()
    var second = exercise.parameters[0]
    second.name = "again"
    second.choices[0].value = 130
    second.sets[0].value = Template(parts: [
      .text("{perCalendarDay: "), .number(.slot(1), digits: nil), .text("}"),
    ])
    exercise.parameters.append(second)
    exercise.levers[0].sets = []
    let plans = ExercisePlans(exercise)
    #expect(throws: ExerciseFault.self) { try plans.patched(plans.keys[0]) }
  }
}
