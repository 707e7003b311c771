import Foundation
import Server
import Testing

@testable import Lab

@Suite struct `A site` {
  private func folder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "reformlab-site-\(UUID())")
  }

  /// A host that finds the application of this checkout.
  private func host() -> TestHost {
    let web = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Web").path
    return TestHost(variables: ["REFORMLAB_WEB": web])
  }

  /// A scenario as `new` writes it, of few replications.
  private func scenario(in folder: URL) async throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "mine.yaml").path
    #expect(await TestHost().run("new", file) == .done)
    return file
  }

  private func files(_ folder: URL) -> Set<String> {
    let all = FileManager.default.subpaths(atPath: folder.path) ?? []
    return Set(
      all.filter { path in
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(
          atPath: folder.appending(path: path).path, isDirectory: &isFolder)
        return !isFolder.boolValue
      })
  }

  @Test func `has the files that the application asks for, with the bytes of the answers`()
    async throws
  {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try await scenario(in: folder)
    let site = folder.appending(path: "site")
    let host = host()
    #expect(
      await host.run("site", site.path, file, "--replications", "2", "--lang", "en") == .done,
      "\(host.said)")
    let found = files(site)
    let data = found.filter { $0.hasPrefix("data/") }
    #expect(
      data == [
        "data/exercises/index.json", "data/index.json", "data/mine/scenario.json",
        "data/mine/compare.json",
        "data/mine/timelines.json", "data/mine/map.json", "data/mine/replay.json",
        "data/mine/plans.json", "data/mine/what-if/none.json", "data/mine/what-if/commitment.json",
      ])
    #expect(
      found.isSuperset(of: ["index.html", "reformlab-site.json", "app/main.js", "app/kernel.js"]))
    #expect(found.subtracting(data).allSatisfy { $0.hasPrefix("app/") || !$0.contains("/") })
    let index = try String(contentsOf: site.appending(path: "index.html"), encoding: .utf8)
    #expect(index.contains("<meta name=\"reformlab-data\" content=\"static\">"))
    #expect(!index.contains("src=\"/") && !index.contains("href=\"/"))

    let api = API(
      host: Host(
        variable: { _ in nil }, output: { _ throws(HostError) in }, message: { _ in },
        stopSignal: { 0 }),
      shelf: ScenarioShelf(paths: [file], folder: "", namesAlone: true), files: WebFiles(named: nil)
    )
    func bytes(_ path: String) throws -> [UInt8] {
      try [UInt8](Data(contentsOf: site.appending(path: "data/\(path)")))
    }
    func answer(_ request: WebRequest) async -> [UInt8] {
      var response = api.answer(request)
      if case .later(let work) = response.body { response = await work { false } }
      guard case .bytes(let bytes) = response.body else { return [] }
      return bytes
    }
    #expect(
      await answer(WebRequest(method: .get, path: ["api", "v1", "scenarios"]))
        == (try bytes("index.json")))
    #expect(
      await answer(WebRequest(method: .get, path: ["api", "v1", "scenarios", "mine"]))
        == (try bytes("mine/scenario.json")))
    for (route, request) in [
      ("map", "{\"scenario\":\"mine\",\"replications\":2,\"designs\":[\"before\",\"commitment\"]}"),
      ("plans", "{\"scenario\":\"mine\",\"replications\":2}"),
    ] {
      let posted = WebRequest(
        method: .post, path: ["api", "v1", route], contentType: "application/json",
        body: Array(request.utf8))
      #expect(await answer(posted) == (try bytes("mine/\(route).json")), "\(route)")
    }
    // A site does not tell where its author keeps files.
    for path in data {
      let text = try String(contentsOf: site.appending(path: path), encoding: .utf8)
      #expect(!text.contains(folder.path), "\(path)")
    }
    let shown = String(decoding: try bytes("mine/compare.json"), as: UTF8.self)
    #expect(shown.contains("\"command\":\"reformlab compare mine.yaml"))
    let set = try JSONSerialization.jsonObject(
      with: Data(try bytes("mine/what-if/commitment.json")))
    let members = try #require(set as? [String: Any])
    #expect(members.keys.sorted() == ["command", "pages", "plans", "replications", "results"])

    // The same command again keeps what is there, and makes what is missing.
    let before = try bytes("mine/map.json")
    try FileManager.default.removeItem(at: site.appending(path: "data/mine/map.json"))
    let again = self.host()
    #expect(
      await again.run("site", site.path, file, "--replications", "2", "--lang", "en") == .done)
    #expect(again.said.contains("\(data.count - 1) of them were there"), "\(again.said)")
    #expect(try bytes("mine/map.json") == before)
  }

  @Test func `can be one page that holds everything`() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try await scenario(in: folder)
    let page = folder.appending(path: "lab.html")
    let host = host()
    #expect(
      await host.run("site", page.path, file, "--one-file", "--replications", "2") == .done,
      "\(host.said)")
    let text = try String(contentsOf: page, encoding: .utf8)
    for path in [
      "data/index.json", "data/mine/plans.json", "data/mine/what-if/none.json", "words.json",
      "app/kernel-worker.js",
    ] {
      #expect(text.contains(" data-file=\"\(path)\">"), "\(path)")
    }
    #expect(text.contains("<meta name=\"reformlab-data\" content=\"inline\">"))
    #expect(text.contains("connect-src 'none'"))
    #expect(
      !text.contains("<script type=\"module\" src") && !text.contains("<link rel=\"stylesheet\""))
    #expect(!text.contains("\nimport ") && !text.contains("\nexport "))
    // It is written again where it was, and nothing else is.
    #expect(
      await self.host().run("site", page.path, file, "--one-file", "--replications", "2") == .done)
    try "<p>mine</p>".write(to: page, atomically: true, encoding: .utf8)
    #expect(await self.host().run("site", page.path, file, "--one-file") == .environment)
    #expect(try String(contentsOf: page, encoding: .utf8) == "<p>mine</p>")
  }

  @Test func `makes no folder with the name of a page`() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try await scenario(in: folder)
    let host = host()
    let place = folder.appending(path: "y.html").path
    #expect(await host.run("site", place, file, "--lang", "en") == .usage)
    #expect(host.said.contains("add --one-file"))
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test func `replaces nothing that it did not write: 6`() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try await scenario(in: folder)
    let host = host()
    #expect(await host.run("site", folder.path, file, "--lang", "en") == .environment)
    #expect(host.said.contains("holds something that 'site' did not write"))
    #expect(files(folder) == ["mine.yaml"])
    #expect(await self.host().run("site", file, file) == .environment)
  }

  @Test func `of many reforms combines none, each, all but one, and all`() {
    #expect(SiteMaker.sets(of: ["a", "b"]) == [[], ["a"], ["b"], ["a", "b"]])
    #expect(SiteMaker.sets(of: ["a", "b", "c", "d"]).count == 16)
    let five = SiteMaker.sets(of: ["a", "b", "c", "d", "e"])
    #expect(five.count == 12 && Set(five).count == 12)
    #expect(five.last == ["a", "b", "c", "d", "e"])
  }
}
