import ApprovalModel
import Statistics
import Testing

@Suite struct `A process map` {
  private func matter(_ name: Name, needs: [Name] = [], after: [Name] = []) -> Matter {
    var matter = Matter(name: name, office: "desk")
    matter.needs = needs.map { ResultReference($0) }
    matter.after = after.map { ResultReference($0) }
    return matter
  }

  private func model(_ matters: [Matter], ownWork: [OwnWork] = []) -> ProcessModel {
    ProcessModel(classes: [], offices: [], matters: matters, ownWork: ownWork)
  }

  /// a -> b -> c -> d and a -> d: by the shortest path d stood beside b.
  @Test func `has layers by the longest path, over customs too`() {
    let map = ProcessMap(
      model([
        matter("a"), matter("b", needs: ["a"]), matter("c", after: ["b"]),
        matter("d", needs: ["a", "c"]),
      ]))
    #expect(map.nodes.map { "\($0.layer) \($0.name)" } == ["1 a", "2 b", "3 c", "4 d"])
    #expect(map.edges(into: "d").map(\.from.owner) == ["a", "c"])
    #expect(map.edges(into: "c").map(\.kind) == [.after])
  }

  @Test func `of two processes tells what is added, removed and changed`() {
    var other = matter("b", after: ["a"])
    other.materials = Input(3, path: "matters.b.materials")
    let map = ProcessMap(
      before: model([matter("a"), matter("b", needs: ["a"]), matter("c", needs: ["b"])]),
      after: model([matter("a"), other, matter("d", needs: ["b"])]))
    #expect(
      map.nodes.map { "\($0.name) \($0.status)" }
        == ["a kept", "b changed", "c removed", "d added"])
    #expect(map.edges(into: "b").map(\.status) == [.removed, .added])
    #expect(map.edges(into: "c").map(\.status) == [.removed])
    #expect(map.edges(into: "d").map(\.status) == [.added])
  }

  /// Building waits for a permit at a milestone, and the permit for an earlier milestone.
  @Test func `ends where milestones let two nodes wait for each other`() {
    let day = Input(
      DurationDistribution(.constant(1), .workingDays), path: "ownWork.build.takes")
    let build = OwnWork(
      name: "build",
      milestones: [
        OwnWork.Milestone(name: "pit", takes: day),
        OwnWork.Milestone(
          name: "house", takes: day,
          gates: [OwnWork.Gate(matter: "permit", onRefusal: .waits)]),
      ])
    var permit = matter("permit")
    permit.needs = [ResultReference("build", milestone: "pit")]
    let map = ProcessMap(model([permit], ownWork: [build]))
    #expect(map.nodes.map { "\($0.layer) \($0.name)" } == ["1 build", "2 permit"])
    #expect(map.edges.count == 2)
  }
}
