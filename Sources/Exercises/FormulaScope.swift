internal import ApprovalModel
internal import Inference

/// The names that formulas of an exercise may use, and where their values stand.
///
/// The order of slots is that of ``Exercise/Slots``.
struct FormulaScope {
  /// What a name stands for.
  enum Meaning {
    /// A value.
    case slot(Int)
    /// A measure, by the slot of its estimate; low and high follow.
    case measure(Int)
    /// A fact, by its program.
    case fact([Double])
  }

  /// What may be known where a formula stands.
  enum Known {
    /// Parameters and levers.
    case levers
    /// What a run measures besides.
    case measures
    /// The answer besides.
    case answer
  }

  private var meanings: [String: Meaning] = [:]
  /// All names, in the order of declaration.
  private(set) var names: [String] = []
  /// The slot of the first measure.
  let firstMeasure: Int
  /// The slot of the answer.
  let answerSlot: Int

  init(parameters: [Exercise.Knob], levers: [Exercise.Knob], measures: [Name]) {
    let slots = Exercise.Slots.names(parameters: parameters, levers: levers, measures: measures)
    firstMeasure = slots.count - measures.count
    answerSlot = firstMeasure + 3 * measures.count
    for (name, slot) in slots { add(name, slot < firstMeasure ? .slot(slot) : .measure(slot)) }
    add("answer", .slot(answerSlot))
  }

  /// Lets later formulas use a fact.
  mutating func add(fact name: Name, _ program: [Double]) { add(name, .fact(program)) }

  private mutating func add(_ name: String, _ meaning: Meaning) {
    guard meanings[name] == nil else { return }
    meanings[name] = meaning
    names.append(name)
  }

  /// What a name stands for; nil: nothing.
  subscript(name: String) -> Meaning? { meanings[name] }

  /// Why a program cannot be worked out where so much is known; nil where it can.
  func fault(of program: [Double], known: Known) -> LocalizedText? {
    for slot in program.slots {
      if slot == answerSlot {
        if case .answer = known { continue }
        return LocalizedText(
          zh: "answer（学生的答案）只能用在 misconceptions 里",
          en: "'answer', what the student answered, can be used in misconceptions only")
      }
      if slot >= firstMeasure {
        switch known {
        case .measures, .answer: continue
        case .levers:
          return LocalizedText(
            zh: "这里不能用 measures：要等运行之后才知道",
            en: "measures cannot be used here: they are known after a run only")
        }
      }
    }
    return nil
  }

  /// The names that may be used where so much is known, for messages.
  func names(known: Known) -> [String] {
    names.filter { name in
      switch meanings[name] {
      case .slot(let slot), .measure(let slot):
        fault(of: [Double(FormulaOperation.slot.rawValue), Double(slot)], known: known) == nil
      case .fact(let program): fault(of: program, known: known) == nil
      case nil: false
      }
    }
  }
}

extension [Double] {
  /// The slots that a program reads.
  var slots: [Int] {
    stride(from: 0, to: count - 1, by: 2).compactMap { place in
      self[place] == Double(FormulaOperation.slot.rawValue) ? Int(self[place + 1]) : nil
    }
  }
}
