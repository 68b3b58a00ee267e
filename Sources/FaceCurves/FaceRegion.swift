/// A part of the face that moves together.
package enum FaceRegion: Sendable, Hashable, CaseIterable {
  case jaw, lips, tongue, cheeks, nose, lids, gaze, brows

  /// The region of a channel.
  package init(_ channel: FaceChannel) { self = Self.ofChannels[channel.rawValue] }

  /// Of each channel, told once: names are slow.
  private static let ofChannels: [FaceRegion] = FaceChannel.allCases.map { channel in
    beginnings.first { channel.name.hasPrefix($0.name) }?.region ?? .brows
  }

  private static let beginnings: [(name: String, region: FaceRegion)] = [
    ("jaw", .jaw), ("mouth", .lips), ("tongue", .tongue), ("cheek", .cheeks), ("nose", .nose), ("eyeLook", .gaze),
    ("eye", .lids),
  ]

  /// Whether it shapes what is said.
  package var isOfMouth: Bool { self == .jaw || self == .lips || self == .tongue }

  /// Where it lies: 0 the chin, 1 the brows.
  package var height: Float {
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
