import FaceCurves
import FaceRig
import Foundation
import TestSupport
import Testing

@testable import Interchange

/// Takes as people's tools and spreadsheets leave them.
struct BroughtClipTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, _ name: String = "a.csv") throws -> FaceClip {
    try ClipFile().read(folder.write(Data(text.utf8), to: name))
  }

  private func error(_ text: String, _ name: String = "a.csv") -> InterchangeError? {
    #expect(throws: InterchangeError.self) { _ = try read(text, name) }
  }

  /// Rows with the number of the row as the jaw, from the codes of a clock.
  private func take(_ codes: [String]) -> String {
    "Timecode,BlendShapeCount,JawOpen\n"
      + codes.enumerated().map { "\($1),61,\(Float($0) / 1000)\n" }.joined()
  }

  /// Codes of a clock of `base` frames a second, every `step`th; drop-frame numbers `dropped` a minute.
  private func codes(base: Int, count: Int, step: Int = 1, from first: Int = 0, dropped: Int = 0, mark: String = ":")
    -> [String]
  {
    (0..<count).map { row in
      var number = first + row * step
      if dropped > 0 {
        let perTen = base * 600 - dropped * 9
        let (tens, rest) = (number / perTen, number % perTen)
        number += dropped * 9 * tens
        if rest >= base * 60 { number += dropped * (1 + (rest - base * 60) / (base * 60 - dropped)) }
      }
      let (frame, seconds) = (number % base, number / base)
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))\(mark)\(two(frame)).000"
    }
  }

  @Test(arguments: [(24, 24, 1), (25, 25, 1), (30, 30, 1), (60, 60, 1), (60, 30, 2), (50, 50, 1), (120, 120, 1)])
  func theClocksBaseIsToldByTheValuesItTakes(base: Int, rate: Int, step: Int) throws {
    let clip = try read(take(codes(base: base, count: 3 * rate, step: step, from: base - 2)))
    #expect(clip.frameRate == (try FrameRate(rate)) && clip.frameCount == 3 * rate)
    #expect(abs(clip.durationSeconds - (3 - 1 / Double(rate))) < 1e-9 && clip[40, .jawOpen] == 0.04)
  }

  @Test(arguments: [(30, 2, ":"), (30, 2, ";"), (60, 4, ":")] as [(Int, Int, String)])
  func droppedNumbersAreNoHoles(base: Int, dropped: Int, mark: String) throws {
    // Over the start of a minute that drops numbers, and over the tenth, which does not.
    for minute in [1, 10] {
      let first = minute * base * 60 - dropped * (minute - 1) - 40
      let clip = try read(take(codes(base: base, count: 100, from: first, dropped: dropped, mark: mark)))
      #expect(clip.frameCount == 100, "minute \(minute)")
      if minute == 1 || mark == ";" { #expect(clip.frameRate == (try FrameRate(base * 1000, 1001))) }
    }
  }

  @Test func aTakeWithinASecondIsOneOfTheApp() throws {
    #expect(try read(take(codes(base: 60, count: 20, from: 35))).frameRate == .liveLink)
    #expect(try read(take(codes(base: 60, count: 20))).frameRate == .liveLink)
  }

  private static let plain =
    "Timecode,BlendShapeCount,JawOpen,MouthPucker\n00:00:00:58.000,61,0.25,1\n00:00:00:59.000,61,0.5,0\n"

  @Test(arguments: [
    plain,
    "Timecode;BlendShapeCount;JawOpen;MouthPucker\n00:00:00:58,000;61;0,25;1\n00:00:00:59,000;61;0,5;0\n",
    "Timecode\tBlendShapeCount\tJawOpen\tMouthPucker\n00:00:00:58,000\t61\t0,25\t1\n00:00:00:59,000\t61\t0,5\t0\n",
    "Timecode,BlendShapeCount,JawOpen,MouthPucker,\n00:00:00:58.000,61,0.25,1,\n00:00:00:59.000,61,0.5,0,\n",
    "Timecode,BlendShapeCount,JawOpen,MouthPucker,,,\r\n00:00:00:58.000,61,0.25,1\r\n00:00:00:59.000,61,0.5,0,,\r\n",
    "Timecode,BlendShapeCount,JawOpen,MouthPucker\n00:00:00:58.000,61,0.25,1,\n00:00:00:59.000,61,0.5,0,\n",
    "\"Timecode\",\"BlendShapeCount\",\"JawOpen\",\"MouthPucker\"\n\"00:00:00:58.000\",61,\"0,25\",1\n\"00:00:00:59.000\",61,\"0,5\",0\n",
    "sep=;\nTimecode;BlendShapeCount;JawOpen;MouthPucker\n00:00:00:58.000;61;0.25;1\n00:00:00:59.000;61;0.5;0\n",
  ])
  func spreadsheetsMaySeparateAsTheyLike(text: String) throws {
    let clip = try read(text)
    #expect(clip.frameCount == 2 && clip.curve(.jawOpen) == [0.25, 0.5] && clip.curve(.mouthPucker) == [1, 0])
  }

  @Test func wideTextIsRead() throws {
    let path = try folder.write(try #require(Self.plain.data(using: .utf16)), to: "wide.csv")
    #expect(try ClipFile().read(path).curve(.jawOpen) == [0.25, 0.5])
  }

  @Test(arguments: ["inf", "nan", "0", "-1", "abc", "1e300", "", "1001"])
  func aFrameRateThatIsNoneIsNamed(rate: String) {
    let text = "Timecode,FrameRate,JawOpen\n00:00:00:00,\(rate),0.1\n00:00:00:01,\(rate),0.2\n"
    let error = error(text)
    #expect(
      error?.code == .damaged && error?.message.contains("'\(rate)' is no frame rate") == true,
      "\(error?.message ?? "")")
    let json = #"{"exportFps": \#(rate.isEmpty ? "null" : rate), "facsNames": ["jawOpen"], "weightMat": [[1]]}"#
    #expect(self.error(json, "a.json")?.code == .damaged)
  }

  @Test func aHoleForEveryRowDoesNotFillTheMemory() {
    let codes = (0..<600).map { row in
      let second = row * 59
      return "\(10 + second / 3600):\(second / 60 % 60):\(second % 60):00.000"
    }
    let names = (0..<2000).map { "c\($0)" }.joined(separator: ",")
    let zeros = String(repeating: ",0", count: 2000)
    let text = "Timecode,FrameRate,JawOpen,\(names)\n" + codes.map { "\($0),1000,0\(zeros)\n" }.joined()
    #expect(error(text)?.message.contains("unfolds to more than") == true)
  }
}
