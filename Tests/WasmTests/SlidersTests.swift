import ApprovalModel
import Experiments
import Foundation
import Inference
import Reporting
import ScenarioFiles
import Simulation
import Testing

@testable import Lab

/// Scenarios of different kinds: one office, lists, supervision, routes, several classes.
private let files = [
  "one-licence.yaml", "e-town-commitment.yaml", "low-risk-building.yaml",
  "credit-lists.yaml", "../Tests/Scenarios/every-key.yaml",
]

/// A scenario file.
private func input(_ file: String) throws -> ScenarioInput {
  let place = root.appending(path: "Scenarios/\(file)").standardized
  return ScenarioInput(path: place.path, bytes: Array(try Data(contentsOf: place)))
}

private func sliders(_ file: String) throws -> PlanSliders {
  let input = try input(file)
  return try planSliders(
    request(file), allows: { input.allows(InputSetting(path: $0.path, text: $1)) })
}

private func request(_ file: String) throws -> StudyRequest {
  let scenario = try #require(input(file).scenario)
  var request = StudyRequest(scenario: scenario)
  request.designs = scenario.richestDesign.map { [$0.name] } ?? []
  request.drawsInputs = false
  return request
}

/// Choices of sliders, the same for a number.
private func choices(_ sliders: PlanSliders, _ number: UInt64) -> [Int?] {
  var state = number &* 0x9E37_79B9_7F4A_7C15 | 1
  return sliders.sliders.map { slider in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let draw = Int(state >> 33)
    return draw % 3 == 0 ? nil : draw / 3 % slider.choices.count
  }
}

@Suite struct `Sliders of plans` {
  @Test(arguments: files)
  func `make of any choices together the plans that these inputs compile to`(file: String) throws {
    var request = try request(file)
    let sliders = try sliders(file)
    #expect(sliders.sliders.count > 1)
    for number in 0..<8 as Range<UInt64> {
      let places = choices(sliders, number)
      request.chosen.values = sliders.chosen(places)
      let compiled = try planSliders(request, most: 0).plans
      for design in sliders.designs.indices {
        let patched = sliders.patched(places, design: design)
        #expect(patched == compiled[design], "choices \(number), design \(design)")
      }
    }
  }

  @Test(arguments: files)
  func `move to what their texts say in a scenario file`(file: String) throws {
    let sliders = try sliders(file)
    let input = try input(file)
    for (s, slider) in sliders.sliders.enumerated() where slider.input.kind == .value {
      for c in [0, slider.choices.count - 1] {
        let setting = InputSetting(path: slider.input.path, text: slider.choices[c].text)
        let parsed = parseScenario(
          input.bytes, file: input.path, catalogue: .find(besideScenario: input.path),
          settings: [setting])
        var moved = try request(file)
        guard let scenario = parsed.scenario else {
          Issue.record("\(setting) is no value for it")
          continue
        }
        moved.scenario = scenario
        let compiled = try planSliders(moved, most: 0).plans
        let places = sliders.sliders.indices.map { $0 == s ? c : nil }
        for design in sliders.designs.indices {
          let patched = sliders.patched(places, design: design)
          #expect(patched == compiled[design], "\(setting)")
        }
      }
    }
  }
}

@Suite(
  .serialized,
  .enabled(if: isReady, "needs .build/reformlab.wasm and node: run 'make check-wasm'"))
struct `A comparison in WebAssembly` {
  /// What the worker tells.
  private struct Line: Decodable {
    struct Result: Decodable {
      struct Estimate: Decodable {
        let estimate, low, high: Double?
      }
      struct Difference: Decodable {
        let design, outcome, verdict: String
        let difference, low, high: Double?
      }
      let replications: Int
      let designs: [[Estimate]]
      let differences: [Difference]
    }
    let results: [Result]
  }

  @Test(arguments: files)
  func `has the bits of the study of the same choices`(file: String) async throws {
    var request = try request(file)
    let sliders = try sliders(file)
    let places = choices(sliders, 3)
    request.chosen.values = sliders.chosen(places)
    #expect(!request.chosen.values.isEmpty)
    // Verdicts need twenty replications.
    request.replications = 21
    let study = try await runStudy(request)
    let parts = ScenarioParts(try Explanation(of: request.scenario))
    let indices = Dictionary(
      uniqueKeysWithValues: zip(sliders.sliders, places).compactMap { slider, place in
        place.map { (slider.input.path, $0) }
      })
    let line = try withFolder { folder in
      let plans = folder.appending(path: "plans.json")
      try Data(sliders.json(parts).line.utf8).write(to: plans)
      let choices = try String(
        decoding: JSONSerialization.data(withJSONObject: indices), as: UTF8.self)
      let (code, out, err) = try node([
        "Benchmarks/wasm/compare.mjs", plans.path, "21", choices,
      ])
      #expect(code == 0, "\(err)")
      return try JSONDecoder().decode(Line.self, from: Data(out.utf8))
    }
    #expect(line.results.map(\.replications) == [1, 2, 4, 8, 16, 21])
    let last = try #require(line.results.last)
    for (d, design) in sliders.designs.enumerated() {
      let known = try #require(study.designs.first { $0.name == design })
      for (o, key) in sliders.outcomes.enumerated() {
        let outcome = try #require(known.outcomes.first { $0.key == key })
        let found = last.designs[d][o]
        #expect(found.estimate == outcome.estimate, "\(design) \(key.name)")
        #expect(found.low == outcome.interval?.low)
        #expect(found.high == outcome.interval?.high)
      }
    }
    var place = 0
    for design in sliders.designs.dropFirst() {
      let known = try #require(study.comparisons.first { $0.design == design })
      for key in sliders.outcomes {
        let outcome = try #require(known.outcomes.first { $0.key == key })
        let found = last.differences[place]
        #expect(found.design == design && found.outcome == key.name)
        #expect(found.difference == outcome.difference, "\(design) \(key.name)")
        #expect(found.low == outcome.interval?.low)
        #expect(found.high == outcome.interval?.high)
        #expect(found.verdict == outcome.verdict.rawValue)
        place += 1
      }
    }
    #expect(place == last.differences.count && place > 0)
  }
}
