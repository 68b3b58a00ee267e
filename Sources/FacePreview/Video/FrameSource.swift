package import FaceCurves
internal import FaceRig
internal import Foundation

/// The pictures of a clip, or of several side by side, one after the other at an even rate.
///
/// Faces are drawn on as many threads as are given; the pictures are the same for any number.
package struct FrameSource: Sendable {
  /// One head and what it does.
  package struct Actor: Sendable {
    package let stage: HeadStage
    package let clip: FaceClip

    package init(stage: HeadStage, clip: FaceClip) {
      self.stage = stage
      self.clip = clip
    }
  }

  package let frameRate: FrameRate
  package let frameCount: Int
  /// Of the whole picture.
  package let size: PixelSize
  private let stages: [HeadStage]
  /// Of each actor.
  let samplers: [ClipSampler]
  private let view: CameraView
  private let backdrop: Backdrop
  private let threads: Int
  private let actorSize: PixelSize

  /// - Parameter size: of each actor's picture; actors stand side by side.
  /// - Throws: ``PreviewError`` `.sizeInvalid` where the actors together are too wide.
  package init(
    _ actors: [Actor], size: PixelSize, view: CameraView, frameRate: FrameRate, threads: Int,
    backdrop: Backdrop = .studio
  ) throws(PreviewError) {
    precondition(!actors.isEmpty && threads > 0)
    stages = actors.map(\.stage)
    samplers = actors.map { actor in
      ClipSampler(actor.clip, at: frameRate, readout: actor.stage.rig.lipReadout)
    }
    self.size = try PixelSize(size.width * actors.count, size.height)
    self.view = view
    self.backdrop = backdrop
    self.frameRate = frameRate
    self.threads = threads
    actorSize = size
    frameCount = samplers.map(\.frameCount).max() ?? 1
  }

  /// Draws every frame in order.
  /// - Parameter body: takes `4 · width · height` bytes, red, green, blue, alpha; an error ends the drawing.
  package func draw(_ body: (_ frame: Int, UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
    // Drawing on one picture's thread while another's bytes are passed on needs no more than this many at once.
    let together = min(threads * 2, frameCount)
    let workers = (0..<threads).map { _ in
      FrameWorker(stages, samplers, actorSize: actorSize, view: view, backdrop: backdrop)
    }
    let byteCount = 4 * size.width * size.height
    let buffers = FrameBuffers(count: together, bytes: byteCount)
    var first = 0
    while first < frameCount {
      let count = min(together, frameCount - first)
      let start = first
      let pool = WorkerPool(workers)
      DispatchQueue.concurrentPerform(iterations: threads) { worker in
        for place in stride(from: worker, to: count, by: threads) {
          pool.workers[worker].draw(start + place, into: buffers[place])
        }
      }
      for place in 0..<count { try body(first + place, UnsafeBufferPointer(buffers[place])) }
      first += count
    }
  }
}

/// - Note: `@unchecked Sendable`: each worker is used by one thread at a time.
private struct WorkerPool: @unchecked Sendable {
  let workers: [FrameWorker]
  init(_ workers: [FrameWorker]) { self.workers = workers }
}

/// - Note: `@unchecked Sendable`: each buffer is written by one thread at a time.
private final class FrameBuffers: @unchecked Sendable {
  private let base: UnsafeMutablePointer<UInt8>
  private let bytes: Int

  init(count: Int, bytes: Int) {
    self.bytes = bytes
    base = .allocate(capacity: count * bytes)
    base.initialize(repeating: 0, count: count * bytes)
  }

  deinit { base.deallocate() }

  subscript(place: Int) -> UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(start: base + place * bytes, count: bytes)
  }
}

/// Draws any frame; one a thread.
private final class FrameWorker {
  private let samplers: [ClipSampler]
  private let renderers: [HeadRenderer]
  private var face = [Float](repeating: 0, count: FaceChannel.count)
  private var single: [UInt8]

  init(_ stages: [HeadStage], _ samplers: [ClipSampler], actorSize: PixelSize, view: CameraView, backdrop: Backdrop) {
    self.samplers = samplers
    renderers = stages.map { HeadRenderer($0, size: actorSize, view: view, backdrop: backdrop) }
    single = [UInt8](repeating: 0, count: stages.count > 1 ? 4 * actorSize.width * actorSize.height : 0)
  }

  func draw(_ frame: Int, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    for (place, sampler) in samplers.enumerated() {
      let frame = min(frame, sampler.frameCount - 1)
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      var rotations: [FaceJoint: JointRotation] = [:]
      for joint in sampler.clip.rotations.keys { rotations[joint] = sampler.rotation(joint, frame) }
      let renderer = renderers[place]
      face.withUnsafeBufferPointer { face in
        guard samplers.count > 1 else { return renderer.draw(face, rotations: rotations, into: bytes) }
        single.withUnsafeMutableBufferPointer { renderer.draw(face, rotations: rotations, into: $0) }
        copy(to: bytes, place, renderer.size)
      }
    }
  }

  private func copy(to bytes: UnsafeMutableBufferPointer<UInt8>, _ place: Int, _ size: PixelSize) {
    let (row, whole) = (4 * size.width, 4 * size.width * samplers.count)
    single.withUnsafeBufferPointer { single in
      for y in 0..<size.height {
        (bytes.baseAddress! + y * whole + place * row).update(from: single.baseAddress! + y * row, count: row)
      }
    }
  }
}
