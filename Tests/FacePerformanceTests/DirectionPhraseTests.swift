import FaceCurves
import SpeechAnimation
import Testing

@testable import FacePerformance

struct DirectionPhraseTests {
  private func names(_ text: String) -> [String] {
    var seen: Set<String> = []
    return DirectionPhrase(text).demands.map(\.name).filter { seen.insert($0).inserted }
  }

  @Test func noTwoWordsOfTheVocabularyShareAPhrase() {
    var owners: [String: String] = [:]
    for word in DirectionVocabulary.words {
      for phrase in [word.name] + word.synonyms {
        let stems = DirectionVocabulary.stems(of: phrase).joined(separator: " ")
        #expect(!stems.isEmpty)
        let owner = owners.updateValue(word.name, forKey: stems)
        #expect(owner == nil || owner == word.name, "'\(phrase)' is of '\(owner ?? "")' and '\(word.name)'")
      }
    }
  }

  @Test func everyPhraseOfTheVocabularyIsReadAsItsWord() {
    for word in DirectionVocabulary.words {
      for phrase in [word.name] + word.synonyms {
        let read = DirectionPhrase(phrase)
        #expect(
          read.notes.isEmpty && Set(read.demands.map(\.name)) == [word.name],
          "\(phrase): \(read.demands.map(\.name)) \(read.notes)")
      }
    }
    let gestures = Set(
      DirectionVocabulary.words.flatMap(\.effects).compactMap { effect -> Gesture? in
        if case .gesture(let gesture, _) = effect { return gesture }
        return nil
      })
    #expect(gestures == Set(Gesture.allCases))
  }

  @Test(arguments: [
    ("nod", "nods"), ("nodding", "nods"), ("NODDED", "nods"), ("angrily", "angry"), ("happily", "happy"),
    ("smiling", "smiles"),
    ("he shakes his head", "shakes head"), ("Shaking her head", "shakes head"), ("looking away", "looks away"),
    ("with a smile", "smiles"), ("in a low voice", "softly"), ("raising her eyebrows", "raises brows"),
    ("closing eyes", "closes eyes"),
    ("whispering", "whispers"), ("sighing", "sighs"), ("nervously", "nervous"), ("looks at the camera", "looks at you"),
    ("she doesn’t blink", "does not blink"), ("worriedly", "nervous"), ("swallowing hard", "swallows"),
    ("winked", "winks"),
  ])
  func formsOfAWordAreUnderstood(text: String, name: String) {
    let read = DirectionPhrase(text)
    #expect(names(text) == [name] && read.notes.isEmpty, "\(read)")
  }

  @Test func severalStandInOneDirection() {
    #expect(names("nods and smiles, looking left; then sighs") == ["nods", "smiles", "looks left", "sighs"])
    let twice = DirectionPhrase("nods twice and closes eyes for 2 s").demands
    #expect(twice.map(\.times) == [2, 1] && twice.map(\.seconds) == [nil, 2])
    #expect(DirectionPhrase("blinks 3 times").demands.first?.times == 3)
    #expect(DirectionPhrase("pause 0.4").demands.first?.seconds == 0.4)
    #expect(DirectionPhrase("smiles 500 ms").demands.first?.seconds == 0.5)
  }

  @Test(arguments: [
    ("angry", 0.85), ("slightly angry", 0.425), ("angry 0.4", 0.34), ("angry:0.4", 0.34), ("extremely angry", 1),
  ])
  func adverbsAndNumbersSayHowMuch(text: String, anger: Float) {
    guard case .feeling(let state)? = DirectionPhrase(text).demands.first?.effect else {
      Issue.record("no feeling")
      return
    }
    #expect(abs(state[.anger] - anger) < 1e-4)
  }

  @Test(arguments: [
    ("flies", "no direction 'flies' is known"), ("nodz", "did you mean 'nod"), ("angrey", "did you mean 'angry'"),
    ("nods wildly green", "'wildly green' of the direction"), ("not smiling", "asks for nothing"),
    ("?!", "no direction"),
    ("nods for 1000000000 s", "at most 60 s"),
  ])
  func whatIsNotKnownIsSaidWithTheNearestWord(text: String, note: String) {
    let read = DirectionPhrase(text)
    #expect(
      read.notes.contains { $0.contains(note) } || note == "no direction" && read.demands.isEmpty, "\(read.notes)")
  }

  @Test func aLineAsAWholeIsPlayedByAmountsFeelingAndLook() {
    let played = PlayedDirection("nervous, avoiding eye contact")
    #expect(played.notes.isEmpty && played.look == .avoiding && played.feeling![.fear] > 0.3)
    var acting = ActingSettings()
    acting.take(played.manner)
    #expect(acting.blinkRate > 1.4 && acting.head > 1.2 && acting.jaw == 1)
    acting.head = 1.9
    acting.take(played.manner)
    #expect(acting.head == 2)
    #expect(PlayedDirection("").isEmpty && PlayedDirection("").notes.isEmpty)
    #expect(PlayedDirection("nervus").notes.contains { $0.contains("did you mean 'nervous'") })
  }

  @Test(arguments: [
    ("looking left, looking right", "looks left", "looks right"), ("shouting, whispering", "shouts", "whispers"),
    ("happy, sad", "happy", "sad"), ("smiling, mouth turns down", "smiles", "mouth turns down"),
  ])
  func ofTwoThatContradictEachOtherTheLastCounts(text: String, first: String, second: String) {
    let played = PlayedDirection(text)
    #expect(played.notes == ["direction: '\(first)' and '\(second)' contradict each other: the last one counts"])
    #expect(PlayedDirection(second).feeling == played.feeling && PlayedDirection(second).look == played.look)
    #expect(PlayedDirection(second).gestures == played.gestures)
    for axis in Manner.Axis.allCases where PlayedDirection(second).manner[axis] != 1 && axis != .lips {
      #expect((played.manner[axis] > 1) == (PlayedDirection(second).manner[axis] > 1))
    }
  }

  @Test func aDirectionOfAHundredThousandUnknownWordsIsReadAtOnce() {
    let text = (0..<100_000).map { "wurd\($0 % 7)x" }.joined(separator: ", ")
    let time = ContinuousClock().measure {
      let played = PlayedDirection(text)
      #expect(played.isEmpty && (1...9).contains(played.notes.count))
    }
    #expect(time < .seconds(10), "\(time)")
  }

  @Test func everyGestureIsGentleAndWithinBounds() {
    for gesture in Gesture.allCases {
      #expect(!gesture.strokes.isEmpty && gesture.seconds < 4)
      for stroke in gesture.strokes {
        #expect(stroke.rise >= 0.07 && stroke.fall >= 0.1 && stroke.hold >= 0 && stroke.start >= 0)
        let quickest = 1.875 * abs(stroke.size) / min(stroke.rise, stroke.fall)
        if case .channel = stroke.target {
          #expect((-1...1).contains(stroke.size) && quickest <= 25, "\(gesture) \(stroke)")
        } else {
          // Heads in conversation turn at up to some 100° a second.
          #expect(abs(stroke.size) <= 20 && quickest <= 100, "\(gesture) \(stroke)")
        }
      }
    }
  }
}
