internal import ApprovalModel
internal import Experiments
internal import Simulation
internal import Studies

extension Session {
  /// Lets `work` do a study, with its finished parts kept, and says what stopped it.
  ///
  /// The one place that makes the surroundings of studies. `work` gets the request with the warm-up
  /// that pilot runs found, where the scenario leaves it to them.
  func study<Report>(
    _ request: StudyRequest, _ input: ScenarioInput, _ scenario: Scenario,
    _ progress: ProgressLine,
    _ work: (StudyRequest, StudyContext) async throws(StudyError) -> Report
  ) async throws(Failure) -> Report {
    let request = try await warmedUp(request, input, scenario, progress)
    let keeping = try keeping(request, input, scenario, progress)
    let host = host
    let context = StudyContext(
      threads: options.threads, store: keeping.store, shard: options.shard,
      isKeptOnly: merged != nil, progress: { progress.update($0) },
      isCancelled: { host.stopSignal() != 0 })
    defer { progress.finish() }
    do throws(StudyError) {
      let report = try await work(request, context)
      try keeping.end(.done)
      return report
    } catch {
      progress.finish()
      switch error {
      case .run(.cancelled): throw stopped(kept: keeping.stop())
      case .shardDone:
        do throws(StudyError) {
          try keeping.end(.shardDone)
        } catch { throw failure(error, input, scenario) }
      case .store: break
      default: try? keeping.end(.failed)
      }
      throw failure(error, input, scenario)
    }
  }

  /// The request with a warm-up, for which pilot runs may be needed.
  func warmedUp(
    _ request: StudyRequest, _ input: ScenarioInput, _ scenario: Scenario,
    _ progress: ProgressLine? = nil
  ) async throws(Failure) -> StudyRequest {
    let host = host
    do throws(StudyError) {
      return try await Experiments.warmedUp(
        request,
        in: StudyContext(
          threads: options.threads, progress: { progress?.update($0) },
          isCancelled: { host.stopSignal() != 0 }))
    } catch {
      progress?.finish()
      throw failure(error, input, scenario)
    }
  }

  /// What a study is, so that no journal is gone on with for another one.
  func identity(_ request: StudyRequest) throws(StudyError) -> StudyIdentity {
    let manifest = try request.manifest()
    return StudyIdentity(
      version: manifest.version, scenarioDigest: manifest.scenarioDigest,
      planDigest: manifest.planDigest, seed: manifest.seed, command: manifest.command,
      shard: options.shard.map { ($0.index, $0.count) })
  }

  private func keeping(
    _ request: StudyRequest, _ input: ScenarioInput, _ scenario: Scenario,
    _ progress: ProgressLine
  ) throws(Failure) -> Keeping {
    guard keepsParts else { return .nowhere }
    if let merged {
      try expect(try identity(request, input, scenario), of: merged)
      return .merged(merged.parts)
    }
    let isQuiet = options.quiet
    let (language, session) = (language, self)
    let unnamed = UnnamedJournal(
      folder: stateFolder, scenario: input.bytes,
      identity: { () throws(StudyError) in try session.identity(request) },
      remark: { text in if !isQuiet { progress.say("reformlab: \(text[language])\n") } })
    guard let path = options.journal else {
      if options.resume {
        let identity = try identity(request, input, scenario)
        try journal { () throws(JournalError) in try unnamed.resume(identity) }
      }
      return .unnamed(unnamed)
    }
    if leadToSamePlace(path, input.path)
      || options.output.map({ leadToSamePlace(path, $0) }) == true
    {
      throw failure(
        .usage, "--journal 要另写一个文件，不能是情景文件或 --output 的文件：\(path)",
        "--journal needs a file of its own, not the scenario or the --output file: \(path)")
    }
    let identity = try identity(request, input, scenario)
    let isResumed = options.resume
    let opened = try journal { () throws(JournalError) in
      isResumed
        ? try Journal(existing: path, of: identity)
        : try Journal(path: path, of: identity, scenario: input.bytes)
    }
    do {
      let count = try opened.count()
      if count > 0 { progress.say(remarkLine(.kept(count, in: path))) }
    } catch {
      throw failure(.store(error), input, scenario)
    }
    return .named(opened)
  }

  private func identity(
    _ request: StudyRequest, _ input: ScenarioInput, _ scenario: Scenario
  ) throws(Failure) -> StudyIdentity {
    do throws(StudyError) { return try identity(request) } catch {
      throw failure(error, input, scenario)
    }
  }

  private func remarkLine(_ text: LocalizedText) -> String {
    options.quiet ? "" : "reformlab: \(text[language])\n"
  }

  /// Opens a journal, or says why it cannot be.
  func journal<Opened>(_ open: () throws(JournalError) -> Opened) throws(Failure) -> Opened {
    do throws(JournalError) {
      return try open()
    } catch {
      throw failure(
        error.kind == .environment ? .environment : .invalidInput, error.message.zh,
        error.message.en)
    }
  }

  /// Where this program keeps what it remembers, such as journals that nobody named; nil where the environment names no folder.
  ///
  /// By the XDG Base Directory Specification: a relative path does not count.
  var stateFolder: String? {
    if let folder = host.variable("XDG_STATE_HOME"), folder.hasPrefix("/") {
      return folder + "/reformlab"
    }
    guard let home = host.variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.local/state/reformlab"
  }

  /// A share is done: what comes next.
  func shardDone(_ parts: Int) -> Failure {
    let shard = options.shard.map { ($0.index, $0.count) } ?? (1, 1)
    let journal = options.journal ?? ""
    let text = text(
      "第 \(shard.0)/\(shard.1) 份已完成：\(parts) 个部分保存在 \(journal)。全部做完后：reformlab merge JOURNAL…（每份的日志都要写）",
      "share \(shard.0) of \(shard.1) is done: \(parts) part\(parts == 1 ? " is" : "s are") kept in "
        + "\(journal). When all are done: reformlab merge JOURNAL… (with the journal of each)")
    return Failure(code: .done, message: options.quiet ? "" : "reformlab: \(text)\n")
  }
}

/// Where a command keeps the finished parts of its study.
enum Keeping: Sendable {
  case nowhere
  /// In the file of `--journal`, which stays.
  case named(Journal)
  /// In a file of the state folder, which goes when the study is done.
  case unnamed(UnnamedJournal)
  /// They are there already, in the journals of all shares.
  case merged(JournalUnion)

  /// How a study ends that was not stopped.
  enum End { case done, shardDone, failed }

  var store: (any PartStore)? {
    switch self {
    case .nowhere: nil
    case .named(let journal): journal
    case .unnamed(let journal): journal
    case .merged(let journals): journals
    }
  }

  /// Writes what waits, or removes what nobody needs any more.
  func end(_ end: End) throws(StudyError) {
    switch self {
    case .nowhere, .merged: break
    case .named(let journal):
      do { try journal.flush() } catch { throw .store(error) }
    case .unnamed(let journal): journal.remove()
    }
  }

  /// Writes what waits, and says how many parts are kept.
  func stop() -> Int {
    switch self {
    case .nowhere, .merged: return 0
    case .named(let journal):
      try? journal.flush()
      return (try? journal.count()) ?? 0
    case .unnamed(let journal): return journal.stop()
    }
  }
}

extension LocalizedText {
  /// Parts that are there from before.
  static func kept(_ count: Int, in path: String) -> LocalizedText {
    LocalizedText(
      zh: "\(path) 里已有这项研究的 \(count) 个部分，不再重做",
      en:
        "\(count) part\(count == 1 ? "" : "s") of this study \(count == 1 ? "is" : "are") in \(path) already, not to be done again"
    )
  }
}
