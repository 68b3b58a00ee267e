internal import Foundation

/// Reads a pipe to its end on a thread of its own.
///
/// - Note: `@unchecked Sendable`: `bytes` is guarded by `lock`.
final class PipeReader: @unchecked Sendable {
  let pipe = Pipe()
  /// What comes after so many bytes is read and dropped.
  private let mostBytes: Int
  private let lock = NSLock()
  private let ended = DispatchGroup()
  private var bytes = Data()

  init(mostBytes: Int = .max) { self.mostBytes = mostBytes }

  func start() {
    ended.enter()
    Thread.detachNewThread { [self] in
      let descriptor = pipe.fileHandleForReading.fileDescriptor
      var block = [UInt8](repeating: 0, count: 1 << 14)
      while true {
        let count = read(descriptor, &block, block.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        lock.withLock { if bytes.count < mostBytes { bytes += block.prefix(count) } }
      }
      ended.leave()
    }
  }

  /// What was read, once the pipe has ended, or after so many seconds.
  func text(waitingSeconds seconds: Double?) -> String {
    if let seconds { _ = ended.wait(timeout: .now() + seconds) } else { ended.wait() }
    return lock.withLock { String(decoding: bytes, as: UTF8.self) }
  }
}
