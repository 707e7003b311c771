internal import Reporting

/// The application and its data in one page, which asks for nothing else.
struct SitePage {
  private let files: [(path: String, bytes: [UInt8])]

  /// - Parameter files: what a folder would hold, by path.
  init(_ files: [(path: String, bytes: [UInt8])]) { self.files = files }

  /// The first page of the application with where its data are.
  static func index(_ text: String, data: String) -> String {
    let mark = "<meta name=\"reformlab-data\" content=\"\(data)\">"
    let scripts =
      data == "inline"
      ? "script-src 'unsafe-inline' blob: 'wasm-unsafe-eval'; connect-src 'none'; worker-src blob:"
      : "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:"
    let styles = data == "inline" ? "'unsafe-inline'" : "'self' 'unsafe-inline'"
    let policy =
      "default-src 'none'; \(scripts); style-src \(styles); img-src 'self' data: blob:; "
      + "base-uri 'none'; form-action 'none'"
    return text.replacing(
      "<meta name=\"reformlab-data\" content=\"server\">",
      with: "\(mark)\n<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">")
  }

  private func text(_ path: String) -> String {
    String(decoding: files.first { $0.path == path }?.bytes ?? [], as: UTF8.self)
  }

  /// The page.
  var bytes: [UInt8] {
    let modules = files.filter { $0.path.hasPrefix("app/") && Self.isModule($0.path) }
      .map { (String($0.path.dropFirst(4)), String(decoding: $0.bytes, as: UTF8.self)) }
    var page = text("index.html")
      .replacing("content=\"static\">", with: "content=\"server\">")
    // The policy of a folder is not that of a page.
    if let start = page.firstRange(of: "<meta http-equiv=\"Content-Security-Policy\""),
      let end = page[start.lowerBound...].firstIndex(of: "\n")
    {
      page.removeSubrange(start.lowerBound...end)
    }
    page = Self.index(page, data: "inline").replacing(
      "<link rel=\"stylesheet\" href=\"app/style.css\">",
      with: "<style>\n\(text("app/style.css"))</style>"
    ).replacing("<script type=\"module\" src=\"app/main.js\"></script>\n", with: "")
    let parts = page.split(separator: "</body>", maxSplits: 1, omittingEmptySubsequences: false)
    var bytes = Array(String(parts[0]).utf8)
    for file in files {
      if ["app/words.json", "app/chart-theme.json"].contains(file.path) {
        let name = String(file.path.dropFirst("app/".count))
        element(name, "application/json", Self.json(file.bytes), to: &bytes)
      } else if file.path == "app/reformlab.wasm" {
        let letters = Array(base64(file.bytes).utf8)
        element(file.path, "application/octet-stream", letters, to: &bytes)
      } else if file.path == "app/vega.js" {
        element(file.path, "text/plain", Self.script(file.bytes), to: &bytes)
      } else if file.path.hasPrefix("data/") {
        element(file.path, "application/json", Self.json(file.bytes), to: &bytes)
      }
    }
    let bundle = ScriptBundle(modules)
    element(
      "app/kernel-worker.js", "text/plain",
      Self.script(Array(bundle.script(from: "kernel-worker.js").utf8)), to: &bytes)
    bytes += Array("<script type=\"module\">\n".utf8)
    bytes += Self.script(Array(bundle.script(from: "main.js").utf8))
    bytes += Array("</script>\n</body>".utf8)
    return bytes + Array(String(parts.count > 1 ? parts[1] : "").utf8)
  }

  private static func isModule(_ path: String) -> Bool {
    path != "app/vega.js" && (path.hasSuffix(".js") || path.hasSuffix(".mjs"))
  }

  private func element(
    _ path: String, _ type: String, _ content: [UInt8], to bytes: inout [UInt8]
  ) {
    bytes += Array("<script type=\"\(type)\" data-file=\"\(path)\">".utf8)
    bytes += content
    bytes += Array("</script>\n".utf8)
  }

  /// JSON that ends no element: `<` stands in strings alone.
  private static func json(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte == UInt8(ascii: "<") { result += Array("\\u003c".utf8) } else { result.append(byte) }
    }
    return result
  }

  /// A script that ends no element: `</script` and `<!--` stand in strings alone.
  private static func script(_ bytes: [UInt8]) -> [UInt8] {
    let ends = [Array("/script".utf8), Array("/SCRIPT".utf8), Array("!--".utf8)]
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (i, byte) in bytes.enumerated() {
      result.append(byte)
      if byte == UInt8(ascii: "<"), ends.contains(where: { bytes[(i + 1)...].starts(with: $0) }) {
        result.append(UInt8(ascii: "\\"))
      }
    }
    return result
  }
}
