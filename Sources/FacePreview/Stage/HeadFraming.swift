internal import FaceCurves
internal import FaceRig

/// Where on a character the head is, in its upright scene: what the targets move is the face.
struct HeadFraming: Sendable {
  private(set) var headLow: SIMD3<Float> = [-1, -1, -1]
  private(set) var headHigh: SIMD3<Float> = [1, 1, 1]
  private(set) var mouthLow: SIMD3<Float> = [-0.5, -0.5, -0.5]
  private(set) var mouthHigh: SIMD3<Float> = [0.5, 0.5, 0.5]
  /// Height of the face.
  private(set) var faceHeight: Float = 1

  /// Vertices that a target moves by this share of its most belong to what it moves.
  private static let moved: Float = 0.33
  /// The same for the mouth, which is less than all that its targets pull along.
  private static let movedOfMouth: Float = 0.75

  /// Of a character's height: less is no face.
  private static let leastFace: Float = 0.005

  /// - Parameter rest: places of all source vertices at rest.
  init(_ geometry: HeadGeometry, rest: UnsafeBufferPointer<SIMD4<Float>>) {
    var face = Bounds()
    var mouth = Bounds()
    for (number, instance) in geometry.mesh.instances.enumerated() {
      guard let morph = geometry.morphs[number] else { continue }
      for (index, target) in geometry.targets[number].enumerated() where morph.drivers[index] != nil {
        let most = target.displacements.map(\.length3).max() ?? 0
        guard most > 0 else { continue }
        let isMouth = morph.drivers[index]?.terms.contains { Self.mouthChannels.contains($0.channel) } ?? false
        for (vertex, displacement) in zip(target.indices, target.displacements)
        where displacement.length3 >= most * Self.moved {
          let place = rest[instance.vertices.lowerBound + Int(vertex)].xyz
          face.include(place)
          if isMouth, displacement.length3 >= most * Self.movedOfMouth { mouth.include(place) }
        }
      }
    }
    var whole = Bounds()
    for place in rest { whole.include(place.xyz) }
    guard !whole.isEmpty else { return }
    // Targets that move next to nothing tell no face.
    if face.isEmpty || face.high.y - face.low.y < Self.leastFace * (whole.high.y - whole.low.y) { face = whole }
    if mouth.isEmpty { mouth = face }
    faceHeight = max(face.high.y - face.low.y, 1e-6)
    (mouthLow, mouthHigh) = (mouth.low, mouth.high)
    // Of the whole character, what is near the face: hair and neck, not shoulders and feet.
    let middle = (face.low + face.high) / 2
    var head = Bounds()
    for place in rest {
      let place = place.xyz
      guard place.y > face.low.y - 0.30 * faceHeight, place.y < face.high.y + 1.6 * faceHeight,
        abs(place.x - middle.x) < 1.1 * faceHeight, abs(place.z - middle.z) < 2.2 * faceHeight
      else { continue }
      head.include(place)
    }
    if head.isEmpty { head = face }
    (headLow, headHigh) = (head.low, head.high)
  }

  private static let mouthChannels: Set<FaceChannel> = [
    .mouthPucker, .mouthFunnel, .mouthUpperUpLeft, .mouthLowerDownRight,
  ]

  private struct Bounds {
    var low = SIMD3<Float>(repeating: .infinity)
    var high = SIMD3<Float>(repeating: -.infinity)
    var isEmpty: Bool { low.x > high.x }

    mutating func include(_ place: SIMD3<Float>) {
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
  }
}
