public import FaceCurves
internal import FacePreview
public import FaceRig
public import Foundation

/// A few small pictures of a line side by side: what a report shows of it.
public struct FilmStrip: Sendable {
  private let shared: SharedStage

  /// Pictures in a strip, and the side of each, pixels.
  private static let pictureCount = 8
  private static let tile = 96

  /// Strips of lines on one rig.
  public init(_ rig: Rig) { shared = SharedStage(rig) }

  /// The strip of a clip, as PNG.
  /// - Throws: errors of the rooms below, where the pictures cannot be drawn.
  public func png(of clip: FaceClip) throws -> Data {
    let sheet = ContactSheet(shared.stage, tile: try PixelSize(Self.tile, Self.tile), view: .front)
    let seconds = clip.durationSeconds
    let moments = (0..<Self.pictureCount).map { index in
      let time = seconds * (Double(index) + 0.5) / Double(Self.pictureCount)
      return ContactSheet.Moment(seconds: time, label: String(format: "%.2f s", time))
    }
    return try PNGCodec.encode(try sheet.moments(moments, of: clip))
  }
}
