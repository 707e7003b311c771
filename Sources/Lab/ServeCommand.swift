internal import ApprovalModel
internal import Server

/// `serve`: the lab in the browser, on this machine alone.
struct ServeCommand {
  let session: Session
  let paths: [String]

  func run() async throws(Failure) -> ExitCode {
    let options = session.options
    for path in paths {
      if path == "-" {
        throw session.failure(
          .usage, "serve 要多次读文件，不能读标准输入；请写文件名",
          "'serve' reads files again and again, which standard input is not; name a file")
      }
      _ = try session.readScenario(path)
    }
    let folder = options.folder ?? ""
    if let named = options.folder, !isFolder(named) {
      let make = "mkdir -p \(shellQuoted(named))"
      throw session.failure(
        .invalidInput, "没有文件夹 \(named)；请先建立：\(make)",
        "there is no folder \(named); make it first: \(make)")
    }
    try probe(folder)
    let api = API(
      host: session.host, shelf: ScenarioShelf(paths: paths, folder: folder),
      files: WebFiles(named: session.host.variable("REFORMLAB_WEB")))
    let server: WebServer
    do throws(WebServerError) {
      server = try WebServer(
        port: UInt16(options.port ?? 0), refusal: { APIFault($0).response }, handler: api.answer)
    } catch {
      let reason = SystemReason(number: error.number)
      let port = options.port ?? 0
      throw session.failure(
        .environment, "不能使用端口 \(port)：\(reason.text.zh)；请用 --port 换一个，0 表示任取一个",
        "port \(port) cannot be had: \(reason.text.en); choose another with --port, 0 for any free one"
      )
    }
    defer { server.stop() }
    try session.print("http://127.0.0.1:\(server.port)/\n")
    session.remark("在浏览器中打开以上地址；按 Ctrl-C 停止", "open this address in a browser; Ctrl-C stops")
    // The first page needs the list, and reading every file takes a moment.
    let shelf = api.shelf
    Task.detached { for entry in shelf.entries { _ = shelf.listing(entry) } }
    while session.host.stopSignal() == 0 {
      try? await Task.sleep(for: .milliseconds(50))
    }
    return session.host.stopSignal() == 15 ? .terminated : .interrupted
  }

  /// Says beforehand that scenarios cannot be saved in a folder; in one that nobody named, that is no fault.
  private func probe(_ folder: String) throws(Failure) {
    let file =
      (folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/")
      + ".reformlab-probe-\(UInt64.random(in: 0 ... .max))"
    do throws(SystemReason) {
      try createFile(file, [])
      removeFile(file)
    } catch {
      guard !folder.isEmpty else {
        return session.remark(
          "当前文件夹不能写（\(error.text.zh)），情景不能另存；要另存请用 --folder 写明文件夹",
          "scenarios cannot be saved: the working folder cannot be written (\(error.text.en)); name another with --folder"
        )
      }
      throw session.failure(
        .environment, "不能在文件夹 \(folder) 里写文件：\(error.text.zh)；请用 --folder 换一个",
        "no file can be written in the folder \(folder): \(error.text.en); name another with --folder"
      )
    }
  }
}
