/// Why a reform cannot be applied.
public struct ReformError: Error, Hashable, Sendable {
  /// The reform, or the switch.
  public var reform: Name
  /// What is wrong and what to do.
  public var message: LocalizedText
  /// The change concerned.
  public var position: SourcePosition

  /// An error of `reform` at `position`.
  public init(reform: Name, message: LocalizedText, position: SourcePosition) {
    self.reform = reform
    self.message = message
    self.position = position
  }
}

/// Something about a reform that is worth knowing and no error.
public struct ReformNotice: Hashable, Sendable {
  /// The reform.
  public var reform: Name
  /// What a reader should know.
  public var message: LocalizedText
  /// The matter that the reform was to change and another reform has removed; nil: of something else.
  public var removedMatter: Name?

  /// A notice on `reform`.
  public init(reform: Name, message: LocalizedText) {
    self.reform = reform
    self.message = message
  }

  /// The changes of `reform` to `matters` that are skipped because another reform has removed those.
  init(skippedBy reform: Name, _ matters: [Name]) {
    self.reform = reform
    let isOne = matters.count == 1
    let (zh, en) = (
      matters.map { "“\($0)”" }.joined(separator: "、"),
      matters.map { "'\($0)'" }.joined(separator: ", ")
    )
    message = LocalizedText(
      zh: "改革“\(reform)”对事项\(zh)的改动被跳过：另一项改革已为这些申请人取消\(isOne ? "该" : "这些")事项",
      en:
        "the change of reform '\(reform)' to \(isOne ? "matter" : "matters") \(en) is skipped where another "
        + "chosen reform has removed \(isOne ? "that matter" : "those matters") for these applicants"
    )
    removedMatter = isOne ? matters[0] : nil
  }
}

extension [ReformNotice] {
  /// What a reader should know, each once: one line names all matters of a reform that others have removed.
  public var messages: [LocalizedText] {
    var told: [Name] = []
    var messages: [LocalizedText] = []
    for notice in self {
      var message = notice.message
      if notice.removedMatter != nil {
        if told.contains(notice.reform) { continue }
        told.append(notice.reform)
        let matters = filter { $0.reform == notice.reform }.compactMap(\.removedMatter).uniqued()
        message = ReformNotice(skippedBy: notice.reform, matters).message
      }
      if !messages.contains(message) { messages.append(message) }
    }
    return messages
  }
}
