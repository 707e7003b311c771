public import Kernel

/// One run, summed at the places of its cohort's records that some lenses look at.
public struct CohortSums: Sendable {
  /// How many applicants there are.
  public var count: Int { groups[0].count }
  /// How many of them had not ended.
  public var open: Int { Int(groups[0].endings[Int(Ending.open.rawValue)]) }
  private let layout: RecordLayout
  private let costs: StandingCosts
  private let places: [Int]
  /// All applicants first, then those of each class that a lens looks at.
  private var groups: [Group]
  private var offices: [OfficeTally] = []

  private struct Group: Sendable {
    var applicantClass: Int?
    var count = 0
    var decided: Int64 = 0
    var endings = [Int64](repeating: 0, count: 16)
    var sums: [Int128]
  }

  /// No applicants yet, of runs whose records have this layout.
  public init(_ layout: RecordLayout, _ costs: StandingCosts, lenses: [RatioLens]) {
    self.layout = layout
    self.costs = costs
    var places: [Int] = []
    var classes: [Int?] = [nil]
    for lens in lenses {
      for place in lens.numerator.places + lens.denominator.places where !places.contains(place) {
        places.append(place)
      }
      if !classes.contains(where: { $0 == lens.applicantClass }) {
        classes.append(lens.applicantClass)
      }
    }
    self.places = places
    groups = classes.map {
      Group(applicantClass: $0, sums: Array(repeating: 0, count: places.count))
    }
  }

  /// Takes in whole records, in any order.
  public mutating func add(_ records: UnsafeBufferPointer<Int64>) {
    var first = 0
    while first < records.count {
      let applicantClass = Int(records[first + RecordLayout.Field.applicantClass.rawValue])
      let ending = Int(records[first + RecordLayout.Field.ending.rawValue]) & 15
      let isDecided =
        records[first + RecordLayout.Field.throughputCalendar.rawValue] != RecordLayout.absent
      for g in groups.indices {
        guard groups[g].applicantClass == nil || groups[g].applicantClass == applicantClass else {
          continue
        }
        groups[g].count += 1
        groups[g].endings[ending] += 1
        if isDecided { groups[g].decided += 1 }
        for i in places.indices {
          let value = records[first + places[i]]
          if value != RecordLayout.absent { groups[g].sums[i] += Int128(value) }
        }
        if let place = costs.holdingPlace {
          let fen = costs.holding(
            ofClass: applicantClass,
            calendarMilliseconds: records[first + RecordLayout.Field.needCalendar.rawValue])
          add(fen, at: place, group: g)
        }
      }
      first += layout.stride
    }
  }

  /// Completes the sums when all applicants have been taken in: what they bear together, and what offices
  /// did.
  public mutating func finish(_ tallies: RunTallies) {
    offices = tallies.offices
    guard count > 0 else { return }
    for cost in costs.shared {
      let each = cost.each(of: count)
      for g in groups.indices { add(each, at: cost.place, group: g, times: groups[g].count) }
    }
  }

  /// What a lens makes of the run.
  public func ratio(_ lens: RatioLens) -> MeanRatio {
    let group = groups.first { $0.applicantClass == lens.applicantClass } ?? groups[0]
    return lens.ratio { sum in
      switch sum {
      case .applicants: return Int128(group.count)
      case .decided: return Int128(group.decided)
      case .endings(let set):
        var count: Int64 = 0
        for i in group.endings.indices where set.rawValue >> i & 1 == 1 {
          count += group.endings[i]
        }
        return Int128(count)
      case .places(let added, let subtracted):
        var total: Int128 = 0
        for place in added { total += at(place, group) }
        for place in subtracted { total -= at(place, group) }
        return total
      case .office(let office, let quantity):
        return offices.indices.contains(office) ? Int128(quantity(offices[office])) : 0
      }
    }
  }

  private func at(_ place: Int, _ group: Group) -> Int128 {
    for i in places.indices where places[i] == place { return group.sums[i] }
    return 0
  }

  private mutating func add(_ fen: Int64, at place: Int, group: Int, times: Int = 1) {
    for i in places.indices where places[i] == place {
      groups[group].sums[i] += Int128(fen) * Int128(times)
    }
  }
}
