internal import ApprovalModel
internal import CXLSXWriter
internal import Reporting

/// The tables of a page as a spreadsheet (XLSX): a sheet for each section, one for the manifest.
///
/// Numbers are numbers, shares percentages; where a column has intervals, its ends stand beside it. Units are
/// words in the language of the page. The same page gives the same bytes.
struct Workbook {
  let page: Page

  /// Writes the file at `path`.
  ///
  /// - Throws: what the library says.
  func write(to path: String) throws(WorkbookError) {
    guard let book = workbook_new(path) else { throw WorkbookError(text: "-") }
    let language = page.language == .zh ? "zh" : "en"
    withProperties(title: page.title, language) { properties in
      _ = workbook_set_properties(book, properties)
    }
    let formats = Formats(book)
    for section in page.sections {
      let tables = Page(language: page.language, title: "", sections: [section]).tables
        .map(\.table)
      guard !tables.isEmpty, let sheet = workbook_add_worksheet(book, name(section)) else {
        continue
      }
      worksheet_set_column(sheet, 0, 0, 34, nil)
      worksheet_set_column(sheet, 1, 40, 15, nil)
      var row: UInt32 = 0
      for table in tables { write(table, to: sheet, from: &row, formats) }
    }
    let error = workbook_close(book)
    guard error == LXW_NO_ERROR else {
      throw WorkbookError(text: lxw_strerror(error).map { String(cString: $0) } ?? "-")
    }
  }

  /// At most 31 characters, and none that a sheet may not have.
  private func name(_ section: Page.Section) -> String {
    String(section.heading.filter { !"[]:*?/\\".contains($0) }.prefix(31))
  }

  private func withProperties(
    title: String, _ language: String, _ body: (UnsafeMutablePointer<lxw_doc_properties>) -> Void
  ) {
    title.withCString { title in
      "ReformLab".withCString { author in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.author = UnsafeMutablePointer(mutating: author)
        // Any fixed time: equal tables are equal bytes.
        properties.created = 946_684_800
        body(&properties)
      }
    }
  }

  private struct Formats {
    let caption: UnsafeMutablePointer<lxw_format>?
    let head: UnsafeMutablePointer<lxw_format>?
    let percent: UnsafeMutablePointer<lxw_format>?
    let number: UnsafeMutablePointer<lxw_format>?
    let bare: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
      caption = workbook_add_format(book)
      format_set_bold(caption)
      format_set_font_size(caption, 13)
      head = workbook_add_format(book)
      format_set_bold(head)
      format_set_text_wrap(head)
      format_set_bottom(head, UInt8(LXW_BORDER_THIN.rawValue))
      percent = workbook_add_format(book)
      format_set_num_format(percent, "0.0%")
      number = workbook_add_format(book)
      format_set_num_format(number, "#,##0.0##")
      bare = workbook_add_format(book)
      format_set_num_format(bare, "0")
    }

    /// A whole number without a unit, such as a seed, is shown as it is.
    func of(_ cell: Page.Cell) -> UnsafeMutablePointer<lxw_format>? {
      if cell.isShare { return percent }
      guard cell.unit == nil, let value = cell.value, value == value.rounded() else {
        return number
      }
      return bare
    }
  }

  private func write(
    _ table: Page.Table, to sheet: UnsafeMutablePointer<lxw_worksheet>, from row: inout UInt32,
    _ formats: Formats
  ) {
    func text(_ text: String, _ column: UInt16, _ format: UnsafeMutablePointer<lxw_format>? = nil) {
      guard !text.isEmpty else { return }
      worksheet_write_string(sheet, row, column, text, format)
    }
    if !table.caption.isEmpty {
      text(table.caption, 0, formats.caption)
      row += 1
    }
    let columns = Columns(table, page.language)
    var column: UInt16 = 0
    for part in columns.parts {
      for head in part.heads {
        text(head, column, formats.head)
        column += 1
      }
    }
    if columns.hasUnits { text(columns.unit, column, formats.head) }
    row += 1
    for cells in table.rows {
      column = 0
      for (cell, part) in zip(cells, columns.parts) {
        if part.hasOwn {
          if let value = cell.value, value.isFinite {
            worksheet_write_number(sheet, row, column, value, formats.of(cell))
          } else {
            text(cell.text, column)
          }
          column += 1
        }
        if part.hasEnds {
          for (i, end) in [cell.low, cell.high].enumerated() {
            guard let end, end.isFinite else { continue }
            worksheet_write_number(sheet, row, column + UInt16(i), end, formats.of(cell))
          }
          column += 2
        }
        if part.hasUnits {
          text(cell.unitText(page.language), column)
          column += 1
        }
      }
      if columns.hasUnits { text(columns.unit(of: cells), column) }
      row += 1
    }
    row += 1
  }
}

/// What the columns of a page's table become in a sheet: where they have intervals, the ends stand beside;
/// every number has its unit in its row or in the head above it.
struct Columns {
  /// One column of the page.
  struct Part: Hashable {
    /// What stands above its columns in the sheet.
    var heads: [String]
    /// Whether its texts or values have a column.
    var hasOwn: Bool
    /// Whether the ends of its intervals have columns.
    var hasEnds: Bool
    /// Whether its units have a column, since they differ from row to row and from those of other columns.
    var hasUnits: Bool
  }

  private(set) var parts: [Part] = []
  /// Whether one column at the end has the units of all others.
  let hasUnits: Bool
  /// The head of a column with units.
  let unit: String
  private let language: Language

  init(_ table: Page.Table, _ language: Language) {
    self.language = language
    let isChinese = language == .zh
    unit = isChinese ? "单位" : "unit"
    func units(_ cells: [Page.Cell]) -> [String] {
      cells.filter(\.hasNumber).map { $0.unitText(language) }.reduce(into: []) { found, unit in
        if !found.contains(unit) { found.append(unit) }
      }
    }
    let byRow = table.rows.map(units)
    let isOnePerRow = byRow.allSatisfy { $0.count <= 1 }
    hasUnits = isOnePerRow && byRow.contains { !($0.first ?? "").isEmpty }
    for (i, column) in table.columns.enumerated() {
      let cells = table.rows.compactMap { i < $0.count ? $0[i] : nil }
      let hasEnds = cells.contains { $0.low != nil || $0.high != nil }
      let hasOwn =
        !hasEnds || cells.contains { $0.value != nil || ($0.low == nil && !$0.text.isEmpty) }
      let own = units(cells)
      let isUniform = own.count == 1
      let inHead =
        !isOnePerRow && isUniform && !own[0].isEmpty && !column.head.contains(own[0])
        ? " (\(own[0]))" : ""
      var heads = hasOwn ? [column.head + inHead] : []
      if hasEnds {
        let name = hasOwn ? "" : column.head + (isChinese ? "，" : ", ")
        heads += [
          name + (isChinese ? "区间下限" : "interval low"),
          name + (isChinese ? "区间上限" : "interval high"),
        ].map { $0 + inHead }
      }
      let hasUnits = !isOnePerRow && own.count > 1
      if hasUnits { heads.append(unit) }
      parts.append(Part(heads: heads, hasOwn: hasOwn, hasEnds: hasEnds, hasUnits: hasUnits))
    }
  }

  /// The unit of the numbers of a row.
  func unit(of cells: [Page.Cell]) -> String {
    cells.first(where: \.hasNumber)?.unitText(language) ?? ""
  }
}

extension Page.Cell {
  fileprivate var hasNumber: Bool { value != nil || low != nil || high != nil }
  /// Whether a number of it is a part of a whole.
  fileprivate var isShare: Bool { unit == "share" }
}

/// A spreadsheet cannot be written.
struct WorkbookError: Error, Hashable, Sendable {
  /// What the library says.
  var text: String
}
