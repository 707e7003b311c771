import ApprovalModel
import Statistics
import Testing

@Suite struct `The path of limits` {
  private func span(_ amount: Double, _ unit: TimeUnit = .workingDays) -> Input<TimeSpan> {
    Input(TimeSpan(amount, unit), path: "x")
  }

  private func share(_ value: Double) -> Chance {
    .same(Input(Probability(clamping: value), path: "x"))
  }

  private func matter(
    _ name: Name, limit: Input<TimeSpan>?, needs: [Name] = [], after: [Name] = []
  ) -> Matter {
    var matter = Matter(name: name, office: "hall")
    matter.limits.statutory = limit
    matter.needs = needs.map { ResultReference($0) }
    matter.after = after.map { ResultReference($0) }
    return matter
  }

  private func assessedAhead() -> Ahead {
    Ahead(
      payer: "government", cost: Input(Money(fen: 1), path: "x"),
      validity: Input(TimeSpan(5, .years), path: "y"), conforming: share(0.8))
  }

  private func firm(_ attributes: [Attribute] = []) -> ApplicantClass {
    ApplicantClass(
      name: "firm",
      arrivals: Arrivals(rate: Input(1, path: "x"), per: .working), attributes: attributes)
  }

  private func model(_ matters: [Matter], _ attributes: [Attribute] = []) -> ProcessModel {
    ProcessModel(classes: [firm(attributes)], offices: [], matters: matters)
  }

  private func path(_ model: ProcessModel, _ reforms: [Reform] = []) throws -> LimitPath {
    try LimitPath.paths(in: model, under: reforms)[0].path
  }

  @Test func `is the longest chain, not the sum`() throws {
    let path = try path(
      model([
        matter("a", limit: span(5)), matter("b", limit: span(10), needs: ["a"]),
        matter("c", limit: span(30), after: ["a"]), matter("d", limit: span(2), needs: ["b"]),
      ]))
    #expect(path.workingDays == 35)
    #expect(path.chain == ["a", "c"])
    #expect(path.steps == ["a", "b", "c", "d"])
    #expect(path.withoutLimit.isEmpty)
  }

  @Test func `takes the promise before the law, notices outside the clock and delivery`() throws {
    var a = matter("a", limit: span(14, .calendarDays))
    a.activities = [
      Activity(
        name: "notice",
        kind: .notice(Input(DurationDistribution(.constant(3), .workingDays), path: "x")),
        stopsClock: true),
      Activity(
        name: "within",
        kind: .notice(Input(DurationDistribution(.constant(4), .workingDays), path: "x"))),
    ]
    a.delivery = Delivery(
      takes: Input(DurationDistribution(.constant(1), .workingDays), path: "x"), limit: span(1),
      isTrip: false)
    // 14 calendar days are 10 working days; the notice within the clock counts no more.
    #expect(try path(model([a])).workingDays == 14)
    a.limits.promised = span(4)
    #expect(try path(model([a])).workingDays == 8)
  }

  @Test func `passes through own work, which counts nothing`() throws {
    var whole = model([
      matter("a", limit: span(5)), matter("b", limit: span(7), needs: ["building"]),
      matter("c", limit: nil, needs: ["a"]),
    ])
    whole.ownWork = [
      OwnWork(
        name: "building", needs: [ResultReference("a")],
        milestones: [
          .init(
            name: "all",
            takes: Input(DurationDistribution(.constant(100), .workingDays), path: "x"))
        ])
    ]
    let path = try path(whole)
    #expect(path.workingDays == 12)
    #expect(path.chain == ["a", "b"])
    #expect(path.withoutLimit == ["c"])
  }

  @Test func `is that of the most frequent category and the median number`() throws {
    let attributes = [
      Attribute(
        name: "risk", kind: .categories(Input(Shares([("low", 0.4), ("high", 0.6)]), path: "x"))),
      Attribute(
        name: "area", kind: .number(Input(.uniform(low: 0, high: 1_000), path: "x"), unit: "m2")),
    ]
    var low = matter("low", limit: span(1))
    low.when = Condition([.init(attribute: "risk", requirement: .oneOf(["low"]))])
    var large = matter("large", limit: span(20))
    large.when = Condition([.init(attribute: "area", requirement: .atLeast(501))])
    var small = matter("small", limit: span(3))
    small.when = Condition([.init(attribute: "area", requirement: .atMost(501))])
    #expect(try path(model([low, large, small], attributes)).steps == ["small"])
  }

  @Test func `follows the reforms that the typical applicant takes`() throws {
    let whole = model([matter("a", limit: span(5)), matter("b", limit: span(10), needs: ["a"])])
    var reform = Reform(
      name: "off", changes: [Change(.cancel(CancelChange(matters: ["b"])))])
    #expect(try path(whole, [reform]).workingDays == 5)
    reform.uptake = share(0.4)
    #expect(try path(whole, [reform]).workingDays == 15)
  }

  @Test func `leaves out what was assessed ahead for those that conform`() throws {
    var a = matter("a", limit: span(30))
    a.ahead = assessedAhead()
    #expect(try path(model([a])).steps.isEmpty)
    a.ahead?.conforming = share(0.3)
    #expect(try path(model([a])).workingDays == 30)
  }

  @Test func `takes the limit of a merger before those of its parts`() throws {
    let whole = model([matter("a", limit: span(5)), matter("b", limit: span(10), needs: [])])
    let merge = Change(
      .merge(MergeChange(matters: ["a", "b"], into: "both", of: [.form], failing: .failedOnly)))
    #expect(try path(whole, [Reform(name: "join", changes: [merge])]).workingDays == 10)
    let limit = Change(.limit(LimitChange(matters: ["both"], promise: .span(span(4)))))
    let joined = try path(whole, [Reform(name: "join", changes: [merge, limit])])
    #expect(joined.workingDays == 4)
    #expect(joined.steps == ["both"])
  }

  @Test func `goes on behind what does not concern the applicant`() throws {
    var foreign = matter("foreign", limit: span(50), needs: ["first"])
    foreign.when = Condition([.init(attribute: "class", requirement: .oneOf(["shop"]))])
    let path = try path(
      model([
        matter("first", limit: span(5)), foreign,
        matter("then", limit: span(7), after: ["foreign"]),
      ]))
    #expect(path.workingDays == 12)
    #expect(path.chain == ["first", "then"])
    #expect(path.steps == ["first", "then"])
  }

  @Test func `goes on behind what was assessed ahead`() throws {
    var ahead = matter("ahead", limit: span(30), needs: ["first"])
    ahead.ahead = assessedAhead()
    let path = try path(
      model([
        matter("first", limit: span(5)), ahead, matter("then", limit: span(7), needs: ["ahead"]),
      ]))
    #expect(path.workingDays == 12)
  }

  @Test func `waits for as many results of a quorum as it takes`() throws {
    var then = matter("then", limit: span(1))
    then.quorums = [
      Quorum(atLeast: 2, of: ["a", "b", "c"].map { ResultReference($0) }, rest: .withdraw)
    ]
    let path = try path(
      model([
        matter("a", limit: span(3)), matter("b", limit: span(9)), matter("c", limit: span(4)), then,
      ]))
    #expect(path.chain == ["b"] && path.workingDays == 9)
    let longer = try self.path(
      model([
        matter("a", limit: span(3)), matter("b", limit: span(6)), matter("c", limit: span(5.5)),
        then,
      ]))
    #expect(longer.chain == ["c", "then"] && longer.workingDays == 6.5)
  }

  @Test func `adds the notices of a merger's parts to the limit of the whole`() throws {
    var b = matter("b", limit: span(10))
    b.activities = [
      Activity(
        name: "notice",
        kind: .notice(Input(DurationDistribution(.constant(3), .workingDays), path: "x")),
        stopsClock: true)
    ]
    let changes = [
      Change(
        .merge(MergeChange(matters: ["a", "b"], into: "both", of: [.form], failing: .failedOnly))),
      Change(.limit(LimitChange(matters: ["both"], promise: .span(span(4))))),
    ]
    let joined = try path(
      model([matter("a", limit: span(5)), b]), [Reform(name: "join", changes: changes)])
    #expect(joined.workingDays == 7)
  }
}
