/// A picture of 8-bit sRGB: red, green, blue, alpha, rows from the top.
package struct PixelImage: Sendable, Equatable {
  package let size: PixelSize
  /// `4 · width · height` bytes.
  package internal(set) var bytes: [UInt8]

  package init(_ size: PixelSize) {
    self.size = size
    bytes = [UInt8](repeating: 0, count: 4 * size.width * size.height)
  }

  /// A copy of `4 · width · height` bytes.
  package init(_ size: PixelSize, bytes: UnsafeBufferPointer<UInt8>) {
    self.init(size, bytes: Array(bytes))
  }

  init(_ size: PixelSize, bytes: [UInt8]) {
    precondition(bytes.count == 4 * size.width * size.height)
    self.size = size
    self.bytes = bytes
  }

  /// Red, green, blue, alpha at a place.
  package subscript(x: Int, y: Int) -> SIMD4<UInt8> {
    let at = 4 * (y * size.width + x)
    return SIMD4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3])
  }

  /// Copies a whole picture into this one; what would lie outside is left out.
  mutating func place(_ other: PixelImage, x: Int, y: Int) {
    let columns = max(0, min(other.size.width, size.width - x))
    for row in 0..<other.size.height where y + row < size.height {
      let from = 4 * row * other.size.width
      let to = 4 * ((y + row) * size.width + x)
      bytes.replaceSubrange(to..<to + 4 * columns, with: other.bytes[from..<from + 4 * columns])
    }
  }
}
