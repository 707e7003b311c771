/// A request as it came in, its target decoded.
public struct WebRequest: Sendable {
  /// What is to be done.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
  }

  /// What is to be done.
  public var method: Method
  /// The parts of the path between slashes, decoded; none is empty, `.` or `..`, none holds a slash, a
  /// backslash or a NUL.
  public var path: [String]
  /// What stands behind `?`, decoded, in its order.
  public var query: [(name: String, value: String)]
  /// The kind of the body, without parameters, in small letters; nil where none is stated.
  public var contentType: String?
  /// The body, at most ``WebLimits/mostBodyBytes``.
  public var body: [UInt8]

  /// A request made of its parts.
  public init(
    method: Method, path: [String], query: [(name: String, value: String)] = [],
    contentType: String? = nil, body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.contentType = contentType
    self.body = body
  }
}

/// Path and query of a request, decoded.
struct RequestTarget {
  var path: [String]
  var query: [(name: String, value: String)]

  /// nil where `text` is no target that a file or route could have: not from the root, broken escapes,
  /// no UTF-8, control characters, or parts that lead elsewhere.
  init?(_ text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, first.first == UInt8(ascii: "/") else { return nil }
    path = []
    for part in first.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let word = Self.decoded(part, plusIsSpace: false) else { return nil }
      path.append(word)
    }
    // A slash at the end leads to the same place as none.
    if path.last == "" { path.removeLast() }
    guard
      path.allSatisfy({ part in
        !part.isEmpty && part != "." && part != ".."
          && !part.unicodeScalars.contains {
            $0 == "/" || $0 == "\\" || $0.value < 0x20 || $0.value == 0x7F
          }
      })
    else { return nil }
    query = []
    guard parts.count > 1 else { return }
    for pair in parts[1].split(separator: UInt8(ascii: "&")) {
      let sides = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(sides[0], plusIsSpace: true),
        let value = sides.count > 1 ? Self.decoded(sides[1], plusIsSpace: true) : ""
      else { return nil }
      query.append((name, value))
    }
  }

  /// The text behind `%41` and the like; nil where it is broken or no UTF-8.
  private static func decoded(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else {
          return nil
        }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
