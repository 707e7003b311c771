internal import ApprovalModel

/// What the edits of a reform change in the flow, in sentences.
struct EditWords {
  let facts: FactWriter
  private var words: ValueWords { facts.words }

  /// One line for each thing that changes; customs that fall away share one.
  func lines(_ effect: ReformEffect) -> [String] {
    var lines: [String] = []
    var customs: [String] = []
    for step in effect.steps {
      if case .removeEdge(.after, let from, let to) = step.edit {
        customs.append(edge(from, .after, to))
      } else {
        lines += self.lines(step)
      }
    }
    if !customs.isEmpty {
      lines.append(
        words.text("不再按惯例等待：", "no longer waited for by custom: ") + words.list(customs))
    }
    return lines
  }

  private func lines(_ step: ReformEffect.Step) -> [String] {
    switch step.edit {
    case .addMatter(let matter):
      return [words.text("新增事项 ", "adds matter ") + facts.named(matter.name)]
        + indented(facts.facts(of: matter))
    case .removeMatter(let name, let fact):
      let reason = fact.map(self.reason) ?? ""
      return [
        words.text(
          "取消事项 \(facts.named(name))\(reason)；等待它的改为等待它所等待的",
          "removes matter \(facts.named(name))\(reason); what waited for it waits for what it waited for"
        )
      ]
    case .addEdge(let kind, let from, let to):
      return [words.text("新的等待：", "new wait: ") + edge(from, kind, to)]
    case .removeEdge(let kind, let from, let to):
      return [words.text("不再等待：", "no longer waits: ") + edge(from, kind, to)]
    case .replaceMatter(let matter):
      let old = step.oldMatter.map { facts.facts(of: $0) } ?? []
      return change(matter.name, old, facts.facts(of: matter))
    case .mergeMatters(let names, let matter):
      return [
        words.text(
          "\(words.list(names.map(words.thing))) 合并为 \(facts.named(matter.name))",
          "\(words.list(names.map(words.thing))) become \(facts.named(matter.name))")
      ] + indented(facts.facts(of: matter))
    case .addInspection(let inspection), .replaceInspection(let inspection):
      return [
        words.text(
          "抽查，在 \(words.result(inspection.at)) 之后：",
          "inspection after \(words.result(inspection.at)): ")
          + facts.check(inspection.check)
      ]
    case .addOffice(let office):
      return [words.text("新设部门 ", "new office ") + facts.named(office.name)]
        + indented(facts.facts(of: office))
    case .removeOffice(let name):
      return [words.text("撤销部门 ", "removes office ") + facts.named(name)]
    case .replaceOffice(let office):
      let old = step.oldOffice.map { facts.facts(of: $0) } ?? []
      return change(office.name, old, facts.facts(of: office))
    case .addGate(let gate, let work, let milestone):
      let effect: String
      switch gate.onRefusal {
      case .waits: effect = ""
      case .redo: effect = words.text("；被否决则重做", "; built again after a refusal")
      case .lose: effect = words.text("；被否决则作废", "; lost after a refusal")
      }
      return [
        words.text("新的等待：", "new wait: ")
          + edge(ResultReference(gate.matter), .needs, "\(words.thing(work)).\(milestone)") + effect
      ]
    }
  }

  private func edge(_ from: ResultReference, _ kind: EdgeKind, _ to: Name) -> String {
    "\(words.result(from)) \(kind.arrow) \(words.thing(to))"
  }

  private func reason(_ fact: String) -> String {
    switch fact {
    case "outOfScope": words.text("（不在管理范围）", " (out of scope)")
    case "recognised": words.text("（予以认可）", " (recognised)")
    default: words.text("（由 \(words.thing(fact)) 代替）", " (\(words.thing(fact)) stands for it)")
    }
  }

  /// The facts that differ.
  private func change(_ name: Name, _ old: [Fact], _ new: [Fact]) -> [String] {
    let gone = old.filter { !new.contains($0) }
    let come = new.filter { !old.contains($0) }
    var lines: [String] = []
    for fact in gone {
      let isAlone = gone.count { $0.label == fact.label } == 1
      let others = come.filter { $0.label == fact.label }
      if isAlone, others.count == 1 {
        lines.append("\(fact.label): \(fact.text) -> \(others[0].text)")
      } else {
        lines.append("- \(fact.label): \(fact.text)")
      }
    }
    for fact in come {
      let isPaired =
        gone.count { $0.label == fact.label } == 1 && come.count { $0.label == fact.label } == 1
      if !isPaired { lines.append("+ \(fact.label): \(fact.text)") }
    }
    if lines.isEmpty { lines.append(words.text("细节改动", "details")) }
    let head = words.text("改动 ", "changes ") + facts.named(name)
    return lines.count == 1 ? ["\(head): \(lines[0])"] : [head] + lines.map { "  \($0)" }
  }

  private func indented(_ facts: [Fact]) -> [String] { facts.map { "  \($0.label): \($0.text)" } }
}

extension EdgeKind {
  /// The arrow of the process map.
  var arrow: String { self == .needs ? "-->" : "-.->" }
}
