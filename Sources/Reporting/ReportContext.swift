internal import ApprovalModel
internal import Experiments
internal import Inference

/// What every section of a report is made from.
struct ReportContext {
  let results: StudyResults
  let language: Language
  let style: TextStyle

  /// No line of a report is meant to be longer, in terminal cells.
  static let width = 100

  /// The text in the report's language.
  func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// What readers call an office, matter, class, holder or payer.
  func title(_ name: Name) -> String {
    if let title = results.titles[name] { return title[language] }
    return Party(rawValue: name)?.text[language] ?? name
  }

  /// What readers call a design: its title, else its name.
  func designTitle(_ name: Name) -> String { results.designTitles[name]?[language] ?? name }

  /// A text as sentences quote it.
  func quoted(_ text: String) -> String { self.text("“\(text)”", "'\(text)'") }

  /// What readers call a design, as sentences quote it.
  func quoted(design name: Name) -> String { quoted(designTitle(name)) }

  /// What readers call a design with the name that is typed for it: `告知承诺（commitment）`.
  func named(_ name: Name) -> String {
    Design(name: name, title: results.designTitles[name], reforms: []).named(language)
  }

  /// Whom or what an outcome is about.
  func label(_ scope: Scope) -> String {
    switch scope {
    case .all: ""
    case .matter(let name), .office(let name), .applicantClass(let name): title(name)
    // A holder may have the name of an office, "window", and is not that office.
    case .holder(let name): Party(rawValue: name)?.text[language] ?? name
    case .payer(let name): payer(name)
    case .society: text("社会", "society")
    case .attribute(let name, let category): "\(name) = \(category)"
    case .month(let month): month
    }
  }

  /// `payer→payee` in words.
  private func payer(_ name: Name) -> String {
    let parts = name.split(separator: "→").map { title(String($0)) }
    guard parts.count == 2 else { return title(name) }
    return text("\(parts[0])付给\(parts[1])", "\(parts[0]) to \(parts[1])")
  }

  /// What the outcome is called, its payer with it.
  func name(_ key: OutcomeKey) -> String {
    let name = OutcomeWords(key.name).text[language]
    guard case .payer(let payer) = key.scope else { return name }
    return text("\(title(payer))的\(name)", "\(title(payer)) \(name)")
  }

  /// Whether the same applicants went through every design, so that they can be compared one by one.
  var isPaired: Bool { results.manifest.numbers == .common }

  /// The second sentence of every report: what the first is not.
  var caution: String {
    text(
      "这是模型在所列假设下的结果，不是实测效果。",
      "This is a model result under stated assumptions, not a measured effect.")
  }

  /// That there are too few replications for any verdict, as while a study is under way; nil where there are
  /// enough.
  var tooFew: String? {
    let (done, least) = (results.manifest.replications, Verdict.leastReplications)
    guard !comparisons.isEmpty, done < least else { return nil }
    return text(
      "只有 \(counted(done)) 次运行，少于 \(counted(least)) 次，还不作任何结论：“无法判断”是运行不够，不是看不出差别。",
      "After \(counted(done)) replications, fewer than \(counted(least)), there is no verdict yet: 'cannot tell' means too few, not that no difference shows."
    )
  }

  /// The designs compared with the baseline.
  var comparisons: [Comparison] { results.comparisons }

  /// The design that the first sentence speaks of: the one with most reforms, then by name.
  var leading: Comparison? {
    comparisons.min { a, b in
      let (x, y) = (reforms(of: a.design), reforms(of: b.design))
      return x != y ? x > y : a.design.precedes(b.design)
    }
  }

  /// Where nothing is compared, the design of which the first sentence speaks.
  var richest: DesignResult? {
    results.designs.min { a, b in
      let (x, y) = (reforms(of: a.name), reforms(of: b.name))
      return x != y ? x > y : a.name.precedes(b.name)
    }
  }

  private func reforms(of design: Name) -> Int { results.reformTitles[design]?.count ?? 0 }

  /// The results of the design of that name.
  func design(_ name: Name) -> DesignResult? { results.designs.first { $0.name == name } }

  /// A paragraph in lines.
  func paragraph(_ text: String, indent: String = "") -> [String] {
    wrapped(text, width: ReportContext.width, indent: indent)
  }

  /// A heading with an empty line before it.
  func heading(_ text: String) -> [String] { ["", style.heading(text)] }

  /// `value` as a cell: a bound or a missing number says so.
  func cell(_ value: Double?, _ numbers: ValueText, reason: MissingReason?) -> String {
    guard let value else {
      return (reason ?? .noCases).text[language]
    }
    return (reason == .openCases ? ">=" : "") + numbers.plain(value)
  }

  /// An interval as a cell; a dash where there is none.
  func cell(_ interval: Interval?, _ numbers: ValueText, isSigned: Bool = false) -> String {
    guard let interval else { return "-" }
    return isSigned ? numbers.signed(interval) : numbers.plain(interval)
  }

  /// The verdict as a word, in its color.
  func cell(_ verdict: Verdict) -> String { style.verdict(verdict, verdict.text[language]) }
}

extension [OutcomeDifference] {
  /// The difference of an outcome over all applicants.
  func first(_ name: String, _ unit: OutcomeUnit, _ scope: Scope = .all) -> OutcomeDifference? {
    first { $0.key.name == name && $0.key.unit == unit && $0.key.scope == scope }
  }
}

extension [OutcomeEstimate] {
  /// The estimate of an outcome over all applicants.
  func first(_ name: String, _ unit: OutcomeUnit, _ scope: Scope = .all) -> OutcomeEstimate? {
    first { $0.key.name == name && $0.key.unit == unit && $0.key.scope == scope }
  }
}
