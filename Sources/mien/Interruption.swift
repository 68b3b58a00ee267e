internal import Foundation

/// Notices Ctrl-C, so that work can end where it leaves nothing half made.
///
/// - Note: `@unchecked Sendable`: the flag is guarded by `lock`.
final class Interruption: @unchecked Sendable {
  private let lock = NSLock()
  private var wasAsked = false
  private var sources: [any DispatchSourceSignal] = []

  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in self?.ask() }
      source.activate()
      sources.append(source)
    }
  }

  private func ask() { lock.withLock { wasAsked = true } }

  var isWanted: Bool { lock.withLock { wasAsked } }
}
