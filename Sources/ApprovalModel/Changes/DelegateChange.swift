/// Another office decides (下放、委托、受委托), without forwarding in between.
///
/// The people do not follow by themselves: `capacity` gives the receiving office more.
public struct DelegateChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// The office that does the work from now on.
  public var to: Name
  /// The office whose work goes over; nil: the matter's.
  public var from: Name?
  /// Activities that fall away: forwarding, a first opinion of the lower level.
  public var drops: [Name]
  /// How many times as long the work takes who has to learn it; nil: as long as before.
  public var slower: Input<Double>?

  /// Gives the work of `from` on `matters` to the office `to`.
  public init(
    matters: [Name], to: Name, from: Name? = nil, drops: [Name] = [], slower: Input<Double>? = nil
  ) {
    self.matters = matters.inNameOrder()
    self.to = to
    self.from = from
    self.drops = drops.inNameOrder()
    self.slower = slower
  }

  static let rank = 20
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    _ = try lowering.office(to)
    if let from { _ = try lowering.office(from) }
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claim(LocalizedText(zh: "承办部门", en: "office"), of: matter.name)
      let giver = from ?? matter.office
      for activity in drops {
        guard matter.activities.contains(where: { $0.name == activity }) else {
          throw lowering.failure(
            zh: "改革“\(lowering.reform)”要去掉事项“\(name)”的环节“\(activity)”，但没有这个环节",
            en: "reform '\(lowering.reform)' drops activity '\(activity)' of matter '\(name)', "
              + "which has none of that name")
        }
      }
      matter.activities.removeAll { drops.contains($0.name) }
      var moves = 0
      matter.changeWork { offices, work in
        guard offices.contains(giver) else { return }
        moves += 1
        offices = offices.map { $0 == giver ? to : $0 }.uniqued()
        if let slower { work.value.factors.append(slower) }
      }
      if matter.office == giver { matter.office = to }
      guard moves > 0 else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”下放事项“\(name)”，但部门“\(giver)”在其中没有工作",
          en: "reform '\(lowering.reform)' delegates matter '\(name)', but office '\(giver)' has "
            + "no work in it")
      }
      lowering.apply(.replaceMatter(matter))
    }
  }
}

extension [Name] {
  /// The names in their order, each once.
  func uniqued() -> [Name] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
