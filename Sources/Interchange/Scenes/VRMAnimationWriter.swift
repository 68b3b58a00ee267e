package import FaceCurves
package import Files
internal import SceneFiles

/// A VRM animation (`.vrma`): glTF whose nodes stand for expressions and bones of any VRM character.
///
/// An expression's weight is the x of its node's translation. Vowels and blinks are VRM's presets; ARKit's channels come as
/// custom expressions of those names, which characters for "perfect sync" have. Specification: VRMC_vrm_animation 1.0
/// (reference FORMATS §4.1).
package struct VRMAnimationWriter: ClipWriter {
  private let frameRate: FrameRate

  package init(frameRate: FrameRate) { self.frameRate = frameRate }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    var scene = VRMAnimationScene(ClipSampler(clip, at: frameRate))
    let document = scene.document()
    try file.append(containerOf: document.json, binaryBytes: document.binary.count)
    try file.append(data: document.binary)
  }
}
