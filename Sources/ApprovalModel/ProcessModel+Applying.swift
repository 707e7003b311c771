/// A kind of change: one type, one file, one worked test.
protocol ModelChange {
  /// The place of the kind in the canonical order of application.
  static var rank: Int { get }
  /// Whether it changes offices, which serve everybody: such a change cannot reach some applicants.
  static var changesOffices: Bool { get }
  /// The matter (or office) that orders changes of one kind.
  var firstMatter: Name { get }
  /// Lowers the change to primitive edits.
  func lower(into lowering: inout Lowering) throws(ReformError)
}

extension ModelChange {
  static var changesOffices: Bool { false }
}

extension Change {
  /// Whether the change is one of offices, which serve everybody.
  public var changesOffices: Bool { type(of: kind.change).changesOffices }
}

extension ChangeKind {
  /// The change as a lowering sees it.
  ///
  /// A new kind is a case here and a type in `Changes/`; its rank follows the canonical order:
  /// exclude, tier; delegate; ahead, waive, cancel, entitle, add; file, confirm, commit, automate;
  /// merge; parallel, phase; tolerate, share, online, standardize, coach; capacity, pool,
  /// prioritize, limit; inspect, sanction, guarantee, fee, validity.
  var change: any ModelChange {
    switch self {
    case .exclude(let change): change
    case .tier(let change): change
    case .ahead(let change): change
    case .waive(let change): change
    case .cancel(let change): change
    case .add(let change): change
    case .file(let change): change
    case .confirm(let change): change
    case .commit(let change): change
    case .automate(let change): change
    case .merge(let change): change
    case .parallel(let change): change
    case .phase(let change): change
    case .limit(let change): change
    case .inspect(let change): change
    case .sanction(let change): change
    case .capacity(let change): change
    case .coach(let change): change
    case .delegate(let change): change
    case .entitle(let change): change
    case .fee(let change): change
    case .guarantee(let change): change
    case .online(let change): change
    case .pool(let change): change
    case .prioritize(let change): change
    case .share(let change): change
    case .standardize(let change): change
    case .tolerate(let change): change
    case .validity(let change): change
    }
  }
}

/// What applying reforms to a model gave.
public struct ReformedModel: Hashable, Sendable {
  /// The model after all changes.
  public var model: ProcessModel
  /// Everything done, as primitive edits in order.
  public var edits: [Edit]
  /// What is worth knowing.
  public var notices: [ReformNotice]
}

extension ProcessModel {
  /// This model as it would be after all of `reforms`, for an applicant whom all of them reach; the
  /// receiver is left as it was.
  ///
  /// Changes are applied in the canonical order of their kinds, within a kind by matter and then by
  /// reform, never in the order of the list: every permutation gives the same value.
  ///
  /// - Parameter declared: names that the scenario declares but a switch has removed, so that a
  ///   change to them is skipped with a notice instead of being an error.
  /// - Throws: ``ReformError`` when a change names a matter that was never declared, or two changes
  ///   set the same thing of one matter.
  public func applying(_ reforms: [Reform], declared: [Name] = []) throws(ReformError)
    -> ReformedModel
  {
    struct Entry {
      var reform: Reform
      var change: Change
      var model: any ModelChange
      var rank: Int
    }
    var entries: [Entry] = []
    for reform in reforms {
      for change in reform.changes {
        let kind = change.kind.change
        entries.append(
          Entry(reform: reform, change: change, model: kind, rank: type(of: kind).rank))
      }
    }
    entries.sort { a, b in
      if a.rank != b.rank { return a.rank < b.rank }
      if a.model.firstMatter != b.model.firstMatter {
        return a.model.firstMatter.precedes(b.model.firstMatter)
      }
      if a.reform.name != b.reform.name { return a.reform.name.precedes(b.reform.name) }
      return a.change.position < b.change.position
    }
    var lowering = Lowering(self, declared: Set(declared))
    for entry in entries {
      lowering.reform = entry.reform.name
      lowering.reach = entry.reform.reach
      lowering.isSourced = !entry.reform.sources.isEmpty
      lowering.position = entry.change.position
      if entry.change.changesOffices { try lowering.requireEverybody(entry.reform) }
      try entry.model.lower(into: &lowering)
    }
    return ReformedModel(model: lowering.model, edits: lowering.edits, notices: lowering.notices)
  }

  /// This model as it would be after `reform`; the receiver is left as it was.
  ///
  /// - Throws: ``ReformError`` as for several reforms.
  public func applying(_ reform: Reform) throws(ReformError) -> ProcessModel {
    try applying([reform]).model
  }
}
