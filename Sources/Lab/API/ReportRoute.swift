internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import Server

extension API.Route {
  /// A comparison as a file to hand over, with what its reforms bring.
  static let report = API.Route(method: .post, path: ["report"]) {
    api, _, request throws(APIFault) in
    let body = try api.body(request)
    let order = try StudyOrder(body, api, extra: ["format", "language"])
    guard order.command == .compare else {
      throw .badBody("报告只用于 compare", "a report is of 'compare' alone")
    }
    let format: ReportFormat = try body.word("format", missing: .html)
    let language: Language = try body.word("language", missing: .zh)
    let key = try order.key
    return api.studies.answer { isGone throws(APIFault) in
      let results: StudyResults
      let companions: PageCompanions
      do throws(StudyError) {
        guard let found = try await api.studies.report(of: order, key, isGone) as? StudyResults
        else {
          throw .unsuitable(LocalizedText(zh: "没有比较结果", en: "there is no comparison"))
        }
        results = found
        let context = StudyContext(isCancelled: isGone)
        let request = try await warmedUp(order.request, in: context)
        companions = try await request.companions(
          of: results, withSensitivity: false, in: context)
      } catch { throw order.fault(error) }
      let shown = results.madeAgain(
        from: order.input.path == unsavedFile ? "FILE" : order.input.name, format, language)
      let bytes = try order.bytes(format, language, shown, companions, isGone)
      let name = ReportFormat.stem(of: order.input.name)
      return WebResponse(
        contentType: format.contentType, bytes: bytes,
        headers: [
          ("Content-Disposition", "attachment; filename=\"\(name).\(format.ending)\""),
          ("Cache-Control", "no-store"),
        ])
    }
  }
}

extension StudyOrder {
  /// The bytes of a report's file; programs that write it end when the reader leaves.
  fileprivate func bytes(
    _ format: ReportFormat, _ language: Language, _ results: StudyResults,
    _ companions: PageCompanions, _ isGone: @escaping @Sendable () -> Bool
  ) throws(APIFault) -> [UInt8] {
    var host = session.host
    let stopSignal = host.stopSignal
    host.stopSignal = { isGone() ? 15 : stopSignal() }
    var options = session.options
    options.quiet = true
    func file(_ language: Language) -> ReportFile {
      ReportFile(
        session: Session(host: host, language: language, options: options, command: command),
        results: results, companions: companions)
    }
    do throws(Failure) {
      return try file(language).bytes(format, language)
    } catch {
      // What a program that is missing makes impossible is told in both languages.
      throw APIFault { language in
        do throws(Failure) {
          _ = try file(language).bytes(format, language)
          return error
        } catch { return error }
      }
    }
  }
}

extension JSONTree {
  /// One of a few words under a key, `missing` for none or null.
  ///
  /// - Throws: that something else stands there.
  fileprivate func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, missing: Word
  ) throws(APIFault) -> Word where Word.RawValue == String {
    guard let text = try text(key) else { return missing }
    guard let word = Word(rawValue: text) else {
      let all = Word.allCases.map(\.rawValue)
      throw .badBody(
        "\(key) 不能是“\(text)”；可用：\(all.joined(separator: "、"))",
        "'\(key)' cannot be '\(text)'; it is one of: \(all.joined(separator: ", "))")
    }
    return word
  }
}
