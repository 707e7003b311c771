/// The name of a matter, office, class, reform or other declared thing, as written in the scenario.
///
/// Letters of any script, digits and hyphens. Names are compared by code points; nothing in the
/// product depends on the order in which a file declares them.
public typealias Name = String

extension Sequence where Element == String {
  /// The names in code-point order, the only order that results may depend on.
  public func inNameOrder() -> [String] { sorted { $0.precedes($1) } }
}

extension String {
  /// Whether this name stands before `other` in code-point order (never a locale's order).
  public func precedes(_ other: String) -> Bool {
    unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
  }
}

/// A text in both languages of the product.
public struct LocalizedText: Hashable, Sendable {
  /// The Chinese text.
  public var zh: String
  /// The English text.
  public var en: String

  /// A text given in both languages.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}

/// A place in a scenario file; lines and columns count from 1, columns in characters.
public struct SourcePosition: Hashable, Comparable, Sendable {
  /// The line.
  public var line: Int
  /// The column, in characters.
  public var column: Int
  /// The other file in which it is, for what comes from the catalogue; nil: the scenario itself.
  public var origin: Origin?

  /// A file that a scenario takes a reform from, and the reform that takes it; or what states the value of
  /// an input in place of the file.
  public struct Origin: Hashable, Sendable {
    /// The file's path.
    public var file: String
    /// The reform of the scenario; nil where it is about no reform.
    public var reform: Name?

    /// The file at `file`, used by `reform`.
    public init(file: String, reform: Name? = nil) {
      self.file = file
      self.reform = reform
    }
  }

  /// The place at `line` and `column`.
  public init(line: Int, column: Int, origin: Origin? = nil) {
    self.line = line
    self.column = column
    self.origin = origin
  }

  /// The natural order; places in the scenario itself come first.
  public static func < (a: Self, b: Self) -> Bool {
    guard a.origin == b.origin else {
      guard let first = a.origin else { return true }
      guard let second = b.origin else { return false }
      if first.file != second.file { return first.file.precedes(second.file) }
      return (first.reform ?? "").precedes(second.reform ?? "")
    }
    return (a.line, a.column) < (b.line, b.column)
  }
}

/// A fact that a result stands for: a matter's result, or a named milestone of a matter or own work.
///
/// Written `construction-permit` or `construction.foundation`.
public struct ResultReference: Hashable, Sendable, CustomStringConvertible {
  /// The matter or own work that brings the result.
  public var owner: Name
  /// The milestone of the owner, or nil for its whole result.
  public var milestone: Name?

  /// The result of `owner`, or of its `milestone`.
  public init(_ owner: Name, milestone: Name? = nil) {
    self.owner = owner
    self.milestone = milestone
  }

  /// The reference as files write it.
  public var description: String { milestone.map { "\(owner).\($0)" } ?? owner }
}
