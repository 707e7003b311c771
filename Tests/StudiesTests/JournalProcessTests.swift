import Foundation
import Testing

@testable import Studies

/// Journals in processes of their own, which are killed or work side by side.
@Suite struct `A journal whose process is killed` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  // Each process goes on where the last one was; the first delays fall into the making of the file.
  @Test func `has every part that was written, and no other bytes`() async throws {
    let path = scratch.journal
    for round in 0..<20 {
      let delay = round * round * 200
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, delay = delay as Int] in
        killThisProcess(afterMicroseconds: UInt32(delay))
        try work(path)
      }
      try check(path)
    }
    #expect(try Journal(existing: path).count() > 20)
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
    let found = try numbers(in: journal)
    #expect(found == Array(0..<found.count))
    let acknowledged = bytes(of: path + ".seen").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let seen = acknowledged.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    #expect(found.count >= seen, "\(seen) parts were written, \(found.count) are there")
  }
}

@Suite struct `Two processes with one journal` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `make the file once and share its parts`() async throws {
    for round in 0..<5 {
      let path = "\(scratch.path)/\(round).journal"
      await withTaskGroup(of: Void.self) { group in
        for (me, other) in [(0, 1), (1, 0)] {
          group.addTask {
            await #expect(processExitsWith: .success) {
              [path = path as String, me = me as Int, other = other as Int] in
              // They begin together.
              try write([], to: "\(path).\(me)")
              while access("\(path).\(other)", F_OK) != 0 {}
              // Each opens the journal again and again; both finish all parts of the second third.
              for lot in 0..<15 where lot % 3 == 1 || lot % 3 == 2 * me {
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
      let journal = try Journal(existing: path)
      #expect(try numbers(in: journal) == Array(0..<600))
    }
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
private func work(_ path: String) throws {
  let journal = try Journal(path: path, of: study, scenario: scenario)
  let seen = open(path + ".seen", O_WRONLY | O_CREAT | O_APPEND, 0o600)
  var n = 0
  while true {
    if try journal.part(key(n)) == nil { try journal.keep(content(n), as: key(n)) }
    n += 1
    if n % 50 == 0 {
      try journal.flush()
      let line = Array("\(n)\n".utf8)
      guard Foundation.write(seen, line, line.count) == line.count else { exit(3) }
    }
  }
}
