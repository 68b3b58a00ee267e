import FaceCurves
import Testing

struct FaceChannelTests {
  @Test func namesGoBothWays() {
    for channel in FaceChannel.allCases { #expect(FaceChannel(name: channel.name) == channel) }
    #expect(FaceChannel(name: "JawOpen") == nil)
  }

  @Test func thereAre52OfARKitAnd16OfTheTongue() {
    #expect(FaceChannel.arkit.count == 52 && FaceChannel.tongue.count == 16)
    #expect(FaceChannel.arkit.first?.pascalName == "EyeBlinkLeft" && FaceChannel.arkit.last == .tongueOut)
    #expect(FaceChannel.tongue.first?.pascalName == "TongueTipUp")
  }

  @Test func theRestingFaceRestsAndTheOpenJawOpens() {
    var clip = FaceClip(
      frameRate: .model, durationSeconds: 0, origin: .init(audioName: "", audioHash: "", modelIdentifier: "", seed: 0))
    #expect(LipReadout.standard.gaps(of: clip) == [LipReadout.standard.restGap])
    clip[0, .jawOpen] = 1
    #expect(abs(LipReadout.standard.gaps(of: clip)[0] - 0.5863) < 1e-4)
  }
}
