internal import FaceCurves

/// What one layer draws by chance: numbers of their own for every event, so that one event more or less changes no other.
struct Chance: Sendable, Hashable {
  private let seed: UInt64

  /// - Parameters:
  ///   - seed: of the line.
  ///   - layer: whose numbers these are, so that layers of one seed draw apart.
  init(seed: UInt64, layer: ActingLayer) { self.seed = Self.mixed(seed, layer.salt) }

  private init(mixed seed: UInt64) { self.seed = seed }

  /// Another set of numbers of the same layer.
  func apart(_ number: Int) -> Chance { Chance(mixed: Self.mixed(seed, UInt64(bitPattern: Int64(number)) &+ 1)) }

  /// Numbers for the event of a key, such as its frame.
  func random(at key: Int, _ content: UInt64 = 0) -> SeededRandom {
    SeededRandom(seed: Self.mixed(Self.mixed(seed, UInt64(bitPattern: Int64(key))), content))
  }

  /// A number that depends on every letter of a text (FNV-1a).
  static func number(of text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// Two numbers → one that depends on every bit of both (the finaliser of MurmurHash3, Appleby).
  static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var x = a &* 0x9E37_79B9_7F4A_7C15 ^ b
    x = (x ^ (x >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    x = (x ^ (x >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return x ^ (x >> 33)
  }
}
