internal import FaceCurves

/// Finds how much of each of a rig's mouth poses shows a face best: non-negative least squares on what is seen of the mouth.
///
/// Gap and width of the lips weigh most, single channels little: "aa" and "E" differ in both, and what no pose can show
/// must not open the mouth. Then what is the lips' own holds: they part no further than the face's do, so that p, b and m
/// close whatever a rig has; and the weights' sum passes 1 only as far as the lips must part.
struct MouthPoseSolve: Sendable {
  private let poses: [MouthPose]
  /// What counts of a face: row after row `FaceChannel.count` long.
  private let features: [[Float]]
  private let poseFeatures: [[Float]]
  private let gram: [[Float]]
  /// What each pose adds to the gap, mouth widths.
  private let gaps: [Float]
  /// Poses of the mouth, which share one sum.
  private let mouths: [Int]

  private static let gapWeight: Float = 4
  private static let widthWeight: Float = 3
  private static let channelWeight: Float = 0.3
  private static let ridge: Float = 1e-3
  private static let sweeps = 40

  /// - Parameter measured: what poses add to the gap on the rig itself, by name, mouth widths.
  init(_ poses: [MouthPose], readout: LipReadout = .standard, gaps measured: [String: Float] = [:]) {
    self.poses = poses
    mouths = poses.indices.filter { !poses[$0].isBlink }
    let gaps = poses.map { measured[$0.name] ?? $0.gap }
    self.gaps = gaps
    var features = [
      readout.gapEffects.map { $0 * Self.gapWeight }, readout.widthEffects.map { $0 * Self.widthWeight },
    ]
    for channel in Set(poses.flatMap(\.recipe.keys)).sorted(by: { $0.rawValue < $1.rawValue }) {
      var row = [Float](repeating: 0, count: FaceChannel.count)
      row[channel.rawValue] = channel.name.hasPrefix("eye") ? 1 : Self.channelWeight
      features.append(row)
    }
    self.features = features
    let shown = zip(poses, gaps).map { pose, gap in
      // In one order, so that the sums are the same in every run.
      let recipe = pose.recipe.sorted { $0.key.rawValue < $1.key.rawValue }
      var shown = features.map { feature in recipe.reduce(Float(0)) { $0 + feature[$1.key.rawValue] * $1.value } }
      shown[0] = gap * Self.gapWeight
      return shown
    }
    poseFeatures = shown
    var gram = shown.map { a in shown.map { b in zip(a, b).reduce(Float(0)) { $0 + $1.0 * $1.1 } } }
    // The ridge decides between poses that show alike; a pose unlike all others (a lid) needs none, and is exact without.
    for pose in gram.indices where gram[pose].enumerated().contains(where: { $0.offset != pose && $0.element != 0 }) {
      gram[pose][pose] += Self.ridge
    }
    self.gram = gram
  }

  /// Weights of the poses, 0…1, in order.
  func weights(_ face: UnsafeBufferPointer<Float>) -> [Float] {
    let wanted = features.map { feature -> Float in
      var sum: Float = 0
      for channel in 0..<FaceChannel.count { sum += feature[channel] * face[channel] }
      return sum
    }
    let pull = poseFeatures.map { shown in zip(shown, wanted).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
    var weights = [Float](repeating: 0, count: poses.count)
    for _ in 0..<Self.sweeps {
      for pose in poses.indices {
        var rest = pull[pose]
        for other in poses.indices where other != pose { rest -= gram[pose][other] * weights[other] }
        weights[pose] = min(1, max(0, rest / max(gram[pose][pose], Self.ridge)))
      }
    }
    keepLips(&weights, wanted[0] / Self.gapWeight)
    return weights
  }

  /// - Parameter gap: of the face, beyond the resting one.
  private func keepLips(_ weights: inout [Float], _ gap: Float) {
    let wanted = max(0, gap)
    let (opening, closing) = mouths.reduce(into: (Float(0), Float(0))) { sum, pose in
      let part = weights[pose] * gaps[pose]
      if part > 0 { sum.0 += part } else { sum.1 += part }
    }
    if opening + closing > wanted {
      let share = max(0, wanted - closing) / opening
      for pose in mouths where gaps[pose] > 0 { weights[pose] *= share }
    }
    let sum = mouths.reduce(Float(0)) { $0 + weights[$1] }
    guard sum > 1 else { return }
    let shown = mouths.reduce(Float(0)) { $0 + weights[$1] * gaps[$1] }
    let share = shown > 0 ? max(1 / sum, min(1, wanted / shown)) : 1 / sum
    for pose in mouths { weights[pose] *= share }
  }
}
