internal import ApprovalModel
internal import Reporting
internal import ScenarioFiles

/// `catalogue`: lists the named reforms, shows one, or searches them.
struct CatalogueCommand {
  let session: Session
  let words: [String]

  func run() throws(Failure) -> ExitCode {
    guard let catalogue = Catalogue.find(besideScenario: "-") else {
      throw session.failure(
        .environment, "找不到改革目录（文件夹 Scenarios/catalogue）",
        "the catalogue of reforms (folder Scenarios/catalogue) is not to be found")
    }
    let output = try session.openOutput(inputs: [])
    let (entries, sources) = try read(catalogue)
    let found = matching(entries)
    guard !found.isEmpty else {
      let near = nearestName(to: words.joined(separator: "-"), among: entries.map(\.name))
      throw session.failure(
        .usage,
        "改革目录里没有与“\(words.joined(separator: " "))”相符的条目"
          + (near.map { "；是否指“\($0)”？" } ?? ""),
        "nothing in the catalogue of reforms matches '\(words.joined(separator: " "))'"
          + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let text = CatalogueText(
      found, sources: sources, language: session.language, style: session.style)
    if session.options.json {
      try output.finish(text.json.text)
    } else {
      try output.finish(found.count <= Self.mostShown && !words.isEmpty ? text.details : text.list)
    }
    return .done
  }

  /// So many entries are shown in full; more are listed.
  private static let mostShown = 3

  private func read(
    _ catalogue: Catalogue
  ) throws(Failure) -> (entries: [CatalogueEntry], sources: [Source]) {
    var entries: [CatalogueEntry] = []
    var sources: [Source] = []
    var diagnostics: [Diagnostic] = []
    do {
      (sources, diagnostics) = try catalogue.sources()
      for name in catalogue.names() {
        let (entry, found) = try catalogue.entry(name, sources: sources)
        diagnostics += found
        if let entry { entries.append(entry) }
      }
    } catch {
      throw session.failure(.invalidInput, error.message.zh, error.message.en)
    }
    if diagnostics.contains(where: { $0.severity == .error }) {
      throw session.invalid(diagnostics, catalogue.path)
    }
    return (entries, sources)
  }

  /// The entry of that name, those of that number, or those whose texts hold every word.
  private func matching(_ entries: [CatalogueEntry]) -> [CatalogueEntry] {
    guard let word = words.first else { return entries }
    if words.count == 1 {
      if let entry = entries.first(where: { $0.name == word }) { return [entry] }
      let numbered = entries.filter { $0.system.lowercased() == word.lowercased() }
      if !numbered.isEmpty { return numbered }
    }
    return entries.filter { entry in
      let text = [
        entry.name, entry.system, entry.domain, entry.title.zh, entry.title.en, entry.does.zh,
        entry.does.en, entry.kinds.joined(separator: " "),
      ].joined(separator: "\n").lowercased()
      return words.allSatisfy { text.contains($0.lowercased()) }
    }
  }
}
