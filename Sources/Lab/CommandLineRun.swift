internal import ApprovalModel
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Carries out one command line.
///
/// - Parameters:
///   - arguments: what stands behind the program's name.
///   - host: environment, streams and signals.
/// - Returns: how it ended; everything there is to say has been said.
public func runCommandLine(_ arguments: [String], host: Host) async -> ExitCode {
  let language = languageAsked(arguments) ?? languageOfEnvironment(host.variable)
  let invocation: Invocation
  do {
    invocation = try readCommandLine(arguments)
  } catch {
    if error == .noCommand {
      host.message(HelpText(language: language).overview)
    } else {
      let meant = arguments.lazy.compactMap { Command(rawValue: $0) }.first
      host.message(error.text(language, command: meant))
    }
    return .usage
  }
  var session = Session(host: host, language: language, options: invocation.options)
  if case .command(let command) = invocation.action { session.command = command }
  do {
    return try await session.carryOut(invocation)
  } catch {
    if !error.message.isEmpty { host.message(error.message) }
    return error.code
  }
}

/// Carries out the command line of this process, and ends it.
public func runThisProcess() async -> Never {
  let host = Host.process()
  let code = await runCommandLine(Array(CommandLine.arguments.dropFirst()), host: host)
  exit(code.rawValue)
}

extension Session {
  /// Does what a command line asks for.
  func carryOut(_ invocation: Invocation) async throws(Failure) -> ExitCode {
    let help = HelpText(language: language, style: style)
    switch invocation.action {
    case .version: try print(help.versionLine + "\n")
    case .help(let command):
      if options.markdown {
        try print(HelpMarkdown.page)
      } else {
        try print(command.map(help.about) ?? help.overview)
      }
    case .command(let command):
      let arguments = invocation.arguments
      switch command {
      case .compare, .run, .best, .attribute, .sensitivity, .breakEven, .explore, .staff:
        return try await StudyCommand(session: self, command: command, arguments: arguments).run()
      case .merge: return try await MergeCommand(session: self, paths: arguments).run()
      case .reproduce: return try await ReproduceCommand(session: self, arguments: arguments).run()
      case .report: return try await ReportCommand(session: self, arguments: arguments).run()
      case .check: return try CheckCommand(session: self, paths: arguments).run()
      case .catalogue: return try CatalogueCommand(session: self, words: arguments).run()
      case .applicants:
        return try await ApplicantsCommand(session: self, arguments: arguments).run()
      case .timeline: return try await TimelineCommand(session: self, arguments: arguments).run()
      case .log: return try await LogCommand(session: self, arguments: arguments).run()
      case .explain: return try ExplainCommand(session: self, arguments: arguments).run()
      case .diff: return try DiffCommand(session: self, arguments: arguments).run()
      case .new: return try NewCommand(session: self, arguments: arguments).run()
      case .exercise: return try await ExerciseCommand(session: self, words: arguments).run()
      case .progress: return try ProgressCommand(session: self, words: arguments).run()
      case .teacher: return try TeacherCommand(session: self, words: arguments).run()
      case .serve: return try await ServeCommand(session: self, paths: arguments).run()
      case .site: return try await SiteCommand(session: self, arguments: arguments).run()
      case .help: break
      }
    }
    return .done
  }
}
