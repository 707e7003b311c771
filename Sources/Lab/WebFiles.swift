internal import ScenarioFiles
internal import Server

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The files of the browser application, by the paths under which a page asks for them.
///
/// `/` is `index.html`, `/app/NAME` a file of the folder `Web`; the chart bundle and the WebAssembly module
/// are made at set-up and lie in the build folder. No path leads out of these.
struct WebFiles: Sendable {
  /// A file's bytes and what they are.
  struct File: Sendable {
    var type: String
    var bytes: [UInt8]
  }

  /// The folder `Web`, with a slash at its end; nil where it was not found.
  let folder: String?
  /// The folder of what is made at set-up.
  private let made: String

  /// - Parameter named: the folder as the environment names it (`REFORMLAB_WEB`); nil: the nearest one
  ///   above the running program, or above the working folder.
  init(named: String?) {
    let found = named.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? Self.find()
    folder = found
    // The build folder lies beside `Web`; an installed program has everything in `Web` itself.
    made = found.map { $0 + "../.build/" } ?? ""
  }

  private static func find() -> String? {
    let program = realpath("/proc/self/exe", nil).map { path in
      defer { free(path) }
      return String(cString: path)
    }
    let working = realpath(".", nil).map { path in
      defer { free(path) }
      return String(cString: path) + "/"
    }
    for start in [program, working].compactMap({ $0 }) {
      var parts = start.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      while !parts.isEmpty {
        for place in ["Web", "share/reformlab/Web"] {
          let folder = parts.joined(separator: "/") + "/\(place)/"
          if isThere(folder + "index.html") { return folder }
        }
        parts.removeLast()
      }
    }
    return nil
  }

  /// The file under a path of the application; nil where there is none.
  ///
  /// - Parameter path: the parts of the path, as a request has them.
  func file(_ path: [String]) -> File? {
    guard let folder else { return nil }
    switch path {
    case []: return read(folder + "index.html")
    case ["favicon.ico"]: return read(folder + "favicon.svg") ?? read(folder + "favicon.ico")
    case ["app", "vega.js"]: return read(made + "web/vega.js") ?? read(folder + "vega.js")
    case ["app", "reformlab.wasm"]:
      return read(made + "reformlab.wasm") ?? read(folder + "reformlab.wasm")
    case _ where path.count == 2 && path[0] == "app" && Self.isName(path[1]):
      return read(folder + path[1])
    default: return nil
    }
  }

  /// What is said where a file of the application is missing.
  func missing(_ path: [String]) -> APIFault {
    switch path {
    case ["app", "vega.js"]:
      APIFault(
        404, "no-charts", zh: "没有图表库；运行 make web 可以生成，没有它就只显示表格",
        en: "the chart library is not here; 'make web' makes it, and without it there are tables")
    case ["app", "reformlab.wasm"]:
      APIFault(
        404, "no-kernel", zh: "没有 WebAssembly 模块；运行 make web 可以生成，没有它就不能拖动滑块",
        en:
          "the WebAssembly module is not here; 'make web' makes it, and without it no slider moves")
    case [] where folder == nil:
      APIFault(
        404, "no-pages", zh: "没有找到网页文件夹 Web；请用环境变量 REFORMLAB_WEB 写明",
        en: "the folder Web with the pages was not found; name it in the variable REFORMLAB_WEB")
    default: APIFault(404, "not-found", zh: "这里什么也没有", en: "there is nothing here")
    }
  }

  private static func isName(_ name: String) -> Bool {
    !name.hasPrefix(".") && type(of: name) != nil
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  private func read(_ path: String) -> File? {
    guard let type = Self.type(of: path), let bytes = try? readFile(path, most: 64 << 20) else {
      return nil
    }
    return File(type: type, bytes: bytes)
  }

  /// What a file is, by its name; nil for what no page needs.
  private static func type(of path: String) -> String? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    return switch path[path.index(after: dot)...] {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "json": "application/json; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    case "wasm": "application/wasm"
    default: nil
    }
  }
}
