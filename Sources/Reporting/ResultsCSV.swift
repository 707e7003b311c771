internal import ApprovalModel
public import Experiments
internal import Inference

extension StudyResults {
  /// The results as CSV (RFC 4180): a head, then a row for each estimate, difference, payback and share.
  public var csv: String {
    let head = [
      "kind", "design", "baseline", "name", "scope", "unit", "better", "value", "low", "high",
      "intervalKind", "runNoiseLow", "runNoiseHigh", "confidence", "method", "replications",
      "censored",
      "verdict", "replicationsNeeded", "worthwhile", "reason",
    ]
    var text = csvRow(head)
    for design in designs {
      for outcome in design.outcomes + design.accounts { text += csvRow(row(outcome, design.name)) }
    }
    for comparison in comparisons {
      for outcome in comparison.outcomes + comparison.accounts {
        text += csvRow(row(outcome, comparison))
      }
      for payback in comparison.paybacks { text += csvRow(row(payback, comparison)) }
      for row in rows(comparison.applicants, comparison) { text += csvRow(row) }
    }
    return text
  }

  private func row(_ outcome: OutcomeEstimate, _ design: String) -> [String] {
    ["estimate", design, ""] + cells(outcome.key) + [number(outcome.estimate)]
      + cells(outcome.interval) + [outcome.intervalKind.rawValue] + cells(outcome.runNoise)
      + [
        "0.95", outcome.headlineMethod.rawValue, String(outcome.replications),
        String(outcome.isCensored),
      ]
      + ["", "", "", outcome.reason?.rawValue ?? ""]
  }

  private func row(_ outcome: OutcomeDifference, _ comparison: Comparison) -> [String] {
    let needed = outcome.replicationsNeeded.map { String($0) } ?? ""
    return ["difference", comparison.design, comparison.baseline] + cells(outcome.key)
      + [number(outcome.difference)] + cells(outcome.interval) + [outcome.intervalKind.rawValue]
      + cells(outcome.runNoise)
      + ["0.95", outcome.headlineMethod.rawValue, String(manifest.replications)]
      + [String(outcome.reason == .openCases), outcome.verdict.rawValue, needed]
      + [outcome.worthwhile?.rawValue ?? "", outcome.reason?.rawValue ?? ""]
  }

  private func row(_ payback: Payback, _ comparison: Comparison) -> [String] {
    func years(_ time: PaybackTime?) -> String {
      time == .never ? "Inf" : number(time.flatMap(\.years))
    }
    return ["payback", comparison.design, comparison.baseline]
      + ["payback\(payback.withStaff ? "-with-staff" : "")", payback.scope.text, "years", "lower"]
      + [years(payback.time), years(payback.low), years(payback.high)]
      + [payback.intervalKind.rawValue, "", "", "0.95", "", String(manifest.replications)]
      + [String(payback.reason == .openCases), "", "", "", payback.reason?.rawValue ?? ""]
  }

  /// Who gains, who loses: a row for each share.
  private func rows(_ applicants: ApplicantComparison, _ comparison: Comparison) -> [[String]] {
    func rows(_ name: String, _ scope: Scope, _ shares: GainLose) -> [[String]] {
      [
        ("gain", shares.gain, "higher"), ("lose", shares.lose, "lower"),
        ("same", shares.same, "neither"),
      ]
      .map { word, share, better in
        let ends = cells(share.interval)
        return ["applicants", comparison.design, comparison.baseline, "\(word)-\(name)-share"]
          + [scope.text, OutcomeUnit.share.rawValue, better, number(share.share)] + ends
          + [IntervalKind.runNoise.rawValue] + ends
          + ["0.95", share.interval == nil ? "none" : "t", String(manifest.replications)]
          + ["false", "", "", "", share.share == nil ? MissingReason.noCases.rawValue : ""]
      }
    }
    return rows("time", .all, applicants.time) + rows("time-placebo", .all, applicants.placebo)
      + rows("money", .all, applicants.money)
      + applicants.groups.flatMap {
        rows("time", $0.scope, $0.time) + rows("money", $0.scope, $0.money)
      }
  }
}

/// What names an outcome: name, scope, unit and which direction is better.
func cells(_ key: OutcomeKey) -> [String] {
  [key.name, key.scope.text, key.unit.rawValue, key.better.word]
}

/// The ends of an interval, empty where there is none.
func cells(_ interval: Interval?) -> [String] { [number(interval?.low), number(interval?.high)] }

/// A number, the shortest that reads back the same; empty where there is none.
func number(_ value: Double?) -> String { value.flatMap(shortestRoundTrip) ?? "" }

/// One row of CSV with its line end; cells with commas, quotes or line ends are quoted.
package func csvRow(_ cells: [String]) -> String {
  cells.map { cell in
    let needsQuotes = cell.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    guard needsQuotes else { return cell }
    var quoted = "\""
    for character in cell.unicodeScalars {
      if character == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }.joined(separator: ",") + "\r\n"
}
