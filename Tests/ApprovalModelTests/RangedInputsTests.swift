import ApprovalModel
import Testing

@Suite struct `Ranged inputs of a scenario` {
  @Test func `are those of grade C or D with a range, each once, in order of the paths`() throws {
    let range = InputRange.factor(low: 0.5, high: 2)
    func input(_ path: String, _ grade: Grade, _ range: InputRange?, line: Int) -> InputListing {
      InputListing(
        path: path, text: "1", evidence: Evidence(grade: grade, range: range),
        position: SourcePosition(line: line, column: 1))
    }
    let day = try #require(CivilDate(year: 2024, month: 1, day: 1))
    let scenario = Scenario(
      title: LocalizedText(zh: "小", en: "small"), study: Study(window: day...day, baseline: "now"),
      model: SmallModel.model, designs: [],
      inputs: [
        input("e", .d, range, line: 1), input("d", .c, nil, line: 2),
        input("c", .bMinus, range, line: 3), input("b", .c, range, line: 4),
        input("b", .c, range, line: 5), input("a", .a, range, line: 6),
      ])
    #expect(scenario.rangedInputs.map(\.path) == ["b", "e"])
  }
}
