public import ApprovalModel
internal import Kernel
internal import Statistics

// Who fails to comply: the declared chances, or what checks leave worth doing.
extension StudyCompiler {
  /// Whether the checks of a route decide how many of a class violate.
  public func deters(_ applicants: ApplicantClass) -> Bool {
    scenario.study.deterrence && !applicants.deterrence.isEmpty
  }

  /// Appends the defects that a class may have on a route through `model` and says where they stand.
  func compileDefects(
    of applicants: ApplicantClass, classIndex: Int, in model: ProcessModel,
    _ builder: inout PlanBuilder, _ specs: inout [DefectSpec]
  ) -> Range<Int> {
    let first = specs.count
    for defect in applicants.defects {
      if scenario.study.deterrence,
        let deterrence = applicants.deterrence.first(where: { $0.matter == defect.matter })
      {
        specs += deterred(defect, deterrence, applicants, in: model, &builder)
        continue
      }
      let purpose = Self.purpose(of: defect)
      specs.append(
        DefectSpec(
          register: defects.firstIndex(of: defect.matter) ?? 0,
          holding: bit(of: demand(of: defect.matter)),
          serious: builder.chance(
            defect.serious, purpose: purpose, of: applicants, classIndex: classIndex, once: true),
          curable: builder.chance(
            defect.curable, purpose: purpose, of: applicants, classIndex: classIndex, once: true)))
    }
    return first..<specs.count
  }

  private static func purpose(of defect: Defects) -> String { "\(defect.matter)/defect" }

  /// Of whom a matter demands anything, in the process as the scenario declares it: the same in every
  /// design and under every switch.
  private func demand(of matter: Name) -> Condition {
    scenario.model.matters.first { $0.name == matter }?.when ?? .everybody
  }

  private func bit(of condition: Condition) -> UInt64 {
    1 << UInt64(conditions.firstIndex(of: condition) ?? 0)
  }

  /// A defect with the chances that the checks of a route leave, one row for all who meet the same
  /// checks.
  private func deterred(
    _ defect: Defects, _ deterrence: Deterrence, _ applicants: ApplicantClass,
    in model: ProcessModel, _ builder: inout PlanBuilder
  ) -> [DefectSpec] {
    let looks = model.looks(at: defect.matter)
    let demand = demand(of: defect.matter)
    let whens = [demand] + looks.flatMap(\.conditions)
    let attributes = Self.attributes(of: defect, looks)
    let told = whens + Self.categories(of: attributes, applicants)
    var specs: [DefectSpec] = []
    for cell in ApplicantCell.cells(of: applicants, by: whens, and: attributes)
    where cell.meets(demand) {
      var (holding, lacking) = (UInt64(0), UInt64(0))
      for condition in told {
        if cell.meets(condition) {
          holding |= bit(of: condition)
        } else {
          lacking |= bit(of: condition)
        }
      }
      guard !specs.contains(where: { $0.holding == holding && $0.lacking == lacking }) else {
        continue
      }
      let chances = chances(of: defect, deterrence, looks, cell, builder.world)
      let purpose = Self.purpose(of: defect)
      specs.append(
        DefectSpec(
          register: defects.firstIndex(of: defect.matter) ?? 0, holding: holding,
          lacking: lacking, serious: builder.chance(chances.serious, purpose: purpose),
          curable: builder.chance(chances.curable, purpose: purpose)))
    }
    return specs
  }

  /// P(gain > what is to be paid), and the declared chance of a curable defect in what that leaves.
  private func chances(
    of defect: Defects, _ deterrence: Deterrence, _ looks: [Look], _ cell: ApplicantCell,
    _ world: InputWorld
  ) -> (serious: Double, curable: Double) {
    let unseen = looks.reduce(1.0) { $0 * (1 - $1.finds(cell, world)) }
    let yuan = (1 - unseen) * Double(world(deterrence.penalty)) / 100
    let gain = deterrence.gain
    let scale = world.factor(gain.path, gain.evidence, magnitude: gain.value.mean)
    // Rounded: the exact functions differ in the last bits from processor to processor.
    let serious = (1 - gain.value.cumulative(yuan / scale)).roundedTo32Bits
    let declared = (
      serious: cell.chance(defect.serious, in: world) ?? 0,
      curable: cell.chance(defect.curable, in: world) ?? 0
    )
    let others = declared.serious < 1 ? declared.curable / (1 - declared.serious) : 0
    return (serious, min(1, others) * (1 - serious))
  }

  /// The conditions by which applicants of a class differ in what deters them, in any of `models`.
  static func deterrenceConditions(
    of applicants: ApplicantClass, _ models: [ProcessModel]
  ) -> [Condition] {
    var result: [Condition] = []
    for deterrence in applicants.deterrence {
      guard let defect = applicants.defects.first(where: { $0.matter == deterrence.matter })
      else { continue }
      for model in models {
        let looks = model.looks(at: defect.matter)
        result += looks.flatMap(\.conditions)
        result += categories(of: attributes(of: defect, looks), applicants)
      }
    }
    return result
  }

  private static func attributes(of defect: Defects, _ looks: [Look]) -> [Name] {
    Set(looks.flatMap(\.attributes) + defect.curable.attributes + defect.serious.attributes)
      .inNameOrder()
  }

  /// One condition for each category of the attributes.
  private static func categories(of names: [Name], _ applicants: ApplicantClass) -> [Condition] {
    applicants.attributes.filter { names.contains($0.name) }.flatMap { attribute in
      attribute.categories.map {
        Condition([.init(attribute: attribute.name, requirement: .oneOf([$0]))])
      }
    }
  }
}

/// A look of a process at the defects of one matter, before or after its decision.
struct Look {
  /// Whom it concerns: all of them hold.
  var conditions: [Condition]
  /// The chances of being spared.
  var spared: [Chance] = []
  /// The machine that looks in place of people at the files it may decide.
  var automation: Automation?
  /// The share that is looked at; nil: all.
  var rate: Chance?
  /// The chance of each part of the look that it finds a defect.
  var detects: [Chance]

  /// The chance that a defect of such applicants is found, each part looked at once.
  func finds(_ cell: ApplicantCell, _ world: InputWorld) -> Double {
    guard conditions.allSatisfy(cell.meets) else { return 0 }
    func value(_ chance: Chance?) -> Double? { cell.chance(chance, in: world) }
    let missed = detects.reduce(1.0) { $0 * (1 - (value($1) ?? 0)) }
    var found = (value(rate) ?? 1) * (1 - missed)
    if let automation {
      let eligible = value(automation.eligible) ?? 0
      found = (1 - eligible) * found + eligible * (value(automation.catches) ?? 0)
    }
    return spared.reduce(found) { $0 * (1 - (value($1) ?? 0)) }
  }

  /// The attributes by which its chances differ.
  var attributes: [Name] {
    let chances =
      spared + detects + [rate, automation?.eligible, automation?.catches].compactMap(\.self)
    return chances.flatMap(\.attributes)
  }
}

extension ProcessModel {
  /// Where this process looks at the defects of a matter.
  func looks(at name: Name) -> [Look] {
    var result: [Look] = []
    for matter in matters {
      let spared = [matter.ahead?.conforming, matter.entitlement?.coverage].compactMap(\.self)
      switch matter.mode {
      case .review, .automated:
        var look = Look(
          conditions: [matter.when], spared: spared, detects: matter.detection(of: name))
        if case .automated(let automation) = matter.mode { look.automation = automation }
        if !look.detects.isEmpty { result.append(look) }
      case .commitment(let commitment) where matter.name == name:
        result.append(
          Look(
            conditions: [matter.when], spared: spared, rate: commitment.check.rate,
            detects: [commitment.check.detects]))
      case .pledge(let pledge) where matter.name == name:
        result += pledge.verifications.map {
          Look(
            conditions: [matter.when],
            spared: [matter.entitlement?.coverage].compactMap(\.self), rate: $0.check.rate,
            detects: [$0.check.detects])
        }
      case .merged(let merged):
        let detects = merged.parts.flatMap { $0.detection(of: name) }
        if !detects.isEmpty { result.append(Look(conditions: [matter.when], detects: detects)) }
      case .commitment, .pledge, .filing, .confirmation: break
      }
    }
    for inspection in inspections where inspection.checks.contains(name) {
      result.append(
        Look(
          conditions: [condition(of: inspection.at.owner)], rate: inspection.check.rate,
          detects: [inspection.check.detects]))
    }
    return result
  }
}

extension Matter {
  /// The chances with which the activities of the review find defects of a matter.
  fileprivate func detection(of name: Name) -> [Chance] {
    activities.compactMap(\.detection).filter {
      $0.checks.isEmpty ? name == self.name : $0.checks.contains(name)
    }.map(\.catches)
  }
}
