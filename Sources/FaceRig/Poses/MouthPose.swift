internal import FaceCurves
internal import Files
internal import Foundation

/// A whole mouth as one target shows it: a viseme, a vowel or a blink.
struct MouthPose: Sendable, Equatable {
  let name: String
  /// What of ARKit the pose shows.
  let recipe: [FaceChannel: Float]

  static let leftBlinkName = "blinkleft"
  static let blinkName = "blink"

  /// Whether it shows the lids.
  var isBlink: Bool { recipe.keys.contains { $0.name.hasPrefix("eye") } }

  /// Whether nothing that is driven by itself shows what the pose does.
  func isFree(of driven: Set<FaceChannel>) -> Bool { !driven.contains(isBlink ? .eyeBlinkLeft : .jawOpen) }

  /// What opens the lips of a real head as the pose does, mouth widths beyond the resting gap.
  var gap: Float {
    recipe.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(0) {
      $0 + $1.value * LipReadout.standard.gapEffect($1.key)
    }
  }

  /// Those of `visemes.csv`, by name: "PP", "aa".
  static let byName: [String: MouthPose] = {
    var recipes: [String: [FaceChannel: Float]] = [:]
    for row in Table(resource: "visemes").rows {
      recipes[row[0], default: [:]][FaceChannel(name: row[1]) ?? .jawOpen] = Float(row[2])
    }
    return recipes.reduce(into: [:]) { poses, entry in
      poses[entry.key] = MouthPose(name: entry.key, recipe: entry.value.filter { $0.value != 0 })
    }
  }()

  /// The vowels of VRM, in its order.
  static let vowels: [MouthPose] = ["aa", "I", "U", "E", "O"].map { name in
    guard let pose = byName[name] else { preconditionFailure("visemes.csv has no '\(name)'") }
    return pose
  }

  /// VRM's and VRoid's lids, by folded name.
  static let lids: [String: MouthPose] = {
    let left = MouthPose(name: leftBlinkName, recipe: [.eyeBlinkLeft: 1])
    let right = MouthPose(name: "blinkright", recipe: [.eyeBlinkRight: 1])
    let both = MouthPose(name: blinkName, recipe: [.eyeBlinkLeft: 1, .eyeBlinkRight: 1])
    return [
      "blinkleft": left, "blinkl": left, "fcleyecloseleft": left, "blinkright": right, "blinkr": right,
      "fcleyecloseright": right, "blink": both, "fcleyeclose": both,
    ]
  }()
}
