// The hold model on the kernel's event calendar; see Benchmarks/c/hold.c for the model and the limit.
//
// Compiled together with the sources of `Kernel`, as the run loop is: the calendar stays internal, and
// what is timed is what a run gets.
//
//   hold N HOLDS plain     no cancellation
//   hold N HOLDS cancel    each hold also cancels a pending event and puts in another

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
    guard kind == "plain" || kind == "cancel" else { exit(2) }
    var draws = ExponentialDraws(seed: 2019)
    var calendar = EventCalendar()
    defer { calendar.free() }
    for i in 0..<pending {
      calendar.insert(
        EventCalendar.key(at: draws.length(), .completion, payload: UInt64(i)))
    }
    let begin = processorTime()
    if kind == "plain" {
      hold(&calendar, holds, &draws)
    } else {
      holdAndCancel(&calendar, pending, holds, &draws)
    }
    let time = processorTime() - begin
    let reached = Double(EventCalendar.instant(of: calendar.top())) / ExponentialDraws.unit
    print(
      #"{"model":"hold-\#(kind)","pending":\#(pending),"holds":\#(holds),"cpu":\#(time),"#
        + #""ns":\#(time / Double(holds) * 1e9),"reached":\#(reached)}"#)
  }

  private static func hold(
    _ calendar: inout EventCalendar, _ holds: Int, _ draws: inout ExponentialDraws
  ) {
    for _ in 0..<holds {
      let top = calendar.top()
      calendar.removeTop()
      calendar.insert(
        EventCalendar.key(
          at: EventCalendar.instant(of: top) &+ draws.length(), .completion,
          payload: EventCalendar.payload(of: top)))
    }
  }

  /// Cancels as a run does: a place's generation tells its event from those cancelled before.
  private static func holdAndCancel(
    _ calendar: inout EventCalendar, _ pending: Int, _ holds: Int,
    _ draws: inout ExponentialDraws
  ) {
    let generations = UnsafeMutablePointer<UInt32>.allocate(capacity: pending)
    generations.initialize(repeating: 0, count: pending)
    defer { generations.deallocate() }
    func isLive(_ payload: UInt64) -> Bool {
      UInt32(truncatingIfNeeded: payload &>> 32)
        == generations[Int(truncatingIfNeeded: payload & 0xFFFF_FFFF)]
    }
    for _ in 0..<holds {
      var top = calendar.top()
      while !isLive(EventCalendar.payload(of: top)) {
        calendar.removeTop()
        calendar.noteDropped()
        top = calendar.top()
      }
      let now = EventCalendar.instant(of: top)
      calendar.removeTop()
      calendar.insert(
        EventCalendar.key(
          at: now &+ draws.length(), .completion, payload: EventCalendar.payload(of: top)))
      let victim = draws.any(below: pending)
      generations[victim] &+= 1
      calendar.noteCancelled()
      calendar.insert(
        EventCalendar.key(
          at: now &+ draws.length(), .completion,
          payload: UInt64(generations[victim]) &<< 32 | UInt64(victim)))
      if calendar.isCluttered { calendar.removeCancelled(isLive) }
    }
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Exponential lengths of time, a million clock ticks on average: the generator and the ziggurat of
/// Benchmarks/c/bench.h, so that both sides pay the same for their draws.
struct ExponentialDraws {
  static let unit = 1_000_000.0
  private static let tail = 7.69711747013104972
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private let inside: UnsafeMutablePointer<UInt64>
  private let width: UnsafeMutablePointer<Double>
  private let height: UnsafeMutablePointer<Double>

  init(seed: UInt64) {
    state = (
      mix(seed &+ golden), mix(seed &+ 2 &* golden), mix(seed &+ 3 &* golden),
      mix(seed &+ 4 &* golden)
    )
    inside = .allocate(capacity: 256)
    width = .allocate(capacity: 256)
    height = .allocate(capacity: 257)
    let area = 0.0039496598225815571993
    var edge = [area / exp(-Self.tail), Self.tail]
    for i in 2..<256 { edge.append(-log(area / edge[i - 1] + exp(-edge[i - 1]))) }
    edge.append(0)
    for i in 0..<256 {
      inside[i] = UInt64(edge[i + 1] / edge[i] * 0x1p53)
      width[i] = edge[i] * 0x1p-53
      height[i] = exp(-edge[i])
    }
    height[256] = 1
  }

  @inline(__always)
  private mutating func bits() -> UInt64 {
    let sum = state.0 &+ state.3
    let result = (sum &<< 23 | sum &>> 41) &+ state.0
    let t = state.1 &<< 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= t
    state.3 = state.3 &<< 45 | state.3 &>> 19
    return result
  }

  private mutating func uniform() -> Double { Double(bits() &>> 11) * 0x1p-53 }

  /// A number below `count`.
  @inline(__always)
  mutating func any(below count: Int) -> Int {
    Int(truncatingIfNeeded: ((bits() &>> 32) &* UInt64(count)) &>> 32)
  }

  @inline(__always)
  mutating func length() -> Int64 {
    let b = bits()
    let layer = Int(truncatingIfNeeded: b & 255)
    let x = Double(b &>> 11) * width[layer]
    return Int64((b &>> 11 < inside[layer] ? x : outside(layer, x)) * Self.unit)
  }

  /// The rare way of a draw: outside the part of a layer that lies under the curve.
  @inline(never)
  private mutating func outside(_ layer: Int, _ x: Double) -> Double {
    var layer = layer
    var x = x
    while true {
      if layer == 0 { return Self.tail - log(1 - uniform()) }
      let low = height[layer]
      if low + uniform() * (height[layer + 1] - low) < exp(-x) { return x }
      let b = bits()
      layer = Int(truncatingIfNeeded: b & 255)
      x = Double(b &>> 11) * width[layer]
      if b &>> 11 < inside[layer] { return x }
    }
  }
}
