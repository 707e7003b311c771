internal import ApprovalModel
internal import Exercises
internal import ScenarioFiles

/// The exercises that this program finds, by id.
struct ExerciseShelf {
  /// An exercise's folder.
  struct Entry: Hashable, Sendable {
    var id: String
    var folder: String
  }

  let session: Session

  /// The folder with the exercises: `Scenarios/exercises` or `exercises` in the working folder, else beside
  /// the catalogue; nil: there is none.
  static var folder: String? {
    var places = ["Scenarios/exercises", "exercises"]
    if let catalogue = Catalogue.find(besideScenario: ""),
      let slash = catalogue.path.lastIndex(of: "/")
    {
      places.append(catalogue.path[...slash] + "exercises")
    }
    return places.first(where: isFolder)
  }

  /// Those that are shipped, or lie in the working folder, in order of their names.
  static var entries: [Entry] { folder.map(entries(in:)) ?? [] }

  /// All, in order of their names: those in the folder that `REFORMLAB_EXERCISES` names, else ``entries``.
  var entries: [Entry] {
    guard let named = session.host.variable("REFORMLAB_EXERCISES"), !named.isEmpty else {
      return Self.entries
    }
    return Self.entries(in: named)
  }

  private static func entries(in folder: String) -> [Entry] {
    fileNames(in: folder)
      .filter { !$0.hasPrefix(".") && isThere("\(folder)/\($0)/exercise.yaml") }
      .map { Entry(id: $0, folder: "\(folder)/\($0)") }
  }

  /// The one that a word names: an id, its number, or a folder.
  func entry(_ word: String) throws(Failure) -> Entry {
    let all = entries
    if let found = all.first(where: { $0.id == word }) { return found }
    let numbered = all.filter { $0.id.hasPrefix(word + "-") || withoutNumber($0.id) == word }
    if numbered.count == 1 { return numbered[0] }
    if isThere("\(word)/exercise.yaml") {
      let folder = word.count > 1 && word.hasSuffix("/") ? String(word.dropLast()) : word
      return Entry(id: fileName(folder), folder: folder)
    }
    guard !all.isEmpty else {
      throw session.failure(
        .environment, "找不到练习（文件夹 Scenarios/exercises）",
        "exercises (folder Scenarios/exercises) are not to be found")
    }
    let ids = all.map(\.id)
    // Who remembers the name may not remember the number before it.
    let near =
      nearestName(to: word, among: ids)
      ?? nearestName(to: word, among: ids.map(withoutNumber)).flatMap { name in
        ids.first { withoutNumber($0) == name }
      }
    throw session.failure(
      .usage, "没有练习“\(word)”\(near.map { "；是否指“\($0)”？" } ?? "")（全部：reformlab exercise list）",
      "there is no exercise '\(word)'\(near.map { "; did you mean '\($0)'?" } ?? "") (all: reformlab exercise list)"
    )
  }

  private func withoutNumber(_ id: String) -> String {
    id.firstIndex(of: "-").map { String(id[id.index(after: $0)...]) } ?? id
  }

  /// The exercise, read.
  ///
  /// - Throws: its faults, located.
  func exercise(_ entry: Entry) throws(Failure) -> Exercise {
    let (exercise, diagnostics) = readExercise(folder: entry.folder)
    guard let exercise else { throw session.invalid(diagnostics, entry.folder) }
    return exercise
  }

  /// All exercises in their order; those with faults are left out after a remark.
  func all() -> [(entry: Entry, exercise: Exercise)] {
    var found: [(entry: Entry, exercise: Exercise)] = []
    for entry in entries {
      let (exercise, diagnostics) = readExercise(folder: entry.folder)
      if let exercise {
        found.append((entry, exercise))
      } else {
        let count = diagnostics.count { $0.severity == .error }
        session.remark(
          "练习 \(entry.id) 有 \(count) 处错误，没有列出；见 reformlab exercise dev check \(entry.id)",
          "exercise \(entry.id) has \(count) error\(count == 1 ? "" : "s") and is left out; see reformlab exercise dev check \(entry.id)"
        )
      }
    }
    return found.sorted { a, b in
      a.exercise.order == b.exercise.order
        ? a.entry.id.precedes(b.entry.id) : a.exercise.order < b.exercise.order
    }
  }
}
