import ApprovalModel
import Foundation
import ScenarioFiles
import Simulation
import Testing

@testable import Kernel

private let scenarios = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios")

/// Every scenario file in the repository, from its folder `Scenarios` on.
private let shipped: [String] = {
  let files = FileManager.default.enumerator(atPath: scenarios.path)
  return (files?.compactMap { $0 as? String } ?? [])
    .filter { file in
      // Entries of the catalogue, and what an exercise asks, are no scenarios.
      file.hasSuffix(".yaml") && !file.hasPrefix("catalogue/")
        && !file.hasSuffix("/exercise.yaml") && !file.hasSuffix("/solution.yaml")
    }.sorted()
}()

/// A scenario with every kind of rule.
private let everyKey = "../Tests/Scenarios/every-key.yaml"

/// The plans of all designs of a file in `Scenarios`, with the declared inputs.
private func plans(_ file: String) throws -> [Plan] {
  let (scenario, _) = try readScenario(path: scenarios.appending(path: file).path)
  let compiler = try StudyCompiler(
    try #require(scenario), designs: try #require(scenario).designs)
  return try compiler.designs.indices.map {
    try compiler.plan(design: $0, world: .declared).plan
  }
}

private func results(_ plan: Plan, replication: UInt64 = 0) -> [UInt8] {
  var run = Run(plan, seed: 2019, replication: replication)
  while !run.advance(events: 10_000) {}
  return run.resultBytes()
}

/// What is wrong with `bytes`; nil when they are a plan.
private func fault(_ bytes: [UInt8]) -> PlanBytesError? {
  do throws(PlanBytesError) {
    _ = try Plan(bytes: bytes)
    return nil
  } catch {
    return error
  }
}

/// A table of a plan as text, element by element.
private protocol Listing { var text: String { get } }
extension FrozenArray: Listing { var text: String { "\(array)" } }

@Suite struct `Plan bytes` {
  @Test func `there are scenarios to try them on`() { #expect(shipped.count >= 11) }

  @Test(arguments: shipped + [everyKey])
  func `give back a plan that runs the same and has the same bytes`(file: String) throws {
    for plan in try plans(file) {
      let bytes = plan.bytes()
      let again = try Plan(bytes: bytes)
      #expect(again.digest == plan.digest)
      #expect(again.bytes() == bytes)
      #expect(results(again) == results(plan))
    }
  }

  // A field that is missing from the list of `Plan+Fields.swift` comes back as zero or empty.
  @Test func `leave out no field of a plan`() throws {
    var plan = try #require(try plans(everyKey).last)
    plan.placeboReaches = 6
    // Written and read once, so that both have their own tables only.
    plan = try Plan(bytes: plan.bytes())
    let again = try Plan(bytes: plan.bytes())
    let fields = Mirror(reflecting: plan).children
    let others = Mirror(reflecting: again).children
    let empty = Mirror(reflecting: Plan()).children
    #expect(fields.count > 40)
    for ((field, other), none) in zip(zip(fields, others), empty) {
      let name = field.label ?? ""
      if name == "calendars" || name == "profiles" { continue }
      func text(_ value: Any) -> String { (value as? any Listing)?.text ?? "\(value)" }
      #expect(text(field.value) == text(other.value), "\(name)")
      #expect(text(field.value) != text(none.value), "\(name) is not tried")
    }
    #expect(!plan.profiles.isEmpty && again.profiles.count == plan.profiles.count)
    for (profile, other) in zip(plan.profiles, again.profiles) {
      #expect(profile.total == other.total)
      for part in 1..<Int64(1_000) {
        #expect(
          profile.instant(of: profile.total / part) == other.instant(of: profile.total / part))
      }
    }
    #expect(again.calendars.count == plan.calendars.count)
    for (calendar, other) in zip(plan.calendars, again.calendars) {
      #expect(calendar.days == other.days)
      for hour in 0..<Int64(24 * calendar.days) {
        #expect(calendar.worked(hour * 3_600_000) == other.worked(hour * 3_600_000))
      }
    }
  }

  @Test func `hold only the quantile tables that the plan draws from`() throws {
    let all = try plans("e-town-commitment.yaml")
    var crowded = all[0]
    crowded.tables = FrozenArray(crowded.tables.array + Array(repeating: 1, count: 3_392))
    #expect(crowded.bytes() == all[0].bytes())
  }

  @Test func `of every length but their own are refused`() throws {
    let bytes = try plans("one-licence.yaml")[0].bytes()
    for length in Array(0..<200) + stride(from: 200, to: bytes.count, by: 499) {
      let found = fault(Array(bytes[..<length]))
      #expect(found == (length < 8 ? .foreign : .wrongLength), "\(length)")
    }
    #expect(fault(Array(bytes.dropLast())) == .wrongLength)
    #expect(fault(bytes + [0]) == .wrongLength)
  }

  @Test func `with one bit turned are refused`() throws {
    let bytes = try plans("one-licence.yaml")[0].bytes()
    for place in Array(0..<64) + stride(from: 64, to: bytes.count, by: 97) {
      var turned = bytes
      turned[place] ^= 1 << UInt8(place % 8)
      let found = fault(turned)
      switch place {
      case 0..<8: #expect(found == .foreign)
      case 8..<12:
        #expect(
          found == .otherVersion(Plan.bytesVersion ^ 1 << UInt32(place % 8 + (place - 8) * 8)))
      case 16..<24: #expect(found == .wrongLength)
      default: #expect(found == .corrupt)
      }
    }
    #expect(fault(results(try plans("one-licence.yaml")[0])) == .foreign)
  }

  // What a checksum cannot see: bytes that somebody wrote so. Reading must not trap, whatever they say.
  @Test func `that were sealed with impossible contents do not trap`() throws {
    let bytes = try plans("one-licence.yaml")[0].bytes()
    let body = Array(bytes[SealedBytes.headCount...])
    func resealed(_ body: [UInt8]) -> [UInt8] {
      SealedBytes.sealed(body, name: Plan.bytesName, version: Plan.bytesVersion)
    }
    #expect(resealed(body) == bytes)
    var refused = 0
    for place in Array(0..<400) + stride(from: 400, to: body.count, by: 61) {
      for value in [0x00, 0x7F, 0xFF] as [UInt8] {
        var changed = body
        changed[place] = value
        if fault(resealed(changed)) == .malformed { refused += 1 }
      }
    }
    #expect(refused > 100)
    for length in stride(from: 0, to: body.count, by: 499) {
      #expect(fault(resealed(Array(body[..<length]))) == .malformed)
    }
    #expect(fault(resealed(body + [0])) == .malformed)
  }

  /// Days share their sessions in the bytes, but not in memory: a short text must not ask for gigabytes.
  @Test func `with more sessions than a run can reach are refused`() throws {
    let minutes = (0..<255).map {
      (open: Int64($0) * 2 * minute, close: Int64($0) * 2 * minute + minute)
    }
    var plan = try plans("one-licence.yaml")[0]
    plan.calendars.append(
      WorkCalendar(patterns: [minutes], pattern: Array(repeating: 0, count: 10)))
    #expect(fault(plan.bytes()) == nil)
    plan.calendars[plan.calendars.count - 1] = WorkCalendar(
      patterns: [minutes], pattern: Array(repeating: 0, count: 8_300))
    #expect(fault(plan.bytes()) == .malformed)
  }
}
