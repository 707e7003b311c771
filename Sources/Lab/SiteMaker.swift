internal import ApprovalModel
internal import Exercises
internal import Experiments
internal import Kernel
internal import Reporting
internal import ScenarioFiles
internal import Server

/// Why a site is not finished.
enum SiteFault: Error {
  /// A file could not be written.
  case system(String, SystemReason)
  /// What a file would hold could not be found.
  case api(String, APIFault)
}

/// Makes the files of a site: the application, and what the API answers for each scenario.
final class SiteMaker {
  private let api: API
  private let sink: SiteSink
  private let exercises: [ExerciseShelf.Entry]
  private let replications: Int?
  private let progress: ProgressLine
  private let isStopped: @Sendable () -> Bool
  /// What a reader of the site would miss.
  private(set) var notes: [LocalizedText] = []

  /// All sets of as many reforms are made beforehand.
  static let mostForAllSets = 4
  /// A set has a file name of at most so many bytes.
  private static let longestName = 200

  init(
    api: API, sink: SiteSink, exercises: [ExerciseShelf.Entry], replications: Int?,
    progress: ProgressLine,
    isStopped: @escaping @Sendable () -> Bool
  ) {
    self.api = api
    self.sink = sink
    self.exercises = exercises
    self.replications = replications
    self.progress = progress
    self.isStopped = isStopped
  }

  func make() async throws(SiteFault) {
    try begin()
    try writeApplication()
    try await put("data/index.json") { () throws(APIFault) in try await self.get(["scenarios"]) }
    for entry in api.shelf.entries { try await make(entry) }
    try await makeExercises()
    if sink.isPage {
      let page = SitePage(sink.held)
      do throws(SystemReason) { try sink.finish(page: page.bytes) } catch {
        throw .system("", error)
      }
    }
  }

  /// The mark of the site: data of another version, file or number of replications are made anew.
  private func begin() throws(SiteFault) {
    let scenarios = api.shelf.entries.map { entry -> JSONValue in
      let bytes = (try? readScenarioBytes(path: entry.path)) ?? []
      return .object([
        .init("id", .string(entry.id)),
        .init("digest", .string(hexadecimal(stableHash(String(decoding: bytes, as: UTF8.self))))),
      ])
    }
    do throws(SystemReason) {
      try sink.begin(
        .object([
          .init("format", .integer(1)), .init("version", .string(productVersion)),
          .init("replications", .whole(replications)), .init("scenarios", .array(scenarios)),
          .init(
            "exercises",
            .array(
              exercises.map {
                .string(readExercise(folder: $0.folder).exercise?.digest ?? "")
              })),
        ]))
    } catch { throw .system(SiteSink.mark, error) }
  }

  // MARK: The application

  private func writeApplication() throws(SiteFault) {
    guard let index = api.files.file([]) else { throw .api("index.html", api.files.missing([])) }
    let text = String(decoding: index.bytes, as: UTF8.self)
    try write("index.html", Array(SitePage.index(text, data: "static").utf8))
    for name in api.files.names {
      guard let file = api.files.file(["app", name]) else { continue }
      try write("app/\(name)", file.bytes)
    }
    for (name, missing) in [
      (
        "vega.js",
        LocalizedText(zh: "没有图表库，网页只显示表格", en: "without the chart library pages show tables")
      ),
      (
        "reformlab.wasm",
        LocalizedText(
          zh: "没有 WebAssembly 模块，滑块不能用", en: "without the WebAssembly module no slider moves")
      ),
    ] {
      guard let file = api.files.file(["app", name]) else {
        notes.append(missing)
        continue
      }
      try write("app/\(name)", file.bytes)
    }
  }

  // MARK: Scenarios

  private func make(_ entry: ScenarioShelf.Entry) async throws(SiteFault) {
    let id = entry.id
    let input: ScenarioInput
    do throws(APIFault) { input = try api.shelf.input(id) } catch { throw .api(entry.path, error) }
    guard let scenario = input.scenario else { throw .api(entry.path, .invalid(input.diagnostics)) }
    try await put("data/\(id)/scenario.json") { () throws(APIFault) in
      try await self.get(["scenarios", id])
    }
    let designs = [scenario.study.baseline, scenario.richestDesign?.name].compactMap(\.self)
    let detail: [JSONValue.Member] = [.init("designs", .array(designs.map(JSONValue.string)))]
    var lost: [JSONValue.Member] = []
    try await put("data/\(id)/compare.json") { () throws(APIFault) in
      let finished = try await self.study(id, [])
      lost = Self.lostMost(finished.report, designs.last)
      return Array(finished.text.utf8)
    }
    if (scenario.richestDesign?.reforms.count ?? 0) > 1 {
      let design = JSONValue.array(designs.suffix(1).map(JSONValue.string))
      try await put("data/\(id)/attribute.json") { () throws(APIFault) in
        let finished = try await self.study(
          id, [.init("method", .string("attribute")), .init("designs", design)])
        return Array(finished.text.utf8)
      }
    }
    try await put("data/\(id)/timelines.json") { () throws(APIFault) in
      if lost.isEmpty {
        lost = Self.lostMost(try await self.study(id, []).report, designs.last)
      }
      return try await self.post("timelines", id, detail + lost)
    }
    try await put("data/\(id)/map.json") { () throws(APIFault) in
      try await self.post("map", id, detail)
    }
    try await put("data/\(id)/replay.json") { () throws(APIFault) in
      try await self.post(
        "replay", id,
        detail + [.init("replication", .integer(0)), .init("applicants", .integer(60))])
    }
    try await put("data/\(id)/plans.json") { () throws(APIFault) in
      try await self.post("plans", id, [])
    }
    try await makeSets(id, scenario)
  }

  /// The applicant who loses most, as the application asks for it.
  private static func lostMost(_ report: any StudyReport, _ design: Name?) -> [JSONValue.Member] {
    let results = report as? StudyResults
    let comparison = results?.comparisons.first { $0.design == design }
    guard let lost = comparison?.applicants.lostMost else { return [] }
    return [
      .init(
        "applicant",
        .object([
          .init("class", .string(lost.applicantClass)), .init("index", .integer(lost.index)),
        ])),
      .init("replication", .integer(Int64(lost.replication))),
    ]
  }

  /// Compares sets of reforms with the baseline, a file each.
  ///
  /// All sets of up to four reforms; of more reforms none, each alone, all but each one, and all. Sets that
  /// cannot be combined have no file.
  private func makeSets(_ id: String, _ scenario: Scenario) async throws(SiteFault) {
    let all = scenario.reforms.map(\.name)
    if all.count > Self.mostForAllSets {
      notes.append(
        LocalizedText(
          zh: "\(id)：有 \(all.count) 项改革，只预先计算了一项不选、单选一项、少选一项和全选",
          en:
            "\(id): of \(all.count) reforms only none, each alone, all but one, and all were combined"
        ))
    }
    for set in Self.sets(of: all) {
      let name = set.isEmpty ? "none" : set.joined(separator: "+")
      guard name.utf8.count <= Self.longestName else {
        notes.append(
          LocalizedText(
            zh: "\(id)：组合 \(name.prefix(60))…… 的文件名太长，没有计算",
            en: "\(id): the set \(name.prefix(60))… makes too long a file name and was left out"))
        continue
      }
      let reforms = [JSONValue.Member("reforms", .array(set.map(JSONValue.string)))]
      let path = "data/\(id)/what-if/\(name).json"
      do throws(SiteFault) {
        try await put(path) { () throws(APIFault) in
          let finished = try await self.study(id, reforms)
          let plans = try await self.post("plans", id, reforms)
          return Array(finished.text.utf8.dropLast()) + Array(",\"plans\":".utf8) + plans
            + [UInt8(ascii: "}")]
        }
      } catch {
        // The reforms of this set may not go together.
        guard case .api(_, let fault) = error, [400, 422].contains(fault.status) else {
          throw error
        }
      }
    }
  }

  static func sets(of names: [Name]) -> [[Name]] {
    guard names.count > mostForAllSets else {
      return (0..<(1 << names.count)).map { bits in
        names.indices.filter { bits >> $0 & 1 == 1 }.map { names[$0] }
      }
    }
    return [[]] + names.map { [$0] } + names.map { name in names.filter { $0 != name } } + [names]
  }

  // MARK: Exercises

  /// The exercises with the plans of all their runs, so that a class needs no server.
  private func makeExercises() async throws(SiteFault) {
    let found = exercises.compactMap { entry in
      readExercise(folder: entry.folder).exercise.map { (entry, $0) }
    }
    try await put("data/exercises/index.json") { () throws(APIFault) in
      Array(
        JSONValue.object([
          .init("product", .string(productVersion)),
          .init("exercises", .array(found.map(\.1).inOrder.map(\.entryJSON))),
        ]).line.utf8)
    }
    for (entry, exercise) in found {
      let folder = "data/exercises/\(entry.id)"
      try await put("\(folder)/exercise.json") { () throws(APIFault) in
        try await self.get(["exercises", entry.id])
      }
      for number in ExercisePlans(exercise).keys.indices {
        try await put("\(folder)/plan-\(number).json") { () throws(APIFault) in
          try await self.get(["exercises", entry.id, "plans", String(number)])
        }
      }
    }
  }

  // MARK: Answers

  /// Writes what `make` finds, unless it is there from an earlier attempt.
  private func put(
    _ path: String, _ make: () async throws(APIFault) -> [UInt8]
  ) async throws(SiteFault) {
    if sink.has(path) { return }
    progress.announce(zh: path, en: path)
    let bytes: [UInt8]
    do throws(APIFault) { bytes = try await make() } catch { throw .api(path, error) }
    if isStopped() { throw .api(path, .stopped) }
    try write(path, bytes)
  }

  private func write(_ path: String, _ bytes: [UInt8]) throws(SiteFault) {
    do throws(SystemReason) { try sink.write(path, bytes) } catch { throw .system(path, error) }
  }

  private func get(_ path: [String]) async throws(APIFault) -> [UInt8] {
    try await answer(WebRequest(method: .get, path: API.root + path))
  }

  private func post(
    _ route: String, _ id: String, _ members: [JSONValue.Member]
  ) async throws(APIFault) -> [UInt8] {
    try await answer(
      WebRequest(
        method: .post, path: API.root + [route], contentType: "application/json",
        body: Array(body(id, members).line.utf8)))
  }

  private func body(_ id: String, _ members: [JSONValue.Member]) -> JSONValue {
    let count = replications.map { [JSONValue.Member("replications", .integer(Int64($0)))] } ?? []
    return .object([.init("scenario", .string(id))] + count + members)
  }

  private func study(_ id: String, _ members: [JSONValue.Member]) async throws(APIFault)
    -> StudyRoom.Finished
  {
    let request = WebRequest(method: .post, path: [], body: Array(body(id, members).line.utf8))
    let order = try StudyOrder(try api.body(request), api)
    let key = try order.key
    if let known = api.studies.result(key) { return known }
    do throws(StudyError) {
      let finished = try await order.result(
        progress: { [progress] in progress.update($0) }, isGone: isStopped)
      api.studies.keep(finished, as: key)
      return finished
    } catch { throw order.fault(error) }
  }

  private func answer(_ request: WebRequest) async throws(APIFault) -> [UInt8] {
    var response = api.answer(request)
    if case .later(let work) = response.body { response = await work(isStopped) }
    guard case .bytes(let bytes) = response.body else { return [] }
    guard response.status < 400 else { throw APIFault(response.status, bytes) }
    return bytes
  }
}

extension APIFault {
  /// The fault that an answer tells of.
  fileprivate init(_ status: Int, _ answer: [UInt8]) {
    let error = (try? JSONTree(answer))?["error"]
    self.init(
      status, error?["code"]?.string ?? "internal",
      zh: error?["message"]?["zh"]?.string ?? "", en: error?["message"]?["en"]?.string ?? "")
  }
}
