public import ApprovalModel

extension Field {
  /// A value alone, without grade or range.
  func plain<Value>(_ measure: Measure<Value>) -> Value? {
    guard let scalar = scalar() else { return nil }
    return measure.read(reading.findings, scalar)?.value
  }

  /// A value with its evidence: a scalar, or a record of `value`, `source`, `grade`, `range`, `note`.
  func input<Value>(_ measure: Measure<Value>) -> Input<Value>? {
    guard let (field, evidence) = unwrapped() else { return nil }
    guard let scalar = field.scalar(), let read = measure.read(reading.findings, scalar) else {
      return nil
    }
    let final = reading.evidence(evidence, of: self) { range in
      reading.range(range, of: read, measure, in: self, text: scalar.text)
    }
    reading.list(self, text: scalar.text, final)
    return Input(read.value, path: path, evidence: final)
  }

  /// The value proper and its evidence, where a record may stand in place of the value.
  func unwrapped() -> (Field, StatedEvidence)? {
    guard isMap, self["value"] != nil else {
      var evidence = evidence
      evidence.range?.isInherited = true
      return (self, evidence)
    }
    guard let record = Block(self), let value = record.optional("value") else { return nil }
    record.finish()
    return (
      Field(reading, value.node, key: key, path: path, evidence: record.evidence), record.evidence
    )
  }

  /// `yes` or `no`.
  package func flag() -> Bool? {
    guard let scalar = scalar() else { return nil }
    switch scalar.text {
    case "yes": return true
    case "no": return false
    default:
      report(
        .unknownWord, zh: "“\(name)”只能是 yes 或 no，这里是“\(scalar.text)”",
        en: "'\(name)' is yes or no, not '\(scalar.text)'")
      return nil
    }
  }

  /// One of a few words.
  package func word<Value>(_ words: [(String, Value)]) -> Value? {
    guard let scalar = scalar() else { return nil }
    if let found = words.first(where: { $0.0 == scalar.text }) { return found.1 }
    let list = words.map(\.0)
    report(
      .unknownWord, zh: "“\(name)”不能是“\(scalar.text)”；可用：\(list.joined(separator: "、"))",
      en: "'\(name)' cannot be '\(scalar.text)'; it is one of: \(list.joined(separator: ", "))",
      hint: .didYouMean(nearestName(to: scalar.text, among: list)))
    return nil
  }

  /// The name of `what`.
  func nameText(_ what: LocalizedText) -> Name? {
    guard let scalar = scalar(), reading.checkName(scalar, what) else { return nil }
    return scalar.text
  }

  /// One name or a list of names, each registered under its own path; an empty list and a name
  /// stated twice are reported.
  func names(_ what: LocalizedText, allowsEmpty: Bool = false) -> [Name]? {
    if case .scalar(let scalar) = node.content, !scalar.isMissing {
      guard let name = nameText(what) else { return nil }
      return [Field(reading, node, key: key, path: "\(path).\(name)").path].map { _ in name }
    }
    guard let items = list() else { return nil }
    if items.isEmpty, !allowsEmpty {
      report(.emptyValue, zh: "“\(name)”的列表是空的", en: "the list of '\(name)' is empty")
      return nil
    }
    var result: [Name] = []
    for item in items {
      guard let name = item.nameText(what) else { continue }
      if result.contains(name) {
        item.report(.statedTwice, zh: "“\(name)”写了两次", en: "'\(name)' stands here twice")
      } else {
        result.append(name)
      }
    }
    return result
  }

  /// A result of a matter or own work: `permit` or `construction.foundation`.
  func reference() -> ResultReference? {
    guard let scalar = scalar() else { return nil }
    let parts = scalar.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.allSatisfy(isName) else {
      report(
        .badName, zh: "“\(scalar.text)”应当是事项名，或“自行实施工作.节点”",
        en: "'\(scalar.text)' should name a matter, or own work and a milestone with a dot between")
      return nil
    }
    return ResultReference(parts[0], milestone: parts.count == 2 ? parts[1] : nil)
  }

  /// One reference or a list of them.
  func references() -> [ResultReference]? {
    let items: [Field]
    if case .scalar(let scalar) = node.content, !scalar.isMissing {
      items = [Field(reading, node, key: key, path: "\(path).\(scalar.text)")]
    } else if let fields = list() {
      items = fields
    } else {
      return nil
    }
    var result: [ResultReference] = []
    for item in items {
      guard let reference = item.reference() else { continue }
      if result.contains(reference) {
        item.report(
          .statedTwice, zh: "“\(reference)”写了两次", en: "'\(reference)' stands here twice")
      } else {
        result.append(reference)
      }
    }
    return result
  }

  /// What must be there: results, and quorums of which some suffice.
  func needs() -> (results: [ResultReference], quorums: [Quorum])? {
    guard case .list(let items) = node.content,
      items.contains(where: { if case .map = $0.content { true } else { false } })
    else { return references().map { ($0, []) } }
    var results: [ResultReference] = []
    var quorums: [Quorum] = []
    for item in list() ?? [] {
      if item.isMap {
        if let quorum = item.quorum(under: path) { quorums.append(quorum) }
      } else if let reference = item.reference() {
        if results.contains(reference) {
          item.report(
            .statedTwice, zh: "“\(reference)”写了两次", en: "'\(reference)' stands here twice")
        } else {
          results.append(reference)
        }
      }
    }
    for quorum in quorums {
      for reference in quorum.of where results.contains(reference) {
        reading.findings.report(
          .contradiction, reading.spans["\(path).\(reference)"] ?? span,
          zh: "“\(reference)”本来就必需，不能又是几项之一；请从一处删去",
          en: "'\(reference)' is needed anyway and cannot be one of several as well; take it out "
            + "of one of the two")
      }
    }
    return (results, quorums)
  }

  /// Results of which some suffice: `{atLeast: 2, of: [a, b, c], rest: withdraw}`; named by its
  /// results, whose own places are those of the list around it.
  private func quorum(under list: String) -> Quorum? {
    let members = fieldOf("of")?.node
    var names: [String] = []
    if case .list(let items)? = members?.content {
      names = items.compactMap {
        if case .scalar(let scalar) = $0.content { scalar.text } else { nil }
      }
    }
    let path = "\(list).\(names.inNameOrder().joined(separator: "+"))"
    guard let block = Block(renamed(path), carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let atLeast = block.required("atLeast", example: "2")
    let count = atLeast?.plain(.times)
    let of = block.required("of", example: "[a, b, c]")?.renamed(list).references()
    let rest = block.optional("rest")?.word(Quorum.Rest.allCases.map { ($0.rawValue, $0) })
    guard let atLeast, let count, let of else { return nil }
    guard count < of.count else {
      atLeast.report(
        .outOfBounds, zh: "of 有 \(of.count) 项，atLeast 应当小于它；全部都要的，请直接写在 needs 里",
        en:
          "'of' has \(of.count) results and 'atLeast' should be fewer; where all are needed, write "
          + "them in 'needs' themselves")
      return nil
    }
    return Quorum(atLeast: count, of: of, rest: rest ?? .finish)
  }

  /// A text in both languages: `{zh: …, en: …}`, or one text for both.
  package func localized() -> LocalizedText? {
    guard isMap else {
      guard let text = scalar()?.text else { return nil }
      return LocalizedText(zh: text, en: text)
    }
    guard let block = Block(self, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    guard let zh = block.required("zh", example: "许可")?.scalar()?.text,
      let en = block.required("en", example: "Licence")?.scalar()?.text
    else { return nil }
    return LocalizedText(zh: zh, en: en)
  }
}

extension Reading {
  /// Records an input for the list of inputs.
  func list(_ field: Field, text: String, _ evidence: Evidence) {
    var listing = InputListing(
      path: field.path, text: text, notation: field.node.withoutEvidence.shortText,
      evidence: evidence, position: field.span.start)
    if setPaths.contains(field.path) { listing.markAsSet() }
    inputs.append(listing)
  }

  /// The evidence of the input in `field`, with its range read by `range`; what is missing is
  /// reported.
  func evidence(
    _ stated: StatedEvidence, of field: Field,
    takesRange: Bool = true, range: (StatedEvidence.StatedRange) -> InputRange?
  ) -> Evidence {
    let evidence = Evidence(
      grade: stated.grade ?? .d, source: stated.source,
      range: self.range(at: field.path, stated.range, range),
      note: stated.note, isStated: stated.grade != nil)
    if evidence.grade.isUncertain, stated.range == nil, takesRange {
      field.report(
        .noRange, zh: "“\(field.path)”是 \(evidence.grade.rawValue) 级，但没有 range；按假定的单一值计算",
        en:
          "'\(field.path)' is of grade \(evidence.grade.rawValue) and has no range; it is assumed "
          + "without one")
    }
    if stated.grade == nil, stated.range != nil {
      field.report(
        .rangeWithoutGrade, zh: "“\(field.path)”有 range 而没有 grade；按 D 级处理",
        en: "'\(field.path)' has a range and no grade; it counts as grade D")
    }
    if !evidence.grade.isUncertain, stated.source == nil {
      field.report(
        .noSource, zh: "“\(field.path)”是 \(evidence.grade.rawValue) 级，但没有 source",
        en: "'\(field.path)' is of grade \(evidence.grade.rawValue) and has no source")
    }
    if evidence.grade == .a, let source = stated.source, let status = sources[source],
      let word = status.wordUnlessInForce
    {
      field.report(
        .gradeNotInForce, zh: "“\(field.path)”是 A 级，但来源“\(source)”是\(word.zh)，不是现行规定；请用 C 或 D",
        en:
          "'\(field.path)' is of grade A, but its source '\(source)' is \(word.en) and no rule in "
          + "force; use C or D")
    }
    return evidence
  }

  /// The range of one value: factors, or bounds in the value's own unit.
  ///
  /// Of a value that is a factor itself, its own range is bounds; that of its block is factors, as for
  /// all values in it.
  func range<Value>(
    _ stated: StatedEvidence.StatedRange, of read: Measured<Value>, _ measure: Measure<Value>,
    in field: Field, text: String
  ) -> InputRange? {
    if stated.isInherited || read.unit != "x", let (low, high) = factors(stated) {
      guard let low, var high else { return nil }
      let size = measure.size(read.value)
      // What a block says of all its values cannot fit each chance; it ends at 100 %.
      if stated.isInherited, read.unit == "%", size * high > 1 { high = max(1, 1 / size) }
      guard size * high <= measure.limits.upperBound * (1 + 1e-12),
        size * low >= measure.limits.lowerBound
      else {
        if leavesRange(of: field) { return nil }
        findings.report(
          .rangeOutOfBounds, stated.span,
          zh:
            "“\(field.path)”的值 \(text) 乘以 \(stated.low.text) 到 \(stated.high.text) 会超出 \(measure.limitsText.zh)；请为它另写 range",
          en:
            "the value \(text) of '\(field.path)' times \(stated.low.text) to \(stated.high.text) "
            + "reaches beyond \(measure.limitsText.en); give it a range of its own")
        return nil
      }
      return .factor(low: low, high: high)
    }
    guard let low = bound(stated.low, of: read, measure),
      let high = bound(stated.high, of: read, measure)
    else { return nil }
    return checked(low: low, high: high, contains: measure.size(read.value), stated, field, text)
  }

  /// Checks that an absolute range is in order and holds the value.
  func checked(
    low: Double, high: Double, contains size: Double, _ stated: StatedEvidence.StatedRange,
    _ field: Field, _ text: String
  ) -> InputRange? {
    guard low <= high else {
      findings.report(
        .badRange, stated.span, zh: "range 的下限 \(stated.low.text) 大于上限 \(stated.high.text)",
        en: "the range begins at \(stated.low.text), above its end \(stated.high.text)")
      return nil
    }
    guard low <= size, size <= high else {
      if leavesRange(of: field) { return nil }
      findings.report(
        .rangeWithoutValue, stated.span,
        zh: "range \(stated.low.text) 到 \(stated.high.text) 不包含“\(field.path)”的值 \(text)",
        en:
          "the range from \(stated.low.text) to \(stated.high.text) leaves out the value \(text) of "
          + "'\(field.path)'")
      return nil
    }
    return .absolute(low: low, high: high)
  }

  private func bound<Value>(
    _ scalar: YAMLScalar, of read: Measured<Value>, _ measure: Measure<Value>
  ) -> Double? {
    var full = scalar
    if let number = try? NumberText(scalar.text), number.rest.isEmpty, !read.unit.isEmpty {
      full.text = read.unit == "%" ? "\(number.digits)%" : "\(number.digits) \(read.unit)"
    }
    guard let bound = measure.read(findings, full) else { return nil }
    guard bound.unit == read.unit || measure.convertsUnits else {
      findings.report(
        .badRange, scalar.span, zh: "range 的单位是 \(bound.unit)，而值的单位是 \(read.unit)",
        en: "the range is in \(bound.unit), but the value is in \(read.unit)")
      return nil
    }
    return measure.size(bound.value)
  }

  /// Low and high when the range is written as factors; nil inside where one is at fault.
  func factors(_ stated: StatedEvidence.StatedRange) -> (low: Double?, high: Double?)? {
    let texts = [stated.low, stated.high]
    guard texts.contains(where: { $0.text.hasSuffix("x") }) else { return nil }
    let values = texts.map { scalar -> Double? in
      let wanted = LocalizedText(zh: "倍数", en: "a factor")
      guard let number = findings.number(scalar, wanted: wanted, example: "0.5x") else {
        return nil
      }
      guard number.rest == "x", number.value > 0, number.value <= 1_000 else {
        findings.report(
          .badRange, scalar.span, zh: "“\(scalar.text)”不是倍数；range 的两端都写成例如 0.5x，大于零",
          en: "'\(scalar.text)' is not a factor; write both ends such as 0.5x, above zero")
        return nil
      }
      return number.value
    }
    guard let low = values[0], let high = values[1] else { return (nil, nil) }
    guard low <= 1, high >= 1 else {
      findings.report(
        .rangeWithoutValue, stated.span,
        zh: "倍数 \(stated.low.text) 到 \(stated.high.text) 不包含 1x，即值本身",
        en:
          "the factors from \(stated.low.text) to \(stated.high.text) leave out 1x, the value itself"
      )
      return (nil, nil)
    }
    return (low, high)
  }
}

extension InputListing {
  /// Says that the value is not the file's.
  public mutating func markAsSet() {
    isSet = true
    evidence.source = nil
    evidence.note = nil
  }
}

extension SourceStatus {
  /// What the document is when it is no rule in force.
  var wordUnlessInForce: LocalizedText? {
    switch self {
    case .inForce: nil
    case .announced: LocalizedText(zh: "公开消息", en: "an announcement")
    case .pilot: LocalizedText(zh: "试点", en: "a pilot")
    case .target: LocalizedText(zh: "目标", en: "a target")
    case .repealed: LocalizedText(zh: "已废止的规定", en: "repealed")
    case .undated: LocalizedText(zh: "没有日期的文件", en: "undated")
    }
  }
}
