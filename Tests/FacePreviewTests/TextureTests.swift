import CTurboJPEG
import FaceRig
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FacePreview

/// Pictures of materials: bounded, made smaller while they are read, and read once.
struct TextureTests {
  /// A grey picture of so many pixels.
  private static func jpeg(_ width: Int, _ height: Int, progressive: Bool = false) throws -> Data {
    let encoder = try #require(tjInitCompress())
    defer { tjDestroy(encoder) }
    let pixels = [UInt8](repeating: 128, count: width * height)
    var bytes: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    let flags: Int32 = progressive ? 16384 : 0  // TJFLAG_PROGRESSIVE
    let grey: Int32 = 6  // TJPF_GRAY
    try #require(tjCompress2(encoder, pixels, Int32(width), 0, Int32(height), grey, &bytes, &size, 3, 90, flags) == 0)
    defer { tjFree(bytes) }
    return Data(bytes: try #require(bytes), count: Int(size))
  }

  @Test(arguments: [(4096, 2048, 2048, 1024), (2047, 16, 2047, 16), (5000, 8, 2500, 4), (40_000, 8, 5000, 1)])
  func largePicturesAreMadeSmallerWhileTheyAreRead(width: Int, height: Int, smallWidth: Int, smallHeight: Int) throws {
    let image = try JPEGDecoder.decode(try Self.jpeg(width, height), keepingSide: 2048)
    #expect(image.size.width == smallWidth && image.size.height == smallHeight)
    #expect(abs(Int(image[0, 0].x) - 128) <= 2)
    #expect(try JPEGDecoder.decode(try Self.jpeg(64, 32)).size.width == 64)
  }

  /// A picture's stated size, made larger than it is.
  private static func stating(_ side: Int, progressive: Bool) throws -> Data {
    var picture = try jpeg(64, 64, progressive: progressive)
    let marker = Data([0xFF, progressive ? 0xC2 : 0xC0])
    let place = try #require(picture.range(of: marker)).lowerBound + 5
    picture.replaceSubrange(place..<place + 4, with: [side >> 8, side & 255, side >> 8, side & 255].map(UInt8.init))
    return picture
  }

  @Test(arguments: [(16_400, false), (65_000, false), (8200, true)])
  func morePixelsThanAnyPictureHasAreRefused(side: Int, progressive: Bool) throws {
    let picture = try Self.stating(side, progressive: progressive)
    #expect(throws: PreviewError.self) { _ = try JPEGDecoder.decode(picture, keepingSide: 2048) }
  }

  @Test func aPictureOfSeveralMaterialsIsDecodedOnce() throws {
    var shelf = TextureShelf()
    let picture = SceneTexture(name: "a", content: try Self.jpeg(2048, 2048))
    #expect(shelf.texture(picture)?.width == 2048)
    let clock = ContinuousClock()
    // A decoded one takes milliseconds, and as much memory again.
    let taken = clock.measure {
      for _ in 0..<1000 { _ = shelf.texture(SceneTexture(name: "b", content: picture.content)) }
    }
    #expect(taken < .seconds(2))
    #expect(shelf.texture(nil) == nil && shelf.remarks.isEmpty)
    #expect(shelf.texture(SceneTexture(name: "c", content: Data([0xFF, 1]))) == nil)
    #expect(shelf.remarks.count == 1 && shelf.remarks[0].contains("'c'"))
  }
}
