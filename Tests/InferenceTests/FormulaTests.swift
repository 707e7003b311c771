import Testing

@testable import Inference

@Suite struct `A formula of an exercise` {
  private func run(_ steps: [(FormulaOperation, Double)], _ values: [Double] = []) -> Double {
    evaluateFormula(steps.flatMap { [Double($0.0.rawValue), $0.1] }, values)
  }

  @Test func `is worked off in postfix order`() {
    // (7 - x) / 2 with x = 3.
    #expect(
      run([(.push, 7), (.slot, 0), (.subtract, 0), (.push, 2), (.divide, 0)], [3]) == 2)
    #expect(run([(.push, 2), (.push, -3), (.power, 0)]) == 0.125)
    #expect(run([(.push, 1), (.push, 5), (.push, 6), (.choose, 0)]) == 5)
    #expect(run([(.push, 0), (.push, 5), (.push, 6), (.choose, 0)]) == 6)
  }

  @Test func `compares nothing with what is no number`() {
    for operation in [FormulaOperation.less, .lessOrEqual, .equal, .notEqual] {
      #expect(run([(.slot, 0), (.push, 1), (operation, 0)], [.nan]) == 0, "\(operation)")
    }
    #expect(run([(.slot, 0), (.push, 1), (.maximum, 0)], [.nan]).isNaN)
  }

  @Test(
    arguments: [
      [], [0], [99, 0], [2, 0], [0, 1, 0, 2], [1, 5], [0, 1, 0, 0, 5, 0],
    ] as [[Double]])
  func `that makes no sense is no number`(program: [Double]) {
    #expect(evaluateFormula(program, [1]).isNaN, "\(program)")
  }

  // Values of Erlang's C formula from its definition: a^c / c! · c / (c − a) over the sum.
  @Test(arguments: [(1, 0.5), (3, 2.4), (3, 2.7), (4, 3.4), (10, 8.0)] as [(Int, Double)])
  func `knows the chance to wait`(servers: Int, load: Double) {
    var term = 1.0
    var sum = 0.0
    for k in 0..<servers {
      sum += term
      term *= load / Double(k + 1)
    }
    let last = term * Double(servers) / (Double(servers) - load)
    let exact = last / (sum + last)
    #expect(abs(erlangC(servers: Double(servers), load: load) - exact) < 1e-12)
  }

  @Test func `waits for certain when overloaded, and nowhere without servers`() {
    #expect(erlangC(servers: 3, load: 3) == 1)
    #expect(erlangC(servers: 0, load: 1).isNaN)
    #expect(erlangC(servers: 2.5, load: 1).isNaN)
  }
}

@Suite struct `A SHA-256 digest` {
  private func hex(_ text: String) -> String {
    sha256(Array(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  // The examples of FIPS 180-4, and lengths around the block's end (checked with sha256sum).
  @Test func `is that of the standard`() {
    #expect(hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test(arguments: [
    (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
  ])
  func `fills blocks`(count: Int, digest: String) {
    #expect(hex(String(repeating: "a", count: count)) == digest)
  }
}
