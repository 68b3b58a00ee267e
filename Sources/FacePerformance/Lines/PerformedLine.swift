public import FaceCurves
internal import Foundation
public import KeptValues

/// The face of a line, neutral of any rig: the value of the second verb.
public struct PerformedLine: Sendable {
  /// 50 frames a second.
  public let clip: FaceClip
  /// The closures: runs of frames in which lips are shut for a sound, whatever face wears them. In order.
  public let closures: [Range<Int>]
  /// The name of what it was made from.
  public let key: ContentKey

  /// `lipsShut`: whether the lips are shut, a value a frame.
  init(clip: FaceClip, lipsShut: [Bool], key: ContentKey) {
    var closures: [Range<Int>] = []
    for (frame, isShut) in lipsShut.prefix(clip.frameCount).enumerated() where isShut {
      if let last = closures.last, last.upperBound == frame {
        closures[closures.count - 1] = last.lowerBound..<frame + 1
      } else {
        closures.append(frame..<frame + 1)
      }
    }
    self.init(clip: clip, closures: closures, key: key)
  }

  private init(clip: FaceClip, closures: [Range<Int>], key: ContentKey) {
    self.clip = clip
    self.closures = closures
    self.key = key
  }

  /// The key of a performance, known before it is made.
  /// - Parameter line: key of the heard line.
  /// - Parameter model: identifier of the model whose motion it is.
  /// - Parameter directions: what the line's text asks of the face.
  public static func key(
    line: ContentKey, model: String, settings: PerformanceSettings, directions: DirectedLine = .none
  ) -> ContentKey {
    let maker = ContentKeyMaker("\(kind) \(version)")
    maker.add(line)
    maker.add(model)
    maker.add(settings.canonical)
    if !directions.isEmpty { maker.add(directions.canonical) }
    return maker.key()
  }
}

extension PerformedLine: KeptValue {
  /// What it is, in files.
  public static let kind = "mien-performed"
  /// Of the way in which lines are performed.
  public static let version = 3

  private struct Details: Codable {
    let clip: KeptClip.Details
    /// First and last frame of each closure, one after another.
    let closures: [Int]
    let key: ContentKey
  }

  /// Its clip and closures.
  public var record: KeptRecord {
    let kept = KeptClip(clip)
    let details = Details(
      clip: kept.details, closures: closures.flatMap { [$0.lowerBound, $0.upperBound] }, key: key)
    return KeptRecord(details, arrays: kept.arrays)
  }

  /// Takes its parts back, checked.
  public init(_ record: KeptRecord) throws(KeptError) {
    let details = try record.details(as: Details.self)
    let clip = try KeptClip(details.clip, arrays: record).clip()
    guard details.closures.count % 2 == 0 else { throw KeptError(.damaged, "a closure lacks its end") }
    var closures: [Range<Int>] = []
    for index in stride(from: 0, to: details.closures.count, by: 2) {
      let (start, end) = (details.closures[index], details.closures[index + 1])
      guard start >= closures.last?.upperBound ?? 0, start < end, end <= clip.frameCount else {
        throw KeptError(.damaged, "a closure lies outside the clip")
      }
      closures.append(start..<end)
    }
    self.init(clip: clip, closures: closures, key: details.key)
  }
}
