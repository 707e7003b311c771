import ApprovalModel
import Testing

// Parts of a merger keep their names for the changes that come after it.
@Suite struct `A change of a part of a merger` {
  private func joint(of shared: [Merged.Of] = [.form]) -> Reform {
    reform(
      "one",
      .merge(
        MergeChange(
          matters: ["water", "environment"], into: "joint", of: shared, failing: .failedOnly)))
  }

  private let factor = Input(0.4, path: "factor")

  private func standard(_ names: Name...) -> ChangeKind {
    .standardize(StandardizeChange(matters: names, correction: factor))
  }

  private func online(_ names: Name..., share: Double = 0.5, path: String = "chance") -> ChangeKind
  {
    .online(
      OnlineChange(
        matters: names,
        share: .same(Input(Probability(clamping: share), path: path))))
  }

  /// The small model, in which files for water may be sent back.
  private var model: ProcessModel {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].completeness?.correction = Correction(
        chance: chance(0.3), rounds: nil, takes: length(3, "takes"))
    }
    return model
  }

  private func parts(_ model: ProcessModel) throws -> [Matter] {
    guard case .merged(let merged)? = model.matter("joint")?.mode else { return [] }
    return merged.parts
  }

  @Test(arguments: ["water", "joint"])
  func `makes the corrections of that part rarer`(name: Name) throws {
    let result = try changed(joint(), reform("norm", standard(name)), on: model)
    let parts = try parts(result.model)
    #expect(parts.map(\.name) == ["environment", "water"])
    #expect(parts[1].completeness?.correction?.factors == [factor])
    #expect(parts[0] == model.matter("environment"))
  }

  /// The small model, in which a deposit and a fee are paid for water.
  private var priced: ProcessModel {
    var model = model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].payments = ["government", "treasury"].map {
        Payment(
          amount: Input(Money(fen: 30_000), path: $0), payer: "applicant", payee: $0)
      }
    }
    return model
  }

  private func bills(_ model: ProcessModel) throws -> [String] {
    try parts(model).flatMap(\.payments).map { "\($0.payer) to \($0.payee)" }
  }

  @Test(arguments: ["water", "joint"])
  func `moves its fees`(name: Name) throws {
    let free = reform("free", .fee(FeeChange(matters: [name], effect: .paidBy("city"))))
    let result = try changed(joint(), free, on: priced)
    #expect(try bills(result.model) == ["city to government", "city to treasury"])
  }

  @Test func `is refused where another reform sets the same of the whole`() {
    func fee(_ name: Name, paidBy payer: Name) -> ChangeKind {
      .fee(FeeChange(matters: [name], effect: .paidBy(payer)))
    }
    expectRefusal(
      of: joint(), reform("a", fee("joint", paidBy: "city")),
      reform("b", fee("water", paidBy: "district")), on: priced,
      saying:
        "reforms 'a' and 'b' both set the fees (all) of matter 'water' for the same applicants; "
        + "keep one of them")
  }

  @Test(arguments: ["water", "joint"])
  func `puts one guarantee in the place of its deposit`(name: Name) throws {
    let cover = GuaranteeChange(
      matters: [name], replaces: .payment(payee: "treasury"),
      premium: Input(Money(fen: 100), path: "premium"), guarantor: "insurer")
    let result = try changed(joint(), reform("cover", .guarantee(cover)), on: priced)
    #expect(try bills(result.model) == ["applicant to government", "applicant to insurer"])
  }

  @Test func `of which nothing is sent back is refused`() {
    expectRefusal(
      of: joint(), reform("norm", standard("environment")), on: model,
      saying: "reform 'norm' makes corrections of matter 'environment' rarer, which has no "
        + "'correction'")
    expectRefusal(
      of: joint(), reform("norm", standard("joint")),
      saying: "reform 'norm' makes corrections of matter 'joint' rarer, which has no 'correction'")
  }

  @Test func `twice is refused, also under the merged name`() {
    expectRefusal(
      of: joint(), reform("norm", standard("water"), standard("joint")), on: model,
      saying: "reform 'norm' sets the standard of matter 'water' twice; keep one of the two")
  }

  @Test func `of which two go online alike is of their one form`() throws {
    let result = try changed(joint(), reform("net", online("water", "environment")))
    #expect(result.model.matter("joint")?.online == chance(0.5))
    let apart = try changed(
      joint(), reform("net", online("water", path: "a"), online("environment", path: "b")))
    #expect(apart.model.matter("joint")?.online != nil)
  }

  @Test func `that goes online differently from another part of one form is refused`() {
    expectRefusal(
      of: joint(),
      reform("fast", online("environment", share: 0.8)), reform("net", online("water", share: 0.5)),
      saying: "reforms 'fast' and 'net' both set the online share of the one form of matter "
        + "'joint' for the same applicants; keep one of them")
  }

  @Test func `that goes online twice is refused`() {
    expectRefusal(
      of: joint(), reform("net", online("water"), online("water")),
      saying: "reform 'net' sets the online share of matter 'water' twice; keep one of the two")
  }

  @Test func `that hands in its own form goes online alone`() throws {
    let result = try changed(joint(of: [.visit]), reform("net", online("water")))
    #expect(try parts(result.model).map(\.online) == [nil, chance(0.5)])
    #expect(result.model.matter("joint")?.online == nil)
  }
}
