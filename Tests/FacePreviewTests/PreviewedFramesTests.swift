import FaceCurves
import FaceRig
import Files
import Foundation
import Interchange
import TestSupport
import Testing

@testable import FacePreview

/// Another frame rate chooses which frames are held, and by the rig's own lips: whoever looks at a clip must see the file's.
struct PreviewedFramesTests {
  private static let aria = Result { try HeadStage(Rig(path: TestRepository.aria)) }
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Faces of a clip as the rig's file holds them.
  private func written(_ clip: FaceClip, _ rig: Rig, _ rate: FrameRate) throws -> FaceClip {
    let path = folder.path("line.glb")
    let file = try OutputFile(path: path)
    try OutputFormat.glb.writer(rig: rig, settings: ExportSettings(frameRate: rate)).write(clip, to: file)
    try file.commit()
    return try ClipFile().read(path)
  }

  private func face(_ sampler: ClipSampler, _ frame: Int) -> [Float] {
    var face = [Float](repeating: 0, count: FaceChannel.count)
    face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
    return Array(face.prefix(FaceChannel.arkit.count))
  }

  /// An open mouth in which mouthClose brings together, for a moment now and then, the rig's lips or a real head's: one of
  /// the two, whichever takes less of it.
  private func clip(_ rig: Rig) throws -> FaceClip {
    let jaw: Float = 1
    func closing(_ lips: LipReadout) -> Float {
      -(lips.restGap + jaw * lips.gapEffects[FaceChannel.jawOpen.rawValue])
        / lips.gapEffects[FaceChannel.mouthClose.rawValue]
    }
    let (own, real) = (closing(try #require(rig.measuredLips())), closing(.standard))
    try #require(abs(own - real) > 0.1, "the rig's lips are those of a real head")
    var clip = FaceClip(frameRate: .model, durationSeconds: 2, origin: RandomClips.origin)
    for frame in 0..<clip.frameCount {
      clip[frame, .jawOpen] = jaw
      if frame % 7 == 3 { clip[frame, .mouthClose] = min(own, real) }
    }
    return clip
  }

  @Test(arguments: ["24", "25", "30000/1001"])
  func filmsAndPagesShowTheFramesOfTheFile(fps: String) throws {
    let stage = try Self.aria.get()
    let rate = try FrameRate(parsing: fps)
    let clip = try clip(stage.rig)
    let file = try written(clip, stage.rig, rate)
    let film = try FrameSource(
      [.init(stage: stage, clip: clip)], size: PixelSize(16, 16), view: .front, frameRate: rate, threads: 1)
    let page = PagePerformance(stage, clip, [], rate)
    let shown = page.channels.compactMap { FaceChannel(name: $0.name) }
    let curves = try #require(Data(base64Encoded: page.curves))
    let steps = curves.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
    try #require(film.frameCount == file.frameCount && page.frameCount == file.frameCount)
    let standard = ClipSampler(clip, at: rate)
    var framesOfOtherLips = 0
    for frame in 0..<file.frameCount {
      let held = FaceChannel.arkit.map { file[frame, $0] }
      let filmed = face(film.samplers[0], frame)
      #expect(zip(held, filmed).allSatisfy { abs($0 - $1) < 1e-6 }, "frame \(frame) of a film")
      for (place, channel) in shown.enumerated() where channel.rawValue < FaceChannel.arkit.count {
        let paged = Float(steps[frame * shown.count + place]) / 16384
        #expect(abs(paged - held[channel.rawValue]) < 1e-4, "\(channel.name) at frame \(frame) of a page")
      }
      if zip(held, face(standard, frame)).contains(where: { abs($0 - $1) > 1e-3 }) { framesOfOtherLips += 1 }
    }
    #expect(framesOfOtherLips > 0, "a real head's lips would hold other frames")
  }
}
