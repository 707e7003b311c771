public import ApprovalModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The folder of named reforms that scenarios may use.
///
/// Every entry is a file `NAME.yaml`; `sources.yaml` holds the documents that entries, and scenarios
/// that use the catalogue, may cite.
public struct Catalogue: Hashable, Sendable {
  /// The folder's path.
  public let path: String

  /// The catalogue in the folder at `path`.
  public init(path: String) { self.path = path }

  /// The catalogue that belongs to a scenario: the nearest folder `catalogue` beside the file at
  /// `path` or above it, or in a folder `Scenarios` there; then the same from the running program on.
  ///
  /// - Parameter path: a scenario; `-` or empty for the working folder.
  public static func find(besideScenario path: String) -> Catalogue? {
    find(from: folder(of: path == "-" ? "" : path))
      ?? runningProgram.flatMap { find(from: folder(of: $0)) }
  }

  private static func find(from start: String) -> Catalogue? {
    var folder = start
    // Paths stay as the user wrote them, so that findings name a file in the user's words.
    for _ in 0..<64 {
      for place in ["catalogue", "Scenarios/catalogue", "share/reformlab/catalogue"] {
        if isFile("\(folder)\(place)/sources.yaml") { return Catalogue(path: folder + place) }
      }
      guard let whole = absolute(folder), whole != "/" else { return nil }
      // `a/b/` has the parent `a/`; above what was written, parents are `../`.
      let parts = folder.split(separator: "/")
      if let last = parts.last, last != "..", last != "." {
        folder = String(folder.dropLast(last.count + 1))
      } else {
        folder += "../"
      }
    }
    return nil
  }

  /// The names of all entries, in code-point order.
  public func names() -> [Name] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [Name] = []
    while let item = readdir(folder) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".yaml"), name != "sources.yaml" else { continue }
      names.append(String(name.dropLast(5)))
    }
    return names.inNameOrder()
  }

  /// The file of an entry.
  public func file(of name: Name) -> String { "\(path)/\(name).yaml" }

  /// The documents of the catalogue.
  ///
  /// - Throws: ``ScenarioFileError`` when the file cannot be read; its faults are diagnostics.
  public func sources() throws(ScenarioFileError) -> (
    sources: [Source], diagnostics: [Diagnostic]
  ) {
    let (reading, root) = try open("\(path)/sources.yaml", origin: nil)
    guard let root else { return ([], reading.findings.diagnostics) }
    let field = Field(reading, root, key: nil, path: "")
    guard let block = Block(field, carriesEvidence: false) else { return ([], []) }
    if let version = block.optional("format")?.scalar(), version.text != ScenarioReader.version {
      reading.findings.report(
        .formatVersion, version.span, zh: "文件格式是 \(version.text)，本程序只读格式 1",
        en: "the file has format \(version.text), and this program reads format 1")
    }
    let sources = SourcesSection(reading: reading).decode(
      block.required("sources", example: "{permit-rule: {…}}"))
    block.finish()
    return (sources, reading.findings.diagnostics.sorted())
  }

  /// An entry and what was found in its file; nil when it has errors.
  ///
  /// - Parameter sources: the catalogue's documents; nil: they are read, and their faults are among
  ///   what was found.
  /// - Throws: ``ScenarioFileError`` when there is no such entry or it cannot be read.
  public func entry(_ name: Name, sources: [Source]? = nil) throws(ScenarioFileError) -> (
    entry: CatalogueEntry?, diagnostics: [Diagnostic]
  ) {
    let (file, diagnostics) = try entryFile(name, usedBy: nil, sources: sources)
    return (file?.entry, diagnostics)
  }

  /// The entry with places that name its file and the reform that uses it.
  func entryFile(
    _ name: Name, usedBy reform: Name?, sources: [Source]?
  ) throws(ScenarioFileError) -> (file: EntryFile?, diagnostics: [Diagnostic]) {
    let path = file(of: name)
    let origin = reform.map { SourcePosition.Origin(file: path, reform: $0) }
    let (reading, root) = try open(path, origin: origin)
    reading.catalogue = self
    if let sources { reading.catalogueSources = sources }
    guard let root else { return (nil, reading.findings.diagnostics.sorted()) }
    let file = CatalogueEntryReader(reading: reading).decode(root, name: name)
    return (reading.findings.hasErrors ? nil : file, reading.findings.diagnostics.sorted())
  }

  /// The lines of an entry, for excerpts.
  func text(of name: Name) -> SourceText {
    SourceText((try? readScenarioBytes(path: file(of: name))) ?? [])
  }

  private func open(
    _ file: String, origin: SourcePosition.Origin?
  ) throws(ScenarioFileError) -> (reading: Reading, root: YAMLNode?) {
    let bytes = try readScenarioBytes(path: file)
    let findings = Findings(file: file, source: SourceText(bytes))
    guard let text = TextCheck.text(of: bytes, into: findings) else {
      return (Reading(findings: findings), nil)
    }
    return (
      Reading(findings: findings), YAMLReader.read(text, into: findings, origin: origin)
    )
  }
}

/// The folder of a file, with a slash at its end; empty for the working folder.
private func folder(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}

private func absolute(_ folder: String) -> String? {
  guard let resolved = realpath(folder.isEmpty ? "." : folder, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

private func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// The path of the running program, where the system tells it.
private var runningProgram: String? { absolute("/proc/self/exe") }
