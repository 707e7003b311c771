import ApprovalModel
import ScenarioFiles
import Testing

/// A scenario made from the small one by replacing pieces of it, and what is said about it.
struct BrokenScenario: CustomTestStringConvertible, Sendable {
  let title: String
  let edits: [(old: String, new: String)]
  let expected: String

  init(_ title: String, _ edits: [(old: String, new: String)], _ expected: String) {
    self.title = title
    self.edits = edits
    self.expected = expected
  }

  var testDescription: String { title }

  /// The broken text.
  func text() throws -> String {
    var text = smallScenario
    for (old, new) in edits {
      let range = try #require(text.range(of: old), "the small scenario lacks \(old)")
      text.replaceSubrange(range, with: new)
    }
    return text
  }
}

/// Reads `text` as the file `small.yaml`.
func read(_ text: String) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
  parseScenario(Array(text.utf8), file: "small.yaml")
}

/// The errors of a reading as printed.
func errors(
  of reading: (scenario: Scenario?, diagnostics: [Diagnostic]), in language: Language = .en
) -> String {
  reading.diagnostics.filter { $0.severity == .error }.map { $0.text(language: language) }
    .joined(separator: "\n")
}

/// Expects an error with `message` at the place of the mark 1️⃣ in `marked`.
func expectError(
  _ message: String, in marked: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let parts = marked.split(separator: "1️⃣", omittingEmptySubsequences: false)
  try #require(parts.count == 2, "the text needs one mark", sourceLocation: sourceLocation)
  let before = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
  let position = SourcePosition(
    line: before.count, column: (before.last?.unicodeScalars.count ?? 0) + 1)
  let (scenario, diagnostics) = read(parts.joined())
  let found = diagnostics.filter { $0.severity == .error && $0.position == position }
  #expect(found.map(\.message.en) == [message], sourceLocation: sourceLocation)
  #expect(scenario == nil, sourceLocation: sourceLocation)
}

extension String {
  /// The first place of `text` in this string.
  func range(of text: String) -> Range<Index>? { ranges(of: text).first }

  /// Every number in the text, sorted.
  var numbers: [String] {
    split { !("0"..."9").contains($0) && $0 != "." }.map(String.init)
      .map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }.filter { !$0.isEmpty && $0 != "." }
      .sorted()
  }
}

/// Fails the test because a value is of another case than it should be.
func recordOtherKind(sourceLocation: SourceLocation = #_sourceLocation) {
  Issue.record("the value is of another kind", sourceLocation: sourceLocation)
}
