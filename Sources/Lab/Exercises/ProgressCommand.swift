internal import ApprovalModel
internal import Exercises
struct ProgressCommand {
  let session: Session
  let words: [String]
  func run() throws(Failure) -> ExitCode { .done }
}
struct TeacherCommand {
  let session: Session
  let words: [String]
  func run() throws(Failure) -> ExitCode { .done }
}
