import Testing

@testable import Inference

/// Worths of all feasible coalitions, from a function of the bits.
private func worths(_ coalitions: Coalitions, _ worth: (UInt64) -> Int64) -> [Int64] {
  coalitions.masks.map(worth)
}

/// All orders of `count` players.
private func permutations(_ count: Int) -> [[Int]] {
  if count == 0 { return [[]] }
  return permutations(count - 1).flatMap { shorter in
    (0...shorter.count).map { place in
      var order = shorter
      order.insert(count - 1, at: place)
      return order
    }
  }
}

/// A partial order in which a player may need players of lower index, each with chance 1/4.
private func randomPrecedence(_ count: Int, _ random: inout SplitMix) throws -> Precedence {
  try Precedence(
    requires: (0..<count).map { player in (0..<player).filter { _ in random.next() % 4 == 0 } })
}

@Suite struct `The exact Shapley value` {
  /// Worths 0, 1, 2 and 5: each gets its own and half of the 2 that both bring together.
  @Test func `of two players is worked by hand`() throws {
    let coalitions = try Coalitions(Precedence(unordered: 2))
    let values = coalitions.shapleyValues([Int64(0), 1, 2, 5])
    #expect(values == [OrderMean(sum: 4, orders: 2), OrderMean(sum: 6, orders: 2)])
    #expect(coalitions.interaction(0, 1, [Int64(0), 1, 2, 5])?.value == 2)
    #expect(coalitions.shapleyValues([0.0, 1, 2, 5]) == [2, 3])
  }

  /// Two left gloves and a right one: the right one gets 2/3, each left one 1/6.
  @Test func `of the glove game is the textbook's`() throws {
    let coalitions = try Coalitions(Precedence(unordered: 3))
    let values = coalitions.shapleyValues(
      worths(coalitions) { $0 & 0b011 != 0 && $0 & 0b100 != 0 ? 1 : 0 })
    #expect(values.map(\.sum) == [1, 1, 4])
    #expect(values.allSatisfy { $0.orders == 6 })
  }

  /// Each stretch of runway is paid for by those who need it (Littlechild and Owen, 1973).
  ///
  /// Costs 60, 120 and 240: 60/3 = 20, then 60/2 = 30 more, then 120 more.
  @Test func `of the airport game is the textbook's`() throws {
    let coalitions = try Coalitions(Precedence(unordered: 3))
    let costs: [Int64] = [60, 120, 240]
    let values = coalitions.shapleyValues(
      worths(coalitions) { mask in
        (0..<3).filter { mask >> UInt64($0) & 1 == 1 }.map { costs[$0] }.max() ?? 0
      })
    #expect(values.map(\.value) == [20, 50, 170])
  }

  /// With magnitudes near 2^62 a sum in 64 bits, or in floating point, would lose the equality.
  @Test func `shares out exactly the whole, however large the numbers`() throws {
    var random = SplitMix(11)
    for count in [1, 4, 7, 10] {
      let coalitions = try Coalitions(randomPrecedence(count, &random))
      let game = coalitions.masks.map { _ in Int64(bitPattern: random.next()) >> 1 }
      let values = coalitions.shapleyValues(game)
      let whole = Int128(game[game.count - 1]) - Int128(game[0])
      #expect(
        values.reduce(Int128(0)) { $0 + $1.sum } == Int128(coalitions.orderCount) * whole)
    }
    let extreme = try Coalitions(Precedence(unordered: 16))
    let game = worths(extreme) { $0.nonzeroBitCount % 2 == 0 ? .min : .max }
    let values = extreme.shapleyValues(game)
    #expect(values.allSatisfy { $0 == values[0] })
    #expect(values.reduce(Int128(0)) { $0 + $1.sum } == 0)
    // Second differences are -2 (2⁶⁴ - 1) before a coalition of 0, 2, ... 14 others and as much above zero
    // before 1, 3, ... 13; each number of others comes equally often.
    let orders: Int128 = 1_307_674_368_000
    #expect(
      extreme.interaction(0, 1, game)
        == OrderMean(sum: -2 * ((1 << 64) - 1) * orders / 15, orders: orders))
  }

  @Test func `gives equal players the same, and a dummy what it brings alone`() throws {
    let coalitions = try Coalitions(Precedence(unordered: 5))
    var random = SplitMix(5)
    let ofRest = (0..<32).map { _ in Int64(random.next() % 1_000) }
    // Players 0 and 1 count by their number, player 4 adds 7 to whatever there is.
    let game = worths(coalitions) { mask in
      let pair = (mask & 3).nonzeroBitCount
      return ofRest[pair * 4 + Int(mask >> 2 & 3)] + (mask >> 4 == 1 ? 7 : 0)
    }
    let values = coalitions.shapleyValues(game)
    #expect(values[0] == values[1])
    #expect(values[4] == OrderMean(sum: 7 * 120, orders: 120))
    #expect(coalitions.interaction(4, 0, game)?.sum == 0)
    #expect(coalitions.interaction(0, 2, game) == coalitions.interaction(1, 2, game))
    #expect(coalitions.range(of: 4, game.map(Double.init)).additions == Interval(low: 7, high: 7))
  }

  @Test func `of a chain is what its only order adds`() throws {
    let coalitions = try Coalitions(Precedence(requires: [[], [0], [1]]))
    #expect(coalitions.masks == [0, 1, 3, 7])
    #expect(coalitions.orderCount == 1)
    #expect(coalitions.shapleyValues([Int64(5), 6, 16, 116]).map(\.sum) == [1, 10, 100])
    // Player 2 needs 0 through 1, so that no pair is unrelated.
    #expect(coalitions.interaction(0, 2, [Int64(5), 6, 16, 116]) == nil)
  }

  @Test(arguments: 1...12)
  func `agrees with counting all permutations`(seed: UInt64) throws {
    var random = SplitMix(seed)
    let precedence = try randomPrecedence(5, &random)
    let coalitions = try Coalitions(precedence)
    let game = coalitions.masks.map { _ in Int64(random.next() % 10_000) }
    func worth(_ mask: UInt64) throws -> Int64 { game[try #require(coalitions.place(of: mask))] }
    let feasible = permutations(5).filter { order in
      (0...5).allSatisfy { precedence.isFeasible(order[..<$0].reduce(0) { $0 | 1 << UInt64($1) }) }
    }
    #expect(Int(coalitions.orderCount) == feasible.count)
    var sums = [Int128](repeating: 0, count: 5)
    var passing = [UInt64](repeating: 0, count: coalitions.masks.count)
    var least = [Int64](repeating: .max, count: 5)
    var greatest = [Int64](repeating: .min, count: 5)
    for order in feasible {
      passing[0] += 1
      for joining in precedence.joinings(along: order) {
        let added = try worth(joining.after) - worth(joining.before)
        sums[joining.player] += Int128(added)
        least[joining.player] = min(least[joining.player], added)
        greatest[joining.player] = max(greatest[joining.player], added)
        passing[try #require(coalitions.place(of: joining.after))] += 1
      }
    }
    #expect(coalitions.shapleyValues(game).map(\.sum) == sums)
    #expect(coalitions.masks.indices.map { coalitions.orderCount(through: $0) } == passing)
    let real = coalitions.shapleyValues(game.map(Double.init))
    for player in 0..<5 {
      #expect(abs(real[player] - Double(sums[player]) / Double(feasible.count)) < 1e-8)
      let range = coalitions.range(of: player, game.map(Double.init))
      #expect(
        range.additions == Interval(low: Double(least[player]), high: Double(greatest[player])))
      #expect(
        try worth(range.least.after) - worth(range.least.before) == least[player])
      for other in 0..<5 where other != player && !precedence.areRelated(player, other) {
        // Second differences over the orders with `other` right after `player`.
        var (sum, orders): (Int128, Int128) = (0, 0)
        for order in feasible {
          let place = try #require(order.firstIndex(of: player))
          guard place < 4, order[place + 1] == other else { continue }
          let before = precedence.joinings(along: order)[place].before
          let (bit, otherBit): (UInt64, UInt64) = (1 << UInt64(player), 1 << UInt64(other))
          sum += Int128(
            try worth(before | bit | otherBit) - worth(before | bit) - worth(before | otherBit)
              + worth(before))
          orders += 1
        }
        #expect(
          coalitions.interaction(player, other, game) == OrderMean(sum: sum, orders: orders))
      }
    }
  }

  /// The number of orders of twenty players is the last factorial that fits 64 bits.
  @Test func `reaches as far as twenty players`() throws {
    let coalitions = try Coalitions(Precedence(unordered: 20))
    #expect(coalitions.orderCount == 2_432_902_008_176_640_000)
    #expect(coalitions.orderCount(through: 0b1) == 121_645_100_408_832_000)
  }

  @Test func `keeps the digits that a floating-point sum would lose`() {
    #expect(OrderMean(sum: (1 << 60) * 3 + 1, orders: 3).value == 0x1p60 + 1.0 / 3)
    #expect(OrderMean(sum: -7, orders: 2).value == -3.5)
  }
}

@Suite struct `Needs among players` {
  @Test func `say who joins whom at the earliest and at the latest`() throws {
    // 1 needs 0, 3 needs 1 and 2.
    let precedence = try Precedence(requires: [[], [0], [], [1, 2]])
    #expect(precedence.soloJoining(of: 1) == Joining(1, before: 0b0001))
    #expect(precedence.soloJoining(of: 3).before == 0b0111)
    #expect(precedence.lastJoining(of: 0).before == 0b0100)
    #expect(precedence.lastJoining(of: 2).before == 0b0011)
    #expect(precedence.lastJoining(of: 3).after == 0b1111)
    #expect(precedence.areRelated(0, 3))
    #expect(!precedence.areRelated(2, 1))
  }

  @Test func `are refused in a circle, of nobody, and of too many`() throws {
    #expect(throws: PrecedenceError.circle(0)) { try Precedence(requires: [[2], [0], [1]]) }
    #expect(throws: PrecedenceError.circle(1)) { try Precedence(requires: [[], [1]]) }
    #expect(throws: PrecedenceError.unknownPlayer(2, neededBy: 1)) {
      try Precedence(requires: [[], [2]])
    }
    #expect(throws: PrecedenceError.tooManyPlayers(65, most: 64)) {
      try Precedence(unordered: 65)
    }
    #expect(throws: PrecedenceError.tooManyPlayers(21, most: 20)) {
      try Coalitions(Precedence(unordered: 21))
    }
    #expect(try Precedence(unordered: 64).everyone == .max)
  }
}

@Suite struct `A random feasible order` {
  /// 0 before 1 and 2, 3 before 2, and 4 alone: choosing at random among those who may come next would
  /// favor some orders; each is expected 400 times, and 5.5 standard deviations of that are 110.
  @Test(arguments: ["coalitions", "sampler", "chain"])
  func `is each equally likely`(way: String) throws {
    let precedence = try Precedence(requires: [[], [0], [0, 3], [], []])
    let coalitions = try Coalitions(precedence)
    let sampler = try OrderSampler(precedence)
    var random = SplitMix(2024)
    let orders = Int(coalitions.orderCount)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<400 * orders {
      let order =
        switch way {
        case "coalitions": coalitions.randomOrder(using: &random)
        case "sampler": sampler.order(using: &random)
        default: precedence.chainOrder(using: &random)
        }
      counts[order, default: 0] += 1
    }
    #expect(counts.count == orders)
    #expect(counts.values.allSatisfy { abs($0 - 400) < 110 })
    #expect(counts.keys.allSatisfy { precedence.joinings(along: $0).count == 5 })
  }

  /// A chain of 22 and 20 loners: the chain keeps its order and spreads evenly among the others.
  @Test func `is found beyond twenty related players`() throws {
    let requires = (0..<42).map { $0 > 0 && $0 < 22 ? [$0 - 1] : [] }
    let sampler = try OrderSampler(Precedence(requires: requires))
    var random = SplitMix(3)
    var firstPlaces = 0
    for _ in 0..<100 {
      let order = sampler.order(using: &random)
      #expect(order.filter { $0 < 22 } == Array(0..<22))
      #expect(order.sorted() == Array(0..<42))
      firstPlaces += order[0] == 0 ? 1 : 0
    }
    // The chain comes first in 22 of 42 orders: 52 expected, 25 are five standard deviations.
    #expect(abs(firstPlaces - 52) < 25)
  }

  /// The mean addition along random orders tends to the Shapley value.
  @Test func `gives the Shapley value on average`() throws {
    var random = SplitMix(9)
    let precedence = try randomPrecedence(6, &random)
    let coalitions = try Coalitions(precedence)
    let game = coalitions.masks.map { _ in random.unit() }
    let exact = coalitions.shapleyValues(game)
    let sampler = try OrderSampler(precedence)
    var additions = [[Double]](repeating: [], count: 6)
    for _ in 0..<2_000 {
      for joining in precedence.joinings(along: sampler.order(using: &random)) {
        let (after, before) = (
          try #require(coalitions.place(of: joining.after)),
          try #require(coalitions.place(of: joining.before))
        )
        additions[joining.player].append(game[after] - game[before])
      }
    }
    for player in 0..<6 {
      let mean = try #require(meanInterval(additions[player], .percent99))
      #expect(abs(mean.mean - exact[player]) <= 2 * mean.interval.halfWidth)
    }
  }
}
