import FaceCurves
import Testing

@testable import FaceRig

struct MouthPoseSolveTests {
  /// The poses of VRM, their recipes held in memory of another size: dictionaries then have another order.
  private func poses(capacity: Int) -> [MouthPose] {
    (MouthPose.vowels + [MouthPose.lids["blinkl"]!, MouthPose.lids["blinkr"]!]).map { pose in
      var recipe: [FaceChannel: Float] = [:]
      recipe.reserveCapacity(capacity)
      for (channel, weight) in pose.recipe { recipe[channel] = weight }
      return MouthPose(name: pose.name, recipe: recipe)
    }
  }

  @Test func theSameFaceHasTheSameWeightsToTheLastBitHoweverRecipesAreHeld() {
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for (place, channel) in FaceChannel.arkit.enumerated() { face[channel.rawValue] = 0.3 + 0.01 * Float(place) }
    let weights = [1, 20, 40, 80, 160, 320, 640, 1280].map { capacity in
      face.withUnsafeBufferPointer { MouthPoseSolve(poses(capacity: capacity)).weights($0).map(\.bitPattern) }
    }
    #expect(Set(weights).count == 1)
  }
}
