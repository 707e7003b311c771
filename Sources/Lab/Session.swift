internal import ApprovalModel
internal import Reporting

/// A command stops here: the exit code and what to say about it.
struct Failure: Error, Hashable, Sendable {
  /// How the command ends.
  var code: ExitCode
  /// What standard error says, with its line end; empty where there is nothing to say.
  var message: String
}

/// One command line at work: its language, its options and where its output goes.
struct Session: Sendable {
  let host: Host
  let language: Language
  var options: Options
  /// The command at work; nil for help and the version.
  var command: Command?
  /// The text of the scenario, where it was read before.
  var scenarioText: [UInt8]?
  /// The study in journals that are merged; nil: that of a scenario file.
  var merged: MergedStudy?
  /// Whether finished parts are kept; what repeats a study to compare it keeps none.
  var keepsParts = true

  /// The text in the language of the session.
  func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// Colors on standard output.
  var style: TextStyle {
    options.output == nil && host.isOutputTerminal && allowsColor ? .colored : .plain
  }

  private var allowsColor: Bool {
    !options.noColor && (host.variable("NO_COLOR") ?? "").isEmpty && host.variable("TERM") != "dumb"
  }

  /// A line that moves, where there is a terminal that can show it.
  func progress() -> ProgressLine {
    ProgressLine(
      host: host, language: language,
      isOn: host.isMessageTerminal && !options.quiet && host.variable("TERM") != "dumb")
  }

  /// Says something on standard error.
  func remark(_ zh: String, _ en: String) {
    if !options.quiet { host.message("reformlab: \(text(zh, en))\n") }
  }

  /// A failure with a sentence.
  func failure(_ code: ExitCode, _ zh: String, _ en: String) -> Failure {
    let error = text("错误：", "error: ")
    return Failure(code: code, message: "reformlab: \(error)\(text(zh, en))\n")
  }

  /// A command line that cannot be carried out.
  func failure(_ error: UsageError) -> Failure {
    Failure(code: .usage, message: error.text(language, command: command))
  }

  /// The end that a signal asked for, after which so many parts of a study are kept.
  func stopped(kept: Int = 0) -> Failure {
    let isTerminated = host.stopSignal() == 15
    let message =
      kept == 0
      ? text("研究已停止，没有保留任何结果。", "stopped; nothing of the study was kept.")
      : text(
        "研究已停止；已保留 \(kept) 个部分，同一命令加上 --resume 就接着做。",
        "stopped; \(kept) part\(kept == 1 ? " is" : "s are") kept: the same command with --resume goes on."
      )
    return Failure(
      code: isTerminated ? .terminated : .interrupted, message: "reformlab: \(message)\n")
  }

  // MARK: Output

  /// Opens the output file where one is asked for, before any work is done.
  ///
  /// - Parameter inputs: the files that are read, which it must not replace.
  func openOutput(inputs: [String]) throws(Failure) -> Output {
    guard let path = options.output else { return Output(session: self, file: nil) }
    if inputs.contains(where: { $0 != "-" && leadToSamePlace($0, path) }) {
      throw failure(
        .usage, "--output 会覆盖输入文件 \(path)", "--output would replace the input file \(path)")
    }
    do {
      return Output(session: self, file: try OutputFile(path: path))
    } catch {
      throw unwritable(path, error)
    }
  }

  func unwritable(_ path: String, _ reason: SystemReason) -> Failure {
    if let folder = missingFolder(above: path) {
      let make = "mkdir -p \(shellQuoted(folder))"
      return failure(
        .environment, "不能写 \(path)：没有文件夹 \(folder)；请先建立：\(make)",
        "cannot write \(path): there is no folder \(folder); make it first: \(make)")
    }
    return failure(
      .environment, "不能写 \(path)：\(reason.text.zh)", "cannot write \(path): \(reason.text.en)")
  }
}

/// Where results go: standard output, or a file that appears when it is complete.
struct Output {
  let session: Session
  let file: OutputFile?

  /// Writes a part.
  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  /// Writes a part that need not be text.
  func write(_ bytes: [UInt8]) throws(Failure) {
    if let file {
      do {
        try file.write(bytes)
      } catch {
        throw session.unwritable(session.options.output ?? "", error)
      }
    } else {
      try session.print(bytes)
    }
  }

  /// Everything is written.
  func finish() throws(Failure) {
    guard let file else { return }
    do {
      try file.commit()
    } catch {
      throw session.unwritable(session.options.output ?? "", error)
    }
  }

  /// Writes all of a text.
  func finish(_ text: String) throws(Failure) {
    try write(text)
    try finish()
  }
}

extension Session {
  /// Writes to standard output.
  ///
  /// A reader that has gone away ends the command without a word.
  func print(_ text: String) throws(Failure) { try print(Array(text.utf8)) }

  /// Writes bytes to standard output.
  func print(_ bytes: [UInt8]) throws(Failure) {
    do throws(HostError) {
      try host.output(bytes)
    } catch {
      if error.number == brokenPipe { throw Failure(code: .done, message: "") }
      let reason = SystemReason(number: error.number)
      throw unwritable(self.text("标准输出", "standard output"), reason)
    }
  }
}

extension Session {
  /// The design of that name.
  func design(_ name: String, of scenario: Scenario) throws(Failure) -> Design {
    if let design = scenario.designs.first(where: { $0.name == name }) { return design }
    let all = scenario.designs.map(\.name)
    throw failure(
      UsageError.unknownDesign(name, near: nearestName(to: name, among: all), all: all))
  }
}
