import FaceCurves
import FacePerformance
import Foundation
import SpeechAnimation
import SpeechAudio
import TestSupport
import Testing

@testable import LiveFace

/// The model that ships, from samples to faces as they come.
struct FaceStreamTests {
  private static let model = Result { try ModelPackage.standard() }

  /// 2.5 s of a voice-like sound: a falling harmonic tone that swells and stops.
  private static let tone: [Float] = (0..<40_000).map { index in
    let seconds = Float(index) / 16_000
    let level = max(0, sinf(seconds * 9)) * 0.3
    return (1...6).reduce(Float(0)) { $0 + sinf(2 * .pi * (180 - 20 * seconds) * seconds * Float($1)) / Float($1) }
      * level
  }

  private func faces(
    _ samples: [Float], rate: Int = 16_000, chunk: Int, horizon: PerformanceHorizon = .live,
    settings: PerformanceSettings = PerformanceSettings(emotion: .none), lips: LipReadout? = nil
  ) throws -> [Face] {
    var stream = try FaceStream(
      try Self.model.get(), sampleRate: rate, name: "line", settings: settings, horizon: horizon, lips: lips)
    var made: [Face] = []
    for start in stride(from: 0, to: samples.count, by: chunk) {
      made += try stream.push(Array(samples[start..<min(start + chunk, samples.count)]))
    }
    return try made + stream.finish()
  }

  @Test(arguments: [160, 1234, 16_000], [PerformanceHorizon.live, .liveShortest])
  func anyChunkingGivesTheSameFaces(chunk: Int, horizon: PerformanceHorizon) throws {
    let voice = PerformanceSettings(emotion: .automatic)
    let whole = try faces(Self.tone, chunk: Self.tone.count, horizon: horizon, settings: voice)
    #expect(try faces(Self.tone, chunk: chunk, horizon: horizon, settings: voice) == whole)
    #expect(whole.count == 126)
    for face in whole { for channel in FaceChannel.allCases { #expect((0...1).contains(face[channel])) } }
  }

  @Test func aLiveFaceIsPlayedAsItIsDirected() throws {
    var settings = PerformanceSettings(emotion: .none)
    let calm = try faces(Self.tone, chunk: 1600, settings: settings)
    settings.direction = PlayedDirection("angry, smiling")
    let played = try faces(Self.tone, chunk: 1600, settings: settings)
    func mean(_ faces: [Face], _ channel: FaceChannel) -> Float {
      faces.reduce(0) { $0 + $1[channel] } / Float(faces.count)
    }
    #expect(mean(played, .browDownLeft) > mean(calm, .browDownLeft) + 0.1)
    #expect(mean(played, .mouthSmileLeft) > mean(calm, .mouthSmileLeft) + 0.1)
  }

  @Test func aStreamThatKnowsTheWholeLineIsTheBake() throws {
    let samples = try Speech.greeting()
    let baked = try Speech.baked(samples, try Self.model.get())
    let made = try faces(samples, chunk: 4000, horizon: .wholeLine)
    #expect(made.count == baked.clip.frameCount)
    for (frame, face) in made.enumerated() { #expect(face == baked.clip[frame], "frame \(frame)") }
  }

  /// Where the future is not known a live face differs; its lips still do what the bake's do.
  @Test(arguments: ["greeting", "benvenuto", "warnung"], [PerformanceHorizon.live, .liveShortest])
  func liveLipsFollowTheBakeAndKeepEveryClosure(sample: String, horizon: PerformanceHorizon) throws {
    let samples = try Speech.sample(sample)
    let baked = try Speech.baked(samples, try Self.model.get())
    let live = try faces(samples, chunk: 800, horizon: horizon)
    #expect(live.count == baked.clip.frameCount)
    let gaps = live.map { LipReadout.standard.gap($0) }
    let correlation = Speech.correlation(gaps, LipReadout.standard.gaps(of: baked.clip))
    #expect(correlation >= 0.98, "r \(correlation)")
    for closure in baked.closures {
      let near = max(0, closure.lowerBound - 1)..<min(closure.upperBound + 1, gaps.count)
      #expect(gaps[near].contains { $0 <= LipReadout.closedGap }, "no closure at \(closure)")
    }
  }

  /// From a frame's own sound to the moment it is handed out, counted in samples that had to be pushed.
  @Test(arguments: [(PerformanceHorizon.live, 0.440), (.liveShortest, 0.240)])
  func aFaceIsFinalSoonAfterItsSound(horizon: PerformanceHorizon, bound: Double) throws {
    var stream = try FaceStream(try Self.model.get(), sampleRate: 16_000, horizon: horizon)
    let samples = try Speech.greeting()
    var (frame, pushed, greatest) = (0, 0, 0.0)
    for start in stride(from: 0, to: samples.count, by: 40) {
      let chunk = Array(samples[start..<min(start + 40, samples.count)])
      pushed += chunk.count
      for _ in try stream.push(chunk) {
        greatest = max(greatest, Double(pushed) / 16_000 - FrameRate.model.seconds(ofFrame: frame))
        frame += 1
      }
    }
    #expect(frame > 100 && greatest <= bound, "\(greatest) s")
  }

  @Test(arguments: [8000, 44_100, 48_000])
  func anyRateGivesAFaceEveryFiftiethOfASecond(rate: Int) throws {
    #expect(abs(try faces(SoundFile.babble(seconds: 2, rate: rate), rate: rate, chunk: 777).count - 101) <= 1)
  }

  @Test func aSilenceRestsAndTakesNoMoreMemoryHoweverLong() throws {
    var stream = try FaceStream(try Self.model.get(), sampleRate: 16_000)
    let second = [Float](repeating: 0, count: 16_000)
    var faces = 0
    for _ in 0..<300 {
      for face in try stream.push(second) {
        faces += 1
        #expect(face[.jawOpen] < 0.04)
      }
      #expect(stream.keptFrames < 200)
    }
    faces += try stream.finish().count
    #expect(faces == 300 * 50 + 1)
  }

  @Test func noSamplesGiveOneFaceAtRest() throws {
    var stream = try FaceStream(try Self.model.get(), sampleRate: 16_000)
    #expect(try stream.push([]).isEmpty)
    #expect(try stream.finish().count <= 1)
  }

  @Test(arguments: [Float.nan, .infinity, -1e30])
  func samplesThatAreNoNumbersAreRefusedAndTheStreamGoesOn(bad: Float) throws {
    var stream = try FaceStream(try Self.model.get(), sampleRate: 16_000, name: "line")
    var made = try stream.push(Self.tone)
    let error = #expect(throws: AudioError.self) { _ = try stream.push([0, bad, 0]) }
    #expect(error?.code == .sampleNotFinite && error?.message.contains("40001") == true)
    made += try stream.finish()
    #expect(made == (try faces(Self.tone, chunk: 40_000, settings: PerformanceSettings())))
  }

  @Test func anotherRateIsRefusedByName() throws {
    var stream = try FaceStream(try Self.model.get(), sampleRate: 16_000)
    _ = try stream.push([0, 0], sampleRate: 16_000)
    let error = #expect(throws: AudioError.self) { _ = try stream.push([0, 0], sampleRate: 48_000) }
    #expect(error?.code == .rateChanged && error?.message.contains("48000") == true)
    #expect(throws: AudioError.self) { _ = try FaceStream(try Self.model.get(), sampleRate: 0) }
  }

  @Test func onARigItsOwnLipsTouch() throws {
    var gaps: [FaceChannel: Float] = [:]
    for channel in FaceChannel.allCases { gaps[channel] = LipReadout.standard.gapEffect(channel) }
    gaps[.mouthClose] = gaps[.mouthClose]! * 0.7
    let rig = LipReadout(gapEffects: gaps, widthEffects: [:], restGap: LipReadout.standard.restGap + 0.01)
    let samples = try Speech.greeting()
    let baked = FittedLine(try Speech.baked(samples, try Self.model.get()), lips: rig)
    let live = try faces(samples, chunk: 800, lips: rig)
    let touching = live.count { rig.gap($0) <= LipReadout.closedGap }
    let bakedTouching = rig.gaps(of: baked.clip).count { $0 <= LipReadout.closedGap }
    #expect(baked.openClosures == 0 && Double(touching) >= 0.9 * Double(bakedTouching))
  }
}
