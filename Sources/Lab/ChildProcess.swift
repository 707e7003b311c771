#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Another program that turns what it reads on its standard input into what it writes.
struct ChildProcess {
  /// How it ended.
  struct End {
    /// The exit code; nil where a signal ended it, as when its time was over or it was called off.
    var code: Int32?
    /// What it wrote to standard output.
    var output: [UInt8]
    /// What it wrote to standard error.
    var messages: [UInt8]
  }

  /// The program's file.
  let path: String

  /// The program `name` in the first folder of `folders` (the value of `PATH`) that has it; nil: in
  /// none.
  init?(named name: String, in folders: String) {
    for folder in folders.split(separator: ":") {
      let path = "\(folder)/\(name)"
      var found = stat()
      if stat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 {
        self.path = path
        return
      }
    }
    return nil
  }

  /// The program in the file at `path`; nil: it is none.
  init?(at path: String) {
    let (folder, name) =
      path.lastIndex(of: "/").map {
        (String(path[..<$0]), String(path[path.index(after: $0)...]))
      } ?? (".", path)
    self.init(named: name, in: folder)
  }

  /// Runs the program with `input` on its standard input, and waits for its end.
  ///
  /// - Parameters:
  ///   - limit: after so long it is ended, with all that it started; nil: it may take its time, and is
  ///     called off by the signals of the terminal.
  ///   - isCancelled: asked ten times a second whether to end it, where there is a limit.
  /// - Throws: why it could not be started.
  func run(
    _ arguments: [String], input: [UInt8], limit: Duration? = nil,
    isCancelled: () -> Bool = { false }
  ) throws(SystemReason) -> End {
    // A program that stops reading shows as an error of the write.
    signal(SIGPIPE, SIG_IGN)
    var pipes: [[Int32]] = []
    defer { for end in pipes.joined() where end >= 0 { close(end) } }
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw .last }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    let child = try start(
      arguments, input: pipes[0][0], output: pipes[1][1], errors: pipes[2][1],
      inGroup: limit != nil)
    let begin = ContinuousClock.now
    for (pipe, end) in [(0, 0), (1, 1), (2, 1)] {
      close(pipes[pipe][end])
      pipes[pipe][end] = -1
    }
    _ = fcntl(pipes[0][1], F_SETFL, O_NONBLOCK)
    var rest = input[...]
    var received: [[UInt8]] = [[], []]
    while pipes.joined().contains(where: { $0 >= 0 }) {
      // An end that is closed is -1, and poll passes over it.
      var waits = [
        pollfd(fd: pipes[0][1], events: Int16(POLLOUT), revents: 0),
        pollfd(fd: pipes[1][0], events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipes[2][0], events: Int16(POLLIN), revents: 0),
      ]
      if poll(&waits, nfds_t(waits.count), limit == nil ? -1 : 100) < 0, errno != EINTR { break }
      if let limit, isCancelled() || begin.duration(to: .now) > limit {
        kill(-child, SIGKILL)
        break
      }
      if waits[0].revents != 0 {
        let count = rest.withUnsafeBytes { write(pipes[0][1], $0.baseAddress, $0.count) }
        if count > 0 { rest = rest.dropFirst(count) }
        if count < 0, errno != EAGAIN, errno != EINTR { rest = [] }
        if rest.isEmpty {
          close(pipes[0][1])
          pipes[0][1] = -1
        }
      }
      for i in 0..<2 where waits[i + 1].revents != 0 {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(pipes[i + 1][0], &buffer, buffer.count)
        if count > 0 { received[i] += buffer[..<count] }
        if count == 0 || (count < 0 && errno != EINTR) {
          close(pipes[i + 1][0])
          pipes[i + 1][0] = -1
        }
      }
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    // The low seven bits hold the signal, the next byte the exit code.
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    return End(code: code, output: received[0], messages: received[1])
  }

  private func start(
    _ arguments: [String], input: Int32, output: Int32, errors: Int32, inGroup: Bool
  ) throws(SystemReason) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (end, standard) in [
      (input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO),
    ] {
      posix_spawn_file_actions_adddup2(&actions, end, standard)
    }
    // The child takes signals as any program does, whatever this one does with them.
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    if inGroup { posix_spawnattr_setpgroup(&attributes, 0) }
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | (inGroup ? POSIX_SPAWN_SETPGROUP : 0)))
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, path, &actions, &attributes, &words, environ)
    guard code == 0 else { throw SystemReason(number: code) }
    return child
  }
}
