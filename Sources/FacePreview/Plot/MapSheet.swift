package import FaceCurves
internal import FaceRig
internal import SceneFiles

/// Pictures of what a map says: each target at its full weight beside the channels that it is told to be, on the head that has
/// them.
package struct MapSheet: Sendable {
  /// A target and what it is told to be.
  package struct Row: Sendable {
    package let target: String
    package let channels: [FaceChannel]
    /// What stands below the pictures.
    package let label: String

    package init(target: String, channels: [FaceChannel], label: String) {
      (self.target, self.channels, self.label) = (target, channels, label)
    }
  }

  private let head: HeadStage
  private let reference: HeadStage
  private let tile: PixelSize

  private static let labelHeight = 26

  /// - Parameter tile: size of each of a row's two pictures.
  package init(_ head: HeadStage, like reference: HeadStage, tile: PixelSize) {
    (self.head, self.reference, self.tile) = (head, reference, tile)
  }

  /// Both heads at rest, and then the rows.
  /// - Throws: ``PreviewError`` where so many pictures of that size are too large a sheet.
  package func picture(_ rows: [Row]) throws(PreviewError) -> PixelImage {
    let pair = try PixelSize(2 * tile.width, tile.height)
    let canvas = try SheetCanvas(count: rows.count + 1, tile: pair, labelHeight: Self.labelHeight)
    let own = HeadRenderer(head, size: tile)
    let other = HeadRenderer(reference, size: tile)
    let rest = [Float](repeating: 0, count: FaceChannel.count)
    var pictures = [Self.beside(own.picture(rest), other.picture(rest), pair)]
    for row in rows {
      var face = rest
      for channel in row.channels { face[channel.rawValue] = 1 }
      pictures.append(Self.beside(own.picture(target: row.target), other.picture(face), pair))
    }
    return try canvas.sheet(pictures, labels: ["at rest: yours, \(reference.rig.name)"] + rows.map(\.label))
  }

  private static func beside(_ left: PixelImage, _ right: PixelImage, _ size: PixelSize) -> PixelImage {
    var both = PixelImage(size)
    both.place(left, x: 0, y: 0)
    both.place(right, x: left.size.width, y: 0)
    return both
  }
}
