import ApprovalModel
import Foundation
import Inference
import Kernel
import ScenarioFiles
import Simulation
import Testing

let root = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// Runs Node in the package's folder; its exit code, standard output and standard error.
func node(_ arguments: [String]) throws -> (code: Int32, out: String, err: String) {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["node"] + arguments
  process.currentDirectoryURL = root
  let (out, err) = (Pipe(), Pipe())
  process.standardOutput = out
  process.standardError = err
  try process.run()
  let printed = out.fileHandleForReading.readDataToEndOfFile()
  let complaint = err.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (
    process.terminationStatus, String(decoding: printed, as: UTF8.self),
    String(decoding: complaint, as: UTF8.self)
  )
}

/// What the tests need besides Swift; `make check` has it.
let isReady =
  FileManager.default.fileExists(atPath: root.appending(path: ".build/reformlab.wasm").path)
  && (try? node(["--version"]))?.code == 0

/// A folder of its own that is gone afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "reformlab-wasm-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The compiled plan of one design of a file in `Scenarios`.
private func plan(_ file: String, _ design: String) throws -> Plan {
  let bytes = try Data(contentsOf: root.appending(path: "Scenarios/\(file)"))
  let scenario = try #require(parseScenario(Array(bytes), file: file).scenario)
  let designs = scenario.designs.filter { $0.name == design }
  try #require(designs.count == 1, "\(file) has no design '\(design)'")
  return try StudyCompiler(scenario, designs: designs).plan(design: 0, world: .declared).plan
}

/// The 64-bit numbers behind the head of result bytes.
private func numbers(_ bytes: [UInt8]) -> [Int64] {
  stride(from: 32, to: bytes.count - 7, by: 8).map { first in
    (0..<8).reduce(0) { $0 | Int64(bytes[first + $1]) << Int64(8 * $1) }
  }
}

/// CPU time of this thread alone, because other tests run beside it.
private func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private struct Line: Decodable {
  let cpuSeconds: Double
  let events: Int64
  let digest: String
}

// One at a time: they also measure.
@Suite(
  .serialized,
  .enabled(if: isReady, "needs .build/reformlab.wasm and node: run 'make check-wasm'"))
struct `Native and WebAssembly` {
  static let plans = [
    ("one-licence.yaml", "commitment"), ("e-town-commitment.yaml", "package"),
    ("oracles/rework-network.yaml", "network"), ("../Tests/Scenarios/every-key.yaml", "after"),
  ]

  @Test(arguments: plans)
  func `agree in every bit of every tally and record`(file: String, design: String) throws {
    let plan = try plan(file, design)
    try withFolder { folder in
      let planFile = folder.appending(path: "plan")
      let resultFile = folder.appending(path: "results")
      try Data(plan.bytes()).write(to: planFile)
      for replication in [0, 7] as [UInt64] {
        var best = Double.infinity
        var native: [UInt8] = []
        for _ in 0..<3 {
          var run = Run(plan, seed: 2019, replication: replication)
          let start = threadSeconds()
          while !run.advance(events: 20_000) {}
          best = min(best, threadSeconds() - start)
          native = run.resultBytes()
        }
        let (code, out, err) = try node([
          "Benchmarks/wasm/run.mjs", planFile.path, "2019", "\(replication)", "5",
          resultFile.path,
        ])
        #expect(code == 0, "\(err)")
        let wasm = try [UInt8](Data(contentsOf: resultFile))
        // The numbers first: they say where the difference is.
        let (ours, theirs) = (numbers(native), numbers(wasm))
        #expect(ours.count == theirs.count)
        let different = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(
          different == nil, "seed 2019 replication \(replication): place, native, WebAssembly")
        #expect(native == wasm)
        #expect(ours.count > 1_000)
        let line = try JSONDecoder().decode(Line.self, from: Data(out.utf8))
        #expect(line.events == ours[3])
        #expect(
          line.digest == (24..<32).reversed().map { String(format: "%02x", native[$0]) }.joined())
        let events = Double(line.events)
        print(
          String(
            format:
              "%@ %@, replication %d: %.0f events, native %.0f ns, WebAssembly %.0f ns an event",
            file, design, Int(replication), events, best * 1e9 / events,
            line.cpuSeconds * 1e9 / events))
      }
    }
  }

  @Test func `differ for another replication`() throws {
    let plan = try plan("one-licence.yaml", "before")
    try withFolder { folder in
      let file = folder.appending(path: "plan")
      try Data(plan.bytes()).write(to: file)
      let lines = try (0..<2).map { replication in
        try JSONDecoder().decode(
          Line.self,
          from: Data(
            node(["Benchmarks/wasm/run.mjs", file.path, "2019", "\(replication)"]).out.utf8))
      }
      #expect(lines[0].digest != lines[1].digest)
    }
  }

  @Test func `refuse plan bytes that are cut, changed or foreign`() throws {
    let bytes = try plan("one-licence.yaml", "before").bytes()
    var changed = bytes
    changed[bytes.count / 2] ^= 4
    try withFolder { folder in
      let file = folder.appending(path: "plan")
      for (bytes, message) in [
        (Array(bytes.dropLast(9)), "too few or too many"), (changed, "changed on the way"),
        (Array("applicants:".utf8), "no plan bytes"), ([], "no plan bytes"),
      ] {
        try Data(bytes).write(to: file)
        let (code, out, err) = try node(["Benchmarks/wasm/run.mjs", file.path, "1", "0"])
        #expect(code == 1)
        #expect(out.isEmpty)
        #expect(err.contains(message), "\(err)")
      }
    }
  }

  @Test func `give the same interval of a mean`() throws {
    let values = (0..<41).map { 1.5 + 0.37 * Double(($0 * 7919) % 41) }
    let (mean, interval) = try #require(meanInterval(values, .percent95))
    let (code, out, err) = try node([
      "--input-type=module", "--eval",
      """
      import { readFileSync } from 'node:fs'
      import { load } from './Web/reformlab.mjs'
      const module = await load(readFileSync('.build/reformlab.wasm'))
      const { mean, low, high } = module.meanInterval(\(values))
      console.log(JSON.stringify([mean, low, high]), module.meanInterval([1]))
      """,
    ])
    #expect(code == 0, "\(err)")
    // Both languages print the shortest decimal that gives the same bits back.
    #expect(out == "[\(mean),\(interval.low),\(interval.high)] null\n")
  }
}
