/// Something in which two scenarios, or two processes, differ.
public struct Difference: Hashable, Sendable {
  /// The input's path, or the keys that lead to the thing, joined by dots.
  public var path: String
  /// What the first says, as a file writes it; nil: it has no such thing.
  public var old: String?
  /// What the second says, as a file writes it; nil: it has no such thing.
  public var new: String?

  /// A difference at `path`.
  public init(path: String, old: String?, new: String?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

extension Scenario {
  /// Everything in which `other` means something else, in code-point order of the paths.
  ///
  /// Layout, comments, the order of maps and the place of a change in its list do not count; an input
  /// counts with its value, grade, source, range and note.
  public func differences(to other: Scenario) -> [Difference] {
    var walk = DifferenceWalk(old: FileNotation(self), new: FileNotation(other))
    walk.compare(self, other, "")
    return walk.sorted
  }

  /// Everything in which `after` differs from `before`, two processes made from this scenario.
  public func differences(from before: ProcessModel, to after: ProcessModel) -> [Difference] {
    let notation = FileNotation(self)
    var walk = DifferenceWalk(old: notation, new: notation)
    walk.compare(before, after, "")
    return walk.sorted
  }
}

/// Walks through two values of one type side by side.
///
/// Every stored property is looked at, so that a new part of the model is compared from its first day;
/// what the file calls otherwise is in ``FileKey``.
private struct DifferenceWalk {
  let old: FileNotation
  let new: FileNotation
  private var found: [Difference] = []

  init(old: FileNotation, new: FileNotation) {
    self.old = old
    self.new = new
  }

  var sorted: [Difference] {
    var result: [Difference] = []
    for difference in found where !result.contains(difference) { result.append(difference) }
    return result.sorted { $0.path.precedes($1.path) }
  }

  mutating func compare(_ a: Any, _ b: Any, _ path: String) {
    if let a = a as? any Hashable, isEqual(a, b) { return }
    switch (a, b) {
    case (is SourcePosition, _): return
    case (let a as any AnyInput, let b as any AnyInput): return compare(a, b)
    case (let a as [ResultReference], let b as [ResultReference]):
      return compareSets(a, b, path)
    case (let a as [Quorum], let b as [Quorum]): return compareSets(a, b, path)
    case (let a as [any Identified], let b as [any Identified]):
      return compareLists(a, b, path)
    case (is any Written, _): return report(a, b, path)
    default: break
    }
    let (x, y) = (Mirror(reflecting: a), Mirror(reflecting: b))
    switch x.displayStyle {
    case .optional:
      switch (x.children.first?.value, y.children.first?.value) {
      case (let a?, let b?): compare(a, b, path)
      // A warm-up that is left to pilot runs.
      case (let a?, nil) where path == "study.warmUp": report(a, "auto", path)
      case (nil, let b?) where path == "study.warmUp": report("auto", b, path)
      case (let a?, nil): add(a, nil, path)
      case (nil, let b?): add(nil, b, path)
      case (nil, nil): break
      }
    case .struct, .tuple:
      for (part, other) in zip(x.children, y.children) {
        guard let key = FileKey.of(part.label, in: a) else { continue }
        compare(part.value, other.value, joined(path, key, under: a))
      }
    case .enum:
      guard let part = x.children.first, let other = y.children.first, part.label == other.label
      else { return report(a, b, path) }
      compare(part.value, other.value, path)
    default: report(a, b, path)
    }
  }

  /// One input in both: its value, and its evidence where that differs.
  private mutating func compare(_ a: any AnyInput, _ b: any AnyInput) {
    var texts = (old.text(a), new.text(b))
    if a.evidence != b.evidence {
      texts.0 += " (\(old.text(a.evidence, unlike: b.evidence)))"
      texts.1 += " (\(new.text(b.evidence, unlike: a.evidence)))"
    }
    let (x, y) = ((a.anyValue as? DurationDistribution), (b.anyValue as? DurationDistribution))
    if let x, let y, x.factors != y.factors || x.spreads != y.spreads {
      texts.0 += scale(x, old)
      texts.1 += scale(y, new)
    }
    // A value that is written otherwise and means the same is no difference.
    guard !isEqual(a.anyValue, b.anyValue) || a.evidence != b.evidence else { return }
    found.append(Difference(path: a.path, old: texts.0, new: texts.1))
  }

  /// What reforms multiply a length by.
  private func scale(_ length: DurationDistribution, _ notation: FileNotation) -> String {
    length.factors.map { " × \(notation.text($0))" }.joined()
      + length.spreads.map { ", spread × \(notation.text($0))" }.joined()
  }

  /// Results and quorums: what one has and the other has not.
  private mutating func compareSets<Element: Hashable & CustomStringConvertible>(
    _ a: [Element], _ b: [Element], _ path: String
  ) {
    for one in a where !b.contains(one) {
      add(one, b.first { $0.description == one.description }, "\(path).\(one)")
    }
    for one in b where !a.contains(where: { $0.description == one.description }) {
      add(nil, one, "\(path).\(one)")
    }
  }

  /// Things with names: each with its namesake, then the order of those in both.
  private mutating func compareLists(
    _ a: [any Identified], _ b: [any Identified], _ path: String
  ) {
    for one in a {
      let place = joined(path, one.identity)
      if let other = b.first(where: { $0.identity == one.identity }) {
        compare(one, other, one.place ?? place)
      } else {
        add(one, nil, one.place ?? place)
      }
    }
    for other in b where !a.contains(where: { $0.identity == other.identity }) {
      add(nil, other, other.place ?? joined(path, other.identity))
    }
    let names = (a.map(\.identity), b.map(\.identity))
    let common = (names.0.filter(names.1.contains), names.1.filter(names.0.contains))
    guard a.first?.isOrdered == true, common.0 != common.1 else { return }
    found.append(
      Difference(
        path: path, old: common.0.joined(separator: ", "), new: common.1.joined(separator: ", ")))
  }

  private mutating func report(_ a: Any, _ b: Any, _ path: String) { add(a, b, path) }

  private mutating func add(_ a: Any?, _ b: Any?, _ path: String) {
    var path = path
    // What is there in one of the two alone is named like the file that has it.
    let single: Any? = a == nil ? b : b == nil ? a : nil
    if let input = single as? any AnyInput, isNear(input.path, path) { path = input.path }
    found.append(Difference(path: path, old: a.map(old.text), new: b.map(new.text)))
  }

  /// Whether an input's own path leads to the same matter, office or reform.
  private func isNear(_ path: String, _ place: String) -> Bool {
    path.split(separator: ".").prefix(2) == place.split(separator: ".").prefix(2)
  }

  private func joined(_ path: String, _ key: String, under owner: Any? = nil) -> String {
    // The calendar stands beside the study in a file.
    if owner is Study, key == "calendar" { return key }
    return path.isEmpty ? key : key.isEmpty ? path : "\(path).\(key)"
  }

  private func isEqual<Value: Hashable>(_ a: Value, _ b: Any) -> Bool { (b as? Value) == a }
}

/// A value that is compared as a whole.
private protocol Written {}

extension LocalizedText: Written {}
extension Condition: Written {}
extension WeeklyHours: Written {}
extension Sitting: Written {}
extension TimeSpan: Written {}
extension CivilDate: Written {}
extension Session: Written {}
extension ClosedRange: Written where Bound == CivilDate {}
extension SourceStatus: Written {}
extension ArrivalProfile: Written {}
extension ServiceLevel.Bound: Written {}
extension Probability: Written {}
extension Money: Written {}
extension ResultReference: Written {}
extension String: Written {}
extension Double: Written {}
extension Int: Written {}

/// A thing that a list knows by name.
private protocol Identified {
  /// What the file calls it, within its list.
  var identity: String { get }
  /// The keys that lead to it, where its inputs tell better than its place in the model.
  var place: String? { get }
  /// Whether its place in the list means something.
  var isOrdered: Bool { get }
}

extension Identified {
  var place: String? { nil }
  var isOrdered: Bool { false }
}

extension ApplicantClass: Identified { var identity: String { name } }
extension Attribute: Identified { var identity: String { name } }
extension Attribute.Dependent: Identified { var identity: String { category } }
extension Tabulated.Entry: Identified { var identity: String { category } }
extension Defects: Identified { var identity: String { matter } }
extension Deterrence: Identified { var identity: String { matter } }
extension CreditList: Identified { var identity: String { name } }
extension Office: Identified { var identity: String { name } }
extension Matter: Identified { var identity: String { name } }
extension Matter.StageCost: Identified { var identity: String { stage.rawValue } }
extension OneOffCost: Identified { var identity: String { name } }
extension Payment: Identified { var identity: String { "\(payer)-\(payee)" } }
extension OwnWork: Identified { var identity: String { name } }
extension OwnWork.Gate: Identified { var identity: String { matter } }
extension Inspection: Identified { var identity: String { name } }
extension Pledge.Verification: Identified { var identity: String { at.description } }
extension ServiceLevel: Identified { var identity: String { subject } }
extension Source: Identified { var identity: String { name } }
extension Reform: Identified { var identity: String { name } }
extension Design: Identified { var identity: String { name } }
extension ScenarioSwitch: Identified { var identity: String { name } }

extension OwnWork.Milestone: Identified {
  var identity: String { name }
  var isOrdered: Bool { true }
}

extension Activity: Identified {
  var identity: String { name }
  var isOrdered: Bool { true }
  /// A review alone stands under its own key.
  var place: String? {
    switch kind {
    case .work(_, let input), .notice(let input):
      input.path.lastIndex(of: ".").map { String(input.path[..<$0]) }
    }
  }
}

extension StaffRule: Identified {
  var isOrdered: Bool { true }
  var identity: String {
    staff.path.split(separator: ".").dropLast().last.map(String.init) ?? staff.path
  }
}

extension Change: Identified {
  /// The kind and what it acts on.
  var identity: String {
    let kind = Mirror(reflecting: kind).children.first
    guard let kind, let change = kind.value as? any ModelChange else { return "" }
    return [kind.label ?? "", change.subject].filter { !$0.isEmpty }.joined(separator: ".")
  }
}

extension ModelChange {
  /// What the change acts on, the way its inputs are named.
  fileprivate var subject: String {
    for child in Mirror(reflecting: self).children {
      switch (child.label, child.value) {
      case ("matters", let names as [Name]), ("offices", let names as [Name]):
        return names.inNameOrder().joined(separator: "+")
      case ("at", let results as [ResultReference]):
        return results.map(\.description).inNameOrder().joined(separator: "+")
      case ("condition", let condition as Condition):
        return condition.tests.map(\.attribute).inNameOrder().joined(separator: ".")
      case ("matter", let matter as Matter): return matter.name
      case ("matter", let name as Name), ("office", let name as Name): return name
      default: continue
      }
    }
    return ""
  }
}

extension Quorum: CustomStringConvertible {
  /// The results by which files name a quorum, joined by `+`.
  public var description: String { of.map(\.description).joined(separator: "+") }
}
