// The hold model on the kernel's event calendar; see Benchmarks/c/hold.c for the model and the limit.
//
// Compiled together with the sources of `Kernel`, as the run loop is: the calendar stays internal, and
// what is timed is what a run gets.
//
//   hold N HOLDS plain

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@main
enum Hold {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    let pending = words.first.flatMap { Int($0) } ?? 1000
    let holds = words.dropFirst().first.flatMap { Int($0) } ?? 5_000_000
    let kind = words.dropFirst(2).first ?? "plain"
    guard kind == "plain" else {
      print(#"{"model":"hold-\#(kind)","unsupported":true}"#)
      return
    }
    let draws = ExponentialDraws()
    var calendar = EventCalendar()
    defer { calendar.free() }
    for i in 0..<pending {
      calendar.insert(
        EventCalendar.key(at: draws.length(UInt64(i)), .completion, payload: UInt64(i)))
    }
    let begin = processorTime()
    var count = UInt64(pending)
    for _ in 0..<holds {
      let top = calendar.top()
      calendar.removeTop()
      calendar.insert(
        EventCalendar.key(
          at: EventCalendar.instant(of: top) &+ draws.length(count), .completion,
          payload: EventCalendar.payload(of: top)))
      count &+= 1
    }
    let time = processorTime() - begin
    let reached = Double(EventCalendar.instant(of: calendar.top())) / ExponentialDraws.unit
    print(
      #"{"model":"hold-plain","pending":\#(pending),"holds":\#(holds),"cpu":\#(time),"#
        + #""ns":\#(time / Double(holds) * 1e9),"reached":\#(reached)}"#)
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Exponential lengths of time, a million clock ticks on average, taken in turn from a list.
///
/// The kernel's own draws are timed by the other models; a list costs the calendar nothing but 256 KiB
/// of cache.
struct ExponentialDraws {
  static let unit = 1_000_000.0
  private let list: UnsafeMutablePointer<Int64>
  private static let count = 32_768

  init() {
    list = .allocate(capacity: Self.count)
    var state: UInt64 = 2019
    for i in 0..<Self.count {
      state = mix(state &+ golden)
      let u = (Double(state &>> 11) + 0.5) * 0x1p-53
      list[i] = Int64(-log(u) * Self.unit)
    }
  }

  @inline(__always)
  func length(_ i: UInt64) -> Int64 { list[Int(truncatingIfNeeded: i & UInt64(Self.count - 1))] }
}
