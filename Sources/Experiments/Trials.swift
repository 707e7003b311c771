internal import ApprovalModel
internal import Headline
internal import Inference
internal import Kernel
internal import Simulation

/// An outcome asked for by name: `official-time-p90`, or `waiting-time@office:permits`.
public struct OutcomeChoice: Hashable, Sendable {
  /// The outcome's name.
  public var name: String
  /// Over whom, as results write a ``Scope``.
  public var scope: String

  /// An outcome over all applicants, or over a scope.
  public init(name: String, scope: String = "all") {
    self.name = name
    self.scope = scope
  }

  /// The outcome written as `NAME` or `NAME@SCOPE`.
  public init(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(name: String(parts[0]), scope: parts.count > 1 ? String(parts[1]) : "all")
  }

  /// The choice as it is written.
  public var text: String { scope == "all" ? name : "\(name)@\(scope)" }
}

/// Single runs of a study's designs, as the methods beyond comparing ask for them.
struct Trials: Sendable {
  let study: StudyRun
  /// The outcomes read off each run: places in the study's table.
  let outcomes: [Int]

  var compiler: StudyCompiler { study.compiler }

  /// The definition of one of the chosen outcomes.
  func definition(_ i: Int) -> OutcomeDefinition { study.table.definitions[outcomes[i]] }

  /// The plan of a design in a world.
  func plan(_ design: Int, _ world: InputWorld) throws(StudyError) -> StudyCompiler.CompiledPlan {
    do {
      return try compiler.plan(design: design, world: world)
    } catch {
      throw .compile(error)
    }
  }

  /// What decides a run of a design besides its replication.
  func circumstances(
    of plan: StudyCompiler.CompiledPlan, design: Int, _ world: InputWorld
  ) -> Circumstances {
    Circumstances(
      planDigest: plan.plan.digest, money: compiler.moneyOutsidePlan(of: design, world))
  }

  /// What one run contributes to the chosen outcomes, and how many of those that each is about are
  /// open.
  func trial(
    _ plan: StudyCompiler.CompiledPlan, design: Int, world: InputWorld, replication: Int,
    isCancelled: @Sendable () -> Bool
  ) throws(StudyError) -> Trial {
    if isCancelled() { throw .run(.cancelled) }
    let record: RunRecord
    do {
      record = try compiler.run(
        plan, design: design, world: world,
        seed: study.request.numbers.seed(
          study.seed, of: compiler.designs[design].design, isFirst: design == 0),
        replication: UInt64(replication), isCancelled: isCancelled)
    } catch {
      throw .run(error)
    }
    let reading = study.table.reading(record, plan.plan)
    let chosen = outcomes.map { study.table.definitions[$0] }
    return Trial(
      samples: chosen.map { $0.read(reading) },
      counts: chosen.map { definition in
        guard let group = definition.censoredBy else { return GroupCount(count: 0, open: 0) }
        return GroupCount(count: Int(reading[group].count), open: Int(reading[group].open))
      })
  }
}

/// What runs have in common that need not be made twice: of one design and replication, runs in the same
/// circumstances are the same run.
struct Circumstances: Hashable, Sendable {
  var planDigest: UInt64
  /// The inputs that decide what the run costs and stand in no plan.
  var money: [Double]
}

/// What one run contributes to the outcomes chosen.
struct Trial: Hashable, Sendable {
  /// One for each outcome.
  var samples: [Sample]
  /// For each outcome the cases whose being open would make it a bound; none where it never is one.
  var counts: [GroupCount]
}

extension Trial: StudyPart {
  func write(to bytes: inout PartWriter) {
    bytes.write(samples)
    bytes.write(counts)
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init(samples: try bytes.list(), counts: try bytes.list())
  }
}

extension [Trial] {
  /// Whether more than 1 % of the cases of an outcome are open, over all these runs.
  func isCensored(_ outcome: Int) -> Bool {
    let counts = map { $0.counts[outcome] }
    return isBound(
      open: counts.reduce(0) { $0 + $1.open }, of: counts.reduce(0) { $0 + $1.count })
  }
}

extension Statistic {
  /// What one run says alone; nil where nothing of the kind happened, or a quantile is not reached.
  func value(of sample: Sample) -> Double? {
    switch (self, sample) {
    case (.quantile(let quantile, let scale), .histogram(let histogram)):
      quantile.value(of: histogram).map { $0 * scale }
    default: sample.value
    }
  }

  /// What several runs say together; nil where nothing of the kind happened, or a quantile is not
  /// reached.
  func value(pooling samples: some Sequence<Sample>) -> Double? {
    switch self {
    case .mean:
      let values = samples.compactMap(\.value)
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    case .share:
      var (sum, total) = (0.0, 0.0)
      for case .ratio(let numerator, let denominator) in samples {
        sum += numerator
        total += denominator
      }
      return total == 0 ? nil : sum / total
    case .quantile(let quantile, let scale):
      var pool = Histogram()
      for case .histogram(let histogram) in samples { pool.merge(histogram) }
      return quantile.value(of: pool).map { $0 * scale }
    }
  }
}

extension OutcomeTable {
  /// The place of the outcome asked for.
  ///
  /// Where a time exists in working and in calendar days, working days come first. Of a name that no
  /// outcome over all applicants has the scope must be stated where there are several; only `cost` alone
  /// means what the applicant pays.
  func place(of choice: OutcomeChoice) throws(StudyError) -> Int {
    let named = definitions.indices.filter { definitions[$0].key.name == choice.name }
    if named.isEmpty {
      let names = Set(definitions.map(\.key.name)).inNameOrder()
      throw .unknownOutcome(choice.text, near: nearestName(to: choice.name, among: names))
    }
    if let place = named.first(where: { definitions[$0].key.scope.text == choice.scope }) {
      return place
    }
    if choice.scope == "all" {
      let scopes = Set(named.map { definitions[$0].key.scope.text })
      if scopes.count == 1 || choice.name == "cost" { return named[0] }
      throw scopeMissing(choice.name, named)
    }
    let scopes = named.map { "\(choice.name)@\(definitions[$0].key.scope.text)" }
    throw .unknownOutcome(choice.text, near: nearestName(to: choice.text, among: scopes))
  }

  /// A name without a scope that several outcomes have, none of them over all applicants.
  private func scopeMissing(_ name: String, _ places: [Int]) -> StudyError {
    let most = 12
    let all = places.reduce(into: [String]()) { list, place in
      let text = "\(name)@\(definitions[place].key.scope.text)"
      if !list.contains(text) { list.append(text) }
    }
    let list = Array(all.prefix(most))
    let more = all.count > most
    return .unsuitable(
      LocalizedText(
        zh: "结果“\(name)”没有全体申请人的数值，请写明范围：\(list.joined(separator: "、"))\(more ? "……" : "")",
        en: "outcome '\(name)' is not counted over all applicants; state the scope: "
          + list.joined(separator: ", ") + (more ? ", …" : "")))
  }

  /// The places of the headline outcomes and of the primary one, the primary first.
  func headlinePlaces(_ primary: PrimaryOutcome?) -> [Int] {
    let key = primaryKey(primary)
    let first = definitions.indices.filter { definitions[$0].key == key }
    return first
      + definitions.indices.filter { definitions[$0].key.isHeadline && !first.contains($0) }
  }
}

/// A number found from all replications, and from all but each one: whatever is computed from several
/// such numbers has a jackknife interval.
struct LeaveOneOut: Hashable, Sendable {
  /// From all replications.
  var all: Double
  /// Without each replication in turn.
  var without: [Double]

  /// A number computed in the same way from all replications and without each one.
  init?(replications: Int, _ value: (_ without: Int?) -> Double?) {
    guard let all = value(nil) else { return nil }
    self.all = all
    without = []
    without.reserveCapacity(replications)
    for r in 0..<replications {
      guard let one = value(r) else { return nil }
      without.append(one)
    }
  }

  /// A statistic of the samples of all replications; nil where nothing of the kind happened, or too
  /// rarely to leave one out.
  init?(_ statistic: Statistic, _ samples: [Sample]) {
    switch statistic {
    case .mean:
      // A replication without cases says nothing; the others stand for themselves.
      let values = samples.map(\.value)
      let sum = values.reduce(0.0) { $0 + ($1 ?? 0) }
      let count = values.count { $0 != nil }
      self.init(replications: samples.count) { r in
        guard let r, let value = values[r] else { return count > 0 ? sum / Double(count) : nil }
        return count > 1 ? (sum - value) / Double(count - 1) : nil
      }
    case .share:
      let parts = samples.map { sample -> (Double, Double) in
        if case .ratio(let numerator, let denominator) = sample {
          (numerator, denominator)
        } else {
          (0, 0)
        }
      }
      let sums = parts.reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
      self.init(replications: samples.count) { r in
        let part = r.map { parts[$0] } ?? (0, 0)
        let rest = sums.1 - part.1
        return rest == 0 ? nil : (sums.0 - part.0) / rest
      }
    case .quantile(let quantile, let scale):
      let histograms = samples.map { sample -> Histogram in
        if case .histogram(let histogram) = sample { histogram } else { Histogram() }
      }
      guard let values = leaveOneOut(quantile, histograms) else { return nil }
      self.init(replications: samples.count) { r in
        (r.map { values.without[$0] } ?? values.all) * scale
      }
    }
  }

  /// The 95 % jackknife interval; nil for fewer than two replications.
  var interval: Interval? { jackknifeInterval(all: all, without: without, .percent95) }

  /// The difference of two numbers from the same replications.
  static func - (a: LeaveOneOut, b: LeaveOneOut) -> LeaveOneOut {
    var result = a
    result.all -= b.all
    for r in result.without.indices { result.without[r] -= b.without[r] }
    return result
  }
}
