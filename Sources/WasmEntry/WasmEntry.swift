// The functions of the WebAssembly module: plans and runs behind plain numbers.
//
// A worker allocates room, copies plan bytes into it, reads the plan, begins runs of it, advances each
// in slices and takes its results as bytes; whatever a function hands out is given back by the
// function named there. The module imports nothing, so that nothing from outside can change a result.
// Only compiled for wasm32 (`Scripts/wasm.sh`).

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
