import Phonetics
import SpeechAnimation
import Testing

@testable import FacePerformance

/// Directions at the times of words: 10 frames a word, the next at once, but for a pause of 50 frames before each fourth one.
struct DirectionPlacingTests {
  private func placed(_ text: String, frames: Int? = nil) throws -> (DirectedLine, [String], [Range<Int>]) {
    let marked = try MarkedText(text, language: "en-us")
    var (words, start) = ([Range<Int>](), 20)
    for index in marked.words.indices {
      if index > 0, index % 4 == 0 { start += 50 }
      words.append(start..<start + 10)
      start += 10
    }
    let placing = DirectionPlacing(marked, WordTimes(words: words, frameCount: frames ?? start + 60))
    return (placing.line, placing.notes, words)
  }

  @Test func aGestureStandsAtItsWordOrInThePauseBeforeIt() throws {
    let (line, notes, words) = try placed("one [blinks] two three four [blinks] five six. [blinks]")
    #expect(notes.isEmpty && line.gestures.count == 3)
    let frames = line.gestures.map(\.frame)
    #expect((words[1].lowerBound - 6...words[1].lowerBound).contains(frames[0]))
    #expect(words[3].upperBound < frames[1] && frames[1] < words[4].lowerBound)
    #expect((words[5].upperBound...words[5].upperBound + 5).contains(frames[2]))
  }

  @Test func aFeelingHoldsToTheNextOneOrTheEndOfItsSentence() throws {
    let (line, _, words) = try placed("[angrily] one two. Three [sadly] four [happy] five six. Seven eight.")
    #expect(line.feelings.map(\.name) == ["angry", "sad", "happy"])
    #expect(
      line.feelings[0].frames.lowerBound < words[0].lowerBound
        && (words[1].lowerBound + 5...words[1].upperBound).contains(line.feelings[0].frames.upperBound))
    #expect(line.feelings[1].frames.upperBound == line.feelings[2].frames.lowerBound)
    #expect(line.feelings[2].frames.upperBound == words[5].upperBound)
  }

  @Test func aPauseMovesWhatStandsAfterIt() throws {
    let near = try placed("one two [nods] [blinks] three").0.gestures
    let far = try placed("one two [nods] [pause 0.5] [blinks] three").0.gestures
    #expect(near.map(\.name).sorted() == ["blinks", "nods"] && near[0].frame == near[1].frame)
    #expect(far.map(\.name) == ["nods", "blinks"] && far[1].frame == far[0].frame + 25)
  }

  @Test func gesturesOfOnePartFollowEachOther() throws {
    let heads = try placed("[nods][shakes head] one two three").0.gestures
    #expect(heads.map(\.name) == ["nods", "shakes head"])
    #expect(Float(heads[1].frame - heads[0].frame) > Gesture.nod.seconds * 35)
  }

  @Test func contradictionsAreSaidAndTheLastCounts() throws {
    let (line, notes, _) = try placed("[happy][looks left] [sad] [looks right] one two three")
    #expect(line.feelings.map(\.name) == ["sad"] && line.looks.map(\.name) == ["looks right"])
    #expect(notes.count == 2 && notes.allSatisfy { $0.contains("the last one counts") })
  }

  @Test func whatLiesPastTheEndIsLeftOutAndSaid() throws {
    let (line, notes, _) = try placed("one two " + String(repeating: "[shakes head]", count: 50))
    #expect((1..<10).contains(line.gestures.count))
    #expect(notes.contains { $0.contains("past the end") })
  }

  @Test func tenThousandDirectionsTakeNoTime() throws {
    let time = try ContinuousClock().measure {
      for text in [
        String(repeating: "[nods] ", count: 10_000) + "yes", String(repeating: "[happy] word ", count: 10_000),
        (0..<10_000).map { "[unknown\($0) thing] " }.joined() + "yes",
        String(repeating: "[happy][sad] ", count: 10_000),
        String(repeating: "[looks left] a? no. ", count: 10_000),
      ] {
        let (line, notes, _) = try placed(text)
        #expect(notes.count <= 12)
        _ = line.canonical
        let feelings = DirectedFeelings(line.feelings, overall: nil)
        for frame in 0..<5000 { _ = feelings.state(atSeconds: Double(frame) / 50, over: .neutral) }
      }
    }
    #expect(time < .seconds(20), "\(time)")
  }

  @Test func directionsWithoutWordsStandAtTheBeginning() throws {
    let (line, _, _) = try placed("[nods] [pause 1] [smiles] [angry]", frames: 200)
    #expect(line.gestures.map(\.name) == ["nods", "smiles"] && line.gestures[0].frame < 10)
    #expect(line.gestures[1].frame == line.gestures[0].frame + 50)
    #expect(line.feelings.first?.frames.upperBound == 200)
  }

  @Test func theTextMarksItsQuestionsDenialsAndStresses() throws {
    let (line, _, words) = try placed("I *never* said so. Why not? Are you sure?")
    #expect(
      line.marks.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [
        .denial, .denial, .openQuestion, .stress, .yesNoQuestion,
      ])
    #expect(line.stresses == [words[1]])
    let question = try #require(line.marks.first { $0.kind == .yesNoQuestion }).frames
    #expect(question.lowerBound <= words[6].lowerBound && question.upperBound >= words[8].upperBound)
  }

  @Test func aMannerOfMarkupHoldsOverItsWords() throws {
    let (line, _, words) = try placed("<speak>one <prosody volume='loud'>two three</prosody> four</speak>")
    #expect(line.manners.map(\.name) == ["loudly"])
    #expect(line.manners[0].frames.upperBound == words[2].upperBound && line.manners[0].manner[.jaw] > 1)
  }

  @Test(arguments: 0..<200) func whateverIsWrittenStaysInTheLine(seed: Int) throws {
    let pieces = [
      "[nods]", "[angry]", "[looks left]", "[pause 9]", "[whispers]", "word", "word.", "why?", "*no*", "[happy, sad]",
      "[x]",
    ]
    var random = SystemRandomNumberGenerator()
    let text = (0..<Int.random(in: 1...30, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined(
      separator: " ")
    let frames = Int.random(in: 1...400)
    let line = try placed(text, frames: frames).0
    #expect(line.gestures.allSatisfy { (0..<frames).contains($0.frame) }, "\(text)")
    #expect(
      line.feelings.allSatisfy { $0.frames.lowerBound >= 0 && $0.frames.upperBound <= frames && !$0.frames.isEmpty },
      "\(text)")
    #expect(
      line.looks.allSatisfy { $0.frames.lowerBound >= 0 && $0.frames.upperBound <= frames && !$0.frames.isEmpty },
      "\(text)")
    #expect(line.gestures.map(\.frame) == line.gestures.map(\.frame).sorted())
  }
}
