internal import CPNG
internal import Files
package import Foundation

/// Pictures as PNG, by libpng.
package enum PNGCodec {
  private static let rgba: UInt32 = 3  // PNG_FORMAT_RGBA
  private static let rgb: UInt32 = 2  // PNG_FORMAT_RGB

  /// Opaque pictures are stored without alpha.
  package static func encode(_ picture: PixelImage) -> Data {
    let (width, height) = (picture.size.width, picture.size.height)
    let isOpaque = stride(from: 3, to: picture.bytes.count, by: 4).allSatisfy { picture.bytes[$0] == 255 }
    var pixels = picture.bytes
    if isOpaque {
      pixels = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { target, count in
        picture.bytes.withUnsafeBufferPointer { source in
          for pixel in 0..<width * height {
            target[3 * pixel] = source[4 * pixel]
            target[3 * pixel + 1] = source[4 * pixel + 1]
            target[3 * pixel + 2] = source[4 * pixel + 2]
          }
        }
        count = 3 * width * height
      }
    }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(width)
    image.height = UInt32(height)
    image.format = isOpaque ? rgb : rgba
    // What deflate needs where nothing compresses, and the chunks around it.
    var size = png_alloc_size_t(pixels.count + height + pixels.count / 1000 + 65_536)
    var file = [UInt8](repeating: 0, count: Int(size))
    let isWritten = png_image_write_to_memory(&image, &file, &size, 0, pixels, 0, nil)
    precondition(isWritten != 0, "libpng writes any picture of a valid size")
    return Data(file.prefix(Int(size)))
  }

  /// - Throws: ``PreviewError`` `.imageDamaged`.
  package static func decode(_ data: Data) throws(PreviewError) -> PixelImage {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    var file = [UInt8](data)
    guard png_image_begin_read_from_memory(&image, &file, file.count) != 0,
      image.width > 0, image.height > 0, Int(image.width) * Int(image.height) <= ReadingBudget.mostPixels
    else {
      throw PreviewError(.imageDamaged, "a PNG picture cannot be read: save it again")
    }
    image.format = rgba
    let size = PixelSize(validWidth: Int(image.width), validHeight: Int(image.height))
    var bytes = [UInt8](repeating: 0, count: 4 * size.width * size.height)
    guard png_image_finish_read(&image, nil, &bytes, 0, nil) != 0 else {
      throw PreviewError(.imageDamaged, "a PNG picture is damaged: save it again")
    }
    return PixelImage(size, bytes: bytes)
  }
}
