internal import FaceCurves
internal import FaceRig

/// Chooses the keys of a scene's animation by what the user asked for.
struct SceneKeys {
  private let animation: SceneAnimation
  private let reduction: KeyReduction
  private let lips: LipReadout

  init(_ animation: SceneAnimation, rig: Rig, settings: ExportSettings) {
    self.animation = animation
    reduction = settings.keys
    lips = rig.lipReadout
  }

  private var everyFrame: [Int] { Array(0..<animation.frameCount) }

  /// Keys of a track whose every key carries all its targets.
  enum TrackKeys {
    case linear([Int])
    case cubic(CubicKeyFitter.Fit)
  }

  /// `cubic`: whether the format's readers know Hermite curves.
  func keys(of track: SceneAnimation.MorphTrack, cubic isKnown: Bool) -> TrackKeys {
    guard case .reduced(let tolerance, let interpolation) = reduction else { return .linear(everyFrame) }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    func row(_ frame: Int) -> [Float] {
      animation.face(at: frame, into: &face)
      face.withUnsafeBufferPointer { track.morph.weights($0, into: &weights) }
      return weights + [face.withUnsafeBufferPointer(lips.signedGap)]
    }
    if isKnown, interpolation == .cubic {
      var fit = CubicKeyFitter(tolerance: tolerance).fit(everyFrame.map(row))
      // The gap is there to be kept, not to be written.
      fit.slopesBefore = fit.slopesBefore.map { $0.dropLast() }
      fit.slopesAfter = fit.slopesAfter.map { $0.dropLast() }
      return .cubic(fit)
    }
    var picker = KeyPicker(tolerance: [Float](repeating: tolerance, count: track.morph.drivers.count + 1))
    for frame in everyFrame { picker.append(row(frame)) }
    return .linear(picker.keys())
  }

  /// Keys that serve all tracks and joints at once, straight lines between them.
  func sharedKeys() -> [Int] {
    guard case .reduced(let tolerance, _) = reduction else { return everyFrame }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    var picker: KeyPicker?
    for frame in everyFrame {
      animation.face(at: frame, into: &face)
      var row = [face.withUnsafeBufferPointer(lips.signedGap)]
      for track in animation.morphTracks {
        face.withUnsafeBufferPointer { track.morph.weights($0, into: &weights) }
        row += weights
      }
      for joint in animation.joints {
        let turn = animation.turn(of: joint.joint, at: frame, face: face)
        row += [turn.x, turn.y, turn.z]
      }
      if picker == nil { picker = KeyPicker(tolerance: [Float](repeating: tolerance, count: row.count)) }
      picker?.append(row)
    }
    return picker?.keys() ?? []
  }

  /// Keys of each target's curve by itself. `values`: of every frame, target by target.
  func keys(of values: [[Float]], drivers: [TargetDriver?]) -> [[Int]] {
    guard case .reduced(let tolerance, _) = reduction else { return values.map { _ in everyFrame } }
    // What a channel does to the gap is known of targets that are one channel; others share the gap's tolerance.
    var effects: [Float] = []
    var keys: [[Int]] = []
    for (curve, driver) in zip(values, drivers) {
      var own = tolerance
      if driver?.channel == nil, let driver, driver.terms.contains(where: { lips.gapEffects[$0.channel.rawValue] != 0 })
      {
        own /= max(1, lips.gapEffects.reduce(0) { $0 + $1.magnitude })
      }
      keys.append(Self.keys([curve], tolerance: own))
      effects.append(driver?.channel.map { lips.gapEffects[$0.rawValue] } ?? 0)
    }
    LipKeyRefiner(effects: effects, tolerance: tolerance).refine(&keys, values: values)
    return keys
  }

  /// Keys of a joint's angles.
  func keys(of joint: (joint: FaceJoint, rig: RigJoint)) -> [Int] {
    guard case .reduced(let tolerance, _) = reduction else { return everyFrame }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var angles: [[Float]] = [[], [], []]
    for frame in everyFrame {
      animation.face(at: frame, into: &face)
      let turn = animation.turn(of: joint.joint, at: frame, face: face)
      angles[0].append(turn.x)
      angles[1].append(turn.y)
      angles[2].append(turn.z)
    }
    return Self.keys(angles, tolerance: tolerance)
  }

  private static func keys(_ curves: [[Float]], tolerance: Float) -> [Int] {
    var picker = KeyPicker(tolerance: [Float](repeating: tolerance, count: curves.count))
    for frame in curves[0].indices { picker.append(curves.map { $0[frame] }) }
    return picker.keys()
  }
}
