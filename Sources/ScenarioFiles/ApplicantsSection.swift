internal import ApprovalModel
internal import Statistics

/// `applicants`: who needs what, how often, with which properties.
struct ApplicantsSection {
  let reading: Reading

  func decode(_ field: Field) -> [ApplicantClass] {
    let classes = field.named(LocalizedText(zh: "申请人类别", en: "a class of applicants"))
    // Tables go by attributes of any class, so all of them are known before the first is read.
    for (_, field) in classes {
      guard let attributes = field.fieldOf("attributes"), let entries = attributes.mapEntries
      else { continue }
      for entry in entries { AttributeScan(reading: reading).note(entry) }
    }
    reading.attributes["class"] = Reading.KnownAttribute(
      categories: Set(classes.map(\.name)), unit: nil)
    return classes.map { applicantClass($0, $1) }
  }

  private func applicantClass(_ name: Name, _ field: Field) -> ApplicantClass {
    let none = Arrivals(rate: Input(1, path: "\(field.path).arrivals"), per: .calendar)
    var result = ApplicantClass(name: name, arrivals: none)
    guard let block = Block(field) else { return result }
    defer { block.finish() }
    result.title = block.optional("title")?.localized()
    if let field = block.required("arrivals", example: "{perWorkingDay: 12}") {
      result.arrivals = ArrivalsReader(reading: reading).decode(field) ?? none
    }
    if let field = block.optional("attributes") {
      let named = field.named(
        LocalizedText(zh: "属性", en: "an attribute"),
        reserved: ["class", Condition.onList, Condition.notOnList])
      result.attributes = named.compactMap { attribute($0, $1) }
        .sorted { $0.name.precedes($1.name) }
    }
    if let field = block.optional("defects") {
      result.defects = field.named(.matter).compactMap { defects($0, $1) }
        .sorted { $0.matter.precedes($1.matter) }
    }
    if let field = block.optional("deterrence") {
      result.deterrence = field.named(.matter).compactMap { deterrence($0, $1, result.defects) }
        .sorted { $0.matter.precedes($1.matter) }
    }
    if let field = block.optional("holdingCost"), let cost = Block(field) {
      result.holdingCost = cost.required("perCalendarDay", example: "3000 yuan")?.input(.money)
      cost.finish()
    }
    result.hourlyCost = block.optional("hourCost")?.input(.moneyPerHour)
    result.hours = HoursSection(reading: reading).hours(block.optional("hours"))
    result.patience = block.optional("patience")?.duration(of: .applicant)
    result.firms = block.optional("firms")?.input(.firms)
    return result
  }

  private func defects(_ matter: Name, _ field: Field) -> Defects? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let curable = block.required("curable", example: "6%")?.chance()
    let serious = block.required("serious", example: "2%")?.chance()
    guard let curable, let serious else { return nil }
    return Defects(matter: matter, curable: curable, serious: serious)
  }

  private func deterrence(_ matter: Name, _ field: Field, _ defects: [Defects]) -> Deterrence? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    if !defects.contains(where: { $0.matter == matter }) {
      field.report(
        .contradiction, zh: "“\(matter)”有 deterrence，却没有 defects；请在 defects 里写明它的缺陷",
        en: "'\(matter)' has 'deterrence' and no 'defects'; state its chances in 'defects'")
    }
    let example = "{lognormal: {median: 20000 yuan, p90: 72000 yuan}}"
    let gain = block.required("gain", example: example).flatMap(gain)
    let penalty = block.required("penalty", example: "100000 yuan")?.input(.money)
    guard let gain, let penalty else { return nil }
    return Deterrence(matter: matter, gain: gain, penalty: penalty)
  }

  private func gain(_ field: Field) -> Input<Distribution>? {
    guard let (gain, unit) = field.numberDistribution() else { return nil }
    guard unit == "yuan" else {
      field.report(
        .wrongUnit, zh: "“\(field.path)”应当以 yuan 计，例如 20000 yuan",
        en: "'\(field.path)' is in yuan, such as 20000 yuan")
      return nil
    }
    return gain
  }

  private func attribute(_ name: Name, _ field: Field) -> Attribute? {
    if reading.attributes[name]?.unit != nil {
      return field.numberDistribution().map {
        Attribute(name: name, kind: .number($0.0, unit: $0.unit))
      }
    }
    guard field.isMap, field["value"] == nil, field["share"] == nil,
      AttributeScan.isDependent(field.node)
    else { return field.shares().map { Attribute(name: name, kind: .categories($0)) } }
    guard let block = Block(field) else { return nil }
    let by = block.optional("by")
    var table: [Attribute.Dependent] = []
    let rows = block.rest()
    for row in rows {
      guard let shares = row.shares() else { continue }
      table.append(Attribute.Dependent(category: row.name, shares: shares))
    }
    guard table.count == rows.count, let other = field.attribute(by, categories: rows.map(\.name))
    else { return nil }
    let categories = table.first?.shares.value.entries.map(\.name)
    for row in table where row.shares.value.entries.map(\.name) != categories {
      field.report(
        .missingCategory, zh: "“\(name)”在“\(row.category)”下的类别与别处不同；各处都要写全，没有的写 0%",
        en: "the categories of '\(name)' for '\(row.category)' differ from the others; state all "
          + "everywhere, 0% where there are none")
      return nil
    }
    return Attribute(
      name: name,
      kind: .categoriesBy(attribute: other, table.sorted { $0.category.precedes($1.category) }))
  }
}

/// Finds out what kind an attribute is before anything is decoded.
struct AttributeScan {
  let reading: Reading

  /// Takes note of one entry of `attributes`.
  func note(_ entry: YAMLEntry) {
    let known = known(entry.value)
    var all =
      reading.attributes[entry.key.text] ?? Reading.KnownAttribute(categories: [], unit: nil)
    all.categories.formUnion(known.categories)
    all.unit = all.unit ?? known.unit
    reading.attributes[entry.key.text] = all
  }

  /// Whether the shares depend on another attribute: the map says by which, or its values are maps.
  static func isDependent(_ node: YAMLNode) -> Bool {
    guard case .map(let entries) = node.content else { return false }
    if entries.contains(where: { $0.key.text == "by" }) { return true }
    return categories(entries).contains { if case .map = $0.value.content { true } else { false } }
  }

  private static func categories(_ entries: [YAMLEntry]) -> [YAMLEntry] {
    entries.filter { !Field.reserved.contains($0.key.text) }
  }

  private func known(_ node: YAMLNode) -> Reading.KnownAttribute {
    switch node.content {
    case .scalar(let scalar):
      guard let number = try? NumberText(scalar.text), number.rest != "%" else {
        return Reading.KnownAttribute(categories: ["yes", "no"], unit: nil)
      }
      return Reading.KnownAttribute(categories: [], unit: number.rest)
    case .map(let entries):
      if let inner = entries.first(where: { $0.key.text == "value" || $0.key.text == "share" }) {
        return known(inner.value)
      }
      let own = AttributeScan.categories(entries)
      if let family = own.first(where: { Field.families.contains($0.key.text) }) {
        return Reading.KnownAttribute(categories: [], unit: unit(family.value) ?? "")
      }
      guard AttributeScan.isDependent(node) else {
        return Reading.KnownAttribute(categories: Set(own.map(\.key.text)), unit: nil)
      }
      var categories: Set<Name> = []
      for row in own { categories.formUnion(known(row.value).categories) }
      return Reading.KnownAttribute(categories: categories, unit: nil)
    case .list, .refused: return Reading.KnownAttribute(categories: [], unit: nil)
    }
  }

  private func unit(_ node: YAMLNode) -> String? {
    switch node.content {
    case .scalar(let scalar): return (try? NumberText(scalar.text))?.rest
    case .list(let items): return items.first.flatMap(unit)
    case .map(let entries):
      // The values of a discrete distribution are its keys.
      if let value = entries.first.flatMap({ try? NumberText($0.key.text) }) { return value.rest }
      let bare = ["shape", "shapes", "stages", "share"]
      return entries.first { !bare.contains($0.key.text) }.flatMap { unit($0.value) }
    case .refused: return nil
    }
  }
}

extension Field {
  /// The entries when this is a map; never reports.
  var mapEntries: [YAMLEntry]? {
    if case .map(let entries) = node.content { return entries }
    return nil
  }
}
