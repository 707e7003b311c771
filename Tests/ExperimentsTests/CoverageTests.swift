import ApprovalModel
import Foundation
import Testing

/// The reform statements extracted from the policy documents, where they lie beside the project: which
/// systems each is about, and which kinds of change it needs.
private enum Statements {
  struct Statement: CustomTestStringConvertible {
    var record: String
    var systems: [String]
    var kinds: Set<String>
    var testDescription: String { record }
  }

  private static let path = scenariosFolder + "../../shared/policy/coverage.tsv"

  static let arePresent = FileManager.default.fileExists(atPath: path)

  /// The statements about a named system.
  static func read() throws -> [Statement] {
    let lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst()
    return lines.compactMap { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let systems = items(columns[1]).filter { $0 != "none" }
      guard !systems.isEmpty else { return nil }
      return Statement(record: columns[0], systems: systems, kinds: Set(items(columns[2])))
    }
  }

  private static func items(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "-" }
  }
}

@Suite struct `The statements of the policy documents` {
  @Test(
    .enabled(
      if: Statements.arePresent, "the list of policy statements is not beside the project"))
  func `can be expressed by the catalogue`() throws {
    var kindsOfSystem: [String: Set<String>] = [:]
    for name in ShippedCatalogue.names {
      let entry = try ShippedCatalogue.entry(name)
      kindsOfSystem[entry.system, default: []].formUnion(entry.kinds)
    }
    let known = kindsOfSystem.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    let statements = try Statements.read()
    #expect(statements.count > 1_000)
    for statement in statements {
      for system in statement.systems {
        #expect(kindsOfSystem[system] != nil, "\(statement.record): no entry for \(system)")
      }
      let unknown = statement.kinds.subtracting(known)
      #expect(unknown.isEmpty, "\(statement.record): no entry uses \(unknown.sorted())")
      // A statement's mechanism is that of an entry of its systems, at least in part.
      let kinds = statement.systems.reduce(into: Set<String>()) {
        $0.formUnion(kindsOfSystem[$1] ?? [])
      }
      #expect(
        statement.kinds.isEmpty || !statement.kinds.isDisjoint(with: kinds),
        "\(statement.record) of \(statement.systems) needs \(statement.kinds.sorted()); entries use \(kinds.sorted())"
      )
    }
  }
}
