package import ApprovalModel
internal import Experiments

extension Scenario {
  /// What the list of scenarios in the web lab says of this one.
  ///
  /// - Parameters:
  ///   - id: where in the lab it is found.
  ///   - file: the file, as the command line would name it.
  ///   - warnings: how many reading it gave.
  package func listing(id: String, file: String, warnings: Int) -> [JSONValue.Member] {
    [
      .init("id", .string(id)), .init("title", title.json), .init("summary", .null),
      .init("file", .string(file)), .init("baseline", .string(study.baseline)),
      .init(
        "designs",
        .array(
          designsInOrder.map { design in
            .object([
              .init("name", .string(design.name)), .init("title", design.title?.json ?? .null),
              .init("reforms", .array(design.reforms.map(JSONValue.string))),
            ])
          })),
      .init("primary", study.primary?.json ?? .null),
      .init("replications", .integer(Int64(study.replications))),
      .init("seed", .unsigned(study.seed)), .init("warnings", .integer(Int64(warnings))),
    ]
  }
}

/// What the web lab shows of a scenario before anything is run.
package struct ScenarioParts {
  private let explanation: Explanation
  private var scenario: Scenario { explanation.scenario }

  /// The parts of what `explanation` tells.
  package init(_ explanation: Explanation) { self.explanation = explanation }

  /// The reforms, each once, in code-point order.
  ///
  /// - Parameter summary: what the catalogue says of an entry.
  package func reforms(_ summary: (Name) -> LocalizedText?) -> JSONValue {
    .array(
      scenario.reforms.map { reform in
        let effects = explanation.effects.filter { $0.reform.name == reform.name }
        guard case .object(let members) = explanation.effects(effects, of: reform) else {
          return .null
        }
        let status = reform.sources.lazy.compactMap { name in
          scenario.sources.first { $0.name == name }?.status
        }.first
        return .object(
          members + [
            .init("summary", reform.entry.flatMap(summary)?.json ?? .null),
            .init("requires", .array(reform.requires.map(JSONValue.string))),
            .init("status", status?.text.json ?? .null),
          ])
      })
  }

  /// The documents drawn on.
  package var sources: JSONValue { explanation.sourcesJSON }

  /// The inputs, each once, in code-point order of the paths; ranges are in the unit of the value.
  package var inputs: JSONValue {
    let numbers = scenario.numericInputs
    var seen: Set<String> = []
    var result: [JSONValue] = []
    for listing in scenario.inputs where seen.insert(listing.path).inserted {
      result.append(input(listing, numbers.first { $0.path == listing.path }))
    }
    return .array(result)
  }

  private func input(_ listing: InputListing, _ number: NumericInput?) -> JSONValue {
    let evidence = listing.evidence
    let range = number.flatMap { number in
      evidence.range.map { range in
        let ends = number.ends(of: range)
        return JSONValue.object([
          .init("low", .number(ends.low)), .init("high", .number(ends.high)),
        ])
      }
    }
    return .object([
      .init("path", .string(listing.path)), .init("title", title(listing.path)?.json ?? .null),
      .init("text", .string(listing.notation)), .init("value", .optional(number?.value)),
      .init("unit", number.map { .string($0.unit) } ?? .null),
      .init("grade", .string(evidence.grade.rawValue)),
      .init("assumed", .bool(evidence.grade == .d)),
      .init("source", evidence.source.map(JSONValue.string) ?? .null),
      .init("range", range ?? .null),
      .init("note", evidence.note.map(JSONValue.string) ?? .null),
      .init("line", .integer(Int64(listing.position.line))),
    ])
  }

  /// Of whom or what an input is, where that has a title.
  func title(_ path: String) -> LocalizedText? {
    let parts = path.split(separator: ".").map(String.init)
    guard parts.count > 2 else { return nil }
    let thing: LocalizedText? =
      parts[0] == "reforms"
      ? scenario.reforms.first { $0.name == parts[1] }?.title : explanation.titles[parts[1]]
    guard let thing else { return nil }
    func words(_ language: Language) -> String {
      let rest = parts.dropFirst(2).map { part in
        ScenarioTerm(rawValue: part)?.text[language] ?? explanation.titles[part]?[language] ?? part
      }
      return ([thing[language]] + rest).joined(separator: language == .zh ? "·" : ", ")
    }
    return LocalizedText(zh: words(.zh), en: words(.en))
  }
}

/// The glossary as JSON: every word for what is measured.
package var glossaryJSON: JSONValue {
  .object([
    .init(
      "terms",
      .array(
        Quantity.allCases.map { quantity in
          .object([
            .init("id", .string(quantity.rawValue)), .init("zh", .string(quantity.text.zh)),
            .init("en", .string(quantity.text.en)), .init("definition", quantity.definition.json),
          ])
        }))
  ])
}
