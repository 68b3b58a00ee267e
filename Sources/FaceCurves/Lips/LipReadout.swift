internal import Files
internal import Foundation

/// What each ARKit channel does to the mouth of a real head, in mouth widths a unit of weight.
///
/// Measured on the USC ICT-FaceKit head; the table is a resource of this module. It turns curves into a lip gap that
/// can be judged: a closed mouth has none.
public struct LipReadout: Sendable {
  /// Inner lip gap of the table's resting face.
  static let standardRestGap: Float = 0.0159
  /// At or below this the lips touch.
  public static let closedGap: Float = 0.030
  /// A closure lasts until the gap exceeds this.
  public static let openGap: Float = 0.045

  /// Effect of each channel on the gap, by `FaceChannel.rawValue`; zero for the tongue set.
  public let gapEffects: [Float]
  /// Effect of each channel on the mouth's width, by `FaceChannel.rawValue`.
  public let widthEffects: [Float]

  /// The first of ``gapEffects``, as faces take them.
  private let arkitGapEffects: InlineArray<52, Float>

  /// Inner lip gap of the resting face.
  public let restGap: Float

  /// What was read off another face, in its own mouth widths; channels that are not named do nothing to its lips.
  public init(gapEffects: [FaceChannel: Float], widthEffects: [FaceChannel: Float], restGap: Float) {
    self.init(
      gapEffects: FaceChannel.allCases.map { gapEffects[$0] ?? 0 },
      widthEffects: FaceChannel.allCases.map { widthEffects[$0] ?? 0 }, restGap: restGap)
  }

  private init(gapEffects: [Float], widthEffects: [Float], restGap: Float) {
    self.gapEffects = gapEffects
    self.widthEffects = widthEffects
    self.restGap = restGap
    arkitGapEffects = InlineArray { gapEffects[$0] }
  }

  /// The table that ships with the module.
  public static let standard: LipReadout = {
    guard let url = RoomResources.url("lip-readout.csv"),
      let text = try? String(contentsOf: url, encoding: .utf8), let table = try? LipReadout(csv: text)
    else { preconditionFailure("the module's own lip-readout.csv is damaged") }
    return table
  }()

  /// - Throws: ``CurveError`` `.tableInvalid` with the line.
  public init(csv text: String) throws(CurveError) {
    var gaps = [Float](repeating: 0, count: FaceChannel.count)
    var widths = gaps
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count >= 3, let channel = FaceChannel(name: cells[0]), let gap = Float(cells[1]),
        let width = Float(cells[2])
      else { throw CurveError(.tableInvalid, "lip readout line '\(line)' is not channel,gap,width,…") }
      gaps[channel.rawValue] = gap
      widths[channel.rawValue] = width
    }
    self.init(gapEffects: gaps, widthEffects: widths, restGap: Self.standardRestGap)
  }

  /// Inner lip gap of one frame of `FaceChannel.count` weights, mouth widths, not below 0.
  public func gap(_ weights: UnsafeBufferPointer<Float>) -> Float { max(0, signedGap(weights)) }

  /// As ``gap(_:)`` but negative where the shapes press the lips together.
  public func signedGap(_ weights: UnsafeBufferPointer<Float>) -> Float {
    var sum = restGap
    for channel in 0..<FaceChannel.arkit.count { sum += weights[channel] * gapEffects[channel] }
    return sum
  }

  /// Inner lip gap of a face, mouth widths, not below 0.
  public func gap(_ face: borrowing Face) -> Float { max(0, signedGap(face)) }

  /// As ``gap(_:)`` but negative where the shapes press the lips together.
  public func signedGap(_ face: borrowing Face) -> Float { face.arkitSum(arkitGapEffects, from: restGap) }

  /// What one unit of a channel does to the gap, mouth widths.
  public func gapEffect(_ channel: FaceChannel) -> Float { gapEffects[channel.rawValue] }

  /// Lip gap of every frame of a clip.
  public func gaps(of clip: FaceClip) -> [Float] {
    (0..<clip.frameCount).map { clip.withFrame($0) { gap($0) } }
  }
}
