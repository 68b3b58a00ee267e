import FaceCurves
import Foundation
import TestSupport
import Testing

@testable import FaceRig

struct RigInspectionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func inspect(_ targets: [String]) throws -> RigInspection {
    try RigInspection(path: try folder.write(try TinyScene.glb(targets: targets), to: "rig.glb"))
  }

  @Test(arguments: [
    (["jawOpen", "mouthSmile_L", "MouthPucker"], RigVocabulary.arkit, 3),
    (["CTRL_expressions_jawOpen", "CTRL_expressions_mouthCornerPullL"], .metaHuman, 2),
    (["Mouth_Smile_L", "V_Open", "Jaw_Open", "Brow_Raise_Inner_L"], .characterCreator, 3),
    (["viseme_aa", "viseme_PP", "viseme_E"], .visemes, 3), (["Fcl_MTH_A", "Fcl_MTH_I", "Fcl_EYE_Close"], .vrm, 3),
  ])
  func saysWhoseNamesTheTargetsHave(names: [String], vocabulary: RigVocabulary, found: Int) throws {
    let first = try #require(try inspect(names).recognitions.first)
    #expect(first.vocabulary == vocabulary && first.found >= found && first.size >= first.found)
  }

  @Test func aVocabularyWithoutNamesOfItsOwnIsNotNamed() throws {
    #expect(try inspect(["jawOpen", "mouthPucker"]).recognitions.map(\.vocabulary) == [.arkit])
  }

  @Test func saysWhatIsMissingAndWhatNothingDrives() throws {
    let found = try inspect(["jawOpen", "hornsOut"])
    #expect(found.undriven == ["hornsOut"] && found.recognitions[0].share == 0.5)
    #expect(found.missingChannels.count == 51 && !found.missingChannels.contains(.jawOpen))
  }

  @Test func aSceneWithoutAFaceIsNoError() throws {
    let found = try inspect(["hornsOut"])
    #expect(found.recognitions.isEmpty && found.missingChannels.count == 52 && found.joints.isEmpty)
  }
}
