internal import CAllocations

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the machine says of this process.
enum Machine {
  /// Processor time of all threads of this process, seconds.
  static var processorTime: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  /// Time that never goes back, seconds.
  static var elapsedTime: Double { seconds(CLOCK_MONOTONIC) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The most memory that stood in this process, KiB.
  ///
  /// On Linux `getrusage` also counts what the parent held when it started this process, so the
  /// system's own page on this process is read there.
  static var peakMemory: Int {
    #if os(Linux)
      if let file = fopen("/proc/self/status", "r") {
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
          let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
          guard text.hasPrefix("VmHWM:") else { continue }
          return text.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) } ?? 0
        }
      }
      return 0
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Int(usage.ru_maxrss) / 1024
    #endif
  }

  /// How often this thread has asked for memory; nil where that cannot be counted.
  static var allocations: Int64? {
    let count = allocations_of_this_thread()
    return count < 0 ? nil : count
  }

  /// Writes a file as a whole.
  static func save(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else { fail("\(path) cannot be written") }
    let written = fwrite(bytes, 1, bytes.count, file)
    if fclose(file) != 0 || written != bytes.count { fail("\(path) cannot be written") }
  }

  /// Writes a message to standard error and ends the process.
  static func fail(_ message: String) -> Never {
    let line = Array("benchmark: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(2)
  }
}
