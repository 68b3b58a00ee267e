import FaceCurves
import Phonetics
import TestSupport
import Testing

@testable import FacePerformance

/// Every layer states how much of the future it needs: with that much, a line that comes frame by frame gets the faces of one
/// that is known whole.
struct LookAheadTests {
  private static let frames = 400

  /// Sounds and silences as speech has them: bilabials of up to 160 ms, pauses from 40 ms to 2 s.
  private func cues(seed: UInt64) -> LipCues {
    var random = TestRandom(seed)
    let table = PhoneTable.standard
    let vowel = table.phones.indices.first { $0 != table.silence && !table.bilabials.contains($0) }!
    var track = PhoneTrack(phoneCount: table.phones.count)
    while track.frameCount < Self.frames {
      // Two bilabials in a row would be one long one.
      let isFree = track.frameCount == 0 || !table.bilabials.contains { track[track.frameCount - 1, $0] == 1 }
      let (phone, most): (Int, Int) =
        switch isFree ? Int.random(in: 0..<6, using: &random) : Int.random(in: 3..<7, using: &random) % 6 {
        case 0: (table.silence, 100)
        case 1, 2: (table.bilabials[Int.random(in: 0..<table.bilabials.count, using: &random)], 8)
        default: (vowel, 12)
        }
      for _ in 0..<Int.random(in: 2...most, using: &random) {
        track.append(table.phones.indices.map { $0 == phone ? 1 : 0 })
      }
    }
    var cues = LipCues(table: table)
    cues.append(track)
    return cues.piece(0..<Self.frames)
  }

  /// A syllable every 0.24 s, the fourth of them accented; those that are known when so many frames are.
  private func syllables(before known: Int) -> [Syllable] {
    stride(from: 6, to: Self.frames, by: 12).map {
      Syllable(frame: $0, prominence: $0 % 48 < 12 ? 0.9 : 0.3, pitchOctaves: 0.1)
    }.filter { known == .max || $0.frame + Syllable.knownAfterFrames < known }
  }

  /// Something of everything that can be directed.
  private func directions(seed: UInt64) -> DirectedLine {
    var line = DirectedLine()
    line.gestures = Gesture.allCases.enumerated().map {
      .init(frame: $0.offset * 9, gesture: $0.element, name: "")
    }
    line.looks = [
      .init(frames: 20..<90, look: .left, name: ""), .init(frames: 90..<160, look: .around, name: ""),
      .init(frames: 250..<300, look: .away, name: ""),
    ]
    line.manners = [.init(frames: 40..<120, manner: Manner(head: 1.5, brows: 0.5, jaw: 0.6), name: "")]
    line.marks = [
      .init(kind: .yesNoQuestion, frames: 10..<80), .init(kind: .denial, frames: 120..<130),
      .init(kind: .openQuestion, frames: 180..<260), .init(kind: .stress, frames: 300..<320),
    ]
    return line
  }

  private func whole(_ layer: any PerformanceLayer, _ clip: FaceClip, _ cues: LipCues) -> FaceFrames {
    var shares = RestShares()
    let spans = SpeechSpans(cues, depths: [], firstFrame: 0, goesOn: false, unspoken: .isKept)
    var window = PerformanceWindow(
      faces: clip.frames, from: 0,
      known: KnownLine(spans: spans, frameCount: Self.frames, syllables: syllables(before: .max)),
      restShares: shares.shares(of: spans.rests, at: 0..<Self.frames), lookAheadFrames: nil)
    var layer = layer
    layer.apply(to: &window)
    var made = window.takeMade()
    return made.takeFaces()
  }

  /// One frame at a time, each when `lookAhead` more are known.
  private func stepped(_ layer: any PerformanceLayer, _ clip: FaceClip, _ cues: LipCues, lookAhead: Int) -> FaceFrames {
    var shares = RestShares()
    var layer = layer
    var made = FaceFrames()
    for frame in 0..<Self.frames {
      let known = min(frame + 1 + lookAhead, Self.frames)
      let spans = SpeechSpans(
        cues.piece(0..<known), depths: [], firstFrame: 0, goesOn: known < Self.frames, unspoken: .isKept)
      var face = FaceFrames(count: 1)
      face[0] = clip[frame]
      // What a whole line does with a frame is asked for: nothing is made up for what is not known.
      var window = PerformanceWindow(
        faces: face, from: frame,
        known: KnownLine(spans: spans, frameCount: known, syllables: syllables(before: known)),
        restShares: shares.shares(of: spans.rests, at: frame..<frame + 1), lookAheadFrames: nil)
      layer.apply(to: &window)
      var step = window.takeMade()
      made.append(step.takeFaces())
    }
    return made
  }

  @Test(arguments: 1...12)
  func withTheFramesThatALayerStatesAStreamIsAWholeLine(seed: UInt64) throws {
    var clip = FaceClip(
      frameRate: .model, durationSeconds: Double(Self.frames - 1) / 50, origin: RandomClips.origin)
    var random = TestRandom(seed)
    for frame in 0..<clip.frameCount {
      for channel in [FaceChannel.jawOpen, .mouthFunnel, .mouthPucker, .mouthShrugUpper, .mouthLowerDownLeft] {
        clip[frame, channel] = Float.random(in: 0...0.5, using: &random)
      }
    }
    let cues = cues(seed: seed)
    var settings = PerformanceSettings(seed: seed)
    settings.direction = PlayedDirection("smiling, avoiding eye contact")
    for layer in PerformanceStream.layers(settings, .wholeLine, directions(seed: seed)) {
      let expected = whole(layer, clip, cues)
      let made = stepped(layer, clip, cues, lookAhead: layer.lookAheadFrames)
      let differing = (0..<Self.frames).filter { made[$0] != expected[$0] }
      #expect(differing.isEmpty, "\(type(of: layer)) differs at \(differing.prefix(8))")
    }
  }

  @Test func everyLayerThatALiveFaceHasWorksByWhatIsKnownThen() {
    for horizon in PerformanceHorizon.allCases {
      let layers = PerformanceStream.layers(PerformanceSettings(), horizon)
      #expect(layers.allSatisfy { $0.leastLookAheadFrames <= horizon.lookAheadFrames ?? .max })
    }
    #expect(PerformanceStream.layers(PerformanceSettings(), .live).count == 15)
    #expect(PerformanceStream.layers(PerformanceSettings(), .wholeLine, directions(seed: 1)).count == 18)
    #expect(PerformanceStream.layers(PerformanceSettings(), .liveShortest).count == 14)
  }
}
