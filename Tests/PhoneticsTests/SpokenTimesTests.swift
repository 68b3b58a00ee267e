import Foundation
import TestSupport
import Testing

@testable import Phonetics

/// Times of words and visemes as voices and subtitles give them.
struct SpokenTimesTests {
  private func grid(_ text: String, _ name: String = "line.json") throws -> TextGrid {
    let folder = try TemporaryFolder()
    return try SpokenTimes.grid(contentsOf: URL(fileURLWithPath: folder.write(Data(text.utf8), to: name)))
  }

  private func words(_ grid: TextGrid) -> [String] { grid.wordTier?.intervals.map(\.label) ?? [] }
  private func starts(_ tier: TextGrid.Tier?) -> [Double] {
    tier?.intervals.map { ($0.start * 1000).rounded() / 1000 } ?? []
  }

  @Test func azuresEventsCountTicks() throws {
    let found = try grid(
      """
      [{"audioOffset": 500000, "visemeId": 0}, {"audioOffset": 1000000, "visemeId": 21}, {"audioOffset": 2500000, "visemeId": 2},
       {"audioOffset": 1000000, "duration": 3500000, "text": "Bar", "boundaryType": "Word"},
       {"audioOffset": 4600000, "duration": 100000, "text": ".", "boundaryType": "Punctuation"}]
      """)
    #expect(words(found) == ["Bar"] && starts(found.wordTier) == [0.1] && starts(found.phoneTier) == [0.05, 0.1, 0.25])
    #expect(found.phoneTier?.intervals.map(\.label) == ["", "b", "ɑ"])
    #expect(abs((found.wordTier?.intervals[0].end ?? 0) - 0.45) < 1e-9)
  }

  @Test func azuresBatchFilesCountMilliseconds() throws {
    let found = try grid(
      #"[{"Text":"the","AudioOffset":38,"Duration":153},{"Text":"rain","AudioOffset":200,"Duration":400}]"#)
    #expect(words(found) == ["the", "rain"] && starts(found.wordTier) == [0.038, 0.2])
  }

  @Test func pollysMarksAreALineEach() throws {
    let found = try grid(
      """
      {"time":0,"type":"sentence","start":0,"end":9,"value":"My map."}
      {"time":6,"type":"word","start":0,"end":2,"value":"My"}
      {"time":6,"type":"viseme","value":"p"}
      {"time":90,"type":"viseme","value":"a"}
      {"time":210,"type":"word","start":3,"end":6,"value":"map"}
      {"time":210,"type":"viseme","value":"p"}
      {"time":480,"type":"viseme","value":"sil"}
      """, "line.marks")
    #expect(words(found) == ["My", "map"] && starts(found.phoneTier) == [0.006, 0.09, 0.21, 0.48])
    #expect(found.wordTier?.intervals.last?.end == 0.48)
  }

  @Test func charactersAreGatheredIntoWords() throws {
    let seconds = try grid(
      #"{"alignment":{"characters":["H","i"," ","y","o"],"character_start_times_seconds":[0,0.1,0.2,0.3,0.4],"#
        + #""character_end_times_seconds":[0.1,0.2,0.3,0.4,0.5]},"normalized_alignment":{"characters":["N"],"#
        + #""character_start_times_seconds":[0],"character_end_times_seconds":[1]}}"#)
    #expect(words(seconds) == ["Hi", "yo"] && starts(seconds.wordTier) == [0, 0.3])
    let stream = try grid(
      #"{"alignment":{"chars":["a"," ","b"],"charStartTimesMs":[0,100,150],"charDurationsMs":[100,50,80]}}"#)
    #expect(words(stream) == ["a", "b"] && starts(stream.wordTier) == [0, 0.15])
  }

  @Test func wordsWithPhonesAreTakenAsInworldGivesThem() throws {
    let found = try grid(
      #"{"timestampInfo":{"wordAlignment":{"words":["Hello"," ","map","."],"wordStartTimeSeconds":[0,0.4,0.5,0.9],"#
        + #""wordEndTimeSeconds":[0.4,0.5,0.9,0.95],"phoneticDetails":[{"wordIndex":2,"phones":["#
        + #"{"phoneSymbol":"m","startTimeSeconds":0.5,"durationSeconds":0.1}]}]},"#
        + #""characterAlignment":{"characters":["x"],"characterStartTimeSeconds":[0],"characterEndTimeSeconds":[1]}}}"#)
    #expect(words(found) == ["Hello", "map"] && found.phoneTier?.intervals.map(\.label) == ["m"])
  }

  @Test func subtitlesAreCutWhereATimeStandsWithinThem() throws {
    let srt = try grid(
      "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Good</i> morning.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBye\r\n",
      "a.srt")
    #expect(words(srt) == ["Good morning.", "Bye"] && starts(srt.wordTier) == [1, 3])
    let vtt = try grid("WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nGood <00:00:01.400>morning\n", "a.vtt")
    #expect(words(vtt) == ["Good", "morning"] && starts(vtt.wordTier) == [1, 1.4])
  }

  @Test(arguments: [
    "[]", "{}", "[{\"audioOffset\": 1e300, \"visemeId\": 3}]", "{\"a\": [1, 2", "[[[[]]]]",
    "{\"time\": \"x\", \"type\": 3}",
    "{\"alignment\":{\"characters\":[\"a\"],\"character_start_times_seconds\":[],\"character_end_times_seconds\":[1]}}",
    "1\n--> \nx", "WEBVTT\n\n00:02.000 --> 00:01.000\nx\n",
  ])
  func whatHoldsNoTimesIsRefused(text: String) {
    let error = #expect(throws: PhoneticsError.self) { try grid(text) }
    #expect(error?.code == .textGridInvalid)
  }

  @Test(arguments: [("12.5", 12.5), ("1:02.5", 62.5), ("01:00:00,25", 3600.25)])
  func timesAreReadAsPeopleWriteThem(text: String, seconds: Double) { #expect(ClockTime.seconds(text) == seconds) }

  @Test(arguments: ["", "a", "1:2:3:4", "-1", "1:-2", "inf", "nan"]) func whatIsNoTimeIsNone(text: String) {
    #expect(ClockTime.seconds(text) == nil)
  }

  @Test func wordsAreAlignedWithinTheTimesThatAreGivenForThem() throws {
    let table = PhoneTable.standard
    let phone = try #require(table.phones.firstIndex { $0.symbol == "s" })
    let silence = table.silence
    var track = PhoneTrack(phoneCount: table.phones.count)
    for frame in 0..<100 {
      var row = [Float](repeating: 0.001, count: table.phones.count)
      // The same sound twice: times alone tell which is meant.
      row[(10..<20).contains(frame) || (60..<70).contains(frame) ? phone : silence] = 1
      track.append(row)
    }
    let word = PronouncedWord(text: "s", phones: [phone])
    for window in [5..<30, 50..<90] {
      let aligned = try PhoneAligner().align([word], to: track, within: [window])
      let frames = try #require(aligned.words[0].frames)
      #expect(window.contains(frames.lowerBound) && frames.upperBound <= window.upperBound)
    }
  }
}
