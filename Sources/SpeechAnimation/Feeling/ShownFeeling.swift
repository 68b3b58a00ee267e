/// The feeling that a face shows while a voice is heard: it follows the readings, steadied.
struct ShownFeeling: Sendable {
  /// Share of the way from one shown state to the next: changes take about half a second.
  private static let changeShare: Float = 0.35

  private var state: EmotionState?

  /// `from`: what is shown at first; nil begins with the first reading.
  init(from state: EmotionState? = nil) { self.state = state }

  /// The state that is shown after one more reading.
  mutating func follow(_ reading: EmotionReading) -> EmotionState {
    let next = state.map { $0.mixed(with: reading.shown, share: Self.changeShare) } ?? reading.shown
    state = next
    return next
  }
}
