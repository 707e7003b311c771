import ApprovalModel
import Testing

private func factor(_ value: Double) -> Input<Double> { Input(value, path: "factor") }

private func staff(_ value: Int) -> Input<Int> { Input(value, path: "staff") }

@Suite struct `Changes of offices` {
  @Test func `by capacity set people and hours, and nothing else`() throws {
    let change = ChangeKind.capacity(
      CapacityChange(office: "bureau", staff: staff(5), hours: .always))
    let result = try changed(reform("more", change))
    #expect(result.editTexts == ["replace office bureau"])
    var expected = SmallModel.model
    for i in expected.offices.indices where expected.offices[i].name == "bureau" {
      expected.offices[i].staff = staff(5)
      expected.offices[i].hours = .always
    }
    #expect(result.model == expected)
  }

  @Test func `reach everybody or are refused`() {
    var some = reform("more", .capacity(CapacityChange(office: "bureau", staff: staff(5))))
    some.uptake = chance(0.5)
    expectRefusal(
      of: some,
      saying: "reform 'more' changes an office, which serves everybody; move this change to a "
        + "reform without 'for', 'uptake' and 'exclude', out of any 'tier'")
  }

  @Test func `name an office that exists`() {
    expectRefusal(
      of: reform("more", .capacity(CapacityChange(office: "bureaux", staff: staff(5)))),
      saying: "reform 'more' names office 'bureaux', but no office has that name; did you mean "
        + "'bureau'?")
  }

  @Test func `of one thing by two reforms are refused`() {
    let first = reform("a", .capacity(CapacityChange(office: "bureau", staff: staff(5))))
    let second = reform("b", .capacity(CapacityChange(office: "bureau", staff: staff(6))))
    expectRefusal(
      of: first, second,
      saying: "reforms 'a' and 'b' both set the number of people of office 'bureau' for the same "
        + "applicants; keep one of them")
  }

  @Test func `by priority set the order of the queue`() throws {
    let change = ChangeKind.prioritize(
      PrioritizeChange(office: "bureau", by: "class", order: ["firm"]))
    let result = try changed(reform("green", change))
    let bureau = try #require(result.model.offices.first { $0.name == "bureau" })
    #expect(bureau.discipline == .priority(by: "class", order: ["firm"]))
  }
}

@Suite struct `A pool` {
  private let pool = ChangeKind.pool(
    PoolChange(offices: ["window", "bureau"], into: "hall", slower: factor(1.2)))

  // Nobody is gained or lost: three people and three people are six.
  @Test func `has the people of its offices and all their work, each piece slower`() throws {
    let result = try changed(reform("hall", pool))
    #expect(result.model.offices.map(\.name) == ["hall", "inspectors"])
    #expect(result.model.offices[0].staff.value == 6)
    let water = try #require(result.model.matter("water"))
    #expect(water.office == "hall")
    #expect(water.completeness?.office == "hall")
    #expect(water.completeness?.work.value.factors == [factor(1.2)])
    guard case .work(let offices, let review) = water.activities[0].kind,
      case .work(let visitors, let visit) = water.activities[1].kind
    else {
      Issue.record("the activities of 'water' changed their kind")
      return
    }
    #expect(offices == ["hall"])
    #expect(review.value.factors == [factor(1.2)])
    // The inspectors are not pooled: their work is as it was.
    #expect(visitors == ["inspectors"])
    #expect(visit.value.factors.isEmpty)
    for matter in result.model.matters { #expect(matter.office == "hall", "\(matter.name)") }
  }

  @Test func `reaches what other reforms put in: follow-up by a pooled office`() throws {
    var check = SmallModel.check
    check.offices = ["bureau"]
    let commit = ChangeKind.commit(
      CommitChange(
        matters: ["water"],
        form: .permit(
          claims: .met, check: check, after: Input(TimeSpan(15, .calendarDays), path: "after"),
          consequences: SmallModel.cure)))
    let result = try changed(reform("commit", commit), reform("hall", pool))
    guard case .commitment(let commitment)? = result.model.matter("water")?.mode else {
      Issue.record("no commitment")
      return
    }
    #expect(commitment.check.offices == ["hall"])
    #expect(commitment.check.work.value.factors == [factor(1.2)])
  }

  // Inspections come after pools in the order of kinds, and may name an office as the file does.
  @Test func `makes the inspections of its offices, as slowly as its other work`() throws {
    var check = SmallModel.check
    check.offices = ["bureau", "inspectors"]
    let inspect = ChangeKind.inspect(
      InspectChange(at: references("acceptance"), check: check, consequences: SmallModel.cure))
    let result = try changed(reform("random", inspect), reform("hall", pool))
    let inspection = try #require(result.model.inspections.first)
    #expect(inspection.check.offices == ["hall", "inspectors"])
    #expect(inspection.check.work.value.factors == [factor(1.2)])
  }

  @Test func `gives its name to every part of a merger`() throws {
    let merge = ChangeKind.merge(
      MergeChange(
        matters: ["environment", "water"], into: "joint", of: [.form], failing: .failedOnly))
    let result = try changed(reform("one-form", merge), reform("hall", pool))
    let joint = try #require(result.model.matter("joint"))
    guard case .merged(let merged) = joint.mode else {
      Issue.record("no merger")
      return
    }
    #expect(joint.office == "hall")
    for part in merged.parts {
      #expect(part.office == "hall", "\(part.name)")
      #expect(part.completeness?.office == "hall", "\(part.name)")
    }
  }

  @Test func `of offices with different hours is refused`() {
    var model = SmallModel.model
    for i in model.offices.indices where model.offices[i].name == "window" {
      model.offices[i].hours = .always
    }
    expectRefusal(
      of: reform("hall", pool), on: model,
      saying: "reform 'hall' pools offices with different hours; make the hours equal, with "
        + "'capacity' where a reform does so")
  }

  @Test func `takes hours that another reform has made equal`() throws {
    var model = SmallModel.model
    for i in model.offices.indices where model.offices[i].name == "window" {
      model.offices[i].hours = .always
    }
    let equal = reform(
      "hours", .capacity(CapacityChange(office: "window", hours: .standard)))
    let result = try changed(equal, reform("hall", pool), on: model)
    #expect(result.model.offices.map(\.name) == ["hall", "inspectors"])
  }

  @Test func `under the name of an office is refused`() {
    expectRefusal(
      of: reform(
        "hall",
        .pool(
          PoolChange(offices: ["window", "bureau"], into: "inspectors", slower: factor(1.2)))),
      saying: "reform 'hall' pools offices into 'inspectors', which is an office already; choose "
        + "another name")
  }
}

@Suite struct `A delegation` {
  @Test func `gives the work to another office, which may be slower at it`() throws {
    let change = ChangeKind.delegate(
      DelegateChange(matters: ["water"], to: "window", drops: ["visit"], slower: factor(1.3)))
    let result = try changed(reform("down", change))
    let water = try #require(result.model.matter("water"))
    #expect(result.editTexts == ["replace water"])
    #expect(water.office == "window")
    #expect(water.activities.map(\.name) == ["review"])
    guard case .work(let offices, let work) = water.activities[0].kind else {
      Issue.record("no work")
      return
    }
    #expect(offices == ["window"])
    #expect(work.value.factors == [factor(1.3)])
    // What the receiving office did already it does as before.
    #expect(water.completeness?.work.value.factors == [])
    // People do not follow by themselves.
    #expect(result.model.offices == SmallModel.model.offices)
  }

  @Test func `of an activity that is not there is refused`() {
    expectRefusal(
      of: reform(
        "down", .delegate(DelegateChange(matters: ["water"], to: "window", drops: ["forward"]))),
      saying: "reform 'down' drops activity 'forward' of matter 'water', which has none of that "
        + "name")
  }

  @Test func `from an office without work in the matter is refused`() {
    var model = SmallModel.model
    model.offices.append(Office(name: "zone", staff: staff(1)))
    expectRefusal(
      of: reform(
        "down", .delegate(DelegateChange(matters: ["water"], to: "window", from: "zone"))),
      on: model,
      saying: "reform 'down' delegates matter 'water', but office 'zone' has no work in it")
  }
}
