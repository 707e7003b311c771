internal import ApprovalModel
internal import Exercises
internal import ScenarioFiles

/// `teacher pack`: exercises as students get them, without model answers and keys.
struct ExercisePack {
  let session: Session
  let words: [String]

  /// What stays with the teacher.
  private static let withheld = ["solution.yaml", "key.zh.md", "key.en.md"]

  func run() throws(Failure) -> ExitCode {
    guard let path = session.options.output else {
      throw session.failure(
        UsageError.verbNeeds(
          .teacher, "pack",
          LocalizedText(
            zh: " --output：文件夹或 .tar.gz", en: "--output: a folder, or a file ending in .tar.gz")))
    }
    if isThere(path) {
      throw session.failure(
        .invalidInput, "\(path) 已经存在，没有改写", "\(path) exists already and was not replaced")
    }
    let shelf = ExerciseShelf(session: session)
    var entries: [ExerciseShelf.Entry] = []
    for word in words { entries.append(try shelf.entry(word)) }
    if words.isEmpty { entries = shelf.entries }
    guard !entries.isEmpty else {
      throw session.failure(
        .environment, "找不到练习（文件夹 Scenarios/exercises）",
        "exercises (folder Scenarios/exercises) are not to be found")
    }
    var files: [(name: String, bytes: [UInt8])] = []
    for entry in entries { files += try self.files(entry, shelf.exercise(entry)) }
    files += try catalogue()
    var seen: Set<String> = []
    files.removeAll { !seen.insert($0.name).inserted }
    if path.hasSuffix(".tar.gz") || path.hasSuffix(".tgz") {
      try archive(files, path)
    } else {
      try write(files, path)
    }
    try session.print(
      session.text(
        "\(path)：\(entries.count) 个练习，没有答案和要点\n",
        "\(path): \(entries.count) exercise\(entries.count == 1 ? "" : "s"), without solutions and keys\n"
      ))
    return .done
  }

  /// The files of an exercise below the bundle's root; scenarios outside its folder keep their place.
  private func files(
    _ entry: ExerciseShelf.Entry, _ exercise: Exercise
  ) throws(Failure) -> [(name: String, bytes: [UInt8])] {
    let own = "Scenarios/exercises/\(exercise.id)"
    var files: [(name: String, bytes: [UInt8])] = []
    for name in fileNames(in: entry.folder)
    where !name.hasPrefix(".") && !Self.withheld.contains(name)
      && !isFolder("\(entry.folder)/\(name)")
    {
      files.append(("\(own)/\(name)", try bytes("\(entry.folder)/\(name)")))
    }
    let folder = normal(entry.folder)
    let above = folder.split(separator: "/").dropLast(2).joined(separator: "/")
    let root = (folder.hasPrefix("/") ? "/" : "") + above + (above.isEmpty ? "" : "/")
    for world in exercise.worlds where !world.path.hasPrefix(folder + "/") {
      guard world.path.hasPrefix(root), !world.path.hasPrefix("..") else {
        throw session.failure(
          .invalidInput, "练习 \(exercise.id) 的情景 \(world.path) 不在 Scenarios 里，不能打包",
          "the scenario \(world.path) of exercise \(exercise.id) is outside Scenarios and cannot be packed"
        )
      }
      files.append(("Scenarios/\(world.path.dropFirst(root.count))", world.bytes))
    }
    return files
  }

  private func normal(_ path: String) -> String {
    (path.hasPrefix("/") ? "/" : "")
      + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private func catalogue() throws(Failure) -> [(name: String, bytes: [UInt8])] {
    guard let catalogue = Catalogue.find(besideScenario: "") else { return [] }
    var files: [(name: String, bytes: [UInt8])] = []
    for name in fileNames(in: catalogue.path) where name.hasSuffix(".yaml") {
      files.append(("Scenarios/catalogue/\(name)", try bytes("\(catalogue.path)/\(name)")))
    }
    return files
  }

  private func bytes(_ path: String) throws(Failure) -> [UInt8] {
    do throws(SystemReason) {
      return try readFile(path, most: 1 << 26)
    } catch {
      throw session.failure(
        .invalidInput, "不能读 \(path)：\(error.text.zh)", "cannot read \(path): \(error.text.en)")
    }
  }

  private func write(_ files: [(name: String, bytes: [UInt8])], _ folder: String) throws(Failure) {
    for (name, bytes) in files {
      let path = "\(folder)/\(name)"
      do throws(SystemReason) {
        if let slash = path.lastIndex(of: "/") {
          try makeFolders(String(path[..<slash]), mode: 0o755)
        }
        try createFile(path, bytes)
      } catch { throw session.unwritable(path, error) }
    }
  }

  private func archive(_ files: [(name: String, bytes: [UInt8])], _ path: String) throws(Failure) {
    guard let tar = ChildProcess(named: "tar", in: session.host.variable("PATH") ?? "/usr/bin:/bin")
    else {
      throw session.failure(
        .environment, "打成 .tar.gz 要有 tar；也可以写成文件夹",
        "a .tar.gz needs tar; a folder can be written without it")
    }
    let packed = try session.inFolder { folder throws(Failure) in
      try write(files, folder + "/exercises")
      let end: ChildProcess.End
      do throws(SystemReason) {
        end = try tar.run(["-czf", "-", "-C", folder, "exercises"], input: [])
      } catch { throw session.unwritable(path, error) }
      guard end.code == 0 else {
        let words = String(decoding: end.messages, as: UTF8.self)
        throw session.failure(.environment, "tar 失败：\(words)", "tar failed: \(words)")
      }
      return end.output
    }
    do throws(SystemReason) {
      try createFile(path, packed)
    } catch { throw session.unwritable(path, error) }
  }
}
