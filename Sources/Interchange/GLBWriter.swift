public import FaceCurves
public import FaceRig
internal import Foundation

/// The rig's own GLB with the line as its one face animation, weights and joints together.
///
/// The source's bytes are kept; key times, weights and rotations are appended to its binary chunk. Blender activates only a
/// file's first animation, so this one comes first, and older weight channels are dropped (reference ENGINE §1).
public struct GLBWriter: ClipWriter {
  private let rig: Rig
  private let frameRate: FrameRate

  public init(rig: Rig, frameRate: FrameRate) {
    self.rig = rig
    self.frameRate = frameRate
  }

  public func write(_ clip: FaceClip, to file: OutputFile) throws(InterchangeError) {
    let sampler = ClipSampler(clip, at: frameRate)
    let plan = GLBAnimationPlan(rig: rig, sampler: sampler)
    let json = plan.json.serialized
    let jsonPadding = (4 - json.count % 4) % 4
    let sourceBytes = plan.sourceBytes
    let binaryBytes = plan.binaryBytes
    let total = 12 + 8 + json.count + jsonPadding + 8 + binaryBytes
    guard total <= Int(UInt32.max) else {
      throw InterchangeError(
        .tooLarge, "'\(file.path)' would exceed the 4 GiB that a GLB can hold: bake shorter lines or a lower --fps")
    }
    try file.append(Self.words(0x4654_6C67, 2, UInt32(total), UInt32(json.count + jsonPadding), 0x4E4F_534A))
    try file.append(json)
    try file.append(repeatElement(UInt8(ascii: " "), count: jsonPadding))
    try file.append(Self.words(UInt32(binaryBytes), 0x004E_4942))
    try file.append(rig.scene.binary.prefix(sourceBytes))
    try file.append(repeatElement(0, count: plan.firstAppendedByte - sourceBytes))
    try plan.appendData(to: file)
  }

  private static func words(_ words: UInt32...) -> [UInt8] {
    words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
  }
}
