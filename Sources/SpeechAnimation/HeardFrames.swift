internal import Phonetics

/// What was heard in a run of frames, 50 a second.
struct HeardFrames: Sendable {
  var phones: PhoneTrack
  /// `[frames, Articulation.allCases.count]`.
  var articulation: [Float] = []
  /// `[frames, projected]`: the encoder's features as the motion transformer keeps them.
  var projected: [Float] = []
  /// log₁₀ of the sound's energy.
  var loudness: [Float] = []

  var count: Int { phones.frameCount }

  mutating func append(_ other: HeardFrames) {
    phones.append(other.phones.probabilities)
    articulation.append(contentsOf: other.articulation)
    projected.append(contentsOf: other.projected)
    loudness.append(contentsOf: other.loudness)
  }

  /// Some of the frames, with phones from another track of the same line.
  func piece(_ frames: Range<Int>, phones track: PhoneTrack) -> HeardFrames {
    func rows(_ values: [Float]) -> [Float] {
      let width = values.count / max(count, 1)
      return Array(values[frames.lowerBound * width..<frames.upperBound * width])
    }
    var piece = HeardFrames(phones: PhoneTrack(phoneCount: track.phoneCount))
    piece.phones.append(
      Array(track.probabilities[frames.lowerBound * track.phoneCount..<frames.upperBound * track.phoneCount]))
    piece.articulation = rows(articulation)
    piece.projected = rows(projected)
    piece.loudness = rows(loudness)
    return piece
  }
}
