internal import CMicroHTTPD

/// Runs the tasks of a server, and what they start, on threads of their own.
///
/// The threads on which Swift runs tasks are as many as there are processors, and a long computation keeps
/// them. A request that has only to say that it waits must not wait for one: the system shares the processors
/// among threads. A piece of a task, from one wait to the next, is one thread.
final class ServerThreads: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let piece = Unmanaged.passRetained(Piece(job: UnownedJob(job), executor: self)).toOpaque()
    start_detached_thread(runPiece, piece)
  }
}

/// A piece of a task on its way to a thread.
private final class Piece {
  let job: UnownedJob
  let executor: ServerThreads

  init(job: UnownedJob, executor: ServerThreads) {
    self.job = job
    self.executor = executor
  }
}

private func runPiece(_ piece: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let piece else { return nil }
  let found = Unmanaged<Piece>.fromOpaque(piece).takeRetainedValue()
  found.job.runSynchronously(on: found.executor.asUnownedTaskExecutor())
  return nil
}
