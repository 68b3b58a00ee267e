internal import CTurboJPEG
internal import Files
internal import Foundation

/// JPEG pictures, by libjpeg-turbo.
enum JPEGDecoder {
  private static let rgba: Int32 = 7  // TJPF_RGBA
  /// Sides that the decoder divides by while it reads, at no cost.
  private static let divisors = [8, 4, 2, 1]

  /// - Parameter side: a larger picture is made smaller while it is read, as far as its longer side keeps so many pixels.
  /// - Throws: ``PreviewError`` `.imageDamaged`.
  static func decode(_ data: Data, keepingSide side: Int = .max) throws(PreviewError) -> PixelImage {
    guard let decoder = tjInitDecompress() else {
      throw PreviewError(.imageDamaged, "libjpeg-turbo does not start: free memory")
    }
    defer { tjDestroy(decoder) }
    let file = [UInt8](data)
    var (width, height, subsampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    guard tjDecompressHeader3(decoder, file, UInt(file.count), &width, &height, &subsampling, &space) == 0,
      width > 0, height > 0
    else { throw PreviewError(.imageDamaged, "a JPEG picture cannot be read: save it again") }
    let divisor = divisors.first { Int(max(width, height)) / $0 >= side } ?? 1
    let (scaledWidth, scaledHeight) = (
      (Int(width) + divisor - 1) / divisor, (Int(height) + divisor - 1) / divisor
    )
    // A picture that comes in several passes is held whole, whatever is made of it.
    let most = isInPasses(file) ? ReadingBudget.mostPixels : ReadingBudget.mostScaledPixels
    guard Int(width) * Int(height) <= most, scaledWidth * scaledHeight <= ReadingBudget.mostPixels else {
      throw PreviewError(
        .imageDamaged, "a JPEG picture of \(width) x \(height) pixels is larger than any that is shown: save it smaller"
      )
    }
    var bytes = [UInt8](repeating: 255, count: 4 * scaledWidth * scaledHeight)
    // A picture that only ends early is shown as far as it goes, as browsers do.
    if tjDecompress2(
      decoder, file, UInt(file.count), &bytes, Int32(scaledWidth), 0, Int32(scaledHeight), rgba, 0) != 0,
      tjGetErrorCode(decoder) != 0
    {
      throw PreviewError(.imageDamaged, "a JPEG picture is damaged: save it again")
    }
    return PixelImage(PixelSize(validWidth: scaledWidth, validHeight: scaledHeight), bytes: bytes)
  }

  /// Whether the picture is progressive, or its colours come one after the other (ITU-T T.81, B.2).
  private static func isInPasses(_ file: [UInt8]) -> Bool {
    var place = 2
    var components = 0
    while place + 4 < file.count {
      guard file[place] == 0xFF else {
        place += 1
        continue
      }
      let marker = file[place + 1]
      if marker == 0xFF || marker == 0 || marker == 1 || (0xD0...0xD8).contains(marker) {
        place += marker == 0xFF ? 1 : 2
        continue
      }
      let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
      switch marker {
      case 0xC0, 0xC1: components = place + 9 < file.count ? Int(file[place + 9]) : 0
      case 0xDA: return Int(file[place + 4]) < components
      case 0xC2...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC: return true
      default: break
      }
      place += 2 + length
    }
    return false
  }
}
