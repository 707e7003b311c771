import Testing

@testable import Server

@Suite struct `The target of a request` {
  @Test(arguments: [
    ("/", []), ("/app/main.js", ["app", "main.js"]), ("/api/v1/", ["api", "v1"]),
    ("/%E4%B8%80", ["一"]), ("/a%20b", ["a b"]), ("/a+b", ["a+b"]),
  ])
  func `is the parts of its path`(_ text: String, _ parts: [String]) {
    #expect(RequestTarget(text)?.path == parts)
  }

  @Test(arguments: [
    "", "a", "*", "http://127.0.0.1/", "//", "/a//b", "/..", "/a/../b", "/%2e%2e/etc", "/.%2E",
    "/./a", "/a%2fb", "/a%5cb", "/a%00", "/a%0a", "/%", "/%4", "/%zz", "/%ff", "/a%2F..%2Fb",
    "/?%ff",
  ])
  func `is refused where it could lead elsewhere`(_ text: String) {
    #expect(RequestTarget(text) == nil)
  }

  @Test func `has a query`() {
    let query = RequestTarget("/a?x=1&y=a+b%26&z")?.query ?? []
    #expect(query.map(\.name) == ["x", "y", "z"])
    #expect(query.map(\.value) == ["1", "a b&", ""])
  }
}
