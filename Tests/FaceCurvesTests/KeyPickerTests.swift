import FaceCurves
import TestSupport
import Testing

struct KeyPickerTests {
  private func keys(_ curves: [[Float]], tolerance: Float) -> [Int] {
    var picker = KeyPicker(tolerance: [Float](repeating: tolerance, count: curves.count))
    for frame in curves[0].indices { picker.append(curves.map { $0[frame] }) }
    return picker.keys()
  }

  @Test(arguments: 1...20)
  func straightLinesBetweenKeysStayWithinTheTolerance(seed: UInt64) {
    var random = TestRandom(seed)
    let curves = (0..<5).map { _ in
      var value: Float = 0
      return (0..<200).map { _ in
        value += Float.random(in: -0.05...0.05, using: &random)
        return value
      }
    }
    let tolerance: Float = 0.02
    let keys = keys(curves, tolerance: tolerance)
    #expect(keys.first == 0 && keys.last == 199 && zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
    for (a, b) in zip(keys, keys.dropFirst()) {
      for frame in a...b {
        let share = Float(frame - a) / Float(b - a)
        for curve in curves {
          #expect(abs(curve[a] + (curve[b] - curve[a]) * share - curve[frame]) <= tolerance + 1e-5)
        }
      }
    }
  }

  @Test func aStraightLineNeedsItsEndsAlone() {
    #expect(keys([(0..<50).map { Float($0) / 50 }], tolerance: 1e-4) == [0, 49])
  }

  @Test func aCornerIsAKey() {
    let hill = (0..<21).map { 1 - abs(Float($0) - 10) / 10 }
    #expect(keys([hill], tolerance: 1e-4) == [0, 10, 20])
  }

  @Test func oneFrameIsOneKey() { #expect(keys([[0.5]], tolerance: 0.1) == [0]) }
}
