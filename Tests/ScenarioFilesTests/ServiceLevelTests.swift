import ApprovalModel
import ScenarioFiles
import Testing

@Suite struct `A service level` {
  private func levels(_ service: String) throws -> [ServiceLevel] {
    let text = smallScenario.replacing(
      "baseline: before", with: "baseline: before, service: \(service)")
    return try scenario(text).study.service
  }

  @Test func `is read from a file, one or several`() throws {
    let one = try levels("{outcome: waiting-time, office: window, atMost: 30 minutes}")
    #expect(
      one == [
        ServiceLevel(
          outcome: "waiting-time", scope: "office:window", side: .atMost,
          bound: .time(TimeSpan(30, .minutes)))
      ])
    let two = try levels(
      "[{outcome: cost, atMost: 500.5 yuan}, {outcome: official-time-within-limit, matter: licence, atLeast: 90%}]"
    )
    #expect(
      two.map(\.text) == ["cost<=50050 fen", "official-time-within-limit@matter:licence>=90%"])
  }

  @Test(arguments: [
    "waiting-time@office:window<=30 minutes", "need-to-operate-p90<=40 working days", "trips<=2.5",
    "official-time-within-limit@matter:licence>=90%",
  ])
  func `is written on the command line as it is read`(text: String) throws {
    #expect(try readServiceLevel(text).text == text)
  }

  @Test func `may have spaces around its sign, and the sign of mathematics`() throws {
    let plain = try readServiceLevel("trips<=2")
    #expect(try readServiceLevel("trips <= 2") == plain)
    #expect(try readServiceLevel("trips ≤ 2") == plain)
  }

  @Test(arguments: [
    ("trips=2", "is no service level"), ("trip<=2", "did you mean 'trips'?"),
    ("waiting-time@office:window<=30", "'30' has no unit"),
    ("trips<=2 days", "should be a number alone"),
    ("need-to-operate<=2 months", "is in minutes, hours, working days or calendar days"),
    ("official-time-within-limit@matter:a>=120%", "is more than 100%"),
  ])
  func `is refused with what is wrong and what to do`(text: String, reason: String) {
    do throws(ServiceLevelError) {
      _ = try readServiceLevel(text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.message.en.contains(reason), "\(error.message.en)")
      #expect(!error.message.zh.isEmpty)
    }
  }

  @Test func `counts as a difference and in the digest only where it stands`() throws {
    let before = try scenario(smallScenario)
    let after = try scenario(
      smallScenario.replacing(
        "baseline: before", with: "baseline: before, service: {outcome: trips, atMost: 2}"))
    #expect(before.differences(to: before).isEmpty)
    #expect(before.differences(to: after).map(\.path) == ["study.service.trips"])
  }
}
