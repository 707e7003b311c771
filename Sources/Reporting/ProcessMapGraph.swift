public import ApprovalModel

/// A process map in the language of Graphviz.
///
/// What a design adds and removes is told by words and line styles; colors repeat it.
public struct ProcessMapGraph: Sendable {
  private let map: ProcessMap
  private let title: LocalizedText
  private let language: Language

  /// The graph of `map` under `title`.
  public init(_ map: ProcessMap, title: LocalizedText, language: Language) {
    self.map = map
    self.title = title
    self.language = language
  }

  /// The text that `dot` reads.
  public var dot: String {
    let words = ValueWords(language: language)
    let caption =
      title[language] + "\n"
      + words.text(
        "实线：法律或事实要求；虚线：惯例；圆形：自行实施工作",
        "solid: required in law or fact; dashed: custom; ellipse: own work")
    var lines = [
      "digraph process {", "  rankdir=LR;", "  label=\(quoted(caption));",
      "  fontname=\"sans-serif\";", "  node [fontname=\"sans-serif\", shape=box];",
      "  edge [fontname=\"sans-serif\"];",
    ]
    for layer in 1...max(1, map.layers) {
      let nodes = map.nodes(inLayer: layer)
      lines += nodes.map { "  \(quoted($0.name)) [\(attributes(of: $0))];" }
      lines.append(
        "  { rank=same; \(nodes.map { quoted($0.name) + ";" }.joined(separator: " ")) }")
    }
    let names = Set(map.nodes.map(\.name))
    for edge in map.edges where names.contains(edge.from.owner) {
      lines.append(
        "  \(quoted(edge.from.owner)) -> \(quoted(edge.to)) [\(attributes(of: edge))];")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private func attributes(of node: ProcessMap.Node) -> String {
    var label = node.title?[language] ?? node.name
    if label != node.name { label += "\n\(node.name)" }
    if node.status != .kept { label += "\n\(node.status.sign) \(node.status.text[language])" }
    var result = ["label=\(quoted(label))"]
    if node.isOwnWork { result.append("shape=ellipse") }
    switch node.status {
    case .kept: break
    case .changed: result.append("style=bold")
    case .added: result += ["style=bold", "peripheries=2", "color=\"#1a6b1a\""]
    case .removed: result += ["style=dotted", "color=\"#8a8a8a\"", "fontcolor=\"#5a5a5a\""]
    }
    return result.joined(separator: ", ")
  }

  private func attributes(of edge: ProcessMap.Edge) -> String {
    var result = ["style=\(edge.kind == .needs ? "solid" : "dashed")"]
    var words = [edge.from.milestone, edge.milestone.map { "> \($0)" }].compactMap { $0 }
    if let least = edge.atLeast { words.append("\(least) /") }
    if edge.status != .kept { words.append("\(edge.status.sign) \(edge.status.text[language])") }
    if !words.isEmpty { result.append("label=\(quoted(words.joined(separator: " ")))") }
    switch edge.status {
    case .kept, .changed: break
    case .added: result += ["penwidth=2.5", "color=\"#1a6b1a\""]
    case .removed: result += ["arrowhead=empty", "color=\"#8a8a8a\""]
    }
    return result.joined(separator: ", ")
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
