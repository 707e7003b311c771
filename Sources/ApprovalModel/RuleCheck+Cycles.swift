extension RuleCheck {
  /// Reports circles over `needs`, `after`, gates and the order of milestones, each once.
  mutating func cycles() {
    var graph = WaitGraph(waitingFor())
    var reported = 0
    for start in graph.unsettled.inNameOrder() {
      // Beyond a few hundred circles nobody reads on.
      while graph.isUnsettled(start), reported < 200 {
        let circle = graph.circle(from: start)
        report(circle)
        reported += 1
        graph.settle(circle)
      }
    }
  }

  private mutating func report(_ circle: [Name]) {
    let first = circle.indices.min { circle[$0].precedes(circle[$1]) } ?? 0
    let ordered = Array(circle[first...] + circle[..<first])
    let chain = (ordered + [ordered[0]]).joined(separator: " → ")
    report(
      .cycle, path(waiting: ordered[0], for: ordered.count > 1 ? ordered[1] : ordered[0]),
      zh: ordered.count == 1 ? "“\(ordered[0])”等待自己" : "循环等待，谁也不能开始：\(chain)",
      en: ordered.count == 1
        ? "'\(ordered[0])' waits for itself" : "these wait for each other in a circle: \(chain)",
      hint: LocalizedText(zh: "箭头读作“等待”", en: "read the arrow as 'waits for'"))
  }

  /// Where the file says that `name` waits for `other`.
  private func path(waiting name: Name, for other: Name) -> String {
    let owner = String(name.prefix { $0 != "." })
    let (block, needed, all): (String, [ResultReference], [ResultReference])
    if let matter = model.matters.first(where: { $0.name == owner }) {
      (block, needed, all) = ("matters", matter.required, matter.prerequisites)
    } else if let work = model.ownWork.first(where: { $0.name == owner }) {
      (block, needed, all) = ("ownWork", work.required, work.prerequisites)
    } else {
      return name
    }
    guard let reference = all.first(where: { point($0) == other }) else {
      return "\(block).\(owner)"
    }
    return "\(block).\(owner).\(needed.contains(reference) ? "needs" : "after").\(reference)"
  }

  /// The point of the process that `reference` means: a matter, one of its milestones, or a
  /// milestone of own work.
  private func point(_ reference: ResultReference) -> Name {
    let owner = model.aliases[reference.owner] ?? reference.owner
    guard let parts = milestones[owner], let last = parts.last else {
      return reference.milestone.map { "\(owner).\($0)" } ?? owner
    }
    return "\(owner).\(reference.milestone ?? last)"
  }

  /// What each point of the process waits for.
  private func waitingFor() -> [Name: [Name]] {
    var result: [Name: [Name]] = [:]
    for matter in model.matters {
      // A member of a quorum that waits for the quorum's owner can never count: a circle, too.
      var before = matter.prerequisites.map(point)
      for milestone in matter.milestones where result["\(matter.name).\(milestone)"] == nil {
        let name = "\(matter.name).\(milestone)"
        result[name] = before
        before = [name]
      }
      result[matter.name] = before
    }
    for work in model.ownWork {
      var before = work.prerequisites.map(point)
      for part in work.milestones {
        let name = "\(work.name).\(part.name)"
        result[name] = before + part.gates.map { model.aliases[$0.matter] ?? $0.matter }
        before = [name]
      }
    }
    return result
  }
}

/// Who waits for whom, with those settled that wait, directly or not, for nobody unsettled.
private struct WaitGraph {
  private let waits: [Name: [Name]]
  private var waiters: [Name: [Name]] = [:]
  /// How many unsettled points each unsettled point waits for.
  private var open: [Name: Int] = [:]

  init(_ waits: [Name: [Name]]) {
    self.waits = waits
    for (name, list) in waits {
      var count = 0
      for other in list where waits[other] != nil {
        waiters[other, default: []].append(name)
        count += 1
      }
      open[name] = count
    }
    settle(open.filter { $0.value == 0 }.map(\.key))
  }

  /// The points that wait for a circle or stand in one, in no order.
  var unsettled: [Name] { Array(open.keys) }

  func isUnsettled(_ name: Name) -> Bool { open[name] != nil }

  /// Settles `names` and all that then wait for nobody.
  mutating func settle(_ names: [Name]) {
    var queue = names
    while let name = queue.popLast() {
      guard open.removeValue(forKey: name) != nil else { continue }
      for waiter in waiters[name] ?? [] {
        guard let count = open[waiter] else { continue }
        open[waiter] = count - 1
        if count == 1 { queue.append(waiter) }
      }
    }
  }

  /// The points of a circle in the order of waiting, found by following the first wait each time.
  func circle(from start: Name) -> [Name] {
    var walk: [Name] = []
    var place: [Name: Int] = [:]
    var name = start
    while place[name] == nil {
      place[name] = walk.count
      walk.append(name)
      // An unsettled point waits for one at least, so that the walk comes back.
      guard let next = waits[name]?.first(where: isUnsettled) else { return walk }
      name = next
    }
    return Array(walk[(place[name] ?? 0)...])
  }
}
