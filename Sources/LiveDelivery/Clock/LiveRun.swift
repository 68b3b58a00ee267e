public import FaceCurves
public import FacePerformance
internal import Foundation
public import LiveFace
internal import SpeechAudio

/// Speaks live: takes sound as it comes, and sends every face at its time.
///
/// A face is sent a fixed delay after its sound. Sound that is late is bridged by silence, so that the mouth closes as it does
/// at the end of a word and the rest of the face goes on; what comes later is spoken then.
public struct LiveRun {
  private var stream: FaceStream
  private let sound: SoundBuffer
  private let sampleRate: Int
  private let destinations: [any LiveDestination]
  private let frameRate: FrameRate
  private let delaySeconds: Double
  private let patienceSeconds: Double

  /// Faces that were made and not yet sent, from `firstFace` on; 50 a second.
  private var faces: [Face] = []
  private var firstFace = 0
  private var takenSamples = 0
  private var hasEnded = false
  private var figures = LiveFigures()
  /// The most lateness values that are kept: six hours at 60 a second.
  private static let mostFigures = 1_296_000

  /// - Parameters:
  ///   - stream: makes the faces; its horizon is `horizon`.
  ///   - sound: where samples come from, at `sampleRate`.
  ///   - frameRate: at which faces are sent.
  ///   - patienceSeconds: how late sound may be before silence stands for it; adds to the delay.
  public init(
    _ stream: FaceStream, horizon: PerformanceHorizon, sound: SoundBuffer, sampleRate: Int,
    to destinations: [any LiveDestination], frameRate: FrameRate, patienceSeconds: Double
  ) {
    self.stream = stream
    self.sound = sound
    self.sampleRate = sampleRate
    self.destinations = destinations
    self.frameRate = frameRate
    self.patienceSeconds = patienceSeconds
    delaySeconds = Self.delaySeconds(horizon, frameRate) + patienceSeconds
  }

  /// What the networks and layers wait for, one frame of the clock, and the time that making a group of faces takes.
  public static func delaySeconds(_ horizon: PerformanceHorizon, _ frameRate: FrameRate) -> Double {
    let waits = horizon == .liveShortest ? 0.212 : 0.372
    return waits + frameRate.seconds(ofFrame: 1) + 0.02
  }

  /// Runs until the sound has ended and its last face is sent.
  /// - Parameter goesOn: asked before each frame; false ends it at once.
  /// - Throws: ``DeliveryError``, ``AudioError``.
  public mutating func run(while goesOn: () -> Bool = { true }) throws -> LiveFigures {
    guard sound.waitForSound(while: goesOn) else { return figures }
    let start = Self.now()
    var frame = 0
    while goesOn() {
      let due = start + frameRate.seconds(ofFrame: frame)
      Self.sleep(until: due)
      let seconds = frameRate.seconds(ofFrame: frame) - delaySeconds
      if hasEnded, seconds * 50 > Double(firstFace + faces.count) { break }
      try send(at: seconds, frame: frame)
      if figures.lateness.count < Self.mostFigures { figures.lateness.append(Float(Self.now() - due)) }
      try hear(until: Self.now() - start)
      frame += 1
    }
    sound.end()
    return figures
  }

  /// The face at a time of the sound; before the first one there is none.
  private mutating func send(at seconds: Double, frame: Int) throws(DeliveryError) {
    guard seconds >= 0 else { return }
    let place = seconds * 50
    let wanted = Int(place)
    if wanted > firstFace, !faces.isEmpty {
      let done = min(wanted - firstFace, faces.count - 1)
      faces.removeFirst(done)
      firstFace += done
    }
    guard let first = faces.first else {
      figures.heldFrames += 1
      return
    }
    var face = first
    if wanted == firstFace, faces.count > 1 {
      face.blend(to: faces[1], share: Float(place - Double(wanted)))
    } else if wanted > firstFace, !hasEnded {
      figures.heldFrames += 1
    }
    for destination in destinations { try destination.send(face, frame: frame, seconds: seconds) }
    figures.frames += 1
  }

  /// Takes the sound that is due.
  private mutating func hear(until seconds: Double) throws(AudioError) {
    guard !hasEnded else { return }
    let due = Int((seconds - patienceSeconds) * Double(sampleRate)) - takenSamples
    guard due > 0 else { return }
    var (block, isLast) = sound.take(due)
    if isLast {
      if !block.isEmpty { faces += try stream.push(block) }
      faces += try stream.finish()
      hasEnded = true
      return
    }
    if block.count < due {
      let missing = due - block.count
      figures.bridgedSeconds += Double(missing) / Double(sampleRate)
      block += [Float](repeating: 0, count: missing)
    }
    takenSamples += block.count
    faces += try stream.push(block)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func sleep(until seconds: Double) {
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
    while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
  }
}
