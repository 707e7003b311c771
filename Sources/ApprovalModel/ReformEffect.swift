/// What one reform does to a process, edit by edit.
public struct ReformEffect: Hashable, Sendable {
  /// A primitive edit with what it replaces.
  public struct Step: Hashable, Sendable {
    /// The edit.
    public var edit: Edit
    /// The matter before it is replaced; nil for other edits.
    public var oldMatter: Matter?
    /// The office before it is replaced; nil for other edits.
    public var oldOffice: Office?

    /// An edit of `model`.
    init(_ edit: Edit, of model: ProcessModel) {
      self.edit = edit
      switch edit {
      case .replaceMatter(let matter): oldMatter = model.matter(matter.name)
      case .replaceOffice(let office):
        oldOffice = model.offices.first { $0.name == office.name }
      default: break
      }
    }
  }

  /// The reform.
  public var reform: Reform
  /// Its edits in order, for an applicant whom it reaches.
  public var steps: [Step]
  /// What is worth knowing.
  public var notices: [ReformNotice]
}

extension Scenario {
  /// What each reform does alone to `base`, together with those that it requires; in code-point order.
  ///
  /// A reform that does different things for different categories has an effect for each; what it does
  /// for all of those in a category is there before.
  ///
  /// - Throws: ``ReformError`` when a reform cannot be applied.
  public func effects(on base: ProcessModel) throws(ReformError) -> [ReformEffect] {
    let declared = model.matters.map(\.name)
    var result: [ReformEffect] = []
    for (whole, reform) in reforms.flatMap({ whole in whole.parts.map { (whole, $0) } }) {
      var required = required(by: reform).flatMap { other in
        other.parts.filter { part in
          part.reach == other.reach || part.reach.tests.allSatisfy(reform.reach.tests.contains)
        }
      }
      if reform.reach != whole.reach {
        required += whole.parts.filter { $0.reach == whole.reach }
      }
      var others = try base.applying(required, declared: declared).edits
      let all = try base.applying(required + [reform], declared: declared)
      var effect = ReformEffect(
        reform: reform, steps: [], notices: all.notices.filter { $0.reform == reform.name })
      var model = base
      for edit in all.edits {
        if let i = others.firstIndex(of: edit) {
          others.remove(at: i)
        } else {
          effect.steps.append(ReformEffect.Step(edit, of: model))
        }
        model = model.applying(edit)
      }
      result.append(effect)
    }
    return result
  }

  /// The reforms that are in every design with `reform`, directly or not.
  private func required(by reform: Reform) -> [Reform] {
    var names: Set<Name> = []
    var open = reform.requires
    while let name = open.popLast() {
      guard name != reform.name, names.insert(name).inserted else { continue }
      open += reforms.first { $0.name == name }?.requires ?? []
    }
    return reforms.filter { names.contains($0.name) }
  }
}
