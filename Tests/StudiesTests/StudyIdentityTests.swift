import Studies
import Testing

@Suite struct `The identity of a study` {
  private let study = StudyIdentity(
    version: "1.0", scenarioDigest: "aa", planDigest: "bb", seed: 7, command: "compare FILE")

  @Test func `is the same as itself`() {
    #expect(study.difference(from: study) == nil)
  }

  @Test func `differs first where it says so first`() throws {
    let other = StudyIdentity(
      version: "1.0", scenarioDigest: "aa", planDigest: "bc", seed: 8, command: "compare FILE")
    let difference = try #require(study.difference(from: other))
    #expect(difference.name == "seed")
    #expect(difference.here == "7")
    #expect(difference.there == "8")
  }

  @Test func `tells another number of replications from another question`() throws {
    func difference(_ command: String) throws -> StudyIdentity.Difference {
      let other = StudyIdentity(
        version: "1.0", scenarioDigest: "aa", planDigest: "bb", seed: 7, command: command)
      return try #require(study.difference(from: other))
    }
    #expect(try difference("compare FILE --replications 40").isNumberOfReplications)
    #expect(!(try difference("compare FILE after --replications 40").isNumberOfReplications))
  }

  @Test func `names what only one of the two says`() throws {
    let shard = StudyIdentity(
      version: "1.0", scenarioDigest: "aa", planDigest: "bb", seed: 7, command: "compare FILE",
      shard: (2, 3))
    let gained = try #require(study.difference(from: shard))
    #expect(gained.name == "shard")
    #expect(gained.here == nil)
    #expect(gained.there == "2/3")
    let lost = try #require(shard.difference(from: study))
    #expect(lost.name == "shard")
    #expect(lost.here == "2/3")
    #expect(lost.there == nil)
  }

  @Test func `names nothing twice`() async {
    await #expect(processExitsWith: .failure) {
      _ = StudyIdentity([.init(name: "seed", text: "1"), .init(name: "seed", text: "2")])
    }
  }
}
