internal import FaceCurves

/// A part of the face that moves together.
enum FaceRegion: Sendable, Hashable, CaseIterable {
  case jaw, lips, tongue, cheeks, nose, lids, gaze, brows

  /// The region of a channel.
  init(_ channel: FaceChannel) {
    let name = channel.name
    self =
      if name.hasPrefix("jaw") { .jaw } else if name.hasPrefix("mouth") { .lips } else if name.hasPrefix("tongue") {
        .tongue
      } else if name.hasPrefix("cheek") { .cheeks } else if name.hasPrefix("nose") {
        .nose
      } else if name.hasPrefix(
        "eyeLook")
      { .gaze } else if name.hasPrefix("eye") { .lids } else { .brows }
  }

  /// Whether it shapes what is said.
  var isOfMouth: Bool { self == .jaw || self == .lips || self == .tongue }

  /// Where it lies: 0 the chin, 1 the brows.
  var height: Float {
    switch self {
    case .jaw: 0.1
    case .lips, .tongue: 0.25
    case .cheeks: 0.55
    case .nose: 0.6
    case .lids, .gaze: 0.8
    case .brows: 1
    }
  }
}
