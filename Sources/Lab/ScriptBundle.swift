/// Modules put together to one script, each in a function of its own.
///
/// For modules as the application has them: imports of names, one a line, from files beside; exports of
/// functions, classes and constants where they are declared; no cycles. `import('./NAME')` becomes the
/// import of a text in the page.
struct ScriptBundle {
  private let modules: [(name: String, text: String)]

  /// - Parameter modules: by file name.
  init(_ modules: [(String, String)]) { self.modules = modules.map { (name: $0.0, text: $0.1) } }

  /// The script of a module and all that it imports, those first.
  func script(from first: String) -> String {
    var done: Set<String> = []
    var script = Self.helper
    append(first, to: &script, &done)
    return script
  }

  private static let helper = """
    const inlineModule = (name) => {
      const text = document.querySelector(`script[data-file="app/${name}"]`)?.textContent
      if (text === undefined) return Promise.reject(new Error(name))
      return import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })))
    }

    """

  private func append(_ name: String, to script: inout String, _ done: inout Set<String>) {
    guard done.insert(name).inserted, let module = modules.first(where: { $0.name == name }) else {
      return
    }
    var body = ""
    var exports: [String] = []
    for line in module.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let (names, from) = Self.imported(line) {
        append(from, to: &script, &done)
        body += "const {\(names.replacing(" as ", with: ": "))} = \(Self.variable(from))\n"
      } else if line.hasPrefix("export "), let exported = Self.exported(line) {
        exports.append(exported)
        body += line.dropFirst("export ".count) + "\n"
      } else {
        body += line.replacing("import('./", with: "inlineModule('") + "\n"
      }
    }
    script += "const \(Self.variable(name)) = (() => {\n\(body)"
    script += "return { \(exports.joined(separator: ", ")) }\n})()\n"
  }

  /// The names and the file of `import { a, b as c } from './d.js'`.
  private static func imported(_ line: Substring) -> (names: String, from: String)? {
    guard line.hasPrefix("import {"), let close = line.firstIndex(of: "}"),
      let quote = line.firstRange(of: "'./"), let end = line.lastIndex(of: "'"),
      end > quote.upperBound
    else { return nil }
    let names = line[line.index(line.startIndex, offsetBy: 8)..<close]
    return (String(names), String(line[quote.upperBound..<end]))
  }

  /// The name that `export async function name(` and its like export.
  private static func exported(_ line: Substring) -> String? {
    let words = line.split(separator: " ").dropFirst()
    guard
      let place = words.firstIndex(where: {
        !["async", "function", "function*", "class", "const"].contains($0)
      })
    else { return nil }
    return String(words[place].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" })
  }

  private static func variable(_ name: String) -> String {
    "module_" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}
