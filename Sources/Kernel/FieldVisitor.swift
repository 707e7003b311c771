/// What goes over the numbers of a plan one by one, in the one order there is: a writer or a reader.
///
/// The fields are listed once, in `Plan+Fields.swift`; the list is the layout of plan bytes. Nothing
/// is copied as it stands in memory: padding has no value, and an `Int` has 32 bits in WebAssembly.
protocol FieldVisitor {
  /// Whether the visit changes what it visits.
  static var reads: Bool { get }
  /// The lowest `bytes` bytes of a number; what is read has zeros above them.
  mutating func visit(_ bits: inout UInt64, bytes: Int)
  /// The length of a list: writes `count` and returns it, or returns what is read.
  mutating func length(_ count: Int) -> Int
  /// What was read is not possible: all that follows reads as zero.
  mutating func reject()
}

extension FieldVisitor {
  mutating func visit<Number: FixedWidthInteger>(_ number: inout Number) {
    var bits = UInt64(truncatingIfNeeded: number)
    visit(&bits, bytes: Number.bitWidth / 8)
    if Self.reads { number = Number(truncatingIfNeeded: bits) }
  }

  /// Always 64 bits, whatever an `Int` has here.
  mutating func visit(_ number: inout Int) {
    var wide = Int64(number)
    visit(&wide)
    guard Self.reads else { return }
    if let exact = Int(exactly: wide) { number = exact } else { reject() }
  }

  mutating func visit(_ number: inout Double) {
    var bits = number.bitPattern
    visit(&bits)
    if Self.reads { number = Double(bitPattern: bits) }
  }

  mutating func visit(_ flag: inout Bool) {
    var bits: UInt8 = flag ? 1 : 0
    visit(&bits)
    guard Self.reads else { return }
    if bits > 1 { reject() } else { flag = bits == 1 }
  }

  mutating func visit<Code: RawRepresentable>(_ code: inout Code) where Code.RawValue == UInt8 {
    var bits = code.rawValue
    visit(&bits)
    guard Self.reads else { return }
    if let known = Code(rawValue: bits) { code = known } else { reject() }
  }

  mutating func visit<Row: FieldRow>(_ rows: inout FrozenArray<Row>) {
    let count = length(rows.count)
    if Self.reads {
      rows = FrozenArray(count: count) { $0.visitFields(&self) }
    } else {
      for i in 0..<count {
        var row = rows[i]
        row.visitFields(&self)
      }
    }
  }
}

/// A row of a plan's table.
///
/// All zero bits must be a value of it: that is what a reader fills in.
protocol FieldRow: BitwiseCopyable, Sendable {
  /// Shows every field to `visitor`, in the order of the layout.
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor)
}

extension FieldRow where Self: FixedWidthInteger {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&self)
  }
}

extension UInt8: FieldRow {}
extension Int32: FieldRow {}
extension UInt32: FieldRow {}
extension Int64: FieldRow {}
extension UInt64: FieldRow {}
extension Double: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&self)
  }
}

/// Appends what it visits to bytes, little-endian.
struct FieldWriter: FieldVisitor {
  static var reads: Bool { false }
  private(set) var bytes: [UInt8] = []

  mutating func visit(_ bits: inout UInt64, bytes count: Int) {
    withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0[..<count]) }
  }

  mutating func length(_ count: Int) -> Int {
    var wide = UInt64(count)
    visit(&wide)
    return count
  }

  func reject() {}

  /// Appends a number that no field holds.
  mutating func write(_ number: Int64) {
    var number = number
    visit(&number)
  }
}

/// Fills what it visits from bytes; never reads past them.
struct FieldReader: FieldVisitor {
  static var reads: Bool { true }
  private let bytes: UnsafeRawBufferPointer
  private var place: Int
  /// Whether something was not possible.
  private(set) var isRejected = false

  /// Reads `bytes` from `place` on; they must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, from place: Int) {
    self.bytes = bytes
    self.place = place
  }

  /// Whether all bytes were read, and all were possible.
  var isComplete: Bool { !isRejected && place == bytes.count }

  mutating func visit(_ bits: inout UInt64, bytes count: Int) {
    bits = 0
    guard !isRejected, bytes.count - place >= count else { return reject() }
    for i in 0..<count { bits |= UInt64(bytes[place + i]) &<< UInt64(8 * i) }
    place += count
  }

  mutating func length(_ count: Int) -> Int {
    var wide: UInt64 = 0
    visit(&wide)
    // Every element takes a byte or more, so that no length makes more room than was sent.
    guard wide <= UInt64(bytes.count - place) else {
      reject()
      return 0
    }
    return Int(wide)
  }

  mutating func reject() { isRejected = true }
}
