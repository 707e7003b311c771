import Testing

@testable import Server

/// Runs tests on threads of their own: they wait for a server, and the few threads on which Swift runs tasks,
/// those of the server among them, must not be kept waiting with them.
struct OwnThreadTrait: TestTrait, SuiteTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(ServerThreads()) { try await function() }
  }
}

extension Trait where Self == OwnThreadTrait {
  /// See ``OwnThreadTrait``.
  static var ownThread: Self { OwnThreadTrait() }
}
