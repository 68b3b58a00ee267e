internal import FaceCurves

/// Frames at one rate, read as columns by name.
struct FrameTable {
  let name: String
  let frameRate: FrameRate
  /// What each column is, nil for columns that a face has no channel for.
  let columns: [Column?]

  enum Column: Equatable {
    case channel(FaceChannel)
    /// Axis 0 is x.
    case angle(FaceJoint, axis: Int)

    /// By the name that Live Link, Unreal or Audio2Face give it.
    init?(name: String) {
      let bare =
        name.hasPrefix(Audio2FaceCSVWriter.columnPrefix)
        ? String(name.dropFirst(Audio2FaceCSVWriter.columnPrefix.count)) : name
      if let channel = FaceChannel(name: bare.prefix(1).lowercased() + bare.dropFirst()) {
        self = .channel(channel)
        return
      }
      for (prefix, joint) in [("head", FaceJoint.head), ("leftEye", .leftEye), ("rightEye", .rightEye)] {
        for (suffix, axis) in [("Yaw", 1), ("Pitch", 0), ("Roll", 2)]
        where bare.lowercased() == (prefix + suffix).lowercased() {
          self = .angle(joint, axis: axis)
          return
        }
      }
      return nil
    }
  }

  /// `rows`: values in the order of the columns; joints that never turn rest.
  func clip(_ rows: [[Float]]) throws(InterchangeError) -> FaceClip {
    guard !rows.isEmpty else {
      throw InterchangeError(.damaged, "'\(name)' has no frames: export it again")
    }
    guard columns.contains(where: { if case .channel? = $0 { true } else { false } }) else {
      throw InterchangeError(.formatUnknown, "'\(name)' has no column that is a face's channel, as JawOpen")
    }
    let origin = ClipOrigin(audioName: name, audioHash: "", modelIdentifier: "", seed: 0)
    var clip = FaceClip(
      frameRate: frameRate, durationSeconds: frameRate.seconds(ofFrame: rows.count - 1), origin: origin)
    var turns: [FaceJoint: [JointRotation]] = [:]
    for (frame, row) in rows.enumerated() where frame < clip.frameCount {
      for (column, value) in zip(columns, row) {
        switch column {
        case .channel(let channel)?: clip[frame, channel] = value
        case .angle(let joint, let axis)?:
          var track = turns[joint] ?? [JointRotation](repeating: .rest, count: clip.frameCount)
          switch axis {
          case 0: track[frame].x = value
          case 1: track[frame].y = value
          default: track[frame].z = value
          }
          turns[joint] = track
        case nil: continue
        }
      }
    }
    for (joint, track) in turns where track.contains(where: { $0 != .rest }) {
      do { try clip.setRotations(joint, track) } catch { throw InterchangeError(.damaged, error.message) }
    }
    return clip
  }
}
