import Kernel
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether the long studies are asked for: `make prove`.
private let proves = getenv("REFORMLAB_PROVE") != nil

@Suite struct `A stream of keyed draws` {
  // 84 statistics; |z| < 5 fails by chance once in 20,000 runs, and these bits never change.
  @Test(arguments: DrawOrder.allCases)
  func `looks like independent uniform numbers in the order of a simulation`(order: DrawOrder) {
    let words = order.stream(.product, count: 1 << 19)
    for statistic in DrawStatistic.allCases {
      let z = statistic.deviation(of: words)
      #expect(abs(z) < 5, "\(statistic), \(order.rawValue): z = \(z)")
    }
  }

  // The tests have teeth: without mixing every order fails one of them, and every one fails in some order.
  @Test func `would fail without mixing`() {
    var failed: [DrawStatistic: [DrawOrder]] = [:]
    for order in DrawOrder.allCases {
      let words = order.stream(.control, count: 1 << 19)
      let failing = DrawStatistic.allCases.filter { abs($0.deviation(of: words)) > 50 }
      #expect(!failing.isEmpty, "\(order.rawValue)")
      for statistic in failing { failed[statistic, default: []].append(order) }
    }
    for statistic in DrawStatistic.allCases {
      #expect(failed[statistic] != nil, "\(statistic) finds nothing")
    }
  }
}

@Suite(.serialized) struct `Prove that draws are independent` {
  // 64 stretches of each order: 5,376 statistics of which one in a million misses 5 by chance. Their
  // squares add up to about their number.
  @Test(.enabled(if: proves), arguments: DrawOrder.allCases)
  func `over thirty million draws of each order`(order: DrawOrder) {
    var squares = 0.0
    var greatest = 0.0
    for stretch in 0..<64 as Range<UInt64> {
      let words = order.stream(.product, count: 1 << 19, salt: stretch << 32)
      for statistic in DrawStatistic.allCases {
        let z = statistic.deviation(of: words)
        squares += z * z
        greatest = max(greatest, abs(z))
      }
    }
    let number = Double(64 * DrawStatistic.allCases.count)
    print("\(order.rawValue): greatest |z| \(greatest), mean z² \(squares / number)")
    #expect(greatest < 5.5)
    #expect(abs(squares / number - 1) < 5 * (2 / number).squareRoot())
  }

  /// The tests of Dieharder that are not marked suspect or broken by its own manual, one process each.
  static let dieharderTests = [0, 2, 3, 4, 8, 9, 10, 11, 15, 16, 100, 101, 102]

  @Test(.enabled(if: proves && dieharder != nil, "dieharder is not installed"))
  func `to Dieharder`() throws {
    // The battery closes its end when it has read enough.
    signal(SIGPIPE, SIG_IGN)
    let program = try #require(dieharder)
    for order in DrawOrder.allCases {
      for test in Self.dieharderTests {
        let report = try feed(
          order, to: "\(program) -D test_name -D pvalues -D assessment -g 200 -d \(test)")
        print("\(order.rawValue): \(report)")
        #expect(report.contains("PASSED") || report.contains("WEAK"), "\(report)")
        #expect(!report.contains("FAILED"), "\(order.rawValue): \(report)")
      }
    }
  }

  /// What `command` prints after reading the stream of `order` for as long as it likes.
  private func feed(_ order: DrawOrder, to command: String) throws -> String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/dieharder-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    try #require(file >= 0)
    close(file)
    let path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(path) }
    let pipe = try #require(popen("\(command) > \(path)", "w"))
    var salt: UInt64 = 0
    var written = 0
    repeat {
      let words = order.stream(.product, count: 1 << 17, salt: salt << 32)
      written = fwrite(words, 8, words.count, pipe)
      salt += 1
      if written < words.count { break }
    } while salt < 1 << 14
    pclose(pipe)
    let result = try #require(fopen(path, "r"))
    defer { fclose(result) }
    var bytes = Array(repeating: UInt8(0), count: 1 << 14)
    let count = fread(&bytes, 1, bytes.count, result)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}

/// The Dieharder battery, where it is installed.
private let dieharder: String? = {
  guard let path = getenv("PATH") else { return nil }
  for folder in String(cString: path).split(separator: ":") {
    let candidate = "\(folder)/dieharder"
    if access(candidate, X_OK) == 0 { return candidate }
  }
  return nil
}()
