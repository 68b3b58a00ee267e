/// FNV-1a over the bits of Float32 samples, 64 bits: tells recordings apart, nothing secret.
struct SampleHash: Sendable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func update(_ samples: [Float]) {
    var state = state
    for sample in samples { state = (state ^ UInt64(sample.bitPattern)) &* 0x100_0000_01b3 }
    self.state = state
  }

  var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
