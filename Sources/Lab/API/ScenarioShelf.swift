internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import ScenarioFiles
internal import Simulation
internal import Synchronization

/// The scenarios that the lab offers, by id: files given to `serve`, or those shipped, and what is saved.
///
/// A file is read again for every request, so that changes show; what was decoded of the few used last, and
/// what the list says of all, is kept while the text stays the same.
final class ScenarioShelf: Sendable {
  /// A scenario with the file it is in.
  struct Entry: Hashable, Sendable {
    var id: String
    var path: String
    /// What answers call the file.
    var name: String
  }

  private struct State {
    var entries: [Entry]
    /// What was decoded of files, the one used last at the end.
    var read: [ScenarioInput] = []
    /// What the list says of files, by path; nothing of those with errors.
    var listed: [String: (bytes: [UInt8], listing: JSONValue?)] = [:]
  }

  private let state: Mutex<State>
  /// So many decoded files are kept.
  private static let mostRead = 4
  /// Where new scenarios are saved, with a slash at its end; empty for the working folder.
  private let folder: String

  /// - Parameters:
  ///   - paths: the files; empty: the scenarios beside the catalogue.
  ///   - folder: where new ones are saved.
  ///   - namesAlone: whether answers call a file by its name, and do not say in which folder it is.
  init(paths: [String], folder: String, namesAlone: Bool = false) {
    var entries: [Entry] = []
    for path in paths.isEmpty ? Self.shipped() : paths {
      entries.append(
        Entry(
          id: Self.id(of: path, besides: entries), path: path,
          name: namesAlone ? fileName(path) : path))
    }
    state = Mutex(State(entries: entries))
    self.folder = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
  }

  private static func shipped() -> [String] {
    guard let catalogue = Catalogue.find(besideScenario: ""),
      let slash = catalogue.path.lastIndex(of: "/")
    else { return [] }
    let folder = String(catalogue.path[...slash])
    return fileNames(in: folder).filter { $0.hasSuffix(".yaml") }
      .map { belowWorkingFolder(folder + $0) }
  }

  /// The name of the file without its ending; a number behind it where another one has it.
  private static func id(of path: String, besides entries: [Entry]) -> String {
    let name = fileName(path)
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    var id = stem
    var number = 1
    while entries.contains(where: { $0.id == id }) {
      number += 1
      id = "\(stem)-\(number)"
    }
    return id
  }

  /// Everything on it.
  var entries: [Entry] { state.withLock { $0.entries } }

  /// The scenario of an id.
  ///
  /// - Throws: that there is none, or that its file cannot be read; errors in it are among its findings.
  func input(_ id: String) throws(APIFault) -> ScenarioInput {
    let entries = entries
    guard let entry = entries.first(where: { $0.id == id }) else {
      let near = nearestName(to: id, among: entries.map(\.id))
      throw APIFault(
        404, "unknown-scenario", zh: "没有情景“\(id)”" + (near.map { "；是否指“\($0)”？" } ?? ""),
        en: "there is no scenario '\(id)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let bytes: [UInt8]
    do throws(ScenarioFileError) {
      bytes = try readScenarioBytes(path: entry.path)
    } catch {
      throw APIFault(404, "unreadable-scenario", zh: error.message.zh, en: error.message.en)
    }
    let known = state.withLock { state -> ScenarioInput? in
      guard
        let place = state.read.firstIndex(where: { $0.path == entry.path && $0.bytes == bytes })
      else { return nil }
      let input = state.read.remove(at: place)
      state.read.append(input)
      return input
    }
    if let known { return known }
    let input = ScenarioInput(path: entry.path, bytes: bytes, name: entry.name)
    state.withLock { state in
      state.read.removeAll { $0.path == entry.path }
      state.read.append(input)
      if state.read.count > Self.mostRead { state.read.removeFirst() }
    }
    return input
  }

  /// The scenario with a file of exactly that text; nil where the text is in no file.
  func input(withText bytes: [UInt8]) -> ScenarioInput? {
    entries.first { (try? readScenarioBytes(path: $0.path)) == bytes }
      .flatMap { try? input($0.id) }
  }

  /// What the list says of a scenario; nil for one that cannot be read or has errors.
  func listing(_ entry: Entry) -> JSONValue? {
    guard let bytes = try? readScenarioBytes(path: entry.path) else { return nil }
    if let known = state.withLock({ $0.listed[entry.path] }), known.bytes == bytes {
      return known.listing
    }
    let input = ScenarioInput(path: entry.path, bytes: bytes, name: entry.name)
    let listing = input.scenario.map { scenario in
      JSONValue.object(
        scenario.listing(id: entry.id, file: entry.name, warnings: input.warnings))
    }
    state.withLock { $0.listed[entry.path] = (bytes, listing) }
    return listing
  }

  /// Saves a scenario as a new file and puts it on the shelf.
  ///
  /// - Throws: that it has errors, that the name is none, or that a file has it already.
  func save(_ text: String, as name: String) throws(APIFault) -> Entry {
    let isName =
      !name.isEmpty && name.utf8.count <= 100 && !name.hasPrefix("-")
      && name.unicodeScalars.allSatisfy { scalar in
        scalar == "-" || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
      }
    guard isName else {
      throw .badBody(
        "“\(name.prefix(100))”不能作文件名；只用文字、数字和连字符",
        "'\(name.prefix(100))' is no name for a file; use letters, digits and hyphens")
    }
    let path = folder + name + ".yaml"
    let checked = CheckedFile(path: path, bytes: Array(text.utf8))
    guard checked.isValid else { throw .invalid(checked.diagnostics, undone: .saved) }
    do throws(SystemReason) {
      try createFile(path, checked.bytes)
    } catch {
      guard !error.isExisting else {
        throw APIFault(
          409, "exists", zh: "已经有文件 \(path)；不会改写，请换一个名称",
          en: "there is a file \(path) already, which is never replaced; take another name")
      }
      throw APIFault(
        500, "cannot-write", zh: "不能写 \(path)：\(error.text.zh)",
        en: "cannot write \(path): \(error.text.en)")
    }
    return state.withLock { state in
      let entry = Entry(
        id: Self.id(of: path, besides: state.entries), path: path, name: path)
      state.entries.append(entry)
      return entry
    }
  }
}
