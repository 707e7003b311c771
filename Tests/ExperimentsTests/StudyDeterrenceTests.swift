import ApprovalModel
import Testing

@testable import Experiments

@Suite struct `A study with deterrence` {
  @Test func `says that it is assumed`() async throws {
    let scenario = try scenario(named: "oracles/deterrence.yaml")
    let results = try await study(scenario, replications: 2, designs: ["rate-10"])
    #expect(
      results.notices.contains {
        $0.en
          == "deterrence is on, which is an assumption: of firm, whoever gains more by a serious "
          + "violation than checks are expected to cost commits it, so that defects differ between "
          + "designs"
      })
    var declared = scenario
    declared.study.deterrence = false
    #expect(
      try await study(declared, replications: 2, designs: ["rate-10"]).notices.isEmpty)
  }
}
