import ApprovalModel
import Foundation
import ScenarioFiles
import Testing

@testable import Exercises

/// The folder of the small exercise that tests share.
let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Fixtures/exercises/01-hall").path

/// A copy of the small exercise with changes, removed with it.
final class ExerciseCopy {
  let folder: String
  private let above: URL

  init() throws {
    above = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())")
    try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
    folder = above.appending(path: "01-hall").path
    try FileManager.default.copyItem(atPath: fixture, toPath: folder)
  }

  deinit { try? FileManager.default.removeItem(at: above) }

  /// Puts `new` in the place of the only `old` in a file.
  func change(_ file: String, _ old: String, _ new: String) throws {
    let url = URL(filePath: "\(folder)/\(file)")
    let text = try String(contentsOf: url, encoding: .utf8)
    try #require(text.ranges(of: old).count == 1, "\(old)")
    try text.replacing(old, with: new).write(to: url, atomically: true, encoding: .utf8)
  }

  func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
  }

  /// What reading it finds, without the folder.
  func findings() -> [String] {
    readExercise(folder: folder).diagnostics.map {
      String($0.text(language: .en).split(separator: "\n")[0]).replacing(folder + "/", with: "")
    }
  }
}

/// The small exercise.
func hallFromFolder() throws -> Exercise {
  let (exercise, diagnostics) = readExercise(folder: fixture)
  return try #require(exercise, "\(diagnostics.map { $0.text(language: .en) })")
}
