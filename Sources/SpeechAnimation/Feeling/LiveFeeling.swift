/// The feeling of a voice that is still speaking: neutral at first, then what was heard by then, or the user's keys.
package struct LiveFeeling: Sendable {
  private let given: EmotionKeys?
  private var shown: ShownFeeling
  /// States shown from the voice, one a reading, the latest of them; and how many came before those.
  private var states: [EmotionState] = []
  private var forgotten = 0

  /// Readings that are kept: more than any frame that is still to come asks for.
  private static let keptStates = 64

  /// `given`: nil takes the voice's own.
  package init(given: EmotionKeys?, _ settings: FeelingSettings = FeelingSettings()) {
    self.given = given?.shaped(settings)
    shown = ShownFeeling(settings, from: .neutral)
  }

  package mutating func hear(_ readings: [EmotionReading]) {
    for reading in readings {
      let isSure = forgotten + states.count >= EmotionTrack.firstSure
      states.append(isSure ? shown.follow(reading) : .neutral)
    }
    let surplus = states.count - 2 * Self.keptStates
    guard surplus > 0 else { return }
    states.removeFirst(surplus + Self.keptStates)
    forgotten += surplus + Self.keptStates
  }

  /// What is known of a time when its speech has been heard: the reading before it.
  package func state(atSeconds seconds: Double) -> EmotionState {
    if let given { return given.state(atSeconds: seconds) }
    let reading = Int((seconds / EmotionTrack.stepSeconds).rounded(.down)) - 1 - forgotten
    return reading < 0 || states.isEmpty ? .neutral : states[min(reading, states.count - 1)]
  }
}
