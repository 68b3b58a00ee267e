package import FaceCurves

/// One face as a line of JSON: `{"frame":0,"seconds":0.0,"weights":{…},"turns":{"head":[x,y,z]}}`, turns in radians.
package enum FaceLine {
  /// The line, with its end.
  package static func text(of face: Face, frame: Int, seconds: Double) -> String {
    let weights = FaceChannel.allCases.map { "\"\($0.name)\":\(number(face[$0]))" }.joined(separator: ",")
    let turns = FaceJoint.allCases.compactMap { joint in
      face[joint].map { "\"\(joint.rawValue)\":[\(number($0.x)),\(number($0.y)),\(number($0.z))]" }
    }
    return "{\"frame\":\(frame),\"seconds\":\(Double((seconds * 1e6).rounded()) / 1e6),\"weights\":{\(weights)},"
      + "\"turns\":{\(turns.joined(separator: ","))}}\n"
  }

  /// Six places: a millionth of a weight.
  private static func number(_ value: Float) -> String {
    value.isFinite ? "\(Double((Double(value) * 1e6).rounded()) / 1e6)" : "0"
  }
}
