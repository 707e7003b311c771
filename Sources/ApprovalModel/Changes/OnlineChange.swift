/// A share of the applications is handed in online: no trip, no window, at any hour (网上办).
///
/// The review takes as long as before. Of a merger with one form that form comes in online, whichever
/// part is named; parts with forms of their own go online each.
public struct OnlineChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// The share handed in online.
  public var share: Chance

  /// Lets `share` of the applications for `matters` come in online.
  public init(matters: [Name], share: Chance) {
    self.matters = matters.inNameOrder()
    self.share = share
  }

  static let rank = 72
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      if case .merged(let merged) = matter.mode, merged.of.contains(.form) {
        try lowering.claim(LocalizedText(zh: "网上申请", en: "online share"), of: name)
        // Parts that say the same of their one form agree.
        if matter.online?.saysTheSame(as: share) == true { continue }
        try lowering.claim(
          LocalizedText(zh: "一份申请的网上申请", en: "online share of the one form"),
          of: matter.name)
        matter.online = share
      } else {
        try matter.changeReviews(called: name) { (part) throws(ReformError) in
          try lowering.claim(LocalizedText(zh: "网上申请", en: "online share"), of: part.name)
          part.online = share
        }
      }
      lowering.apply(.replaceMatter(matter))
    }
  }
}

extension Chance {
  /// Whether both give everybody the same chance, known as well, wherever they stand in the file.
  fileprivate func saysTheSame(as other: Chance) -> Bool {
    switch (self, other) {
    case (.same(let mine), .same(let theirs)): mine.saysTheSame(as: theirs)
    case (.by(let mine, let rows), .by(let theirs, let others)):
      mine == theirs && rows.map(\.category) == others.map(\.category)
        && zip(rows, others).allSatisfy { $0.input.saysTheSame(as: $1.input) }
    case (.same, .by), (.by, .same): false
    }
  }
}

extension Input<Probability> {
  fileprivate func saysTheSame(as other: Self) -> Bool {
    value == other.value && evidence.drawnRange == other.evidence.drawnRange
  }
}
