internal import Foundation

/// Power spectra of 16 frames at once, one frame a SIMD lane: real FFT of 512 points as a complex one of 256.
///
/// Lanes never mix, so a frame's numbers do not depend on its neighbours or on how many there are.
struct PowerSpectrum: Sendable {
  typealias Lanes = SIMD16<Float>
  static let size = 512
  static let bins = size / 2 + 1

  private let half = size / 2
  private let cosines: [Float]
  private let sines: [Float]
  private let reversed: [Int]

  init() {
    cosines = (0..<Self.size).map { Float(cos(2 * Double.pi * Double($0) / Double(Self.size))) }
    sines = (0..<Self.size).map { Float(-sin(2 * Double.pi * Double($0) / Double(Self.size))) }
    let bits = (Self.size / 2).trailingZeroBitCount
    reversed = (0..<Self.size / 2).map { index in
      (0..<bits).reduce(0) { $0 | (index >> $1 & 1) << (bits - 1 - $1) }
    }
  }

  /// `samples`: 512 rows of 16 frames; `power`: 257 rows; `work`: 512 rows of scratch.
  func compute(
    _ samples: UnsafePointer<Lanes>, power: UnsafeMutablePointer<Lanes>, work: UnsafeMutablePointer<Lanes>
  ) {
    let real = work
    let imaginary = work + half
    for index in 0..<half {
      real[reversed[index]] = samples[2 * index]
      imaginary[reversed[index]] = samples[2 * index + 1]
    }
    cosines.withUnsafeBufferPointer { cosines in
      sines.withUnsafeBufferPointer { sines in
        butterflies(real, imaginary, cosines, sines)
        power[0] = squared(real[0] + imaginary[0])
        power[half] = squared(real[0] - imaginary[0])
        for bin in 1..<half {
          let mirror = half - bin
          let evenReal = (real[bin] + real[mirror]) * 0.5
          let evenImaginary = (imaginary[bin] - imaginary[mirror]) * 0.5
          let oddReal = (imaginary[bin] + imaginary[mirror]) * 0.5
          let oddImaginary = (real[mirror] - real[bin]) * 0.5
          let (c, s) = (cosines[bin], sines[bin])
          power[bin] =
            squared(evenReal + oddReal * c - oddImaginary * s) + squared(evenImaginary + oddReal * s + oddImaginary * c)
        }
      }
    }
  }

  @inline(__always)
  private func squared(_ x: Lanes) -> Lanes { x * x }

  /// Decimation in time, radix 2, input in bit-reversed order.
  private func butterflies(
    _ real: UnsafeMutablePointer<Lanes>, _ imaginary: UnsafeMutablePointer<Lanes>,
    _ cosines: UnsafeBufferPointer<Float>, _ sines: UnsafeBufferPointer<Float>
  ) {
    var span = 1
    while span < half {
      let step = Self.size / (2 * span)
      for offset in 0..<span {
        let (c, s) = (cosines[offset * step], sines[offset * step])
        var first = offset
        while first < half {
          let second = first + span
          let turnedReal = real[second] * c - imaginary[second] * s
          let turnedImaginary = real[second] * s + imaginary[second] * c
          real[second] = real[first] - turnedReal
          imaginary[second] = imaginary[first] - turnedImaginary
          real[first] += turnedReal
          imaginary[first] += turnedImaginary
          first += 2 * span
        }
      }
      span *= 2
    }
  }
}
