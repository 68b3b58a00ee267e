internal import FaceCurves
internal import Phonetics

/// Lets a mouth forget its shape deep inside a silence: near speech lips purse and part before a word, far from it they are
/// neutral.
struct RestShape: PerformanceLayer {
  /// Frames from the nearest sound at which a resting mouth begins to forget its shape, and at which it is neutral.
  static let shapedFrames = 25
  static let neutralFrames = 50

  /// Live, a mouth takes up its shape again within the frames that are known.
  let lookAheadFrames = neutralFrames
  let leastLookAheadFrames = RestShares.lookAheadFrames

  func apply(to window: inout PerformanceWindow) {
    for rest in window.spans.rests {
      for frame in rest.clamped(to: window.frames) {
        let lost = window.restShare(frame) * Self.depth(frame, rest, lookAhead: window.lookAheadFrames)
        if lost > 0 { Self.scale(&window[frame], by: 1 - lost) }
      }
    }
  }

  /// How much of its shape the mouth has lost, 0…1.
  private static func depth(_ frame: Int, _ rest: Range<Int>, lookAhead: Int?) -> Float {
    let (before, after) = RestShares.framesToSound(frame, rest)
    func forgotten(_ frames: Int) -> Float {
      RestShares.ease(frames - shapedFrames, over: neutralFrames - shapedFrames)
    }
    guard let lookAhead else { return forgotten(min(before, after)) }
    return forgotten(before) * RestShares.ease(after, over: lookAhead)
  }

  private static func scale(_ face: inout Face, by kept: Float) {
    for channel in mouth { face[channel] *= kept }
  }

  /// What speech moves. Smile, frown and press belong to the feeling, which outlasts the words.
  private static let mouth: [FaceChannel] = FaceChannel.allCases.filter { channel in
    let name = channel.name
    let isFelt = ["mouthSmile", "mouthFrown", "mouthDimple", "mouthPress"].contains { name.hasPrefix($0) }
    return FaceRegion(channel).isOfMouth && !isFelt
  }
}
