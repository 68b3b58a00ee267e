import FaceCurves
import FacePerformance
import FaceRig
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBake

/// What each layer of acting adds to a line, by itself.
struct LinePartTests {
  private let model: ModelPackage
  private let greeting = TestRepository.folder.appendingPathComponent("Samples/greeting/speech.wav").path
  private let aria: Rig

  init() throws {
    model = try StandardModel.package.get()
    aria = try Rig(path: TestRepository.aria)
  }

  private func line(lead: Float = 0) throws -> LineMaterial {
    var settings = BakeSettings()
    settings.performance.controls.lipLeadMilliseconds = lead
    let baker = Baker(model: model, rig: aria, settings: settings)
    return try baker.withParts(
      baker.bake(.file(greeting), text: TranscriptSource(.text("[nods] Good morning. My *name* is Aria."))))
  }

  @Test(arguments: [Float(0), 50]) func allPartsAddUpToTheFace(lead: Float) throws {
    let line = try line(lead: lead)
    var sum = line.clip(of: .words)
    for part in LinePart.allCases where part != .words {
      let clip = line.clip(of: part)
      for frame in 0..<sum.frameCount {
        for channel in FaceChannel.allCases { sum[frame, channel] += clip[frame, channel] }
      }
    }
    let difference = zip(sum.weights, line.fitted.clip.weights).map { abs($0 - $1) }.max() ?? 1
    #expect(difference < 1e-5)
    #expect(line.parts.count >= 6)
  }

  @Test func aPartMovesWhatItIsFor() throws {
    let line = try line()
    let blinks = line.clip(of: .acting(.blinks))
    let moved = FaceChannel.allCases.filter { blinks.curve($0).contains { abs($0) > 0.001 } }
    #expect(moved.contains(.eyeBlinkLeft) && moved.allSatisfy { $0.name.hasPrefix("eye") })
    let head = line.clip(of: .acting(.head))
    #expect(head.weights.allSatisfy { abs($0) < 1e-6 })
    #expect(try #require(head.track(.head)).contains { abs($0.x) > 0.01 })
    #expect(line.clip(of: .acting(.brows)).curve(.jawOpen).allSatisfy { $0 == 0 })
    #expect(line.clip(of: .words).track(.head)?.allSatisfy { abs($0.x) < 1e-5 && abs($0.y) < 1e-5 } != false)
  }
}
