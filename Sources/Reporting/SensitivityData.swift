internal import ApprovalModel
public import Experiments
internal import Inference

extension SensitivityResults {
  /// Format 1; `docs/reference/results.md` lists every key.
  public var json: String {
    let screened = screening.map { one -> JSONValue in
      .object(
        one.input.json + [
          .init("meanSize", .number(one.measures.meanSize)),
          .init("low", .number(one.measures.meanSizeInterval.low)),
          .init("high", .number(one.measures.meanSizeInterval.high)),
          .init("mean", .number(one.measures.mean)),
          .init("deviation", .number(one.measures.deviation)),
        ])
    }
    let design: [JSONValue.Member] = [
      .init("trajectories", .integer(Int64(trajectories))),
      .init("points", .integer(Int64(points))), .init("pointsUsed", .integer(Int64(pointsUsed))),
      .init("pointsOpen", .integer(Int64(pointsOpen))), .init("inputs", .integer(Int64(inputs))),
    ]
    let byGrade = grades.map { grade -> JSONValue in
      .object([
        .init("grade", .string(grade.grade.rawValue)),
        .init("inputs", .integer(Int64(grade.inputs))),
        .init("share", grade.share?.json ?? .object([.init("estimate", .integer(0))])),
      ])
    }
    return facts.json(finding: [
      .init("baseline", .string(baseline)), .init("design", .string(self.design)),
      .init("outcome", .object(key.json)), .init("difference", effect(difference)),
      .init("method", .object(design)), .init("variance", .optional(variance)),
      .init("shares", .array(shares.map(\.json))),
      .init("interactions", interactions?.json ?? .null), .init("grades", .array(byGrade)),
      .init("noise", noise?.json ?? .null),
      .init("gradeInteractions", gradeInteractions?.json ?? .null),
      .init("tornado", .array(tornado.map(json))), .init("screening", .array(screened)),
    ])
  }

  private func effect(_ effect: Effect?) -> JSONValue {
    effect.map { .object([.init("estimate", .number($0.estimate))] + ends($0.runNoise)) } ?? .null
  }

  private func json(_ bar: TornadoBar) -> JSONValue {
    .object(
      bar.input.json + [
        .init("atLow", effect(bar.low)), .init("atHigh", effect(bar.high)),
        .init("swing", effect(bar.swing)),
      ])
  }

  /// One row for each number found.
  public var csv: String {
    var text = csvRow([
      "kind", "design", "baseline", "name", "scope", "unit", "better", "input", "grade", "text",
      "rangeLow", "rangeHigh", "file", "line", "column", "value", "low", "high",
    ])
    func row(_ kind: String, _ input: [String], _ value: Double?, _ interval: Interval?) {
      text += csvRow(
        [kind, design, baseline] + cells(key) + input + [number(value)] + cells(interval))
    }
    let nothing = ["", "", "", "", "", "", "", ""]
    func named(_ name: String, grade: String = "") -> [String] {
      [name, grade] + nothing.dropFirst(2)
    }
    row("difference", nothing, difference?.estimate, difference?.runNoise)
    row("variance", nothing, variance, nil)
    for bar in tornado {
      for (kind, effect) in [("at low", bar.low), ("at high", bar.high), ("swing", bar.swing)] {
        row(kind, bar.input.csv, effect?.estimate, effect?.runNoise)
      }
    }
    for share in shares {
      let source: [String] =
        switch share.source {
        case .input(let input): input.csv
        case .others: named("others")
        case .noise: named("run noise")
        }
      row("first order", source, share.firstOrder.estimate, share.firstOrder.interval)
      row("total", source, share.total.estimate, share.total.interval)
    }
    row("interactions", nothing, interactions?.estimate, interactions?.interval)
    for grade in grades {
      row(
        "grade", named("", grade: grade.grade.rawValue), grade.share?.estimate ?? 0,
        grade.share?.interval)
    }
    row("grade noise", nothing, noise?.estimate, noise?.interval)
    row(
      "grade interactions", nothing, gradeInteractions?.estimate, gradeInteractions?.interval)
    for one in screening {
      let (input, measures) = (one.input.csv, one.measures)
      row("mean size of effect", input, measures.meanSize, measures.meanSizeInterval)
      row("mean effect", input, measures.mean, nil)
      row("deviation of effect", input, measures.deviation, nil)
    }
    return text
  }
}

extension SensitivityResults.Subject {
  fileprivate var json: [JSONValue.Member] {
    [
      .init("input", .string(path)), .init("grade", .string(grade.rawValue)),
      .init("value", .string(text)),
      .init(
        "range", .object([.init("low", .string(ends.low)), .init("high", .string(ends.high))])),
      .init(
        "position",
        .object([
          .init("file", position.origin.map { .string($0.file) } ?? .null),
          .init("line", .integer(Int64(position.line))),
          .init("column", .integer(Int64(position.column))),
        ])),
    ]
  }

  fileprivate var csv: [String] {
    [
      path, grade.rawValue, text, ends.low, ends.high, position.origin?.file ?? "",
      String(position.line), String(position.column),
    ]
  }
}

extension SobolIndices.Share {
  fileprivate var json: JSONValue {
    .object([
      .init("estimate", .number(estimate)), .init("low", .number(interval.low)),
      .init("high", .number(interval.high)),
    ])
  }
}

extension SensitivityResults.VarianceShare {
  fileprivate var json: JSONValue {
    let name: [JSONValue.Member] =
      switch source {
      case .input(let input): input.json
      case .others(let count):
        [.init("others", .integer(Int64(count)))]
      case .noise: [.init("noise", .bool(true))]
      }
    return .object(name + [.init("firstOrder", firstOrder.json), .init("total", total.json)])
  }
}
