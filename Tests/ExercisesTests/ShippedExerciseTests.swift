import Foundation
import ScenarioFiles
import Testing

@testable import Exercises

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios/exercises")

private let shipped: [String] =
  ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

@Suite struct `A shipped exercise` {
  @Test func `is one of twenty-two`() { #expect(shipped.count == 22) }

  /// What a browser runs is what the command line runs.
  @Test(arguments: shipped)
  func `has plans whose patches make a student's plan byte for byte`(id: String) throws {
    let (read, diagnostics) = readExercise(folder: folder.appending(path: id).path)
    let exercise = try #require(read, "\(diagnostics)")
    let plans = ExercisePlans(exercise)
    for key in [plans.keys[0], plans.keys[plans.keys.count - 1]] {
      let patched = try plans.patched(key)
      for number in 0..<2 {
        let variant = Variant(of: exercise, student: "s\(number)")
        var work = Work(start: exercise)
        for (l, lever) in exercise.levers.enumerated() {
          switch lever.kind {
          case .design:
            work.levers[l] = .choice(
              lever.choices.firstIndex { $0.text == key.design.text } ?? lever.start)
          case .reforms:
            guard case .reforms(let names) = key.design else { continue }
            work.levers[l] = .reforms(
              lever.choices.indices.filter { names.contains(lever.choices[$0].text) })
          default: work.levers[l] = .choice((l + number) % lever.choices.count)
          }
        }
        #expect(try plans.isFaithful(patched, key, variant, work), "\(key.design.text) \(number)")
      }
    }
  }
}
