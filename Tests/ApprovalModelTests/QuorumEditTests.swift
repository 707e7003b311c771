import ApprovalModel
import Testing

@Suite struct `A quorum after an edit` {
  /// The small model, its acceptance needing two of environment, water and site as well.
  private func model(rest: Quorum.Rest = .finish) -> ProcessModel {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "acceptance" {
      model.matters[i].quorums = [
        Quorum(atLeast: 2, of: references("environment", "water", "site"), rest: rest)
      ]
    }
    return model
  }

  private func quorums(_ model: ProcessModel) -> [Quorum] {
    model.matter("acceptance")?.quorums ?? []
  }

  @Test func `loses a matter that is removed, and with it the choice`() {
    let model = model(rest: .withdraw).applying(.removeMatter("water", fact: nil))
    // Two of the two that are left: both are needed.
    #expect(quorums(model) == [])
    #expect(
      model.needs(of: "acceptance") == ["construction.structure", "environment", "site"])
  }

  @Test func `keeps its choice where enough are left`() {
    var model = model()
    for i in model.matters.indices where model.matters[i].name == "acceptance" {
      model.matters[i].quorums[0].atLeast = 1
    }
    model = model.applying(.removeMatter("water", fact: nil))
    #expect(quorums(model) == [Quorum(atLeast: 1, of: references("environment", "site"))])
    #expect(model.needs(of: "acceptance") == ["construction.structure"])
    model = model.applying(.removeMatter("site", fact: nil))
    #expect(quorums(model) == [])
    #expect(model.needs(of: "acceptance") == ["construction.structure", "environment"])
  }

  @Test func `takes the result that stands for a removed one`() {
    let model = model().applying(.removeMatter("water", fact: "survey"))
    #expect(
      quorums(model) == [Quorum(atLeast: 2, of: references("environment", "site", "survey"))])
  }

  @Test func `has the merged name once`() {
    let merged = Matter(name: "joint", office: "bureau")
    let model = model().applying(.mergeMatters(["environment", "water"], into: merged))
    #expect(quorums(model) == [])
    #expect(model.needs(of: "acceptance") == ["construction.structure", "joint", "site"])
    let other = self.model().applying(.mergeMatters(["water", "permit"], into: merged))
    #expect(quorums(other) == [Quorum(atLeast: 2, of: references("environment", "joint", "site"))])
  }

  @Test func `goes to those that needed the removed matter, and to custom as custom`() {
    var model = model()
    var last = Matter(name: "last", office: "bureau")
    last.needs = references("acceptance")
    var later = Matter(name: "later", office: "bureau")
    later.after = references("acceptance")
    model = model.applying(.addMatter(last)).applying(.addMatter(later))
    model.mayOperate = references("acceptance")
    let quorum = quorums(model)
    model = model.applying(.removeMatter("acceptance", fact: nil))
    #expect(model.matter("last")?.quorums == quorum)
    #expect(model.matter("later")?.quorums == [])
    #expect(
      model.after(of: "later") == ["construction.structure", "environment", "site", "water"])
    #expect(model.mayOperate == references("construction.structure"))
    #expect(model.mayOperateQuorums == quorum)
  }

  @Test func `of a merged matter leaves its own parts out`() throws {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].quorums = [
        Quorum(atLeast: 1, of: references("environment", "site", "survey"))
      ]
    }
    let merge = MergeChange(
      matters: ["environment", "water"], into: "joint", of: [.form], failing: .failedOnly)
    let joint = try model.applying(reform("one", .merge(merge))).matter("joint")
    #expect(joint?.quorums == [Quorum(atLeast: 1, of: references("site", "survey"))])
  }

  @Test func `of operation shrinks and is renamed like others`() {
    var model = model()
    model.mayOperate = []
    model.mayOperateQuorums = [Quorum(atLeast: 1, of: references("water", "permit"))]
    let merged = Matter(name: "joint", office: "bureau")
    #expect(
      model.applying(.mergeMatters(["environment", "water"], into: merged)).mayOperateQuorums
        == [Quorum(atLeast: 1, of: references("joint", "permit"))])
    let removed = model.applying(.removeMatter("water", fact: nil))
    #expect(removed.mayOperateQuorums == [])
    #expect(removed.mayOperate == references("permit"))
  }
}

@Suite struct `Who is withdrawn on a refusal` {
  private let parallel = ChangeKind.parallel(
    ParallelChange(matters: ["environment", "water", "permit"], onRefusal: .withdrawRest))

  @Test func `is forgotten when removed and renamed when merged`() throws {
    let model = try SmallModel.model.applying(reform("side", parallel))
    #expect(model.matter("permit")?.withdrawsOnRefusal == ["environment", "water"])
    #expect(
      model.applying(.removeMatter("water", fact: nil)).matter("permit")?.withdrawsOnRefusal
        == ["environment"])
    let merged = Matter(name: "joint", office: "bureau")
    let joined = model.applying(.mergeMatters(["environment", "water"], into: merged))
    #expect(joined.matter("permit")?.withdrawsOnRefusal == ["joint"])
  }

  @Test func `names a merged matter by its new name`() throws {
    let merge = ChangeKind.merge(
      MergeChange(
        matters: ["environment", "water"], into: "joint", of: [.form], failing: .failedOnly))
    let model = try SmallModel.model.applying(reform("both", parallel, merge))
    #expect(model.matter("permit")?.withdrawsOnRefusal == ["joint"])
    #expect(model.matter("joint")?.withdrawsOnRefusal == ["permit"])
  }
}
