public import ApprovalModel

/// What became of an answer.
public struct QuestionVerdict: Hashable, Sendable {
  /// The question.
  public var id: Name
  /// The points it is worth.
  public var points: Double
  /// What became of it.
  public var result: Result
  /// What the answer was, as typed; nil where nothing is typed.
  public var answer: String?

  /// What becomes of an answer.
  public enum Result: Hashable, Sendable {
    case passed
    /// The answer of a wrong reasoning that has a name, and what is to say about it.
    case misconception(Name, LocalizedText)
    /// A number above what is right, or below.
    case tooHigh, tooLow
    /// An interval wider than allowed, or beside what is right.
    case tooWide, beside
    /// An option that is not right.
    case wrong
    /// A condition that does not hold, and what is to say about it.
    case missed(LocalizedText)
    /// Nothing was answered.
    case unanswered
    /// The run gave no number to compare with: too few replications, or nobody.
    case unknown
  }

  /// Whether it earns its points.
  public var isPassed: Bool { result == .passed }
}

/// What became of all answers.
public struct ExerciseVerdict: Hashable, Sendable {
  /// By question, in the order of the exercise.
  public var questions: [QuestionVerdict]

  /// Whether all questions that earn points are passed.
  public var isPassed: Bool { questions.allSatisfy { $0.points == 0 || $0.isPassed } }

  /// The points earned, as a part of all.
  public var score: Double {
    let all = questions.reduce(0) { $0 + $1.points }
    guard all > 0 else { return isPassed ? 1 : 0 }
    return questions.reduce(0) { $0 + ($1.isPassed ? $1.points : 0) } / all
  }
}

/// An answer that cannot be read; it costs nothing.
public struct AnswerFault: Error, Hashable, Sendable {
  /// The question or prediction.
  public var id: Name
  /// What was found and what to write.
  public var message: LocalizedText
}

extension Exercise {
  /// Checks the answers to all questions.
  ///
  /// - Parameters:
  ///   - answers: as typed, by question; what is not there counts as unanswered.
  ///   - values: the values of all slots, as ``ExerciseEngine`` gives them.
  /// - Throws: ``AnswerFault`` for the first answer that cannot be read.
  public func verdict(
    answers: [Name: String], values: [Double]
  ) throws(AnswerFault) -> ExerciseVerdict {
    var verdicts: [QuestionVerdict] = []
    for question in questions {
      let text = answers[question.id]
      if let text { try readable(text, to: question) }
      verdicts.append(
        QuestionVerdict(
          id: question.id, points: question.points, result: question.result(text, values),
          answer: text))
    }
    return ExerciseVerdict(questions: verdicts)
  }

  /// Refuses an answer that is none.
  public func readable(_ text: String, to question: Question) throws(AnswerFault) {
    switch question.check {
    case .number: try readable(number: text, id: question.id)
    case .choice(let options, _, _): try readable(option: text, options, id: question.id)
    case .interval:
      guard interval(text) != nil else {
        throw AnswerFault(
          id: question.id,
          message: LocalizedText(
            zh: "问题“\(question.id)”要写一个区间 LOW..HIGH，例如 1.5..2.5，而不是“\(text)”",
            en:
              "question '\(question.id)' takes an interval LOW..HIGH, such as 1.5..2.5, not '\(text)'"
          ))
      }
    case .text: break
    case .condition:
      throw AnswerFault(
        id: question.id,
        message: LocalizedText(
          zh: "问题“\(question.id)”不用回答，由 levers 的位置判断",
          en: "question '\(question.id)' needs no answer: it goes by how the levers are set"))
    }
  }

  /// Refuses a prediction that is none.
  public func readable(_ text: String, to prediction: Prediction) throws(AnswerFault) {
    if prediction.options.isEmpty {
      try readable(number: text, id: prediction.id)
    } else {
      try readable(option: text, prediction.options, id: prediction.id)
    }
  }

  private func readable(number text: String, id: Name) throws(AnswerFault) {
    guard answeredNumber(text) == nil else { return }
    let plain = plainDigits(text)
    if answeredNumber(plain) != nil {
      throw AnswerFault(
        id: id,
        message: LocalizedText(
          zh: "“\(id)”的答案“\(text)”用了全角数字；请写 \(plain)",
          en: "the answer '\(text)' to '\(id)' has full-width digits; write \(plain)"))
    }
    throw AnswerFault(
      id: id,
      message: LocalizedText(
        zh: "“\(id)”要写一个数，例如 12.5，而不是“\(text)”",
        en: "'\(id)' takes a number, such as 12.5, not '\(text)'"))
  }

  private func readable(option text: String, _ options: [Option], id: Name) throws(AnswerFault) {
    let all = options.map(\.id)
    guard !all.contains(text) else { return }
    let near = nearestName(to: text, among: all)
    throw AnswerFault(
      id: id,
      message: LocalizedText(
        zh:
          "“\(id)”没有选项“\(text)”\(near.map { "；是否指“\($0)”？" } ?? "")（可选：\(all.joined(separator: "、"))）",
        en:
          "'\(id)' has no option '\(text)'\(near.map { "; did you mean '\($0)'?" } ?? "") (there are: \(all.joined(separator: ", ")))"
      ))
  }
}

extension Exercise.Question {
  /// What becomes of an answer that can be read; nil: none.
  fileprivate func result(_ text: String?, _ values: [Double]) -> QuestionVerdict.Result {
    if case .condition(_, let holds, let misses) = check {
      let value = holds.value(values)
      return value != 0 && !value.isNaN ? .passed : .missed(misses.text(values))
    }
    guard let text, !text.allSatisfy(\.isWhitespace) else { return .unanswered }
    switch check {
    case .number(let truth, let half, let relative, let absolute, let wrong):
      let truth = truth.value(values)
      let half = half?.value(values) ?? 0
      guard let answer = answeredNumber(text), truth.isFinite, half.isFinite else {
        return .unknown
      }
      let tolerance = max(relative * truth.magnitude, 2 * half, absolute)
      if (answer - truth).magnitude <= tolerance { return .passed }
      var known = values
      known[known.count - 1] = answer
      for item in wrong {
        let value = item.value.value(known)
        if (answer - value).magnitude <= max(tolerance, 0.02 * value.magnitude) {
          return .misconception(item.id, item.says.text(known))
        }
      }
      return answer > truth ? .tooHigh : .tooLow
    case .choice(let options, let truth, let wrong):
      let place = truth.value(values).rounded()
      guard place.isFinite, let chosen = options.firstIndex(where: { $0.id == text }) else {
        return .unknown
      }
      if Double(chosen + 1) == place { return .passed }
      guard let item = wrong.first(where: { $0.option == chosen }) else { return .wrong }
      return .misconception(options[chosen].id, item.says.text(values))
    case .interval(let truth, let half, let widest):
      let (truth, half) = (truth.value(values), half.value(values))
      guard let answer = interval(text), truth.isFinite, half.isFinite else { return .unknown }
      if answer.low > truth + half || answer.high < truth - half { return .beside }
      return answer.high - answer.low <= widest * 2 * half ? .passed : .tooWide
    case .text: return .passed
    case .condition: return .unknown
    }
  }
}

/// The number of an answer: digits, a decimal point, a sign; spaces around it and `%` behind it do not count.
public func answeredNumber(_ text: String) -> Double? {
  var text = text[...]
  while text.last?.isWhitespace == true { text.removeLast() }
  while text.first?.isWhitespace == true { text.removeFirst() }
  if text.last == "%" { text.removeLast() }
  while text.last?.isWhitespace == true { text.removeLast() }
  return plainNumber(String(text))
}

/// The text with the full-width digits and signs of Chinese keyboards as ASCII ones.
func plainDigits(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isFull = (0xFF01...0xFF5E).contains(scalar.value)
    result.append(isFull ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
  }
  return String(result)
}

/// The ends of an answer `LOW..HIGH`; nil where it is none.
private func interval(_ text: String) -> (low: Double, high: Double)? {
  guard let dots = text.firstRange(of: "..") else { return nil }
  guard let low = answeredNumber(String(text[..<dots.lowerBound])),
    let high = answeredNumber(String(text[dots.upperBound...])), low <= high
  else { return nil }
  return (low, high)
}
