internal import FaceCurves

/// A part of the face that may feel otherwise than the rest.
public enum FeelingRegion: String, Sendable, Hashable, Codable, CaseIterable {
  case brows, eyes, cheeks, mouth

  /// The region of a channel.
  init(_ channel: FaceChannel) {
    switch FaceRegion(channel) {
    case .brows: self = .brows
    case .lids, .gaze: self = .eyes
    case .cheeks, .nose: self = .cheeks
    case .jaw, .lips, .tongue: self = .mouth
    }
  }
}
