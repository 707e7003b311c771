internal import Kernel
internal import Simulation

/// How many applicants of one replication gained, lost or stayed.
struct GainLoseCounts: Sendable {
  var gain = 0.0
  var lose = 0.0
  var same = 0.0

  mutating func add(_ change: Double, threshold: Double) {
    if change <= -threshold {
      gain += 1
    } else if change >= threshold {
      lose += 1
    } else {
      same += 1
    }
  }

  var total: Double { gain + lose + same }
}

/// One replication joined applicant by applicant.
struct ApplicantCounts: Sendable {
  var cohort = 0.0
  var open = 0.0
  var both = 0.0
  var baselineOnly = 0.0
  var designOnly = 0.0
  var neither = 0.0
  var time = GainLoseCounts()
  var money = GainLoseCounts()
  /// Sum of changes of idle time, working days, among those approved in both.
  var change = 0.0
  /// By class, then by category of each attribute, as ``OutcomeTable`` lists them.
  var groups: [GainLoseCounts]
  /// Firm by firm, where applications belong to firms.
  var firms = FirmCounts()
  /// The same by money.
  var moneyGroups: [GainLoseCounts]
  /// Who lost and who gained most time.
  var lostMost = ExtremeChange(sign: 1)
  var gainedMost = ExtremeChange(sign: -1)
  /// Who gained least, where nobody lost: the largest change of all; nil: nobody is approved in both.
  var gainedLeast: ExtremeChange?
  /// For each part of a reform of the design, whether it reached anybody.
  var reached: UInt64 = 0
}

/// The applicant with the largest change in one direction.
struct ExtremeChange: Sendable {
  /// 1 for losses, -1 for gains.
  var sign: Int64
  /// The change of idle time, milliseconds; 0: nobody yet.
  var change: Int64 = 0
  var applicantClass = 0
  var index: Int64 = 0

  /// Looks at one more applicant; of equals the first stays.
  mutating func look(_ change: Int64, ofClass c: Int, index: Int64) {
    guard sign * change > sign * self.change else { return }
    (self.change, applicantClass, self.index) = (change, c, index)
  }
}

/// How many firms of one replication there are, and how many of them gained, lost or stayed.
struct FirmCounts: Sendable {
  var count = 0.0
  var time = GainLoseCounts()

  /// One application of a firm.
  struct Application {
    var firm: Int64
    /// Its change of idle time, milliseconds; nil unless approved in both worlds.
    var change: Int64?
  }

  init() {}

  /// Sums the applications of each firm; `threshold` is that of one application, milliseconds.
  init(_ applications: [Application], threshold: Double) {
    let sorted = applications.sorted { $0.firm < $1.firm }
    var first = 0
    while first < sorted.count {
      var end = first
      while end < sorted.count, sorted[end].firm == sorted[first].firm { end += 1 }
      let changes = sorted[first..<end].compactMap(\.change)
      count += 1
      if !changes.isEmpty {
        time.add(
          Double(changes.reduce(0, +)), threshold: threshold * Double(changes.count))
      }
      first = end
    }
  }
}

extension OutcomeTable {
  /// How many groups gains and losses are counted for.
  var groupScopes: [Scope] {
    var scopes: [Scope] = names.classes.count > 1 ? names.classes.map(Scope.applicantClass) : []
    for attribute in attributes {
      scopes += attribute.categories.map { Scope.attribute(attribute.name, category: $0) }
    }
    return scopes
  }

  /// Joins two runs of one replication by applicant: the same class and index are the same applicant.
  ///
  /// Gains and losses are counted among those approved in both worlds, open cases apart.
  func join(
    _ baseline: RunRecord, _ design: RunRecord, timeThreshold: Double, moneyThreshold: Int64
  ) -> ApplicantCounts {
    let scopes = groupScopes
    let none = Array(repeating: GainLoseCounts(), count: scopes.count)
    var counts = ApplicantCounts(groups: none, moneyGroups: none)
    typealias Field = RecordLayout.Field
    let operating = Int64(Ending.operating.rawValue)
    let open = Int64(Ending.open.rawValue)
    let applicant = names.accounts.indices.filter { names.accounts[$0].payer == "applicant" }
    var applications: [FirmCounts.Application] = []
    for c in names.classes.indices {
      let a = baseline.rows[c]
      let b = design.rows[c]
      precondition(a.count == b.count, "the cohort is the same in every design")
      let groupPlaces = groupPlaces(ofClass: c, scopes)
      for first in stride(from: 0, to: a.count, by: layout.stride) {
        func value(_ rows: [Int64], _ field: Field) -> Int64 { rows[first + field.rawValue] }
        counts.cohort += 1
        counts.reached |= UInt64(bitPattern: value(b, .reach))
        let firm = value(a, .firm)
        if firm != RecordLayout.absent {
          applications.append(FirmCounts.Application(firm: firm))
        }
        let before = value(a, .ending)
        let after = value(b, .ending)
        if before == open || after == open {
          counts.open += 1
          continue
        }
        switch (before == operating, after == operating) {
        case (true, true): counts.both += 1
        case (true, false): counts.baselineOnly += 1
        case (false, true): counts.designOnly += 1
        case (false, false): counts.neither += 1
        }
        guard before == operating, after == operating else { continue }
        let idle =
          (value(b, .needWorking) - value(b, .ownWorkWorking))
          - (value(a, .needWorking) - value(a, .ownWorkWorking))
        let change = Double(idle) / dayMilliseconds
        if firm != RecordLayout.absent { applications[applications.count - 1].change = idle }
        counts.change += change
        counts.time.add(change, threshold: timeThreshold)
        counts.lostMost.look(idle, ofClass: c, index: value(a, .index))
        counts.gainedMost.look(idle, ofClass: c, index: value(a, .index))
        if counts.gainedLeast.map({ idle > $0.change }) ?? true {
          counts.gainedLeast = ExtremeChange(
            sign: 1, change: idle, applicantClass: c, index: value(a, .index))
        }
        var fen: Int64 = 0
        for i in applicant {
          fen += b[first + layout.firstAccount + i] - a[first + layout.firstAccount + i]
        }
        counts.money.add(Double(fen), threshold: Double(moneyThreshold))
        for (attribute, targets) in groupPlaces {
          let own = attribute < 0 ? 0 : Int(a[first + layout.firstAttribute + attribute])
          counts.groups[targets[own]].add(change, threshold: timeThreshold)
          counts.moneyGroups[targets[own]].add(Double(fen), threshold: Double(moneyThreshold))
        }
      }
    }
    counts.firms = FirmCounts(applications, threshold: timeThreshold * dayMilliseconds)
    return counts
  }

  /// Where the members of a class are counted: by an attribute's category (-1: the class itself), the
  /// place of the group.
  private func groupPlaces(ofClass c: Int, _ scopes: [Scope]) -> [(attribute: Int, targets: [Int])]
  {
    var places: [(Int, [Int])] = []
    if names.classes.count > 1 { places.append((-1, [c])) }
    for (a, attribute) in names.attributes[c].enumerated() where !attribute.categories.isEmpty {
      places.append(
        (
          a,
          attribute.categories.compactMap { category in
            scopes.firstIndex(of: .attribute(attribute.name, category: category))
          }
        ))
    }
    return places
  }
}
