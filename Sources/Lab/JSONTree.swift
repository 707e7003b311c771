internal import ApprovalModel

/// A JSON text as read, with its numbers as they are written.
///
/// Read here, because no reader at hand says where a fault lies: `docs/design/0011-study-journal.md` tells
/// what was tried.
indirect enum JSONTree: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONTree])
  case object([Member])

  /// A key with its value.
  struct Member: Hashable, Sendable {
    var key: String
    var value: JSONTree
  }

  /// Why a text is no JSON, and where: line and column count from 1, columns in bytes.
  struct Fault: Error, Hashable, Sendable {
    var line: Int
    var column: Int
    var message: LocalizedText
  }

  /// The value under a key of an object; nil where there is none.
  subscript(key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The string that this is; nil for anything else.
  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// How many values there are that hold no others.
  var leaves: Int {
    switch self {
    case .array(let values): values.reduce(0) { $0 + $1.leaves }
    case .object(let members): members.reduce(0) { $0 + $1.value.leaves }
    default: 1
    }
  }

  /// The value as a message shows it, long ones cut.
  var shown: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): "\"\(text.prefix(60))\(text.count > 60 ? "…" : "")\""
    case .array(let values): "[…] (\(values.count))"
    case .object(let members): "{…} (\(members.count))"
    }
  }
}

extension JSONTree {
  /// Where two trees differ first.
  struct Difference: Hashable, Sendable {
    /// The way to the value: `designs[1].outcomes[4].estimate`.
    var path: String
    /// What this tree has; nil where it has nothing.
    var here: String?
    /// What the other one has; nil where it has nothing.
    var there: String?
  }

  /// The first value, in the order of this tree, that is another one in `other`; nil where none is.
  ///
  /// The order of keys does not count. Numbers that are written differently are equal when they are
  /// the same floating-point number; whole ones only when they are written the same.
  ///
  /// - Parameter skipping: a key whose values do not count.
  func difference(from other: JSONTree, skipping: String, at path: String = "") -> Difference? {
    switch (self, other) {
    case (.object(let mine), .object(let theirs)):
      for member in mine where member.key != skipping {
        let place = path.isEmpty ? member.key : "\(path).\(member.key)"
        guard let value = other[member.key] else {
          return Difference(path: place, here: member.value.shown, there: nil)
        }
        if let found = member.value.difference(from: value, skipping: skipping, at: place) {
          return found
        }
      }
      for member in theirs where member.key != skipping && self[member.key] == nil {
        return Difference(
          path: path.isEmpty ? member.key : "\(path).\(member.key)", here: nil,
          there: member.value.shown)
      }
      return nil
    case (.array(let mine), .array(let theirs)):
      for i in 0..<max(mine.count, theirs.count) {
        guard i < mine.count, i < theirs.count else {
          return Difference(
            path: "\(path)[\(i)]", here: i < mine.count ? mine[i].shown : nil,
            there: i < theirs.count ? theirs[i].shown : nil)
        }
        if let found = mine[i].difference(from: theirs[i], skipping: skipping, at: "\(path)[\(i)]")
        {
          return found
        }
      }
      return nil
    case (.number(let mine), .number(let theirs)):
      if mine == theirs { return nil }
      let isWhole = Int128(mine) != nil && Int128(theirs) != nil
      if !isWhole, let a = Double(mine), a == Double(theirs) { return nil }
    default:
      if self == other { return nil }
    }
    return Difference(path: path, here: shown, there: other.shown)
  }
}

extension JSONTree {
  /// Reads a text by RFC 8259; a key that stands twice keeps its first value.
  init(_ bytes: [UInt8]) throws(Fault) {
    var reader = JSONTreeReader(bytes)
    self = try reader.whole()
  }
}

private struct JSONTreeReader {
  let bytes: [UInt8]
  var place = 0
  /// Deeper texts are refused, so that none can exhaust the stack.
  static let mostLevels = 200

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A mark of UTF-8 at the beginning is none of the text.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  mutating func whole() throws(JSONTree.Fault) -> JSONTree {
    let value = try value(level: 0)
    skipSpace()
    guard place == bytes.count else { throw fault("多出的内容", "something stands behind its end") }
    return value
  }

  private mutating func value(level: Int) throws(JSONTree.Fault) -> JSONTree {
    guard level < Self.mostLevels else { throw fault("嵌套太深", "it nests too deep") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(level)
    case UInt8(ascii: "["): return try array(level)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw ended
    default: return try number()
    }
  }

  private mutating func object(_ level: Int) throws(JSONTree.Fault) -> JSONTree {
    var members: [JSONTree.Member] = []
    var keys: Set<String> = []
    try list(to: "}") { reader throws(JSONTree.Fault) in
      guard reader.next == UInt8(ascii: "\"") else { throw reader.unexpected }
      let key = try reader.string()
      reader.skipSpace()
      try reader.take(":")
      let value = try reader.value(level: level + 1)
      if keys.insert(key).inserted { members.append(JSONTree.Member(key: key, value: value)) }
    }
    return .object(members)
  }

  private mutating func array(_ level: Int) throws(JSONTree.Fault) -> JSONTree {
    var values: [JSONTree] = []
    try list(to: "]") { reader throws(JSONTree.Fault) in
      values.append(try reader.value(level: level + 1))
    }
    return .array(values)
  }

  private mutating func list(
    to end: Unicode.Scalar, _ element: (inout JSONTreeReader) throws(JSONTree.Fault) -> Void
  ) throws(JSONTree.Fault) {
    place += 1
    skipSpace()
    if next == UInt8(ascii: end) {
      place += 1
      return
    }
    while true {
      skipSpace()
      try element(&self)
      skipSpace()
      if next == UInt8(ascii: end) {
        place += 1
        return
      }
      try take(",")
    }
  }

  private mutating func string() throws(JSONTree.Fault) -> String {
    place += 1
    var text: [UInt8] = []
    while true {
      guard let byte = next else { throw ended }
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("文字不是 UTF-8", "a text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case ..<0x20: throw fault("文字里有控制字符", "a control character stands in a text")
      default: text.append(byte)
      }
    }
  }

  private mutating func escape() throws(JSONTree.Fault) -> Character {
    guard let byte = next else { throw ended }
    place += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var value = try fourDigits()
      if value & 0xFC00 == 0xD800 {
        try take("\\")
        try take("u")
        let low = try fourDigits()
        guard low & 0xFC00 == 0xDC00 else { throw unexpected }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else { throw unexpected }
      return Character(scalar)
    default: throw unexpected
    }
  }

  private mutating func fourDigits() throws(JSONTree.Fault) -> UInt32 {
    let end = place + 4
    guard end <= bytes.count else { throw ended }
    let text = String(decoding: bytes[place..<end], as: UTF8.self)
    guard !text.hasPrefix("+"), let value = UInt32(text, radix: 16) else { throw unexpected }
    place = end
    return value
  }

  private mutating func number() throws(JSONTree.Fault) -> JSONTree {
    let begin = place
    while let byte = next, Array("+-.eE0123456789".utf8).contains(byte) { place += 1 }
    let text = String(decoding: bytes[begin..<place], as: UTF8.self)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let hasSpareZero = digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true
    guard digits.first?.isNumber == true, !hasSpareZero, !text.hasSuffix("."),
      !text.contains(".e"), !text.contains(".E"), Double(text) != nil
    else {
      place = begin
      throw unexpected
    }
    return .number(text)
  }

  private mutating func word(_ word: String, _ value: JSONTree) throws(JSONTree.Fault) -> JSONTree {
    for letter in word.unicodeScalars { try take(letter) }
    return value
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  private mutating func take(_ letter: Unicode.Scalar) throws(JSONTree.Fault) {
    guard let byte = next else { throw ended }
    guard byte == UInt8(ascii: letter) else { throw unexpected }
    place += 1
  }

  private var ended: JSONTree.Fault { fault("文件在这里中断", "the file breaks off here") }

  private var unexpected: JSONTree.Fault {
    fault("这里不是 JSON", "this is not JSON")
  }

  private func fault(_ zh: String, _ en: String) -> JSONTree.Fault {
    let before = bytes[..<place]
    let line = before.count { $0 == 0x0A } + 1
    let begin = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONTree.Fault(
      line: line, column: place - begin + 1, message: LocalizedText(zh: zh, en: en))
  }
}
