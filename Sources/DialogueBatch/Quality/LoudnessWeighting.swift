internal import Foundation

/// K-weighting: how loud a sound is to people, as two filters one after the other.
///
/// Source: ITU-R BS.1770-4, whose coefficients for 48 kHz are those of a high shelf (1,681.97 Hz, 4 dB, Q 0.7072) and a high
/// pass (38.135 Hz, Q 0.5003), made here for any rate by the bilinear transform.
struct LoudnessWeighting {
  private var shelf: Biquad
  private var pass: Biquad

  init(sampleRate: Double) {
    let k = tan(.pi * 1681.974450955533 / sampleRate)
    let (q, gain) = (0.7071752369554196, pow(10, 3.999843853973347 / 20))
    let lift = pow(gain, 0.4996667741545416)
    let scale = 1 + k / q + k * k
    shelf = Biquad(
      b: ((gain + lift * k / q + k * k) / scale, 2 * (k * k - gain) / scale, (gain - lift * k / q + k * k) / scale),
      a: (2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale))
    let low = tan(.pi * 38.13547087602444 / sampleRate)
    let width = 0.5003270373238773
    let sum = 1 + low / width + low * low
    pass = Biquad(b: (1, -2, 1), a: (2 * (low * low - 1) / sum, (1 - low / width + low * low) / sum))
  }

  /// The next weighted sample.
  mutating func next(_ sample: Double) -> Double { pass.next(shelf.next(sample)) }

  /// A filter of second order in its transposed direct form.
  private struct Biquad {
    let b: (Double, Double, Double)
    let a: (Double, Double)
    var z: (Double, Double) = (0, 0)

    init(b: (Double, Double, Double), a: (Double, Double)) {
      self.b = b
      self.a = a
    }

    @inline(__always) mutating func next(_ sample: Double) -> Double {
      let out = b.0 * sample + z.0
      z.0 = b.1 * sample - a.0 * out + z.1
      z.1 = b.2 * sample - a.1 * out
      return out
    }
  }
}
