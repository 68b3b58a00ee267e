import FaceCurves
import FacePerformance
import Foundation
import LiveFace
import SpeechAnimation
import TestSupport
import Testing

@testable import LiveDelivery

/// Live runs in real time: bounds of time are wide, for machines that are busy.
@Suite(.serialized) struct LiveRunTests {
  private static let model = Result { try ModelPackage.standard() }

  private final class Collected: LiveDestination {
    var faces: [(face: Face, seconds: Double)] = []
    func send(_ face: Face, frame: Int, seconds: Double) { faces.append((face, seconds)) }
  }

  private func tone(_ seconds: Double) -> [Float] { SoundFile.babble(seconds: seconds) }

  private func run(
    patience: Double = 0.01, _ feed: @escaping @Sendable (SoundBuffer) -> Void
  ) throws -> (faces: [(face: Face, seconds: Double)], figures: LiveFigures) {
    let collected = Collected()
    let sound = SoundBuffer(capacity: 32_000)
    Thread.detachNewThread {
      feed(sound)
      sound.end()
    }
    var run = LiveRun(
      try FaceStream(try Self.model.get(), sampleRate: 16_000), horizon: .live, sound: sound, sampleRate: 16_000,
      to: [collected], frameRate: .liveLink, patienceSeconds: patience)
    let figures = try run.run()
    return (collected.faces, figures)
  }

  @Test func everyFaceOfALineIsSentAtItsTime() throws {
    let samples = tone(1.5)
    let (faces, figures) = try run { $0.put(samples) }
    var stream = try FaceStream(try Self.model.get(), sampleRate: 16_000)
    let made = try stream.push(samples) + stream.finish()
    #expect(figures.bridgedSeconds == 0 && figures.frames == faces.count)
    #expect(abs(faces.count - 91) <= 3, "\(faces.count) faces")
    let right = faces.count { face, seconds in
      let first = min(Int(seconds * 50), made.count - 1)
      let second = min(first + 1, made.count - 1)
      let share = Float(seconds * 50) - Float(first)
      let jaw = made[first][.jawOpen] + (made[second][.jawOpen] - made[first][.jawOpen]) * min(share, 1)
      return abs(face[.jawOpen] - jaw) < 1e-4
    }
    #expect(right >= faces.count - figures.heldFrames - 2, "\(right) of \(faces.count), \(figures.heldFrames) held")
  }

  @Test func soundThatIsLateIsBridgedAndNothingStops() throws {
    let samples = tone(0.5)
    let (faces, figures) = try run { sound in
      sound.put(samples)
      Thread.sleep(forTimeInterval: 0.8)
      sound.put(samples)
    }
    #expect(figures.bridgedSeconds > 0.2 && figures.bridgedSeconds < 10)
    #expect(faces.count > 75)
    for (a, b) in zip(faces, faces.dropFirst()) { #expect(abs(b.seconds - a.seconds - 1.0 / 60) < 1e-6) }
  }

  @Test func aSourceThatEndsBeforeItBeginsSendsNothing() throws {
    let (faces, figures) = try run { _ in }
    #expect(faces.isEmpty && figures.frames == 0)
  }

  @Test func aSourceThatIsAheadWaitsAndLosesNothing() {
    let sound = SoundBuffer(capacity: 100)
    let samples = (0..<2500).map(Float.init)
    Thread.detachNewThread {
      sound.put(samples)
      sound.end()
    }
    var taken: [Float] = []
    while true {
      let (block, isLast) = sound.take(37)
      #expect(block.count <= 37)
      taken += block
      if isLast { break }
    }
    #expect(taken == samples)
  }
}
