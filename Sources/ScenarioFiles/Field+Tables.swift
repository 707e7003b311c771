internal import ApprovalModel

extension Field {
  /// Words that a table by category keeps for itself.
  static let reserved = ["value", "source", "grade", "range", "note", "by"]

  /// A chance, the same for all or by category: `30%`, or `{by: risk, low: 1%, high: 9%}`.
  ///
  /// `by` may be left out when exactly one attribute has these categories.
  func chance() -> Chance? {
    guard isMap, self["value"] == nil else { return input(.share).map { .same($0) } }
    guard let block = Block(self) else { return nil }
    let by = block.optional("by")
    let rows = block.rest().filter {
      guard let key = $0.key else { return false }
      return reading.checkName(key, LocalizedText(zh: "类别", en: "a category"))
    }
    guard !rows.isEmpty else {
      report(
        .emptyValue, zh: "“\(name)”里没有值", en: "there is no value in '\(name)'")
      return nil
    }
    guard let attribute = attribute(by, categories: rows.map(\.name)) else { return nil }
    var entries: [Tabulated<Probability>.Entry] = []
    for row in rows {
      guard let input = row.input(.share) else { continue }
      entries.append(Tabulated.Entry(category: row.name, input: input))
    }
    guard entries.count == rows.count else { return nil }
    return .by(
      attribute: attribute, entries.sorted { $0.category.precedes($1.category) })
  }

  /// The attribute that a table goes by: the one stated, or the only one with these categories.
  func attribute(_ by: Field?, categories: [Name]) -> Name? {
    if let by { return by.nameText(LocalizedText(zh: "属性", en: "an attribute")) }
    let wanted = Set(categories)
    let exact = reading.attributes.filter { $0.value.categories == wanted }.keys.inNameOrder()
    let candidates =
      exact.isEmpty
      ? reading.attributes.filter { $0.value.categories.isSuperset(of: wanted) }.keys.inNameOrder()
      : exact
    if candidates.count == 1 { return candidates[0] }
    let list = categories.inNameOrder()
    if candidates.isEmpty {
      let known = Set(reading.attributes.values.flatMap(\.categories)).inNameOrder()
      let unknown = list.first { !known.contains($0) }
      report(
        .unknownCategory, zh: "没有一个属性有类别 \(list.joined(separator: "、"))",
        en: "no attribute has the categories \(list.joined(separator: ", "))",
        hint: .didYouMean(unknown.flatMap { nearestName(to: $0, among: known) }))
    } else {
      report(
        .missingKey, zh: "属性 \(candidates.joined(separator: "、")) 都有这些类别；请写明 by",
        en:
          "the attributes \(candidates.joined(separator: ", ")) all have these categories; say which "
          + "by 'by'")
    }
    return nil
  }

  /// A condition: attributes with what they must be.
  func condition() -> Condition? {
    guard let entries = entries() else { return nil }
    if entries.isEmpty {
      report(.emptyValue, zh: "“\(name)”里没有条件", en: "there is no test in '\(name)'")
    }
    var tests: [Condition.Test] = []
    for entry in entries {
      let field = child(entry)
      guard let key = field.key, reading.checkName(key, LocalizedText(zh: "属性", en: "an attribute"))
      else { continue }
      tests += field.requirements().map {
        Condition.Test(attribute: key.text, requirement: $0)
      }
    }
    return Condition(tests)
  }

  private func requirements() -> [Condition.Requirement] {
    guard isMap else {
      let categories = names(LocalizedText(zh: "类别", en: "a category")) ?? []
      return categories.isEmpty ? [] : [.oneOf(categories.inNameOrder())]
    }
    guard let block = Block(self, carriesEvidence: false) else { return [] }
    var result: [Condition.Requirement] = []
    let most = block.optional("atMost").flatMap { $0.bound(of: name) }
    let least = block.optional("atLeast").flatMap { $0.bound(of: name) }
    block.finish()
    if let least { result.append(.atLeast(least)) }
    if let most { result.append(.atMost(most)) }
    if let most, let least, most < least {
      report(
        .contradiction, zh: "“\(name)”的 atMost 小于 atLeast，无人满足",
        en: "'atMost' of '\(name)' is below 'atLeast'; nobody meets both")
    }
    return result
  }

  /// A bound in the unit of the attribute.
  private func bound(of attribute: Name) -> Double? {
    guard let scalar = scalar(),
      let number = reading.findings.number(
        scalar, wanted: LocalizedText(zh: "数", en: "a number"), example: "300 m2")
    else { return nil }
    if let unit = reading.attributes[attribute]?.unit, unit != number.rest {
      report(
        .wrongUnit,
        zh: "“\(scalar.text)”的单位与属性“\(attribute)”的不同；后者用 \(unit.isEmpty ? "无单位的数" : unit)",
        en: "'\(scalar.text)' is not in the unit of attribute '\(attribute)', which is "
          + (unit.isEmpty ? "a bare number" : unit))
      return nil
    }
    return number.value
  }

  /// Shares that add up to 100 %, or the share of `yes`; the shares are one input.
  func shares() -> Input<Shares>? {
    guard isMap, self["value"] == nil, self["share"] == nil else { return yesShare() }
    guard let block = Block(self) else { return nil }
    _ = block.optional("by")
    var entries: [(name: Name, share: Double)] = []
    var percents: [(name: Name, text: String)] = []
    var failed = false
    for row in block.rest() {
      guard let key = row.key,
        reading.checkName(key, LocalizedText(zh: "类别", en: "a category"))
      else {
        failed = true
        continue
      }
      guard let scalar = row.scalar(),
        let share = Measure<Probability>.share.read(reading.findings, scalar)
      else {
        failed = true
        continue
      }
      entries.append((key.text, share.value.value))
      percents.append((key.text, scalar.text))
    }
    guard !failed else { return nil }
    guard !entries.isEmpty else {
      report(.emptyValue, zh: "“\(name)”里没有类别", en: "there are no categories in '\(name)'")
      return nil
    }
    let sum = entries.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) < 1e-9 else {
      let percent = (sum * 1e11).rounded() / 1e9
      report(
        .sharesSum, zh: "“\(name)”的各类别合计 \(plainNumber(percent))%，应当是 100%",
        en: "the shares of '\(name)' add up to \(plainNumber(percent))% and should add up to 100%")
      return nil
    }
    let text = percents.sorted { $0.name.precedes($1.name) }.map { "\($0.name) \($0.text)" }
      .joined(separator: ", ")
    let final = reading.evidence(block.evidence, of: self) { range in
      sharesRange(range, entries.map(\.share).max() ?? 1, text)
    }
    reading.list(self, text: text, final)
    return Input(Shares(entries), path: path, evidence: final)
  }

  /// The share of `yes`: `80%`, `{share: 80%, …}` or `{value: 80%, …}`.
  private func yesShare() -> Input<Shares>? {
    var field = self
    if isMap, self["value"] == nil {
      guard let record = Block(self), let value = record.optional("share") else { return nil }
      record.finish()
      field = Field(reading, value.node, key: key, path: path, evidence: record.evidence)
    }
    guard var share = field.input(.share) else { return nil }
    // Factors are meant for the share that is written. As a range of shares they would act on the
    // smaller of yes and no, so they become the shares that they lead to.
    if case .factor(let low, let high) = share.evidence.range {
      let value = share.value.value
      share.evidence.range = .absolute(low: value * low, high: min(1, value * high))
      reading.inputs[reading.inputs.count - 1].evidence.range = share.evidence.range
    }
    return Input(.yes(share.value), path: share.path, evidence: share.evidence)
  }

  /// Factors on all shares but the largest, which takes the rest.
  private func sharesRange(
    _ range: StatedEvidence.StatedRange, _ largest: Double, _ text: String
  ) -> InputRange? {
    guard let (low, high) = reading.factors(range) else {
      reading.findings.report(
        .badRange, range.span, zh: "“\(path)”由几个类别组成，range 要写成倍数，例如 [0.8x, 1.2x]",
        en: "'\(path)' has several shares; its range is written as factors, such as [0.8x, 1.2x]")
      return nil
    }
    guard let low, var high else { return nil }
    if range.isInherited, (1 - largest) * high > 1 { high = max(1, 1 / (1 - largest)) }
    guard (1 - largest) * high <= 1 + 1e-9 else {
      if reading.leavesRange(of: self) { return nil }
      reading.findings.report(
        .rangeOutOfBounds, range.span, zh: "“\(path)”的各类别（\(text)）乘以 \(range.high.text) 会超过 100%",
        en: "the shares of '\(path)' (\(text)) times \(range.high.text) would be more than 100%")
      return nil
    }
    return .factor(low: low, high: high)
  }
}

/// A number without an exponent and without a needless `.0`.
func plainNumber(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
}

extension TimeSpan {
  /// The span as a scenario writes it: `1 year`, `20 calendar days`.
  var text: String {
    "\(plainNumber(amount)) \(amount == 1 ? String(unit.rawValue.dropLast()) : unit.rawValue)"
  }
}
