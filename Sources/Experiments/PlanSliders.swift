public import ApprovalModel
internal import Headline
internal import Kernel
internal import Simulation

/// Compiled plans of a comparison with the inputs that can be changed in them afterwards, by replacing a
/// few words: what a browser needs to answer "what if" by itself.
public struct PlanSliders: Sendable {
  /// The designs compared, the baseline first.
  public var designs: [Name]
  /// What reports call them, where they have a title.
  public var designTitles: [Name: LocalizedText]
  /// The seed of all draws.
  public var seed: UInt64
  /// The plan bytes of each design, all inputs as stated.
  public var plans: [[UInt8]]
  /// The outcomes that ``study`` is about.
  public var outcomes: [OutcomeKey]
  /// What is added up over applicants, as numbers for `reformlab_study_open` of the WebAssembly module.
  public var study: [Double]
  /// The inputs that can be changed, in any combination; those likely to matter most first.
  public var sliders: [Slider]
  /// Other inputs that the plans of these designs use or may use, with the reason why they are left out.
  public var leftOut: [LeftOut]

  /// An input with the values it can be given.
  public struct Slider: Sendable {
    /// The input.
    public var input: NumericInput
    /// Its possible values, rising.
    public var choices: [Choice]
  }

  /// One value of an input.
  public struct Choice: Sendable {
    /// The value, in the unit of the file; for a distribution its mean.
    public var value: Double
    /// The value as a scenario file writes it; for a distribution and for shares a factor, such as `1.2x`.
    public var text: String
    /// By design, the words of the plan bytes that are different then.
    ///
    /// The checksum in word 3 is not among them. None where the value is as stated.
    public var patches: [[WordPatch]]
  }

  /// An input that cannot be changed in the plans.
  public struct LeftOut: Hashable, Sendable {
    /// Its path.
    public var path: String
    /// Why.
    public var reason: Reason
  }

  /// Why an input cannot be changed in the plans.
  public enum Reason: String, Hashable, Sendable {
    /// Another value makes a plan of another length.
    case length
    /// Another value changes a great part of the plan.
    case tooManyWords = "too many words"
    /// It changes bytes that another slider changes.
    case overlap
    /// Costs that stand in no plan depend on it.
    case costsOutsidePlan = "costs outside the plan"
    /// There are as many sliders as there may be; whether the plans use it was not tried.
    case tooMany = "too many sliders"
  }
}

/// Compiles the designs of a request and finds which inputs can be changed in the plans.
///
/// Each input is tried by compiling the plans with it at each of its values. Cost: some ten compilations
/// for each input that the designs use, two for each other one; nothing is run.
///
/// - Parameters:
///   - most: at most so many sliders; a person does not oversee more than a few.
///   - isCancelled: asked before each input.
///   - allows: whether the scenario may state a text for an input; asked of values from both ends on,
///     up to one that it may.
/// - Throws: ``StudyError`` when the request or the scenario is at fault.
public func planSliders(
  _ request: StudyRequest, most: Int = 16, isCancelled: () -> Bool = { false },
  allows: (_ input: NumericInput, _ text: String) -> Bool = { _, _ in true }
) throws(StudyError) -> PlanSliders {
  try SliderSearch(StudyRun(request)).found(most, isCancelled, allows)
}

/// Finds the sliders of one comparison.
private struct SliderSearch {
  private let trials: Trials
  private let costs: [StandingCosts]
  private let base: [[UInt8]]

  /// A slider changes at most so many words of all plans together.
  private static let mostWords = 256

  init(_ study: StudyRun) throws(StudyError) {
    let table = study.table
    let places = table.headlinePlaces(study.scenario.study.primary).filter {
      if case .mean = table.definitions[$0].statistic {
        table.definitions[$0].lens != nil
      } else {
        false
      }
    }
    trials = Trials(study: study, outcomes: places)
    let designs = study.compiler.designs.indices
    costs = designs.map { study.compiler.standingCosts(of: $0, study.world) }
    var base: [[UInt8]] = []
    for d in designs { base.append(try trials.plan(d, study.world).plan.bytes()) }
    self.base = base
  }

  func found(
    _ most: Int, _ isCancelled: () -> Bool, _ allows: (NumericInput, String) -> Bool
  ) throws(StudyError) -> PlanSliders {
    let study = trials.study
    let definitions = trials.outcomes.map { study.table.definitions[$0] }
    var result = PlanSliders(
      designs: study.compiler.designs.map(\.design.name), designTitles: study.designTitles,
      seed: study.seed, plans: base,
      outcomes: definitions.map(\.key),
      study: HeadlineStudy(
        outcomes: definitions.compactMap { definition in
          definition.lens.map { .init(lens: $0, better: definition.key.better) }
        }, costs: costs
      ).numbers,
      sliders: [], leftOut: [])
    var taken = base.map { Array(repeating: false, count: $0.count) }
    for input in study.scenario.numericInputs.inOrderOfInterest {
      if isCancelled() { throw .run(.cancelled) }
      guard result.sliders.count < most else {
        result.leftOut.append(.init(path: input.path, reason: .tooMany))
        continue
      }
      var values = input.sliderValues
      guard values.count > 1, try changes(input, values.map(\.value)) else { continue }
      if input.kind == .value {
        func isRefused(_ one: SliderValue) -> Bool {
          one.value != input.value && !allows(input, one.text)
        }
        while let last = values.last, isRefused(last) { values.removeLast() }
        values = Array(values.drop(while: isRefused))
      }
      guard values.count > 1 else { continue }
      switch try slider(input, values, taken) {
      case .left(let reason): result.leftOut.append(.init(path: input.path, reason: reason))
      case .slider(let slider):
        result.sliders.append(slider)
        for choice in slider.choices { mark(choice.patches, in: &taken) }
      }
    }
    try refuseJointly(&result)
    return result
  }

  private enum Trial {
    case slider(PlanSliders.Slider)
    case left(PlanSliders.Reason)
  }

  /// Whether the least or the greatest value changes a plan at all.
  private func changes(_ input: NumericInput, _ values: [Double]) throws(StudyError) -> Bool {
    for value in [values[0], values[values.count - 1]] where value != input.value {
      if try plans([input.path: input.stored(value)]) != base { return true }
    }
    return false
  }

  private func slider(_ input: NumericInput, _ values: [SliderValue], _ taken: [[Bool]])
    throws(StudyError) -> Trial
  {
    var choices: [PlanSliders.Choice] = []
    for one in values {
      let (value, text) = (one.value, one.text)
      guard value != input.value else {
        choices.append(.init(value: value, text: text, patches: base.map { _ in [] }))
        continue
      }
      let chosen = [input.path: input.stored(value)]
      let world = InputWorld.chosen(ChosenInputs(values: chosen))
      for d in base.indices
      where trials.compiler.standingCosts(of: d, world) != costs[d] {
        return .left(.costsOutsidePlan)
      }
      let plans = try plans(chosen)
      guard zip(plans, base).allSatisfy({ $0.count == $1.count }) else { return .left(.length) }
      let patches = zip(base, plans).map { [WordPatch](from: $0, to: $1) }
      guard patches.reduce(0, { $0 + $1.count }) <= Self.mostWords else {
        return .left(.tooManyWords)
      }
      guard !overlaps(patches, taken) else { return .left(.overlap) }
      choices.append(.init(value: value, text: text, patches: patches))
    }
    return .slider(.init(input: input, choices: choices))
  }

  /// The plan bytes with some inputs at other values, in the units of their ranges.
  private func plans(_ values: [String: Double]) throws(StudyError) -> [[UInt8]] {
    var chosen = trials.study.request.chosen
    chosen.values.merge(values) { $1 }
    var plans: [[UInt8]] = []
    for d in base.indices {
      plans.append(try trials.plan(d, .chosen(chosen)).plan.bytes())
    }
    return plans
  }

  // MARK: Words

  private func changed(_ patches: [WordPatch], _ design: Int) -> [Int] {
    patches.changedBytes(of: base[design])
  }

  private func overlaps(_ patches: [[WordPatch]], _ taken: [[Bool]]) -> Bool {
    patches.indices.contains { d in changed(patches[d], d).contains { taken[d][$0] } }
  }

  private func mark(_ patches: [[WordPatch]], in taken: inout [[Bool]]) {
    for d in patches.indices { for byte in changed(patches[d], d) { taken[d][byte] = true } }
  }

  // MARK: Several sliders together

  /// Takes out sliders that are each right alone and wrong together, as where a plan holds the greater of
  /// two inputs.
  ///
  /// All at the least, all at the greatest value, and both turn by turn are compiled and compared.
  private func refuseJointly(_ result: inout PlanSliders) throws(StudyError) {
    let ends: [(Int) -> Bool] = [
      { _ in false }, { _ in true }, { $0 % 2 == 0 }, { $0 % 2 == 1 },
    ]
    for isGreatest in ends {
      while try !isRight(result, sliders: result.sliders.count, isGreatest) {
        // The first slider that does not go with those before it.
        var culprit = 1
        while try isRight(result, sliders: culprit, isGreatest) { culprit += 1 }
        let slider = result.sliders.remove(at: culprit - 1)
        result.leftOut.append(.init(path: slider.input.path, reason: .overlap))
      }
    }
  }

  private func isRight(
    _ result: PlanSliders, sliders count: Int, _ isGreatest: (Int) -> Bool
  ) throws(StudyError) -> Bool {
    let places = result.sliders.indices.map { s in
      s >= count
        ? nil : isGreatest(s) ? result.sliders[s].choices.count - 1 : 0
    }
    var values: [String: Double] = [:]
    for (slider, place) in zip(result.sliders, places) {
      guard let place else { continue }
      values[slider.input.path] = slider.input.stored(slider.choices[place].value)
    }
    let compiled = try plans(values)
    return compiled.indices.allSatisfy { d in
      compiled[d] == result.patched(places, design: d)
    }
  }
}

extension PlanSliders {
  /// The plan bytes of a design with sliders at some of their choices (nil: as stated).
  public func patched(_ places: [Int?], design: Int) -> [UInt8] {
    zip(sliders, places).flatMap { slider, place in
      place.map { slider.choices[$0].patches[design] } ?? []
    }.applied(to: plans[design])
  }

  /// What an input is chosen to be at a place, for ``StudyRequest/chosen``.
  public func chosen(_ places: [Int?]) -> [String: Double] {
    var values: [String: Double] = [:]
    for (slider, place) in zip(sliders, places) {
      guard let place, slider.choices[place].value != slider.input.value else { continue }
      values[slider.input.path] = slider.input.stored(slider.choices[place].value)
    }
    return values
  }
}
