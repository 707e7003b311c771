import ApprovalModel
import Testing

@Suite struct `A merger` {
  private func merge(
    _ matters: Name..., into: Name = "joint", of: [Merged.Of] = [.form, .visit],
    materials: Input<Int>? = nil
  ) -> ChangeKind {
    .merge(
      MergeChange(matters: matters, into: into, of: of, failing: .failedOnly, materials: materials))
  }

  private func parts(_ model: ProcessModel) throws -> [Matter] {
    guard case .merged(let merged) = try #require(model.matter("joint")).mode else {
      throw NotMerged()
    }
    return merged.parts
  }

  private struct NotMerged: Error {}

  @Test func `answers to its own name and to those of its parts`() throws {
    let result = try changed(reform("one", merge("water", "environment")))
    #expect(result.editTexts == ["merge environment+water into joint"])
    for name in ["joint", "environment", "water"] {
      #expect(result.model.matter(name)?.name == "joint")
    }
    #expect(
      result.model.matters.map(\.name) == ["acceptance", "joint", "permit", "site", "survey"])
  }

  @Test func `needs what its parts needed and is needed where they were`() throws {
    let result = try changed(reform("one", merge("water", "environment")))
    #expect(result.model.needs(of: "joint") == ["survey"])
    // The order between the parts is gone with them.
    #expect(result.model.after(of: "joint") == [])
    #expect(result.model.needs(of: "permit") == ["joint"])
  }

  @Test func `lets one of its parts take the form in`() throws {
    let lead = ChangeKind.merge(
      MergeChange(
        matters: ["water", "environment"], into: "joint", of: [.form], failing: .failedOnly,
        lead: "water"))
    guard
      case .merged(let merged) = try #require(
        changed(reform("one", lead)).model.matter("joint")
      ).mode
    else { throw NotMerged() }
    #expect(merged.front?.name == "water")
    #expect(merged.window == "window")
    expectRefusal(
      of: reform(
        "one",
        .merge(
          MergeChange(
            matters: ["water", "environment"], into: "joint", of: [.form], failing: .failedOnly,
            lead: "permit"))),
      saying: "reform 'one' lets 'permit' take in the one form of 'joint'; the lead is one of the "
        + "matters merged, and 'of' has form")
  }

  @Test func `keeps the decision of every part`() throws {
    let merged = try parts(changed(reform("one", merge("water", "environment"))).model)
    #expect(merged == ["environment", "water"].compactMap { SmallModel.model.matter($0) })
    #expect(merged.map(\.mode) == [.review, .review])
  }

  @Test func `makes one decision only where a source provides for it`() throws {
    let one = merge("water", "environment", of: [.form, .decision])
    expectRefusal(
      of: reform("one", one),
      saying: "reform 'one' merges the decisions on several matters into one, 'joint', without a "
        + "'source'; name the rule that provides for it, or take 'decision' out of 'of'")
    var sourced = reform("one", one)
    sourced.sources = ["rule"]
    let result = try changed(sourced)
    #expect(result.editTexts == ["merge environment+water into joint"])
    var several = reform("one", merge("water", "environment", of: [.visit, .decision]))
    several.sources = ["rule"]
    expectRefusal(
      of: several,
      saying: "reform 'one' makes one decision of 'joint' and leaves several forms; one decision "
        + "answers one form, put 'form' into 'of'")
  }

  // Two may be handed in again after 30 calendar days and after 10 working days: after 30 days, once.
  // Where one may not, the whole may not.
  @Test func `of decisions is applied for again as the strictest part allows`() throws {
    var model = SmallModel.model
    let looks = Detection(catches: chance(0.9))
    let month = Input(TimeSpan(30, .calendarDays), path: "month")
    for i in model.matters.indices {
      model.matters[i].activities = model.matters[i].activities.map { activity in
        var activity = activity
        activity.detection = looks
        return activity
      }
      switch model.matters[i].name {
      case "water": model.matters[i].reapply = Reapplication(after: month, atMost: 3)
      case "environment":
        model.matters[i].reapply = Reapplication(
          after: Input(TimeSpan(10, .workingDays), path: "days"), atMost: 1)
      default: break
      }
    }
    var one = reform("one", merge("water", "environment", of: [.form, .decision]))
    one.sources = ["rule"]
    #expect(
      try changed(one, on: model).model.matter("joint")?.reapply
        == Reapplication(after: month, atMost: 1))
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].reapply = nil
    }
    #expect(try changed(one, on: model).model.matter("joint")?.reapply == nil)
  }

  // 8 and 6 documents; one set of 9 where the reform says so. Nothing is added up on its own.
  @Test func `counts the materials of one set only where it is told`() throws {
    let plain = try changed(reform("one", merge("water", "environment"))).model
    #expect(plain.matter("joint")?.materials == nil)
    #expect(try parts(plain).map { $0.materials?.value } == [8, 6])
    let set = Input(9, path: "set")
    let one = try changed(reform("one", merge("water", "environment", materials: set))).model
    #expect(one.matter("joint")?.materials == set)
  }

  @Test func `carries inspections, pledges and operation over to the new name`() throws {
    var model = SmallModel.model
    model.mayOperate = references("water", "acceptance")
    let result = try changed(
      reform("one", merge("water", "environment")),
      reform(
        "random", .inspect(InspectChange(at: references("water"), check: SmallModel.check))),
      reform(
        "promise",
        .commit(
          CommitChange(matters: ["site"], form: SmallModel.pledgeForm(verifiedAt: "environment")))),
      on: model)
    #expect(result.model.mayOperate?.map(\.description) == ["joint", "acceptance"])
    #expect(result.model.inspections.map(\.at.description) == ["joint"])
    guard case .pledge(let pledge) = result.model.matter("site")?.mode else {
      Issue.record("no pledge")
      return
    }
    #expect(pledge.verifications.map(\.at.description) == ["joint"])
  }

  @Test func `can be named by later changes under either name`() throws {
    for name in ["water", "joint"] {
      let result = try changed(
        reform("one", merge("water", "environment")),
        reform("promise", SmallModel.limit([name], days: 7)))
      #expect(result.model.matter("joint")?.limits.promised?.value == TimeSpan(7, .workingDays))
    }
  }

  @Test func `into a name that is taken is refused`() {
    expectRefusal(
      of: reform("one", merge("water", "environment", into: "permit")),
      saying: "reform 'one' merges into 'permit', but a matter has that name; choose another")
  }

  @Test func `of something that is no review any more is refused`() {
    expectRefusal(
      of: reform("one", merge("water", "environment")),
      reform("register", .file(FileChange(matters: ["water"], filing: SmallModel.filing))),
      saying:
        "reform 'one' merges matter 'water', which is no ordinary review any more; only ordinary "
        + "reviews can be merged")
  }

  @Test func `of matters for different applicants is refused`() {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].when = Condition([
        Condition.Test(attribute: "class", requirement: .oneOf(["firm"]))
      ])
    }
    expectRefusal(
      of: reform("one", merge("water", "environment")), on: model,
      saying: "reform 'one' merges 'environment' and 'water', but their 'when' differs")
  }

  private func onlyFor(
    _ attribute: Name, _ requirement: Condition.Requirement
  ) -> Condition {
    Condition([Condition.Test(attribute: attribute, requirement: requirement)])
  }

  /// The small model with water for those who meet `condition`.
  private func model(water condition: Condition) -> ProcessModel {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].when = condition
    }
    return model
  }

  // Whoever is reached needs both parts, whatever others need.
  @Test(
    arguments: [
      ("kind", .oneOf(["plant"]), .oneOf(["plant"])),
      ("kind", .oneOf(["plant", "shop"]), .oneOf(["plant"])),
      ("area", .atMost(500), .atMost(300)), ("area", .atLeast(500), .atLeast(500)),
      ("onList", .oneOf(["bad", "worse"]), .oneOf(["bad"])),
      ("notOnList", .oneOf(["bad"]), .oneOf(["bad", "worse"])),
    ] as [(Name, Condition.Requirement, Condition.Requirement)])
  func `of parts that concern all whom the reform reaches is one for them`(
    attribute: Name, needed: Condition.Requirement, reached: Condition.Requirement
  ) throws {
    let when = onlyFor(attribute, needed)
    var one = reform("one", merge("water", "environment"))
    one.reach = onlyFor(attribute, reached)
    let result = try model(water: when).applying([one])
    #expect(result.editTexts == ["merge environment+water into joint"])
    #expect(result.model.matter("joint")?.when == when)
  }

  @Test(
    arguments: [
      ("kind", .oneOf(["plant"]), .oneOf(["plant", "shop"])),
      ("area", .atMost(500), .atMost(501)), ("area", .atLeast(500), .atLeast(499)),
      ("area", .atMost(500), .atLeast(400)),
      ("onList", .oneOf(["bad"]), .oneOf(["bad", "worse"])),
      ("notOnList", .oneOf(["bad", "worse"]), .oneOf(["bad"])),
    ] as [(Name, Condition.Requirement, Condition.Requirement)])
  func `of a part that does not concern all whom the reform reaches is refused`(
    attribute: Name, needed: Condition.Requirement, reached: Condition.Requirement
  ) {
    var one = reform("one", merge("water", "environment"))
    one.reach = onlyFor(attribute, reached)
    expectRefusal(
      of: one, on: model(water: onlyFor(attribute, needed)),
      saying: "reform 'one' merges 'environment' and 'water', but their 'when' differs")
  }

  @Test func `of which one part is left does nothing, with a notice`() throws {
    let result = try changed(
      reform("lean", .cancel(CancelChange(matters: ["environment"]))),
      reform("one", merge("water", "environment")))
    #expect(result.editTexts == ["remove environment"])
    #expect(
      result.notices.map(\.message.en) == [
        "the change of reform 'one' to matter 'environment' is skipped where another chosen reform "
          + "has removed that matter for these applicants",
        "fewer than two matters are left to merge into 'joint'",
      ])
    #expect(result.notices.allSatisfy { !$0.message.zh.isEmpty })
  }
}
