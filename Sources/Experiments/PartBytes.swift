internal import Inference

/// The result of a part of a study, which can be kept as bytes and read again without loss.
protocol StudyPart: Sendable {
  func write(to bytes: inout PartWriter)
  init(from bytes: inout PartReader) throws(PartBytesError)
}

/// Bytes that are no part of this study.
struct PartBytesError: Error {}

extension StudyPart {
  /// The part as bytes.
  var bytes: [UInt8] {
    var writer = PartWriter()
    write(to: &writer)
    return writer.bytes
  }

  /// The part that ``bytes`` came from; nil for any others.
  init?(bytes: [UInt8]) {
    var reader = PartReader(bytes)
    guard let part = try? Self(from: &reader), reader.isAtEnd else { return nil }
    self = part
  }
}

/// Writes numbers one behind the other; small whole ones take a byte or two.
struct PartWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ value: Int) {
    write(UInt64(bitPattern: Int64((value << 1) ^ (value >> 63))))
  }

  /// Whole numbers below 2⁵³ as such, any other by its bits.
  mutating func write(_ value: Double) {
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53,
      value != 0 || value.sign == .plus
    {
      bytes.append(0)
      write(whole)
    } else {
      bytes.append(1)
      for i in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * i)))
      }
    }
  }

  mutating func write<Part: StudyPart>(_ part: Part) { part.write(to: &self) }

  mutating func write<Part: StudyPart>(_ part: Part?) {
    bytes.append(part == nil ? 0 : 1)
    part?.write(to: &self)
  }

  mutating func write<Part: StudyPart>(_ parts: [Part]) {
    write(parts.count)
    for part in parts { part.write(to: &self) }
  }
}

/// Reads what ``PartWriter`` wrote.
struct PartReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  private mutating func byte() throws(PartBytesError) -> UInt8 {
    guard place < bytes.count else { throw PartBytesError() }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func natural() throws(PartBytesError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
    }
    throw PartBytesError()
  }

  mutating func whole() throws(PartBytesError) -> Int {
    let value = try natural()
    return Int(truncatingIfNeeded: Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))))
  }

  mutating func number() throws(PartBytesError) -> Double {
    if try byte() == 0 { return Double(try whole()) }
    var bits: UInt64 = 0
    for i in 0..<8 { bits |= UInt64(try byte()) << UInt64(8 * i) }
    return Double(bitPattern: bits)
  }

  mutating func part<Part: StudyPart>(_: Part.Type = Part.self) throws(PartBytesError) -> Part {
    try Part(from: &self)
  }

  mutating func optional<Part: StudyPart>(_: Part.Type = Part.self) throws(PartBytesError) -> Part?
  {
    try byte() == 0 ? nil : try Part(from: &self)
  }

  mutating func list<Part: StudyPart>(_: Part.Type = Part.self) throws(PartBytesError) -> [Part] {
    let count = try whole()
    // A part takes at least a byte: a count beyond the bytes is no count.
    guard count >= 0, count <= bytes.count - place else { throw PartBytesError() }
    var parts: [Part] = []
    parts.reserveCapacity(count)
    for _ in 0..<count { parts.append(try Part(from: &self)) }
    return parts
  }
}

extension Array: StudyPart where Element: StudyPart {
  func write(to bytes: inout PartWriter) { bytes.write(self) }
  init(from bytes: inout PartReader) throws(PartBytesError) { self = try bytes.list() }
}

extension Optional: StudyPart where Wrapped: StudyPart {
  func write(to bytes: inout PartWriter) { bytes.write(self) }
  init(from bytes: inout PartReader) throws(PartBytesError) { self = try bytes.optional() }
}

extension Double: StudyPart {
  func write(to bytes: inout PartWriter) { bytes.write(self) }
  init(from bytes: inout PartReader) throws(PartBytesError) { self = try bytes.number() }
}

extension Sample: StudyPart {
  func write(to bytes: inout PartWriter) {
    switch self {
    case .ratio(let numerator, let denominator):
      bytes.write(0 as UInt64)
      bytes.write(numerator)
      bytes.write(denominator)
    case .histogram(let histogram):
      bytes.write(1 as UInt64)
      bytes.write(histogram.openCount)
      bytes.write(histogram.counts.count)
      var last = 0
      for (index, count) in histogram.counts {
        bytes.write(index - last)
        bytes.write(count)
        last = index
      }
    }
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    switch try bytes.natural() {
    case 0: self = .ratio(try bytes.number(), try bytes.number())
    case 1:
      let open = try bytes.whole()
      var counts: [(index: Int, count: Int)] = []
      var last = 0
      for _ in 0..<max(0, try bytes.whole()) {
        last += try bytes.whole()
        counts.append((last, try bytes.whole()))
      }
      guard let histogram = Histogram(counts: counts, open: open) else { throw PartBytesError() }
      self = .histogram(histogram)
    default: throw PartBytesError()
    }
  }
}

extension GroupCount: StudyPart {
  func write(to bytes: inout PartWriter) {
    bytes.write(count)
    bytes.write(open)
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init(count: try bytes.whole(), open: try bytes.whole())
  }
}

extension GainLoseCounts: StudyPart {
  func write(to bytes: inout PartWriter) {
    for value in [gain, lose, same] { bytes.write(value) }
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init(gain: try bytes.number(), lose: try bytes.number(), same: try bytes.number())
  }
}

extension FirmCounts: StudyPart {
  func write(to bytes: inout PartWriter) {
    bytes.write(count)
    bytes.write(time)
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init()
    count = try bytes.number()
    time = try bytes.part()
  }
}

extension ExtremeChange: StudyPart {
  func write(to bytes: inout PartWriter) {
    for value in [Int(sign), Int(change), applicantClass, Int(index)] { bytes.write(value) }
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init(
      sign: Int64(try bytes.whole()), change: Int64(try bytes.whole()),
      applicantClass: try bytes.whole(), index: Int64(try bytes.whole()))
  }
}

extension ApplicantCounts: StudyPart {
  func write(to bytes: inout PartWriter) {
    for value in [cohort, open, both, baselineOnly, designOnly, neither, change] {
      bytes.write(value)
    }
    bytes.write(time)
    bytes.write(money)
    bytes.write(groups)
    bytes.write(moneyGroups)
    bytes.write(lostMost)
    bytes.write(gainedMost)
    bytes.write(firms)
    bytes.write(reached)
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init(groups: [], moneyGroups: [])
    cohort = try bytes.number()
    open = try bytes.number()
    both = try bytes.number()
    baselineOnly = try bytes.number()
    designOnly = try bytes.number()
    neither = try bytes.number()
    change = try bytes.number()
    time = try bytes.part()
    money = try bytes.part()
    groups = try bytes.list()
    moneyGroups = try bytes.list()
    lostMost = try bytes.part()
    gainedMost = try bytes.part()
    firms = try bytes.part()
    reached = try bytes.natural()
  }
}

extension ReplicationResult: StudyPart {
  func write(to bytes: inout PartWriter) {
    bytes.write(declared)
    bytes.write(drawn)
    bytes.write(cohort)
    bytes.write(cohortDrawn)
    bytes.write(joined)
    bytes.write(placebo)
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init(
      declared: try bytes.list(), drawn: try bytes.list(), cohort: try bytes.list(),
      cohortDrawn: try bytes.list(), joined: try bytes.list(), placebo: try bytes.list())
  }
}
