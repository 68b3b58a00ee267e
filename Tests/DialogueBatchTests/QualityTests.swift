import DialogueBake
import FaceCurves
import FacePerformance
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBatch

/// Figures of lines, and what of them is worth a look.
struct QualityTests {
  private func sine(_ hertz: Double, _ level: Double, seconds: Double = 2, rate: Double = 48_000) -> [Float] {
    (0..<Int(seconds * rate)).map { Float(level * sin(2 * .pi * hertz * Double($0) / rate)) }
  }

  /// BS.1770: a sine of 997 Hz at full scale in one channel has −3.01 LKFS.
  @Test(arguments: [(16_000, 1.0, -3.01), (48_000, 1.0, -3.01), (44_100, 0.1, -23.01)])
  func loudnessIsThatOfTheStandard(rate: Int, level: Double, loudness: Double) {
    var meter = SoundMeter()
    meter.push(sine(997, level, rate: Double(rate)), sampleRate: rate)
    #expect(abs(meter.figures.loudness - loudness) < 0.1)
  }

  @Test func clippedAndSilentSoundIsMeasured() {
    var clipped = SoundMeter()
    clipped.push(sine(200, 3).map { min(max($0, -0.9), 0.9) }, sampleRate: 48_000)
    #expect(clipped.figures.clippedShare > 0.3 && abs(clipped.figures.peakDecibels + 0.92) < 0.01)
    var silent = SoundMeter()
    silent.push([Float](repeating: 0, count: 16_000), sampleRate: 16_000)
    #expect(silent.figures.loudness <= -70 && silent.figures.clippedShare == 0)
  }

  @Test(arguments: [-4, 0, 4]) func lagIsTheShiftOfTheLips(frames: Int) throws {
    let heard = (0..<200).map { Float(abs(sin(Double($0) * 0.21) * sin(Double($0) * 0.05 + 1))) }
    let shown = heard.indices.map { heard[min(max($0 - frames, 0), 199)] * 0.5 + 0.1 }
    let lag = try #require(
      LipLag(heard: heard, shown: shown, spoken: heard.indices.map { (20..<180).contains($0) }))
    #expect(abs(lag.milliseconds - Double(20 * frames)) < 6 && lag.likeness > 0.95)
  }

  @Test func strayAndFrozenChannelsAreNamed() throws {
    var clip = RandomClips.clip(seed: 3, seconds: 4)
    #expect(CurveCheck(clip, talkSeconds: 3).frozen.isEmpty && CurveCheck(clip, talkSeconds: 3).stray.isEmpty)
    try clip.setCurve(.jawOpen, [Float](repeating: 0.2, count: clip.frameCount))
    try clip.setCurve(.mouthSmileLeft, [Float](repeating: 0, count: clip.frameCount))
    clip[3, .browInnerUp] = 1.4
    let check = CurveCheck(clip, talkSeconds: 3)
    #expect(Set(check.frozen) == ["jawOpen", "mouthSmileLeft"] && check.stray == ["browInnerUp"])
  }

  @Test func curvesOfAPlotAreKeptByteForByte() throws {
    var curves = QualityCurves()
    curves.gap = [0, 1, 9, 10, 15, 16, 127, 160, 255]
    let again = try JSONDecoder().decode(QualityCurves.self, from: JSONEncoder().encode(curves))
    #expect(again == curves)
  }

  @Test func limitsComeFromAFile() throws {
    let checks = try QualityThresholds("closures: 0.9\njitter: off\n", name: "checks.yaml")
    var quality = LineQuality()
    (quality.speechShare, quality.closureRecall, quality.bilabialCount, quality.jitter) = (0.8, 0.85, 20, 1e6)
    quality.sound = SoundFigures(
      seconds: 3, peakDecibels: -3, clippedShare: 0, loudness: -20, noiseDecibels: -60, rangeDecibels: 40)
    #expect(checks.flags(quality).map(\.check) == [.closures])
    #expect(Set(QualityThresholds().flags(quality).map(\.check)) == [.jitter])
    #expect(throws: BakeError.self) { try QualityThresholds("closure: 0.9", name: "c") }
    #expect(throws: BakeError.self) { try QualityThresholds("closures: many", name: "c") }
  }

  @Test func aLineThatLastsOtherwiseInOtherLanguagesIsFlagged() {
    let checks = QualityThresholds()
    #expect(checks.lengthFlag(9, others: [2.8, 3])?.check == .length)
    #expect(checks.lengthFlag(3.4, others: [2.8, 3]) == nil && checks.lengthFlag(3, others: []) == nil)
  }

  @Test func faultsOfAFaceAreFoundAndACleanLineIsNotFlagged() throws {
    let model = try StandardModel.package.get()
    let path = TestRepository.folder.appendingPathComponent("Samples/greeting/speech.wav").path
    let text = TranscriptSource(
      .text("Good morning. My name is Aria, and I will be your voice for a while. Please bring me a map of Bombay."))
    let line = try Listening(model: model).listen(to: .file(path), text: text).line
    let performed = try Performer(model: model).perform(line, name: "speech.wav")
    let clip = FittedLine(performed, lips: .standard).clip
    let sound = SoundFigures(
      seconds: 6, peakDecibels: -3, clippedShare: 0, loudness: -20, noiseDecibels: -60, rangeDecibels: 40)
    func checks(_ clip: FaceClip) -> Set<QualityCheck> {
      Set(QualityThresholds().flags(QualityMeter(lips: .standard).measure(line, clip: clip, sound: sound)).map(\.check))
    }
    #expect(checks(clip).isEmpty)
    var late = clip
    var half = clip
    for frame in 0..<clip.frameCount {
      late[frame] = clip[max(0, frame - 4)]
      half[frame, .jawOpen] = max(clip[frame, .jawOpen], 0.3)
      half[frame, .mouthClose] = min(clip[frame, .mouthClose], 0.05)
    }
    #expect(checks(late).contains(.lag))
    #expect(checks(half).contains(.closures))
  }
}
