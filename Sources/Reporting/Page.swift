package import ApprovalModel

/// A report as headings, sentences, tables and pictures, in one language.
///
/// The one form between results and whatever shows them: the browser, a self-contained file, Markdown, a
/// document, a spreadsheet. It holds words, not computations: each cell has the text that a reader sees
/// and, where it is a number, the number itself.
package struct Page: Hashable, Sendable {
  /// The language of every word in it.
  package var language: Language
  /// What it is about.
  package var title: String
  /// In reading order.
  package var sections: [Section]

  package init(language: Language, title: String, sections: [Section] = []) {
    self.language = language
    self.title = title
    self.sections = sections
  }

  /// A part with a heading, which links name by `id`.
  package struct Section: Hashable, Sendable {
    /// The same in both languages, lower-case letters and hyphens.
    package var id: String
    package var heading: String
    package var blocks: [Block]

    package init(_ id: String, _ heading: String, _ blocks: [Block] = []) {
      self.id = id
      self.heading = heading
      self.blocks = blocks
    }
  }

  /// What a section is made of.
  package enum Block: Hashable, Sendable {
    case paragraph(Role, String)
    case list([String])
    case table(Table)
    case chart(Chart)
    case picture(Picture)
  }

  /// What a sentence is for.
  package enum Role: String, Hashable, Sendable {
    /// The answer to the question of the page.
    case answer
    /// What the answer is not, and what could be misread.
    case caution
    /// What a picture or table shows.
    case finding
    case note
  }

  /// Rows under heads.
  package struct Table: Hashable, Sendable {
    package var id: String
    package var caption: String
    package var columns: [Column]
    package var rows: [[Cell]]

    package init(_ id: String, _ caption: String, _ columns: [Column], _ rows: [[Cell]] = []) {
      self.id = id
      self.caption = caption
      self.columns = columns
      self.rows = rows
    }
  }

  /// The head of a column.
  package struct Column: Hashable, Sendable {
    package var head: String
    /// Whether its cells are numbers, which stand at the right.
    package var isNumeric: Bool

    package init(_ head: String, isNumeric: Bool = false) {
      self.head = head
      self.isNumeric = isNumeric
    }
  }

  /// One cell; the first of a row is its head.
  package struct Cell: Hashable, Sendable {
    package var text: String
    /// The number that the text shows, in `unit`.
    package var value: Double?
    package var unit: String?
    /// The ends of the interval that the text shows, in `unit`.
    package var low: Double?
    package var high: Double?
    /// What the interval or the source is: a second line.
    package var note: String?
    package var mark: Mark?

    package init(
      _ text: String, value: Double? = nil, unit: String? = nil, low: Double? = nil,
      high: Double? = nil, note: String? = nil, mark: Mark? = nil
    ) {
      self.text = text
      self.value = value
      self.unit = unit
      self.low = low
      self.high = high
      self.note = note
      self.mark = mark
    }
  }

  /// What a cell is besides its words; shown by glyph and word, never by color alone.
  package enum Mark: String, Hashable, Sendable {
    case better, worse, higher, lower, same
    case cannotTell = "cannot-tell"
    case gradeA = "grade-a"
    case gradeB = "grade-b"
    case gradeC = "grade-c"
    case gradeD = "grade-d"
  }

  /// A chart as a Vega-Lite specification with its data inside, the finding in words, and the same data
  /// as a table.
  package struct Chart: Hashable, Sendable {
    package var id: String
    package var finding: String
    package var specification: JSONValue
    package var table: Table

    package init(id: String, finding: String, specification: JSONValue, table: Table) {
      self.id = id
      self.finding = finding
      self.specification = specification
      self.table = table
    }
  }

  /// A drawing as SVG whose text is text, the finding in words, and a table where there are numbers.
  package struct Picture: Hashable, Sendable {
    package var id: String
    package var finding: String
    package var svg: String
    package var table: Table?

    package init(id: String, finding: String, svg: String, table: Table? = nil) {
      self.id = id
      self.finding = finding
      self.svg = svg
      self.table = table
    }
  }
}

extension Page {
  /// The page as the web lab gets it; `docs/reference/api.md` lists every key.
  package var json: JSONValue {
    .object([
      .init("language", .string(language.rawValue)), .init("title", .string(title)),
      .init("sections", .array(sections.map(\.json))),
    ])
  }
}

extension Page.Section {
  fileprivate var json: JSONValue {
    .object([
      .init("id", .string(id)), .init("heading", .string(heading)),
      .init("blocks", .array(blocks.map(\.json))),
    ])
  }
}

extension Page.Block {
  fileprivate var json: JSONValue {
    switch self {
    case .paragraph(let role, let text):
      .object([
        .init("type", .string("paragraph")), .init("role", .string(role.rawValue)),
        .init("text", .string(text)),
      ])
    case .list(let items):
      .object([
        .init("type", .string("list")), .init("items", .array(items.map(JSONValue.string))),
      ])
    case .table(let table): .object([.init("type", .string("table"))] + table.members)
    case .chart(let chart):
      .object([
        .init("type", .string("chart")), .init("id", .string(chart.id)),
        .init("finding", .string(chart.finding)), .init("specification", chart.specification),
        .init("table", .object(chart.table.members)),
      ])
    case .picture(let picture):
      .object([
        .init("type", .string("picture")), .init("id", .string(picture.id)),
        .init("finding", .string(picture.finding)), .init("svg", .string(picture.svg)),
        .init("table", picture.table.map { .object($0.members) } ?? .null),
      ])
    }
  }
}

extension Page.Table {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("id", .string(id)), .init("caption", .string(caption)),
      .init(
        "columns",
        .array(
          columns.map {
            .object([.init("head", .string($0.head)), .init("numeric", .bool($0.isNumeric))])
          })),
      .init("rows", .array(rows.map { .array($0.map(\.json)) })),
    ]
  }
}

extension Page.Cell {
  /// What is absent is left out.
  fileprivate var json: JSONValue {
    var members = [JSONValue.Member("text", .string(text))]
    if let value { members.append(.init("value", .number(value))) }
    if let unit { members.append(.init("unit", .string(unit))) }
    if let low { members.append(.init("low", .number(low))) }
    if let high { members.append(.init("high", .number(high))) }
    if let note { members.append(.init("note", .string(note))) }
    if let mark { members.append(.init("mark", .string(mark.rawValue))) }
    return .object(members)
  }
}
