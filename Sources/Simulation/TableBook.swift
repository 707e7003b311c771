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
  }

  private let pages = Mutex(Pages())

  /// Where the table of `shape` begins.
  func place(of shape: TableShape) throws(DistributionError) -> Int {
    if let known = pages.withLock({ $0.places[shape] }) { return known }
    let table = try QuantileTable(shape)
    return pages.withLock { pages in
      if let known = pages.places[shape] { return known }
      let place = pages.numbers.count
      pages.places[shape] = place
      pages.numbers += table.coefficients
      pages.frozen = nil
      return place
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
