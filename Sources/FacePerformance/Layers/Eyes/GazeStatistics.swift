internal import FaceCurves
internal import Foundation

/// How eyes behave in company, as published: how long they stay on somebody and away, how far and whereto they jump.
///
/// Sources: Lee, Badler & Badler, "Eyes Alive" 2002 (times in frames at 30 a second, magnitudes, directions, main sequence);
/// fixations within a gaze as EmoFace has them (25 to 45 frames at 60 a second, commit 4bbfb02).
enum GazeStatistics {
  /// Mean and standard deviation of a time in seconds, taken as log-normal.
  struct Time: Sendable {
    let mean: Double
    let deviation: Double

    /// Mean and standard deviation of its logarithm.
    var logarithm: (mean: Double, deviation: Double) {
      let variance = log(1 + deviation * deviation / (mean * mean))
      return (log(mean) - variance / 2, variance.squareRoot())
    }

    func drawn(_ random: inout SeededRandom) -> Double {
      let (mean, deviation) = logarithm
      return exp(mean + deviation * random.normal())
    }
  }

  static let mutualTalking = Time(mean: 93.9 / 30, deviation: 94.9 / 30)
  static let awayTalking = Time(mean: 27.8 / 30, deviation: 24.0 / 30)
  static let mutualListening = Time(mean: 237.5 / 30, deviation: 47.1 / 30)
  static let awayListening = Time(mean: 13.0 / 30, deviation: 7.1 / 30)
  /// Seconds of a fixation within a gaze at somebody.
  static let fixationSeconds = 25.0 / 60...45.0 / 60
  static let greatestTalking: Float = .degrees(27.5)
  static let greatestListening: Float = .degrees(22.7)
  private static let leastJump: Float = .degrees(1.5)

  /// Seconds that a jump takes: 21 ms and 2.2 ms a degree.
  static func jumpSeconds(_ radians: Float) -> Float { 0.021 + 0.0022 * radians * 180 / .pi }

  /// How far a gaze goes away, radians: `A = −6.9 ln(P / 15.7)` degrees, P in percent.
  static func magnitude(isTalking: Bool, _ random: inout SeededRandom) -> Float {
    let percent = Float.random(in: 0.01..<15.7, using: &random)
    let drawn = Float.degrees(-6.9 * logf(percent / 15.7))
    return min(max(drawn, leastJump), isTalking ? greatestTalking : greatestListening)
  }

  /// Share of jumps to each eighth of the circle, from the character's left over up; percent.
  private static let directions: [Double] = [15.54, 6.46, 17.69, 7.44, 16.80, 7.89, 20.38, 7.79]

  /// A direction as a unit vector: left, and down.
  static func direction(_ random: inout SeededRandom) -> SIMD2<Float> {
    var rest = Double.random(in: 0..<directions.reduce(0, +), using: &random)
    var eighth = 0
    while eighth < directions.count - 1, rest >= directions[eighth] {
      rest -= directions[eighth]
      eighth += 1
    }
    let within = Float.random(in: -0.5..<0.5, using: &random)
    let angle = (Float(eighth) + within) * .pi / 4
    return SIMD2(cosf(angle), -sinf(angle))
  }
}
