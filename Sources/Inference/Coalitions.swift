/// All feasible coalitions of players, and how many feasible orders pass through each.
///
/// An order passes through a coalition when it begins with exactly its members. At most 20 players:
/// 20! orders still fit 64 bits.
/// - Complexity: O(n 2ⁿ) time and 28 bytes for each of the 2ⁿ sets.
public struct Coalitions: Sendable {
  /// The most players that are enumerated.
  public static let mostPlayers = 20

  /// Who needs whom.
  public let precedence: Precedence
  /// The feasible coalitions by rising bits: the first is empty, the last is everyone.
  public let masks: [UInt64]
  /// For each feasible coalition the orders of its members, and of all others after them.
  private let ordersWithin: [UInt64]
  private let ordersAfter: [UInt64]
  /// For each set of players its place in `masks`, or -1.
  private let places: [Int32]

  /// The feasible coalitions under `precedence`.
  ///
  /// - Throws: ``PrecedenceError/tooManyPlayers(_:most:)`` beyond ``mostPlayers``.
  public init(_ precedence: Precedence) throws(PrecedenceError) {
    let count = precedence.count
    guard count <= Self.mostPlayers else {
      throw .tooManyPlayers(count, most: Self.mostPlayers)
    }
    var masks: [UInt64] = []
    var places = [Int32](repeating: -1, count: 1 << count)
    for mask in 0...precedence.everyone where precedence.isFeasible(mask) {
      places[Int(mask)] = Int32(masks.count)
      masks.append(mask)
    }
    var within = [UInt64](repeating: 0, count: masks.count)
    var after = within
    within[0] = 1
    after[masks.count - 1] = 1
    // A smaller set has smaller bits, so that rising bits meet each set after all its parts.
    for (place, mask) in masks.enumerated() {
      for player in 0..<count where mask >> UInt64(player) & 1 == 0 {
        let larger = places[Int(mask | 1 << UInt64(player))]
        if larger >= 0 { within[Int(larger)] += within[place] }
      }
    }
    for (place, mask) in masks.enumerated().reversed() {
      for player in 0..<count where mask >> UInt64(player) & 1 == 1 {
        let smaller = places[Int(mask & ~(1 << UInt64(player)))]
        if smaller >= 0 { after[Int(smaller)] += after[place] }
      }
    }
    self.precedence = precedence
    self.masks = masks
    self.places = places
    ordersWithin = within
    ordersAfter = after
  }

  /// The number of feasible orders of all players: the linear extensions of the partial order.
  public var orderCount: UInt64 { ordersAfter[0] }

  /// Where `coalition` is in ``masks``; nil when it is not feasible.
  public func place(of coalition: UInt64) -> Int? {
    guard coalition <= precedence.everyone else { return nil }
    let place = places[Int(coalition)]
    return place < 0 ? nil : Int(place)
  }

  /// How many feasible orders begin with exactly the members of ``masks`` at `place`.
  public func orderCount(through place: Int) -> UInt64 {
    ordersWithin[place] * ordersAfter[place]
  }

  /// A feasible order of all players, each equally likely.
  ///
  /// - Complexity: O(n²) and one draw a player.
  public func randomOrder(using generator: inout some RandomNumberGenerator) -> [Int] {
    var order: [Int] = []
    var mask: UInt64 = 0
    var place = 0
    while order.count < precedence.count {
      var left = generator.number(below: ordersAfter[place])
      for player in 0..<precedence.count where mask >> UInt64(player) & 1 == 0 {
        guard let next = self.place(of: mask | 1 << UInt64(player)) else { continue }
        if left < ordersAfter[next] {
          order.append(player)
          mask = masks[next]
          place = next
          break
        }
        left -= ordersAfter[next]
      }
    }
    return order
  }

  /// Calls `body` for every feasible joining of `player` with the places in ``masks`` before and after it,
  /// and the number of orders in which it happens.
  func forEachJoining(
    of player: Int, _ body: (_ before: Int, _ after: Int, _ orders: UInt64) -> Void
  ) {
    let bit: UInt64 = 1 << UInt64(player)
    for (before, mask) in masks.enumerated() where mask & bit == 0 {
      if let after = place(of: mask | bit) {
        body(before, after, ordersWithin[before] * ordersAfter[after])
      }
    }
  }

  /// Calls `body` for every feasible coalition to which `a` and `b` may be added in either order, with the
  /// number of orders in which the two come next, `a` first.
  func forEachPair(
    _ a: Int, _ b: Int,
    _ body: (_ neither: Int, _ withA: Int, _ withB: Int, _ both: Int, _ orders: UInt64) -> Void
  ) {
    let (bitA, bitB): (UInt64, UInt64) = (1 << UInt64(a), 1 << UInt64(b))
    for (neither, mask) in masks.enumerated() where mask & (bitA | bitB) == 0 {
      if let withA = place(of: mask | bitA), let withB = place(of: mask | bitB),
        let both = place(of: mask | bitA | bitB)
      {
        body(neither, withA, withB, both, ordersWithin[neither] * ordersAfter[both])
      }
    }
  }
}
