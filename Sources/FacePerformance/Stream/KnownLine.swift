internal import Phonetics

/// What is known of a line around the faces that are about to be final.
struct KnownLine: Sendable {
  /// Closures and rests as far as they are known, in frames of the line.
  let spans: SpeechSpans
  /// Frames of the line that are known; a whole line's are all.
  let frameCount: Int
  /// In order.
  var syllables: [Syllable] = []
  var moods = MoodTrack()
  /// What has sounded up to each frame, as a number; from the first frame that is kept on.
  var prints: ArraySlice<UInt64> = []
  /// How likely f or v sounds; as ``prints``.
  var labiodental: ArraySlice<Float> = []
  /// Frame of the first of ``prints`` and ``labiodental``.
  var firstFrame = 0

  /// A number that depends on all that sounded up to a frame: two lines have another one as soon as they sound otherwise.
  func print(at frame: Int) -> UInt64 {
    guard !prints.isEmpty else { return 0 }
    return prints[min(prints.startIndex + max(frame - firstFrame, 0), prints.endIndex - 1)]
  }

  /// How likely f or v sounds at a frame; beyond what is known the nearest frame that is.
  func labiodental(at frame: Int) -> Float {
    guard !labiodental.isEmpty else { return 0 }
    let index = labiodental.startIndex + frame - firstFrame
    return labiodental[min(max(index, labiodental.startIndex), labiodental.endIndex - 1)]
  }
}
