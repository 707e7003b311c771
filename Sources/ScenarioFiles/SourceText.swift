/// The lines of a file, for excerpts.
public struct SourceText: Sendable {
  /// The lines without their ends; a line ends with LF, CR LF or CR.
  let lines: [String]

  /// The lines of `bytes` after a byte order mark; what is no UTF-8 shows as a replacement character.
  public init(_ bytes: some Collection<UInt8>) {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var lines: [String] = []
    var line: [UInt8] = []
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0x0A where previous == 0x0D: break
      case 0x0A, 0x0D:
        lines.append(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
      default: line.append(byte)
      }
      previous = byte
    }
    if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    self.lines = lines
  }

  /// Line `number`, counted from 1; empty outside the file.
  public subscript(number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }
}

/// The number of terminal cells that `scalar` takes: two for East-Asian wide characters.
func displayWidth(of scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  switch scalar.value {
  // Unicode Standard Annex 11, East Asian Width: the classes Wide and Fullwidth, in blocks.
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    return 2
  default:
    return 1
  }
}

/// `text` as it can be shown on one line of a terminal: control characters as visible symbols.
func visible(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(visible(scalar)) }
  return String(result)
}

private func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  if scalar == "\t" { return scalar }
  guard isForbidden(scalar) || scalar == "\n" || scalar == "\r" else { return scalar }
  if scalar.value < 0x20 { return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}" }
  return scalar.value == 0x7F ? "\u{2421}" : "\u{FFFD}"
}

/// Whether a scenario may not hold this character: controls other than tab and line end, the line
/// ends that only some programs know, and marks that reverse the direction of what is shown.
func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: false
  case 0x00..<0x20, 0x7F..<0xA0: true
  case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
  case 0xFEFF, 0xFFFE, 0xFFFF: true
  default: false
  }
}
