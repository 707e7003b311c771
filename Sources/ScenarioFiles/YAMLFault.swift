internal import ApprovalModel

/// What is wrong with the notation, in the product's own words.
///
/// libyaml 0.2 names its faults in English phrases; those that scenario files run into have an entry,
/// any other is reported as text that is no YAML.
struct YAMLFault {
  /// What is wrong.
  let message: LocalizedText
  /// What to do.
  let hint: LocalizedText?
  /// Whether the place where the broken part began tells more than the place where it was noticed.
  let belongsToContext: Bool

  init(problem: String) {
    var context = false
    let hint: LocalizedText?
    switch problem {
    case "found character that cannot start any token":
      message = LocalizedText(
        zh: "这里不能有这个字符；缩进用空格，以特殊字符开头的文字要加引号",
        en:
          "this character cannot stand here; indent with spaces, and quote a text that begins with "
          + "a special character")
      hint = nil
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected",
      "found a tab character where an intendation space is expected":
      message = LocalizedText(zh: "缩进不能用制表符", en: "a tab cannot indent")
      hint = LocalizedText(zh: "请改用空格", en: "use spaces")
    case "mapping values are not allowed in this context":
      message = LocalizedText(
        zh: "这里不能再有冒号", en: "a second ':' cannot stand here")
      hint = LocalizedText(
        zh: "每行写一个键，或给文字加引号", en: "write one key a line, or quote the text")
    case "did not find expected ',' or ']'":
      message = LocalizedText(
        zh: "方括号“[”没有用“]”合上，或少了逗号", en: "'[' is not closed by ']', or a comma is missing")
      hint = nil
      context = true
    case "did not find expected ',' or '}'":
      message = LocalizedText(
        zh: "花括号“{”没有用“}”合上，或少了逗号", en: "'{' is not closed by '}', or a comma is missing")
      hint = nil
      context = true
    case "found unexpected end of stream", "found unexpected document indicator":
      message = LocalizedText(zh: "引号没有合上", en: "a quotation mark is not closed")
      hint = nil
      context = true
    case "could not find expected ':'":
      message = LocalizedText(zh: "这里缺少冒号", en: "a ':' is missing here")
      hint = LocalizedText(zh: "键和值写成“键: 值”", en: "write key and value as 'key: value'")
      context = true
    case "did not find expected key":
      message = LocalizedText(
        zh: "这里应当是一个键；请检查缩进", en: "a key was expected here; check the indentation")
      hint = nil
    case "did not find expected '-' indicator":
      message = LocalizedText(
        zh: "这里应当是以“- ”开头的列表项；请检查缩进",
        en: "a list item beginning with '- ' was expected here; check the indentation")
      hint = nil
    case "block sequence entries are not allowed in this context",
      "block mapping entries are not allowed in this context":
      message = LocalizedText(
        zh: "列表不能从这一行的这里开始", en: "a list cannot begin at this place of the line")
      hint = LocalizedText(zh: "请另起一行", en: "begin a new line")
    case "found unknown escape character", "did not find expected hexdecimal number":
      message = LocalizedText(
        zh: "引号里的反斜杠后面不是可用的转义", en: "the backslash in quotes begins no known escape")
      hint = LocalizedText(zh: "请用单引号", en: "use single quotes")
    case "exceeded maximum depth":
      message = LocalizedText(
        zh: "嵌套超过 \(YAMLReader.mostLevels) 层",
        en: "lists and maps are nested more than \(YAMLReader.mostLevels) levels deep")
      hint = nil
    default:
      message = LocalizedText(
        zh: "这里不符合 YAML 的写法；请检查缩进、引号和括号",
        en: "this is no valid YAML; check indentation, quotation marks and brackets")
      hint = nil
    }
    self.hint = hint
    belongsToContext = context
  }
}
