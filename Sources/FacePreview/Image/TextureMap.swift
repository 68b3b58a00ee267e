internal import Foundation
internal import SceneFiles

/// A texture as light, with its halved copies, so that fine patterns do not flicker.
struct TextureMap: Sendable {
  private struct Level: Sendable {
    let width: Int
    let height: Int
    /// Red, green, blue as light, alpha as it is.
    let texels: [SIMD4<Float>]
  }

  private let levels: [Level]

  var width: Int { levels[0].width }
  var height: Int { levels[0].height }
  /// Whether some of it is not opaque.
  let hasAlpha: Bool

  /// Larger sides are halved until they are not; a preview shows no more.
  static let mostSide = 2048

  /// - Parameter content: a PNG or a JPEG picture.
  /// - Throws: ``PreviewError`` `.imageDamaged` where it cannot be read.
  init(_ content: Data) throws(PreviewError) {
    let image =
      content.first == 0xFF
      ? try JPEGDecoder.decode(content, keepingSide: Self.mostSide) : try PNGCodec.decode(content)
    var block = 1
    while max(image.size.width, image.size.height) / block > Self.mostSide { block *= 2 }
    var level = Self.level(of: image, block: block)
    hasAlpha = level.texels.contains { $0.w < 1 }
    var levels = [level]
    while max(level.width, level.height) > 1 {
      level = Self.halved(level)
      levels.append(level)
    }
    self.levels = levels
  }

  /// A picture as light, each texel the mean of `block` × `block` pixels.
  private static func level(of image: PixelImage, block: Int) -> Level {
    let (width, height) = (max(1, image.size.width / block), max(1, image.size.height / block))
    var texels: [SIMD4<Float>] = []
    texels.reserveCapacity(width * height)
    image.bytes.withUnsafeBufferPointer { bytes in
      for y in 0..<height {
        for x in 0..<width {
          var sum = SIMD4<Float>.zero
          for row in block * y..<min(block * (y + 1), image.size.height) {
            for column in block * x..<min(block * (x + 1), image.size.width) {
              let pixel = 4 * (row * image.size.width + column)
              sum += SIMD4(
                ToneCurve.linear[Int(bytes[pixel])], ToneCurve.linear[Int(bytes[pixel + 1])],
                ToneCurve.linear[Int(bytes[pixel + 2])], Float(bytes[pixel + 3]) / 255)
            }
          }
          let rows = min(block, image.size.height - block * y)
          let columns = min(block, image.size.width - block * x)
          texels.append(block == 1 ? sum : sum / Float(rows * columns))
        }
      }
    }
    return Level(width: width, height: height, texels: texels)
  }

  private static func halved(_ level: Level) -> Level {
    let (width, height) = (max(1, level.width / 2), max(1, level.height / 2))
    var texels: [SIMD4<Float>] = []
    texels.reserveCapacity(width * height)
    for y in 0..<height {
      for x in 0..<width {
        var sum = SIMD4<Float>.zero
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
          let row = min(2 * y + dy, level.height - 1)
          let column = min(2 * x + dx, level.width - 1)
          sum += level.texels[row * level.width + column]
        }
        texels.append(sum / 4)
      }
    }
    return Level(width: width, height: height, texels: texels)
  }

  /// Level whose texels are about as large as pixels, for a pixel that covers `texels` of the largest, as an area.
  func level(texelsPerPixel texels: Float) -> Int {
    guard texels > 1 else { return 0 }
    var (level, area) = (0, texels)
    while area > 2, level < levels.count - 1 {
      area /= 4
      level += 1
    }
    return level
  }

  /// Between the four nearest texels; the picture repeats.
  func sample(_ uv: SIMD2<Float>, level: Int) -> SIMD4<Float> {
    let level = levels[level]
    guard uv.x.magnitude < 1e6, uv.y.magnitude < 1e6 else { return level.texels[0] }
    let x = (uv.x - uv.x.rounded(.down)) * Float(level.width) - 0.5
    let y = (uv.y - uv.y.rounded(.down)) * Float(level.height) - 0.5
    let (left, top) = (Int((x + 1).rounded(.towardZero)) - 1, Int((y + 1).rounded(.towardZero)) - 1)
    let (fx, fy) = (x - Float(left), y - Float(top))
    let (x0, x1) = (Self.wrapped(left, level.width), Self.wrapped(left + 1, level.width))
    let (y0, y1) = (Self.wrapped(top, level.height) * level.width, Self.wrapped(top + 1, level.height) * level.width)
    return level.texels.withUnsafeBufferPointer { texels in
      let upper = texels[y0 + x0] + (texels[y0 + x1] - texels[y0 + x0]) * fx
      let lower = texels[y1 + x0] + (texels[y1 + x1] - texels[y1 + x0]) * fx
      return upper + (lower - upper) * fy
    }
  }

  private static func wrapped(_ index: Int, _ count: Int) -> Int {
    index < 0 ? index + count : (index >= count ? index - count : index)
  }
}
