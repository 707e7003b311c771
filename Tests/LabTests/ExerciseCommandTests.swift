import Foundation
import Testing

@testable import Lab

/// Runs commands of one student, whose progress is kept from one to the next.
private final class Student {
  let state = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())").path
  let exercises: String

  init(exercises: String = root.appending(path: "Tests/Fixtures/exercises").path) {
    self.exercises = exercises
  }

  deinit { try? FileManager.default.removeItem(atPath: state) }

  var log: String { state + "/reformlab/exercises.jsonl" }

  func run(_ arguments: String...) async -> (code: ExitCode, out: String, err: String) {
    let host = TestHost(variables: ["XDG_STATE_HOME": state, "REFORMLAB_EXERCISES": exercises])
    let code = await host.run(arguments + ["--lang", "en"])
    return (code, host.printed, host.said)
  }

  /// Begins, predicts and passes the small exercise.
  func pass(_ name: String) async throws {
    _ = await run("exercise", "start", "01", "--student", name)
    _ = await run("exercise", "predict", "01", "--answer", "factor=0.5")
    let answer = try await self.answer("4")
    let (code, out, err) = await run(
      "exercise", "check", "01", "--set", "windows=4", "--answer", "wait=\(answer)", "--answer",
      "more=shorter")
    #expect(code == .done, "\(out)\(err)")
  }

  /// The mean wait with so many windows, as a run shows it.
  func answer(_ windows: String) async throws -> String {
    let ran = await run("exercise", "run", "01", "--set", "windows=\(windows)", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(ran.out.utf8)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]], "\(ran.err)")
    let work = try #require(rows[0]["work"] as? [String: Double])
    return String(format: "%.3f", try #require(work["estimate"]))
  }

  /// Writes the grade file, and gives its path.
  func export(_ name: String = "grades.json") async -> String {
    let path = "\(state)/\(name)"
    let (code, _, err) = await run("progress", "export", "--output", path)
    #expect(code == .done, "\(err)")
    return path
  }
}

@Suite struct `The command exercise` {
  @Test func `lists exercises with what was done`() async {
    let student = Student()
    let first = await student.run("exercise", "list")
    #expect(first.code == .done)
    #expect(first.out.contains("01-hall   The hall  5 min  new"))
    _ = await student.run("exercise", "start", "01", "--student", "ada")
    #expect(await student.run("exercise", "list").out.contains("5 min  started"))
  }

  @Test func `runs nothing before the prediction is locked, and locks it once`() async {
    let student = Student()
    let early = await student.run("exercise", "run", "01")
    #expect(early.code == .usage)
    #expect(
      early.err
        == "reformlab: error: predict before you run: reformlab exercise predict 01-hall --answer factor=…\n"
    )
    let locked = await student.run("exercise", "predict", "01", "--answer", "factor=0.5")
    #expect(locked.code == .done)
    let again = await student.run("exercise", "predict", "01", "--answer", "factor=0.2")
    #expect(again.code == .usage)
    #expect(again.err.contains("the prediction is locked and cannot be changed: factor=0.5"))
    let run = await student.run("exercise", "run", "01")
    #expect(run.code == .done)
    // What the run says to it may be an answer.
    #expect(!run.out.contains("predicted 0.5"))
  }

  @Test func `refuses levers and values that are not allowed, at no cost`() async throws {
    let student = Student()
    _ = await student.run("exercise", "predict", "01", "--answer", "factor=0.5")
    let lines = try String(contentsOfFile: student.log, encoding: .utf8)
    let lever = await student.run("exercise", "run", "01", "--set", "staff=4")
    #expect(lever.code == .usage)
    #expect(
      lever.err
        == "reformlab: error: 'staff' cannot be changed in this exercise (what can: windows); this costs nothing\n"
    )
    let value = await student.run("exercise", "check", "01", "--set", "windows=9")
    #expect(value.err.contains("'windows' cannot be '9' (allowed: 3, 4, 5, 6)"))
    let answer = await student.run("exercise", "check", "01", "--answer", "wait=long")
    #expect(answer.err.contains("'wait' takes a number, such as 12.5, not 'long'"))
    let question = await student.run("exercise", "check", "01", "--answer", "wat=1")
    #expect(question.err.contains("there is no 'wat' to answer; did you mean 'wait'?"))
    #expect(try String(contentsOfFile: student.log, encoding: .utf8) == lines)
  }

  @Test func `tells which reasoning leads to a wrong answer, and explains after passing`()
    async throws
  {
    let student = Student()
    _ = await student.run("exercise", "start", "01", "--student", "ada")
    _ = await student.run("exercise", "predict", "01", "--answer", "factor=0.5")
    let wrong = await student.run(
      "exercise", "check", "01", "--set", "windows=4", "--answer", "wait=20", "--answer",
      "more=same")
    #expect(wrong.code == .notPassed)
    #expect(wrong.out.contains("wait: not passed: 20 minutes is the service, not the wait."))
    #expect(wrong.out.contains("more: not passed: People come in bunches"))
    #expect(wrong.out.contains("goal: passed"))
    #expect(wrong.out.contains("2/5 points, attempt 1"))
    #expect(!wrong.out.contains("And in a bank?"))
    #expect(await student.run("exercise", "solution", "01").code == .usage)
    // Levers and answers stay where they were.
    let answer = try await student.answer("4")
    let right = await student.run(
      "exercise", "check", "01", "--answer", "wait=\(answer)", "--answer", "more=shorter")
    #expect(right.code == .done, "\(right.out)")
    #expect(right.out.contains("passed: 5/5 points"))
    #expect(right.out.contains("And in a bank?"))
    #expect(right.out.contains("factor: predicted 0.5 times, the run gives 0."))
    #expect(await student.run("exercise", "solution", "01").code == .done)
  }

  @Test func `gives one hint at a time`() async {
    let student = Student()
    for number in 1...3 {
      let hint = await student.run("exercise", "hint", "01")
      #expect(hint.out.hasPrefix("hint \(number) of 3:"))
    }
    #expect(await student.run("exercise", "hint", "01").out.hasPrefix("all hints were given"))
    let shown = await student.run("progress", "show", "--json")
    #expect(shown.out.contains("\"hints\": 3"))
  }

  @Test func `puts levers back and keeps the prediction`() async {
    let student = Student()
    _ = await student.run("exercise", "predict", "01", "--answer", "factor=0.5")
    _ = await student.run("exercise", "run", "01", "--set", "windows=5")
    #expect(await student.run("exercise", "show", "01").out.contains("start: 3, now: 5"))
    _ = await student.run("exercise", "reset", "01")
    #expect(!(await student.run("exercise", "show", "01").out.contains("now: 5")))
    #expect(await student.run("exercise", "run", "01").code == .done)
  }

  @Test func `names what it does not know`() async {
    let student = Student()
    let verb = await student.run("exercise", "chek", "01")
    #expect(verb.code == .usage)
    #expect(verb.err.contains("'exercise' has no 'chek'; did you mean 'check'?"))
    #expect(verb.err.contains("See: reformlab help exercise"))
    let id = await student.run("exercise", "show", "01-hal")
    #expect(id.err.contains("there is no exercise '01-hal'; did you mean '01-hall'?"))
    #expect(await student.run("exercise", "show", "hal").err.contains("did you mean '01-hall'?"))
    let half = await student.run("exercise", "run", "01", "--set", "windows")
    #expect(half.err.contains("--set needs LEVER=VALUE, not 'windows'"))
    let flag = await student.run("exercise", "show", "01", "--set", "windows=4")
    #expect(flag.err.contains("'exercise show' takes no --set"))
  }

  @Test func `checks exercises for their authors`() async {
    let good = await Student().run("exercise", "dev", "check", "--variants", "2")
    #expect(good.code == .done, "\(good.out)")
    #expect(good.out.hasPrefix("01-hall: passed, 2 variants"))
  }

  @Test func `says what is wrong with an exercise`() async throws {
    let folder = try TestFolder()
    let copy = folder.file("01-hall")
    try FileManager.default.copyItem(
      atPath: root.appending(path: "Tests/Fixtures/exercises/01-hall").path, toPath: copy)
    func change(_ file: String, _ old: String, _ new: String) throws {
      let url = URL(filePath: "\(copy)/\(file)")
      let text = try String(contentsOf: url, encoding: .utf8)
      try #require(text.contains(old))
      try text.replacing(old, with: new).write(to: url, atomically: true, encoding: .utf8)
    }
    try change("solution.yaml", "more: shorter", "more: same")
    try change("hints.en.md", "window 4", "window 5")
    try change("exercise.yaml", "value: 20 + 0 * rate", "value: wait * 1440 * 1.05")
    let found = await Student().run("exercise", "dev", "check", copy, "--variants", "1")
    #expect(found.code == .notPassed)
    #expect(
      found.out.contains("question more: the model answer same does not pass"), "\(found.out)")
    #expect(found.out.contains("hint 3: numbers in Chinese are 4, in English 5"))
    #expect(found.out.contains("misconception 'service' is met with: passed"))
    #expect(found.out.contains("is more than a third of the distance"))
  }
}

@Suite struct `The records of progress` {
  @Test func `show a line that was changed, with its place`() async throws {
    let student = Student()
    _ = await student.run("exercise", "predict", "01", "--answer", "factor=0.5")
    let text = try String(contentsOfFile: student.log, encoding: .utf8)
    try text.replacing("\"factor\":\"0.5\"", with: "\"factor\":\"0.3\"")
      .write(toFile: student.log, atomically: true, encoding: .utf8)
    let refused = await student.run("exercise", "run", "01")
    #expect(refused.code == .invalidInput)
    #expect(refused.err.contains("exercises.jsonl:2: this line was changed"))
  }

  @Test func `show a line that is missing`() async throws {
    let student = Student()
    for _ in 0..<3 { _ = await student.run("exercise", "hint", "01") }
    let lines = try String(contentsOfFile: student.log, encoding: .utf8).split(separator: "\n")
    let rest = [lines[0]] + lines[2...]
    try (rest.joined(separator: "\n") + "\n").write(
      toFile: student.log, atomically: true, encoding: .utf8)
    #expect(await student.run("exercise", "list").code == .invalidInput)
  }

  @Test func `of a newer version are refused`() async throws {
    let student = Student()
    _ = await student.run("exercise", "hint", "01")
    let text = try String(contentsOfFile: student.log, encoding: .utf8)
    try text.replacing("{\"n\":1,", with: "{\"format\":2,\"n\":1,")
      .write(toFile: student.log, atomically: true, encoding: .utf8)
    #expect(
      await student.run("exercise", "list").err.contains("written by a newer version (format 2)"))
  }

  @Test func `of several processes at once are all kept`() async throws {
    let student = Student()
    await withTaskGroup(of: Void.self) { group in
      let (state, exercises) = (student.state, student.exercises)
      for _ in 0..<8 {
        group.addTask {
          let host = TestHost(variables: [
            "XDG_STATE_HOME": state, "REFORMLAB_EXERCISES": exercises,
          ])
          _ = await host.run("exercise", "reset", "01")
        }
      }
    }
    let lines = try String(contentsOfFile: student.log, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 8)
    #expect(await student.run("progress", "show").code == .done)
  }
}

@Suite struct `The command teacher` {
  @Test func `verifies an honest file`() async throws {
    let student = Student()
    try await student.pass("ada")
    let path = await student.export()
    let verified = await student.run("teacher", "verify", path)
    #expect(verified.code == .done, "\(verified.out)\(verified.err)")
    #expect(verified.out == "\(path): ada, 1 exercise, all reproduced\n")
  }

  /// What verifying finds after a change of a grade file.
  private func findings(_ change: (String) -> String) async throws -> String {
    let student = Student()
    try await student.pass("ada")
    let path = await student.export()
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changed = change(text)
    try #require(changed != text)
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    let verified = await student.run("teacher", "verify", path)
    #expect(verified.code == .notPassed)
    return verified.out
  }

  @Test func `flags an edited result`() async throws {
    let out = try await findings { $0.replacing("\"score\": 1,", with: "\"score\": 0.9,") }
    #expect(out.contains("claims the score 0.9, run again it is 1"), "\(out)")
  }

  @Test func `flags a colleague's file`() async throws {
    let out = try await findings { $0.replacing("\"ada\"", with: "\"ben\"") }
    #expect(out.contains("its numbers are not those of 'ben' (seed)"), "\(out)")
    #expect(out.contains("was changed: its digest does not fit"), "\(out)")
  }

  @Test func `flags another version`() async throws {
    let out = try await findings { $0.replacing("\"version\": 1,", with: "\"version\": 2,") }
    #expect(out.contains("is of version 2, here is version 1"), "\(out)")
  }

  @Test func `flags a lever that is not allowed`() async throws {
    let out = try await findings {
      $0.replacing("\"levers\": {\"windows\": \"4\"}", with: "\"levers\": {\"windows\": \"9\"}")
    }
    #expect(out.contains("'windows' cannot be '9' (allowed: 3, 4, 5, 6)"), "\(out)")
    let other = try await findings {
      $0.replacing("\"levers\": {\"windows\": \"4\"}", with: "\"levers\": {\"staff\": \"4\"}")
    }
    #expect(other.contains("'staff' cannot be changed in this exercise"), "\(other)")
  }

  @Test func `flags one record in two files`() async throws {
    let student = Student()
    try await student.pass("ada")
    let first = await student.export("ada.json")
    let second = await student.export("copy.json")
    let verified = await student.run("teacher", "verify", first, second)
    #expect(verified.code == .notPassed)
    #expect(verified.out.contains("is the same one as in \(first)"))
  }

  @Test func `refuses what is no grade file, with the place`() async throws {
    let folder = try TestFolder()
    let path = try folder.write("{\"format\": 1,\n nonsense}", "x.json")
    let refused = await Student().run("teacher", "verify", path)
    #expect(refused.code == .invalidInput)
    #expect(refused.err.contains("x.json:2:2: no grade file"))
  }

  @Test func `makes a gradebook and shows predictions`() async throws {
    let student = Student()
    try await student.pass("ada")
    let path = await student.export()
    let book = await student.run("teacher", "gradebook", path)
    #expect(book.code == .done)
    #expect(
      book.out
        == "student,course,passed,mean score,01-hall,01-hall attempts,01-hall hints\r\nada,,1,1,1,1,0\r\n"
    )
    let sheet = "\(student.state)/grades.xlsx"
    #expect(await student.run("teacher", "gradebook", path, "--output", sheet).code == .done)
    #expect(try Data(contentsOf: URL(filePath: sheet)).starts(with: Data("PK".utf8)))
    let spread = await student.run("teacher", "predictions", path)
    #expect(spread.out.hasPrefix("01-hall factor: 1 prediction\n  predicted: 0.50 |"))
  }

  @Test func `packs exercises without model answers`() async throws {
    let student = Student()
    let folder = try TestFolder()
    let target = folder.file("class")
    let packed = await student.run("teacher", "pack", "01", "--output", target)
    #expect(packed.code == .done, "\(packed.err)")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: "\(target)/Scenarios/exercises/01-hall"
    ).sorted()
    #expect(
      names == ["en.md", "exercise.yaml", "hints.en.md", "hints.zh.md", "scenario.yaml", "zh.md"])
    // The same exercise: a grade made with it verifies with the teacher's.
    let pupil = Student(exercises: "\(target)/Scenarios/exercises")
    try await pupil.pass("ben")
    let path = await pupil.export()
    #expect(await student.run("teacher", "verify", path).code == .done)
    #expect(await student.run("teacher", "pack", "01", "--output", target).code == .invalidInput)
  }

  @Test func `writes grades as Gradescope reads them`() async throws {
    let student = Student()
    try await student.pass("ada")
    let out = await student.run("progress", "export", "--format", "gradescope").out
    let object = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any]
    let tests = try #require(object?["tests"] as? [[String: Any]])
    #expect(object?["score"] as? Double == 5)
    #expect(tests.first?["name"] as? String == "01-hall: wait")
    #expect(tests.first?["max_score"] as? Double == 2)
  }
}
