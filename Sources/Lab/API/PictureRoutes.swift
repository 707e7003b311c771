internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import Server

extension API.Route {
  /// One applicant in the baseline and in a design.
  static let timelines = API.Route(method: .post, path: ["timelines"]) {
    api, _, request throws(APIFault) in
    let body = try api.body(request)
    let order = try StudyOrder(body, api, extra: ["applicant", "replication"])
    let applicant = try body.applicant()
    let replication = try body.whole("replication", in: 0...99_999, missing: 0)
    return api.studies.answer { isGone throws(APIFault) in
      let request = try await order.paired(isGone)
      do throws(TimelineError) {
        let found = try Experiments.timelines(
          request, applicant: applicant, replication: replication, isCancelled: isGone)
        let pages = JSONValue.object(
          Language.allCases.map { language in
            .init(
              language.rawValue,
              order.page(language, [PassageSection(found, language: language).section]))
          })
        let data = TimelineReport(found, language: .en).json
        return WebResponse(text: "{\"pages\":\(pages.line),\"data\":\(data)}")
      } catch {
        throw order.fault { $0.failure(error, order.input, order.scenario) }
      }
    }
  }

  /// The process maps of a comparison.
  static let map = API.Route(method: .post, path: ["map"]) { api, _, request throws(APIFault) in
    let body = try api.body(request)
    let order = try StudyOrder(body, api)
    guard order.command == .compare || order.command == .run else {
      throw .badBody("流程图只用于 compare 和 run", "maps are of 'compare' and 'run' alone")
    }
    let key = try order.key
    // The page asks for two designs of a comparison of all that it has seen; nothing is run again for them.
    let whole = try StudyOrder(body.without("designs"), api).key
    return api.studies.answer { isGone throws(APIFault) in
      do throws(StudyError) {
        let results: any StudyReport
        if let known = api.studies.result(whole)?.report, known.has(order.request.designs) {
          results = known
        } else {
          results = try await api.studies.report(of: order, key, isGone)
        }
        guard let results = results as? StudyResults else {
          throw .unsuitable(LocalizedText(zh: "没有比较结果", en: "there is no comparison"))
        }
        let processes = try order.request.designProcesses()
        let pages = JSONValue.object(
          Language.allCases.map { language in
            let section = MapSection(results, processes, language: language).section
            return .init(language.rawValue, order.page(language, [section]))
          })
        return WebResponse(json: .object([.init("pages", pages)]))
      } catch { throw order.fault(error) }
    }
  }

  /// A recorded run of the baseline and of a design.
  static let replay = API.Route(method: .post, path: ["replay"]) {
    api, _, request throws(APIFault) in
    let body = try api.body(request)
    let order = try StudyOrder(body, api, extra: ["replication", "applicants"])
    let replication = try body.whole("replication", in: 0...99_999, missing: 0)
    let applicants = try body.whole("applicants", in: 1...5_000, missing: 200)
    return api.studies.answer { isGone throws(APIFault) in
      let request = try await order.paired(isGone)
      do throws(StudyError) {
        let found = try Experiments.replay(
          request, replication: replication, applicants: applicants, isCancelled: isGone)
        return WebResponse(json: found.json)
      } catch { throw order.fault(error) }
    }
  }
}

extension StudyReport {
  /// Whether it tells of all these designs.
  fileprivate func has(_ designs: [Name]) -> Bool {
    let told = (self as? StudyResults)?.designs.map(\.name) ?? []
    return designs.allSatisfy(told.contains)
  }
}

extension JSONTree {
  /// The object without one of its members.
  fileprivate func without(_ key: String) -> JSONTree {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.key != key })
  }
}

extension StudyRoom {
  /// An answer that takes the work of a study, made when it is its turn.
  func answer(
    _ work:
      @escaping @Sendable (_ isGone: @escaping @Sendable () -> Bool) async throws(APIFault)
      -> WebResponse
  ) -> WebResponse {
    WebResponse(later: { isGone in
      guard await self.enter(isGone: isGone) else { return APIFault.stopped.response }
      defer { self.leave() }
      do throws(APIFault) { return try await work(isGone) } catch { return error.response }
    })
  }

  /// What a study found, from memory where it was done before.
  func report(
    of order: StudyOrder, _ key: String, _ isGone: @escaping @Sendable () -> Bool
  ) async throws(StudyError) -> any StudyReport {
    if let known = result(key) { return known.report }
    let found = try await order.result(isGone: isGone)
    keep(found, as: key)
    return found.report
  }
}

extension APIFault {
  /// Nobody waits for the answer.
  static let stopped = APIFault(503, "stopped", zh: "已停止", en: "stopped")
}

extension StudyOrder {
  /// The request for one design beside the baseline, with its warm-up: the first of those asked for, or the
  /// one with most reforms.
  func paired(_ isGone: @escaping @Sendable () -> Bool) async throws(APIFault) -> StudyRequest {
    var request = request
    let baseline = request.baseline ?? scenario.study.baseline
    let design = request.designs.first { $0 != baseline } ?? scenario.richestDesign?.name
    request.designs = design.map { [$0] } ?? []
    request.compares = true
    do throws(StudyError) {
      return try await warmedUp(request, in: StudyContext(isCancelled: isGone))
    } catch { throw fault(error) }
  }

  /// A page of some sections.
  func page(_ language: Language, _ sections: [Page.Section]) -> JSONValue {
    Page(language: language, title: scenario.title[language], sections: sections).json
  }

  /// What a command line says that fails for the same reason.
  func fault(_ failure: (Session) -> Failure) -> APIFault {
    APIFault { language in
      failure(Session(host: session.host, language: language, options: session.options))
    }
  }
}

extension WebResponse {
  /// An answer that is JSON already.
  fileprivate init(text: String) {
    self.init(
      contentType: "application/json; charset=utf-8", bytes: Array(text.utf8),
      headers: [("Cache-Control", "no-store")])
  }
}

extension JSONTree {
  /// The applicant under `applicant`, nil for none or null.
  fileprivate func applicant() throws(APIFault) -> ApplicantName? {
    guard let value = self["applicant"], value != .null else { return nil }
    guard case .number(let text)? = value["index"], let index = Int64(text), index >= 0,
      let name = value["class"]?.string
    else {
      throw .badBody(
        "applicant 应当是 {\"class\": 类别, \"index\": 编号}，这里是 \(value.shown)",
        "'applicant' should be {\"class\": NAME, \"index\": NUMBER}, not \(value.shown)")
    }
    return ApplicantName(applicantClass: name, index: index)
  }
}
