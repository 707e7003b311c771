internal import ApprovalModel
internal import Experiments
internal import Kernel
internal import Reporting
internal import Server

extension API.Route {
  /// Does a study, and tells how far it is while it does.
  static let study = API.Route(method: .post, path: ["studies"]) {
    api, _, request throws(APIFault) in
    let order = try StudyOrder(try api.body(request), api)
    let key = try order.key
    return WebResponse(events: { stream in
      if let known = api.studies.result(key) {
        stream.send("result", known.text)
        return
      }
      if api.studies.isFull { stream.progress(.waiting) }
      guard await api.studies.enter(isGone: { stream.isGone }) else { return }
      defer { api.studies.leave() }
      do throws(StudyError) {
        let result = try await order.result(
          progress: stream.progress, partial: { stream.send("partial", $0) },
          isGone: { stream.isGone })
        api.studies.keep(result, as: key)
        stream.send("result", result.text)
      } catch {
        stream.send("failed", order.fault(error).json.line)
      }
    })
  }
}

extension StudyProgress {
  /// Others are at work.
  fileprivate static let waiting = StudyProgress(
    done: 0, total: 0, kept: 0,
    phase: LocalizedText(zh: "等待其他研究完成", en: "waiting for other studies"))
}

extension EventStream {
  fileprivate func progress(_ progress: StudyProgress) {
    send(
      "progress",
      JSONValue.object([
        .init("done", .integer(Int64(progress.done))),
        .init("total", .integer(Int64(progress.total))),
        .init("kept", .integer(Int64(progress.kept))),
        .init("phase", progress.phase?.json ?? .null),
      ]).line, isReplaceable: true)
  }
}

extension StudyOrder {
  /// Equal for studies with equal results.
  var key: String {
    get throws(APIFault) {
      let manifest: Manifest
      do throws(StudyError) {
        var asked = request
        // Pilot runs, which would find it, come later; what they find depends on the rest of the key.
        asked.scenario.study.warmUp = asked.scenario.study.warmUp ?? TimeSpan(1, .calendarDays)
        manifest = try asked.manifest()
      } catch { throw fault(error) }
      let text = stableHash(String(decoding: input.bytes, as: UTF8.self))
      return "\(manifest.scenarioDigest) \(manifest.planDigest) \(text) \(shownCommand)"
    }
  }

  /// Replications after which results are shown before the last.
  private var looks: [Int] {
    guard command == .compare || command == .run, request.precision == nil else { return [] }
    let most = request.replications ?? scenario.study.replications
    return sequence(first: 5) { $0 * 2 }.prefix { $0 < most }.map { $0 }
  }

  /// Does the study, with a look at what there is after 5, 10, 20 … replications.
  ///
  /// Finished parts are kept in memory from look to look, so that nothing is done twice.
  ///
  /// - Parameter partial: told what a look shows; nil: no looks.
  func result(
    progress: @escaping @Sendable (StudyProgress) -> Void = { _ in },
    partial: ((String) -> Void)? = nil, isGone: @escaping @Sendable () -> Bool
  ) async throws(StudyError) -> StudyRoom.Finished {
    let total = request.replications ?? scenario.study.replications
    let looks = partial == nil ? [] : looks
    let context = StudyContext(
      store: looks.isEmpty ? nil : MemoryParts(),
      progress: { now in
        var now = now
        // What an earlier look has done was done for this request.
        now.kept = 0
        if !looks.isEmpty, now.phase == nil { now.total = total }
        progress(now)
      }, isCancelled: isGone)
    let whole = try await warmedUp(request, in: context)
    for look in looks {
      var request = whole
      request.replications = look
      let report = try await session.find(command, request, in: context)
      partial?(
        JSONValue.object([
          .init("replications", .integer(Int64(look))), .init("of", .integer(Int64(total))),
          .init("pages", pages(of: report)),
        ]).line)
    }
    let report = try await session.find(command, whole, in: context)
    return StudyRoom.Finished(report: report, text: resultText(report, replications: total))
  }

  /// The event with which a study ends; `results` holds the bytes of the command's `--json`.
  func resultText(_ report: any StudyReport, replications: Int) -> String {
    let results = report.json.hasSuffix("\n") ? String(report.json.dropLast()) : report.json
    let rest = JSONValue.object([
      .init("pages", pages(of: report)), .init("command", .string(shownCommand)),
      .init("replications", .integer(Int64(replications))),
    ]).line
    return "{\"results\":\(results),\(rest.dropFirst())"
  }

  /// A report in both languages.
  private func pages(of report: any StudyReport) -> JSONValue {
    let report = named(report)
    return .object(
      Language.allCases.map { language in
        .init(language.rawValue, report.page(language, title: scenario.title).json)
      })
  }
}
