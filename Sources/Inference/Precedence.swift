/// Players of whom some need others to be there first: a partial order.
///
/// A coalition is a set of players as bits, player 0 the lowest. It is feasible when it holds, with each
/// player, all whom that player needs. An order is feasible when all its beginnings are (Faigle and Kern,
/// "The Shapley value for cooperative games under precedence constraints", International Journal of Game
/// Theory 21, 1992).
public struct Precedence: Hashable, Sendable {
  /// For each player those it needs, directly or through others.
  public let required: [UInt64]

  /// Players without a need of each other.
  public init(unordered count: Int) throws(PrecedenceError) {
    try self.init(requires: Array(repeating: [], count: count))
  }

  /// As many players as `requires` has elements, each with the indices of those it needs.
  ///
  /// - Throws: ``PrecedenceError`` for more than 64 players, a need of nobody, or needs in a circle.
  public init(requires: [[Int]]) throws(PrecedenceError) {
    guard requires.count <= 64 else { throw .tooManyPlayers(requires.count, most: 64) }
    var required = [UInt64](repeating: 0, count: requires.count)
    for (player, others) in requires.enumerated() {
      for other in others {
        guard requires.indices.contains(other) else {
          throw .unknownPlayer(other, neededBy: player)
        }
        required[player] |= 1 << UInt64(other)
      }
    }
    // Warshall's closure: whoever needs `middle` needs all that `middle` needs.
    for middle in requires.indices {
      for player in requires.indices where required[player] >> UInt64(middle) & 1 == 1 {
        required[player] |= required[middle]
      }
    }
    for player in requires.indices where required[player] >> UInt64(player) & 1 == 1 {
      throw .circle(player)
    }
    self.required = required
  }

  /// The number of players.
  public var count: Int { required.count }

  /// The coalition of all players.
  public var everyone: UInt64 { count == 64 ? .max : (1 << UInt64(count)) - 1 }

  /// Whether `coalition` holds with each player all whom that player needs.
  public func isFeasible(_ coalition: UInt64) -> Bool {
    required.indices.allSatisfy {
      coalition >> UInt64($0) & 1 == 0 || required[$0] & ~coalition == 0
    }
  }

  /// Whether one of two players needs the other.
  public func areRelated(_ a: Int, _ b: Int) -> Bool {
    (required[a] >> UInt64(b) | required[b] >> UInt64(a)) & 1 == 1
  }

  /// The earliest joining of `player`: to none but those it needs.
  public func soloJoining(of player: Int) -> Joining {
    Joining(player, before: required[player])
  }

  /// The latest joining of `player`: to everybody but those who need it.
  public func lastJoining(of player: Int) -> Joining {
    var before = everyone & ~(1 << UInt64(player))
    for other in required.indices where required[other] >> UInt64(player) & 1 == 1 {
      before &= ~(1 << UInt64(other))
    }
    return Joining(player, before: before)
  }

  /// The joinings along `order`, a feasible order of all players: what permutation sampling evaluates.
  ///
  /// One element per player, by place in the order.
  public func joinings(along order: [Int]) -> [Joining] {
    var present: UInt64 = 0
    return order.map { player in
      precondition(required[player] & ~present == 0, "a player came before one it needs")
      let joining = Joining(player, before: present)
      present = joining.after
      return joining
    }
  }

  /// The players of a coalition, by rising index.
  func members(of coalition: UInt64) -> [Int] {
    required.indices.filter { coalition >> UInt64($0) & 1 == 1 }
  }
}

/// A player who joins a coalition.
public struct Joining: Hashable, Sendable {
  /// Who joins.
  public let player: Int
  /// The coalition without the player.
  public let before: UInt64

  init(_ player: Int, before: UInt64) {
    self.player = player
    self.before = before
  }

  /// The coalition with the player.
  public var after: UInt64 { before | 1 << UInt64(player) }
}

/// Why needs among players make no partial order that can be worked with.
public enum PrecedenceError: Error, Hashable, Sendable {
  /// More players than a coalition can hold, or than can be enumerated.
  case tooManyPlayers(Int, most: Int)
  /// A player needs an index that no player has.
  case unknownPlayer(Int, neededBy: Int)
  /// The player needs itself, directly or through others.
  case circle(Int)
}
