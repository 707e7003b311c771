internal import ApprovalModel

/// `sources`: the documents that values are taken from.
struct SourcesSection {
  let reading: Reading

  /// The declared sources; their names and status are known to `reading` from then on.
  func decode(_ field: Field?) -> [Source] {
    guard let field else { return [] }
    return field.named(LocalizedText(zh: "来源", en: "a source"), reserved: ["none"]).map {
      name, field in
      let source = source(name, field)
      reading.sources[name] = source.status
      return source
    }
  }

  private func source(_ name: Name, _ field: Field) -> Source {
    guard let block = Block(field, carriesEvidence: false) else {
      return Source(name: name, title: "")
    }
    defer { block.finish() }
    return Source(
      name: name,
      title: block.required("title", example: "北京市建筑工程施工许可办法")?.scalar()?.text ?? "",
      number: block.optional("number")?.scalar()?.text,
      section: block.optional("section")?.scalar()?.text,
      status: block.required("status", example: "{inForce: 2021-10-01}").map(status) ?? .undated)
  }

  private func status(_ field: Field) -> SourceStatus {
    guard field.isMap else {
      let words: [(String, SourceStatus)] = [
        ("undated", .undated), ("pilot", .pilot(from: nil, to: nil, area: nil)),
        ("target", .target(by: nil)),
      ]
      return field.word(words) ?? .undated
    }
    guard let block = Block(field, carriesEvidence: false) else { return .undated }
    defer { block.finish() }
    let kinds = ["inForce", "announced", "pilot", "target", "repealed"]
    let stated = kinds.filter { block.has($0) }
    guard let kind = stated.first else {
      for kind in kinds { _ = block.optional(kind) }
      field.report(
        .missingKey, zh: "status 没有说明状态：\(kinds.joined(separator: "、")) 或 undated",
        en: "the status is not stated; it is one of \(kinds.joined(separator: ", ")) or undated")
      return .undated
    }
    let dateField = block.optional(kind)
    if stated.count > 1 {
      field.report(
        .contradiction, zh: "status 同时写了 \(stated.joined(separator: "、"))；只能有一个",
        en: "the status is stated as \(stated.joined(separator: " and ")); there is one only")
      for kind in stated { _ = block.optional(kind) }
    }
    if kind == "pilot", dateField?.scalar()?.text == "undated" {
      return .pilot(from: nil, to: nil, area: block.optional("area")?.scalar()?.text)
    }
    guard let scalar = dateField?.scalar(), let date = reading.findings.date(scalar) else {
      return .undated
    }
    func end() -> CivilDate? {
      guard let field = block.optional("to"), let scalar = field.scalar(),
        let to = reading.findings.date(scalar)
      else { return nil }
      if to < date {
        field.report(.windowReversed, zh: "\(to) 在 \(date) 之前", en: "\(to) is before \(date)")
      }
      return to
    }
    switch kind {
    case "inForce":
      return .inForce(from: date, to: end(), area: block.optional("area")?.scalar()?.text)
    case "pilot":
      return .pilot(from: date, to: end(), area: block.optional("area")?.scalar()?.text)
    case "announced": return .announced(date)
    case "target": return .target(by: date)
    default: return .repealed(date)
    }
  }
}
