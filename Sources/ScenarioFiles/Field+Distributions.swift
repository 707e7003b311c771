internal import ApprovalModel
internal import Statistics

/// Who spends a duration; an office cannot work in calendar days.
enum Spender {
  /// The people of an office.
  case office
  /// The applicant, an intermediary, or nobody.
  case applicant
  /// A machine, which is at work at all hours.
  case machine
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
    if unit == .workingDays, spender == .machine, !reading.isAlways {
      report(
        .wrongUnit, zh: "“\(path)”以工作日计，但机器全天运行；请用 minutes、hours 或 calendar days",
        en: "'\(path)' is in working days, but a machine works at all hours; use minutes, hours or "
          + "calendar days")
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
    reading.list(self, text: text, evidence)
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
    "lognormal", "triangular", "pert", "beta", "uniform", "exponential", "weibull", "gamma",
    "erlang",
    "truncatedNormal", "logLogistic", "empirical", "discrete", "histogram", "mixture",
  ]

  /// A distribution with its unit and its text; faults are reported.
  ///
  /// A part of a mixture has no evidence of its own.
  fileprivate func distribution(
    _ domain: Domain, isPart: Bool = false
  ) -> (Distribution, unit: String, text: String)? {
    guard isMap else {
      guard let scalar = scalar(), let quantity = reading.quantity(scalar, domain) else {
        return nil
      }
      return (.constant(quantity.amount), quantity.unit, scalar.text)
    }
    guard let block = Block(self, carriesEvidence: !isPart) else { return nil }
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
    case "beta": return beta()
    case "empirical": return empirical()
    case "discrete": return discrete()
    case "histogram": return histogram()
    case "mixture": return mixture()
    case "uniform":
      guard let p = list(["low", "high"]) else { return nil }
      return make { .uniform(low: p[0], high: p[1]) }
    case "exponential":
      guard let p = map([["mean"], ["median"], ["p90"]]) else { return nil }
      let names = ["median", "p90"].filter { family[$0] != nil }
      return make {
        names.first.map { .exponential($0 == "median" ? 0.5 : 0.9, at: p[0]) }
          ?? .exponential(mean: p[0])
      }
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
      let ways = ["stages", "shape"].flatMap { count in
        ["mean", "median", "p90"].map { [count, $0] }
      }
      guard let p = map(ways) else { return nil }
      guard p[0] >= 1, p[0] == p[0].rounded() else {
        let word = family["stages"] == nil ? "shape" : "stages"
        family.report(
          .distribution, zh: "erlang 的 \(word) 应当是不小于 1 的整数",
          en: "the '\(word)' of erlang is a whole number from 1")
        return nil
      }
      let names = ["median", "p90"].filter { family[$0] != nil }
      return make { () throws(DistributionError) in
        guard let name = names.first else { return .gamma(shape: p[0], scale: p[1] / p[0]) }
        return try .gamma(shape: p[0], name == "median" ? 0.5 : 0.9, at: p[1])
      }
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

  /// `{low, high, shapes: [a, b]}` or `{low, high, mean, deviation}`.
  private mutating func beta() -> Distribution? {
    guard family["shapes"] != nil else {
      guard let p = map([["low", "high", "mean", "deviation"], ["low", "high", "shapes"]]) else {
        return nil
      }
      return make { () throws(DistributionError) in
        try .beta(low: p[0], high: p[1], mean: p[2], deviation: p[3])
      }
    }
    guard let block = Block(family, carriesEvidence: false) else { return nil }
    let bounds = ["low", "high"].compactMap {
      block.required($0, example: "2 hours")?.scalar()
    }
    let shapes = (block.optional("shapes")?.list() ?? []).compactMap { $0.scalar() }
    block.finish()
    guard bounds.count == 2 else { return nil }
    guard shapes.count == 2 else {
      family.report(
        .distribution, zh: "beta 的 shapes 写成两个数的列表，例如 shapes: [2, 3]",
        en: "the 'shapes' of beta are a list of two numbers, such as shapes: [2, 3]")
      return nil
    }
    let (low, high) = (bounds[0].text, bounds[1].text)
    text = "{low: \(low), high: \(high), shapes: [\(shapes[0].text), \(shapes[1].text)]}"
    guard let p = amounts(bounds + shapes, ["low", "high", "shape", "shape"]) else { return nil }
    return make { .beta(low: p[0], high: p[1], a: p[2], b: p[3]) }
  }

  /// `[value, value, …]`, each as likely.
  private mutating func empirical() -> Distribution? {
    guard let fields = filledList(example: "[2 hours, 3 hours, 3 hours, 9 hours]") else {
      return nil
    }
    let scalars = fields.compactMap { $0.scalar() }
    guard scalars.count == fields.count else { return nil }
    text = "[\(shortened(scalars.map(\.text)))]"
    guard let values = amounts(scalars, scalars.map { _ in "value" }) else { return nil }
    return make { .empirical(values) }
  }

  /// `{value: share, …}`.
  private mutating func discrete() -> Distribution? {
    guard let entries = family.entries() else { return nil }
    guard !entries.isEmpty else {
      reportEmpty(example: "{2 hours: 60%, 9 hours: 40%}")
      return nil
    }
    let shares = entries.compactMap { share(family.child($0)) }
    guard let values = amounts(entries.map(\.key), entries.map { _ in "value" }),
      shares.count == entries.count, addUp(shares)
    else { return nil }
    text = "{\(shortened(zip(entries, shares).map { "\($0.key.text): \($1.text)" }))}"
    return make {
      .discrete(zip(values, shares).map { Distribution.Atom($0, share: $1.value) })
    }
  }

  /// `[{from, to, share}, …]`.
  private mutating func histogram() -> Distribution? {
    guard let fields = filledList(example: "[{from: 0 hours, to: 4 hours, share: 100%}]") else {
      return nil
    }
    var ends: [YAMLScalar] = []
    var shares: [Share] = []
    for field in fields {
      guard let block = Block(field, carriesEvidence: false) else { continue }
      let from = block.required("from", example: "0 hours")?.scalar()
      let to = block.required("to", example: "4 hours")?.scalar()
      let share = block.required("share", example: "70%").flatMap { self.share($0) }
      block.finish()
      guard let from, let to, let share else { continue }
      ends += [from, to]
      shares.append(share)
    }
    guard shares.count == fields.count,
      let amounts = amounts(ends, ends.map { _ in "value" }), addUp(shares)
    else { return nil }
    let bins = shares.indices.map {
      Distribution.Bin(amounts[2 * $0], amounts[2 * $0 + 1], share: shares[$0].value)
    }
    for i in bins.indices.dropFirst() where bins[i].low < bins[i - 1].high {
      reading.findings.report(
        .distribution, ends[2 * i].span,
        zh: "histogram 的各段由小到大排列，互不重叠；这一段始于 \(ends[2 * i].text)，上一段止于 \(ends[2 * i - 1].text)",
        en: "the bins of a histogram rise and do not overlap; this one begins at "
          + "\(ends[2 * i].text), the one before ends at \(ends[2 * i - 1].text)")
      return nil
    }
    let texts = shares.indices.map {
      "\(ends[2 * $0].text) to \(ends[2 * $0 + 1].text): \(shares[$0].text)"
    }
    text = "[\(shortened(texts))]"
    return make { .histogram(bins) }
  }

  /// `[{share, of: distribution}, …]`.
  private mutating func mixture() -> Distribution? {
    guard
      let fields = filledList(
        example: "[{share: 80%, of: 2 hours}, {share: 20%, of: {uniform: [3 hours, 9 hours]}}]")
    else { return nil }
    var components: [Distribution.Component] = []
    var shares: [Share] = []
    var units: [(unit: String, place: TextSpan)] = []
    var texts: [String] = []
    for (i, field) in fields.enumerated() {
      guard let block = Block(field.renamed("\(family.path).\(i + 1)"), carriesEvidence: false)
      else { continue }
      let share = block.required("share", example: "80%").flatMap { self.share($0) }
      let of = block.required("of", example: "{uniform: [3 hours, 9 hours]}")
      let part = of?.distribution(domain, isPart: true)
      block.finish()
      guard let share, let of, let part else { continue }
      components.append(Distribution.Component(share: share.value, part.0))
      shares.append(share)
      units.append((part.unit, of.span))
      texts.append("\(share.text) \(part.text)")
    }
    guard shares.count == fields.count, addUp(shares) else { return nil }
    if Set(units.map(\.unit)) == ["minutes", "hours"] {
      unit = "minutes"
      for i in components.indices where units[i].unit == "hours" {
        components[i].distribution = components[i].distribution.scaled(by: 60)
      }
    } else if let other = units.first(where: { $0.unit != units[0].unit }) {
      reportMixed(units[0].unit, other.unit, at: other.place)
      return nil
    } else {
      unit = units.first?.unit
    }
    text = "[\(shortened(texts))]"
    return make { .mixture(components) }
  }

  /// A share as read, with its text.
  private struct Share {
    var value: Double
    var text: String
  }

  private func share(_ field: Field) -> Share? {
    guard let scalar = field.scalar(),
      let read = Measure<Probability>.share.read(reading.findings, scalar)
    else { return nil }
    return Share(value: read.value.value, text: scalar.text)
  }

  /// Whether the shares add up to 100 %; else it is reported.
  private func addUp(_ shares: [Share]) -> Bool {
    let sum = shares.reduce(0) { $0 + $1.value }
    if abs(sum - 1) < 1e-9 { return true }
    let percent = plainNumber((sum * 1e11).rounded() / 1e9)
    family.report(
      .sharesSum, zh: "\(family.name) 的各项合计 \(percent)%，应当是 100%",
      en: "the shares of \(family.name) add up to \(percent)% and should add up to 100%")
    return false
  }

  /// The items of a list that is not empty.
  private func filledList(example: String) -> [Field]? {
    guard let fields = family.list() else { return nil }
    guard !fields.isEmpty else {
      reportEmpty(example: example)
      return nil
    }
    return fields
  }

  private func reportEmpty(example: String) {
    family.report(
      .emptyValue, zh: "\(family.name) 至少要有一个值，例如 \(example)",
      en: "\(family.name) needs at least one value, such as \(example)")
  }

  /// The first few texts and the last one.
  private func shortened(_ texts: [String]) -> String {
    guard texts.count > 8, let last = texts.last else { return texts.joined(separator: ", ") }
    return (texts.prefix(6) + ["…", last]).joined(separator: ", ")
  }

  private func reportMixed(_ first: String, _ other: String, at span: TextSpan) {
    reading.findings.report(
      .mixedUnits, span,
      zh: "一个分布只能用一种单位，这里既有 \(first.isEmpty ? "无单位" : first) 又有 \(other.isEmpty ? "无单位" : other)",
      en: "one distribution has one unit, but here are \(first.isEmpty ? "none" : first) and "
        + "\(other.isEmpty ? "none" : other)")
  }

  /// The amounts in one unit; `shape` and `stages` are bare numbers.
  private mutating func amounts(_ scalars: [YAMLScalar], _ names: [String]) -> [Double]? {
    var quantities: [Quantity?] = []
    for (scalar, name) in zip(scalars, names) {
      if name == "shape" || name == "stages" {
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
      reportMixed(first, read[index].unit, at: scalars[index].span)
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
      case .empty: "至少要有一个值"
      case .sharesSum: "各项比例合计应当是 100 %"
      case .almostNothingLeft: "low 与 high 之间几乎没有剩下什么；请向 mean 靠近"
      }
    return LocalizedText(zh: zh, en: description)
  }
}
