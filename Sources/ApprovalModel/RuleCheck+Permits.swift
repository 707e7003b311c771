extension RuleCheck {
  // MARK: Quorums

  /// Who withdraws the rest of a quorum must be the only one that needs them.
  mutating func quorums() {
    var needers: [Name: [Needer]] = [:]
    var seen: Set<Quorum> = []
    func note(_ who: Name, _ needs: [ResultReference], _ quorums: [Quorum]) {
      for reference in needs { needers[reference.owner, default: []].append(Needer(who: who)) }
      // Equal quorums are met together and never stand in each other's way.
      for quorum in quorums where seen.insert(quorum).inserted {
        for reference in quorum.of {
          needers[reference.owner, default: []].append(Needer(who: who, quorum: quorum))
        }
      }
    }
    for matter in model.matters { note(matter.name, matter.needs, matter.quorums) }
    for work in model.ownWork {
      note(work.name, work.needs, work.quorums)
      for milestone in work.milestones {
        note(
          "\(work.name).\(milestone.name)", milestone.gates.map { ResultReference($0.matter) }, [])
      }
    }
    note("mayOperate", model.mayOperate ?? [], model.mayOperateQuorums)
    for matter in model.matters {
      for quorum in matter.quorums {
        withdrawal(quorum, matter.name, "matters.\(matter.name).needs", needers)
      }
    }
    for work in model.ownWork {
      for quorum in work.quorums {
        withdrawal(quorum, work.name, "ownWork.\(work.name).needs", needers)
      }
    }
    for quorum in model.mayOperateQuorums {
      withdrawal(quorum, "mayOperate", "mayOperate.needs", needers)
    }
  }

  private mutating func withdrawal(
    _ quorum: Quorum, _ owner: Name, _ path: String, _ needers: [Name: [Needer]]
  ) {
    guard quorum.rest == .withdraw else { return }
    let path = "\(path).\(quorum.pathPart).rest"
    for reference in quorum.of {
      if reference.milestone != nil || milestones[reference.owner] != nil {
        report(
          .contradiction, path, zh: "rest: withdraw 只能撤回整个事项，而“\(reference)”不是事项的最终结果",
          en:
            "'rest: withdraw' withdraws whole matters, and '\(reference)' is not the final result "
            + "of a matter", hint: .finishInstead)
        return
      }
      let other = needers[reference.owner]?.first {
        $0.who != owner ? !$0.isMetWith(quorum) : $0.quorum != quorum
      }
      guard let other else { continue }
      report(
        .contradiction, path,
        zh: "“\(owner)”凑够以后撤回其余事项，但“\(other.who)”需要“\(reference)”",
        en: "'\(owner)' withdraws the rest when it has enough, but '\(other.who)' needs "
          + "'\(reference)'", hint: .finishInstead)
      return
    }
  }

  /// Something that requires a result, alone or as one of a quorum.
  private struct Needer {
    var who: Name
    var quorum: Quorum?

    /// Whether the requirement is met as soon as `other` is.
    func isMetWith(_ other: Quorum) -> Bool {
      guard let quorum else { return false }
      return quorum.of == other.of && quorum.atLeast <= other.atLeast
    }
  }

  // MARK: Validity

  mutating func validity() {
    for matter in model.matters {
      guard let validity = matter.validity else { continue }
      let path = "matters.\(matter.name).validity"
      if let office = validity.office { self.office(office, "\(path).office") }
      for name in validity.with where name == matter.name || !matterNames.contains(name) {
        guard !model.removedMatters.contains(name) else { continue }
        report(
          .unknownMatter, "\(path).with.\(name)",
          zh: "“\(matter.name)”随“\(name)”失效，但没有这样一个另外的事项",
          en: "'\(matter.name)' falls together with '\(name)', but no other matter has that name",
          hint: didYouMean(name, among: matterNames.subtracting([matter.name]).inNameOrder()))
      }
      guard let work = validity.usedBy, milestones[work] == nil else { continue }
      report(
        .unknownReference, "\(path).usedBy", zh: "“\(matter.name)”由“\(work)”使用，但没有这项自行实施工作",
        en: "'\(matter.name)' is used by '\(work)', but no own work has that name",
        hint: didYouMean(work, among: Array(milestones.keys)))
    }
  }
}

extension Quorum {
  /// What the quorum is called in paths: its results, joined by `+`.
  var pathPart: String { of.map(\.description).joined(separator: "+") }
}

extension LocalizedText {
  fileprivate static let finishInstead = LocalizedText(
    zh: "请改用 rest: finish", en: "use 'rest: finish'")
}
