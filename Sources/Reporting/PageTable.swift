internal import ApprovalModel
internal import Experiments
internal import Inference

extension TextTable {
  /// The table of a page for a terminal; verdicts have their color.
  ///
  /// - Parameter captionAsHead: whether the caption stands in the head of the first column.
  init(_ table: Page.Table, _ style: TextStyle, captionAsHead: Bool = false) {
    self.init(table.columns.map { ($0.head, $0.isNumeric ? .right : .left) })
    if captionAsHead { head[0] = table.caption }
    rows = table.rows.map { row in
      row.map { cell in
        switch cell.mark {
        case .better: style.verdict(.better, cell.text)
        case .worse: style.verdict(.worse, cell.text)
        default: cell.text
        }
      }
    }
  }
}

extension ReportContext {
  /// The heads of ``cells(_:scale:)`` behind that of a row's label.
  var differenceColumns: [Page.Column] {
    [Page.Column(Term.outcome.text[language])]
      + [Term.before, .after, .difference].map {
        Page.Column($0.text[language], isNumeric: true)
      }
      + [Term.interval, .verdict].map { Page.Column($0.text[language]) }
  }

  /// Before, after, difference, its interval and the verdict.
  ///
  /// - Parameter scale: what the numbers were divided by to be shown.
  func cells(_ outcome: OutcomeDifference, scale: Double = 1) -> [Page.Cell] {
    let numbers = ValueText(
      outcome.key.unit, showing: outcome.interval, values: [outcome.baseline, outcome.design])
    let unit = outcome.key.unit.rawValue
    func number(_ value: Double?, _ text: (Double) -> String) -> Page.Cell {
      Page.Cell(value.map(text) ?? "-", value: value.map { $0 * scale }, unit: unit)
    }
    let worlds = [number(outcome.baseline, numbers.plain), number(outcome.design, numbers.plain)]
    guard let difference = outcome.difference else {
      return worlds + [
        Page.Cell("-"), Page.Cell((outcome.reason ?? .noCases).text[language]), Page.Cell(""),
      ]
    }
    let remark = outcome.reason == .openCases ? " (\(Term.lowerBound.text[language]))" : ""
    return worlds + [
      number(difference, numbers.signed),
      Page.Cell(
        cell(outcome.interval, numbers, isSigned: true), unit: unit,
        low: outcome.interval.map { $0.low * scale },
        high: outcome.interval.map { $0.high * scale }),
      Page.Cell(
        outcome.verdict.text[language] + remark, mark: Page.Mark(outcome.verdict)),
    ]
  }
}

extension Page.Mark {
  /// What a verdict is besides its word.
  init(_ verdict: Verdict) {
    switch verdict {
    case .better: self = .better
    case .worse: self = .worse
    case .higher: self = .higher
    case .lower: self = .lower
    case .same: self = .same
    case .cannotTell: self = .cannotTell
    }
  }

  /// How well an input is known.
  init(_ grade: Grade) {
    switch grade {
    case .a: self = .gradeA
    case .b, .bMinus: self = .gradeB
    case .c: self = .gradeC
    case .d: self = .gradeD
    }
  }
}
