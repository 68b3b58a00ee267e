internal import FaceCurves
internal import Foundation

/// What a rig's channels do to its lips: measured when it is first asked for, and then kept. Copies of a rig share it.
///
/// - Note: `@unchecked Sendable`: guarded by `lock`.
final class MeasuredLips: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: LipReadout??

  /// - Parameter measure: makes the readout; called once.
  func readout(_ measure: () -> LipReadout?) -> LipReadout? {
    lock.withLock {
      if let kept { return kept }
      let measured = measure()
      kept = .some(measured)
      return measured
    }
  }
}
