internal import Foundation

/// Which signals a thread leaves waiting, for as long as something is done.
enum SignalMask {
  /// Writes to pipes that nobody reads fail, and nothing more: how the rest of the process takes the signal stays as it is.
  static func withoutBrokenPipes<Result>(_ body: () -> Result) -> Result {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    let result = body()
    // One that was raised meanwhile waits for this thread: it is taken before it can be delivered.
    var immediately = timespec()
    while sigtimedwait(&signals, nil, &immediately) == SIGPIPE {}
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return result
  }

  /// A program that is started has the mask of the thread that starts it: threads of a pool block what would end it.
  static func asFromAShell<Result>(_ body: () throws -> Result) rethrows -> Result {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
  }
}
