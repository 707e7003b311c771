public import Kernel

/// The cohort of one run, summed at the places of its records that some lenses look at.
public struct CohortSums: Sendable {
  /// How many applicants there are.
  public private(set) var count = 0
  /// How many of them had not ended.
  public private(set) var open = 0
  private let layout: RecordLayout
  private let costs: StandingCosts
  private let places: [Int]
  private var sums: [Int128]

  /// No applicants yet, of runs whose records have this layout.
  public init(_ layout: RecordLayout, _ costs: StandingCosts, lenses: [RecordLens]) {
    self.layout = layout
    self.costs = costs
    var places: [Int] = []
    for lens in lenses {
      for place in lens.added where !places.contains(place) { places.append(place) }
      for place in lens.subtracted where !places.contains(place) { places.append(place) }
    }
    self.places = places
    sums = Array(repeating: 0, count: places.count)
  }

  /// Takes in whole records, in any order.
  public mutating func add(_ records: UnsafeBufferPointer<Int64>) {
    var first = 0
    while first < records.count {
      count += 1
      if records[first + RecordLayout.Field.ending.rawValue] == Int64(Ending.open.rawValue) {
        open += 1
      }
      for i in places.indices {
        let value = records[first + places[i]]
        if value != RecordLayout.absent { sums[i] += Int128(value) }
      }
      if let place = costs.holdingPlace {
        let fen = costs.holding(
          ofClass: Int(records[first + RecordLayout.Field.applicantClass.rawValue]),
          calendarMilliseconds: records[first + RecordLayout.Field.needCalendar.rawValue])
        add(fen, at: place)
      }
      first += layout.stride
    }
  }

  /// Adds what all applicants bear together, when all of them have been taken in.
  public mutating func shareCosts() {
    guard count > 0 else { return }
    for cost in costs.shared { add(cost.each(of: count), at: cost.place, times: count) }
  }

  /// What a lens makes of these applicants.
  public func ratio(_ lens: RecordLens) -> MeanRatio {
    MeanRatio(
      numerator: lens.numerator { place in
        for i in places.indices where places[i] == place { return sums[i] }
        return 0
      }, denominator: Double(count))
  }

  private mutating func add(_ fen: Int64, at place: Int, times: Int = 1) {
    for i in places.indices where places[i] == place { sums[i] += Int128(fen) * Int128(times) }
  }
}

/// A mean of one run before it is divided: the sum over applicants and their number.
public struct MeanRatio: Hashable, Sendable {
  /// The sum.
  public var numerator: Double
  /// The number of applicants.
  public var denominator: Double

  /// A sum over so many.
  public init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The mean; nil of nobody.
  public var value: Double? { denominator == 0 ? nil : numerator / denominator }

  /// Whether both say the same, so that their difference is exactly zero.
  public func isSame(as other: MeanRatio) -> Bool {
    self == other || (value != nil && value == other.value)
  }
}
