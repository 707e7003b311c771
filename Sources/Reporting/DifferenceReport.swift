public import ApprovalModel

/// In what two scenarios, or two designs, differ.
public struct DifferenceReport: Sendable {
  /// Differences that hold for the same applicants.
  public struct Group: Hashable, Sendable {
    /// The reforms that reach these applicants, those of both designs; nil: everybody is meant.
    public var reforms: [Name]?
    /// What differs.
    public var differences: [Difference]

    /// What differs for those whom `reforms` reach.
    public init(reforms: [Name]? = nil, differences: [Difference]) {
      self.reforms = reforms
      self.differences = differences
    }
  }

  /// What stands on the left: a file or a design.
  public let first: String
  /// What stands on the right.
  public let second: String
  /// What differs, group by group.
  public let groups: [Group]
  /// What readers call the two; nil: as they are named.
  private let titles: (first: LocalizedText, second: LocalizedText)?

  /// A report on what differs between two designs.
  public init(first: Design, second: Design, groups: [Group]) {
    self.init(
      first: first.name, second: second.name, groups: groups,
      titles: (first.shownTitle, second.shownTitle))
  }

  /// A report on what differs between the files `first` and `second`.
  public init(first: String, second: String, groups: [Group]) {
    self.init(first: first, second: second, groups: groups, titles: nil)
  }

  private init(
    first: String, second: String, groups: [Group],
    titles: (first: LocalizedText, second: LocalizedText)?
  ) {
    self.titles = titles
    self.first = first
    self.second = second
    self.groups = groups
  }

  private var count: Int { groups.reduce(0) { $0 + $1.differences.count } }

  /// The text, ending with a line end.
  public func text(_ language: Language, style: TextStyle = .plain) -> String {
    let words = ValueWords(language: language)
    let (first, second) = (titles?.first[language] ?? first, titles?.second[language] ?? second)
    guard count > 0 else {
      return words.text(
        "“\(first)”与“\(second)”没有差别", "'\(first)' and '\(second)' do not differ") + "\n"
    }
    let number = counted(count)
    var lines = wrapped(
      style.heading(
        words.text(
          "“\(first)”与“\(second)”有 \(number) 处差别",
          "'\(first)' and '\(second)' differ in \(number) \(count == 1 ? "place" : "places")")),
      width: ReportContext.width)
    for group in groups where !group.differences.isEmpty {
      if let reforms = group.reforms {
        let names = reforms.isEmpty ? "-" : words.list(reforms)
        lines += [""]
        lines += wrapped(
          words.text("适用这些改革举措的申请人：\(names)", "Applicants reached by: \(names)"),
          width: ReportContext.width, indent: "  ")
      }
      var section = ""
      for difference in group.differences {
        let head = difference.section
        if head != section {
          section = head
          let title = ScenarioTerm(section: head)?.text[language] ?? head
          lines += ["", style.heading(title)]
        }
        lines += self.lines(difference, words)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ difference: Difference, _ words: ValueWords) -> [String] {
    let status = difference.status
    let head = "  \(status.sign) \(difference.path)  (\(status.text[words.language]))"
    let values: String
    switch (difference.old, difference.new) {
    case (let old?, let new?): values = "\(shortened(old)) -> \(shortened(new))"
    case (let one?, nil), (nil, let one?): values = shortened(one)
    case (nil, nil): values = ""
    }
    return [head] + wrapped("      " + values, width: ReportContext.width, indent: "        ")
  }

  /// Long texts are cut in the text for people; the JSON has them in full.
  private func shortened(_ text: String) -> String {
    text.count <= 240 ? text : text.prefix(236) + " …"
  }

  /// The differences as JSON, format 1.
  package var json: JSONValue {
    .object([
      .init("format", .integer(1)), .init("first", .string(first)),
      .init("second", .string(second)), .init("count", .integer(Int64(count))),
      .init(
        "groups",
        .array(
          groups.map { group in
            .object([
              .init("reforms", group.reforms.map { .array($0.map(JSONValue.string)) } ?? .null),
              .init("differences", .array(group.differences.map(\.json))),
            ])
          })),
    ])
  }
}

extension Difference {
  /// The part of the scenario in which it lies.
  fileprivate var section: String { String(path.prefix { $0 != "." }) }

  fileprivate var status: ProcessMap.Status {
    old == nil ? .added : new == nil ? .removed : .changed
  }

  package var json: JSONValue {
    .object([
      .init("path", .string(path)), .init("kind", .string(status.rawValue)),
      .init("old", old.map(JSONValue.string) ?? .null),
      .init("new", new.map(JSONValue.string) ?? .null),
    ])
  }
}
