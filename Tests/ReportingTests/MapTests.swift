import ApprovalModel
import Foundation
import ScenarioFiles
import Testing

@testable import Experiments
@testable import Reporting

/// The folder of shipped scenarios.
private let scenarios = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios")

private func shipped(_ name: String) throws -> Scenario {
  let path = scenarios.appending(path: name).path
  return try #require(try readScenario(path: path).scenario, "\(name)")
}

private let shippedNames =
  (try? FileManager.default.contentsOfDirectory(atPath: scenarios.path))?
  .filter { $0.hasSuffix(".yaml") }.sorted() ?? []

/// Results without outcomes, which a map can be drawn of all the same.
private func bare(_ scenario: Scenario) throws -> (StudyResults, [DesignProcess]) {
  var request = StudyRequest(scenario: scenario)
  request.scenario.study.warmUp = request.scenario.study.warmUp ?? TimeSpan(0, .calendarDays)
  var manifest = SampleResults.compared.manifest
  manifest.baseline = scenario.study.baseline
  let designs = scenario.designsInOrder.map {
    DesignResult(name: $0.name, cases: 0, open: 0, outcomes: [])
  }
  let results = StudyResults(
    title: scenario.title, manifest: manifest, reformTitles: [:], designs: designs,
    comparisons: [], notices: [], titles: [:], sources: [])
  return (results, try request.designProcesses())
}

/// The design with most reforms, which stands last: all designs would take a debug build minutes.
private func richest(_ processes: [DesignProcess]) -> [DesignProcess] { processes.suffix(1) }

/// What follows `start` up to `end`, wherever it stands.
private func pieces(_ text: String, from start: String, to end: String) -> [String] {
  text.components(separatedBy: start).dropFirst().map {
    $0.components(separatedBy: end).first ?? ""
  }
}

@Suite struct `The layout of maps` {
  @Test(arguments: shippedNames)
  func `has every node and line once, no two boxes in one place, and cuts no words`(
    _ name: String
  ) throws {
    let (results, processes) = try bare(shipped(name))
    do {
      let union = ProcessUnion(processes.flatMap { [$0.before, $0.after] })
      let names = union.nodes.map(\.name)
      #expect(Set(names).count == names.count)
      for process in processes {
        for model in [process.before, process.after] {
          for matter in model.matters { #expect(names.contains(matter.name)) }
          for work in model.ownWork { #expect(names.contains(work.name)) }
          for edge in ProcessMap(model).edges where names.contains(edge.from.owner) {
            let found = union.edges.filter {
              $0.from == edge.from.owner && $0.fromMilestone == edge.from.milestone
                && $0.to == edge.to && $0.toMilestone == edge.milestone
                && $0.kind == (edge.kind == .needs ? .needs : .after) && $0.atLeast == edge.atLeast
            }
            #expect(found.count == 1, "\(edge)")
          }
        }
      }
    }
    for language in Language.allCases {
      let atlas = MapAtlas(results, richest(processes), language: language)
      let names = atlas.union.nodes.map(\.name)
      let frames = atlas.layout.frames
      #expect(frames.count == names.count)
      #expect(atlas.layout.lines.count == atlas.union.edges.count)
      for i in frames.indices {
        for j in frames.indices.dropFirst(i + 1) {
          #expect(!frames[i].overlaps(frames[j]), "\(names[i]) and \(names[j])")
        }
        #expect(frames[i].right <= atlas.layout.width + 0.01)
        #expect(frames[i].y >= -0.01)
        #expect(frames[i].y + frames[i].height <= atlas.layout.height + 1)
      }
      try expectRoom(atlas)
    }
  }

  /// Every view of a node has room for its words where the node stands.
  private func expectRoom(_ atlas: MapAtlas) throws {
    for (node, frame) in zip(atlas.union.nodes, atlas.layout.frames) {
      for pair in atlas.pairs {
        for view in atlas.views(of: pair) {
          guard let content = atlas.content(node, pair, view) else { continue }
          let room = frame.width - 2 * MapContent.padding - MapContent.strip
          for row in content.rows {
            #expect(MapContent.width(row) <= room, "\(node.name) \(row)")
            // At least half the size of the letters for each terminal cell.
            for text in row.words {
              #expect(Double(displayWidth(text)) * MapContent.size * 0.5 <= room)
            }
          }
          #expect(content.size.height <= frame.height)
          let lines = content.rows.filter { if case .title = $0 { true } else { false } }
          #expect((1...2).contains(lines.count))
        }
      }
    }
  }

  @Test func `is the same in every view and the same twice`() throws {
    let (results, processes) = try bare(shipped("e-town-commitment.yaml"))
    let section = MapSection(results, processes, language: .en).section
    #expect(section == MapSection(results, processes, language: .en).section)
    var places: [String: String] = [:]
    var seen = 0
    for case .picture(let picture) in section.blocks {
      for node in pieces(picture.svg, from: "data-node=\"", to: "</g>") {
        let name = node.components(separatedBy: "\"")[0]
        let corner = pieces(node, from: "<rect x=", to: " width").first ?? ""
        #expect(places[name] == nil || places[name] == corner, "\(name)")
        places[name] = corner
        seen += 1
      }
    }
    #expect(seen > places.count)
  }

  @Test func `orders layers by the longest path and takes crossings away`() {
    // Two chains whose second halves are named the other way round.
    let boxes = [(1, "a"), (1, "b"), (2, "d"), (2, "c")].map { layer, name in
      MapLayout.Box(name: name, layer: layer, width: 100, height: 40)
    }
    let layout = MapLayout(boxes, lines: [(0, 3), (1, 2)])
    #expect((layout.frames[0].y < layout.frames[1].y) == (layout.frames[3].y < layout.frames[2].y))
    #expect(layout.frames[2].x > layout.frames[0].right)
  }
}

extension MapContent.Row {
  /// Every text of the row.
  fileprivate var words: [String] {
    switch self {
    case .title(let text), .tag(let text), .text(let text): [text]
    case .office(let names, let chip, _, _, let percent):
      names + [chip, percent].compactMap(\.self)
    case .badges(let badges): badges
    }
  }
}

@Suite struct `A map of results` {
  private static let text = """
    format: 1
    title: {zh: 小, en: Small}
    study: {window: {from: 2024-03-01, to: 2024-04-30}, warmUp: 10 calendar days, baseline: before, replications: 4, seed: 7}
    applicants: {firm: {arrivals: {perCalendarDay: 6}}}
    offices:
      permits: {staff: 4, title: {zh: 许可科, en: Permit office}}
      fire: {staff: 3}
    matters:
      licence:
        title: {zh: 许可证, en: Licence}
        office: permits
        prepare: 2 working days
        materials: 7
        completeness: {work: 1 hours, correction: {chance: 40%, rounds: 3, takes: 3 working days}}
        review: {work: {exponential: {mean: 3 hours}}}
      safety: {after: [licence], office: fire, review: {work: {exponential: {mean: 2 hours}}}}
    reforms:
      lean: {changes: [{cancel: safety}]}
    designs: {before: [], lean: [lean]}
    """

  private func study() async throws -> (StudyResults, [DesignProcess]) {
    let reading = parseScenario(Array(Self.text.utf8), file: "small.yaml")
    let scenario = try #require(reading.scenario, "\(reading.diagnostics)")
    let request = StudyRequest(scenario: scenario)
    return (try await runStudy(request), try request.designProcesses())
  }

  @Test func `shows the numbers of the results in both languages alike`() async throws {
    let (results, processes) = try await study()
    let before = try #require(results.designs.first { $0.name == "before" })
    func number(_ name: String, _ scope: Scope, _ unit: OutcomeUnit) throws -> String {
      let found = before.outcomes.first {
        $0.key.name == name && $0.key.scope == scope && $0.key.unit == unit
      }
      let value = try #require(found?.estimate)
      return ValueText(unit, values: [value]).plain(value)
    }
    var digits: [[String]] = []
    for language in Language.allCases {
      let section = MapSection(results, processes, language: language).section
      let pictures = section.blocks.compactMap { block -> Page.Picture? in
        if case .picture(let picture) = block { picture } else { nil }
      }
      #expect(pictures.map(\.id) == ["map-lean-before", "map-lean-after", "map-lean-difference"])
      let svg = pictures[0].svg
      for (name, scope, unit) in [
        ("acceptance-to-decision", Scope.matter("licence"), OutcomeUnit.workingDays),
        ("acceptance-to-decision", .matter("safety"), .workingDays),
        ("waiting-time", .office("permits"), .workingDays),
        ("waiting-time", .office("fire"), .workingDays),
        ("utilization", .office("permits"), .share), ("utilization", .office("fire"), .share),
        ("need-to-operate", .all, .workingDays),
      ] {
        let text = try number(name, scope, unit)
        #expect(svg.contains(text), "\(name) \(scope.text) \(text)")
      }
      #expect(!pictures[1].svg.contains(">licence<"))
      #expect(pictures[1].svg.contains("－\(language == .zh ? "取消" : "removed")"))
      digits.append(pictures.map { $0.svg.filter(\.isNumber).count > 0 ? numbers($0.table) : "" })
    }
    #expect(digits[0] == digits[1])
  }

  private func numbers(_ table: Page.Table?) -> String {
    (table?.rows ?? []).map { row in
      row.map { $0.value.map { "\($0)" } ?? "-" }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  @Test func `gives every box a name that says its numbers`() async throws {
    let (results, processes) = try await study()
    let section = MapSection(results, processes, language: .en).section
    guard case .picture(let picture)? = section.blocks.dropFirst().first else {
      Issue.record("no picture")
      return
    }
    let licence = try #require(
      pieces(picture.svg, from: "data-node=\"licence\"", to: ">").first)
    #expect(licence.contains("tabindex=\"0\""))
    let label = try #require(pieces(licence, from: "aria-label=\"", to: "\"").first)
    for text in ["Licence", "Permit office", "waiting", "utilization", "7 documents"] {
      #expect(label.contains(text), "\(text)")
    }
    #expect(!picture.svg.contains("style="))
    #expect(!picture.svg.contains(" id="))
  }
}
