public import FaceCurves

/// An animator's hand on the finished face: strength and quickness of its halves, offsets, and each channel's gain.
///
/// What is asked of the mouth acts before closures are shut, so that p, b and m stay shut.
public struct ControlSettings: Sendable, Hashable, Codable {
  /// A channel times `gain`, plus `offset`.
  public struct ChannelControl: Sendable, Hashable, Codable {
    /// 0 to 4.
    public var gain: Float
    /// −1 to 1.
    public var offset: Float
  }

  /// Of the face above the mask's level, 0…2.
  public var upperStrength: Float = 1
  /// Of the face below it, 0…2.
  public var lowerStrength: Float = 1
  /// Half-lives of a change, seconds, 0…0.1.
  public var upperSmoothingSeconds: Float = 0
  /// Of the lower face.
  public var lowerSmoothingSeconds: Float = 0
  /// Height at which the halves meet: 0 the chin, 1 the brows.
  public var maskLevel: Float = 0.5
  /// How gradually, in the same measure, 0.001…0.5.
  public var maskSoftness: Float = 0.0085
  /// Added to the lips' gap while speaking, mouth widths, −0.2…0.2.
  public var lipOffset: Float = 0
  /// How far the mouth goes ahead of its sound, −200…200; a stream delays the sound instead.
  public var lipLeadMilliseconds: Float = 0
  /// How far the lids are open (positive) or shut (negative) beyond rest, −1…1.
  public var lidOffset: Float = 0
  /// Of the tongue's own channels, 0…3.
  public var tongueStrength: Float = 1
  /// Raises the tongue (positive) or lowers it, −3…3, in tenths of the full shape.
  public var tongueHeight: Float = 0
  /// Brings the tongue forward (positive) or back, −3…3, in tenths of the full shape.
  public var tongueDepth: Float = 0
  /// Turn of both eyes beside where they look, degrees: to the character's own left, and up; −10…10.
  public var eyeOffsetDegrees = SIMD2<Float>(0, 0)
  /// Gain and offset of single channels.
  public var channels: [String: ChannelControl] = [:]

  /// Nothing is changed.
  public init() {}

  static let neutral = ControlSettings()

  /// Reads `jawOpen:0.8, browInnerUp:1.2+0.1`: gain, and offset with its sign.
  /// - Throws: ``ActingError`` `.channelUnknown`.
  public static func channels(parsing text: String) throws(ActingError) -> [String: ChannelControl] {
    var controls: [String: ChannelControl] = [:]
    for part in text.split(separator: ",").map({ $0.filter { !$0.isWhitespace } }) where !part.isEmpty {
      let pieces = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard let channel = FaceChannel(name: pieces[0]) else {
        throw ActingError(.channelUnknown, "'\(pieces[0].prefix(80))' is no channel: write one like jawOpen:0.8")
      }
      let (gain, offset) = try numbers(pieces.count == 2 ? pieces[1] : "", of: part)
      controls[channel.name] = ChannelControl(gain: gain, offset: offset)
    }
    return controls
  }

  private static func numbers(_ text: String, of part: String) throws(ActingError) -> (Float, Float) {
    let sign = text.dropFirst().lastIndex { $0 == "+" || $0 == "-" }
    let (gain, offset) = (Float(text[..<(sign ?? text.endIndex)]), sign.map { Float(text[$0...]) } ?? 0)
    guard let gain, let offset, (0...4).contains(gain), (-1...1).contains(offset) else {
      throw ActingError(
        .channelUnknown,
        "'\(part.prefix(80))' is no gain of 0 to 4, with an offset of -1 to 1 where there is one, like jawOpen:0.8+0.05"
      )
    }
    return (gain, offset)
  }

  /// The channels as ``channels(parsing:)`` reads them.
  public var channelText: String {
    channels.sorted { $0.key < $1.key }.map { name, control in
      "\(name):\(control.gain)" + (control.offset == 0 ? "" : (control.offset < 0 ? "" : "+") + "\(control.offset)")
    }.joined(separator: ",")
  }
}
