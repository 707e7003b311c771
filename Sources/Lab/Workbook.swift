internal import ApprovalModel
internal import CXLSXWriter
internal import Reporting

/// The tables of a page as a spreadsheet (XLSX): a sheet for each section, one for the manifest.
///
/// Numbers are numbers, shares percentages; where a column has intervals, its ends stand beside it. The same
/// page gives the same bytes.
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
    }

    func of(_ unit: String?) -> UnsafeMutablePointer<lxw_format>? {
      unit == "share" ? percent : number
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
    let isChinese = page.language == .zh
    /// What stands in the columns of one column of the page.
    let parts = table.columns.indices.map { i in
      let cells = table.rows.compactMap { i < $0.count ? $0[i] : nil }
      return (
        hasEnds: cells.contains { $0.low != nil || $0.high != nil },
        hasUnit: cells.contains { $0.value != nil || $0.low != nil },
        hasOwn: cells.contains { $0.value != nil || ($0.low == nil && !$0.text.isEmpty) }
      )
    }
    var column: UInt16 = 0
    for (head, part) in zip(table.columns, parts) {
      if part.hasOwn || !part.hasEnds {
        text(head.head, column, formats.head)
        column += 1
      }
      if part.hasEnds {
        let name = part.hasOwn ? "" : head.head + (isChinese ? "，" : ", ")
        text(name + (isChinese ? "区间下限" : "interval low"), column, formats.head)
        text(name + (isChinese ? "区间上限" : "interval high"), column + 1, formats.head)
        column += 2
      }
    }
    text(isChinese ? "单位" : "unit", column, formats.head)
    row += 1
    for cells in table.rows {
      column = 0
      var unit: String?
      for (cell, part) in zip(cells, parts) {
        unit = unit ?? cell.unit
        if part.hasOwn || !part.hasEnds {
          if let value = cell.value, value.isFinite {
            worksheet_write_number(sheet, row, column, value, formats.of(cell.unit))
          } else {
            text(cell.text, column)
          }
          column += 1
        }
        if part.hasEnds {
          for (i, end) in [cell.low, cell.high].enumerated() {
            guard let end, end.isFinite else { continue }
            worksheet_write_number(sheet, row, column + UInt16(i), end, formats.of(cell.unit))
          }
          column += 2
        }
      }
      text(unit ?? "", column)
      row += 1
    }
    row += 1
  }
}

/// A spreadsheet cannot be written.
struct WorkbookError: Error, Hashable, Sendable {
  /// What the library says.
  var text: String
}
