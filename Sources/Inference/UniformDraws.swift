extension RandomNumberGenerator {
  /// A whole number from 0 up to but not including `bound`, which must not be 0; each equally likely.
  ///
  /// Lemire, "Fast Random Integer Generation in an Interval", ACM Transactions on Modeling and Computer
  /// Simulation 29 (2019). Written here because the standard library does not promise which numbers it
  /// makes of the same bits in its next version.
  mutating func number(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "there is no number below zero")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// An index from 0 up to but not including `count`, each equally likely.
  mutating func index(below count: Int) -> Int { Int(number(below: UInt64(count))) }

  /// As many indices of `count` rows as there are rows, drawn with replacement: one bootstrap sample.
  mutating func resample(_ count: Int) -> [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(count)
    for _ in 0..<count { rows.append(index(below: count)) }
    return rows
  }

  /// Brings `items` into a random order, each equally likely (Fisher and Yates, 1938).
  mutating func rearrange(_ items: inout [Int]) {
    for last in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(index(below: last + 1), last)
    }
  }
}
