internal import Kernel
internal import Statistics
internal import Synchronization

/// Quantile tables made once and shared by every plan of a study.
///
/// A drawn input changes location and scale, never the shape, so the plans of all replications read
/// the same tables.
final class TableBook: Sendable {
  private struct Pages {
    var places: [TableShape: Int] = [:]
    var numbers: [Double] = []
    var frozen: FrozenArray<Double>?
    var stepPlaces: [StepShape: Range<Int>] = [:]
    var steps: [StepSpec] = []
    var frozenSteps: FrozenArray<StepSpec>?

    /// Appends a table and says where it begins.
    mutating func append(_ table: QuantileTable) -> Int {
      frozen = nil
      numbers += table.coefficients
      return numbers.count - table.coefficients.count
    }
  }

  private let pages = Mutex(Pages())

  /// Where the table of `shape` begins.
  func place(of shape: TableShape) throws(DistributionError) -> Int {
    if let known = pages.withLock({ $0.places[shape] }) { return known }
    let table = try QuantileTable(shape)
    return pages.withLock { pages in
      if let known = pages.places[shape] { return known }
      let place = pages.append(table)
      pages.places[shape] = place
      return place
    }
  }

  /// Where the steps of `shape` stand.
  func place(of shape: StepShape) throws(DistributionError) -> Range<Int> {
    if let known = pages.withLock({ $0.stepPlaces[shape] }) { return known }
    let table = try StepTable(shape)
    return pages.withLock { pages in
      if let known = pages.stepPlaces[shape] { return known }
      let first = pages.steps.count
      for step in table.steps {
        pages.steps.append(
          StepSpec(
            first: step.first, last: step.last, low: step.low, width: step.width, high: step.high,
            table: step.table.map { pages.append($0) } ?? -1))
      }
      pages.frozenSteps = nil
      pages.stepPlaces[shape] = first..<pages.steps.count
      return first..<pages.steps.count
    }
  }

  /// All steps so far.
  func frozenSteps() -> FrozenArray<StepSpec> {
    pages.withLock { pages in
      if let frozen = pages.frozenSteps { return frozen }
      let frozen = FrozenArray(pages.steps)
      pages.frozenSteps = frozen
      return frozen
    }
  }

  /// All tables so far.
  func frozen() -> FrozenArray<Double> {
    pages.withLock { pages in
      if let frozen = pages.frozen { return frozen }
      let frozen = FrozenArray(pages.numbers)
      pages.frozen = frozen
      return frozen
    }
  }
}
