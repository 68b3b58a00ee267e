/// How likely, at each frame, the sound shuts the lips or there is none: what layers of the mouth need of the phones.
public struct LipCues: Sendable {
  /// Of p, b and m together.
  public private(set) var bilabial: [Float] = []
  /// Of m.
  public private(set) var nasal: [Float] = []
  public private(set) var silence: [Float] = []

  private let bilabials: [Int]
  private let nasals: [Int]
  private let silent: [Int]

  /// No frames yet.
  public init(table: PhoneTable = .standard) {
    bilabials = table.bilabials
    nasals = table.bilabials.filter { table.phones[$0].symbol == "m" }
    silent = [table.silence]
  }

  public init(of track: PhoneTrack, table: PhoneTable = .standard) {
    self.init(table: table)
    append(track)
  }

  public var count: Int { silence.count }

  /// Adds the frames of a track.
  public mutating func append(_ track: PhoneTrack) {
    bilabial.append(contentsOf: track.probability(ofAny: bilabials))
    nasal.append(contentsOf: track.probability(ofAny: nasals))
    silence.append(contentsOf: track.probability(ofAny: silent))
  }

  /// Some of the frames.
  public func piece(_ frames: Range<Int>) -> LipCues {
    var piece = self
    piece.bilabial = Array(bilabial[frames])
    piece.nasal = Array(nasal[frames])
    piece.silence = Array(silence[frames])
    return piece
  }

  /// Leaves out the first `count` frames.
  public mutating func removeFirst(_ count: Int) {
    bilabial.removeFirst(count)
    nasal.removeFirst(count)
    silence.removeFirst(count)
  }
}
