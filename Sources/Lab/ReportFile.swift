internal import ApprovalModel
internal import Experiments
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The form of a report.
enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  case html, markdown, pdf, docx, xlsx, csv

  /// By the end of a file's name; nil: none of them.
  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let ending = path[path.index(after: dot)...].lowercased()
    guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else {
      return nil
    }
    self = format
  }

  /// How names of its files end, the usual ending first.
  var endings: [String] {
    switch self {
    case .html: ["html", "htm"]
    case .markdown: ["md", "markdown"]
    case .pdf, .docx, .xlsx, .csv: [rawValue]
    }
  }

  /// The usual end of a file's name.
  var ending: String { endings[0] }

  /// What the report of a scenario's file is called, without its ending.
  static func stem(of path: String) -> String {
    let name = fileName(path)
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    let isPlain = stem.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || (byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    return isPlain && !stem.isEmpty && stem != "-" ? "report-\(stem)" : "report"
  }

  /// Whether it is more than text, which no terminal shows.
  var isBinary: Bool { [.pdf, .docx, .xlsx].contains(self) }

  /// What a browser is told that it is.
  var contentType: String {
    switch self {
    case .html: "text/html; charset=utf-8"
    case .markdown: "text/markdown; charset=utf-8"
    case .pdf: "application/pdf"
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .csv: "text/csv; charset=utf-8"
    }
  }
}

/// A report as a file of any form; the command and the server write it alike.
struct ReportFile {
  let session: Session
  let results: StudyResults
  let companions: PageCompanions

  /// The bytes of the file.
  ///
  /// - Throws: that a program is not there or failed (``ExitCode/environment``).
  func bytes(_ format: ReportFormat, _ language: Language) throws(Failure) -> [UInt8] {
    switch format {
    case .html:
      let page = results.page(language, with: companions)
      return Array(page.html(charts: drawings(of: page)).utf8)
    case .markdown: return Array(results.page(language, with: companions).markdown.utf8)
    case .csv: return Array(results.page(language, with: companions).csv.utf8)
    case .xlsx: return try workbook(results.page(language, with: companions))
    case .pdf: return try pdf(results.brief(language, with: companions))
    case .docx: return try document(results.brief(language, with: companions))
    }
  }

  private func drawings(of page: Page) -> [String: String] {
    guard let renderer = ChartRenderer(session.host) else {
      session.remark(
        "没有画图的程序，报告里只有表格；运行 make web 之后就有图",
        "nothing to draw charts with: the report has tables alone; after 'make web' it has charts")
      return [:]
    }
    return renderer.drawings(of: page)
  }

  private func workbook(_ page: Page) throws(Failure) -> [UInt8] {
    try session.inFolder { folder throws(Failure) in
      let path = folder + "/report.xlsx"
      do throws(WorkbookError) {
        try Workbook(page: page).write(to: path)
      } catch {
        throw session.failure(
          .environment, "不能写 XLSX：\(error.text)", "cannot write XLSX: \(error.text)")
      }
      return try read(path)
    }
  }

  private func pdf(_ page: Page) throws(Failure) -> [UInt8] {
    guard let browser = program(["chromium", "chromium-browser", "google-chrome", "chrome"]) else {
      throw session.failure(
        .environment, "PDF 简报要装有 Chromium（make setup 之后 make web 会装）；也可以用 --format html 再打印",
        "a brief as PDF needs Chromium, which 'make web' installs; or use --format html and print it"
      )
    }
    return try session.inFolder { folder throws(Failure) in
      var bytes: [UInt8] = []
      for (i, layout) in Page.Layout.briefs.enumerated() {
        bytes = try printed(page.html(layout: layout), browser, "\(folder)/\(i)", in: folder)
        if pageCount(bytes) <= 1 { break }
      }
      return bytes
    }
  }

  /// A page as Chromium prints it; `name` is that of its files.
  private func printed(
    _ html: String, _ browser: ChildProcess, _ name: String, in folder: String
  ) throws(Failure) -> [UInt8] {
    do throws(SystemReason) {
      try createFile(name + ".html", Array(html.utf8))
    } catch { throw session.unwritable(folder, error) }
    let arguments =
      ["--headless", "--disable-gpu", "--no-pdf-header-footer", "--disable-dev-shm-usage"]
      + (geteuid() == 0 ? ["--no-sandbox"] : [])
      + [
        "--user-data-dir=\(folder)/profile", "--print-to-pdf=\(name).pdf", "file://\(name).html",
      ]
    _ = try run(browser, arguments, input: [], name: "Chromium")
    return try read(name + ".pdf")
  }

  /// How many pages a PDF of Chromium has, which names each in plain text.
  private func pageCount(_ bytes: [UInt8]) -> Int {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.matches(of: /\/Type \/Page\b/).count
  }

  private func document(_ page: Page) throws(Failure) -> [UInt8] {
    let files = WebFiles(named: session.host.variable("REFORMLAB_WEB"))
    let scripts =
      files.folder.map { [$0 + "../Scripts/brief-docx.py", $0 + "brief-docx.py"] } ?? []
    guard program(["pandoc"]) != nil, let python = program(["python3"]),
      let script = scripts.first(where: isThere)
    else {
      throw session.failure(
        .environment, "DOCX 简报要装有 pandoc（make web 会装）；也可以用 --format html 或 markdown",
        "a brief as DOCX needs pandoc, which 'make web' installs; or use --format html or markdown")
    }
    let html = Array(page.html(layout: Page.Layout.briefs[0]).utf8)
    return try run(python, [script], input: html, name: "pandoc")
  }

  private func program(_ names: [String]) -> ChildProcess? {
    let folders = session.host.variable("PATH") ?? ""
    return names.lazy.compactMap { ChildProcess(named: $0, in: folders) }.first
  }

  /// Runs a program that may take two minutes, and gives what it wrote.
  private func run(
    _ program: ChildProcess, _ arguments: [String], input: [UInt8], name: String
  ) throws(Failure) -> [UInt8] {
    let host = session.host
    let end: ChildProcess.End
    do throws(SystemReason) {
      end = try program.run(
        arguments, input: input, limit: .seconds(120), isCancelled: { host.stopSignal() != 0 })
    } catch {
      throw session.failure(
        .environment, "不能运行 \(name)：\(error.text.zh)", "cannot run \(name): \(error.text.en)")
    }
    if host.stopSignal() != 0 { throw session.stopped() }
    guard end.code == 0 else {
      let reason = String(decoding: end.messages, as: UTF8.self).split(separator: "\n").last ?? "-"
      throw session.failure(
        .environment, "\(name) 没有写成简报：\(reason)", "\(name) did not write the brief: \(reason)")
    }
    return end.output
  }

  private func read(_ path: String) throws(Failure) -> [UInt8] {
    do throws(SystemReason) {
      return try readFile(path, most: 64 << 20)
    } catch { throw session.unwritable(path, error) }
  }
}
