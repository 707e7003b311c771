/// A sum over orders together with the number of orders, so that no digit is lost.
public struct OrderMean: Hashable, Sendable {
  /// The sum over the orders, in the unit of the worths.
  public let sum: Int128
  /// The number of orders.
  public let orders: Int128

  /// A sum over so many orders.
  public init(sum: Int128, orders: Int128) {
    self.sum = sum
    self.orders = orders
  }

  /// The sum divided by the number of orders.
  public var value: Double {
    let (whole, rest) = sum.quotientAndRemainder(dividingBy: orders)
    return Double(whole) + Double(rest) / Double(orders)
  }
}

/// The least and the greatest that a player adds, over all coalitions that it may join.
public struct JoiningRange: Hashable, Sendable {
  /// The least and the greatest addition, in the unit of the worths.
  public let additions: Interval
  /// The first joining, by rising bits of the coalition, that adds least.
  public let least: Joining
  /// The first joining that adds most.
  public let greatest: Joining
}

// The worth of a coalition is what is to be divided among its members. Worths come as one number a
// feasible coalition, in the order of `masks`. With needs among the players the Shapley value is the
// mean addition over the feasible orders only (Faigle and Kern, 1992); without, it is that of Shapley,
// "A value for n-person games", 1953.
extension Coalitions {
  /// The Shapley value of each player, exact: all have ``orderCount`` as their number of orders.
  ///
  /// The sums together are ``orderCount`` times what everyone is worth above nobody, to the last digit.
  /// No worth and no number of players overflows.
  /// - Complexity: O(n 2ⁿ).
  public func shapleyValues(_ worths: [Int64]) -> [OrderMean] {
    checkCount(worths.count)
    return (0..<precedence.count).map { player in
      var sum: Int128 = 0
      forEachJoining(of: player) { before, after, orders in
        sum += Int128(orders) * (Int128(worths[after]) - Int128(worths[before]))
      }
      return OrderMean(sum: sum, orders: Int128(orderCount))
    }
  }

  /// The Shapley value of each player, for worths that are not whole, such as quantiles and shares.
  public func shapleyValues(_ worths: [Double]) -> [Double] {
    checkCount(worths.count)
    let all = Double(orderCount)
    return (0..<precedence.count).map { player in
      var sum = 0.0
      forEachJoining(of: player) { before, after, orders in
        sum += Double(orders) / all * (worths[after] - worths[before])
      }
      return sum
    }
  }

  /// The least and the greatest that `player` adds over all feasible orders.
  public func range(of player: Int, _ worths: [Double]) -> JoiningRange {
    checkCount(worths.count)
    // Everyone can join somewhere: at the latest after those it needs.
    var (least, greatest) = (Double.infinity, -Double.infinity)
    var (leastAt, greatestAt) = (0, 0)
    forEachJoining(of: player) { before, after, _ in
      let addition = worths[after] - worths[before]
      if addition < least { (least, leastAt) = (addition, before) }
      if addition > greatest { (greatest, greatestAt) = (addition, before) }
    }
    return JoiningRange(
      additions: Interval(low: least, high: greatest),
      least: Joining(player, before: masks[leastAt]),
      greatest: Joining(player, before: masks[greatestAt]))
  }

  /// How much more two players add together than each for itself, exact; nil when one needs the other.
  ///
  /// The mean of the second difference over the orders in which the two come one after the other. Without
  /// needs it is the interaction index of Grabisch and Roubens, "An axiomatic approach to the concept of
  /// interaction among players in cooperative games", International Journal of Game Theory 28, 1999. A
  /// player without the one it needs has no worth to compare with: there is no index of such a pair.
  public func interaction(_ a: Int, _ b: Int, _ worths: [Int64]) -> OrderMean? {
    checkCount(worths.count)
    if a == b || precedence.areRelated(a, b) { return nil }
    var (sum, all): (Int128, Int128) = (0, 0)
    forEachPair(a, b) { neither, withA, withB, both, orders in
      let alone = Int128(worths[withA]) + Int128(worths[withB])
      sum += Int128(orders) * (Int128(worths[both]) + Int128(worths[neither]) - alone)
      all += Int128(orders)
    }
    return OrderMean(sum: sum, orders: all)
  }

  /// How much more two players add together than each for itself, for worths that are not whole.
  ///
  /// As the exact index for whole worths; nil when one needs the other.
  public func interaction(_ a: Int, _ b: Int, _ worths: [Double]) -> Double? {
    checkCount(worths.count)
    if a == b || precedence.areRelated(a, b) { return nil }
    var (sum, all) = (0.0, 0.0)
    forEachPair(a, b) { neither, withA, withB, both, orders in
      // In pairs, so that the sum is exactly zero where one of the two changes nothing.
      sum += Double(orders) * ((worths[both] - worths[withB]) - (worths[withA] - worths[neither]))
      all += Double(orders)
    }
    return sum / all
  }

  private func checkCount(_ count: Int) {
    precondition(count == masks.count, "each feasible coalition needs its worth")
  }
}
