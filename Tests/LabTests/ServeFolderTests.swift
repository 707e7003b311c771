import Foundation
import Testing

@testable import Lab

@Suite struct `The folder of serve` {
  private let scenario = root.appending(path: "Scenarios/one-licence.yaml").path

  @Test func `is tried before anything is served: 6`() async {
    let host = TestHost()
    #expect(await host.run("serve", scenario, "--folder", "/proc", "--lang", "en") == .environment)
    #expect(host.said.contains("no file can be written in the folder /proc"), "\(host.said)")
    #expect(host.printed.isEmpty)
  }

  @Test func `is to be made first`() async {
    let host = TestHost()
    let code = await host.run("serve", scenario, "--folder", "no/such", "--lang", "en")
    #expect(code == .invalidInput)
    #expect(host.said.contains("make it first: mkdir -p no/such"), "\(host.said)")
  }

  @Test func `keeps nothing of the attempt`() async throws {
    let folder = try TestFolder()
    let host = TestHost(stop: 15)
    #expect(await host.run("serve", scenario, "--folder", folder.file("")) == .terminated)
    #expect(fileNames(in: folder.file("")).allSatisfy { $0 == "." || $0 == ".." })
  }
}
