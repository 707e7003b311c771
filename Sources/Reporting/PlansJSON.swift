internal import ApprovalModel
internal import Experiments

extension PlanSliders {
  /// The plans with their sliders as JSON, for a browser to run.
  ///
  /// - Parameter parts: of the scenario that the plans were compiled from, for titles.
  package func json(_ parts: ScenarioParts) -> JSONValue {
    .object([
      .init("format", .integer(1)), .init("seed", .string(String(seed))),
      .init("designs", .array(designs.map(JSONValue.string))),
      .init("designTitles", designTitles.json),
      .init("plans", .array(plans.map { .string(base64($0)) })),
      .init("outcomes", .array(outcomes.map(json))),
      .init("study", .array(study.map(JSONValue.number))),
      .init("sliders", .array(sliders.map { json($0, parts) })),
      .init(
        "leftOut",
        .array(
          leftOut.map {
            .object([
              .init("path", .string($0.path)), .init("reason", .string($0.reason.rawValue)),
            ])
          })),
    ])
  }

  private func json(_ key: OutcomeKey) -> JSONValue {
    .object([
      .init("name", .string(key.name)), .init("scope", .string(key.scope.text)),
      .init("unit", .string(key.unit.rawValue)), .init("better", .string("\(key.better)")),
      .init(
        "title",
        .object(
          Language.allCases.map { language in
            .init(language.rawValue, .string(title(key, language)))
          })),
    ])
  }

  private func title(_ key: OutcomeKey, _ language: Language) -> String {
    let name = OutcomeWords(key.name).text[language]
    guard case .payer(let payer) = key.scope else { return name }
    let who = Party(rawValue: payer)?.text[language] ?? payer
    return language == .zh ? "\(who)的\(name)" : "\(who) \(name)"
  }

  private func json(_ slider: Slider, _ parts: ScenarioParts) -> JSONValue {
    let evidence = slider.input.listing.evidence
    return .object([
      .init("path", .string(slider.input.path)),
      .init("title", parts.title(slider.input.path)?.json ?? .null),
      .init("kind", .string(slider.input.kind.rawValue)), .init("unit", .string(slider.input.unit)),
      .init("grade", .string(evidence.grade.rawValue)),
      .init("assumed", .bool(evidence.grade == .d)), .init("value", .number(slider.input.value)),
      .init("text", .string(slider.input.listing.notation)),
      .init(
        "choices",
        .array(
          slider.choices.map { choice in
            .object([
              .init("text", .string(choice.text)), .init("value", .number(choice.value)),
              .init("patches", .array(choice.patches.map { .array($0.map(\.json)) })),
            ])
          })),
    ])
  }

}

extension WordPatch {
  /// The patch as JSON: where, and the word in hexadecimal.
  package var json: JSONValue {
    .array([.integer(Int64(offset)), .string(String(word, radix: 16))])
  }
}

/// Bytes as text: four letters for three bytes (RFC 4648).
package func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  for first in stride(from: 0, to: bytes.count, by: 3) {
    let count = min(3, bytes.count - first)
    var group: UInt32 = 0
    for i in 0..<3 { group = group << 8 | (i < count ? UInt32(bytes[first + i]) : 0) }
    for i in 0..<4 {
      text.append(
        i <= count ? letters[Int(group >> UInt32(18 - 6 * i) & 63)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
