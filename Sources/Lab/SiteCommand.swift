internal import ApprovalModel
internal import Server

/// `site`: the lab with results made beforehand, as files for any web host or as one page that opens from
/// a disk.
struct SiteCommand {
  let session: Session
  /// Where to write, then scenario files.
  let arguments: [String]

  /// What is shown where no file is named.
  static let shown = ["e-town-commitment", "low-risk-building", "one-licence"]

  func run() async throws(Failure) -> ExitCode {
    let options = session.options
    let place = arguments[0]
    if !options.oneFile, ReportFormat(path: place) == .html {
      throw session.failure(
        .usage, "\(place) 是网页文件的名称，而 site 写的是文件夹；要写成一个网页请加 --one-file，否则请写文件夹名",
        "\(place) is the name of a page, but 'site' writes a folder; for one page add --one-file, or "
          + "name a folder")
    }
    for path in arguments.dropFirst() { _ = try session.readScenario(path) }
    let shelf = ScenarioShelf(
      paths: arguments.dropFirst().map(belowWorkingFolder), folder: "")
    let entries =
      arguments.count > 1
      ? shelf.entries : Self.shown.compactMap { id in shelf.entries.first { $0.id == id } }
    guard !entries.isEmpty else {
      throw session.failure(
        .invalidInput, "没有找到随附的情景；请写明情景文件", "no scenario was found; name scenario files")
    }
    for entry in entries where !SiteSink.isSafe(entry.id) {
      throw session.failure(
        .invalidInput, "\(entry.path)：文件名要作网址的一部分，只用字母、数字、连字符和下划线",
        "\(entry.path): the name becomes part of an address; use letters, digits, hyphens and underscores"
      )
    }
    let files = WebFiles(named: session.host.variable("REFORMLAB_WEB"))
    guard files.folder != nil else {
      throw session.failure(
        .environment, files.missing([]).message.zh, files.missing([]).message.en)
    }
    let api = API(
      host: session.host,
      shelf: ScenarioShelf(paths: entries.map(\.path), folder: "", namesAlone: true),
      files: files)
    let sink = options.oneFile ? SiteSink(page: place) : SiteSink(folder: place)
    try open(sink, place)
    let progress = session.progress()
    defer { progress.finish() }
    let maker = SiteMaker(
      api: api, sink: sink, exercises: try exercises(), replications: options.replications,
      progress: progress,
      isStopped: { [host = session.host] in host.stopSignal() != 0 })
    do throws(SiteFault) {
      try await maker.make()
    } catch {
      progress.finish()
      if session.host.stopSignal() != 0 {
        session.remark(
          options.oneFile ? "已停止" : "已停止；再次执行同一命令会接着做，已写好的文件保留",
          options.oneFile
            ? "stopped" : "stopped; the same command goes on, and keeps the files that are there")
        return session.host.stopSignal() == 15 ? .terminated : .interrupted
      }
      switch error {
      case .system(let path, let reason):
        throw session.failure(
          .environment, "不能写 \(path)：\(reason.text.zh)", "cannot write \(path): \(reason.text.en)")
      case .api(let path, let fault):
        throw session.failure(
          fault.status == 422 || fault.status == 400 ? .invalidInput : .internalFailure,
          "\(path)：\(fault.message.zh)", "\(path): \(fault.message.en)")
      }
    }
    progress.finish()
    for note in maker.notes { session.remark(note.zh, note.en) }
    session.remark(
      "\(place)：\(sink.fileCount) 个文件，\(sink.byteCount / 1024) KiB"
        + (sink.keptCount > 0 ? "，其中 \(sink.keptCount) 个已有" : ""),
      "\(place): \(sink.fileCount) files, \(sink.byteCount / 1024) KiB"
        + (sink.keptCount > 0 ? ", \(sink.keptCount) of them were there" : ""))
    return .done
  }

  /// Begins to write, where nothing stands that is no site.
  private func open(_ sink: SiteSink, _ place: String) throws(Failure) {
    do throws(SiteSink.Refusal) {
      try sink.open()
    } catch {
      switch error {
      case .foreign:
        throw session.failure(
          .environment, "\(place) 里有别的东西，不是用 site 写成的，不会改写；请换一个位置",
          "\(place) holds something that 'site' did not write, which is never replaced; choose another place"
        )
      case .system(let reason):
        throw session.failure(
          .environment, "不能写 \(place)：\(reason.text.zh)", "cannot write \(place): \(reason.text.en)"
        )
      }
    }
  }

  /// The exercises that the site has.
  private func exercises() throws(Failure) -> [ExerciseShelf.Entry] {
    let word = session.options.exercises ?? (arguments.count > 1 ? "none" : "all")
    if word == "none" { return [] }
    if word == "all" { return ExerciseShelf.entries }
    var entries: [ExerciseShelf.Entry] = []
    for id in word.split(separator: ",") {
      let entry = try ExerciseShelf(session: session).entry(String(id))
      if !entries.contains(entry) { entries.append(entry) }
    }
    return entries
  }
}
