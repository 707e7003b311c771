/// How many terminal cells `text` takes: two for East-Asian wide characters, none for marks that
/// combine and for color sequences.
///
/// Characters of ambiguous width (such as `→` or `±`) count one; tables avoid them.
public func displayWidth(_ text: String) -> Int {
  var width = 0
  var isEscape = false
  for scalar in text.unicodeScalars {
    if isEscape {
      if scalar == "m" { isEscape = false }
    } else if scalar == "\u{1B}" {
      isEscape = true
    } else {
      width += cells(of: scalar)
    }
  }
  return width
}

/// The cells of one character.
func cells(of scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: return isWide(scalar) ? 2 : 1
  }
}

/// Unicode Standard Annex 11, East Asian Width: the classes Wide and Fullwidth, in blocks.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
    0x20000...0x2FFFD, 0x30000...0x3FFFD:
    true
  default: false
  }
}

/// `text` filled with spaces to `width` cells.
func padded(_ text: String, to width: Int, alignment: TextTable.Alignment = .left) -> String {
  let space = String(repeating: " ", count: max(0, width - displayWidth(text)))
  return alignment == .left ? text + space : space + text
}

/// `text` broken into lines of at most `width` cells, later lines indented.
///
/// A line may break at a space and on either side of a wide character, but not before closing
/// punctuation, after an opening one, within an interval or the number of a line, nor between a
/// number and its unit. A word longer than a line stands alone.
public func wrapped(_ text: String, width: Int, indent: String = "") -> [String] {
  var lines: [String] = []
  var line = ""
  var isBroken = false
  for piece in pieces(of: text) {
    let fits = displayWidth(line) + displayWidth(piece.trimmedEnd) <= width
    if !fits && !line.trimmedEnd.isEmpty {
      lines.append(line.trimmedEnd)
      line = indent
      isBroken = true
    }
    line += isBroken && line == indent ? piece.trimmedStart : piece
  }
  if !line.trimmedEnd.isEmpty { lines.append(line.trimmedEnd) }
  return lines
}

/// The parts of `text` between which a line may break.
private func pieces(of text: String) -> [String] {
  let closing: Set<Character> = Set("，。；：、）”’》〕？！,.;)]%")
  let opening: Set<Character> = Set("（“‘《〔([")
  var pieces: [String] = []
  var piece = ""
  var depth = 0
  for character in text {
    if let last = piece.last {
      let isWide = { (c: Character) in c.unicodeScalars.first.map { cells(of: $0) == 2 } ?? false }
      let mayBreak =
        (last == " " && character != " " && depth == 0 && !endsWithNumber(piece))
        || ((isWide(last) || isWide(character)) && !closing.contains(character)
          && !opening.contains(last) && last != "第" && !(last.isNumber && character == "行"))
      if mayBreak {
        pieces.append(piece)
        piece = ""
      }
    }
    // An interval stays in one line.
    if character == "[" { depth += 1 }
    if character == "]" { depth = max(0, depth - 1) }
    piece.append(character)
  }
  if !piece.isEmpty { pieces.append(piece) }
  return pieces
}

/// Whether the last word before the space is a number, whose unit follows.
private func endsWithNumber(_ piece: String) -> Bool {
  piece.dropLast().last.map { $0 >= "0" && $0 <= "9" } ?? false
}

extension String {
  fileprivate var trimmedEnd: String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }

  fileprivate var trimmedStart: String { String(drop { $0 == " " }) }
}
