internal import ApprovalModel

extension Page {
  /// The page as Markdown (CommonMark with pipe tables); charts are their findings and tables.
  package var markdown: String {
    var lines = ["# \(title)", ""]
    for section in sections {
      lines += ["## \(escaped(section.heading))", ""]
      for block in section.blocks { lines += markdown(block) + [""] }
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private func markdown(_ block: Block) -> [String] {
    switch block {
    case .paragraph(.answer, let text): ["**\(escaped(text))**"]
    case .paragraph(.caution, let text): ["> \(escaped(text))"]
    case .paragraph(_, let text): [escaped(text)]
    case .list(let items): items.map { "- \(escaped($0))" }
    case .table(let table): markdown(table)
    case .chart(let chart): [escaped(chart.finding), ""] + markdown(chart.table)
    case .picture(let picture):
      [escaped(picture.finding)] + (picture.table.map { [""] + markdown($0) } ?? [])
    }
  }

  private func markdown(_ table: Table) -> [String] {
    let rule = table.columns.map { $0.isNumeric ? "---:" : "---" }
    return (table.caption.isEmpty ? [] : ["**\(escaped(table.caption))**", ""])
      + [row(table.columns.map { escaped($0.head) }), row(rule)]
      + table.rows.map { row($0.map(markdown)) }
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private func markdown(_ cell: Cell) -> String {
    let glyph = cell.mark?.glyph.map { $0 + " " } ?? ""
    let note = cell.note.map { "<br>\(escaped($0))" } ?? ""
    return glyph + escaped(cell.text) + note
  }

  /// Text in which no character has a meaning of its own.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_|<>".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result.replacing("\n", with: " ")
  }
}

extension Page {
  /// All tables as CSV (RFC 4180), one row for each cell that holds a number or a text of its own.
  package var csv: String {
    var text = csvRow([
      "section", "table", "row", "column", "text", "value", "low", "high", "unit", "mark",
    ])
    for (heading, table) in tables {
      for cells in table.rows {
        let label = cells.first?.text ?? ""
        for (column, cell) in zip(table.columns, cells).dropFirst() where !cell.text.isEmpty {
          text += csvRow([
            heading, table.caption, label, column.head, cell.text, number(cell.value),
            number(cell.low), number(cell.high), cell.unitText(language), cell.mark?.rawValue ?? "",
          ])
        }
      }
    }
    return text
  }
}
