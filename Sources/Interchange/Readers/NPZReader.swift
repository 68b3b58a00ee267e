internal import FaceCurves
internal import Foundation

/// A clip of ``NPZWriter``, or any archive with `weights` (frames × channels), `names` and `fps`.
struct NPZReader {
  private let arrays: [String: NPYArray]
  private let name: String

  init(_ data: Data, name: String) throws(InterchangeError) {
    self.name = name
    guard let entries = ZipArchive.unpacked(data) else {
      throw InterchangeError(.damaged, "'\(name)' is a damaged archive: copy or save it again")
    }
    var arrays: [String: NPYArray] = [:]
    for (entry, content) in entries where entry.hasSuffix(".npy") {
      arrays[String(entry.dropLast(4))] = NPYArray(file: content)
    }
    self.arrays = arrays
  }

  func clip() throws(InterchangeError) -> FaceClip {
    guard let weights = arrays["weights"] ?? arrays["values"], let numbers = weights.numbers, weights.shape.count == 2
    else {
      throw InterchangeError(.formatUnknown, "'\(name)' has no array 'weights' of frames × channels")
    }
    guard let names = arrays["names"]?.texts, names.count == weights.shape[1] else {
      throw InterchangeError(
        .damaged, "'\(name)' has \(weights.shape[1]) columns of weights and \(arrays["names"]?.texts?.count ?? 0) names"
      )
    }
    let stated = arrays["rate"]?.texts?.first.flatMap { try? FrameRate(parsing: $0) }
    guard let rate = stated ?? arrays["fps"]?.numbers?.first.flatMap(JSONClipReader.nearest) else {
      throw InterchangeError(.damaged, "'\(name)' does not say its frame rate: add an array 'fps'")
    }
    guard numbers.allSatisfy(\.isFinite) else {
      throw InterchangeError(.damaged, "'\(name)' has weights that are no numbers: save it again")
    }
    let rows = stride(from: 0, to: numbers.count, by: max(names.count, 1)).map { start in
      numbers[start..<start + names.count].map { Float($0) }
    }
    var clip = try FrameTable(name: name, frameRate: rate, columns: names.map(FrameTable.Column.init)).clip(rows)
    for joint in FaceJoint.allCases {
      guard let turns = arrays["rotations.\(joint.rawValue)"], turns.shape == [clip.frameCount, 3],
        let angles = turns.numbers
      else { continue }
      let track = (0..<clip.frameCount).map {
        JointRotation(x: Float(angles[3 * $0]), y: Float(angles[3 * $0 + 1]), z: Float(angles[3 * $0 + 2]))
      }
      do { try clip.setRotations(joint, track) } catch { throw InterchangeError(.damaged, error.message) }
    }
    return clip
  }
}
