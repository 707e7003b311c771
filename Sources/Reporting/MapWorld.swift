internal import ApprovalModel
internal import Experiments
internal import Inference

/// One node of a map in one design: what the process says of it, and what the study measured.
struct MapFacts {
  /// One number with what it is called and its text.
  struct Number {
    var value: Double
    var text: String
    var unit: OutcomeUnit
  }

  /// An office that works on the node.
  struct OfficeFacts {
    var name: Name
    var waiting: Number?
    var utilization: Number?
    var queue: Number?
  }

  /// How it is decided, where that is not the ordinary review.
  var mode: String?
  /// Documents handed in, as declared.
  var materials: Int?
  /// The share handed in at a window, as declared.
  var atWindow: String?
  /// From acceptance to decision, and without what the limit excludes, as measured.
  var decision: Number?
  var official: Number?
  /// The offices in the order of their work.
  var offices: [OfficeFacts] = []
  /// How many of those chosen are checked; nil: not a check.
  var rate: String?
  /// What the study measured over all applicants; on the last node alone.
  var outcomes: [(label: String, key: OutcomeKey, number: Number)] = []

  /// The longest waiting at any of the offices.
  var longestWaiting: Double? { offices.compactMap { $0.waiting?.value }.max() }
}

/// Which outcome is meant: at most one has this name, scope and unit.
struct OutcomePlace: Hashable {
  var name: String
  var scope: Scope
  var unit: OutcomeUnit
}

extension OutcomePlace {
  /// The place of an outcome.
  init(_ key: OutcomeKey) { self.init(name: key.name, scope: key.scope, unit: key.unit) }
}

/// What the maps of one design are made from.
struct MapWorld {
  let results: DesignResult
  let model: ProcessModel
  let language: Language
  /// The estimates that there are; a map asks for the same ones many times.
  private let estimates: [OutcomePlace: Double]

  init(_ results: DesignResult, _ model: ProcessModel, _ language: Language) {
    self.results = results
    var estimates: [OutcomePlace: Double] = [:]
    for outcome in results.outcomes { estimates[OutcomePlace(outcome.key)] = outcome.estimate }
    self.estimates = estimates
    self.model = model
    self.language = language
  }

  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  private func number(_ name: String, _ scope: Scope, _ unit: OutcomeUnit) -> MapFacts.Number? {
    guard let value = estimates[OutcomePlace(name: name, scope: scope, unit: unit)] else {
      return nil
    }
    return MapFacts.Number(
      value: value, text: ValueText(unit, values: [value]).plain(value), unit: unit)
  }

  /// What there is to say of a node; nil: the design has no such node.
  func facts(_ node: ProcessUnion.Node) -> MapFacts? {
    var facts = MapFacts()
    switch node.kind {
    case .matter:
      guard let matter = model.matters.first(where: { $0.name == node.name }) else { return nil }
      facts.mode = mode(of: matter)
      let scope = Scope.matter(matter.name)
      facts.decision = number("acceptance-to-decision", scope, .workingDays)
      facts.official = number("official-time", scope, .workingDays)
      facts.offices = matter.offices.map(office)
      if matter.isHandedIn {
        facts.materials = matter.documents
        facts.atWindow = atWindow(matter)
      }
    case .ownWork:
      guard model.ownWork.contains(where: { $0.name == node.name }) else { return nil }
    case .check:
      guard let check = ProcessUnion.check(node.name, of: model) else { return nil }
      facts.offices = check.offices.map(office)
      facts.rate = share(check.rate)
    case .operate:
      for (name, unit) in [
        ("need-to-operate", OutcomeUnit.workingDays), ("trips", .perCase), ("materials", .perCase),
      ] {
        guard let number = number(name, .all, unit) else { continue }
        let key = OutcomeKey(name, .all, unit, better: .lower)
        facts.outcomes.append((OutcomeWords(name).text[language], key, number))
      }
    }
    return facts
  }

  private func office(_ name: Name) -> MapFacts.OfficeFacts {
    MapFacts.OfficeFacts(
      name: name, waiting: number("waiting-time", .office(name), .workingDays),
      utilization: number("utilization", .office(name), .share),
      queue: number("queue-length", .office(name), .cases))
  }

  private func mode(of matter: Matter) -> String? {
    switch matter.mode {
    case .review: nil
    case .filing(let filing):
      switch filing.timing {
      case .before: text("备案", "filing")
      case .after: text("事后备案", "filing afterwards")
      case .kept: text("备查", "papers kept")
      }
    case .confirmation: text("确认制", "confirmation")
    case .commitment: text("告知承诺", "commitment")
    case .pledge: text("承诺制", "pledge")
    case .automated: text("秒批", "decided by rules")
    case .merged(let merged):
      text("合并办理 \(merged.parts.count) 项", "\(merged.parts.count) merged")
    }
  }

  /// A chance as one percentage, or as the range over the categories.
  private func share(_ chance: Chance) -> String {
    let words = ValueWords(language: language)
    let values: [Double] =
      switch chance {
      case .same(let input): [input.value.value]
      case .by(_, let entries): entries.map { $0.input.value.value }
      }
    guard let low = values.min(), let high = values.max() else { return "-" }
    return low == high ? words.share(low) : "\(words.share(low))–\(words.share(high))"
  }

  private func atWindow(_ matter: Matter) -> String? {
    guard matter.online == nil else { return nil }
    return matter.trip.map(share) ?? ValueWords(language: language).share(1)
  }
}

extension Matter {
  /// The offices that work on it, in the order of their work, each once.
  fileprivate var offices: [Name] {
    var result: [Name] = []
    func add(_ name: Name?) {
      if let name, !result.contains(name) { result.append(name) }
    }
    func review() {
      add(completeness?.office)
      for activity in activities {
        if case .work(let offices, _) = activity.kind { offices.forEach(add) }
      }
    }
    switch mode {
    case .review, .automated: review()
    case .confirmation: add(completeness?.office ?? office)
    case .commitment(let commitment):
      add(commitment.signing?.office ?? completeness?.office)
    case .filing(let filing): if filing.timing != .kept { add(filing.office) }
    case .pledge(let pledge): add(pledge.recordOffice)
    case .merged(let merged):
      add(merged.window)
      for part in merged.parts { part.offices.forEach(add) }
      review()
    }
    return result
  }

  /// Whether the applicant hands anything in before the decision.
  fileprivate var isHandedIn: Bool {
    switch mode {
    case .pledge: false
    case .filing(let filing): filing.timing != .kept
    default: true
    }
  }

  /// How many documents are handed in, those of the parts of a merger without its own count together.
  fileprivate var documents: Int? {
    if let materials { return materials.value }
    guard case .merged(let merged) = mode else { return nil }
    let counts = merged.parts.compactMap { $0.materials?.value }
    return counts.isEmpty ? nil : counts.reduce(0, +)
  }
}
