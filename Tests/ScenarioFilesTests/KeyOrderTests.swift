import ApprovalModel
import Testing

@testable import ScenarioFiles

@Suite struct `The order of keys` {
  /// A scenario without its places, which depend on the layout of the file.
  private func withoutPlaces(_ scenario: Scenario) -> Scenario {
    let nowhere = SourcePosition(line: 1, column: 1)
    var scenario = scenario
    for i in scenario.reforms.indices {
      scenario.reforms[i].position = nowhere
      for j in scenario.reforms[i].changes.indices {
        scenario.reforms[i].changes[j].position = nowhere
      }
    }
    for i in scenario.switches.indices {
      for j in scenario.switches[i].changes.indices {
        scenario.switches[i].changes[j].position = nowhere
      }
    }
    for i in scenario.inputs.indices { scenario.inputs[i].position = nowhere }
    // Designs keep the order of the file for what only names them; reports have an order of their own.
    scenario.designs.sort { $0.name.precedes($1.name) }
    return scenario
  }

  @Test(arguments: [oneLicence, constructionProject, smallScenario])
  func `changes nothing`(_ original: String) throws {
    let findings = Findings(file: "", source: SourceText(original.utf8))
    let root = try #require(YAMLReader.read(Array(original.utf8)[...], into: findings))
    let expected = withoutPlaces(try scenario(original))
    var random = SplitMix(state: 7)
    #expect(withoutPlaces(try scenario(flowText(root) { $0.reversed() })) == expected)
    for _ in 0..<20 {
      let shuffled = flowText(root) { $0.shuffled(using: &random) }
      #expect(withoutPlaces(try scenario(shuffled)) == expected)
    }
  }
}

/// `node` as text in one line, the keys of every map put in an order by `shuffle`.
func flowText(_ node: YAMLNode, _ shuffle: ([YAMLEntry]) -> [YAMLEntry]) -> String {
  switch node.content {
  case .scalar(let scalar): "'\(scalar.text.replacing("'", with: "''"))'"
  case .list(let items): "[\(items.map { flowText($0, shuffle) }.joined(separator: ", "))]"
  case .map(let entries):
    "{\(shuffle(entries).map { "'\($0.key.text)': \(flowText($0.value, shuffle))" }.joined(separator: ", "))}"
  case .refused: ""
  }
}

/// Random numbers for tests: SplitMix64 (Steele, Lea and Flood 2014), the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
