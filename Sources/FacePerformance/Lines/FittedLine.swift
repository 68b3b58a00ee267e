public import FaceCurves
internal import Foundation
public import KeptValues

/// The face of a line on one rig: the value of the third verb.
public struct FittedLine: Sendable {
  /// 50 frames a second.
  public let clip: FaceClip
  /// Closures that stay open on the rig because its own shapes cannot bring its lips together.
  public let openClosures: Int
  /// The name of what it was made from.
  public let key: ContentKey

  /// Fits a performance: in every closure the lips of the rig touch, as far as its own shapes can bring them together, and its
  /// neck shares the turns of its head.
  /// - Parameters:
  ///   - lips: what the rig's channels do to its lips; nil where that is not known, and the lips stay as they are.
  ///   - hasNeck: whether the rig has a neck below its head.
  public init(_ performed: consuming PerformedLine, lips: LipReadout?, hasNeck: Bool = false) {
    key = Self.key(performed: performed.key, lips: lips, hasNeck: hasNeck)
    let closures = performed.closures
    var clip = (consume performed).clip  // not held twice: a line of an hour is 50 MB
    if hasNeck { clip.shareNeck() }
    guard let lips else {
      self.clip = clip
      openClosures = 0
      return
    }
    let seal = LipSeal(lips)
    var open = 0
    for closure in closures {
      var touches = true
      for frame in closure where !seal.shut(&clip[frame]) { touches = false }
      if !touches { open += 1 }
    }
    self.clip = clip
    openClosures = open
  }

  /// The line with an animator's edits in it: they stand as they are, lips and all.
  /// - Parameter edits: key of what they were found in.
  public func keeping(_ edits: ClipEdits, key edited: ContentKey) -> FittedLine {
    let maker = ContentKeyMaker("\(Self.kind) with edits")
    maker.add(key)
    maker.add(edited)
    return FittedLine(clip: edits.applied(to: clip), openClosures: openClosures, key: maker.key())
  }

  /// The line with another face: a part of its own.
  package func showing(_ part: FaceClip) -> FittedLine { FittedLine(clip: part, openClosures: openClosures, key: key) }

  private init(clip: FaceClip, openClosures: Int, key: ContentKey) {
    self.clip = clip
    self.openClosures = openClosures
    self.key = key
  }

  /// The key of a fitted line, known before it is made.
  public static func key(performed: ContentKey, lips: LipReadout?, hasNeck: Bool = false) -> ContentKey {
    let maker = ContentKeyMaker("\(kind) \(version)")
    maker.add(performed)
    maker.add(UInt64(hasNeck ? 1 : 0))
    if let lips {
      maker.add(lips.gapEffects)
      maker.add([lips.restGap])
    }
    return maker.key()
  }
}

extension FittedLine: KeptValue {
  /// What it is, in files.
  public static let kind = "mien-fitted"
  /// Of the way in which lines are fitted.
  public static let version = 2

  private struct Details: Codable {
    let clip: KeptClip.Details
    let openClosures: Int
    let key: ContentKey
  }

  /// Its clip and what is known of it.
  public var record: KeptRecord {
    let kept = KeptClip(clip)
    return KeptRecord(Details(clip: kept.details, openClosures: openClosures, key: key), arrays: kept.arrays)
  }

  /// Takes its parts back, checked.
  public init(_ record: KeptRecord) throws(KeptError) {
    let details = try record.details(as: Details.self)
    let clip = try KeptClip(details.clip, arrays: record).clip()
    self.init(clip: clip, openClosures: max(0, details.openClosures), key: details.key)
  }
}
