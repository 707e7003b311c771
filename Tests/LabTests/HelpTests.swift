import ApprovalModel
import Foundation
import Testing

@testable import Lab

@Suite struct `Help` {
  @Test(arguments: Language.allCases)
  func `of everything is the golden text`(_ language: Language) throws {
    try expectGolden(HelpText(language: language).overview, "Lab/help.\(language).txt")
  }

  @Test(arguments: Command.allCases)
  func `of a command is the golden text`(_ command: Command) throws {
    for language in Language.allCases {
      try expectGolden(
        HelpText(language: language).about(command),
        "Lab/help-\(command.rawValue).\(language).txt")
    }
  }

  @Test func `names every flag of a command`() {
    for command in Command.allCases {
      let text = HelpText(language: .en).about(command)
      for flag in command.flags { #expect(text.contains(flag.usage(of: command))) }
    }
  }

  /// `UPDATE_GOLDEN=1` writes the page.
  @Test func `is the reference page of commands`() throws {
    let file = root.appending(path: "docs/reference/commands.md")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try HelpMarkdown.page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == HelpMarkdown.page)
  }
}
