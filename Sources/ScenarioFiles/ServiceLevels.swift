public import ApprovalModel

/// Service levels: `{outcome: waiting-time, office: window, atMost: 30 minutes}`, in a file or on the
/// command line.
struct ServiceLevels {
  let reading: Reading

  func decode(_ field: Field) -> [ServiceLevel] {
    let items = field.isMap ? [field] : field.list() ?? []
    var levels: [ServiceLevel] = []
    for item in items {
      guard let level = level(item) else { continue }
      if levels.contains(where: { $0.subject == level.subject && $0.side == level.side }) {
        item.report(
          .statedTwice, zh: "“\(level.subject)”写了两次", en: "'\(level.subject)' stands here twice")
      } else {
        levels.append(level)
      }
    }
    return levels
  }

  private func level(_ field: Field) -> ServiceLevel? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let outcome = block.required("outcome", example: "waiting-time")
    let scopes = ["office", "matter", "class"].compactMap { key in
      block.optional(key).map { (key, $0) }
    }
    let sides = [ServiceLevel.Side.atMost, .atLeast].compactMap { side in
      block.optional(side.rawValue).map { (side, $0) }
    }
    guard sides.count == 1 else {
      field.report(
        sides.isEmpty ? .missingKey : .contradiction,
        zh: "每项服务水平要写 atMost 或 atLeast 其中一个，例如 atMost: 30 minutes",
        en: "a service level has one of 'atMost' and 'atLeast', such as 'atMost: 30 minutes'")
      return nil
    }
    guard scopes.count <= 1 else {
      scopes[1].1.report(
        .contradiction, zh: "office、matter、class 只能写其中一个",
        en: "a service level has one of 'office', 'matter' and 'class'")
      return nil
    }
    let name = scopes.first.map {
      ($0.0, $0.1.nameText(LocalizedText(zh: "名称", en: "a name")))
    }
    guard let outcome, let scalar = outcome.scalar(),
      let quantity = LevelQuantity(scalar, reading.findings),
      let text = sides[0].1.scalar(), let bound = quantity.bound(text, reading.findings)
    else { return nil }
    var scope = "all"
    if let name {
      guard let value = name.1 else { return nil }
      scope = "\(name.0):\(value)"
    }
    return ServiceLevel(outcome: scalar.text, scope: scope, side: sides[0].0, bound: bound)
  }
}

/// What an outcome of a service level is counted in.
private struct LevelQuantity {
  private let name: String
  private let unit: OutcomeName.Unit

  /// What is known of offices and matters beside what is known of all applicants together.
  private static let scoped: [(name: String, unit: OutcomeName.Unit)] = [
    ("waiting-time", .workingDays), ("queue-length", .count), ("utilization", .share),
    ("official-time-within-limit", .share), ("official-time-within-statutory-limit", .share),
    ("yellow-light-share", .share), ("red-light-share", .share),
  ]

  /// The outcome that `scalar` names; another is reported.
  init?(_ scalar: YAMLScalar, _ findings: Findings) {
    let all = OutcomeName.all.map { ($0.name, $0.unit) } + Self.scoped
    guard let found = all.first(where: { $0.0 == scalar.text }) else {
      findings.report(
        .unknownOutcome, scalar.span, zh: "没有名为“\(scalar.text)”的结果指标",
        en: "there is no outcome by the name '\(scalar.text)'",
        hint: .didYouMean(nearestName(to: scalar.text, among: all.map(\.0))))
      return nil
    }
    (name, unit) = found
  }

  /// The bound in `scalar`, in the outcome's unit; another unit is reported.
  func bound(_ scalar: YAMLScalar, _ findings: Findings) -> ServiceLevel.Bound? {
    switch unit {
    case .workingDays:
      guard let span = Measure<TimeSpan>.span.read(findings, scalar)?.value else { return nil }
      guard span.unit != .months, span.unit != .years else {
        findings.report(
          .wrongUnit, scalar.span,
          zh: "“\(scalar.text)”：“\(name)”的界限用 minutes、hours、working days 或 calendar days",
          en: "'\(scalar.text)': a bound of '\(name)' is in minutes, hours, working days or "
            + "calendar days")
        return nil
      }
      return .time(span)
    case .yuan: return Measure<Money>.money.read(findings, scalar).map { .money($0.value) }
    case .share: return Measure<Probability>.share.read(findings, scalar).map { .share($0.value) }
    case .count: return Measure<Double>.weight.read(findings, scalar).map { .number($0.value) }
    }
  }
}

/// Why a service level cannot be read; what is wrong and how to write it.
public struct ServiceLevelError: Error, Hashable, Sendable {
  /// The reason, without a full stop.
  public var message: LocalizedText
}

/// Reads a service level written as `NAME<=X`, `NAME@SCOPE<=X` or with `>=`:
/// `waiting-time@office:window<=30 minutes`.
///
/// - Throws: ``ServiceLevelError`` with the first fault.
public func readServiceLevel(_ text: String) throws(ServiceLevelError) -> ServiceLevel {
  let signs: [(String, ServiceLevel.Side)] = [
    ("<=", .atMost), ("≤", .atMost), (">=", .atLeast), ("≥", .atLeast),
  ]
  for (sign, side) in signs {
    guard let place = text.firstRange(of: sign) else { continue }
    let subject = trimmed(text[..<place.lowerBound])
    let parts = subject.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let findings = Findings(file: "--level", source: SourceText([]))
    func scalar(_ text: String) -> YAMLScalar {
      YAMLScalar(text: text, style: .plain, span: .beginning)
    }
    let quantity = LevelQuantity(scalar(String(parts[0])), findings)
    let bound = quantity?.bound(scalar(trimmed(text[place.upperBound...])), findings)
    guard let bound else {
      let found = findings.diagnostics.first
      let hint = found?.hint
      throw ServiceLevelError(
        message: LocalizedText(
          zh: (found?.message.zh ?? text) + (hint.map { "；\($0.zh)" } ?? ""),
          en: (found?.message.en ?? text) + (hint.map { "; \($0.en)" } ?? "")))
    }
    return ServiceLevel(
      outcome: String(parts[0]), scope: parts.count > 1 ? String(parts[1]) : "all", side: side,
      bound: bound)
  }
  throw ServiceLevelError(
    message: LocalizedText(
      zh: "“\(text)”不是服务水平；写成例如 waiting-time@office:window<=30 minutes",
      en: "'\(text)' is no service level; write for example "
        + "'waiting-time@office:window<=30 minutes'"))
}

private func trimmed(_ text: Substring) -> String {
  var text = text.drop { $0 == " " }
  while text.last == " " { text.removeLast() }
  return String(text)
}
