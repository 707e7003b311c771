public import ApprovalModel
internal import CSQLite
internal import Experiments

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A journal cannot be opened, read or written.
public struct JournalError: Error, Hashable, Sendable {
  /// What sort of fault it is.
  public enum Kind: Hashable, Sendable {
    /// The machine: a folder that is missing or cannot be written, a full disk, another program.
    case environment
    /// There is no study to go on with: no file, or nothing in it.
    case missing
    /// What is there is no journal.
    case foreign
    /// A newer version of the product wrote it, in this format.
    case newer(format: Int64)
    /// It is not as it was written.
    case damaged
    /// It is of another study; `here` is the one in the journal, `there` the one asked for.
    case otherStudy(StudyIdentity.Difference)
  }

  /// What sort of fault it is.
  public var kind: Kind
  /// What happened.
  public var fault: LocalizedText
  /// The way out for somebody who does a study; whoever only reads journals needs another.
  public var remedy: LocalizedText

  /// What happened and the way out.
  public var message: LocalizedText {
    LocalizedText(zh: "\(fault.zh)；\(remedy.zh)", en: "\(fault.en); \(remedy.en)")
  }

  init(_ kind: Kind, _ fault: LocalizedText, remedy: LocalizedText) {
    self.kind = kind
    self.fault = fault
    self.remedy = remedy
  }
}

extension PartStoreError {
  init(_ error: JournalError) {
    self.init(isDamage: error.kind != .environment, message: error.message)
  }
}

extension JournalError {
  static func unopenable(_ path: String, _ reason: LocalizedText) -> JournalError {
    JournalError(
      .environment,
      LocalizedText(
        zh: "研究日志“\(path)”无法打开：\(reason.zh)",
        en: "the study journal '\(path)' cannot be opened: \(reason.en)"),
      remedy: LocalizedText(
        zh: "请把它放到可写的目录里，或用 --journal 另指定一个文件",
        en: "put it in a folder that can be written, or name another file with --journal"))
  }

  static func missing(_ path: String, _ reason: LocalizedText) -> JournalError {
    JournalError(
      .missing,
      LocalizedText(
        zh: "“\(path)”里没有可以接着做的研究：\(reason.zh)",
        en: "there is no study to go on with in '\(path)': \(reason.en)"),
      remedy: LocalizedText(
        zh: "请核对路径，或不带 --resume 从头运行",
        en: "check the path, or run without --resume to begin"))
  }

  static func foreign(_ path: String, _ reason: LocalizedText) -> JournalError {
    JournalError(
      .foreign,
      LocalizedText(
        zh: "“\(path)”不是研究日志：\(reason.zh)", en: "'\(path)' is no study journal: \(reason.en)"),
      remedy: LocalizedText(
        zh: "文件未作改动，请用 --journal 另指定一个文件",
        en: "it was left as it is, name another file with --journal"))
  }

  static func newer(_ path: String, format: Int64) -> JournalError {
    JournalError(
      .newer(format: format),
      LocalizedText(
        zh: "研究日志“\(path)”由更新版本的 ReformLab 写成（格式 \(format)，本版本只读格式 \(Journal.format)）",
        en:
          "the study journal '\(path)' was written by a newer ReformLab (format \(format), this one "
          + "reads \(Journal.format))"),
      remedy: LocalizedText(
        zh: "文件未作改动，请改用那个版本，或用 --journal 另指定一个文件",
        en: "it was left as it is, use that version or name another file with --journal"))
  }

  static func damaged(_ path: String, _ reason: LocalizedText) -> JournalError {
    JournalError(
      .damaged,
      LocalizedText(
        zh: "研究日志“\(path)”已损坏：\(reason.zh)",
        en: "the study journal '\(path)' is damaged: \(reason.en)"),
      remedy: LocalizedText(
        zh: "文件未作改动，请换回它的备份，或用 --journal 另指定一个文件从头运行",
        en:
          "it was left as it is, put a copy back in its place or begin anew with another file named "
          + "with --journal"))
  }

  static func otherStudy(_ path: String, _ difference: StudyIdentity.Difference) -> JournalError {
    let zh = { (text: String?) in text.map { "“\($0)”" } ?? "无" }
    let en = { (text: String?) in text.map { "'\($0)'" } ?? "nothing" }
    let (there, here) = (difference.here, difference.there)
    let fault = LocalizedText(
      zh: "研究日志“\(path)”属于另一项研究：\(difference.name) 在日志里是\(zh(there))，现在是\(zh(here))",
      en:
        "the study journal '\(path)' is of another study: \(difference.name) is \(en(there)) in it and "
        + "\(en(here)) now")
    guard !difference.isNumberOfReplications else {
      return JournalError(
        .otherStudy(difference), fault,
        remedy: LocalizedText(
          zh: "一份日志只用于一个重复运行次数：文件未作改动，换了次数就要用 --journal 另指定一个新文件",
          en:
            "a journal is for one number of replications: it was left as it is, another number needs a "
            + "new file named with --journal"))
    }
    return JournalError(
      .otherStudy(difference), fault,
      remedy: LocalizedText(
        zh: "文件未作改动，请用 --journal 另指定一个文件，或按日志所记的条件运行",
        en: "it was left as it is, name another file with --journal or run what it was made for"))
  }

  /// A fault of SQLite while the journal at `path` was at work.
  init(_ fault: SQLiteFault, _ path: String) {
    let kept = LocalizedText(
      zh: "已经写入的部分完好，处理之后用 --resume 接着做",
      en: "what it holds is safe: see to that, then go on with --resume")
    switch fault.kind {
    case SQLITE_NOTADB:
      self = .foreign(path, .noSQLiteFile)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY:
      self = .unopenable(path, fault.reason)
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_NOLFS, SQLITE_TOOBIG:
      self.init(
        .environment,
        LocalizedText(
          zh: "研究日志“\(path)”无法读写：\(fault.reason.zh)",
          en: "the study journal '\(path)' cannot be read or written: \(fault.reason.en)"),
        remedy: kept)
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
      self.init(
        .environment,
        LocalizedText(
          zh: "研究日志“\(path)”被另一个程序长时间占用",
          en: "another program has long held the study journal '\(path)'"),
        remedy: LocalizedText(
          zh: "请等它结束或停下它，再用 --resume 接着做",
          en: "let it end or stop it, then go on with --resume"))
    default:
      // Damage shows as SQLITE_CORRUPT, or as statements that no longer fit the tables.
      self = .damaged(
        path, LocalizedText(zh: "SQLite 报告 \(fault.words)", en: "SQLite says \(fault.words)"))
    }
  }
}

extension LocalizedText {
  static let noSQLiteFile = LocalizedText(zh: "它不是 SQLite 文件", en: "it is no SQLite file")
}

extension SQLiteFault {
  /// The system's reason where it has one.
  fileprivate var reason: LocalizedText {
    if kind == SQLITE_FULL { return systemReason(ENOSPC) }
    if systemNumber != 0 { return systemReason(systemNumber) }
    return LocalizedText(zh: "SQLite 报告 \(words)", en: "SQLite says \(words)")
  }
}

/// An error number of the system in words; the system's own where there are none here.
package func systemReason(_ number: Int32) -> LocalizedText {
  switch number {
  case ENOENT: LocalizedText(zh: "没有这个文件或目录", en: "no such file or directory")
  case EACCES, EPERM: LocalizedText(zh: "没有权限", en: "permission denied")
  case EISDIR: LocalizedText(zh: "这是目录，不是文件", en: "it is a directory, not a file")
  case ENOTDIR: LocalizedText(zh: "路径中有一段不是目录", en: "a part of the path is not a directory")
  case ENOSPC: LocalizedText(zh: "磁盘已满", en: "the disk is full")
  case EROFS: LocalizedText(zh: "文件系统只读", en: "the file system is read-only")
  case ENAMETOOLONG: LocalizedText(zh: "路径太长", en: "the path is too long")
  case ELOOP: LocalizedText(zh: "符号链接成环", en: "symbolic links form a loop")
  default:
    strerror(number).map { String(cString: $0) }
      .map { LocalizedText(zh: "系统错误 \(number)（\($0)）", en: "system error \(number) (\($0))") }
      ?? LocalizedText(zh: "系统错误 \(number)", en: "system error \(number)")
  }
}
