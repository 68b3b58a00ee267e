internal import FaceCurves

/// Curves that are drawn together, and what they are.
struct CurveLane: Sendable {
  let title: String
  let curves: [(name: String, values: [Float])]

  /// Curves that never reach this stay out.
  private static let least: Float = 0.02

  private static let groups: [(String, @Sendable (FaceChannel) -> Bool)] = [
    ("jaw", { $0.name.hasPrefix("jaw") }),
    ("lips together", { ["mouthClose", "mouthRoll", "mouthPress"].contains(where: $0.name.hasPrefix) }),
    ("lips round", { ["mouthFunnel", "mouthPucker", "cheekPuff"].contains($0.name) }),
    ("corners", { ["mouthSmile", "mouthFrown", "mouthStretch", "mouthDimple"].contains(where: $0.name.hasPrefix) }),
    (
      "lips apart",
      { ["mouthUpper", "mouthLower", "mouthShrug", "mouthLeft", "mouthRight"].contains(where: $0.name.hasPrefix) }
    ),
    ("cheeks and nose", { ["cheekSquint", "noseSneer"].contains(where: $0.name.hasPrefix) }),
    ("brows", { $0.name.hasPrefix("brow") }),
    ("lids", { ["eyeBlink", "eyeSquint", "eyeWide"].contains(where: $0.name.hasPrefix) }),
    ("gaze", { $0.name.hasPrefix("eyeLook") }),
    ("tongue", { $0.name.hasPrefix("tongue") }),
  ]

  /// The lanes of a clip that have something to show.
  static func lanes(of clip: FaceClip) -> [CurveLane] {
    var lanes = groups.compactMap { title, isMember -> CurveLane? in
      let curves = FaceChannel.allCases.filter(isMember).compactMap { channel -> (String, [Float])? in
        let values = clip.curve(channel)
        return values.contains { $0.magnitude > least } ? (channel.name, values) : nil
      }
      return curves.isEmpty ? nil : CurveLane(title: title, curves: paired(curves))
    }
    for joint in FaceJoint.allCases {
      guard let track = clip.track(joint) else { continue }
      let axes: [(String, (JointRotation) -> Float)] = [("x", \.x), ("y", \.y), ("z", \.z)]
      let curves = axes.map { ("\(joint.rawValue) \($0.0)", track.map($0.1)) }.filter {
        $0.1.contains { $0.magnitude > least }
      }
      if !curves.isEmpty { lanes.append(CurveLane(title: "\(joint.rawValue), radians", curves: curves)) }
    }
    return lanes
  }

  /// Sides that move alike are one curve.
  private static func paired(_ curves: [(String, [Float])]) -> [(name: String, values: [Float])] {
    var found: [(name: String, values: [Float])] = []
    for (name, values) in curves {
      if name.hasSuffix("Right"), let left = found.firstIndex(where: { $0.name == name.dropLast(5) + "Left" }),
        zip(found[left].values, values).allSatisfy({ abs($0 - $1) < 0.01 })
      {
        found[left].name = String(name.dropLast(5))
      } else {
        found.append((name, values))
      }
    }
    return found
  }
}
