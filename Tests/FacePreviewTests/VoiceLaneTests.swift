import FaceCurves
import Foundation
import TestSupport
import Testing

@testable import FacePreview

struct VoiceLaneTests {
  private func drawing(_ notes: LineNotes) throws -> String {
    String(decoding: try CurvePlot(RandomClips.clip(seed: 1), notes: notes).svg(), as: UTF8.self)
  }

  @Test func aVoiceIsDrawnWhereOneIsKnown() throws {
    var notes = LineNotes()
    let without = try drawing(notes)
    notes.beats = [
      .init(seconds: 0.5, prominence: 0.9, isAccent: true), .init(seconds: 1, prominence: 0.2, isAccent: false),
    ]
    let beats = try drawing(notes)
    notes.pitch = [.init(start: 0.4, octaves: [0, 0.1, 0.3, 0.2])]
    let both = try drawing(notes)
    #expect(without.count < beats.count && beats.count < both.count)
  }

  @Test func aHighBarIsAProminentSyllable() throws {
    func blue(_ prominence: Float) throws -> Int {
      var notes = LineNotes()
      notes.beats = [.init(seconds: 1, prominence: prominence, isAccent: true)]
      let picture = try CurvePlot(
        FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin), notes: notes
      ).picture()
      return stride(from: 0, to: picture.bytes.count, by: 4).count {
        picture.bytes[$0] == 0x56 && picture.bytes[$0 + 1] == 0xB4 && picture.bytes[$0 + 2] == 0xE9
      }
    }
    let (low, high) = (try blue(0.3), try blue(0.9))
    #expect(high > low + 60, "\(low) and \(high) pixels")
  }
}
