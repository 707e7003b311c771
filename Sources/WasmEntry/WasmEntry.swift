// The functions of the WebAssembly module: plans and runs behind plain numbers.
//
// A worker allocates room, copies plan bytes into it, reads the plan, begins runs of it, advances each
// in slices and takes its results as bytes; whatever a function hands out is given back by the
// function named there. The module imports nothing, so that nothing from outside can change a result.
// Only compiled for wasm32 (`Scripts/wasm.sh`).

internal import Headline
internal import Inference
internal import Kernel

/// A plan that runs can be begun of.
private final class ReadPlan {
  let plan: Plan

  init(_ plan: Plan) { self.plan = plan }
}

/// A run under way.
private final class OpenRun {
  var run: Run

  init(_ plan: Plan, seed: UInt64, replication: UInt64) {
    run = Run(plan, seed: seed, replication: replication)
  }
}

/// Room for `count` bytes, at an address that is a multiple of 16; `reformlab_free` gives it back.
@_expose(wasm, "reformlab_allocate")
@_cdecl("reformlab_allocate")
public func allocate(count: UInt32) -> UnsafeMutableRawPointer {
  .allocate(byteCount: max(1, Int(count)), alignment: 16)
}

/// Gives back room from `reformlab_allocate` or `reformlab_run_results`.
@_expose(wasm, "reformlab_free")
@_cdecl("reformlab_free")
public func free(room: UnsafeMutableRawPointer) { room.deallocate() }

/// Reads `count` plan bytes, which are not kept.
///
/// Gives a plan, for `reformlab_plan_close` to give back, or a number up to 5 that says what is wrong: 1
/// no plan bytes, 2 of another version, 3 too few or too many, 4 changed on the way, 5 impossible.
@_expose(wasm, "reformlab_plan_read")
@_cdecl("reformlab_plan_read")
public func readPlan(bytes: UnsafeRawPointer, count: UInt32) -> UInt32 {
  do throws(PlanBytesError) {
    let plan = try Plan(bytes: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    return handle(of: ReadPlan(plan))
  } catch {
    switch error {
    case .foreign: return 1
    case .otherVersion: return 2
    case .wrongLength: return 3
    case .corrupt: return 4
    case .malformed: return 5
    }
  }
}

/// Gives back a plan; its runs may go on.
@_expose(wasm, "reformlab_plan_close")
@_cdecl("reformlab_plan_close")
public func closePlan(plan: UInt32) { close(plan, ReadPlan.self) }

/// Begins a run; `reformlab_run_close` gives it back.
@_expose(wasm, "reformlab_run_begin")
@_cdecl("reformlab_run_begin")
public func beginRun(plan: UInt32, seed: UInt64, replication: UInt64) -> UInt32 {
  handle(
    of: OpenRun(object(plan, ReadPlan.self).plan, seed: seed, replication: replication))
}

/// Works off about `events` events; 1 when the run is over, else 0.
@_expose(wasm, "reformlab_run_advance")
@_cdecl("reformlab_run_advance")
public func advance(run: UInt32, events: UInt32) -> UInt32 {
  object(run, OpenRun.self).run.advance(events: Int(events)) ? 1 : 0
}

/// The instant that a run has reached, milliseconds since its first midnight.
@_expose(wasm, "reformlab_run_instant")
@_cdecl("reformlab_run_instant")
public func instant(run: UInt32) -> Int64 { object(run, OpenRun.self).run.instant }

/// The result bytes of a run that is over; `reformlab_free` gives them back.
///
/// The 64-bit number 16 bytes from their beginning says how many bytes follow the first 32.
@_expose(wasm, "reformlab_run_results")
@_cdecl("reformlab_run_results")
public func results(run: UInt32) -> UnsafeMutableRawPointer {
  let bytes = object(run, OpenRun.self).run.resultBytes()
  let room = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 16)
  bytes.withUnsafeBytes {
    room.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(room), byteCount: $0.count)
  }
  return room
}

/// Gives back a run.
@_expose(wasm, "reformlab_run_close")
@_cdecl("reformlab_run_close")
public func closeRun(run: UInt32) { close(run, OpenRun.self) }

/// The mean of `count` replications and its 95 % interval, to `into`: mean, low, high; 1, or 0 when
/// there is none.
@_expose(wasm, "reformlab_mean_interval")
@_cdecl("reformlab_mean_interval")
public func meanOf(
  values: UnsafePointer<Double>, count: UInt32, into: UnsafeMutablePointer<Double>
) -> UInt32 {
  let values = Array(UnsafeBufferPointer(start: values, count: Int(count)))
  guard let (mean, interval) = meanInterval(values, .percent95) else { return 0 }
  into[0] = mean
  into[1] = interval.low
  into[2] = interval.high
  return 1
}

// MARK: Comparisons

/// A comparison under way: what is known so far, and the run that goes on.
private final class OpenStudy {
  var study: HeadlineStudy
  var run: OpenRun?
  var sums: CohortSums?
  var design = 0

  init(_ study: HeadlineStudy) { self.study = study }
}

/// Renews the checksum of `count` plan bytes after some of them were changed.
@_expose(wasm, "reformlab_plan_seal")
@_cdecl("reformlab_plan_seal")
public func sealPlan(bytes: UnsafeMutableRawPointer, count: UInt32) {
  SealedBytes.renewChecksum(UnsafeMutableRawBufferPointer(start: bytes, count: Int(count)))
}

/// Opens a comparison that `count` numbers tell of, as `HeadlineStudy.numbers` does.
///
/// 0 when they tell of none; `reformlab_study_close` gives it back.
@_expose(wasm, "reformlab_study_open")
@_cdecl("reformlab_study_open")
public func openStudy(numbers: UnsafePointer<Double>, count: UInt32) -> UInt32 {
  let numbers = Array(UnsafeBufferPointer(start: numbers, count: Int(count)))
  guard let study = HeadlineStudy(numbers: numbers) else { return 0 }
  return handle(of: OpenStudy(study))
}

/// Begins the next replication of a design; a run that had begun is given up.
@_expose(wasm, "reformlab_study_begin")
@_cdecl("reformlab_study_begin")
public func beginReplication(
  study: UInt32, design: UInt32, plan: UInt32, seed: UInt64, replication: UInt64
) {
  let study = object(study, OpenStudy.self)
  let plan = object(plan, ReadPlan.self).plan
  study.design = Int(design)
  study.run = OpenRun(plan, seed: seed, replication: replication)
  study.sums = study.study.sums(RecordLayout(of: plan), design: Int(design))
}

/// Works off about `events` events of the run begun; 1 when it is over and counted, 2 when it came to
/// more than a run can count, else 0.
@_expose(wasm, "reformlab_study_advance")
@_cdecl("reformlab_study_advance")
public func advanceStudy(study: UInt32, events: UInt32) -> UInt32 {
  let study = object(study, OpenStudy.self)
  guard let open = study.run, var sums = study.sums else { return 2 }
  study.sums = nil
  let isOver = open.run.advance(events: Int(events))
  open.run.takeRecords { sums.add($0) }
  guard isOver else {
    study.sums = sums
    return 0
  }
  study.run = nil
  guard open.run.fault == nil else { return 2 }
  sums.finish(open.run.results())
  study.study.add(sums, design: study.design)
  return 1
}

/// What is known so far, as doubles; `reformlab_free` gives them back.
///
/// By design and outcome: estimate and the ends of its interval. Then by design but the first, and outcome:
/// difference, the ends of its interval, and the verdict: 0 same, 1 cannot tell, 2 better, 3 worse, 4
/// higher, 5 lower. What does not exist is not a number. All designs must have the same replications.
@_expose(wasm, "reformlab_study_summary")
@_cdecl("reformlab_study_summary")
public func summary(study: UInt32) -> UnsafeMutablePointer<Double> {
  let study = object(study, OpenStudy.self).study
  var numbers: [Double] = []
  func write(_ noise: MeanNoise) {
    numbers.append(noise.estimate ?? .nan)
    numbers.append(noise.interval?.low ?? .nan)
    numbers.append(noise.interval?.high ?? .nan)
  }
  for design in study.costs.indices {
    for outcome in study.outcomes.indices { write(study.estimate(outcome, design: design)) }
  }
  for design in study.costs.indices.dropFirst() {
    for outcome in study.outcomes.indices {
      let (noise, verdict) = study.difference(outcome, design: design)
      write(noise)
      numbers.append(Double(code(verdict)))
    }
  }
  return handedOut(numbers)
}

/// What each replication of a design says, as doubles; `reformlab_free` gives them back.
///
/// By outcome and replication; not a number where there is nobody to say it of.
@_expose(wasm, "reformlab_study_values")
@_cdecl("reformlab_study_values")
public func values(study: UInt32, design: UInt32) -> UnsafeMutablePointer<Double> {
  let study = object(study, OpenStudy.self).study
  var numbers: [Double] = []
  for outcome in study.outcomes.indices {
    for value in study.values(outcome, design: Int(design)) { numbers.append(value ?? .nan) }
  }
  return handedOut(numbers)
}

/// Gives back a comparison.
@_expose(wasm, "reformlab_study_close")
@_cdecl("reformlab_study_close")
public func closeStudy(study: UInt32) { close(study, OpenStudy.self) }

/// Room with these numbers, for `reformlab_free` to give back.
private func handedOut(_ numbers: [Double]) -> UnsafeMutablePointer<Double> {
  let room = allocate(count: UInt32(8 * numbers.count)).bindMemory(
    to: Double.self, capacity: numbers.count)
  for (i, number) in numbers.enumerated() { room[i] = number }
  return room
}

private func code(_ verdict: Verdict) -> Int {
  switch verdict {
  case .same: 0
  case .cannotTell: 1
  case .better: 2
  case .worse: 3
  case .higher: 4
  case .lower: 5
  }
}

// MARK: Exercises

/// What a formula of `count` numbers comes to with these values in its slots.
@_expose(wasm, "reformlab_formula")
@_cdecl("reformlab_formula")
public func formula(
  program: UnsafePointer<Double>, count: UInt32, values: UnsafePointer<Double>, slots: UInt32
) -> Double {
  evaluateFormula(
    Array(UnsafeBufferPointer(start: program, count: Int(count))),
    Array(UnsafeBufferPointer(start: values, count: Int(slots))))
}

/// The 32 bytes of the SHA-256 digest of `count` bytes, to `into`.
@_expose(wasm, "reformlab_sha256")
@_cdecl("reformlab_sha256")
public func digest(
  bytes: UnsafePointer<UInt8>, count: UInt32, into: UnsafeMutablePointer<UInt8>
) {
  for (i, byte) in sha256(Array(UnsafeBufferPointer(start: bytes, count: Int(count)))).enumerated()
  {
    into[i] = byte
  }
}

// MARK: Handles

/// The address of an object that is kept until `close`; never as small as the numbers for faults.
private func handle(of object: AnyObject) -> UInt32 {
  UInt32(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
}

private func object<Object: AnyObject>(_ handle: UInt32, _ type: Object.Type) -> Object {
  reference(handle, type).takeUnretainedValue()
}

private func close<Object: AnyObject>(_ handle: UInt32, _ type: Object.Type) {
  reference(handle, type).release()
}

private func reference<Object: AnyObject>(_ handle: UInt32, _ type: Object.Type) -> Unmanaged<
  Object
> {
  guard let address = UnsafeRawPointer(bitPattern: UInt(handle)) else {
    preconditionFailure("no plan and no run is number 0")
  }
  return Unmanaged<Object>.fromOpaque(address)
}
