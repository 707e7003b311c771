/// Draws feasible orders of any number of players, for Shapley values by permutation sampling (Castro,
/// Gómez and Tejada, "Polynomial calculation of the Shapley value based on sampling", Computers &
/// Operations Research 36, 2009).
///
/// Players related to each other, directly or through others, form a group. Each group is ordered for
/// itself and the groups are shuffled into each other. Orders are exactly uniform where no group has
/// more than ``Coalitions/mostPlayers`` members; a larger group is ordered by a Markov chain, which is
/// uniform but for a distance of about one in a million.
public struct OrderSampler: Sendable {
  private struct Group: Sendable {
    let players: [Int]
    let precedence: Precedence
    /// nil where the group is too large to be enumerated.
    let coalitions: Coalitions?
  }

  private let groups: [Group]

  /// A sampler of the orders that are feasible under `precedence`.
  public init(_ precedence: Precedence) throws(PrecedenceError) {
    var groups: [Group] = []
    for players in precedence.relatedGroups {
      let needs = players.map { player in
        players.indices.filter { precedence.required[player] >> UInt64(players[$0]) & 1 == 1 }
      }
      let own = try Precedence(requires: needs)
      let coalitions = players.count <= Coalitions.mostPlayers ? try Coalitions(own) : nil
      groups.append(Group(players: players, precedence: own, coalitions: coalitions))
    }
    self.groups = groups
  }

  /// One feasible order of all players.
  public func order(using generator: inout some RandomNumberGenerator) -> [Int] {
    var labels: [Int] = []
    var orders: [[Int]] = []
    for (index, group) in groups.enumerated() {
      let order =
        group.coalitions?.randomOrder(using: &generator)
        ?? group.precedence.chainOrder(using: &generator)
      orders.append(order.reversed().map { group.players[$0] })
      labels += Array(repeating: index, count: group.players.count)
    }
    generator.rearrange(&labels)
    return labels.map { orders[$0].removeLast() }
  }
}

extension Precedence {
  /// The players in groups: two are in the same one when a chain of needs links them.
  fileprivate var relatedGroups: [[Int]] {
    var group = Array(required.indices)
    for player in required.indices {
      for other in members(of: required[player]) where group[other] != group[player] {
        let (old, new) = (group[other], group[player])
        for index in group.indices where group[index] == old { group[index] = new }
      }
    }
    return required.indices.compactMap { label in
      let players = required.indices.filter { group[$0] == label }
      return players.isEmpty ? nil : players
    }
  }

  /// A feasible order from the chain that swaps neighbours (Karzanov and Khachiyan, "On the conductance
  /// of order Markov chains", Order 8, 1991).
  ///
  /// It makes n³ log₂(2²⁰ n) steps, more than Wilson's bound of (4/π²) n³ ln(n/ε) for ε = 2⁻²⁰ ("Mixing
  /// times of lozenge tiling and card shuffling Markov chains", Annals of Applied Probability 14, 2004).
  func chainOrder(using generator: inout some RandomNumberGenerator) -> [Int] {
    // Whoever is needed needs fewer than the one who needs it.
    var order = required.indices.sorted {
      (required[$0].nonzeroBitCount, $0) < (required[$1].nonzeroBitCount, $1)
    }
    if count < 2 { return order }
    let steps = count * count * count * (20 + Int.bitWidth - count.leadingZeroBitCount)
    for _ in 0..<steps {
      let draw = generator.index(below: 2 * (count - 1))
      let place = draw / 2
      let (first, second) = (order[place], order[place + 1])
      if draw % 2 == 0, required[second] >> UInt64(first) & 1 == 0 {
        order.swapAt(place, place + 1)
      }
    }
    return order
  }
}
