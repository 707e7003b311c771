public import ApprovalModel
internal import Inference

/// A lever that is put where it cannot stand; it costs nothing.
public struct LeverFault: Error, Hashable, Sendable {
  /// What was found and what is allowed.
  public var message: LocalizedText
}

extension Exercise.Knob {
  /// Where it stands when a student types `text`: a choice, or reforms joined by `+`, `none` for none.
  public func state(_ text: String) throws(LeverFault) -> LeverState {
    let all = choices.map(\.text)
    guard case .reforms(let atMost, _) = kind else {
      let isPercent = unit.map { $0.zh.contains("%") || $0.en.contains("%") } ?? false
      let value = isPercent ? answeredNumber(text) : plainNumber(text)
      let isNamed = kind == .design
      if let place = choices.firstIndex(where: {
        $0.text == text || (!isNamed && $0.value == value)
      }) {
        return .choice(place)
      }
      throw refusal(text, all)
    }
    if text.isEmpty || text == "none" { return .reforms([]) }
    var places: [Int] = []
    for name in text.split(separator: "+", omittingEmptySubsequences: false) {
      guard let place = all.firstIndex(of: String(name)) else { throw refusal(String(name), all) }
      if !places.contains(place) { places.append(place) }
    }
    guard places.count <= atMost else {
      throw LeverFault(
        message: LocalizedText(
          zh: "“\(name)”最多选 \(atMost) 项，这里有 \(places.count) 项",
          en: "'\(name)' takes at most \(atMost), here are \(places.count)"))
    }
    return .reforms(places.sorted())
  }

  private func refusal(_ text: String, _ all: [String]) -> LeverFault {
    let plain = plainDigits(text)
    let near = plain != text ? plain : nearestName(to: text, among: kind == .inputs ? [] : all)
    return LeverFault(
      message: LocalizedText(
        zh:
          "“\(name)”不能是“\(text)”\(near.map { "；是否指“\($0)”？" } ?? "")（可选：\(all.joined(separator: "、"))）",
        en:
          "'\(name)' cannot be '\(text)'\(near.map { "; did you mean '\($0)'?" } ?? "") (allowed: \(all.joined(separator: ", ")))"
      ))
  }

  /// The state as it is typed and read back.
  public func typed(_ state: LeverState) -> String {
    if case .reforms(let places) = state, places.isEmpty { return "none" }
    return text(state)
  }
}

extension Exercise {
  /// The place of a lever.
  public func lever(_ name: String) throws(LeverFault) -> Int {
    if let place = levers.firstIndex(where: { $0.name == name }) { return place }
    let all = levers.map(\.name)
    let near = nearestName(to: name, among: all)
    throw LeverFault(
      message: LocalizedText(
        zh:
          "这个练习不能改“\(name)”\(near.map { "；是否指“\($0)”？" } ?? "")（可以改：\(all.joined(separator: "、"))）",
        en:
          "'\(name)' cannot be changed in this exercise\(near.map { "; did you mean '\($0)'?" } ?? "") (what can: \(all.joined(separator: ", ")))"
      ))
  }
}

extension ExerciseSolution {
  /// The levers as the model answer has them.
  ///
  /// - Throws: a lever that would stand where it cannot.
  public func work(of exercise: Exercise, _ variant: Variant) throws(LeverFault) -> Work {
    var work = Work(start: exercise)
    let values = exercise.values(variant, work)
    for setting in levers {
      let knob = exercise.levers[setting.lever]
      switch setting.value {
      case .names(let names):
        work.levers[setting.lever] = try knob.state(
          names.isEmpty ? "none" : names.joined(separator: "+"))
      case .formula(let formula):
        work.levers[setting.lever] = try knob.state(decimal(formula.value(values), digits: nil))
      }
    }
    return work
  }

  /// The model answers to the questions, typed.
  ///
  /// - Parameter language: that of words.
  public func typedAnswers(
    of exercise: Exercise, _ values: [Double], _ language: Language = .zh
  ) -> [Name: String] {
    typed(answers, values, language) { id in
      guard
        case .choice(let options, _, _)? = exercise.questions.first(where: { $0.id == id })?.check
      else { return [] }
      return options
    }
  }

  /// The model predictions, typed.
  public func typedPredictions(of exercise: Exercise, _ values: [Double]) -> [Name: String] {
    typed(predictions, values, .zh) { id in
      exercise.predictions.first { $0.id == id }?.options ?? []
    }
  }

  private func typed(
    _ answers: [Answer], _ values: [Double], _ language: Language,
    options: (Name) -> [Exercise.Option]
  ) -> [Name: String] {
    var typed: [Name: String] = [:]
    for answer in answers {
      guard let formula = answer.formula else {
        typed[answer.id] = answer.text?[language]
        continue
      }
      let value = formula.value(values)
      let options = options(answer.id)
      if !options.isEmpty {
        let place = value.isFinite ? Int(value.rounded()) - 1 : -1
        typed[answer.id] = options.indices.contains(place) ? options[place].id : "?"
      } else if let upper = answer.upper {
        typed[answer.id] =
          "\(decimal(value, digits: 9))..\(decimal(upper.value(values), digits: 9))"
      } else {
        typed[answer.id] = decimal(value, digits: nil)
      }
    }
    return typed
  }
}
