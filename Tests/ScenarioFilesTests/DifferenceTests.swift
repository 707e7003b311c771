import ApprovalModel
import Foundation
import Testing

@testable import ScenarioFiles

@Suite struct `The differences of two scenarios` {
  private func eTown() throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/e-town-commitment.yaml")
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// Keys in another order, everything in flow style and in quotes, no comments.
  @Test func `are none where keys have another order and comments are gone`() throws {
    let original = try eTown()
    let findings = Findings(file: "", source: SourceText(original.utf8))
    let root = try #require(YAMLReader.read(Array(original.utf8)[...], into: findings))
    let expected = try scenario(original)
    var random = SplitMix(state: 11)
    for _ in 0..<5 {
      let other = try scenario(flowText(root) { $0.shuffled(using: &random) })
      #expect(expected.differences(to: other) == [])
      #expect(other.differences(to: expected) == [])
    }
    let commented = original.replacing("\nstudy:", with: "\n# other words\n\nstudy:  # here too")
    #expect(try expected.differences(to: scenario(commented)) == [])
  }

  @Test func `name a warm-up that is left to pilot runs`() throws {
    let declared = try scenario(
      smallScenario.replacing("baseline: before}", with: "baseline: before, warmUp: 2 months}"))
    let found = try scenario(
      smallScenario.replacing("baseline: before}", with: "baseline: before, warmUp: auto}"))
    #expect(found.study.warmUp == nil)
    #expect(
      declared.differences(to: found)
        == [Difference(path: "study.warmUp", old: "2 months", new: "auto")])
    #expect(
      found.differences(to: declared)
        == [Difference(path: "study.warmUp", old: "auto", new: "2 months")])
  }

  @Test func `name deterrence and the publication of results`() throws {
    let before = try scenario(smallScenario)
    let deterrence = "deterrence: {licence: {gain: 500 yuan, penalty: 9000 yuan}}"
    let change = "- {inspect: licence, office: permits, work: 1 hours, rate: 10%, detects: 90%"
    let publication = ", publish: {office: window, work: 20 minutes, within: 20 working days}"
    let limit = "- limit: licence\n        promised: 5 working days"
    let deterred = try scenario(
      smallScenario.replacing("baseline: before}", with: "baseline: before, deterrence: yes}")
        .replacing("3000 yuan}\n", with: "3000 yuan}\n    \(deterrence)\n"))
    #expect(
      before.differences(to: deterred).map(\.path) == [
        "applicants.firm.deterrence.licence", "study.deterrence",
      ])
    let checked = try scenario(smallScenario.replacing(limit, with: "\(change)}"))
    let published = try scenario(smallScenario.replacing(limit, with: "\(change)\(publication)}"))
    let found = checked.differences(to: published)
    #expect(
      found.map(\.path) == ["reforms.quick.changes.inspect.licence.check.publish"])
    #expect(
      found.map(\.new) == ["{office: window, work: 20 minutes, within: 20 working days}"])
  }

  /// Every input of the shipped scenario, one at a time: its path and no other.
  @Test func `are the path of the one input that changed`() throws {
    let text = try eTown()
    let before = try scenario(text)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var tried = 0
    for input in before.inputs {
      let line = input.position.line - 1
      let kept = lines
      defer { lines = kept }
      let after = try changed(input, line, &lines)
      guard let after else {
        Issue.record("no change of \(input.path) could be read")
        continue
      }
      tried += 1
      let found = before.differences(to: after)
      #expect(found.map(\.path) == [input.path])
      #expect(found.first?.old != found.first?.new)
      #expect(found.first?.old?.hasPrefix(input.text) == true, "\(input.path)")
    }
    #expect(tried == before.inputs.count)
    #expect(tried > 400)
  }

  /// The scenario with another first number of an input; where its range or the sum of its shares stands
  /// in the way, with other numbers behind it as well.
  private func changed(
    _ input: InputListing, _ line: Int, _ lines: inout [String]
  ) throws -> Scenario? {
    let original = lines
    // A record in block style has its value in one of the lines below its key.
    for offset in 0..<8 where line + offset < original.count {
      let content = original[line + offset]
      let first = offset == 0 ? input.position.column - 1 : 0
      let places = content.matches(of: /[0-9]+(\.[0-9]+)?/).map(\.range).filter {
        content.distance(from: content.startIndex, to: $0.lowerBound) >= first
      }
      for place in places.prefix(6) {
        for step in [1, -1] {
          for others: ArraySlice<Range<String.Index>> in [
            [], places.filter { $0.lowerBound > place.lowerBound }.prefix(1),
          ] {
            lines = original
            lines[line + offset] = moved(content, place, by: step, and: others, by: -step)
            if let found = another(input, lines) { return found }
          }
        }
        // `5 working days, range: [5, 5]`: the bounds move too.
        let all = places.filter { content[$0] == content[place] }
        for step in [1, -1] {
          lines = original
          lines[line + offset] = moved(
            content, place, by: step, and: all.dropFirst()[...], by: step)
          if let found = another(input, lines) { return found }
        }
        // `0.6` in `[0.52, 0.68]`: one decimal more.
        lines = original
        lines[line + offset] = content.replacingCharacters(in: place, with: content[place] + "1")
        if content[place].contains("."), let found = another(input, lines) { return found }
      }
    }
    return nil
  }

  /// The scenario of `lines` where it can be read and states `input` otherwise.
  ///
  /// A pledge is verified for everybody, so the range alone of such a share can change.
  private func another(_ input: InputListing, _ lines: [String]) -> Scenario? {
    let text = Array(lines.joined(separator: "\n").utf8)
    guard let found = parseScenario(text, file: "changed.yaml").scenario,
      let now = found.inputs.first(where: { $0.path == input.path }),
      now.text != input.text || now.evidence != input.evidence
    else { return nil }
    return found
  }

  private func moved(
    _ text: String, _ place: Range<String.Index>, by step: Int,
    and others: ArraySlice<Range<String.Index>>, by other: Int
  ) -> String {
    var result = text
    for (range, step) in (others.map { ($0, other) } + [(place, step)]).sorted(by: {
      $0.0.lowerBound > $1.0.lowerBound
    }) {
      let number = Double(text[range]) ?? 0
      let digits = text[range].split(separator: ".").dropFirst().first?.count ?? 0
      let size = digits == 0 ? 1 : digits == 1 ? 0.1 : 0.01
      let moved = number + Double(step) * size
      result.replaceSubrange(range, with: moved.formatted(decimals: digits))
    }
    return result
  }

  /// What is no input, part by part, and what is there in one of the two alone.
  @Test(arguments: [
    (
      "    after: [acceptance-civil-defence]\n", "",
      ["matters.acceptance-quality.after.acceptance-civil-defence"]
    ),
    (
      "office: safety-office\n", "office: fire-office\n",
      ["matters.work-safety.activities.review.offices", "matters.work-safety.office"]
    ),
    (
      "needs: [planning, seismic]", "needs: [planning, seismic, relics]",
      ["ownWork.drawings.needs.relics"]
    ),
    ("worthwhile: 10 working days", "worthwhile: 11 working days", ["study.primary.worthwhile"]),
    ("seed: 2019", "seed: 2020", ["study.seed"]),
    ("warmUp: 3 years", "warmUp: 2 years", ["study.warmUp"]),
    (
      "noticeable: {time: 5 working days", "noticeable: {time: 6 working days",
      ["study.noticeable.time"]
    ),
    ("from: 2019-01-01, to: 2020-12-31", "from: 2019-01-01, to: 2020-11-30", ["study.window"]),
    ("atMost: 10}", "atMost: 11}", ["offices.committee.session"]),
    (
      "onFailure: redo", "onFailure: lose",
      ["reforms.drawings-after-start.changes.phase.drawing-review.onRefusal"]
    ),
    (
      "reforms: [pilot-commitment]}\n", "reforms: [parallel-review]}\n",
      ["designs.commitment.reforms"]
    ),
    (
      "  parallel: {title: {zh: 并联审查, en: parallel review}, reforms: [parallel-review]}\n", "",
      ["designs.parallel"]
    ),
    (
      "{zh: 并联审查, en: parallel review}", "{zh: 并联审查, en: parallel reviews}",
      ["designs.parallel.title"]
    ),
    (
      "failing: failedOnly", "failing: all",
      [
        "reforms.joint-acceptance.changes.merge.acceptance-civil-defence+acceptance-fire+acceptance-planning+acceptance-quality.failing"
      ]
    ),
    (
      "      because: outOfScope", "      because: recognised",
      ["switches.baseline-lean.waive.relics+seismic+traffic+work-safety.reason"]
    ),
    (
      "status: {announced: 2023-10-12}", "status: {announced: 2023-10-13}",
      ["sources.permit-press.status"]
    ),
    ("en: Fire safety}", "en: Fire}", ["offices.fire-office.title"]),
  ])
  func `name what is no input by the keys that lead to it`(
    _ old: String, _ new: String, _ paths: [String]
  ) throws {
    let text = try eTown()
    try #require(text.ranges(of: old).count == 1, "\(text.ranges(of: old).count) times \(old)")
    let (before, after) = (try scenario(text), try scenario(text.replacing(old, with: new)))
    #expect(before.differences(to: after).map(\.path) == paths)
    // The other way round what was old is new.
    let back = after.differences(to: before)
    #expect(back.map(\.path) == paths)
    #expect(back.map(\.old) == before.differences(to: after).map(\.new))
  }

  @Test func `write a design as the file does, with its title and without`() throws {
    let (plain, titled) = (
      "after: [quick]", "after: {title: {zh: 改革后, en: after}, reforms: [quick]}"
    )
    let none = try scenario(smallScenario.replacing("  after: [quick]", with: ""))
    let some = try scenario(smallScenario)
    let called = try scenario(smallScenario.replacing(plain, with: titled))
    #expect(
      none.differences(to: some) == [Difference(path: "designs.after", old: nil, new: "{[quick]}")])
    #expect(
      none.differences(to: called) == [
        Difference(
          path: "designs.after", old: nil, new: "{title: 改革后 / after, reforms: [quick]}")
      ])
    #expect(
      some.differences(to: called) == [
        Difference(path: "designs.after.title", old: nil, new: "改革后 / after")
      ])
  }

  @Test func `hold the grade, the source, the range and the note of an input`() throws {
    let text = try eTown()
    let before = try scenario(text)
    let after = try scenario(
      text.replacing(
        "grade: D, range: [0.52, 0.68], note: about",
        with: "grade: C, range: [0.5, 0.68], note: some"))
    let difference = try #require(before.differences(to: after).first)
    #expect(difference.path == "applicants.project.arrivals.perWorkingDay")
    #expect(
      difference.old
        == "0.6 (grade D, range [0.52, 0.68], note about 150 projects a year; no count is published)"
    )
    #expect(
      difference.new
        == "0.6 (grade C, range [0.5, 0.68], note some 150 projects a year; no count is published)")
  }

  @Test func `see the order of a list that has one`() throws {
    let list = "milestones: [{walls: {takes: 1 working days}}, {roof: {takes: 2 working days}}]"
    let text = smallScenario + "\nownWork:\n  shed: {\(list)}\n"
    let other =
      smallScenario
      + "\nownWork:\n  shed: {milestones: [{roof: {takes: 2 working days}}, {walls: {takes: 1 working days}}]}\n"
    let found = try scenario(text).differences(to: scenario(other))
    #expect(found.map(\.path) == ["ownWork.shed.milestones"])
    #expect(found.map(\.old) == ["walls, roof"])
    #expect(found.map(\.new) == ["roof, walls"])
  }
}

extension Double {
  /// This number with so many decimals.
  fileprivate func formatted(decimals: Int) -> String {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let whole = Int((self * power).rounded())
    guard decimals > 0 else { return String(whole) }
    let digits = String(abs(whole) % Int(power))
    return "\(whole / Int(power))." + String(repeating: "0", count: decimals - digits.count)
      + digits
  }
}
