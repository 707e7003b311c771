internal import ApprovalModel
internal import Exercises
internal import Experiments
internal import Reporting

extension Exercise {
  /// The line of a list.
  var entryJSON: JSONValue {
    .object([
      .init("id", .string(id)), .init("version", .whole(version)), .init("order", .whole(order)),
      .init("minutes", .whole(minutes)), .init("needs", .array(needs.map(JSONValue.string))),
      .init("title", title.json),
    ])
  }

  /// Everything that a browser needs to check it, but for the plans; formulas are programs, and no answer
  /// stands in it.
  func json(_ plans: ExercisePlans) -> JSONValue {
    .object([
      .init("format", .integer(1)), .init("product", .string(productVersion)),
      .init("id", .string(id)), .init("version", .whole(version)),
      .init("digest", .string(digest)), .init("order", .whole(order)),
      .init("minutes", .whole(minutes)), .init("needs", .array(needs.map(JSONValue.string))),
      .init("title", title.json), .init("replications", .whole(replications)),
      .init("parameters", .array(parameters.map(\.parameterJSON))),
      .init("levers", .array(levers.map(\.leverJSON))),
      .init(
        "plans",
        .array(
          plans.keys.map {
            .object([
              .init("world", .whole($0.world)), .init("design", .string($0.design.text)),
            ])
          })),
      .init("runs", .array(runs.map(\.json))),
      .init(
        "against",
        against.map {
          .object([.init("title", $0.title.json), .init("run", .whole($0.run))])
        } ?? .null),
      .init("outcomes", .array(outcomes.map(JSONValue.string))),
      .init(
        "measures",
        .array(
          measures.map {
            .object([
              .init("name", .string($0.name)), .init("run", .whole($0.run)),
              .init("to", .whole($0.to)), .init("outcome", place($0.outcome)),
            ])
          })),
      .init(
        "table",
        .array(
          table.map {
            .object([
              .init("outcome", place($0.outcome)), .init("title", $0.title.json),
              .init("unit", $0.unit.json), .init("factor", .number($0.factor)),
              .init("digits", .whole($0.digits)),
            ])
          })),
      .init(
        "predictions",
        .array(
          predictions.map {
            .object([
              .init("id", .string($0.id)), .init("ask", $0.ask.json),
              .init("unit", $0.unit.orNull), .init("options", .array($0.options.map(\.json))),
              .init("truth", $0.truth.json),
            ])
          })),
      .init("questions", .array(questions.map(\.json))),
      .init(
        "texts",
        .object(
          zip(Section.allCases, texts.sections).map { .init("\($0)", $1.json) })),
      .init("hints", .array(texts.hints.map(\.json))),
    ])
  }

  private func place(_ outcome: String) -> JSONValue {
    .whole(outcomes.firstIndex(of: outcome) ?? -1)
  }
}

extension ExercisePlans.Patched {
  /// The plan and what knobs change in it.
  var json: JSONValue {
    .object([
      .init("plan", .string(base64(plan.bytes))),
      .init("study", .array(plan.study.map(JSONValue.number))),
      .init(
        "groups",
        .array(
          groups.map { group in
            .object([
              .init("knobs", .array(group.knobs.map { .whole($0) })),
              .init("counts", .array(group.counts.map { .whole($0) })),
              .init("patches", .array(group.patches.map { .array($0.map(\.json)) })),
            ])
          })),
    ])
  }
}

extension LocalizedText? {
  fileprivate var orNull: JSONValue { self?.json ?? .null }
}

extension Formula {
  fileprivate var json: JSONValue { .array(program.map(JSONValue.number)) }
}

extension Formula? {
  fileprivate var orNull: JSONValue { self?.json ?? .null }
}

extension LocalizedTemplate {
  fileprivate var json: JSONValue {
    .object([.init("zh", zh.json), .init("en", en.json)])
  }
}

extension Template {
  fileprivate var json: JSONValue {
    .array(
      parts.map { part in
        switch part {
        case .text(let text): .string(text)
        case .number(let formula, let digits): .array([formula.json, .whole(digits)])
        }
      })
  }
}

extension Exercise.Knob {
  fileprivate var parameterJSON: JSONValue {
    .object([
      .init("name", .string(name)),
      .init("choices", .array(choices.map { .number($0.value) })),
    ])
  }

  fileprivate var leverJSON: JSONValue {
    var most: Int?
    var start = JSONValue.whole(self.start)
    let word: String
    switch kind {
    case .inputs: word = "inputs"
    case .design: word = "design"
    case .reforms(let atMost, let names):
      (word, most) = ("reforms", atMost)
      start = .array(
        choices.indices.filter { names.contains(choices[$0].text) }.map { .whole($0) })
    case .replications: word = "replications"
    case .pairing: word = "pairing"
    }
    return .object([
      .init("name", .string(name)), .init("kind", .string(word)), .init("title", title.json),
      .init("unit", unit.orNull),
      .init(
        "choices",
        .array(
          choices.map {
            .object([
              .init("value", .number($0.value)), .init("text", .string($0.text)),
              .init("label", $0.label.orNull),
            ])
          })),
      .init("start", start), .init("atMost", .whole(most)),
    ])
  }
}

extension Exercise.RunSetting {
  fileprivate var json: JSONValue {
    .object([
      .init("name", .string(name)), .init("world", .whole(world)),
      .init("takesWork", .bool(takesWork)),
      .init(
        "levers",
        .array(
          levers.map { lever in
            switch lever.value {
            case .formula(let formula):
              .object([.init("lever", .whole(lever.lever)), .init("formula", formula.json)])
            case .names(let names):
              .object([
                .init("lever", .whole(lever.lever)),
                .init("names", .array(names.map(JSONValue.string))),
              ])
            }
          })),
    ])
  }
}

extension Exercise.Option {
  fileprivate var json: JSONValue {
    .object([.init("id", .string(id)), .init("text", text.json)])
  }
}

extension Exercise.Question {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(id)), .init("points", .number(points)), .init("ask", ask.json),
      .init("unit", unit.orNull),
    ]
    switch check {
    case .number(let truth, let half, let relative, let absolute, let wrong):
      members += [
        .init("kind", .string("number")), .init("truth", truth.json), .init("half", half.orNull),
        .init("relative", .number(relative)), .init("absolute", .number(absolute)),
        .init(
          "misconceptions",
          .array(
            wrong.map {
              .object([
                .init("id", .string($0.id)), .init("value", $0.value.json),
                .init("says", $0.says.json),
              ])
            })),
      ]
    case .choice(let options, let truth, let wrong):
      members += [
        .init("kind", .string("choice")), .init("truth", truth.json),
        .init("options", .array(options.map(\.json))),
        .init(
          "misconceptions",
          .array(
            wrong.map {
              .object([.init("option", .whole($0.option)), .init("says", $0.says.json)])
            })),
      ]
    case .interval(let truth, let half, let widest):
      members += [
        .init("kind", .string("interval")), .init("truth", truth.json), .init("half", half.json),
        .init("widest", .number(widest)),
      ]
    case .condition(let kind, let holds, let misses):
      members += [
        .init("kind", .string(kind)), .init("holds", holds.json), .init("misses", misses.json),
      ]
    case .text: members.append(.init("kind", .string("text")))
    }
    return .object(members)
  }
}
