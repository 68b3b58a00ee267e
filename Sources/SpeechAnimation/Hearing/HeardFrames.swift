package import Phonetics
internal import SpeechAudio

/// What was heard in a run of frames, 50 a second: the cues of a performance.
package struct HeardFrames: Sendable {
  package var phones: PhoneTrack
  /// `[frames, Articulation.allCases.count]`.
  package var articulation: [Float] = []
  /// `[frames, projected]`: the encoder's features as the motion transformer keeps them.
  package var projected: [Float] = []
  /// log₁₀ of the sound's energy.
  package var loudness: [Float] = []
  /// `[frames, PitchTracker.valuesPerFrame]`: voicing 0…1, octaves above 150 Hz and above the speaker's pitch so far, the
  /// last two weighted by the voicing.
  package var pitch: [Float] = []

  package var count: Int { phones.frameCount }

  package init(phoneCount: Int) { phones = PhoneTrack(phoneCount: phoneCount) }

  /// Makes room for `count` frames in all, so that adding them copies nothing.
  mutating func reserve(_ count: Int, projected width: Int) {
    phones.reserve(count)
    articulation.reserveCapacity(count * Articulation.allCases.count)
    projected.reserveCapacity(count * width)
    loudness.reserveCapacity(count)
    pitch.reserveCapacity(count * PitchTracker.valuesPerFrame)
  }

  mutating func append(_ other: HeardFrames) {
    phones.append(other.phones.probabilities)
    articulation.append(contentsOf: other.articulation)
    projected.append(contentsOf: other.projected)
    loudness.append(contentsOf: other.loudness)
    pitch.append(contentsOf: other.pitch)
  }

  /// Some of the frames, with phones from another track of the same line.
  package func piece(_ frames: Range<Int>, phones track: PhoneTrack) -> HeardFrames {
    func rows(_ values: [Float]) -> [Float] {
      let width = values.count / max(count, 1)
      return Array(values[frames.lowerBound * width..<frames.upperBound * width])
    }
    var piece = HeardFrames(phoneCount: track.phoneCount)
    piece.phones.append(
      Array(track.probabilities[frames.lowerBound * track.phoneCount..<frames.upperBound * track.phoneCount]))
    piece.articulation = rows(articulation)
    piece.projected = rows(projected)
    piece.loudness = rows(loudness)
    piece.pitch = rows(pitch)
    return piece
  }
}
