internal import FaceCurves
internal import KeptValues

/// A clip as parts of a kept value.
struct KeptClip {
  struct Details: Codable {
    let frameRate: FrameRate
    let durationSeconds: Double
    let origin: ClipOrigin
  }

  let details: Details
  let arrays: [String: KeptRecord.Array]

  init(_ clip: FaceClip) {
    details = Details(frameRate: clip.frameRate, durationSeconds: clip.durationSeconds, origin: clip.origin)
    var arrays = [
      "weights": KeptRecord.Array(shape: [clip.frameCount, FaceChannel.count], values: clip.weights)
    ]
    for (joint, track) in clip.rotations {
      arrays[joint.rawValue] = KeptRecord.Array(shape: [track.count, 3], values: track.flatMap { [$0.x, $0.y, $0.z] })
    }
    self.arrays = arrays
  }

  init(_ details: Details, arrays record: KeptRecord) {
    self.details = details
    arrays = record.arrays
  }

  /// - Throws: ``KeptError`` `.damaged`.
  func clip() throws(KeptError) -> FaceClip {
    guard (0..<FrameRate.longestSeconds).contains(details.durationSeconds) else {
      throw KeptError(.damaged, "its length is no number of seconds")
    }
    let count = details.frameRate.frameCount(durationSeconds: details.durationSeconds)
    let record = KeptRecord(details, arrays: arrays)
    let weights = try record.rows("weights", columns: FaceChannel.count, rows: count)
    var clip = FaceClip(
      frameRate: details.frameRate, durationSeconds: details.durationSeconds, origin: details.origin,
      frames: FaceFrames(weights: weights))
    for joint in FaceJoint.allCases where arrays[joint.rawValue] != nil {
      let values = try record.rows(joint.rawValue, columns: 3, rows: count)
      let track = stride(from: 0, to: values.count, by: 3).map {
        JointRotation(x: values[$0], y: values[$0 + 1], z: values[$0 + 2])
      }
      do { try clip.setRotations(joint, track) } catch { throw KeptError(.damaged, error.message) }
    }
    return clip
  }
}
