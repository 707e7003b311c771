import Foundation
import Testing

@testable import Studies

/// Journals in processes of their own, which are killed or work side by side.
@Suite struct `A journal whose process is killed` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  // Each process goes on where the last one was. Most of its time goes into writing, so that most
  // deaths come in the middle of a transaction.
  @Test func `has every part that was written, and no other bytes`() async throws {
    let path = scratch.journal
    for round in 0..<20 {
      let delay = round * 1_000
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, delay = delay as Int] in
        try work(path, killedAfterMicroseconds: UInt32(delay))
      }
      try check(path)
    }
    // Each process writes 60 before its time begins to run.
    #expect(try Journal(existing: path).count() >= 20 * 60)
  }

  // Slow parts are written as they come: nothing is lost but the part under way.
  @Test func `has slow parts though nobody asked to write them`() async throws {
    let path = scratch.journal
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let journal = try Journal(path: path, of: study, scenario: scenario)
      for n in 0..<5 {
        try journal.keep(content(n), as: key(n))
        usleep(20_000)
      }
      kill(getpid(), SIGKILL)
    }
    #expect(try numbers(in: Journal(existing: path)) == Array(0..<5))
  }

  @Test func `can always be begun, whenever the making of the file was cut short`() async throws {
    for round in 0..<20 {
      let path = "\(scratch.path)/\(round).journal"
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, round = round as Int] in
        killThisProcess(afterMicroseconds: UInt32(round * 150))
        while true { _ = try Journal(path: path, of: study, scenario: scenario) }
      }
      try Journal(path: path, of: study, scenario: scenario).keep([1], as: "a")
      #expect(try Journal(existing: path).part("a") == [1])
    }
  }

  /// Opens the journal as the next process would, and compares it with what the last one had seen
  /// written.
  private func check(_ path: String) throws {
    let journal = try Journal(path: path, of: study, scenario: scenario)
    let found = try numbers(in: journal, of: longContent)
    #expect(found == Array(0..<found.count))
    let acknowledged = bytes(of: path + ".seen").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let seen = acknowledged.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    #expect(found.count >= seen, "\(seen) parts were written, \(found.count) are there")
  }
}

@Suite struct `Two processes with one journal` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `make a file once, however close they come`() async throws {
    let path = scratch.journal
    await withTaskGroup(of: Void.self) { group in
      for me in 0..<2 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String, me = me as Int] in
            for round in 0..<60 {
              try meet("\(path).\(round)", me)
              let journal = try Journal(path: "\(path).\(round)", of: study, scenario: scenario)
              try journal.keep([UInt8(me)], as: "\(me)")
            }
          }
        }
      }
    }
    for round in 0..<60 {
      let journal = try Journal(existing: "\(path).\(round)")
      #expect(journal.identity == study)
      #expect(try journal.keys() == ["0", "1"])
    }
  }

  // SQLite refuses at once to switch its log on while somebody writes to a file that has none yet.
  @Test func `wait for each other before the log is there`() async throws {
    let scratch = scratch
    _ = try scratch.open()
    let other = try Connection(path: scratch.journal, isCreating: false, patience: 1_000)
    try other.execute("PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE")
    async let opened = scratch.open()
    try await Task.sleep(for: .milliseconds(100))
    try other.execute("COMMIT")
    let journal = try await opened
    try journal.keep([1], as: "a")
    #expect(try Journal(existing: scratch.journal).part("a") == [1])
  }

  @Test func `share its parts`() async throws {
    let path = scratch.journal
    await withTaskGroup(of: Void.self) { group in
      for me in 0..<2 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String, me = me as Int] in
            // Each opens and closes it again and again; both finish the parts of each third lot.
            for lot in 0..<60 where lot % 3 != 1 + me {
              if lot % 3 == 0 { try meet("\(path).\(lot)", me) }
              let journal = try Journal(path: path, of: study, scenario: scenario)
              for n in (lot * 40)..<(lot * 40 + 40) {
                try journal.keep(content(n), as: key(n))
                guard try journal.part(key(n)) == content(n) else { exit(3) }
              }
              try journal.flush()
            }
          }
        }
      }
    }
    #expect(try numbers(in: Journal(existing: path)) == Array(0..<2_400))
  }
}

/// Waits until the other of two processes is here too; both leave within a spin of each other.
private func meet(_ place: String, _ me: Int) throws {
  try write([], to: "\(place).\(me)")
  let start = ContinuousClock.now
  while access("\(place).\(1 - me)", F_OK) != 0 {
    if start.duration(to: .now) > .seconds(60) { exit(4) }
  }
}

/// Kills this process after a while, whatever it is at.
private func killThisProcess(afterMicroseconds delay: UInt32) {
  Thread.detachNewThread {
    usleep(delay)
    kill(getpid(), SIGKILL)
  }
}

/// Adds parts without end, and notes in a file beside the journal how many have been written.
private func work(_ path: String, killedAfterMicroseconds delay: UInt32) throws {
  let journal = try Journal(path: path, of: study, scenario: scenario)
  let seen = open(path + ".seen", O_WRONLY | O_CREAT | O_APPEND, 0o600)
  let first = try journal.count()
  var n = 0
  while true {
    if try journal.part(key(n)) == nil { try journal.keep(longContent(n), as: key(n)) }
    n += 1
    guard n % 60 == 0 else { continue }
    try journal.flush()
    let line = Array("\(n)\n".utf8)
    guard Foundation.write(seen, line, line.count) == line.count else { exit(3) }
    if (first..<first + 60).contains(n - 60) { killThisProcess(afterMicroseconds: delay) }
  }
}
