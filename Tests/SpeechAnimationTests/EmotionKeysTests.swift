import Testing

@testable import SpeechAnimation

struct EmotionKeysTests {
  @Test func readsAFeelingWithItsStrength() throws {
    #expect(try EmotionKeys(parsing: "joy").state(atSeconds: 9)[.joy] == 1)
    #expect(try EmotionKeys(parsing: "joy:0.6").state(atSeconds: 0)[.joy] == 0.6)
    let mixed = try EmotionKeys(parsing: "joy:0.6,surprise:0.25").state(atSeconds: 1)
    #expect(mixed[.joy] == 0.6 && mixed[.surprise] == 0.25 && abs(mixed[.neutral] - 0.15) < 1e-6)
  }

  @Test func keysAreJoinedByStraightLinesAndHeldOutside() throws {
    let keys = try EmotionKeys(parsing: "0.5 neutral; 1.5 anger:0.8 ;2.0 fear")
    #expect(keys.state(atSeconds: 0) == keys.state(atSeconds: 0.5))
    #expect(abs(keys.state(atSeconds: 1)[.anger] - 0.4) < 1e-6)
    #expect(abs(keys.state(atSeconds: 1.75)[.fear] - 0.5) < 1e-6)
    #expect(keys.state(atSeconds: 99)[.fear] == 1)
  }

  @Test(arguments: [
    ("", "no emotion"), ("hapy", "'hapy' is no feeling"), ("joy:2", "strength '2'"), ("joy:", "strength ''"),
    ("joy:nan", "strength 'nan'"), ("1.0 joy; 0.5 fear", "must rise"), ("x joy; 1 fear", "'x joy'"),
    ("-1 joy; 1 fear", "must rise"), ("0 joy; 0 fear", "must rise"), ("joy; fear", "'joy'"), ("joy:0.5:0.5", "feeling"),
  ])
  func saysWhatIsWrong(text: String, words: String) {
    let error = #expect(throws: ModelError.self) { try EmotionKeys(parsing: text) }
    #expect(error?.code == .emotionInvalid && error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func anUnsureVoiceShowsNothing() {
    let count = Emotion.allCases.count
    let even = EmotionReading(probabilities: [Float](repeating: 1 / Float(count), count: count), arousal: 0.5)
    #expect(even.shown[.neutral] == 1)
    var sure = [Float](repeating: 0, count: count)
    sure[Emotion.allCases.firstIndex(of: .anger)!] = 1
    #expect(EmotionReading(probabilities: sure, arousal: 1).shown[.anger] == 1)
  }
}
