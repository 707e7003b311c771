internal import ApprovalModel
internal import Exercises

/// How far a student is with an exercise, from the records.
struct ExerciseProgress {
  /// When it was begun; nil: not yet.
  var started: String?
  /// What was predicted; nil: nothing is locked yet.
  var predictions: [(name: String, text: String)]?
  /// Where levers were put last.
  var levers: [(name: String, text: String)] = []
  /// What was answered last.
  var answers: [(name: String, text: String)] = []
  /// How often answers were checked.
  var attempts = 0
  /// How many hints were shown.
  var hints = 0
  /// The record of the first check that passed.
  var passed: ExerciseRecord?
  /// The record of the check with the best score, the first of several.
  var best: ExerciseRecord?

  /// What records say of an exercise of this version, of one student in one course.
  init(_ records: [ExerciseRecord], _ exercise: Exercise, student: String, course: String) {
    for record in records
    where record.exercise == exercise.id && record.version == exercise.version
      && record.student == student && record.course == course
    {
      switch record.action {
      case .start: started = started ?? record.time
      case .predict: predictions = predictions ?? record.texts("predictions")
      case .run: levers = record.texts("levers")
      case .check:
        levers = record.texts("levers")
        answers = record.texts("answers")
        attempts += 1
        if passed == nil, record.tree["passed"] == .bool(true) { passed = record }
        if (record.tree["score"]?.double ?? 0) > (best?.tree["score"]?.double ?? -1) {
          best = record
        }
      case .hint: hints += 1
      case .reset: (levers, answers) = ([], [])
      case .solution, nil: break
      }
    }
  }

  /// Whether something may be run: predictions are locked, or none are asked for.
  func mayRun(_ exercise: Exercise) -> Bool {
    exercise.predictions.isEmpty || predictions != nil
  }

  /// Where it stands, in a word.
  var state: LocalizedText {
    if passed != nil { return LocalizedText(zh: "已通过", en: "passed") }
    if attempts > 0 { return LocalizedText(zh: "做过", en: "tried") }
    if predictions != nil { return LocalizedText(zh: "已预测", en: "predicted") }
    return started == nil
      ? LocalizedText(zh: "未开始", en: "new") : LocalizedText(zh: "已开始", en: "started")
  }
}
