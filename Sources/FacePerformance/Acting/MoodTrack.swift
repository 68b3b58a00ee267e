/// What a face feels along a line, a mood every four frames as the motion network takes them.
struct MoodTrack: Sendable {
  static let framesPerMood = 4

  private var moods: [Mood] = []
  /// Moods of the line before the first that is kept.
  private var forgotten = 0

  /// The mood at a frame; the last one goes on, and without any it is neutral.
  subscript(frame: Int) -> Mood {
    guard !moods.isEmpty else { return .neutral }
    return moods[min(max(frame / Self.framesPerMood - forgotten, 0), moods.count - 1)]
  }

  /// Whether the next frame begins a mood.
  func isMissing(at frame: Int) -> Bool { frame / Self.framesPerMood >= forgotten + moods.count }

  mutating func append(_ mood: Mood) { moods.append(mood) }

  mutating func forget(before frame: Int) {
    let surplus = min(frame / Self.framesPerMood - forgotten, moods.count)
    guard surplus > 0 else { return }
    moods.removeFirst(surplus)
    forgotten += surplus
  }
}
