import CVectorMath
import Foundation
import TestSupport
import Testing

@testable import NeuralKernels

struct SafetensorsTests {
  /// Two tensors, F32 [2, 3] and F16 [2].
  private static let sample: [UInt8] = {
    let header =
      #"{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"F16","shape":[2],"data_offsets":[24,28]},"__metadata__":{"k":"v"}}"#
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    let floats = (1...6).flatMap { withUnsafeBytes(of: Float($0).bitPattern.littleEndian) { Array($0) } }
    return length + Array(header.utf8) + floats + [0x00, 0x3C, 0x00, 0xC0]
  }()

  @Test func readsBothPrecisions() throws {
    let file = try Safetensors(data: Data(Self.sample), name: "sample")
    #expect(file.tensors["a"]?.values == [1, 2, 3, 4, 5, 6])
    #expect(file.tensors["b"]?.values == [1, -2])
  }

  @Test func refusesTheFileCutAtAnyByte() {
    for end in 0..<Self.sample.count {
      #expect(throws: KernelError.self, "cut at \(end)") {
        try Safetensors(data: Data(Self.sample[..<end]), name: "cut")
      }
    }
  }

  @Test func survivesFlippedBits() {
    var random = TestRandom(1)
    for _ in 0..<3000 {
      var bytes = Self.sample
      bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
      _ = try? Safetensors(data: Data(bytes), name: "flipped")
    }
  }

  @Test func everyHalfBecomesItsFloat() {
    let halves = (0...UInt16.max).map(\.self)
    var floats = [Float](repeating: 0, count: halves.count)
    halves.withUnsafeBytes { mien_half_to_float($0.baseAddress, &floats, halves.count) }
    for (half, float) in zip(halves, floats) {
      let expected = Float(Float16(bitPattern: half))
      #expect(float == expected || (float.isNaN && expected.isNaN), "\(half)")
    }
  }

  @Test func theShelfNamesWhatIsMissingMisshapenOrLeftOver() throws {
    var shelf = TensorShelf(try Safetensors(data: Data(Self.sample), name: "s"), name: "s")
    #expect(#expect(throws: KernelError.self) { try shelf.take("c", [1]) }?.message.contains("'c'") == true)
    #expect(#expect(throws: KernelError.self) { try shelf.take("a", [3, 2]) }?.code == .shapeMismatch)
    #expect(#expect(throws: KernelError.self) { try shelf.finish() }?.message.contains("'b'") == true)
  }
}
