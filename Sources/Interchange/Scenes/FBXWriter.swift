package import FaceCurves
package import FaceRig
package import Files
internal import SceneFiles

/// Binary FBX with the line as its take.
///
/// A rig that is FBX keeps every record; the take's curves are added to its tree, and lists stay compressed as they were.
/// Other rigs are written whole, as FBX 7.4.
package struct FBXWriter: ClipWriter {
  private let rig: Rig
  private let settings: ExportSettings

  package init(rig: Rig, settings: ExportSettings) {
    self.rig = rig
    self.settings = settings
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    // Blender lets a bone follow the first take that moves it.
    let curves = TargetCurves(rig: rig, clip: clip, settings: settings, allTargets: true, holdsRest: true)
    let document: FBXDocument
    let scene: SceneModel
    if case .fbx(let own) = rig.source {
      (document, scene) = (own, rig.scene)
    } else {
      var writer = FBXSceneWriter(rig.scene)
      (document, scene) = writer.document(name: rig.name)
    }
    let take = FBXTake(document: document, scene: scene, curves: curves)
    let writer = FBXBinaryWriter(take.document())
    guard document.version >= 7500 || writer.byteCount <= Int(UInt32.max) else {
      throw FileError(
        .tooLarge, "'\(file.path)' would exceed the 4 GiB that FBX 7.4 can hold: bake shorter lines or a lower --fps")
    }
    try writer.write { bytes throws(FileError) in try file.append(bytes) }
  }
}
