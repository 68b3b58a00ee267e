/// Width and height of a picture.
public struct PixelSize: Sendable, Hashable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int

  /// A square of 512 pixels a side.
  public static let square512 = PixelSize(validWidth: 512, validHeight: 512)
  /// A square of 192 pixels a side.
  public static let square192 = PixelSize(validWidth: 192, validHeight: 192)

  /// The most pixels a side: 8192 × 8192 pixels are 256 MiB.
  public static let most = 8192

  /// A size of so many pixels.
  /// - Throws: ``PreviewError`` `.sizeInvalid` below 16 or above ``most``.
  public init(_ width: Int, _ height: Int) throws(PreviewError) {
    guard (16...Self.most).contains(width), (16...Self.most).contains(height) else {
      throw PreviewError(
        .sizeInvalid,
        "a picture of \(width) x \(height) is not between 16 and \(Self.most) pixels a side: choose another size")
    }
    self.init(validWidth: width, validHeight: height)
  }

  init(validWidth: Int, validHeight: Int) {
    precondition(validWidth > 0 && validHeight > 0)
    (width, height) = (validWidth, validHeight)
  }

  /// A size as people write it: "512" (a square) or "1280x720".
  /// - Throws: ``PreviewError`` `.sizeInvalid`.
  public init(parsing text: String) throws(PreviewError) {
    let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(parts.count), let width = parts[0], let height = parts[parts.count - 1] else {
      throw PreviewError(.sizeInvalid, "'\(text)' is no size: use one like 512 or 1280x720")
    }
    try self.init(width, height)
  }
}
