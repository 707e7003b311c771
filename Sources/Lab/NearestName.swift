/// The candidate that `name` was probably meant to be; nil when none is near.
///
/// Near is at most one edit for every three letters, and at least one: letters put in, left out,
/// replaced, or two neighbors exchanged. Ties go to the first candidate.
func nearest(_ name: String, _ candidates: [String]) -> String? {
  let most = max(1, name.count / 3)
  let distances = candidates.map { (name: $0, distance: distance(Array(name), Array($0))) }
  guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= most else {
    return nil
  }
  return best.name
}

/// Edits between two texts (optimal string alignment).
private func distance(_ a: [Character], _ b: [Character]) -> Int {
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var row = [i]
    for j in 1...b.count {
      var least = min(
        previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        least = min(least, before[j - 2] + 1)
      }
      row.append(least)
    }
    (before, previous) = (previous, row)
  }
  return previous[b.count]
}
