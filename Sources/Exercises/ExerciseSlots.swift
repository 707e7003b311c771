public import ApprovalModel

extension Exercise {
  /// Where the values of formulas stand: parameters, levers, whether each reform is chosen, three for each
  /// measure (estimate, low, high), the answer.
  public enum Slots {
    /// The names in order; measures have only their first slot named.
    public static func names(
      parameters: [Knob], levers: [Knob], measures: [Name]
    ) -> [(name: String, slot: Int)] {
      var names: [(String, Int)] = []
      for knob in parameters + levers { names.append((knob.name, names.count)) }
      for lever in levers {
        guard case .reforms = lever.kind else { continue }
        for choice in lever.choices {
          names.append(("has_" + choice.text.replacing("-", with: "_"), names.count))
        }
      }
      let first = names.count
      for (i, measure) in measures.enumerated() { names.append((measure, first + 3 * i)) }
      return names
    }
  }

  /// The slot of the first measure.
  public var firstMeasureSlot: Int {
    parameters.count + levers.count
      + levers.reduce(0) { count, lever in
        if case .reforms = lever.kind { count + lever.choices.count } else { count }
      }
  }

  /// The slot of the answer, the last one.
  public var answerSlot: Int { firstMeasureSlot + 3 * measures.count }

  /// The values of all slots with measures and answer not yet known.
  public func values(_ variant: Variant, _ work: Work) -> [Double] {
    values(variant.parameters, work.levers)
  }

  func values(_ places: [Int], _ states: [LeverState]) -> [Double] {
    var values = zip(parameters, places).map { $0.choices[$1].value }
    values += zip(levers, states).map { $0.value($1) }
    for (lever, state) in zip(levers, states) {
      guard case .reforms = lever.kind, case .reforms(let places) = state else { continue }
      values += lever.choices.indices.map { places.contains($0) ? 1 : 0 }
    }
    return values + Array(repeating: .nan, count: 3 * measures.count + 1)
  }
}
