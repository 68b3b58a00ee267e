internal import Foundation

/// Points that the eyes look at, each from its time on.
///
/// In metres from between the eyes: to the character's own left, up, and forward.
public struct GazeKeys: Sendable, Hashable, Codable {
  /// A point from a time on.
  public struct Key: Sendable, Hashable, Codable {
    /// From the line's start.
    public let seconds: Double
    /// Metres: left, up, forward.
    public let point: SIMD3<Float>
  }

  /// In order of time, at least one.
  public let keys: [Key]

  /// Reads `0,0,1`, or points at times: `0 0,0,1; 2.5 0.3,-0.1,1`.
  /// - Throws: ``ActingError`` `.gazeInvalid`, naming the part that is wrong.
  public init(parsing text: String) throws(ActingError) {
    let parts = text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    var keys: [Key] = []
    for part in parts {
      let words = part.split(whereSeparator: \.isWhitespace)
      guard words.count == 2 || (words.count == 1 && parts.count == 1),
        let seconds = words.count == 1 ? 0 : Double(words[0]), seconds.isFinite, seconds >= 0
      else {
        throw ActingError(
          .gazeInvalid, "'\(part.prefix(80))' is no gaze: write seconds and a point, like '2.5 0.3,0,1'")
      }
      let values = words[words.count - 1].split(separator: ",").compactMap { Float($0) }
      guard values.count == 3, values.allSatisfy({ $0.isFinite && $0.magnitude <= 1e4 }),
        values.contains(where: { $0.magnitude > 1e-3 })
      else {
        throw ActingError(
          .gazeInvalid, "'\(part.prefix(80))' is no point: write metres to the left, up and forward, like 0.3,0,1")
      }
      keys.append(Key(seconds: seconds, point: SIMD3(values[0], values[1], values[2])))
    }
    guard !keys.isEmpty else {
      throw ActingError(
        .gazeInvalid, "no point to look at is given: write metres to the left, up and forward, like 0.3,0,1")
    }
    guard zip(keys, keys.dropFirst()).allSatisfy({ $0.seconds < $1.seconds }) else {
      throw ActingError(.gazeInvalid, "the times of gaze keys must rise: put them in order, each once")
    }
    self.keys = keys
  }

  /// The keys as ``init(parsing:)`` reads them.
  public var text: String {
    keys.map { "\($0.seconds) \($0.point.x),\($0.point.y),\($0.point.z)" }.joined(separator: "; ")
  }

  /// The last key at or before a time; nil before the first.
  func index(atSeconds seconds: Double) -> Int? { keys.lastIndex { $0.seconds <= seconds } }
}

extension GazeKeys.Key {
  /// Direction of the point, radians of the head's rest: to the character's own left, and down. What lies behind is to the
  /// side.
  var direction: SIMD2<Float> {
    let level = (point.x * point.x + point.z * point.z).squareRoot()
    return SIMD2(atan2f(point.x, point.z), -atan2f(point.y, level))
  }
}
