internal import FaceCurves
internal import FaceRig

/// Curves that are reduced each by itself can stray together: where their errors add up to more than the lips' gap may
/// stray, the curve that errs most there gets a key.
struct LipKeyRefiner {
  private let effects: [Float]
  private let tolerance: Float
  private static let mostRounds = 100

  /// `effects`: of each curve on the gap, mouth widths a unit.
  init(effects: [Float], tolerance: Float) {
    self.effects = effects
    self.tolerance = tolerance
  }

  /// `values`: of every frame, curve by curve. Keys grow until the gap holds at every frame.
  func refine(_ keys: inout [[Int]], values: [[Float]]) {
    guard let frameCount = values.first?.count else { return }
    let lips = effects.indices.filter { effects[$0] != 0 }
    var errors = lips.map { Self.errors(of: values[$0], keys: keys[$0]) }
    for _ in 0..<Self.mostRounds {
      var added: [Int: Set<Int>] = [:]
      for frame in 0..<frameCount {
        var gap: Float = 0
        var (worst, place): (Float, Int) = (0, 0)
        for (index, lip) in lips.enumerated() {
          let part = effects[lip] * errors[index][frame]
          gap += part
          if part.magnitude > worst { (worst, place) = (part.magnitude, index) }
        }
        if gap.magnitude > tolerance { added[place, default: []].insert(frame) }
      }
      if added.isEmpty { return }
      for (place, frames) in added {
        keys[lips[place]] = Set(keys[lips[place]]).union(frames).sorted()
        errors[place] = Self.errors(of: values[lips[place]], keys: keys[lips[place]])
      }
    }
  }

  /// How far straight lines between the keys are from each frame.
  private static func errors(of values: [Float], keys: [Int]) -> [Float] {
    var errors = [Float](repeating: 0, count: values.count)
    for (a, b) in zip(keys, keys.dropFirst()) where b > a + 1 {
      for frame in a + 1..<b {
        let share = Float(frame - a) / Float(b - a)
        errors[frame] = values[a] + (values[b] - values[a]) * share - values[frame]
      }
    }
    return errors
  }
}
