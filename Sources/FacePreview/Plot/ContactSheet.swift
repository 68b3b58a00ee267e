package import FaceCurves
internal import FaceRig
internal import SceneFiles

/// Pictures of one head side by side, each with what it shows below it.
package struct ContactSheet: Sendable {
  /// A moment of a line that is worth seeing.
  package struct Moment: Sendable {
    package let seconds: Double
    package let label: String

    package init(seconds: Double, label: String) {
      self.seconds = seconds
      self.label = label
    }
  }

  private let stage: HeadStage
  private let tile: PixelSize
  private let view: CameraView

  private static let labelHeight = 26

  /// - Parameter tile: size of each picture.
  package init(_ stage: HeadStage, tile: PixelSize, view: CameraView) {
    self.stage = stage
    self.tile = tile
    self.view = view
  }

  /// Every target of the rig at its full weight, after the head at rest. Targets of one name are shown together.
  /// - Throws: ``PreviewError`` where so many pictures of that size are too large a sheet.
  package func targets() throws(PreviewError) -> PixelImage {
    var names: [String] = []
    for morph in stage.geometry.morphs.compactMap(\.self) {
      for name in morph.targetNames.indices.map(morph.reference(toTarget:)) {
        if !names.contains(name) { names.append(name) }
      }
    }
    let canvas = try SheetCanvas(count: names.count + 1, tile: tile, labelHeight: Self.labelHeight)
    let renderer = HeadRenderer(stage, size: tile, view: view)
    let rest = [Float](repeating: 0, count: FaceChannel.count)
    var pictures = [renderer.picture(rest)]
    for name in names { pictures.append(renderer.picture(target: name)) }
    return try canvas.sheet(pictures, labels: ["at rest"] + names)
  }

  /// Moments of a clip.
  /// - Throws: ``PreviewError`` where so many pictures of that size are too large a sheet.
  package func moments(_ moments: [Moment], of clip: FaceClip) throws(PreviewError) -> PixelImage {
    let canvas = try SheetCanvas(count: moments.count, tile: tile, labelHeight: Self.labelHeight)
    let renderer = HeadRenderer(stage, size: tile, view: view)
    let pictures = moments.map { moment in
      let frame = min(max(Int((moment.seconds * clip.frameRate.framesPerSecond).rounded()), 0), clip.frameCount - 1)
      return renderer.picture(
        clip.withFrame(frame) { Array($0) }, rotations: clip.rotations.mapValues { $0[frame] })
    }
    return try canvas.sheet(pictures, labels: moments.map(\.label))
  }
}
