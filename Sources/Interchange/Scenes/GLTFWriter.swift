package import FaceCurves
package import FaceRig
package import Files
internal import Foundation
internal import SceneFiles

/// A glTF scene with the line as its one face animation, weights and joints together.
///
/// A rig that is glTF keeps its bytes: key times, weights and rotations are appended to its buffer. Blender activates only a
/// file's first animation, so this one comes first, and older weight channels are dropped (reference ENGINE §1). Other rigs
/// are written whole.
package struct GLTFWriter: ClipWriter {
  package enum Container: Sendable {
    /// One binary file.
    case glb
    /// JSON with its data inside.
    case gltf
  }

  private let rig: Rig
  private let settings: ExportSettings
  private let container: Container

  package init(rig: Rig, settings: ExportSettings, container: Container = .glb) {
    // glTF knows targets in straight lines alone; a rig that is glTF has no others.
    self.rig = rig.splittingInBetweens
    self.settings = settings
    self.container = container
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let animation = SceneAnimation(rig: rig, clip: clip, settings: settings)
    let plan = GLTFAnimationPlan(document: document, rig: rig, animation: animation, settings: settings)
    switch container {
    case .glb: try writeBinary(plan, to: file)
    case .gltf: try writeText(plan, to: file)
    }
  }

  private var document: GLTFDocument {
    if case .gltf(let document) = rig.source { return document }
    var writer = GLTFSceneWriter(rig.scene)
    return writer.document(name: rig.name)
  }

  private func writeBinary(_ plan: GLTFAnimationPlan, to file: OutputFile) throws(FileError) {
    try file.append(containerOf: plan.json(uri: nil), binaryBytes: plan.binaryBytes)
    try plan.writeBuffer { bytes throws(FileError) in try file.append(bytes) }
  }

  /// The buffer's URI is the last thing in the JSON, so that its base64 can follow as it is made.
  private func writeText(_ plan: GLTFAnimationPlan, to file: OutputFile) throws(FileError) {
    let mark = "@"
    let json = plan.json(uri: mark).serialized
    let marked = [UInt8]("\"uri\":\"\(mark)\"".utf8)
    guard let place = json.lastRange(of: marked) else { preconditionFailure("the buffer has no URI") }
    try file.append(json[..<place.lowerBound])
    try file.append("\"uri\":\"data:application/octet-stream;base64,")
    var rest = Data()
    try plan.writeBuffer { bytes throws(FileError) in
      rest.append(contentsOf: bytes)
      let whole = rest.count / 3 * 3
      if whole > 1 << 16 {
        try file.append(rest.prefix(whole).base64EncodedData())
        rest = Data(rest.dropFirst(whole))
      }
    }
    try file.append(rest.base64EncodedData())
    try file.append("\"")
    try file.append(json[place.upperBound...])
  }
}

extension [UInt8] {
  fileprivate func lastRange(of pattern: [UInt8]) -> Range<Int>? {
    guard count >= pattern.count else { return nil }
    for start in stride(from: count - pattern.count, through: 0, by: -1)
    where self[start] == pattern[0] && self[start..<start + pattern.count].elementsEqual(pattern) {
      return start..<start + pattern.count
    }
    return nil
  }
}
