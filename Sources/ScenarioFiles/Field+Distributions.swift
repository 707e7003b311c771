internal import ApprovalModel
internal import Statistics

/// Who spends a duration; an office cannot work in calendar days.
enum Spender {
  /// The people of an office.
  case office
  /// The applicant, an intermediary, or nobody.
  case applicant
}

/// What the values of a distribution are.
private enum Domain {
  case duration
  case number
}

extension Field {
  /// A duration that may vary: a bare duration is a constant, a map names a family.
  func duration(of spender: Spender) -> Input<DurationDistribution>? {
    guard let read: (Distribution, String, Evidence) = distributionInput(.duration),
      let unit = TimeUnit(rawValue: read.1)
    else { return nil }
    if unit.isCalendar, spender == .office, !reading.isAlways {
      report(
        .wrongUnit, zh: "“\(path)”以自然日计；部门的工作用 minutes、hours 或 working days",
        en:
          "'\(path)' is in calendar days; the work of an office is in minutes, hours or working days"
      )
      return nil
    }
    return Input(DurationDistribution(read.0, unit), path: path, evidence: read.2)
  }

  /// A number that varies, with the word of its unit (empty for none).
  func numberDistribution() -> (Input<Distribution>, unit: String)? {
    guard let read = distributionInput(.number) else { return nil }
    return (Input(read.0, path: path, evidence: read.2), read.1)
  }

  private func distributionInput(_ domain: Domain) -> (Distribution, String, Evidence)? {
    var field = self
    var stated = evidence
    if isMap, self["value"] != nil {
      guard let (value, evidence) = unwrapped() else { return nil }
      field = value
      stated = evidence
    } else if isMap {
      // The family stands beside the evidence keys.
      guard let block = Block(self) else { return nil }
      stated = block.evidence
    }
    guard let (distribution, unit, text) = field.distribution(domain) else { return nil }
    let evidence = reading.evidence(stated, of: self) { range in
      if reading.factors(range) == nil, case .constant(let value) = distribution {
        return constantRange(range, value, unit, domain, text)
      }
      return factorRange(range)
    }
    reading.list(path, text: text, evidence, at: span)
    return (distribution, unit, evidence)
  }

  private func factorRange(_ range: StatedEvidence.StatedRange) -> InputRange? {
    guard let (low, high) = reading.factors(range) else {
      reading.findings.report(
        .badRange, range.span, zh: "“\(path)”是分布，range 要写成倍数，例如 [0.5x, 2x]",
        en: "'\(path)' is a distribution; its range is written as factors, such as [0.5x, 2x]")
      return nil
    }
    guard let low, let high else { return nil }
    return .factor(low: low, high: high)
  }

  private func constantRange(
    _ range: StatedEvidence.StatedRange, _ value: Double, _ unit: String, _ domain: Domain,
    _ text: String
  ) -> InputRange? {
    func bound(_ scalar: YAMLScalar) -> Double? {
      var full = scalar
      if let number = try? NumberText(scalar.text), number.rest.isEmpty {
        full.text = unit.isEmpty ? number.digits : "\(number.digits) \(unit)"
      }
      guard let read = reading.quantity(full, domain) else { return nil }
      guard read.unit == unit else {
        reading.findings.report(
          .badRange, scalar.span, zh: "range 的单位是 \(read.unit)，而值的单位是 \(unit)",
          en: "the range is in \(read.unit), but the value is in \(unit)")
        return nil
      }
      return read.amount
    }
    guard let low = bound(range.low), let high = bound(range.high) else { return nil }
    return reading.checked(low: low, high: high, contains: value, range, self, text)
  }
}

/// An amount with its unit as read.
private struct Quantity {
  var amount: Double
  var unit: String
}

extension Reading {
  fileprivate func quantity(_ scalar: YAMLScalar, _ domain: Domain) -> Quantity? {
    switch domain {
    case .duration:
      guard let span = findings.timeSpan(scalar) else { return nil }
      guard span.value.unit != .months, span.value.unit != .years else {
        findings.report(
          .wrongUnit, scalar.span, zh: "“\(scalar.text)”：会变动的时长不能用月或年；请用 calendar days",
          en:
            "'\(scalar.text)': a duration that may vary is not in months or years; use calendar days"
        )
        return nil
      }
      return Quantity(amount: span.value.amount, unit: span.value.unit.rawValue)
    case .number:
      let wanted = LocalizedText(zh: "数", en: "a number")
      guard let number = findings.number(scalar, wanted: wanted, example: "300 m2") else {
        return nil
      }
      guard number.hasSpace || number.rest.isEmpty, !number.rest.contains(" ") else {
        findings.report(
          .wrongUnit, scalar.span, zh: "“\(scalar.text)”应当是一个数加一个单位，例如 300 m2",
          en: "'\(scalar.text)' should be a number and one word for its unit, such as 300 m2")
        return nil
      }
      return Quantity(amount: number.value, unit: number.rest)
    }
  }
}

extension Field {
  /// The families and how their parameters are written.
  static let families = [
    "lognormal", "triangular", "pert", "uniform", "exponential", "weibull", "gamma", "erlang",
    "truncatedNormal", "logLogistic",
  ]

  /// A distribution with its unit and its text; faults are reported.
  fileprivate func distribution(_ domain: Domain) -> (Distribution, unit: String, text: String)? {
    guard isMap else {
      guard let scalar = scalar(), let quantity = reading.quantity(scalar, domain) else {
        return nil
      }
      return (.constant(quantity.amount), quantity.unit, scalar.text)
    }
    guard let block = Block(self) else { return nil }
    let given = Field.families.compactMap { block.optional($0) }
    guard let family = given.first else {
      let list = Field.families
      let word = block.rest().first
      (word ?? self).reading.findings.report(
        .distribution, word?.key?.span ?? span,
        zh: "“\(name)”应当是一个值或一个分布；分布有 \(list.joined(separator: "、"))",
        en: "'\(name)' should be one value or one distribution; there are "
          + list.joined(separator: ", "),
        hint: .didYouMean(word.flatMap { nearestName(to: $0.name, among: list) }))
      return nil
    }
    block.finish()
    guard given.count == 1 else {
      family.report(
        .contradiction, zh: "“\(name)”里有两个分布：\(given.map(\.name).joined(separator: "、"))",
        en: "'\(name)' states two distributions: \(given.map(\.name).joined(separator: ", "))")
      return nil
    }
    var parameters = Parameters(reading: reading, family: family, domain: domain)
    guard let distribution = parameters.distribution() else { return nil }
    return (distribution, parameters.unit ?? "", "\(family.name) \(parameters.text)")
  }
}

/// Reads the parameters of one family, all in one unit.
private struct Parameters {
  let reading: Reading
  let family: Field
  let domain: Domain
  var unit: String?
  var text = ""

  init(reading: Reading, family: Field, domain: Domain) {
    self.reading = reading
    self.family = family
    self.domain = domain
  }

  mutating func distribution() -> Distribution? {
    switch family.name {
    case "triangular", "pert":
      guard let p = list(["low", "mode", "high"]) else { return nil }
      return make {
        family.name == "pert"
          ? .pert(low: p[0], mode: p[1], high: p[2])
          : .triangular(low: p[0], mode: p[1], high: p[2])
      }
    case "uniform":
      guard let p = list(["low", "high"]) else { return nil }
      return make { .uniform(low: p[0], high: p[1]) }
    case "exponential":
      guard let p = map([["mean"]]) else { return nil }
      return make { .exponential(mean: p[0]) }
    case "truncatedNormal":
      guard let p = map([["mean", "deviation", "low", "high"], ["mean", "deviation", "low"]])
      else { return nil }
      return make {
        .truncatedNormal(
          mean: p[0], deviation: p[1], low: p[2], high: p.count > 3 ? p[3] : .infinity)
      }
    default: return twoParameters()
    }
  }

  private mutating func twoParameters() -> Distribution? {
    let median = ["median", "p90"]
    let moments = ["mean", "deviation"]
    switch family.name {
    case "lognormal":
      guard let p = map([median, moments]) else { return nil }
      let byMedian = family["median"] != nil
      return make { () throws(DistributionError) in
        byMedian
          ? try .lognormal(median: p[0], p90: p[1]) : try .lognormal(mean: p[0], deviation: p[1])
      }
    case "gamma":
      guard let p = map([moments, ["shape", "scale"], median]) else { return nil }
      if family["shape"] != nil { return make { .gamma(shape: p[0], scale: p[1]) } }
      let byMedian = family["median"] != nil
      return make { () throws(DistributionError) in
        byMedian ? try .gamma(median: p[0], p90: p[1]) : try .gamma(mean: p[0], deviation: p[1])
      }
    case "erlang":
      guard let p = map([["shape", "mean"]]) else { return nil }
      guard p[0] >= 1, p[0] == p[0].rounded() else {
        family.report(
          .distribution, zh: "erlang 的 shape 应当是正整数",
          en: "the 'shape' of erlang is a whole number from 1")
        return nil
      }
      return make { .gamma(shape: p[0], scale: p[1] / p[0]) }
    case "weibull":
      guard let p = map([["shape", "scale"], median]) else { return nil }
      if family["shape"] != nil { return make { .weibull(shape: p[0], scale: p[1]) } }
      return make { () throws(DistributionError) in try .weibull(median: p[0], p90: p[1]) }
    default:
      guard let p = map([["median", "shape"], median]) else { return nil }
      if family["shape"] != nil { return make { .logLogistic(median: p[0], shape: p[1]) } }
      return make { () throws(DistributionError) in try .logLogistic(median: p[0], p90: p[1]) }
    }
  }

  private func make(_ build: () throws(DistributionError) -> Distribution) -> Distribution? {
    do throws(DistributionError) {
      let distribution = try build()
      try distribution.validate()
      return distribution
    } catch {
      let message = error.localized
      family.report(
        .distribution, zh: "\(family.name) 的参数不成立：\(message.zh)",
        en: "the parameters of \(family.name) describe no distribution: \(message.en)")
      return nil
    }
  }

  /// The parameters of a list such as `triangular: [a, b, c]`.
  private mutating func list(_ names: [String]) -> [Double]? {
    guard case .list(let items) = family.node.content, items.count == names.count else {
      if !family.isRefused {
        family.report(
          .distribution,
          zh: "\(family.name) 写成 \(names.count) 个值的列表：[\(names.joined(separator: ", "))]",
          en:
            "\(family.name) takes a list of \(names.count) values: [\(names.joined(separator: ", "))]"
        )
      }
      return nil
    }
    let fields = items.enumerated().map { i, item in
      Field(reading, item, key: nil, path: "\(family.path).\(names[i])")
    }
    let scalars = fields.compactMap { $0.scalar() }
    guard scalars.count == names.count else { return nil }
    text = "[\(scalars.map(\.text).joined(separator: ", "))]"
    return amounts(scalars, names)
  }

  /// The parameters of a map, by the first of `alternatives` that is complete.
  private mutating func map(_ alternatives: [[String]]) -> [Double]? {
    guard let block = Block(family, carriesEvidence: false) else { return nil }
    let known = alternatives.joined().filter { block.has($0) }
    guard let names = alternatives.first(where: { names in names.allSatisfy(block.has) }),
      Set(known) == Set(names)
    else {
      for name in alternatives.joined() { _ = block.optional(name) }
      block.finish()
      let ways = alternatives.map { "{\($0.joined(separator: ", "))}" }
      family.report(
        .distribution, zh: "\(family.name) 的参数写成 \(ways.joined(separator: " 或 "))",
        en: "\(family.name) takes the parameters \(ways.joined(separator: " or "))")
      return nil
    }
    let scalars = names.compactMap { block.optional($0)?.scalar() }
    block.finish()
    guard scalars.count == names.count else { return nil }
    text = "{\(zip(names, scalars).map { "\($0): \($1.text)" }.joined(separator: ", "))}"
    return amounts(scalars, names)
  }

  /// The amounts in one unit; `shape` is a bare number.
  private mutating func amounts(_ scalars: [YAMLScalar], _ names: [String]) -> [Double]? {
    var quantities: [Quantity?] = []
    for (scalar, name) in zip(scalars, names) {
      if name == "shape" {
        let value = Measure<Double>.rate.read(reading.findings, scalar)?.value
        quantities.append(value.map { Quantity(amount: $0, unit: "shape") })
      } else {
        quantities.append(reading.quantity(scalar, domain))
      }
    }
    let read = quantities.compactMap(\.self)
    guard read.count == names.count else { return nil }
    let units = Set(read.map(\.unit)).subtracting(["shape"])
    if units == ["minutes", "hours"] {
      unit = "minutes"
      return read.map { $0.unit == "hours" ? $0.amount * 60 : $0.amount }
    }
    guard units.count <= 1 else {
      let first = read.map(\.unit).first { $0 != "shape" } ?? ""
      let index = read.firstIndex { $0.unit != first && $0.unit != "shape" } ?? 0
      let other = read[index].unit
      reading.findings.report(
        .mixedUnits, scalars[index].span,
        zh: "一个分布只能用一种单位，这里既有 \(first.isEmpty ? "无单位" : first) 又有 \(other.isEmpty ? "无单位" : other)",
        en: "one distribution has one unit, but here are \(first.isEmpty ? "none" : first) and "
          + "\(other.isEmpty ? "none" : other)")
      return nil
    }
    unit = units.first
    return read.map(\.amount)
  }
}

extension DistributionError {
  /// What is wrong, in both languages, as half a sentence.
  var localized: LocalizedText {
    let zh =
      switch self {
      case .notFinite(let name): "\(name) 应当是有限的数"
      case .notPositive(let name): "\(name) 应当大于零"
      case .outOfOrder(let first, let second): "\(first) 不能大于 \(second)"
      case .equal(let first, let second): "\(first) 与 \(second) 相等；请直接写一个值"
      case .tooSmall(let name, let least): "\(name) 不能小于 \(least)"
      case .tooLarge(let name, let most): "\(name) 不能大于 \(most)"
      case .infiniteMean(let name): "\(name) 应当大于 1，否则均值为无穷大"
      case .almostNothingLeft: "low 与 high 之间几乎没有剩下什么；请向 mean 靠近"
      }
    return LocalizedText(zh: zh, en: description)
  }
}
