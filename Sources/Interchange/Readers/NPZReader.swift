internal import ArrayFiles
internal import FaceCurves
internal import Files
internal import Foundation

/// A clip of ``NPZWriter``, or any archive with `weights` (frames × channels), `names` and `fps`; vertices of a rig's mesh;
/// FLAME's parameters.
struct NPZReader {
  private let arrays: [String: NPYArray]
  private let name: String
  private let settings: ImportSettings

  /// A bare `.npy` of vertices.
  init(array data: Data, name: String, settings: ImportSettings) throws(InterchangeError) {
    guard let array = NPYArray(file: data) else {
      throw InterchangeError(.damaged, "'\(name)' is a damaged array, or not in row order: save it again")
    }
    self.name = name
    self.settings = settings
    arrays = [VertexClipReader.keys[0]: array]
  }

  init(_ data: Data, name: String, settings: ImportSettings) throws(InterchangeError) {
    self.name = name
    self.settings = settings
    let budget = ReadingBudget(fileBytes: data.count)
    guard let entries = ZipArchive.unpacked(data, budget: budget, where: { Self.wanted.contains($0) }) else {
      throw InterchangeError(
        .damaged,
        budget.isSpent
          ? budget.refusal(of: name) : "'\(name)' is a damaged archive: copy or save it again")
    }
    var arrays: [String: NPYArray] = [:]
    for (entry, content) in entries {
      // Once more as an array, and its numbers as doubles.
      guard budget.take(content.count, ofBytes: 3) else {
        throw InterchangeError(.damaged, budget.refusal(of: name))
      }
      arrays[String(entry.dropLast(Self.suffix.count))] = NPYArray(file: content)
    }
    self.arrays = arrays
  }

  private static let suffix = ".npy"
  private static let weightKeys = ["weights", "values"]
  private static let rateKeys = ["fps", "mocap_frame_rate", "frame_rate"]
  /// Entries that mean something here; others are not even unpacked.
  private static let wanted = Set(
    (VertexClipReader.keys + FlameClipReader.expressionKeys + FlameClipReader.turnKeys + weightKeys + rateKeys
      + ["names", "rate"] + FaceJoint.allCases.map { "rotations.\($0.rawValue)" }).map { $0 + suffix })

  func clip() throws(InterchangeError) -> FaceClip {
    if let vertices = VertexClipReader.keys.lazy.compactMap({ arrays[$0] }).first {
      return try VertexClipReader(array: vertices, frameRate: try rate(), name: name, settings: settings).clip()
    }
    if FlameClipReader.expressionKeys.contains(where: { arrays[$0] != nil }) {
      return try FlameClipReader(arrays: arrays, frameRate: try rate(), name: name, settings: settings).clip()
    }
    guard let weights = Self.weightKeys.lazy.compactMap({ arrays[$0] }).first, let numbers = weights.numbers,
      weights.shape.count == 2
    else {
      throw InterchangeError(
        .formatUnknown, "'\(name)' has no array 'weights' of frames × channels, 'vertices' or 'expression'")
    }
    guard let names = arrays["names"]?.texts, names.count == weights.shape[1] else {
      throw InterchangeError(
        .damaged, "'\(name)' has \(weights.shape[1]) columns of weights and \(arrays["names"]?.texts?.count ?? 0) names"
      )
    }
    let rate = try rate()
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

  private func rate() throws(InterchangeError) -> FrameRate {
    if let stated = arrays["rate"]?.texts?.first.flatMap({ try? FrameRate(parsing: $0) }) { return stated }
    for key in Self.rateKeys {
      guard let stated = arrays[key]?.numbers?.first else { continue }
      guard let rate = FrameRate(nearest: stated) else {
        throw InterchangeError(
          .damaged,
          "'\(name)' says '\(key)' is \(stated), which is no frame rate: save it with 1 to 1000 frames a second")
      }
      return rate
    }
    guard let rate = settings.frameRate else {
      throw InterchangeError(
        .damaged, "'\(name)' does not say its frame rate: add an array 'fps', or say it with --read-fps")
    }
    return rate
  }
}
