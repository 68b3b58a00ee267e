import FaceCurves
import FaceRig
import Foundation
import TestSupport
import Testing

@testable import FacePreview

struct HeadRendererTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let aria = Result { try HeadStage(Rig(path: TestRepository.aria)) }
  private static let rest = [Float](repeating: 0, count: FaceChannel.count)

  private func face(_ weights: [FaceChannel: Float]) -> [Float] {
    var face = Self.rest
    for (channel, weight) in weights { face[channel.rawValue] = weight }
    return face
  }

  /// Share of pixels that the head covers.
  private func coverage(_ image: PixelImage) -> Double {
    let covered = stride(from: 3, to: image.bytes.count, by: 4).reduce(0) { $0 + Int(image.bytes[$1]) }
    return Double(covered) / 255 / Double(image.size.width * image.size.height)
  }

  private func transparent(_ rig: Rig, _ size: PixelSize, view: CameraView = .front) -> PixelImage {
    HeadRenderer(HeadStage(rig), size: size, view: view, backdrop: .transparent).picture(Self.rest)
  }

  @Test func theSameClipGivesTheSamePixelsOnOneThreadAndOnTwo() throws {
    let stage = try Self.aria.get()
    let clip = RandomClips.clip(seed: 3, seconds: 0.4)
    func frames(_ threads: Int) throws -> [UInt8] {
      var all: [UInt8] = []
      try FrameSource(
        [.init(stage: stage, clip: clip)], size: PixelSize(96, 80), view: .threeQuarter, frameRate: .film,
        threads: threads
      ).draw { _, bytes in all += bytes }
      return all
    }
    let one = try frames(1)
    #expect(one.count == 4 * 96 * 80 * 13)
    #expect(try frames(1) == one && frames(2) == one && frames(3) == one)
  }

  @Test func aFaceThatMovesChangesThePictureWhereItMoves() throws {
    let renderer = HeadRenderer(try Self.aria.get(), size: try PixelSize(128, 128))
    let rest = renderer.picture(Self.rest)
    let open = renderer.picture(face([.jawOpen: 1]))
    func differs(_ x: Int, _ y: Int) -> Bool {
      (0..<3).contains { abs(Int(rest[x, y][$0]) - Int(open[x, y][$0])) > 16 }
    }
    let rows = (0..<128).filter { y in (0..<128).contains { differs($0, y) } }
    #expect(rows.count > 15 && (rows.min() ?? 0) > 55, "\(rows)")
    #expect(renderer.picture(Self.rest) == rest, "a frame leaves nothing behind for the next")
  }

  @Test(arguments: [(97, 61), (61, 97), (16, 16), (333, 17)])
  func oddSizesAreDrawnWhole(width: Int, height: Int) throws {
    let renderer = HeadRenderer(try Self.aria.get(), size: try PixelSize(width, height), backdrop: .transparent)
    let share = coverage(renderer.picture(Self.rest))
    #expect(share > 0.01 && share < 0.9, "\(share)")
  }

  @Test func eightThousandPixelsAcrossAreTheSameHead() throws {
    let stage = try Self.aria.get()
    let small = coverage(HeadRenderer(stage, size: try PixelSize(256, 16), backdrop: .transparent).picture(Self.rest))
    let large = coverage(HeadRenderer(stage, size: try PixelSize(8192, 512), backdrop: .transparent).picture(Self.rest))
    #expect(abs(small - large) < 0.005, "\(small) and \(large)")
    #expect(throws: PreviewError.self) { try PixelSize(8193, 512) }
    #expect(throws: PreviewError.self) { try PixelSize(0, 512) }
  }

  @Test(arguments: CameraView.allCases) func everyCameraSeesTheFace(view: CameraView) throws {
    let stage = try Self.aria.get()
    let renderer = HeadRenderer(stage, size: try PixelSize(96, 96), view: view)
    #expect(renderer.picture(Self.rest) != renderer.picture(face([.mouthPucker: 1])))
  }

  @Test func aRigWithoutNormalsAndWithDegenerateTrianglesIsDrawn() throws {
    let obj = """
      v -1 -1 0
      v 1 -1 0
      v 1 1 0
      v -1 1 0
      v 0 0 0
      f 1 2 3 4
      f 5 5 5
      f 1 3 5
      """
    _ = try folder.write(Data(obj.utf8), to: "head.obj")
    _ = try folder.write(Data(obj.replacingOccurrences(of: "v 1 1 0", with: "v 1 1.4 0").utf8), to: "jawOpen.obj")
    let rig = try Rig(path: folder.path("head.obj"))
    let share = coverage(transparent(rig, try PixelSize(64, 64)))
    #expect(share > 0.15, "\(share)")
  }

  @Test func aRigWithoutFacesIsAnEmptyPicture() throws {
    let positions: [SIMD3<Float>] = [[-1, -1, 0], [1, -1, 0]]
    let data = try TinyScene.glb(positions: positions, targets: [("jawOpen", positions)])
    let rig = try Rig(path: try folder.write(data, to: "bare.glb"))
    #expect(coverage(transparent(rig, try PixelSize(32, 32))) == 0)
  }

  @Test func vertexesFarAwayAreDrawnAsFarAsTheyGo() throws {
    let positions: [SIMD3<Float>] = [
      [-1, -1, 0], [1, -1, 0], [1, 1, 0], [1e25, 0, 0], [1e30, 0, 0], [0, -1e30, 3e38],
    ]
    let moves = positions.map { _ in SIMD3<Float>(0, -3e38, 1e35) }
    let data = try TinyScene.glb(positions: positions, targets: [("jawOpen", moves)])
    let stage = HeadStage(try Rig(path: try folder.write(data, to: "wild.glb")))
    let renderer = HeadRenderer(stage, size: try PixelSize(32, 32), backdrop: .transparent)
    #expect(coverage(renderer.picture(Self.rest)) > 0.1)
    _ = renderer.picture(face([.jawOpen: 1e6]))
    let page = PreviewPage(stage, clip: RandomClips.clip(seed: 1), notes: LineNotes(), audio: nil, frameRate: .film)
    #expect(try page.html().count > 1000)
  }

  @Test func wordsOfAPageCannotBeElementsOfIt() throws {
    var clip = RandomClips.clip(seed: 1, seconds: 0.1)
    clip.origin = ClipOrigin(audioName: "a<!--<script></script>b", audioHash: "", modelIdentifier: "", seed: 0)
    let stage = try Self.aria.get()
    let page = PreviewPage(stage, clip: clip, notes: LineNotes(), audio: nil, frameRate: .film)
    let html = String(decoding: try page.html(), as: UTF8.self)
    #expect(html.contains("a\\u003c!--\\u003cscript>\\u003c/script>b") && !html.contains("<!--<script"))
  }

  @Test func aChannelThatTheRigLacksMovesNothing() throws {
    let obj = "v -1 -1 0\nv 1 -1 0\nv 1 1 0\nv -1 1 0\nf 1 2 3 4\n"
    _ = try folder.write(Data(obj.utf8), to: "head.obj")
    _ = try folder.write(Data(obj.replacingOccurrences(of: "v 1 1 0", with: "v 1 1.4 0").utf8), to: "jawOpen.obj")
    let renderer = HeadRenderer(HeadStage(try Rig(path: folder.path("head.obj"))), size: try PixelSize(48, 48))
    #expect(renderer.picture(face([.mouthPucker: 1, .tongueOut: 1])) == renderer.picture(Self.rest))
    #expect(renderer.picture(face([.jawOpen: 1])) != renderer.picture(Self.rest))
  }

  /// A square whose texture is red at the top left, green at the top right, blue below.
  @Test(arguments: ["png", "jpeg"]) func texturesStandTheRightWayUp(kind: String) throws {
    var image = PixelImage(try PixelSize(64, 64))
    for y in 0..<64 {
      for x in 0..<64 {
        let color: [UInt8] = y >= 32 ? [0, 0, 255, 255] : x < 32 ? [255, 0, 0, 255] : [0, 255, 0, 255]
        image.bytes.replaceSubrange(4 * (64 * y + x)..<4 * (64 * y + x) + 4, with: color)
      }
    }
    _ = try folder.write(PNGCodec.encode(image), to: "t.png")
    if kind == "jpeg" {
      let made = try Program.run("ffmpeg", "-loglevel", "error", "-i", folder.path("t.png"), folder.path("t.jpeg"))
      try #require(made == 0)
    }
    let obj = """
      mtllib m.mtl
      usemtl plain
      v -1 -1 0
      v 1 -1 0
      v 1 1 0
      v -1 1 0
      vt 0 0
      vt 1 0
      vt 1 1
      vt 0 1
      f 1/1 2/2 3/3 4/4
      """
    _ = try folder.write(Data("newmtl plain\nmap_Kd t.\(kind)\n".utf8), to: "m.mtl")
    _ = try folder.write(Data(obj.utf8), to: "head.obj")
    _ = try folder.write(Data(obj.replacingOccurrences(of: "v 1 1 0", with: "v 1 1.1 0").utf8), to: "jawOpen.obj")
    let picture = transparent(try Rig(path: folder.path("head.obj")), try PixelSize(64, 64))
    func strongest(_ x: Int, _ y: Int) -> Int { (0..<3).max { picture[x, y][$0] < picture[x, y][$1] }! }
    let seen = [picture[24, 24], picture[40, 24], picture[24, 42], picture[40, 42]]
    #expect(
      strongest(24, 24) == 0 && strongest(40, 24) == 1 && strongest(24, 42) == 2 && strongest(40, 42) == 2, "\(seen)")
  }

  @Test func picturesComeBackFromPNGAsTheyWere() throws {
    var random = TestRandom(4)
    var image = PixelImage(try PixelSize(37, 19))
    for index in image.bytes.indices { image.bytes[index] = UInt8.random(in: 0...255, using: &random) }
    #expect(try PNGCodec.decode(PNGCodec.encode(image)) == image)
  }

  @Test func damagedPicturesAreRefused() throws {
    var data = PNGCodec.encode(PixelImage(try PixelSize(40, 40)))
    #expect(throws: PreviewError.self) { try PNGCodec.decode(data.prefix(60)) }
    data[24] = 0xFF
    #expect(throws: PreviewError.self) { try PNGCodec.decode(data) }
    #expect(throws: PreviewError.self) { try JPEGDecoder.decode(Data([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])) }
  }
}
