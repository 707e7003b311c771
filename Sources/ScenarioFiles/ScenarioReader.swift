public import ApprovalModel

/// Reads a scenario from the bytes of a file.
///
/// Never stops at the first fault: every finding is in the list, sorted by position. The scenario is
/// nil exactly when one of them is an error.
///
/// - Parameters:
///   - catalogue: the reforms and documents that the scenario may use.
///   - settings: values in place of those that the file states for inputs; the path of each is that of an
///     input, and each path is there once.
/// - Complexity: O(*n* log *n*) in the size of the file, which is at most 4 MiB.
public func parseScenario(
  _ bytes: [UInt8], file: String, catalogue: Catalogue? = nil, settings: [InputSetting] = []
) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
  let source = bytes.count <= YAMLReader.mostBytes ? SourceText(bytes.withoutMark) : SourceText([])
  let findings = Findings(file: file, source: source)
  guard let text = TextCheck.text(of: bytes, into: findings),
    let root = YAMLReader.read(text, into: findings)
  else { return (nil, findings.diagnostics.sorted()) }
  let reading = Reading(findings: findings)
  reading.catalogue = catalogue
  for setting in settings { reading.take(setting) }
  var scenario = ScenarioReader(reading: reading).decode(root)
  scenario?.notices = reading.notices
  let diagnostics = findings.diagnostics.sorted()
  return (findings.hasErrors ? nil : scenario, diagnostics)
}

extension [UInt8] {
  /// The bytes after a byte order mark of UTF-8.
  fileprivate var withoutMark: ArraySlice<UInt8> {
    starts(with: [0xEF, 0xBB, 0xBF]) ? self[3...] : self[...]
  }
}

/// Decodes the tree of a file, part by part.
struct ScenarioReader {
  let reading: Reading

  /// The version of the format.
  static let version = "1"

  func decode(_ root: YAMLNode) -> Scenario? {
    let field = Field(reading, root, key: nil, path: "")
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    if field["system"] != nil, field["reform"] != nil {
      field.report(
        .wrongShape, zh: "这是改革目录的条目，不是情景文件；情景用 use 取用它，reformlab catalogue 显示它",
        en: "this is an entry of the catalogue, not a scenario; scenarios take it by 'use', and "
          + "'reformlab catalogue' shows it")
      _ = block.rest()
      return nil
    }
    guard checkVersion(block) else {
      _ = block.rest()
      return nil
    }
    let title = block.required("title", example: "{zh: 一个许可事项, en: One licence}")?.localized()
    let studySection = StudySection(reading: reading)
    let calendar = studySection.calendar(block.optional("calendar"))
    reading.isAlways = calendar == .always
    let study = block.required("study", example: "{window: {…}, baseline: before}")
      .map { studySection.decode($0, calendar: calendar) }
    reading.observe = study?.observe ?? reading.observe
    if case .transition(let date) = study?.kind { reading.transition = date }
    if let study, !reading.findings.hasErrors { reading.run = study.firstDay...study.horizon }
    let errorsBefore = reading.findings.errorCount
    let sources = SourcesSection(reading: reading).decode(block.optional("sources"))
    let creditLists = CreditListsSection(reading: reading).decode(block.optional("creditLists"))
    let classes = block.required("applicants", example: "{firm: {arrivals: {perWorkingDay: 12}}}")
      .map { ApplicantsSection(reading: reading).decode($0) }
    let offices = OfficesSection(reading: reading).decode(block.optional("offices"))
    let mattersSection = MattersSection(reading: reading)
    let mattersField = block.required(
      "matters", example: "{licence: {office: permits, review: {work: 2 hours}}}")
    var model = ProcessModel(
      classes: classes ?? [], offices: offices, matters: mattersSection.matters(mattersField),
      ownWork: mattersSection.ownWork(block.optional("ownWork")), creditLists: creditLists)
    if let operation = mattersSection.mayOperate(block.optional("mayOperate")) {
      (model.mayOperate, model.mayOperateQuorums) = operation
    }
    for part in ["applicants", "matters"] {
      guard let field = block.optional(part), field.mapEntries?.isEmpty == true else { continue }
      field.report(.emptyValue, zh: "“\(part)”是空的", en: "there is nothing in '\(part)'")
    }
    if study?.deterrence == true, model.classes.allSatisfy(\.deterrence.isEmpty) {
      block.optional("study")?.fieldOf("deterrence")?.report(
        .contradiction, zh: "deterrence: yes，但没有一类申请人写明 deterrence；请写明违规的收益和代价",
        en: "'deterrence: yes', but no class of applicants has 'deterrence'; state there what "
          + "violating gains and costs")
    }
    let isWhole = reading.findings.errorCount == errorsBefore
    let reformsSection = ReformsSection(reading: reading)
    let reforms = reformsSection.reforms(block.optional("reforms"))
    reformsSection.checkRequires(reforms)
    let switches = reformsSection.switches(block.optional("switches"))
    let baseline = block.optional("study")?.fieldOf("baseline")
    let designs = block.required("designs", example: "{before: []}")
      .map { reformsSection.designs($0, baseline: baseline, reforms: reforms) }
    let checks = ModelChecks(reading: reading, model: model, reforms: reforms, switches: switches)
    if !reading.findings.hasErrors { checks.checkService(study?.service ?? []) }
    check(checks, isWhole: isWhole)
    reportUnused(sources)
    guard let title, let study, let designs else { return nil }
    return Scenario(
      title: title, study: study, sources: sources + reading.takenSources, model: model,
      reforms: reforms,
      designs: designs, switches: switches, inputs: reading.inputs)
  }

  /// Runs the rules on what was decoded.
  ///
  /// Reforms are applied to a process only that could be read in
  /// full: what is missing from another one would look like a fault of the reform.
  private func check(_ checks: ModelChecks, isWhole: Bool) {
    checks.checkModel()
    let faulty = checks.checkNames()
    if isWhole { checks.checkReforms(leavingOut: faulty) }
  }

  /// Warns of sources that nothing cites.
  private func reportUnused(_ sources: [Source]) {
    for source in sources where !reading.citedSources.contains(source.name) {
      guard let span = reading.keySpans["sources.\(source.name)"] else { continue }
      reading.findings.report(
        .unusedSource, span, zh: "来源“\(source.name)”没有被引用",
        en: "source '\(source.name)' is not cited anywhere")
    }
  }

  /// Whether the file is of a version that this product reads.
  private func checkVersion(_ block: Block) -> Bool {
    guard let field = block.required("format", example: ScenarioReader.version) else { return true }
    guard let scalar = field.scalar(), scalar.text != ScenarioReader.version else { return true }
    field.report(
      .formatVersion, zh: "文件格式是 \(scalar.text)，本程序只读格式 \(ScenarioReader.version)；请换用相应版本的程序",
      en: "the file has format \(scalar.text), and this program reads format "
        + "\(ScenarioReader.version); use the version of the program that goes with the file")
    return false
  }
}
