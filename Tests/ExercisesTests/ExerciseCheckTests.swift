import ApprovalModel
import Testing

@testable import Exercises

@Suite struct `The check of answers` {
  private let exercise: Exercise
  private var values: [Double]

  /// A wait of 10 minutes ± 0.3 with four windows; one window saves between 2 and 4 minutes.
  init() throws {
    exercise = try hallFromFolder()
    var work = Work(start: exercise)
    work.levers[0] = .choice(1)
    values = exercise.values(Variant(of: exercise, student: "a"), work)
    let first = exercise.firstMeasureSlot
    for (i, minutes) in [10, 9.7, 10.3, 3, 2, 4].enumerated() {
      values[first + i] = minutes / 1440
    }
  }

  private func verdict(_ answers: [Name: String]) throws -> ExerciseVerdict {
    try exercise.verdict(answers: answers, values: values)
  }

  private func result(_ id: Name, _ answer: String) throws -> QuestionVerdict.Result? {
    try verdict([id: answer]).questions.first { $0.id == id }?.result
  }

  @Test(arguments: ["10", "10.99", " 9.01 ", "10%", "+10.0"])
  func `passes a number within the tolerance`(_ text: String) throws {
    #expect(try result("wait", text) == .passed)
  }

  @Test func `tells the direction of another`() throws {
    #expect(try result("wait", "11.2") == .tooHigh)
    #expect(try result("wait", "8.8") == .tooLow)
    #expect(try result("wait", "-10") == .tooLow)
  }

  @Test func `takes twice the half-width where that is more`() throws {
    var wide = values
    let first = exercise.firstMeasureSlot
    (wide[first + 1], wide[first + 2]) = (9.0 / 1440, 11.0 / 1440)
    let verdict = try exercise.verdict(answers: ["wait": "11.9"], values: wide)
    #expect(verdict.questions[0].result == .passed)
  }

  @Test func `names the reasoning behind a wrong number`() throws {
    guard case .misconception(let name, let says) = try #require(try result("wait", "20.5")) else {
      Issue.record("no misconception")
      return
    }
    #expect(name == "service")
    #expect(says.en == "20 minutes is the service, not the wait.")
  }

  @Test func `names the reasoning behind a wrong option`() throws {
    #expect(try result("more", "shorter") == .passed)
    guard case .misconception("same", _) = try #require(try result("more", "same")) else {
      Issue.record("no misconception")
      return
    }
  }

  @Test func `judges conditions by the work`() throws {
    let verdict = try verdict([:])
    #expect(verdict.questions.map(\.isPassed) == [false, false, false, true, false])
    #expect(verdict.questions[0].result == .unanswered)
    guard case .missed(let text) = verdict.questions[2].result else {
      Issue.record("not missed")
      return
    }
    #expect(text.en == "It is still above 5 minutes.")
  }

  @Test func `counts points`() throws {
    var good = values
    let first = exercise.firstMeasureSlot
    for (i, minutes) in [2, 1.9, 2.1].enumerated() { good[first + i] = minutes / 1440 }
    let half = try exercise.verdict(answers: ["wait": "2"], values: good)
    #expect(half.score == 0.8 && !half.isPassed)
    let all = try exercise.verdict(answers: ["wait": "2", "more": "shorter"], values: good)
    #expect(all.score == 1 && all.isPassed)
  }

  @Test(arguments: ["", "ten", "1,000", "1e3", "10 minutes", "nan", "inf"])
  func `refuses what is no number`(_ text: String) throws {
    if text.isEmpty { return }
    let fault = #expect(throws: AnswerFault.self) { try verdict(["wait": text]) }
    #expect(fault?.message.en == "'wait' takes a number, such as 12.5, not '\(text)'")
  }

  @Test func `says how to write full-width digits`() throws {
    let fault = #expect(throws: AnswerFault.self) { try verdict(["wait": "１０．５"]) }
    #expect(
      fault?.message.en == "the answer '１０．５' to 'wait' has full-width digits; write 10.5")
  }

  @Test func `refuses what is no option`() throws {
    let fault = #expect(throws: AnswerFault.self) { try verdict(["more": "short"]) }
    #expect(fault?.message.en.contains("there are: shorter, same") == true)
  }

  @Test func `says that a run of nobody is nothing to compare with`() throws {
    var nobody = values
    nobody[exercise.firstMeasureSlot] = .nan
    let verdict = try exercise.verdict(answers: ["wait": "10"], values: nobody)
    #expect(verdict.questions[0].result == .unknown)
  }
}

@Suite struct `A lever` {
  @Test func `stands at its choices only`() throws {
    let exercise = try hallFromFolder()
    #expect(try exercise.levers[0].state("4") == .choice(1))
    #expect(try exercise.levers[0].state("4.0") == .choice(1))
    let fault = #expect(throws: LeverFault.self) { try exercise.levers[0].state("7") }
    #expect(fault?.message.en == "'windows' cannot be '7' (allowed: 3, 4, 5, 6)")
  }

  @Test func `that is not declared is refused by name`() throws {
    let exercise = try hallFromFolder()
    let fault = #expect(throws: LeverFault.self) { try exercise.lever("rate") }
    #expect(
      fault?.message.en == "'rate' cannot be changed in this exercise (what can: windows)")
  }

  @Test func `of reforms takes any set up to its number`() throws {
    let choices = ["a", "b-c", "d"].enumerated().map {
      Exercise.Knob.Choice(value: Double($0.offset + 1), text: $0.element, label: nil)
    }
    let knob = Exercise.Knob(
      name: "reforms", kind: .reforms(atMost: 2, start: []),
      title: LocalizedText(zh: "改革", en: "reforms"), unit: nil, choices: choices, start: 0,
      sets: [])
    #expect(try knob.state("none") == .reforms([]))
    #expect(try knob.state("d+a") == .reforms([0, 2]))
    #expect(throws: LeverFault.self) { try knob.state("a+b-c+d") }
    #expect(throws: LeverFault.self) { try knob.state("b") }
  }
}
