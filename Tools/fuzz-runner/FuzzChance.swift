/// Chance that is the same for the same seed and round (SplitMix64).
struct FuzzChance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, round: Int) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: round) &* 0xD1B5_4A32_D192_ED03
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

  mutating func pick<C: RandomAccessCollection>(_ all: C) -> C.Element {
    all[all.index(all.startIndex, offsetBy: below(all.count))]
  }
}
