/// How somebody's face moves in a clip: how far, how quickly, how unevenly, how often it blinks.
///
/// What a clip does not show (no head that turns, lids that a tracker leaves still) is nil, not 0.
public struct ClipHabits: Sendable {
  /// How far the jaw goes: between the 5th and the 95th of a hundred of its weights.
  public let jaw: Float?
  /// The same of all that lips do, summed.
  public let lips: Float?
  /// Standard deviations of the brows' weights, root of the sum of squares.
  public let brows: Float?
  /// The same of cheeks, nose and narrowed lids.
  public let cheeks: Float?
  /// Standard deviation of the head's turns, radians.
  public let head: Float?
  /// Standard deviation of where the eyes look, weights or radians of the joints.
  public let gaze: Float?
  /// Blinks a second.
  public let blinkRate: Float?
  /// How far the median blink shuts the lids, 0…1.
  public let blinkDepth: Float?
  /// Mean difference of left and right, as a share of their mean, over brows, cheeks and the corners of the mouth.
  public let asymmetry: Float?
  /// Speed of the brows and cheeks beside their size, 1/s: root mean squares.
  public let upperQuickness: Float?

  /// Shorter clips tell no habits, seconds.
  public static let leastSeconds = 5.0
  /// What moves less than this is not shown by the clip.
  private static let leastMovement: Float = 0.01
  /// A blink begins above the first and has ended below the second, share of the deepest.
  private static let blinkEdges: (begins: Float, ends: Float) = (0.5, 0.3)
  /// Lids that never go further do not blink.
  private static let leastBlink: Float = 0.3

  /// - Throws: ``CurveError`` `.frameCountMismatch` for a clip that is shorter than ``leastSeconds``.
  public init(of clip: FaceClip) throws(CurveError) {
    guard clip.durationSeconds >= Self.leastSeconds, clip.frameCount > 2 else {
      throw CurveError(
        .frameCountMismatch,
        "a clip of \(clip.frameCount) frames tells no habits: give \(Int(Self.leastSeconds)) seconds of speech or more")
    }
    func curves(_ belongs: (FaceChannel) -> Bool) -> [[Float]] { FaceChannel.allCases.filter(belongs).map(clip.curve) }
    let rate = Float(clip.frameRate.framesPerSecond)
    let lipCurves = curves { FaceRegion($0) == .lips && !Self.isMood($0) }
    jaw = Self.spread(clip.curve(.jawOpen))
    lips = Self.spread((0..<clip.frameCount).map { frame in lipCurves.reduce(0) { $0 + abs($1[frame]) } })
    let browCurves = curves { FaceRegion($0) == .brows }
    let cheekCurves = curves { [.cheeks, .nose].contains(FaceRegion($0)) || $0.name.hasPrefix("eyeSquint") }
    brows = Self.size(browCurves)
    cheeks = Self.size(cheekCurves)
    head = clip.track(.head).flatMap { head in
      let neck = clip.track(.neck)
      func axis(_ path: KeyPath<JointRotation, Float>) -> [Float] {
        head.indices.map { head[$0][keyPath: path] + (neck?[$0][keyPath: path] ?? 0) }
      }
      return Self.size([axis(\.x), axis(\.y), axis(\.z)])
    }
    gaze = Self.size(curves { FaceRegion($0) == .gaze })
    let lids = zip(clip.curve(.eyeBlinkLeft), clip.curve(.eyeBlinkRight)).map { ($0 + $1) / 2 }
    let blinks = Self.blinks(lids)
    blinkDepth = blinks.isEmpty ? nil : blinks.sorted()[blinks.count / 2]
    blinkRate = blinks.isEmpty ? nil : Float(Double(blinks.count) / clip.durationSeconds)
    asymmetry = Self.asymmetry(clip)
    upperQuickness = Self.quickness(browCurves + cheekCurves, rate)
  }

  /// Corners and pouts say more of the mood than of how far lips go.
  private static func isMood(_ channel: FaceChannel) -> Bool {
    ["mouthSmile", "mouthFrown", "mouthDimple", "mouthLeft", "mouthRight", "mouthClose"].contains {
      channel.name.hasPrefix($0)
    }
  }

  private static func spread(_ curve: [Float]) -> Float? {
    let sorted = curve.sorted()
    let spread = sorted[sorted.count * 95 / 100] - sorted[sorted.count * 5 / 100]
    return spread > leastMovement ? spread : nil
  }

  private static func variance(_ curve: [Float]) -> Float {
    let mean = curve.reduce(0, +) / Float(curve.count)
    return curve.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(curve.count)
  }

  private static func size(_ curves: [[Float]]) -> Float? {
    let size = curves.reduce(0) { $0 + variance($1) }.squareRoot()
    return size > leastMovement ? size : nil
  }

  private static func quickness(_ curves: [[Float]], _ rate: Float) -> Float? {
    guard let size = size(curves) else { return nil }
    var speed: Float = 0
    for curve in curves {
      for (a, b) in zip(curve, curve.dropFirst()) { speed += (b - a) * (b - a) / Float(curve.count - 1) }
    }
    return speed.squareRoot() * rate / size
  }

  /// The deepest point of each blink.
  private static func blinks(_ lids: [Float]) -> [Float] {
    guard let deepest = lids.max(), deepest > leastBlink else { return [] }
    var blinks: [Float] = []
    var depth: Float?
    for lid in lids {
      if let now = depth {
        depth = max(now, lid)
        if lid < blinkEdges.ends * deepest {
          blinks.append(max(now, lid))
          depth = nil
        }
      } else if lid > blinkEdges.begins * deepest {
        depth = lid
      }
    }
    return blinks
  }

  private static func asymmetry(_ clip: FaceClip) -> Float? {
    var (difference, mean): (Float, Float) = (0, 0)
    for left in FaceChannel.allCases where left.name.hasSuffix("Left") {
      let region = FaceRegion(left)
      guard
        region == .brows || region == .cheeks || left.name.hasPrefix("mouthSmile") || left.name.hasPrefix("mouthFrown"),
        let right = FaceChannel(name: left.name.dropLast(4) + "Right")
      else { continue }
      for frame in 0..<clip.frameCount {
        difference += abs(clip[frame, left] - clip[frame, right])
        mean += (abs(clip[frame, left]) + abs(clip[frame, right])) / 2
      }
    }
    let weights = Float(clip.frameCount)
    return mean / weights > leastMovement ? difference / mean : nil
  }
}
