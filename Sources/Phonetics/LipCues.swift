/// How likely, at each frame, the sound shuts the lips or there is none, and how sure any sound is: what layers of the mouth need
/// of the phones.
package struct LipCues: Sendable {
  /// Of p, b and m together.
  package private(set) var bilabial: [Float] = []
  /// Of m.
  package private(set) var nasal: [Float] = []
  package private(set) var silence: [Float] = []
  /// Of f and v together.
  package private(set) var labiodental: [Float] = []
  /// Of the likeliest phone that is no silence.
  private(set) var likeliest: [Float] = []

  private let bilabials: [Int]
  private let nasals: [Int]
  private let silent: [Int]
  private let labiodentals: [Int]

  /// No frames yet.
  package init(table: PhoneTable = .standard) {
    bilabials = table.bilabials
    nasals = table.bilabials.filter { table.phones[$0].symbol == "m" }
    silent = [table.silence]
    labiodentals = table.phones.indices.filter { ["f", "v"].contains(table.phones[$0].symbol) }
  }

  package init(of track: PhoneTrack, table: PhoneTable = .standard) {
    self.init(table: table)
    append(track)
  }

  package var count: Int { silence.count }

  /// Adds the frames of a track.
  package mutating func append(_ track: PhoneTrack) {
    bilabial.append(contentsOf: track.probability(ofAny: bilabials))
    nasal.append(contentsOf: track.probability(ofAny: nasals))
    silence.append(contentsOf: track.probability(ofAny: silent))
    labiodental.append(contentsOf: track.probability(ofAny: labiodentals))
    likeliest.append(contentsOf: track.likeliest(butFor: silent[0]))
  }

  /// Some of the frames.
  package func piece(_ frames: Range<Int>) -> LipCues {
    var piece = self
    piece.bilabial = Array(bilabial[frames])
    piece.nasal = Array(nasal[frames])
    piece.silence = Array(silence[frames])
    piece.labiodental = Array(labiodental[frames])
    piece.likeliest = Array(likeliest[frames])
    return piece
  }

  /// Leaves out the first `count` frames.
  package mutating func removeFirst(_ count: Int) {
    bilabial.removeFirst(count)
    nasal.removeFirst(count)
    silence.removeFirst(count)
    labiodental.removeFirst(count)
    likeliest.removeFirst(count)
  }
}
