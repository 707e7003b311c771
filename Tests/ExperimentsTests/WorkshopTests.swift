import ApprovalModel
import Inference
import Simulation
import Synchronization
import Testing

@testable import Experiments

/// Keeps parts in memory, for as long as there is room.
final class Shelf: PartStore {
  private let parts: Mutex<[String: [UInt8]]>
  private let room: Int

  init(_ parts: [String: [UInt8]] = [:], room: Int = .max) {
    self.parts = Mutex(parts)
    self.room = room
  }

  var kept: [String: [UInt8]] { parts.withLock { $0 } }

  func part(_ key: String) throws(PartStoreError) -> [UInt8]? { parts.withLock { $0[key] } }

  func keep(_ bytes: [UInt8], as key: String) throws(PartStoreError) {
    let isFull = parts.withLock { parts in
      guard parts.count < room else { return true }
      parts[key] = bytes
      return false
    }
    if isFull {
      throw PartStoreError(isDamage: false, message: LocalizedText(zh: "满", en: "full"))
    }
  }
}

private let text =
  head()
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 4, grade: D, range: [3, 4.5]}
        attributes:
          risk: {low: 70%, high: 30%}
        firms: 20
    offices:
      permits: {staff: 3}
    matters:
      licence:
        office: permits
        prepare: {exponential: {mean: 2 working days}, grade: D, range: [0.5x, 2x]}
        review: {work: {exponential: {mean: 5 hours}}}
      seal:
        office: permits
        review: {work: 1 hours}
    reforms:
      quick:
        for: {risk: low}
        changes: [{cancel: seal}]
    designs:
      before: []
      quick: [quick]
    """

private func request() throws -> StudyRequest {
  var request = StudyRequest(scenario: try scenario(text))
  request.replications = 12
  return request
}

@Suite struct `A study done part by part` {
  @Test func `writes every part to bytes that are read back without loss`() async throws {
    let shelf = Shelf()
    _ = try await runStudy(try request(), in: StudyContext(store: shelf))
    #expect(shelf.kept.count == 12)
    for bytes in shelf.kept.values {
      let part = try #require(ReplicationResult(bytes: bytes))
      #expect(part.bytes == bytes)
      #expect(ReplicationResult(bytes: Array(bytes.dropLast())) == nil)
      #expect(ReplicationResult(bytes: bytes + [0]) == nil)
    }
  }

  @Test func `has the same results whatever was kept before`() async throws {
    let whole = Shelf()
    let expected = try await runStudy(try request(), in: StudyContext(store: whole))
    #expect(try await runStudy(try request()) == expected)
    for kept in [0, 1, 5, 11, 12] {
      let keys = (0..<12).filter { ($0 * 7) % 12 < kept }.map { "replication/\($0)" }
      let before = whole.kept.filter { keys.contains($0.key) }
      let most = Mutex(0)
      let again = try await runStudy(
        try request(),
        in: StudyContext(
          store: Shelf(before), progress: { p in most.withLock { $0 = max($0, p.kept) } }))
      #expect(again == expected)
      #expect(most.withLock { $0 } == kept)
    }
  }

  @Test func `has the same results when stopped in the middle and gone on with`() async throws {
    let expected = try await runStudy(try request())
    let shelf = Shelf()
    let asked = Atomic<Int>(0)
    await #expect(throws: StudyError.run(.cancelled)) {
      try await runStudy(
        try request(),
        in: StudyContext(
          threads: 1, store: shelf,
          isCancelled: { asked.add(1, ordering: .relaxed).newValue > 60 }))
    }
    #expect((1..<12).contains(shelf.kept.count))
    #expect(try await runStudy(try request(), in: StudyContext(store: shelf)) == expected)
  }

  @Test func `is shared out and merged`() async throws {
    let expected = try await runStudy(try request())
    var merged: [String: [UInt8]] = [:]
    for index in 1...5 {
      let shelf = Shelf()
      let shard = try #require(StudyShard(index: index, of: 5))
      await #expect(throws: StudyError.shardDone(parts: index <= 2 ? 3 : 2)) {
        try await runStudy(try request(), in: StudyContext(store: shelf, shard: shard))
      }
      #expect(shelf.kept.count == (index <= 2 ? 3 : 2))
      merged.merge(shelf.kept) { _, _ in
        Issue.record("two shares have the same part")
        return []
      }
    }
    let asked = Atomic<Int>(0)
    let results = try await runStudy(
      try request(),
      in: StudyContext(
        store: Shelf(merged),
        isCancelled: {
          asked.add(1, ordering: .relaxed)
          return false
        }))
    #expect(results == expected)
    #expect(asked.load(ordering: .relaxed) == 0, "nothing is left to do")
    #expect(StudyShard(index: 0, of: 5) == nil && StudyShard(index: 6, of: 5) == nil)
  }

  @Test func `stops where parts cannot be kept or read`() async throws {
    let full = PartStoreError(isDamage: false, message: LocalizedText(zh: "满", en: "full"))
    await #expect(throws: StudyError.store(full)) {
      try await runStudy(try request(), in: StudyContext(store: Shelf(room: 3)))
    }
    do {
      let damaged = Shelf(["replication/3": [1, 2, 3]])
      _ = try await runStudy(try request(), in: StudyContext(store: damaged))
      Issue.record("a damaged part was taken")
    } catch {
      guard case .store(let fault) = error as? StudyError else { throw error }
      #expect(fault.isDamage && fault.message.en.contains("replication/3"))
    }
  }
}

@Suite struct `Numbers left out one by one` {
  @Test func `have Student's interval for a mean, and the jackknife's for the others`() throws {
    let values = [3.0, 7, 1, 12, 5, 5, 9]
    let samples = values.map { Sample.ratio($0 * 4, 4) }
    let mean = try #require(LeaveOneOut(.mean, samples))
    let t = try #require(meanInterval(values, .percent95))
    #expect(abs(mean.all - t.mean) < 1e-12)
    let interval = try #require(mean.interval)
    #expect(abs(interval.low - t.interval.low) < 1e-12)
    let ratios = try #require(
      LeaveOneOut(.share, values.enumerated().map { .ratio($1, Double($0 + 1)) }))
    let expected = try #require(
      jackknifeRatio(
        numerators: values, denominators: values.indices.map { Double($0 + 1) }, .percent95))
    #expect(ratios.all == expected.estimate)
    let other = try #require(ratios.interval)
    #expect(abs(other.high - expected.interval.high) < 1e-12)
    let histograms = values.map { Histogram(values: [Int64($0), Int64($0) * 100, 40]) }
    let median = try #require(
      LeaveOneOut(.quantile(.median, scale: 0.5), histograms.map(Sample.histogram)))
    let known = try #require(jackknifeQuantile(0.5, histograms, .percent95))
    #expect(median.all == known.estimate / 2)
  }

  @Test func `pass over replications without cases`() throws {
    let some = try #require(LeaveOneOut(.mean, [.ratio(2, 1), .ratio(0, 0), .ratio(4, 1)]))
    #expect(some.all == 3)
    #expect(some.without == [4, 3, 2])
    #expect(LeaveOneOut(.mean, [.ratio(0, 0)]) == nil)
  }
}
