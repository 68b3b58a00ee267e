internal import Foundation

/// Blends the targets of neighbouring phones into continuous movement.
///
/// Dominance functions after Cohen & Massaro 1993: every phone pulls each articulator towards its target with a strength
/// that falls off exponentially before and after it, and the pulls are averaged. A frame counts as each phone in
/// proportion to its probability, so an unsure frame is an honest mixture.
public struct Coarticulation: Sendable {
  /// Frames of past and future that a frame is influenced by: 160 ms.
  static let reachFrames = 8

  private let table: PhoneTable

  public init(_ table: PhoneTable = .standard) {
    self.table = table
  }

  /// - Complexity: O(frames · (phones · controls + reach · controls)).
  public func movement(of track: PhoneTrack) -> MouthMovement {
    precondition(track.phoneCount == table.phones.count)
    var movement = MouthMovement(frameCount: track.frameCount)
    for articulator in Articulator.allCases {
      let controls = MouthControl.allCases.filter { $0.articulator == articulator }
      let dominance = table.phones.map { $0.dominance[articulator] ?? 0 }
      let pulls = controls.map { control in
        table.phones.indices.map { dominance[$0] * (table.phones[$0].targets[control] ?? 0) }
      }
      let strength = expectation(of: dominance, in: track)
      let kernel = Self.kernel(articulator)
      let total = Self.spread(strength, kernel)
      for (control, pull) in zip(controls, pulls) {
        let blended = Self.spread(expectation(of: pull, in: track), kernel)
        movement[control] = zip(blended, total).map { $1 > 1e-6 ? $0 / $1 : 0 }
      }
    }
    return movement
  }

  /// Mean of a value a phone under each frame's probabilities.
  private func expectation(of values: [Float], in track: PhoneTrack) -> [Float] {
    let count = track.phoneCount
    return track.probabilities.withUnsafeBufferPointer { probabilities in
      values.withUnsafeBufferPointer { values in
        (0..<track.frameCount).map { frame in
          var sum: Float = 0
          for phone in 0..<count { sum += probabilities[frame * count + phone] * values[phone] }
          return sum
        }
      }
    }
  }

  /// Influence of frames −reach … +reach; the future decays with the time an articulator anticipates.
  private static func kernel(_ articulator: Articulator) -> [Float] {
    (-reachFrames...reachFrames).map { offset in
      let seconds = Double(abs(offset)) / 50
      return Float(exp(-seconds / (offset > 0 ? articulator.anticipationSeconds : articulator.carryOverSeconds)))
    }
  }

  /// Correlates a curve with a kernel; the ends are held.
  private static func spread(_ curve: [Float], _ kernel: [Float]) -> [Float] {
    guard let first = curve.first, let last = curve.last else { return [] }
    let padded =
      [Float](repeating: first, count: reachFrames) + curve + [Float](repeating: last, count: reachFrames)
    return padded.withUnsafeBufferPointer { padded in
      kernel.withUnsafeBufferPointer { kernel in
        curve.indices.map { frame in
          var sum: Float = 0
          for tap in 0..<kernel.count { sum += padded[frame + tap] * kernel[tap] }
          return sum
        }
      }
    }
  }
}
