/// The SHA-256 digest of bytes (FIPS 180-4), 32 bytes.
///
/// Written here because it must give the same in a browser page that is not served securely, where the
/// browser's own is not there, and no library of this package is compiled for WebAssembly.
///
/// - Complexity: O(bytes).
public func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var message = bytes + [0x80]
  while message.count % 64 != 56 { message.append(0) }
  let bits = UInt64(bytes.count) * 8
  for shift in stride(from: 56, through: 0, by: -8) {
    message.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
  }
  var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  var words = [UInt32](repeating: 0, count: 64)
  for start in stride(from: 0, to: message.count, by: 64) {
    for i in 0..<16 {
      var word: UInt32 = 0
      for j in 0..<4 { word = word << 8 | UInt32(message[start + 4 * i + j]) }
      words[i] = word
    }
    for i in 16..<64 {
      let (a, b) = (words[i - 15], words[i - 2])
      let low = rotated(a, 7) ^ rotated(a, 18) ^ a >> 3
      let high = rotated(b, 17) ^ rotated(b, 19) ^ b >> 10
      words[i] = words[i - 16] &+ low &+ words[i - 7] &+ high
    }
    var s = state
    for i in 0..<64 {
      let e = s[4]
      let choice = e & s[5] ^ ~e & s[6]
      let first =
        s[7] &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constants[i]
        &+ words[i]
      let a = s[0]
      let majority = a & s[1] ^ a & s[2] ^ s[1] & s[2]
      let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
      s = [first &+ second, a, s[1], s[2], s[3] &+ first, e, s[5], s[6]]
    }
    for i in 0..<8 { state[i] &+= s[i] }
  }
  var digest: [UInt8] = []
  for word in state {
    for shift in stride(from: 24, through: 0, by: -8) {
      digest.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
    }
  }
  return digest
}

private func rotated(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let constants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
  0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7,
  0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc,
  0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351,
  0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e,
  0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585,
  0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f,
  0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
  0xc671_78f2,
]
