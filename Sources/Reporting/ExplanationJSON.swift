package import ApprovalModel

extension Explanation {
  /// The explanation as JSON, format 1.
  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("format", .integer(1)), .init("title", scenario.title.json),
      .init("baseline", .string(scenario.study.baseline)),
      .init("classes", .array(baseline.classes.map { named($0.name, $0.title) })),
      .init("offices", .array(baseline.offices.map { office($0, loads) })),
      .init("map", map.json),
      .init("matters", .array(baseline.matters.map(matter))),
      .init("ownWork", .array(baseline.ownWork.map { named($0.name, $0.title) })),
      .init("reforms", .array(effects.map(effect))),
      .init("designs", .array(scenario.designs.map(Self.design))),
      .init(
        "limitPaths",
        .array(
          limitPaths.map { entry in
            .object([
              .init("design", .string(entry.design)),
              .init("class", .string(entry.applicantClass)),
              .init("workingDays", .number(entry.path.workingDays)),
              .init("chain", .array(entry.path.chain.map(JSONValue.string))),
              .init("steps", .array(entry.path.steps.map(JSONValue.string))),
              .init("withoutLimit", .array(entry.path.withoutLimit.map(JSONValue.string))),
            ])
          })),
      .init("sources", sourcesJSON),
      .init("inputs", .array(scenario.inputs.map(\.json))),
    ]
    if let design {
      members.append(
        .init(
          "design",
          .object([
            .init("name", .string(design.name)), .init("title", design.title?.json ?? .null),
            .init("reaches", names(design.reaches)),
            .init("offices", .array(design.model.offices.map { office($0, design.loads) })),
          ])))
    }
    return .object(members)
  }

  /// The documents drawn on, with what cites each.
  package var sourcesJSON: JSONValue {
    .array(citations.map { citation($0.source, $0.inputs, $0.others) })
  }

  private func names(_ lists: [[Name]]) -> JSONValue {
    .array(lists.map { .array($0.map(JSONValue.string)) })
  }

  private func named(_ name: Name, _ title: LocalizedText?) -> JSONValue {
    .object([.init("name", .string(name)), .init("title", title?.json ?? .null)])
  }

  private func office(_ office: Office, _ loads: [OfficeLoad]) -> JSONValue {
    let load = loads.first { $0.office == office.name }
    return .object([
      .init("name", .string(office.name)), .init("title", office.title?.json ?? .null),
      .init("staff", .integer(Int64(office.staff.value))),
      .init("measure", load.map { .string($0.measure.rawValue) } ?? .null),
      .init("demandedPerWorkingDay", .optional(load?.demanded)),
      .init("availablePerWorkingDay", .optional(load?.available)),
      .init("load", .optional(load?.share)),
    ])
  }

  private func matter(_ matter: Matter) -> JSONValue {
    .object([
      .init("name", .string(matter.name)), .init("title", matter.title?.json ?? .null),
      .init("nature", .string(matter.nature.rawValue)), .init("office", .string(matter.office)),
      .init("basis", matter.basis.map(JSONValue.string) ?? .null),
      .init("facts", facts { $0.facts(of: matter) }),
    ])
  }

  /// Facts in both languages.
  private func facts(_ make: (FactWriter) -> [Fact]) -> JSONValue {
    let all = Language.allCases.map { language in
      make(FactWriter(words: ValueWords(language: language, titles: titles), titles: titles))
    }
    guard all.count == 2 else { return .null }
    return .array(
      zip(all[0], all[1]).map { zh, en in
        .object([
          .init("label", LocalizedText(zh: zh.label, en: en.label).json),
          .init("text", LocalizedText(zh: zh.text, en: en.text).json),
        ])
      })
  }

  /// What one part of a reform changes.
  private func effect(_ effect: ReformEffect) -> JSONValue { effects([effect], of: effect.reform) }

  /// What all parts of a reform change together; what several of them change alike stands once.
  ///
  /// - Parameter effects: those of `reform`; it has several where it acts differently by category.
  package func effects(_ effects: [ReformEffect], of reform: Reform) -> JSONValue {
    let titles = titles
    let groups = effects.map { effect in
      let lines = Language.allCases.map { language in
        let words = ValueWords(language: language, titles: titles)
        return EditWords(facts: FactWriter(words: words, titles: titles)).lines(effect)
      }
      return zip(lines[0], lines[1]).map { LocalizedText(zh: $0.0, en: $0.1) }
    }
    let notices = effects.flatMap(\.notices.messages)
    return .object([
      .init("name", .string(reform.name)),
      .init("title", reform.title?.json ?? .null),
      .init("sources", .array(reform.sources.map(JSONValue.string))),
      .init(
        "oneOff",
        .array(
          reform.oneOff.map { cost in
            .object([
              .init("name", .string(cost.name)),
              .init("amount", .number(Double(cost.amount.value.fen) / 100)),
              .init("payer", .string(cost.payer)), .init("payee", .string(cost.payee)),
            ])
          })),
      .init("changes", .array(Self.joined(groups).map(\.json))),
      .init("notices", .array(notices.eachOnce.map(\.json))),
    ])
  }

  /// Lines of several lists without doubles; a line and those indented below it belong together.
  private static func joined(_ lists: [[LocalizedText]]) -> [LocalizedText] {
    var blocks: [[LocalizedText]] = []
    for line in lists.joined() {
      if line.en.hasPrefix(" "), !blocks.isEmpty {
        blocks[blocks.count - 1].append(line)
      } else {
        blocks.append([line])
      }
    }
    return blocks.eachOnce.flatMap(\.self)
  }

  private static func design(_ design: Design) -> JSONValue {
    .object([
      .init("name", .string(design.name)), .init("title", design.title?.json ?? .null),
      .init("reforms", .array(design.reforms.map(JSONValue.string))),
    ])
  }

  private func citation(_ source: Source, _ inputs: [String], _ others: [String]) -> JSONValue {
    .object([
      .init("name", .string(source.name)), .init("title", .string(source.title)),
      .init("number", source.number.map(JSONValue.string) ?? .null),
      .init("section", source.section.map(JSONValue.string) ?? .null),
      .init("status", source.status.text.json),
      .init("inputs", .array(inputs.map(JSONValue.string))),
      .init("others", .array(others.map(JSONValue.string))),
    ])
  }
}

extension ProcessMap {
  fileprivate var json: JSONValue {
    .object([
      .init(
        "nodes",
        .array(
          nodes.map { node in
            .object([
              .init("name", .string(node.name)), .init("layer", .integer(Int64(node.layer))),
              .init("kind", .string(node.isOwnWork ? "ownWork" : "matter")),
              .init("status", .string(node.status.rawValue)),
            ])
          })),
      .init(
        "edges",
        .array(
          edges.map { edge in
            .object([
              .init("from", .string(edge.from.description)), .init("to", .string(edge.to)),
              .init("milestone", edge.milestone.map(JSONValue.string) ?? .null),
              .init("kind", .string(edge.kind == .needs ? "needs" : "after")),
              .init("atLeast", edge.atLeast.map { .integer(Int64($0)) } ?? .null),
              .init("status", .string(edge.status.rawValue)),
            ])
          })),
    ])
  }
}

extension InputListing {
  fileprivate var json: JSONValue {
    .object([
      .init("path", .string(path)), .init("text", .string(text)),
      .init("grade", .string(evidence.grade.rawValue)),
      .init("source", evidence.source.map(JSONValue.string) ?? .null),
    ])
  }
}

extension Array where Element: Equatable {
  /// The elements in their order, each where it stands first.
  fileprivate var eachOnce: [Element] {
    reduce(into: []) { found, element in if !found.contains(element) { found.append(element) } }
  }
}
