internal import Statistics

/// Writes parts of a scenario the way a scenario file writes them.
///
/// Inputs have the words of their file; everything else is written from its value, so that equal
/// values have equal texts whatever the layout of the file.
public struct FileNotation: Sendable {
  private let texts: [String: String]

  /// A notation with the words of inputs, by path.
  init(texts: [String: String]) { self.texts = texts }

  /// A notation with the words of a scenario's inputs.
  public init(_ scenario: Scenario) {
    texts = Dictionary(scenario.inputs.map { ($0.path, $0.text) }) { first, _ in first }
  }

  /// The value as a file would write it; `none` for nothing.
  func text(_ value: Any) -> String {
    if let text = leaf(value) { return text }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { text($0.value) } ?? "none"
    case .collection: return "[\(mirror.children.map { text($0.value) }.joined(separator: ", "))]"
    case .enum:
      guard let payload = mirror.children.first else { return "\(value)" }
      let text = text(payload.value)
      return text.isEmpty ? payload.label ?? "" : "\(payload.label ?? "") \(text)"
    default:
      let parts = mirror.children.compactMap { child -> String? in
        guard let key = FileKey.of(child.label, in: value), !isAbsent(child.value) else {
          return nil
        }
        let text = text(child.value)
        return key.isEmpty ? text : "\(key): \(text)"
      }
      return "{\(parts.joined(separator: ", "))}"
    }
  }

  /// What is left out because a file would leave it out.
  private func isAbsent(_ value: Any) -> Bool {
    if let flag = value as? Bool { return !flag }
    if let condition = value as? Condition { return condition.tests.isEmpty }
    if value is SourcePosition { return true }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional, .collection, .dictionary, .set: return mirror.children.isEmpty
    default: return false
    }
  }

  /// The text of a value that is written in one piece.
  private func leaf(_ value: Any) -> String? {
    switch value {
    case let input as any AnyInput: return texts[input.path] ?? text(input.anyValue)
    case let text as String: return text
    case let flag as Bool: return flag ? "yes" : "no"
    case let number as Int: return String(number)
    case let number as UInt64: return String(number)
    case let number as Double: return plain(number)
    case let text as LocalizedText: return text.zh == text.en ? text.zh : "\(text.zh) / \(text.en)"
    case let share as Probability: return plain(share.value * 100) + "%"
    case let money as Money:
      return money.fen % 100 == 0 ? "\(money.fen / 100) yuan" : "\(money.fen) fen"
    case let span as TimeSpan:
      let unit = span.unit.rawValue
      return "\(plain(span.amount)) \(span.amount == 1 ? String(unit.dropLast()) : unit)"
    case let length as DurationDistribution: return text(length)
    case let shares as Shares:
      return shares.entries.map { "\($0.name) \(plain($0.share * 100))%" }.joined(separator: ", ")
    case let chance as Chance: return text(chance)
    case let condition as Condition: return text(condition)
    case let session as Session: return "\(clock(session.open))-\(clock(session.close))"
    case let hours as WeeklyHours: return text(hours)
    case let sitting as Sitting: return text(sitting)
    case let days as ClosedRange<CivilDate>: return "\(days.lowerBound) to \(days.upperBound)"
    case let result as ResultReference: return result.description
    case let date as CivilDate: return date.description
    case let minute as CivilMinute: return minute.description
    case let day as Weekday: return day.name
    case let change as Change: return text(change.kind)
    case let word as any RawRepresentable: return word.rawValue as? String
    default: return nil
    }
  }

  private func text(_ length: DurationDistribution) -> String {
    let unit = length.unit.rawValue
    let base: String
    if case .constant(let value) = length.distribution {
      base = text(TimeSpan(value, length.unit))
    } else {
      base = "\(length.distribution) \(unit)"
    }
    return base
  }

  private func text(_ chance: Chance) -> String {
    switch chance {
    case .same(let input): return text(input as Any)
    case .by(let attribute, let entries):
      let rows = entries.map { "\($0.category): \(text($0.input as Any))" }
      return "{\((["by: \(attribute)"] + rows).joined(separator: ", "))}"
    }
  }

  private func text(_ condition: Condition) -> String {
    let tests = condition.tests.map { test -> String in
      switch test.requirement {
      case .oneOf(let names):
        let list = names.joined(separator: ", ")
        return "\(test.attribute): " + (names.count == 1 ? list : "[\(list)]")
      case .atMost(let bound): return "\(test.attribute): {atMost: \(plain(bound))}"
      case .atLeast(let bound): return "\(test.attribute): {atLeast: \(plain(bound))}"
      }
    }
    return tests.isEmpty ? "everybody" : "{\(tests.joined(separator: ", "))}"
  }

  private func text(_ hours: WeeklyHours) -> String {
    let days = zip(Weekday.allCases, hours.sessions).filter { !$0.1.isEmpty }
    return "{"
      + days.map { day, sessions in
        "\(day.name): [\(sessions.map(text).joined(separator: ", "))]"
      }.joined(separator: ", ") + "}"
  }

  private func text(_ sitting: Sitting) -> String {
    var parts = [
      "every: \(sitting.everyWeeks) weeks", "on: \(sitting.weekday.name) \(clock(sitting.minute))",
    ]
    if let most = sitting.atMost { parts.append("atMost: \(most)") }
    if let from = sitting.from { parts.append("from: \(from)") }
    if sitting.movesToNextWorkingDay { parts.append("onHoliday: next") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private func clock(_ minute: Int) -> String {
    let (hour, minute) = (minute / 60, minute % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// A number as short as it can be; what binary fractions add in the last digits is left out.
  private func plain(_ number: Double) -> String {
    let rounded = (number * 1e9).rounded() / 1e9
    return rounded == rounded.rounded() && abs(rounded) < 1e15
      ? String(Int64(rounded)) : "\(rounded)"
  }

  /// The parts of an input's evidence that another one does not have, as a file states them.
  func text(_ evidence: Evidence, unlike other: Evidence) -> String {
    var parts: [String] = []
    if evidence.grade != other.grade || evidence.isStated != other.isStated {
      parts.append(evidence.isStated ? "grade \(evidence.grade.rawValue)" : "no grade")
    }
    if evidence.source != other.source { parts.append("source \(evidence.source ?? "none")") }
    if evidence.range != other.range {
      switch evidence.range {
      case .factor(let low, let high): parts.append("range [\(plain(low))x, \(plain(high))x]")
      case .absolute(let low, let high): parts.append("range [\(plain(low)), \(plain(high))]")
      case nil: parts.append("no range")
      }
    }
    if evidence.note != other.note { parts.append("note \(evidence.note ?? "none")") }
    return parts.joined(separator: ", ")
  }
}

/// An input whatever its value.
protocol AnyInput {
  /// The name of the input.
  var path: String { get }
  /// Where it comes from.
  var evidence: Evidence { get }
  /// Its value.
  var anyValue: any Hashable { get }
}

extension Input: AnyInput {
  var anyValue: any Hashable { value }
}

/// The keys under which a file states the parts of the model.
enum FileKey {
  /// The key of a part of `owner`; empty where the part's own keys stand beside the owner's, nil where
  /// a file does not state it.
  static func of(_ label: String?, in owner: Any) -> String? {
    guard let label, !label.hasPrefix(".") else { return "" }
    // A design with a title is a map, one without is the list of its reforms.
    if label == "reforms", (owner as? Design)?.title != nil { return label }
    let names = ["\(type(of: owner)).\(label)", label]
    guard !names.contains(where: unstated.contains) else { return nil }
    return names.lazy.compactMap { keys[$0] }.first ?? label
  }

  /// The parts that no file states, by type and label or by label alone.
  private static let unstated: Set<String> = [
    "name", "position", "Scenario.inputs", "PrimaryOutcome.worthwhileText", "ProcessModel.aliases",
    "ProcessModel.removedMatters", "ProcessModel.replacedFacts", "ProcessModel.factsForOperation",
    "Verification.at",
  ]

  /// The parts that are called otherwise in the code, by type and label or by label alone.
  private static let keys: [String: String] = [
    "Scenario.model": "", "Study.noticeableTime": "noticeable.time",
    "Study.noticeableMoney": "noticeable.money", "ProcessModel.classes": "applicants",
    "ProcessModel.mayOperateQuorums": "mayOperate", "Office.hourlyCost": "cost",
    "Office.sitting": "session", "ApplicantClass.hourlyCost": "hourCost",
    "Arrivals.source": "", "Attribute.kind": "", "CreditList.minimumStay": "stay",
    "CreditList.subject": "of", "EntryRule.event": "on", "CheckCap.subject": "of",
    "Matter.isHiddenBarrier": "hiddenBarrier", "Matter.limits": "limit", "Activity.kind": "",
    "Activity.isVisit": "visit", "Activity.detection": "", "Activity.rework": "again",
    "Delivery.isTrip": "trip", "FollowUpCheck.isVisit": "visit",
    "FollowUpCheck.publication": "publish", "Reform.reach": "for",
    "Design.reforms": "", "ScenarioSwitch.changes": "", "Change.kind": "",
    "Commitment.check": "followUp", "quorums": "needs",
  ]
}
