internal import ApprovalModel

extension Page {
  /// How a page is laid out.
  package enum Layout: Sendable {
    /// The whole report: screens and A4 with page breaks.
    case report
    /// One sheet of A4, its type of so many points.
    case brief(points: Double)

    /// The sizes of type that a brief is tried in until it fits on its sheet.
    package static let briefs = [8.8, 8.2, 7.6, 7].map { Layout.brief(points: $0) }
  }

  /// The page as one HTML file that needs nothing else: no script, no picture, no address.
  ///
  /// - Parameter charts: drawings (SVG) by the ids of charts; a chart without one shows its table.
  package func html(charts: [String: String] = [:], layout: Layout = .report) -> String {
    let writer = PageHTML(page: self, charts: charts, layout: layout)
    return writer.document
  }

  /// The charts of the page with their specifications, in order.
  package var charts: [Chart] {
    sections.flatMap(\.blocks).compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
  }

  /// The tables of the page with the headings under which they stand, those of charts and pictures too.
  package var tables: [(heading: String, table: Table)] {
    sections.flatMap { section in
      section.blocks.compactMap { block -> (String, Table)? in
        switch block {
        case .table(let table): (section.heading, table)
        case .chart(let chart): (section.heading, chart.table)
        case .picture(let picture): picture.table.map { (section.heading, $0) }
        case .paragraph, .list: nil
        }
      }
    }
  }
}

/// A page being written as HTML; well-formed as XML as well.
private struct PageHTML {
  let page: Page
  let charts: [String: String]
  let layout: Page.Layout

  private func text(_ zh: String, _ en: String) -> String { page.language == .zh ? zh : en }

  var document: String {
    let language = page.language == .zh ? "zh-Hans" : "en"
    let style = PageStyle.common + own
    return """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="generator" content="ReformLab"/>
      <title>\(escaped(page.title))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <main>
      <h1>\(escaped(page.title))</h1>
      \(isReport ? contents : "")
      \(page.sections.map(section).joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }

  /// The style of the layout.
  private var own: String {
    switch layout {
    case .report: PageStyle.report
    case .brief(let points):
      PageStyle.brief.replacing("8.8pt", with: "\(points)pt")
    }
  }

  private var isReport: Bool { if case .report = layout { true } else { false } }

  private var contents: String {
    let items = page.sections.map { "<li><a href=\"#\($0.id)\">\(escaped($0.heading))</a></li>" }
    return "<nav aria-label=\"\(text("目录", "Contents"))\"><ol>\(items.joined())</ol></nav>"
  }

  private func section(_ section: Page.Section) -> String {
    """
    <section id="\(section.id)">
    <h2>\(escaped(section.heading))</h2>
    \(section.blocks.map(block).joined(separator: "\n"))
    </section>
    """
  }

  private func block(_ block: Page.Block) -> String {
    switch block {
    case .paragraph(let role, let text): return "<p class=\"\(role.rawValue)\">\(escaped(text))</p>"
    case .list(let items):
      return "<ul>\(items.map { "<li>\(escaped($0))</li>" }.joined())</ul>"
    case .table(let table): return "<figure class=\"table\">\(html(table))</figure>"
    case .chart(let chart):
      guard let drawing = charts[chart.id] else {
        return
          "<figure class=\"table\"><p class=\"finding\">\(escaped(chart.finding))</p>\(html(chart.table))</figure>"
      }
      return """
        <figure class="chart">
        <figcaption>\(escaped(chart.finding))</figcaption>
        <div role="img" aria-label="\(escaped(chart.finding))">\(own(drawing, chart.id))</div>
        <details><summary>\(text("数据表", "Data table"))</summary>\(html(chart.table))</details>
        </figure>
        """
    case .picture(let picture):
      let data = picture.table.map {
        "<details><summary>\(text("数据表", "Data table"))</summary>\(html($0))</details>"
      }
      return """
        <figure class="chart">
        <figcaption>\(escaped(picture.finding))</figcaption>
        <div>\(picture.svg)</div>
        \(data ?? "")
        </figure>
        """
    }
  }

  /// A drawing whose inner names are its own, so that several can stand in one page.
  private func own(_ svg: String, _ id: String) -> String {
    let start = svg.range(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg
    return start.replacing(" id=\"", with: " id=\"\(id)-")
      .replacing("url(#", with: "url(#\(id)-")
      .replacing("href=\"#", with: "href=\"#\(id)-")
  }

  private func html(_ table: Page.Table) -> String {
    let heads = table.columns.map {
      "<th scope=\"col\"\($0.isNumeric ? " class=\"number\"" : "")>\(escaped($0.head))</th>"
    }
    let rows = table.rows.map { row -> String in
      let cells = row.enumerated().map { i, cell -> String in
        let isNumeric = i < table.columns.count && table.columns[i].isNumeric
        return i == 0
          ? "<th scope=\"row\">\(html(cell))</th>"
          : "<td\(isNumeric ? " class=\"number\"" : "")>\(html(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    let caption = table.caption.isEmpty ? "" : "<caption>\(escaped(table.caption))</caption>"
    return
      "<div class=\"scroll\"><table>\(caption)<thead><tr>\(heads.joined())</tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
  }

  private func html(_ cell: Page.Cell) -> String {
    let note = cell.note.map { "<small>\(escaped($0))</small>" } ?? ""
    guard let mark = cell.mark else { return breakable(cell.text) + note }
    let glyph = mark.glyph.map { "<span aria-hidden=\"true\">\($0)</span> " } ?? ""
    return "<span class=\"mark \(mark.rawValue)\">\(glyph)\(escaped(cell.text))</span>\(note)"
  }

  /// Long paths of inputs may break behind their dots.
  private func breakable(_ text: String) -> String {
    let text = escaped(text)
    guard text.count > 20, !text.contains(" ") else { return text }
    return text.replacing(".", with: ".<wbr/>")
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

extension String {
  /// Where `word` stands first.
  fileprivate func range(of word: String) -> Range<String.Index>? { firstRange(of: word) }
}

extension Page.Mark {
  /// The sign beside the word; nil for grades, whose letter is sign enough.
  package var glyph: String? {
    switch self {
    case .better: "✓"
    case .worse: "✕"
    case .higher: "↑"
    case .lower: "↓"
    case .same: "="
    case .cannotTell: "?"
    case .gradeA, .gradeB, .gradeC, .gradeD: nil
    }
  }
}

/// The style of pages as files.
private enum PageStyle {
  static let common = """
    :root { --ink: #1c2430; --soft: #4a5361; --line: #dfe3e9; --accent: #174a7c; --better: #0b6b45;
      --worse: #a3321c; --wash: #f5f7fa; }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--ink); background: #fff; line-height: 1.6;
      font-family: 'Noto Sans', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
    :lang(zh-Hans) body, body:lang(zh-Hans) { line-height: 1.7; }
    h1 { line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
    h2 { line-height: 1.3; font-weight: 650; }
    p { margin: 0.6em 0; text-wrap: pretty; }
    figure { margin: 1.4em 0; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 600; padding: 0 0 0.5em; }
    th, td { text-align: left; vertical-align: top; padding: 0.45em 0.8em 0.45em 0;
      border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { font-weight: 600; color: var(--soft); border-bottom: 1.5px solid var(--ink);
      vertical-align: bottom; overflow-wrap: normal; }
    tbody th { font-weight: 500; }
    .number { text-align: right; }
    small { display: block; color: var(--soft); font-size: 0.85em; font-weight: 400; }
    .mark { font-weight: 600; white-space: nowrap; }
    .mark.better { color: var(--better); }
    .mark.worse { color: var(--worse); }
    .mark.cannot-tell { color: var(--soft); }
    .mark.grade-d { color: var(--worse); }
    .caution { border-left: 3px solid var(--soft); padding-left: 0.8em; color: var(--soft); }

    """

  static let report = """
    body { font-size: 16px; }
    main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
    h1 { font-size: 2rem; margin: 0 0 1.5rem; }
    h2 { font-size: 1.35rem; margin: 3.2rem 0 0.8rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
    .answer { font-size: 1.2rem; line-height: 1.6; font-weight: 500; }
    .note, ul { color: var(--soft); }
    ul { padding-left: 1.2em; }
    li { margin: 0.35em 0; }
    nav ol { columns: 2; column-gap: 2.5rem; padding: 1rem 1rem 1rem 2.4rem; margin: 0 0 1rem; background: var(--wash);
      border-radius: 6px; font-size: 0.92rem; }
    a { color: var(--accent); }
    table { font-size: 0.92rem; }
    .scroll { overflow-x: auto; }
    figcaption, .finding { font-weight: 500; margin: 0 0 0.8em; }
    .chart svg { max-width: 100%; height: auto; display: block; }
    details { margin-top: 0.6em; font-size: 0.92rem; }
    summary { color: var(--accent); cursor: pointer; }
    @media (max-width: 40rem) { nav ol { columns: 1; } main { padding: 1.5rem 1rem 3rem; } }
    @page { size: A4; margin: 18mm 16mm 20mm; }
    @media print {
      body { font-size: 10pt; }
      main { max-width: none; padding: 0; }
      nav { display: none; }
      h1 { font-size: 18pt; }
      h2 { font-size: 13pt; margin-top: 20pt; break-after: avoid; }
      .answer { font-size: 11.5pt; }
      table { font-size: 8.5pt; }
      thead { display: table-header-group; }
      tr, .chart { break-inside: avoid; }
      caption, figcaption { break-after: avoid; }
      .scroll { overflow: visible; }
      details { display: none; }
      a { color: inherit; text-decoration: none; }
    }
    """

  static let brief = """
    @page { size: A4; margin: 13mm 15mm 11mm; }
    body { font-size: 8.8pt; line-height: 1.42; }
    body:lang(zh-Hans) { line-height: 1.5; }
    main { max-width: 180mm; margin: 0 auto; }
    h1 { font-size: 1.7em; margin: 0 0 2mm; padding-bottom: 2mm; border-bottom: 2px solid var(--ink); }
    h2 { font-size: 1.14em; margin: 3mm 0 1mm; color: var(--accent); }
    p { margin: 1mm 0; }
    .answer { font-size: 1.14em; font-weight: 500; line-height: 1.5; }
    figure { margin: 1.5mm 0; }
    th, td { padding: 0.8mm 2.5mm 0.8mm 0; }
    #facts tbody th { width: 17mm; color: var(--accent); font-weight: 600; white-space: nowrap; }
    #facts thead, #provenance thead { display: none; }
    .caution { font-size: 0.93em; }
    .note, #provenance p { font-size: 0.87em; color: var(--soft); }
    #provenance h2 { display: none; }
    #provenance p { margin: 0.6mm 0; overflow-wrap: anywhere; }
    @media screen { main { padding: 15mm 0; } }
    """
}
