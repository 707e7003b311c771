import ApprovalModel
import Statistics
import Testing

/// A small process for worked examples.
///
///     site ─needs→ survey ─needs→ environment ─after→ water ─needs→ permit ─needs→ construction
///                    └──────────needs──────────────────┘               (foundation, structure)
///                               environment ─────needs──→ permit            │ structure
///                                                                    acceptance (needs)
///
/// Environment and water are reviewed by the bureau, with a completeness check at the window.
enum SmallModel {
  static let model: ProcessModel = {
    var environment = reviewed("environment", materials: 8)
    environment.needs = references("survey")
    environment.limits.statutory = Input(TimeSpan(20, .workingDays), path: "environment.statutory")
    var water = reviewed("water", materials: 6)
    water.needs = references("survey")
    water.after = references("environment")
    water.limits.statutory = Input(TimeSpan(15, .workingDays), path: "water.statutory")
    water.limits.promised = Input(TimeSpan(10, .workingDays), path: "water.promised")
    var survey = Matter(name: "survey", office: "bureau")
    survey.needs = references("site")
    var permit = Matter(name: "permit", nature: .licence, office: "bureau")
    permit.needs = references("environment", "water")
    var acceptance = Matter(name: "acceptance", office: "bureau")
    acceptance.needs = references("construction.structure")
    return ProcessModel(
      classes: [
        ApplicantClass(
          name: "firm", arrivals: Arrivals(rate: Input(5, path: "firm.rate"), per: .working),
          defects: [Defects(matter: "water", curable: chance(0.1), serious: chance(0.05))])
      ],
      offices: ["bureau", "window", "inspectors"].map {
        Office(name: $0, staff: Input(3, path: "offices.\($0).staff"))
      },
      matters: [
        Matter(name: "site", office: "bureau"), survey, environment, water, permit, acceptance,
      ],
      ownWork: [
        OwnWork(
          name: "construction", needs: references("permit"),
          milestones: [
            OwnWork.Milestone(name: "foundation", takes: length(30, "foundation")),
            OwnWork.Milestone(name: "structure", takes: length(60, "structure")),
          ])
      ])
  }()

  private static func reviewed(_ name: Name, materials: Int) -> Matter {
    var matter = Matter(name: name, office: "bureau")
    matter.prepare = length(10, "\(name).prepare")
    matter.comply = length(20, "\(name).comply")
    matter.materials = Input(materials, path: "\(name).materials")
    matter.completeness = Completeness(office: "window", work: length(1, "\(name).completeness"))
    matter.activities = [
      Activity(name: "review", kind: .work(offices: ["bureau"], length(2, "\(name).review"))),
      Activity(
        name: "visit", kind: .work(offices: ["inspectors"], length(3, "\(name).visit")),
        isVisit: true),
    ]
    return matter
  }

  /// A check after a decision, by the inspectors.
  static let check = FollowUpCheck(
    offices: ["inspectors"], work: length(3, "check"), isVisit: true, rate: chance(1),
    detects: chance(0.9))

  /// An order to cure within 20 days.
  static let cure = Consequences(cure: Input(TimeSpan(20, .calendarDays), path: "cure"))

  /// A permit on the promise to meet the conditions within 30 days.
  static let permitForm = CommitChange.Form.permit(
    claims: .willMeet(Input(TimeSpan(30, .calendarDays), path: "willMeet")), check: check,
    after: Input(TimeSpan(15, .calendarDays), path: "after"), consequences: cure)

  static func pledgeForm(verifiedAt points: String...) -> CommitChange.Form {
    .pledge(
      Pledge(
        recordOffice: "window", recordWork: length(1, "record"),
        verifications: references(points).map {
          Pledge.Verification(at: $0, check: check, stage: .reached(at: $0))
        }, consequences: cure))
  }

  static let filing = Filing(timing: .before, office: "window", work: length(1, "receipt"))

  static func limit(_ matters: [Name], days: Double) -> ChangeKind {
    .limit(
      LimitChange(
        matters: matters, promise: .span(Input(TimeSpan(days, .workingDays), path: "limit"))))
  }
}

func length(_ amount: Double, _ path: String) -> Input<DurationDistribution> {
  Input(DurationDistribution(.constant(amount), .workingDays), path: path)
}

func chance(_ value: Double) -> Chance {
  .same(Input(Probability(clamping: value), path: "chance"))
}

/// References as a file writes them: `permit`, `construction.foundation`.
func references(_ texts: String...) -> [ResultReference] { references(texts) }

func references(_ texts: [String]) -> [ResultReference] {
  texts.map { text in
    let parts = text.split(separator: ".").map(String.init)
    return ResultReference(parts[0], milestone: parts.count > 1 ? parts[1] : nil)
  }
}

func reform(_ name: Name = "reform", _ changes: ChangeKind...) -> Reform {
  Reform(name: name, changes: changes.map { Change($0) })
}

extension ProcessModel {
  /// What `name` needs, as text.
  func needs(of name: Name) -> [String] {
    if let work = ownWork.first(where: { $0.name == name }) {
      return work.needs.map(\.description)
    }
    return matter(name)?.needs.map(\.description) ?? ["no such matter"]
  }

  /// What `name` waits for by custom, as text.
  func after(of name: Name) -> [String] {
    if let work = ownWork.first(where: { $0.name == name }) {
      return work.after.map(\.description)
    }
    return matter(name)?.after.map(\.description) ?? ["no such matter"]
  }
}

extension ReformedModel {
  /// The edits in short: `remove water`, `needs a → b`, so that a test reads them.
  var editTexts: [String] {
    edits.map { edit in
      switch edit {
      case .addMatter(let matter): "add \(matter.name)"
      case .removeMatter(let name, let fact): "remove \(name)" + (fact.map { " for \($0)" } ?? "")
      case .addEdge(let kind, let from, let to): "+\(kind) \(from) → \(to)"
      case .removeEdge(let kind, let from, let to): "-\(kind) \(from) → \(to)"
      case .replaceMatter(let matter): "replace \(matter.name)"
      case .mergeMatters(let names, let into):
        "merge \(names.joined(separator: "+")) into \(into.name)"
      case .addInspection(let inspection): "inspect \(inspection.at)"
      case .replaceInspection(let inspection): "change inspection \(inspection.at)"
      case .addOffice(let office): "add office \(office.name)"
      case .removeOffice(let name): "remove office \(name)"
      case .replaceOffice(let office): "replace office \(office.name)"
      case .addGate(let gate, let work, let milestone): "gate \(gate.matter) → \(work).\(milestone)"
      }
    }
  }
}

/// Applies reforms and expects the refusal with exactly this English text; the Chinese must be there.
func expectRefusal(
  of reforms: Reform..., on model: ProcessModel = SmallModel.model, saying english: String,
  location: SourceLocation = #_sourceLocation
) {
  do {
    let result = try model.applying(reforms)
    Issue.record("accepted: \(result.editTexts)", sourceLocation: location)
  } catch {
    #expect(error.message.en == english, sourceLocation: location)
    #expect(
      error.message.zh.unicodeScalars.contains { ("一"..."鿿").contains($0) },
      "no Chinese in '\(error.message.zh)'", sourceLocation: location)
    #expect(reforms.contains { $0.name == error.reform }, sourceLocation: location)
  }
}

/// Applies reforms to the small model, which must stay as it is.
func changed(
  _ reforms: Reform..., on model: ProcessModel = SmallModel.model,
  location: SourceLocation = #_sourceLocation
) throws -> ReformedModel {
  let before = model
  let result = try model.applying(reforms)
  #expect(model == before, "the receiver changed", sourceLocation: location)
  #expect(result.model.problems() == [], sourceLocation: location)
  return result
}
