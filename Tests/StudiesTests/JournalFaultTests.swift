import ApprovalModel
import Experiments
import Foundation
import Testing

@testable import Studies

@Suite struct `A journal that cannot be opened` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `is missing where nobody asked to make one`() throws {
    let error = try failure { () throws(JournalError) in try Journal(existing: scratch.journal) }
    #expect(error.kind == .missing)
    #expect(
      error.message.en
        == "there is no study to go on with in '\(scratch.journal)': no such file or directory; check the path, or run without --resume to begin"
    )
    #expect(
      error.message.zh
        == "“\(scratch.journal)”里没有可以接着做的研究：没有这个文件或目录；请核对路径，或不带 --resume 从头运行")
    #expect(bytes(of: scratch.journal) == nil)
  }

  @Test func `is an empty file, which a new study may take`() throws {
    try write([], to: scratch.journal)
    let error = try failure { () throws(JournalError) in try Journal(existing: scratch.journal) }
    #expect(error.kind == .missing)
    #expect(error.message.en.contains("the file is empty"))
    #expect(bytes(of: scratch.journal) == [])
    let journal = try scratch.open()
    try journal.keep([1], as: "a")
    #expect(try journal.part("a") == [1])
  }

  @Test func `has no folder, or one that takes no files`() throws {
    let file = scratch.path + "/file"
    try write([1], to: file)
    for (path, reason) in [
      (scratch.path + "/no/study.journal", "no such file or directory"),
      (file + "/study.journal", "a part of the path is not a directory"),
      ("/proc/study.journal", "no such file or directory"),
    ] {
      let error = try failure { () throws(JournalError) in
        try Journal(path: path, of: study, scenario: scenario)
      }
      #expect(error.kind == .environment)
      #expect(
        error.message.en
          == "the study journal '\(path)' cannot be opened: \(reason); put it in a folder that can be written, or name another file with --journal"
      )
      #expect(error.message.zh.hasSuffix("请把它放到可写的目录里，或用 --journal 另指定一个文件"))
    }
  }

  @Test func `is a folder or a device`() throws {
    for (path, reason) in [
      (scratch.path, "it is a directory, not a file"), ("/dev/null", "it is not a regular file"),
    ] {
      let error = try failure { () throws(JournalError) in
        try Journal(path: path, of: study, scenario: scenario)
      }
      #expect(error.kind == .foreign)
      #expect(
        error.message.en
          == "'\(path)' is no study journal: \(reason); it was left as it is, name another file with --journal"
      )
    }
  }

  @Test func `is a text, and stays one`() throws {
    for text in ["x", "title: One licence\n", String(repeating: "offices: {}\n", count: 500)] {
      try write(Array(text.utf8), to: scratch.journal)
      let error = try failure { () throws(JournalError) in try scratch.open() }
      #expect(error.kind == .foreign)
      #expect(error.message.en.contains("it is no SQLite file"))
      #expect(bytes(of: scratch.journal) == Array(text.utf8))
    }
  }

  @Test func `is another program's, and stays so`() throws {
    for sql in ["CREATE TABLE a (b)", "PRAGMA application_id = 7; CREATE TABLE part (key)"] {
      try? FileManager.default.removeItem(atPath: scratch.journal)
      try edit(sql, isCreating: true)
      let before = bytes(of: scratch.journal)
      let error = try failure { () throws(JournalError) in try scratch.open() }
      #expect(error.kind == .foreign)
      #expect(error.message.en.contains("it is another program's SQLite file"))
      #expect(bytes(of: scratch.journal) == before)
    }
  }

  @Test func `is of a newer format`() throws {
    _ = try scratch.open()
    try edit("PRAGMA user_version = 2; DROP TABLE study")
    let before = bytes(of: scratch.journal)
    for isAsked in [true, false] {
      let error = try failure { () throws(JournalError) in
        isAsked ? try scratch.open() : try Journal(existing: scratch.journal)
      }
      #expect(error.kind == .newer(format: 2))
      #expect(
        error.message.en
          == "the study journal '\(scratch.journal)' was written by a newer ReformLab (format 2, this one reads 1); it was left as it is, use that version or name another file with --journal"
      )
      #expect(error.message.zh.contains("（格式 2，本版本只读格式 1）"))
      #expect(bytes(of: scratch.journal) == before)
    }
  }

  @Test func `is of another study, and says in what`() throws {
    try {
      let journal = try scratch.open()
      try journal.keep([1], as: "a")
    }()
    let before = bytes(of: scratch.journal)
    var other = study
    other.values[1].text = "7"
    other.values[4].text = "another plan"
    let error = try failure { () throws(JournalError) in try scratch.open(other) }
    #expect(
      error.kind
        == .otherStudy(StudyIdentity.Difference(name: "seed", here: "20240601", there: "7")))
    #expect(
      error.message.en
        == "the study journal '\(scratch.journal)' is of another study: seed is '20240601' in it and '7' now; it was left as it is, name another file with --journal or run what it was made for"
    )
    #expect(error.message.zh.contains("seed 在日志里是“20240601”，现在是“7”"))
    #expect(bytes(of: scratch.journal) == before)
    #expect(try scratch.open().part("a") == [1])
  }

  @Test func `is held by another program`() throws {
    let journal = try scratch.open(study, JournalSettings(patience: 50))
    let other = try Connection(path: scratch.journal, isCreating: false, patience: 50)
    try other.execute("BEGIN IMMEDIATE")
    let error = #expect(throws: PartStoreError.self) { try journal.keep([1], as: "a") }
    #expect(error?.isDamage == false)
    #expect(
      error?.message.en
        == "another program has long held the study journal '\(scratch.journal)'; let it end or stop it, then go on with --resume"
    )
    try other.execute("COMMIT")
    #expect(try journal.part("a") == nil)
    #expect(try journal.count() == 0)
    try journal.keep([1], as: "a")
    #expect(try journal.part("a") == [1])
  }

  /// Changes the file behind the journal's back.
  private func edit(_ sql: String, isCreating: Bool = false) throws {
    try Connection(path: scratch.journal, isCreating: isCreating, patience: 1_000).execute(sql)
  }
}

@Suite struct `A damaged journal` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `names the part whose checksum is wrong, and has the others`() throws {
    try fill(20)
    for sql in [
      "UPDATE part SET value = x'00' WHERE key = '\(key(7))'",
      "UPDATE part SET checksum = checksum + 1 WHERE key = '\(key(8))'",
      // A part under the key of another one.
      "UPDATE part SET (value, checksum) = (SELECT value, checksum FROM part WHERE key = '\(key(3))') WHERE key = '\(key(9))'",
    ] {
      try Connection(path: scratch.journal, isCreating: false, patience: 1_000).execute(sql)
    }
    let journal = try Journal(existing: scratch.journal)
    for n in 7...9 {
      let error = #expect(throws: PartStoreError.self) { try journal.part(key(n)) }
      #expect(error?.isDamage == true)
      #expect(
        error?.message.en
          == "the study journal '\(scratch.journal)' is damaged: part '\(key(n))' is not as it was written; it was left as it is, put a copy back in its place or begin anew with another file named with --journal"
      )
      #expect(error?.message.zh.contains("部分“\(key(n))”与写入时不同") == true)
    }
    for n in 0..<20 where !(7...9).contains(n) { #expect(try journal.part(key(n)) == content(n)) }
    var parts = journal.parts()
    for n in 0..<7 { #expect(try parts.next()?.key == key(n)) }
    #expect(throws: PartStoreError.self) { try parts.next() }
  }

  @Test(arguments: [
    ("UPDATE study SET value = '8' WHERE name = 'seed'", "seed is not as it was written"),
    ("UPDATE study SET name = 'seeds' WHERE name = 'seed'", "seeds is not as it was written"),
    ("UPDATE scenario SET text = x'41'", "scenario is not as it was written"),
    ("DELETE FROM scenario", "it has no scenario text"),
    ("DROP TABLE study", "SQLite says no such table: study"),
    ("DROP TABLE part", "SQLite says no such table: part"),
    ("PRAGMA user_version = 0", "there is no format 0"),
  ])
  func `says what is wrong with the study it is of`(_ sql: String, _ words: String) throws {
    try fill(3)
    try Connection(path: scratch.journal, isCreating: false, patience: 1_000).execute(sql)
    let before = bytes(of: scratch.journal)
    for isAsked in [true, false] {
      let error = try failure { () throws(JournalError) in
        isAsked ? try scratch.open() : try Journal(existing: scratch.journal)
      }
      #expect(error.kind == .damaged)
      #expect(error.message.en.contains(words))
      #expect(bytes(of: scratch.journal) == before)
    }
  }

  // One byte in 61 of the file, each by itself: what comes back is right or an error.
  @Test func `never gives wrong bytes, whichever byte of the file changes`() throws {
    try fill(150)
    let sound = try #require(bytes(of: scratch.journal))
    var (refused, partsLost) = (0, 0)
    for offset in Array(0..<100) + Array(stride(from: 100, to: sound.count, by: 61)) {
      var changed = sound
      changed[offset] ^= 0x55
      try write(changed, to: scratch.journal)
      let journal: Journal
      do throws(JournalError) {
        journal = try scratch.open()
      } catch {
        #expect(error.kind != .environment && error.kind != .missing, "byte \(offset): \(error)")
        #expect(bytes(of: scratch.journal) == changed, "byte \(offset)")
        refused += 1
        continue
      }
      partsLost += partsMissing(in: journal, of: 150, "byte \(offset)")
    }
    // The magic string of the header at least, and many a byte of the parts themselves.
    #expect(refused > 16)
    #expect(partsLost > 100)
  }

  @Test func `is refused at once when a page of it is gone`() throws {
    try fill(400)
    var changed = try #require(bytes(of: scratch.journal))
    let middle = changed.count / 8_192 * 4_096
    changed.replaceSubrange(middle..<middle + 4_096, with: Array(repeating: 0, count: 4_096))
    try write(changed, to: scratch.journal)
    let error = try failure { () throws(JournalError) in try scratch.open() }
    #expect(error.kind == .damaged)
    #expect(error.message.en.contains("is damaged: SQLite says "))
    #expect(error.message.en.contains("; it was left as it is, put a copy back in its place"))
    #expect(bytes(of: scratch.journal) == changed)
  }

  @Test func `never gives wrong bytes when its end is missing`() throws {
    try fill(400)
    let sound = try #require(bytes(of: scratch.journal))
    try write(Array(sound.dropLast()), to: scratch.journal)
    // SQLite makes up for less than a page.
    _ = partsMissing(in: try scratch.open(), of: 400, "the last byte")
    for count in [1, 99, 100, 4_096, 10_000, sound.count / 2, sound.count - 4_096] {
      let cut = Array(sound[..<count])
      try write(cut, to: scratch.journal)
      let error = try failure { () throws(JournalError) in try scratch.open() }
      #expect(error.kind == .damaged || error.kind == .foreign, "\(count) bytes")
      #expect(bytes(of: scratch.journal) == cut)
    }
  }

  /// How many of the first `count` parts a journal does not give; one that it gives is right.
  private func partsMissing(in journal: Journal, of count: Int, _ change: Comment) -> Int {
    var missing = 0
    for n in 0..<count {
      do throws(PartStoreError) {
        let found = try journal.part(key(n))
        // Nil where the change is in a key: that part is run again.
        #expect(found == nil || found == content(n), change)
        if found == nil { missing += 1 }
      } catch {
        #expect(error.isDamage, change)
        missing += 1
      }
    }
    return missing
  }

  private func fill(_ count: Int) throws {
    let journal = try scratch.open()
    for n in 0..<count { try journal.keep(content(n), as: key(n)) }
  }
}

@Suite struct `A full disk` {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `stops a study and takes nothing that was kept`() throws {
    var kept = 0
    try {
      let journal = try scratch.open(study, JournalSettings(pageLimit: 40))
      let error = try #require(throws: PartStoreError.self) {
        while kept < 100_000 {
          try journal.keep(content(kept), as: key(kept))
          try journal.flush()
          kept += 1
        }
      }
      #expect(!error.isDamage)
      #expect(
        error.message.en
          == "the study journal '\(scratch.journal)' cannot be read or written: the disk is full; what it holds is safe: see to that, then go on with --resume"
      )
      #expect(error.message.zh.contains("磁盘已满"))
      #expect(kept > 100)
      for n in 0..<kept { #expect(try journal.part(key(n)) == content(n)) }
    }()
    let roomy = try scratch.open()
    #expect(try numbers(in: roomy) == Array(0..<kept))
    for n in kept..<(2 * kept) { try roomy.keep(content(n), as: key(n)) }
    #expect(try numbers(in: roomy) == Array(0..<(2 * kept)))
  }

  @Test func `at the beginning leaves a place where the study can begin later`() throws {
    let error = try failure { () throws(JournalError) in
      try scratch.open(study, JournalSettings(pageLimit: 2))
    }
    #expect(error.kind == .environment)
    #expect(error.message.en.contains("the disk is full"))
    try scratch.open().keep([1], as: "a")
    #expect(try scratch.open().part("a") == [1])
  }
}

/// A file system of its own in memory, where the machine lets these tests mount one.
private final class SmallDisk {
  let path: String

  init?() {
    path =
      FileManager.default.temporaryDirectory.appending(
        path: "reformlab-disk-\(UUID().uuidString)"
      ).path
    guard
      (try? FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false)) != nil
    else { return nil }
    guard run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path) else {
      try? FileManager.default.removeItem(atPath: path)
      return nil
    }
  }

  deinit {
    if run("umount", path) { try? FileManager.default.removeItem(atPath: path) }
  }

  func remount(_ options: String) -> Bool { run("mount", "-o", "remount,\(options)", path) }

  private func run(_ command: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

@Suite(.enabled(if: SmallDisk() != nil, "no file system may be mounted here"))
struct `A disk of one mebibyte` {
  @Test func `stops a study, which goes on when there is room`() throws {
    let disk = try #require(SmallDisk())
    let path = disk.path + "/study.journal"
    var last = 0
    try {
      let journal = try Journal(path: path, of: study, scenario: scenario)
      let error = try #require(throws: PartStoreError.self) {
        while last < 100_000 {
          try journal.keep(content(last), as: key(last))
          try journal.flush()
          last += 1
        }
      }
      #expect(!error.isDamage)
      #expect(error.message.en.contains("the disk is full"))
    }()
    #expect(disk.remount("size=4m"))
    let journal = try Journal(path: path, of: study, scenario: scenario)
    let found = try numbers(in: journal)
    #expect(found == Array(0..<last))
    #expect(last > 100)
    for n in last..<(2 * last) { try journal.keep(content(n), as: key(n)) }
    #expect(try numbers(in: journal) == Array(0..<(2 * last)))
  }

  @Test func `that is read-only says so`() throws {
    let disk = try #require(SmallDisk())
    let path = disk.path + "/study.journal"
    try Journal(path: path, of: study, scenario: scenario).keep([1], as: "a")
    #expect(disk.remount("ro"))
    for place in [path, disk.path + "/new.journal"] {
      let error = try failure { () throws(JournalError) in
        try Journal(path: place, of: study, scenario: scenario)
      }
      #expect(error.kind == .environment)
      #expect(error.message.en.contains("the file system is read-only"), "\(error.message.en)")
    }
    #expect(disk.remount("rw"))
    #expect(try Journal(existing: path).part("a") == [1])
  }
}
