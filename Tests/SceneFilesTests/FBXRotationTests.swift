import Foundation
import TestSupport
import Testing

@testable import SceneFiles

struct FBXRotationTests {
  private func rotation(_ order: Int32, before: SIMD3<Double>, after: SIMD3<Double>) -> FBXRotation {
    func angles(_ name: String, _ v: SIMD3<Double>) -> FBXNode {
      .entry(name, "Vector3D", "Vector", "", .double(v.x), .double(v.y), .double(v.z))
    }
    return FBXRotation(
      FBXNode(
        "Model", [],
        [
          .properties70([
            .entry("RotationActive", "bool", "", "", .int32(1)), .entry("RotationOrder", "enum", "", "", .int32(order)),
            angles("PreRotation", before), angles("PostRotation", after),
          ])
        ]))
  }

  private func distance(_ a: SceneMatrix, _ b: SceneMatrix) -> Float {
    zip(a.columns, b.columns).map { x, y in ((x - y) * (x - y)).max() }.max()!.squareRoot()
  }

  @Test(arguments: 0..<6 as Range<Int32>)
  func anglesOfATurnMakeThatTurnInEveryOrder(order: Int32) {
    var random = TestRandom(UInt64(order) + 1)
    func angles(_ range: ClosedRange<Double>) -> SIMD3<Double> {
      SIMD3(
        Double.random(in: range, using: &random), Double.random(in: range, using: &random),
        Double.random(in: range, using: &random))
    }
    for round in 0..<200 {
      let rotation = rotation(
        order, before: round % 2 == 0 ? .zero : angles(-180...180), after: round % 3 == 0 ? .zero : angles(-180...180))
      var wanted = angles(-170...170)
      if round % 10 == 0 { wanted = SIMD3(90, 90, 90) }
      let matrix = rotation.matrix(wanted)
      let again = rotation.degrees(turning: matrix.quaternion)
      #expect(distance(rotation.matrix(again), matrix) < 2e-3, "order \(order), \(wanted) became \(again)")
    }
  }

  @Test func anglesStayNearTheOnesBefore() {
    let rotation = FBXRotation(FBXNode("Model"))
    let near = rotation.degrees(turning: rotation.matrix([0, 0, -175]).quaternion, near: [0, 0, 170])
    #expect(abs(near.z - 185) < 1e-2)
  }
}
