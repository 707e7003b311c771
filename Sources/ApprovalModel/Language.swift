/// A language of the product's messages and reports.
public enum Language: String, Hashable, Sendable, CaseIterable {
  /// Chinese.
  case zh
  /// English.
  case en
}

extension LocalizedText {
  /// The text in `language`.
  public subscript(language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}
