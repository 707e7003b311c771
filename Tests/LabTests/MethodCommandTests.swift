import Foundation
import Testing

@testable import Lab

@Suite struct `attribute and sensitivity` {
  private let scenario = root.appending(path: "Scenarios/one-licence.yaml").path
  private let oracle = root.appending(path: "Scenarios/oracles/attribution.yaml").path

  @Test func `print text, JSON and CSV, the same for any number of threads`() async throws {
    let text = TestHost()
    #expect(await text.run("attribute", scenario, "--replications", "2") == .done)
    // The design with most reforms is meant where none is named.
    #expect(text.printed.contains("'commitment'"))
    let one = TestHost()
    #expect(
      await one.run(
        "attribute", scenario, "--replications", "2", "--outcome", "official-time-p90", "--json",
        "--threads", "1") == .done)
    let two = TestHost()
    #expect(
      await two.run(
        "attribute", scenario, "commitment", "--replications", "2", "--outcome",
        "official-time-p90", "--csv") == .done)
    #expect(one.printed.contains(#""name": "official-time-p90""#))
    #expect(
      one.printed.contains(
        "reformlab attribute FILE --outcome official-time-p90 --replications 2"))
    #expect(two.printed.contains("contribution,commitment,before,commitment,,official-time-p90,"))
  }

  @Test func `say what is wrong with what is asked, and where to read more`() async {
    func said(_ arguments: String...) async -> String {
      let host = TestHost()
      #expect(await host.run(arguments) == .usage, "\(arguments)")
      #expect(host.printed.isEmpty)
      return host.said
    }
    #expect(
      await said("attribute", scenario, "--outcome", "ofical-time")
        .contains("has no outcome 'ofical-time'"))
    #expect(
      await said("attribute", scenario, "before").contains("no difference to divide"))
    #expect(
      await said("attribute", scenario, "comitment").contains("did you mean 'commitment'?"))
    #expect(await said("sensitivity", scenario, "before").contains("no difference to look at"))
    #expect(
      await said("sensitivity", oracle, "package").contains("no input of grade C or D has a range"))
    #expect(
      await said("sensitivity", scenario, "--points", "100").contains("a power of two from 16"))
    #expect(
      await said("sensitivity", scenario, "--inputs", "21").contains("a whole number from 1 to 20"))
    #expect(
      await said("sensitivity", scenario, "--outcome", "trips", "--outcome", "steps")
        .contains("one outcome at a time"))
    for command in ["best", "break-even", "explore"] {
      #expect(
        await said(command, scenario, "--outcome", "trips", "--outcome", "steps")
          .contains("one outcome at a time"))
    }
    #expect(
      await said("best", scenario, "--worthwhile", "5", "--replications", "19")
        .contains("--replications must be at least 20"))
    #expect(await said("attribute", scenario, "--points", "64").contains("takes no --points"))
  }

  @Test func `stop at a signal and print nothing`() async {
    for command in ["attribute", "sensitivity"] {
      let host = TestHost(stop: 2)
      #expect(await host.run(command, scenario) == .interrupted)
      #expect(host.printed.isEmpty)
    }
  }
}
