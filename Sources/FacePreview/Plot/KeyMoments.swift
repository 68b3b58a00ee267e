package import FaceCurves

/// Picks moments of a line that tell most about it: closed lips, open vowels, rounding, wide eyes; spread over the line.
package struct KeyMoments: Sendable {
  private let clip: FaceClip
  private let notes: LineNotes

  package init(_ clip: FaceClip, notes: LineNotes) {
    self.clip = clip
    self.notes = notes
  }

  /// Two moments that are nearer look the same.
  private static let leastSecondsApart = 0.3

  /// One moment in each of `count` even parts of the line: where its phones are, the frame that differs most from the
  /// line's mean face.
  package func moments(_ count: Int) -> [ContactSheet.Moment] {
    guard clip.frameCount > 1 else { return [moment(at: 0)] }
    let mean = FaceChannel.arkit.map { channel in clip.curve(channel).reduce(0, +) / Float(clip.frameCount) }
    func distance(_ frame: Int) -> Float {
      FaceChannel.arkit.reduce(Float(0)) { sum, channel in
        let apart = clip[frame, channel] - mean[channel.rawValue]
        // Lids close often and say little.
        return channel == .eyeBlinkLeft || channel == .eyeBlinkRight ? sum : sum + apart * apart
      }
    }
    let spoken = (0..<clip.frameCount).filter { notes.phones.isEmpty || label(at: $0) != nil }
    let frames = spoken.isEmpty ? Array(0..<clip.frameCount) : spoken
    let parts = min(count, frames.count)
    let apart = Int(Self.leastSecondsApart * clip.frameRate.framesPerSecond)
    var chosen: [Int] = []
    for part in 0..<parts {
      let own = (frames.count * part / parts..<frames.count * (part + 1) / parts).map { frames[$0] }
      let free = own.filter { $0 - (chosen.last ?? -apart) >= apart }
      if let best = (free.isEmpty ? own : free).max(by: { distance($0) < distance($1) }) { chosen.append(best) }
    }
    return chosen.map(moment(at:))
  }

  /// The moment at a time.
  package func moment(atSeconds seconds: Double) -> ContactSheet.Moment {
    // Held within the clip before it is a frame: no Int holds every time.
    let frame = (seconds * clip.frameRate.framesPerSecond).rounded()
    return moment(at: frame >= 0 ? Int(min(frame, Double(clip.frameCount - 1))) : 0)
  }

  private func moment(at frame: Int) -> ContactSheet.Moment {
    let seconds = clip.frameRate.seconds(ofFrame: frame)
    let time = "\((seconds * 100).rounded() / 100) s"
    return ContactSheet.Moment(seconds: seconds, label: label(at: frame).map { "\($0)   \(time)" } ?? time)
  }

  private func label(at frame: Int) -> String? {
    let seconds = clip.frameRate.seconds(ofFrame: frame)
    return notes.phones.first { $0.start <= seconds && seconds < $0.end }?.label
  }
}
