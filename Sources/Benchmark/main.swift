// Times runs of one scenario and prints one JSON line.
//
//   benchmark SCENARIO [--days N] [--repeat N] [--seed N]
//       one thread; processor time of the fastest of N runs, peak memory of this process
//   benchmark SCENARIO --threads N [--days N]
//       N replications one after the other and then side by side; elapsed time
//   benchmark SCENARIO --plan-bytes FILE [--days N]
//       writes the compiled plan, for Benchmarks/wasm/run.mjs

var path: String?
var numbers: [String: Int] = [:]
var planFile: String?
var words = CommandLine.arguments.dropFirst()
while let word = words.popFirst() {
  if word == "--plan-bytes" {
    planFile = words.popFirst()
  } else if word.hasPrefix("--") {
    guard ["--days", "--repeat", "--seed", "--threads"].contains(word),
      let number = words.popFirst().flatMap({ Int($0) }), number > 0
    else { Machine.fail("'\(word)' is unknown, or no whole number follows it") }
    numbers[word] = number
  } else {
    path = word
  }
}
guard let path else { Machine.fail("no scenario was named") }
let load: Load
do {
  load = try Load(path: path, days: numbers["--days"])
} catch {
  Machine.fail("\(path): \(error)")
}
let seed = UInt64(numbers["--seed"] ?? 2019)

if let planFile {
  load.savePlan(to: planFile)
} else if let threads = numbers["--threads"] {
  var begin = Machine.elapsedTime
  for replication in 0..<threads { _ = load.run(replication: UInt64(replication), seed: seed) }
  let alone = Machine.elapsedTime - begin
  begin = Machine.elapsedTime
  await withTaskGroup(of: Void.self) { group in
    for replication in 0..<threads {
      group.addTask { _ = load.run(replication: UInt64(replication), seed: seed) }
    }
  }
  let together = Machine.elapsedTime - begin
  print(
    #"{"threads":\#(threads),"alone":\#(alone),"together":\#(together),"#
      + #""speedup":\#(alone / together)}"#)
} else {
  var best = Double.infinity
  var found = Measurement()
  var allocations: Int64?
  for _ in 0..<(numbers["--repeat"] ?? 1) {
    let asked = Machine.allocations
    let begin = Machine.processorTime
    found = load.run(replication: 0, seed: seed)
    best = min(best, Machine.processorTime - begin)
    if let before = asked, let after = Machine.allocations { allocations = after - before }
  }
  let memory = Machine.peakMemory
  let events = load.events(replication: 0, seed: seed)
  let sojourns = found.sojourns.map { #""\#($0.className)":\#($0.minutes)"# }
    .joined(separator: ",")
  print(
    #"{"cases":\#(found.cases),"events":\#(events),"calendarEvents":\#(found.calendarEvents),"#
      + #""open":\#(found.open),"allocations":\#(allocations.map(String.init) ?? "null"),"#
      + #""cpu":\#(best),"sojourn":\#(found.sojourn),"deviation":\#(found.deviation),"#
      + #""median":\#(found.median),"ninth":\#(found.ninth),"wait":\#(found.wait),"#
      + #""sojourns":{\#(sojourns)},"busy":\#(found.busy),"kib":\#(memory)}"#)
}
