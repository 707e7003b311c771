internal import Reporting

/// `new`: a commented scenario to begin with.
struct NewCommand {
  let session: Session
  let arguments: [String]

  func run() throws(Failure) -> ExitCode {
    let text = StarterScenario(language: session.language).text
    guard let path = arguments.first, path != "-" else {
      try session.print(text)
      return .done
    }
    do throws(SystemReason) {
      try createFile(path, Array(text.utf8))
    } catch {
      guard error.isExisting else { throw session.unwritable(path, error) }
      let word = session.text("错误：", "error: ")
      let message = session.text(
        "已有这个文件，没有改动；请换一个文件名", "the file exists and was left as it is; choose another name")
      throw Failure(code: .invalidInput, message: "\(path): \(word)\(message)\n")
    }
    session.remark(
      "已写好 \(path)；接着可以：reformlab check \(path)，reformlab compare \(path)",
      "wrote \(path); next: reformlab check \(path), reformlab compare \(path)")
    return .done
  }
}
