internal import ApprovalModel
internal import Exercises
internal import Reporting
internal import ScenarioFiles
internal import Server

extension API.Route {
  /// The exercises in their order; those with errors are left out.
  static let listExercises = API.Route(method: .get, path: ["exercises"]) {
    _, _, _ throws(APIFault) in
    let exercises = ExerciseShelf.entries.compactMap { readExercise(folder: $0.folder).exercise }
    return WebResponse(
      json: .object([
        .init("product", .string(productVersion)),
        .init("exercises", .array(exercises.inOrder.map(\.entryJSON))),
      ]))
  }

  /// One exercise: its texts, levers, questions and formulas; no answer stands in it.
  static let showExercise = API.Route(method: .get, path: ["exercises", "*"]) {
    _, parts, _ throws(APIFault) in
    let exercise = try exercise(parts[0])
    return WebResponse(json: exercise.json(ExercisePlans(exercise)))
  }

  /// One of its compiled plans, with what parameters and levers change in it.
  static let showExercisePlan = API.Route(method: .get, path: ["exercises", "*", "plans", "*"]) {
    api, parts, _ throws(APIFault) in
    let exercise = try exercise(parts[0])
    let plans = ExercisePlans(exercise)
    guard let number = Int(parts[1]), plans.keys.indices.contains(number) else {
      let count = plans.keys.count
      throw APIFault(
        404, "not-found", zh: "练习“\(parts[0])”有 \(count) 个计划，编号从 0 起；没有 \(parts[1])",
        en: "exercise '\(parts[0])' has \(count) plans, numbered from 0; there is no \(parts[1])")
    }
    return api.studies.answer { _ throws(APIFault) in
      do throws(ExerciseFault) {
        return WebResponse(json: try plans.patched(plans.keys[number]).json)
      } catch {
        if case .scenario(let diagnostics) = error { throw .invalid(diagnostics) }
        throw APIFault(422, "invalid-exercise", zh: error.message.zh, en: error.message.en)
      }
    }
  }

  private static func exercise(_ id: String) throws(APIFault) -> Exercise {
    guard let entry = ExerciseShelf.entries.first(where: { $0.id == id }) else {
      throw APIFault(
        404, "no-exercise", zh: "没有练习“\(id)”", en: "there is no exercise '\(id)'")
    }
    let (exercise, diagnostics) = readExercise(folder: entry.folder)
    guard let exercise else { throw .invalid(diagnostics) }
    return exercise
  }
}

extension [Exercise] {
  /// As lists show them.
  var inOrder: [Exercise] {
    sorted { $0.order == $1.order ? $0.id.precedes($1.id) : $0.order < $1.order }
  }
}
