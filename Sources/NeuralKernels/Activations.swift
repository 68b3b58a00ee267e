/// Elementwise functions over contiguous buffers, 16 lanes at a time.
enum Activations {
  private typealias Lanes = SIMD16<Float>

  /// Adding 1.5 · 2²³ leaves no bits for a fraction: a rounding to the nearest integer.
  private static let roundingShift: Float = 12_582_912

  /// exp(x) for x in −87…88: 2ⁿ · p(r), degree-6 polynomial, relative error below 2e-7.
  @inline(__always)
  private static func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let clamped = x.clamped(lowerBound: Lanes(repeating: -87), upperBound: Lanes(repeating: 88))
    let shifted = clamped * Float(1.442695041) + roundingShift
    let n = shifted - roundingShift
    let r = (clamped - n * Float(0.693359375)) - n * Float(-2.12194440e-4)
    var p = Lanes(repeating: 1.9875691500e-4)
    p = p * r + Float(1.3981999507e-3)
    p = p * r + Float(8.3334519073e-3)
    p = p * r + Float(4.1665795894e-2)
    p = p * r + Float(1.6666665459e-1)
    p = p * r + Float(5.0000001201e-1)
    p = p * r * r + r + 1
    let scale = (unsafeBitCast(shifted, to: SIMD16<UInt32>.self) &+ 127) &<< 23  // n sits in the lowest bits
    return p * unsafeBitCast(scale, to: Lanes.self)
  }

  /// x / (1 + e⁻ˣ) in place.
  static func silu(_ values: UnsafeMutableBufferPointer<Float>) {
    forEachLanes(values) { x in x / (1 + exponential(-x)) }
  }

  /// Softmax of one row in place.
  static func softmax(_ row: UnsafeMutableBufferPointer<Float>) {
    var greatest = -Float.infinity
    for value in row { greatest = max(greatest, value) }
    let shift = greatest
    forEachLanes(row) { exponential($0 - shift) }
    var sum: Float = 0
    for value in row { sum += value }
    let factor = 1 / sum
    for index in row.indices { row[index] *= factor }
  }

  @inline(__always)
  private static func forEachLanes(
    _ values: UnsafeMutableBufferPointer<Float>, _ body: (SIMD16<Float>) -> SIMD16<Float>
  ) {
    guard let base = values.baseAddress else { return }
    let raw = UnsafeMutableRawPointer(base)
    let whole = values.count / 16
    for block in 0..<whole {
      let lanes = raw.loadUnaligned(fromByteOffset: block * 64, as: Lanes.self)
      raw.storeBytes(of: body(lanes), toByteOffset: block * 64, as: Lanes.self)
    }
    let tail = whole * 16
    guard tail < values.count else { return }
    var lanes = Lanes(repeating: 0)
    for index in tail..<values.count { lanes[index - tail] = values[index] }
    lanes = body(lanes)
    for index in tail..<values.count { values[index] = lanes[index - tail] }
  }
}
