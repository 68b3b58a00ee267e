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

  /// By folded name without a prefix: "pp", "aa", and the second spellings "ih", "oh", "ou", "e".
  static let byVisemeName: [String: MouthPose] = {
    var recipes: [String: [FaceChannel: Float]] = [:]
    for row in Table(resource: "visemes").rows {
      recipes[row[0], default: [:]][FaceChannel(name: row[1]) ?? .jawOpen] = Float(row[2])
    }
    var poses: [String: MouthPose] = [:]
    for (name, recipe) in recipes {
      poses[name.lowercased()] = MouthPose(name: name, recipe: recipe.filter { $0.value != 0 })
    }
    for (other, name) in [("ih", "i"), ("oh", "o"), ("ou", "u"), ("ee", "e")] { poses[other] = poses[name] }
    return poses
  }()

  /// VRM's, by folded name: 1.0 ("aa"), 0.x ("a", "blink_l") and VRoid's ("Fcl_MTH_A").
  static let byVowelName: [String: MouthPose] = {
    var poses: [String: MouthPose] = [:]
    for vowel in vowels {
      for name in vowel.names { poses[name] = vowel.pose }
    }
    return poses
  }()

  static let vowels: [(names: [String], pose: MouthPose)] = {
    func viseme(_ name: String) -> [FaceChannel: Float] { byVisemeName[name]?.recipe ?? [:] }
    func entry(_ names: [String], _ recipe: [FaceChannel: Float]) -> (names: [String], pose: MouthPose) {
      (names, MouthPose(name: names[0], recipe: recipe))
    }
    return [
      entry(["aa", "a", "fclmtha"], viseme("aa")), entry(["ih", "i", "fclmthi"], viseme("i")),
      entry(["ou", "u", "fclmthu"], viseme("u")), entry(["ee", "e", "fclmthe"], viseme("e")),
      entry(["oh", "o", "fclmtho"], viseme("o")),
      entry([leftBlinkName, "blinkl", "fcleyeclosel"], [.eyeBlinkLeft: 1]),
      entry(["blinkright", "blinkr", "fcleyecloser"], [.eyeBlinkRight: 1]),
      entry([blinkName, "fcleyeclose"], [.eyeBlinkLeft: 1, .eyeBlinkRight: 1]),
    ]
  }()
}
