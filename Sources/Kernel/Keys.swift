/// The odd 64-bit constant nearest to 2^64 divided by the golden ratio.
@usableFromInline let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

/// The 64-bit finaliser of splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014): a bijection that makes neighbouring inputs independent.
@inline(__always)
public func mix(_ value: UInt64) -> UInt64 {
  var z = value
  z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z &>> 31)
}

/// The FNV-1a hash of a name's UTF-8 bytes: stable on every machine and in every version.
public func stableHash(_ name: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in name.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  return hash
}

/// What a draw is for, as a key: the same name gives the same key in every design.
///
/// Names are baseline name paths such as `licence/review/duration`, never an index into a plan.
public struct Purpose: Hashable, Sendable {
  /// The key.
  public let key: UInt64

  /// The key of `name`.
  public init(_ name: String) { key = mix(stableHash(name)) }
}

/// The key of one applicant of a class, or of any other subject of draws.
///
/// Made from seed, replication, the *name* of the class and the index within the class, so that a
/// reform or another class never shifts it.
public struct SubjectKey: Hashable, Sendable {
  /// The key.
  public let key: UInt64

  /// The key shared by all applicants of a class in one replication.
  public static func group(seed: UInt64, replication: UInt64, name: String) -> UInt64 {
    mix(mix(mix(seed &+ golden) &+ (replication &+ 1) &* golden) ^ stableHash(name))
  }

  /// The key of number `index` within a group.
  public init(group: UInt64, index: UInt64) {
    key = mix(group &+ (index &+ 1) &* golden)
  }
}

/// The random bits of one draw: a pure function of subject, purpose and occurrence.
///
/// `occurrence` counts the subject's earlier draws for the purpose.
@inline(__always)
public func draw(_ subject: UInt64, _ purpose: UInt64, _ occurrence: UInt64) -> UInt64 {
  mix((subject ^ purpose) &+ occurrence &* golden)
}

/// The 64-bit threshold below which a draw means "yes" with chance `p`; `UInt64.max` means always.
public func chanceThreshold(_ p: Double) -> UInt64 {
  if p <= 0 { return 0 }
  let scaled = p * 18_446_744_073_709_551_616
  return p >= 1 ? .max : UInt64(scaled)
}

/// The value at `h` of a quantile table with eight cells per octave; non-decreasing in `h`.
///
/// The distance of `h` to the nearer end, as an odd 53-bit integer, is exact as a `Double`; its
/// exponent and first three mantissa bits are the cell, the rest is the position in the cell.
@inline(__always)
func quantile(_ table: UnsafePointer<Double>, at h: UInt64) -> Double {
  let fold = h ^ UInt64(bitPattern: Int64(bitPattern: h) &>> 63)
  return quantile(
    table, distance: Double(Int64(bitPattern: ((fold &<< 1) &>> 11) | 1)), side: h &>> 63)
}

/// The value of a quantile table at a distance from the lower (`side` 0) or upper end (1), counted in
/// 2^-54 and from 1 to below 2^53.
@inline(__always)
private func quantile(
  _ table: UnsafePointer<Double>, distance: Double, side: UInt64
) -> Double {
  let bits = distance.bitPattern
  let cell = Int(truncatingIfNeeded: (bits &>> 49) &- (1023 &<< 3) &+ side &* 424)
  let t = Double(bitPattern: ((bits &<< 3) & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000) - 1
  let c = table + cell &* 4
  return (c[3] * t + c[2]) * (t * t) + (c[1] * t + c[0])
}

/// The value at `h` of `count` steps that cover all numbers; non-decreasing in `h`.
///
/// - Complexity: O(log *n*) in the number of steps.
@inline(never)
func stepValue(
  _ steps: UnsafePointer<StepSpec>, count: Int, _ tables: UnsafePointer<Double>, at h: UInt64
) -> Double {
  var low = 0
  var high = count &- 1
  while low < high {
    let middle = (low &+ high) &>> 1
    if steps[middle].last < h { low = middle &+ 1 } else { high = middle }
  }
  let step = steps + low
  if step.pointee.width == 0 { return step.pointee.low }
  let fromFirst = h &- step.pointee.first
  let fromLast = step.pointee.last &- h
  let place: Double
  if step.pointee.table < 0 {
    place = (Double(fromFirst) + 0.5) * step.pointee.share
  } else {
    // Counted from the nearer end, so that a tail keeps its digits wherever the stretch lies.
    let isUpper = fromLast < fromFirst
    let distance =
      (Double(isUpper ? fromLast : fromFirst) + 0.5) * step.pointee.share * 0x1p54
    place = quantile(
      tables + Int(step.pointee.table), distance: min(max(distance, 1), 0x1p53 - 1),
      side: isUpper ? 1 : 0)
  }
  return min(step.pointee.low + step.pointee.width * place, step.pointee.high)
}

/// A value of steps as tests and other targets may ask for it.
///
/// - Parameters:
///   - steps: the steps, in order, from 0 to the greatest number without a gap.
///   - tables: the numbers of the tables that they refer to.
public func value(of steps: [StepSpec], tables: [Double], at h: UInt64) -> Double {
  precondition(!steps.isEmpty, "a value needs a step")
  let count = steps.count
  // Steps without a table read none, but an empty array may have no address.
  let tables = tables.isEmpty ? [0] : tables
  return steps.withUnsafeBufferPointer { steps in
    tables.withUnsafeBufferPointer { tables in
      guard let steps = steps.baseAddress, let tables = tables.baseAddress else { return 0 }
      return stepValue(steps, count: count, tables, at: h)
    }
  }
}

/// A table value as tests and other targets may ask for it.
///
/// - Parameter table: 848 cells of four coefficients, lower half first.
public func quantile(of table: [Double], at h: UInt64) -> Double {
  precondition(table.count == 848 * 4, "a quantile table has 3,392 numbers, not \(table.count)")
  return table.withUnsafeBufferPointer { buffer in
    buffer.baseAddress.map { quantile($0, at: h) } ?? 0
  }
}

/// What was drawn in whole numbers, half to even; none is negative.
@inline(__always)
func drawnLength(_ raw: Double) -> Int64 {
  raw < 0x1p50 ? roundedHalfToEven(raw > 0 ? raw : 0) : beyondCalendar
}

/// `value` rounded to a whole number, half to even; for 0 ≤ value < 2^51.
@inline(__always)
func roundedHalfToEven(_ value: Double) -> Int64 {
  // Adding 2^52 leaves the rounding, half to even, to the addition, and the result in the mantissa.
  Int64(bitPattern: (value + 0x1p52).bitPattern & 0x000F_FFFF_FFFF_FFFF)
}
