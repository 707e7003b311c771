/// A table of text with columns aligned by terminal cells.
struct TextTable {
  /// Where a cell's text stands.
  enum Alignment { case left, right }

  /// The alignment of each column.
  var alignments: [Alignment]
  /// The heads of the columns.
  var head: [String]
  /// The cells, row by row, as many as there are columns.
  var rows: [[String]] = []

  init(_ columns: [(head: String, alignment: Alignment)]) {
    head = columns.map(\.head)
    alignments = columns.map(\.alignment)
  }

  /// The width of each column, cells.
  var widths: [Int] {
    head.indices.map { column in
      (rows + [head]).map { displayWidth($0[column]) }.max() ?? 0
    }
  }

  /// Head, rule and rows, without trailing spaces; two spaces stand between columns.
  ///
  /// The first column gives way where the table would be wider than a report: its cells go on below.
  func lines(_ style: TextStyle) -> [String] {
    var widths = widths
    let others = widths.dropFirst().reduce(0) { $0 + 2 + $1 }
    widths[0] = min(widths[0], max(TextTable.leastLabel, ReportContext.width - others))
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    return lines(head, widths).map(style.heading) + [style.faint(rule)]
      + rows.flatMap { lines($0, widths) }
  }

  /// The first column is not made narrower than this.
  static let leastLabel = 30

  /// One row: usually a line.
  private func lines(_ cells: [String], _ widths: [Int]) -> [String] {
    var labels =
      displayWidth(cells[0]) <= widths[0]
      ? [cells[0]] : wrapped(cells[0], width: widths[0], indent: "  ")
    // A word that cannot be broken, such as the path of an input, has a line of its own.
    if displayWidth(labels.last ?? "") > widths[0] { labels.append("") }
    return labels.enumerated().map { i, label in
      line([label] + cells.dropFirst().map { i == labels.count - 1 ? $0 : "" }, widths)
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (i, cell) in cells.enumerated() {
      text += (i == 0 ? "" : "  ") + padded(cell, to: widths[i], alignment: alignments[i])
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}
