public import FaceCurves

/// How likely each phone is at each frame: `frameCount × phoneCount`, rows sum to 1. From the encoder, or one-hot from an
/// alignment.
public struct PhoneTrack: Sendable {
  public let phoneCount: Int
  public private(set) var probabilities: [Float]
  public let frameRate = FrameRate.model

  public init(phoneCount: Int) {
    self.phoneCount = phoneCount
    probabilities = []
  }

  public var frameCount: Int { probabilities.count / phoneCount }

  /// Appends rows of `phoneCount` probabilities.
  public mutating func append(_ rows: [Float]) {
    precondition(rows.count % phoneCount == 0)
    probabilities.append(contentsOf: rows)
  }

  public subscript(frame: Int, phone: Int) -> Float { probabilities[frame * phoneCount + phone] }

  /// Summed probability of a set of phones at every frame.
  public func probability(ofAny phones: [Int]) -> [Float] {
    (0..<frameCount).map { frame in phones.reduce(0) { $0 + self[frame, $1] } }
  }
}
