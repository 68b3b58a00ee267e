/// The feeling that a face shows while a voice is heard: it follows the readings, steadied.
struct ShownFeeling: Sendable {
  private let settings: FeelingSettings
  private var state: EmotionState?

  /// `from`: what is shown at first; nil begins with the first reading.
  init(_ settings: FeelingSettings = FeelingSettings(), from state: EmotionState? = nil) {
    self.settings = settings
    self.state = state
  }

  /// The state that is shown after one more reading.
  mutating func follow(_ reading: EmotionReading) -> EmotionState {
    let felt = settings.shown(of: reading)
    let next = state.map { $0.mixed(with: felt, share: 1 - settings.blend) } ?? felt
    state = next
    return next
  }
}
