import ApprovalModel
import ScenarioFiles
import Testing

@Suite struct `A hostile file` {
  private func reading(_ text: String) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
    parseScenario(Array(text.utf8), file: "a.yaml")
  }

  @Test func `cannot grow by aliases`() {
    // Nine lists of nine references to the list before: a billion items if they were followed.
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for i in 1...9 {
      text +=
        "a\(i): &a\(i) [\(Array(repeating: "*a\(i - 1)", count: 9).joined(separator: ", "))]\n"
    }
    let (scenario, diagnostics) = reading(text)
    #expect(scenario == nil)
    #expect(diagnostics.filter { $0.code == .anchor }.count == 10)
    #expect(diagnostics.filter { $0.code == .alias }.count == 81)
    #expect(
      diagnostics.first { $0.code == .alias }?.text(language: .en) == """
        a.yaml:2:10: error: a scenario has no aliases ('*'); write the content here
         2 | a1: &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]
           |          ^^^
        """)
  }

  @Test func `cannot exhaust the stack`() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(reading("a: \(deep)").diagnostics.first?.code == .tooDeep)
    let maps = String(repeating: "{a: ", count: 1_000_000)
    #expect(reading(maps).diagnostics.first?.code == .tooDeep)
    #expect(reading(String(repeating: "- ", count: 100_000)).diagnostics.first?.code == .tooDeep)
  }

  @Test func `of four mebibytes is answered in seconds`() {
    let most = 4 * 1024 * 1024
    func filled(_ head: String, _ line: (Int) -> String) -> String {
      var text = head
      var i = 0
      while text.utf8.count < most - 200 {
        text += line(i)
        i += 1
      }
      return text
    }
    let clock = ContinuousClock()
    let chain = smallScenario.replacing("reforms:", with: "  m0: {office: permits}\nreforms:")
    let texts = [
      filled("a: [") { _ in "1, " } + "1]\n",
      filled("") { "key\($0): 1\n" },
      filled("format: 1\nmatters:\n") { "  m\($0): {office: o\($0), needs: [m\($0 + 1)]}\n" },
      filled("format: 1\nmatters:\n") { "  m\($0): {office: o, needs: [m\($0 ^ 1)]}\n" },
      filled("format: 1\nsources:\n") { "  s\($0): {title: t, status: {inForce: 2020-02-30}}\n" },
      filled("title: ") { _ in "x" },
      filled(chain + "\nswitches: {}\nnotes: [") { _ in "'a', " } + "a]",
    ]
    for text in texts {
      let time = clock.measure { #expect(reading(text).scenario == nil) }
      #expect(time < .seconds(60))
    }
  }

  @Test(arguments: [oneLicence, constructionProject, smallScenario])
  func `made by damaging a good one never traps`(_ good: String) {
    var random = SplitMix(state: 11)
    let bytes = Array(good.utf8)
    let pieces = [
      "{", "}", "[", "]", ":", ",", "'", "\"", "-", "\n", " ", "%", "0", "9", "x", "年", "&a", "*a",
    ]
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: damaged[at] = UInt8.random(in: 0...255, using: &random)
        case 1: damaged.remove(at: at)
        case 2:
          damaged.insert(contentsOf: pieces.randomElement(using: &random)?.utf8 ?? "x".utf8, at: at)
        default:
          let end = min(damaged.count, at + Int.random(in: 1...60, using: &random))
          damaged.removeSubrange(at..<end)
        }
        if damaged.isEmpty { break }
      }
      let (scenario, diagnostics) = parseScenario(damaged, file: "a.yaml")
      #expect((scenario == nil) == diagnostics.contains { $0.severity == .error })
      for diagnostic in diagnostics {
        _ = diagnostic.text(language: .en)
        _ = diagnostic.text(language: .zh)
      }
    }
  }
}
