/// Why bytes are no plan.
public enum PlanBytesError: Error, Hashable, Sendable {
  /// They do not begin as plan bytes do.
  case foreign
  /// They were written in another version of the format.
  case otherVersion(UInt32)
  /// There are fewer or more of them than they say.
  case wrongLength
  /// Some of them have changed since they were written.
  case corrupt
  /// They came as they were written, but what they say is no plan.
  case malformed
}

/// A plan as bytes, to be sent to a worker process or a browser and run there with the same results.
///
/// All numbers are little-endian. A head of 32 bytes (see ``SealedBytes``) is followed by the fields
/// in the order of `Plan+Fields.swift`, each list with its length before it.
extension Plan {
  /// The version of the layout; another one is not read.
  public static let bytesVersion: UInt32 = 2
  static let bytesName: StaticString = "RLABPLAN"

  /// This plan as bytes: equal for equal numbers.
  ///
  /// Of the quantile tables, which the plans of a study share, only those that this plan draws from
  /// are in it, in the order in which its durations name them.
  public func bytes() -> [UInt8] {
    var plan = withOwnTables()
    var writer = FieldWriter()
    plan.visitFields(&writer)
    return SealedBytes.sealed(writer.bytes, name: Self.bytesName, version: Self.bytesVersion)
  }

  /// A number that changes with every number of the plan.
  public var digest: UInt64 {
    var plan = withOwnTables()
    var writer = FieldWriter()
    plan.visitFields(&writer)
    return writer.bytes.withUnsafeBytes { SealedBytes.checksum($0) }
  }

  /// The plan that ``bytes()`` gave.
  ///
  /// - Throws: ``PlanBytesError`` when the bytes are not as they were written.
  public init(bytes: [UInt8]) throws(PlanBytesError) {
    var failure: PlanBytesError?
    var plan: Plan?
    bytes.withUnsafeBytes { buffer in
      do throws(PlanBytesError) { plan = try Plan(bytes: buffer) } catch { failure = error }
    }
    guard let plan else { throw failure ?? .malformed }
    self = plan
  }

  /// The plan whose bytes `buffer` holds; nothing of the buffer is kept.
  ///
  /// - Throws: ``PlanBytesError`` when the bytes are not as they were written.
  public init(bytes buffer: UnsafeRawBufferPointer) throws(PlanBytesError) {
    try SealedBytes.check(buffer, name: Self.bytesName, version: Self.bytesVersion)
    self.init()
    var reader = FieldReader(buffer, from: SealedBytes.headCount)
    visitFields(&reader)
    guard reader.isComplete else { throw .malformed }
  }

  /// This plan with no steps and no quantile tables but those it draws from.
  private func withOwnTables() -> Plan {
    var rows = durations.array
    var stretches: [StepSpec] = []
    var places: [Int32] = []
    var numbers: [Double] = []
    func own(_ place: Int32) -> Int32 {
      var own = 0
      while own < places.count && places[own] != place { own += 1 }
      if own == places.count {
        places.append(place)
        for n in 0..<Self.tableCount { numbers.append(tables[Int(place) + n]) }
      }
      return Int32(own * Self.tableCount)
    }
    for i in rows.indices {
      switch rows[i].kind {
      case .constant, .uniform: rows[i].table = 0
      case .table: rows[i].table = own(rows[i].table)
      case .steps:
        let first = Int(rows[i].table)
        rows[i].table = Int32(stretches.count)
        for s in first..<(first + Int(rows[i].steps)) {
          var stretch = steps[s]
          if stretch.table >= 0 { stretch.table = own(stretch.table) }
          stretches.append(stretch)
        }
      }
    }
    var plan = self
    plan.durations = FrozenArray(rows)
    plan.steps = FrozenArray(stretches)
    plan.tables = FrozenArray(numbers)
    return plan
  }

  /// Numbers of a quantile table.
  private static let tableCount = 848 * 4
}

extension FieldVisitor {
  mutating func visit(_ calendars: inout [WorkCalendar]) {
    let count = length(calendars.count)
    if Self.reads {
      calendars = Array(repeating: WorkCalendar(patterns: [], pattern: []), count: count)
    }
    for i in 0..<count { calendars[i].visitFields(&self) }
  }

  mutating func visit(_ profiles: inout [RateProfile]) {
    let count = length(profiles.count)
    if Self.reads {
      profiles = Array(repeating: RateProfile(patterns: [], pattern: []), count: count)
    }
    for i in 0..<count { profiles[i].visitFields(&self) }
  }
}

/// Bytes with a head that tells whether they are what they should be, and as they were written.
///
/// The head has 32 bytes: 8 letters, the version (4), zeros (4), the number of bytes that follow it (8)
/// and their checksum (8).
public enum SealedBytes {
  static let headCount = 32

  /// `body` behind its head.
  static func sealed(_ body: [UInt8], name: StaticString, version: UInt32) -> [UInt8] {
    var head = FieldWriter()
    name.withUTF8Buffer { letters in
      for letter in letters {
        var letter = letter
        head.visit(&letter)
      }
    }
    head.write(Int64(version))
    head.write(Int64(body.count))
    head.write(Int64(bitPattern: body.withUnsafeBytes { checksum($0) }))
    return head.bytes + body
  }

  /// Writes the checksum of a body that was changed into its head; bytes without a head stay as they are.
  public static func renewChecksum(_ bytes: UnsafeMutableRawBufferPointer) {
    guard bytes.count >= headCount else { return }
    let sum = checksum(UnsafeRawBufferPointer(rebasing: bytes[headCount...]))
    bytes.storeBytes(of: sum.littleEndian, toByteOffset: 24, as: UInt64.self)
  }

  /// Looks at the head, then at the checksum.
  static func check(
    _ bytes: UnsafeRawBufferPointer, name: StaticString, version: UInt32
  ) throws(PlanBytesError) {
    guard bytes.count >= 8, word(bytes, at: 0) == letters(name) else { throw .foreign }
    guard bytes.count >= headCount else { throw .wrongLength }
    let found = word(bytes, at: 8)
    guard found >> 32 == 0 else { throw .corrupt }
    guard found == UInt64(version) else { throw .otherVersion(UInt32(found)) }
    guard word(bytes, at: 16) == UInt64(bytes.count - headCount) else { throw .wrongLength }
    let body = UnsafeRawBufferPointer(rebasing: bytes[headCount...])
    guard word(bytes, at: 24) == checksum(body) else { throw .corrupt }
  }

  /// A checksum that differs for bytes which differ within one aligned group of eight, and for others
  /// but by a chance of 1 in 2^64.
  public static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var sum = mix(UInt64(bytes.count))
    var place = 0
    while place < bytes.count {
      sum = mix(sum ^ mix(word(bytes, at: place)))
      place += 8
    }
    return sum
  }

  /// Eight bytes from `place` on, those past the end as zeros.
  private static func word(_ bytes: UnsafeRawBufferPointer, at place: Int) -> UInt64 {
    guard bytes.count - place < 8 else {
      return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    var word: UInt64 = 0
    for i in place..<bytes.count { word |= UInt64(bytes[i]) &<< UInt64(8 * (i - place)) }
    return word
  }

  private static func letters(_ name: StaticString) -> UInt64 {
    name.withUTF8Buffer { word(UnsafeRawBufferPointer($0), at: 0) }
  }
}
