import Foundation

/// A connection to a server on this machine, byte by byte: tests send what no proper client would.
final class LoopbackClient {
  private var descriptor: Int32

  init(port: UInt16, address: UInt32 = INADDR_LOOPBACK.bigEndian) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = address
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { leave() }

  /// Closes the connection.
  func leave() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Sends bytes; what a server that has hung up does not take is lost.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// What comes within so many seconds, until the server hangs up or `isEnough`.
  func receive(
    seconds: Double = 240, until isEnough: ([UInt8]) -> Bool = { _ in false }
  ) -> [UInt8] {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let end = Date(timeIntervalSinceNow: seconds)
    while !isEnough(received) {
      let left = Int32(end.timeIntervalSinceNow * 1_000)
      guard left > 0 else { break }
      var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, left) > 0 else { break }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      received += buffer[..<count]
    }
    return received
  }
}

/// An answer, read.
struct Answer {
  var status: Int
  var headers: [String: String] = [:]
  var body: [UInt8] = []

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as JSON.
  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:]
  }

  /// The code of an error.
  var code: String? { (json["error"] as? [String: Any])?["code"] as? String }

  init?(_ bytes: [UInt8]) {
    let mark = Array("\r\n\r\n".utf8)
    guard let end = bytes.firstRange(of: mark) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    self.status = status
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.last?.trimmingCharacters(in: .whitespaces)
    }
    let rest = bytes[end.upperBound...]
    body = headers["transfer-encoding"] == "chunked" ? Self.joined(rest) : Array(rest)
  }

  /// The chunks of a body, as far as they came.
  private static func joined(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var (rest, body) = (bytes, [UInt8]())
    while let end = rest.firstRange(of: [0x0D, 0x0A]) {
      let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      guard let size = Int(head, radix: 16), size > 0 else { break }
      let chunk = rest[end.upperBound...].prefix(size)
      body += chunk
      guard chunk.count == size else { break }
      rest = rest[end.upperBound...].dropFirst(size + 2)
    }
    return body
  }
}

/// Gets a target.
func ask(_ port: UInt16, _ target: String, host: String? = nil) throws -> Answer? {
  try ask(port, "GET", target, host: host)
}

/// Asks once.
func ask(
  _ port: UInt16, _ method: String, _ target: String, body: String? = nil,
  type: String = "application/json", host: String? = nil, headers: [String] = [],
  seconds: Double = 240
) throws -> Answer? {
  let client = try LoopbackClient(port: port)
  var lines = ["\(method) \(target) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")"] + headers
  lines.append("Connection: close")
  if let body { lines += ["Content-Type: \(type)", "Content-Length: \(body.utf8.count)"] }
  client.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
  return Answer(client.receive(seconds: seconds))
}
