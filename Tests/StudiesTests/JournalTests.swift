import ApprovalModel
import Experiments
import Foundation
import Synchronization
import Testing

@testable import Studies

@Suite struct `A study journal` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `gives back what it was given`() throws {
    let journal = try scratch.open()
    for n in 0..<100 { try journal.keep(content(n), as: key(n)) }
    for n in 0..<100 { #expect(try journal.part(key(n)) == content(n)) }
    #expect(try journal.part(key(100)) == nil)
    #expect(try journal.part("") == nil)
  }

  @Test func `has it after it was closed`() throws {
    try {
      let journal = try scratch.open()
      for n in 0..<100 { try journal.keep(content(n), as: key(n)) }
    }()
    let again = try scratch.open()
    #expect(try numbers(in: again) == Array(0..<100))
  }

  @Test func `tells what it is of`() throws {
    _ = try scratch.open()
    let journal = try Journal(existing: scratch.journal)
    #expect(journal.identity == study)
    #expect(journal.scenario == scenario)
    #expect(journal.path == scratch.journal)
  }

  @Test func `keeps the scenario text and the order of names that it began with`() throws {
    let odd = StudyIdentity([
      .init(name: "z", text: ""), .init(name: "scenario", text: "“引号” '\"\n\0;"),
    ])
    _ = try scratch.open(odd)
    let again = try Journal(path: scratch.journal, of: odd, scenario: [1])
    #expect(again.identity == odd)
    #expect(again.identity.values.map(\.name) == ["z", "scenario"])
    #expect(again.scenario == scenario)
  }

  @Test func `leaves a part that is there as it is`() throws {
    let journal = try scratch.open()
    try journal.keep([1], as: "a")
    try journal.keep([2], as: "a")
    #expect(try journal.part("a") == [1])
    try journal.flush()
    try journal.keep([3], as: "a")
    try journal.flush()
    #expect(try journal.part("a") == [1])
    #expect(try journal.count() == 1)
  }

  @Test func `goes through parts in the order of their keys, those that wait included`() throws {
    // All but the first commits' worth wait, because this clock stands.
    let journal = try scratch.open(study, standing())
    for n in (0..<60).reversed() { try journal.keep([UInt8(n)], as: "b/\(n < 10 ? "0" : "")\(n)") }
    try journal.keep([99], as: "b")
    try journal.keep([98], as: "c/00")
    try journal.keep([97], as: "b/é")
    #expect(try journal.count(prefix: "b/") == 61)
    #expect(try journal.count() == 63)
    #expect(try journal.count(prefix: "d") == 0)
    let keys = try journal.keys(prefix: "b/")
    #expect(keys == (0..<60).map { "b/\($0 < 10 ? "0" : "")\($0)" } + ["b/é"])
    var parts = journal.parts(prefix: "b")
    var found: [String] = []
    while let part = try parts.next() { found.append(part.key) }
    #expect(found == ["b"] + keys)
    #expect(try parts.next() == nil)
  }

  @Test func `serves many threads`() async throws {
    let journal = try scratch.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          // Each key is finished by two workers.
          for n in 0..<500 where n % 8 == worker || n % 8 == (worker + 3) % 8 {
            if try journal.part(key(n)) == nil { try journal.keep(content(n), as: key(n)) }
            #expect(try journal.part(key(n)) == content(n))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try numbers(in: journal) == Array(0..<500))
  }
}

@Suite struct `The pace of a journal` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `writes slow parts as they come`() throws {
    let journal = try scratch.open(study, standing())
    let other = try Journal(existing: scratch.journal)
    for n in 0..<CommitPace.commitsPerWindow {
      try journal.keep(content(n), as: key(n))
      #expect(try other.part(key(n)) == content(n))
    }
  }

  @Test func `lets fast parts wait for a tenth of a second and writes them together`() throws {
    let clock = SetClock()
    let journal = try scratch.open(study, JournalSettings(now: { clock.now }))
    let other = try Journal(existing: scratch.journal)
    for n in 0..<100 { try journal.keep(content(n), as: key(n)) }
    #expect(try other.count() == 16)
    #expect(journal.transactions == 16)
    clock.advance(by: .milliseconds(99))
    try journal.keep(content(100), as: key(100))
    #expect(try other.count() == 16)
    clock.advance(by: .milliseconds(1))
    try journal.keep(content(101), as: key(101))
    #expect(try numbers(in: other) == Array(0..<102))
    #expect(journal.transactions == 17)
  }

  @Test func `writes what waits when it is told to, and nothing when nothing waits`() throws {
    let journal = try scratch.open(study, standing())
    let other = try Journal(existing: scratch.journal)
    for n in 0..<100 { try journal.keep(content(n), as: key(n)) }
    try journal.flush()
    #expect(try other.count() == 100)
    #expect(journal.transactions == 17)
    try journal.flush()
    #expect(journal.transactions == 17)
  }

  // 16 by themselves, then 99,984 in lots of 4,096: 24 full ones and the rest.
  @Test func `spends 41 transactions on a hundred thousand parts at once`() throws {
    let journal = try scratch.open(study, standing())
    for n in 0..<100_000 { try journal.keep([UInt8(truncatingIfNeeded: n)], as: key(n)) }
    #expect(journal.transactions == 40)
    try journal.flush()
    #expect(journal.transactions == 41)
    #expect(try journal.count() == 100_000)
  }

  @Test func `holds at most four mebibytes back`() throws {
    let journal = try scratch.open(study, standing())
    let large = [UInt8](repeating: 7, count: 1 << 20)
    for n in 0..<16 { try journal.keep([], as: key(n)) }
    for n in 16..<19 { try journal.keep(large, as: key(n)) }
    #expect(journal.transactions == 16)
    try journal.keep(large, as: key(19))
    #expect(journal.transactions == 17)
  }
}

/// A clock that stands still.
private func standing() -> JournalSettings {
  let start = ContinuousClock.now
  return JournalSettings(now: { start })
}

/// A clock that is set by hand.
private final class SetClock: Sendable {
  private let time = Mutex(ContinuousClock.now)
  var now: ContinuousClock.Instant { time.withLock { $0 } }
  func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
