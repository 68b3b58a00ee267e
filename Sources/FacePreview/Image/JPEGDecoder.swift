internal import CTurboJPEG
internal import Foundation

/// JPEG pictures, by libjpeg-turbo.
enum JPEGDecoder {
  private static let rgba: Int32 = 7  // TJPF_RGBA

  /// - Throws: ``PreviewError`` `.imageDamaged`.
  static func decode(_ data: Data) throws(PreviewError) -> PixelImage {
    guard let decoder = tjInitDecompress() else {
      throw PreviewError(.imageDamaged, "libjpeg-turbo does not start: free memory")
    }
    defer { tjDestroy(decoder) }
    let file = [UInt8](data)
    var (width, height, subsampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    guard tjDecompressHeader3(decoder, file, UInt(file.count), &width, &height, &subsampling, &space) == 0,
      width > 0, height > 0, Int(width) * Int(height) <= PNGCodec.mostPixels
    else { throw PreviewError(.imageDamaged, "a JPEG picture cannot be read: save it again") }
    var bytes = [UInt8](repeating: 255, count: 4 * Int(width) * Int(height))
    // A picture that only ends early is shown as far as it goes, as browsers do.
    if tjDecompress2(decoder, file, UInt(file.count), &bytes, width, 0, height, rgba, 0) != 0,
      tjGetErrorCode(decoder) != 0
    {
      throw PreviewError(.imageDamaged, "a JPEG picture is damaged: save it again")
    }
    return PixelImage(PixelSize(validWidth: Int(width), validHeight: Int(height)), bytes: bytes)
  }
}
