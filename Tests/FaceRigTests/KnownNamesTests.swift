import FaceCurves
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import FaceRig

/// Whose names are known, and what they are never taken for.
struct KnownNamesTests {
  /// What drives targets of one mesh, by what the first of each driver's channels is; "" where nothing does.
  private func channels(_ names: [String]) -> [String] {
    TargetNames(names).drivers { _ in true }.map { driver in
      (driver?.terms ?? []).map(\.channel.name).joined(separator: "+")
    }
  }

  @Test(arguments: [["AU12", "AU12L", "AU26"], ["AU26", "AU12L", "AU12"]])
  func aTargetOfBothSidesBesideOneOfOneSideShowsTheOther(names: [String]) throws {
    var face = [Float](repeating: 0, count: FaceChannel.count)
    (face[FaceChannel.mouthSmileLeft.rawValue], face[FaceChannel.mouthSmileRight.rawValue]) = (0.8, 0.5)
    let weights = face.withUnsafeBufferPointer { face in
      Dictionary(
        uniqueKeysWithValues: zip(names, TargetNames(names).drivers { _ in true }.map { $0?.weight(face) ?? -1 }))
    }
    #expect(weights["AU12"] == 0.5 && abs((weights["AU12L"] ?? -1) - 0.3) < 1e-6)
    // Each side has one of its own: the target of both yields.
    #expect(channels(["AU12", "AU12L", "AU12R"]) == ["", "mouthSmileLeft", "mouthSmileRight"])
  }

  static let sides = [
    "mouthSmile.L", "mouthSmile_L", "mouthSmile-l", "mouthSmile.left", "mouthSmile_Left", "mouthSmile L",
    "MouthSmile.L.001",
    "mouthSmileLeft0", "mouthSmile_L1", "ns:mouthSmile_L", "a|b:mouthSmileLeft", "blendShape1.mouthSmile_L",
    "facs_bs_MouthSmileLeft_div2", "Genesis9__facs_bs_MouthSmileLeft", "eCTRLMouthSmileSimpleL", "AU12L", "AU12_L",
    "AU12.L", "AU_12_left", "AU12_LipCornerPuller_L", "Mouth_Smile_Left", "MouthCornerPullLeft", "MouthCornerSlantLeft",
  ]

  @Test(arguments: sides) func aSideIsReadInEverySpelling(name: String) {
    #expect(channels([name]) == ["mouthSmileLeft"])
  }

  @Test(arguments: [
    ("mouthSmile-r", "mouthSmileRight"), ("eyeBlink.R", "eyeBlinkRight"), ("jawOpen.001", "jawOpen"),
    ("jawOpen0", "jawOpen"), ("char01:face:jawOpen", "jawOpen"),
    // Unity-chan
    ("blendShape2.EYE_DEF_C", "eyeBlinkLeft+eyeBlinkRight"), ("blendShape3.BLW_ANG1", "browDownLeft+browDownRight"),
    ("blendShape3.BLW_CONF", "browInnerUp"),
    // VRoid
    ("Face.M_F00_000_00_Fcl_BRW_Angry", "browDownLeft+browDownRight"), ("Fcl_BRW_Sorrow", "browInnerUp"),
    ("Fcl_EYE_Surprised", "eyeWideLeft+eyeWideRight"),
    // MikuMikuDance
    ("まばたき", "eyeBlinkLeft+eyeBlinkRight"), ("ウィンク", "eyeBlinkLeft"), ("ウィンク右", "eyeBlinkRight"),
    ("ｳｨﾝｸ２右", "eyeBlinkRight"), ("笑い", "eyeBlinkLeft+eyeBlinkRight"), ("真面目", "browDownLeft+browDownRight"),
    ("困る", "browInnerUp"), ("怒り", "browDownLeft+browDownRight"), ("にやり", "mouthSmileLeft+mouthSmileRight"),
    ("びっくり", "eyeWideLeft+eyeWideRight"),
    // DAZ
    ("eCTRLMouthOpen", "jawOpen"), ("Genesis8Female__eCTRLMouthOpen", "jawOpen"), ("eCTRLEyesClosedR", "eyeBlinkRight"),
    ("facs_jnt_JawOpen", "jawOpen"), ("facs_jnt_EyeBlinkLeft", "eyeBlinkLeft"),
    ("facs_bs_BrowInnerUp_div2", "browInnerUp"),
    ("facs_bs_JawOpen", "jawOpen"),
    // Action units
    ("AU1", "browInnerUp"), ("AU01", "browInnerUp"), ("AU4_R", "browDownRight"), ("AU_26", "jawOpen"),
    ("AU26", "jawOpen"),
    ("AU18", "mouthPucker"), ("AU45", "eyeBlinkLeft+eyeBlinkRight"), ("AU6R", "cheekSquintRight"),
    ("AU10", "mouthUpperUpLeft+mouthUpperUpRight"),
    // SRanipal
    ("Eye_Left_Blink", "eyeBlinkLeft"), ("Eye_Right_Right", "eyeLookOutRight"), ("Eye_Left_Right", "eyeLookInLeft"),
    ("Mouth_Pout", "mouthPucker"), ("Mouth_Sad_Right", "mouthFrownRight"),
    ("Mouth_Lower_DownLeft", "mouthLowerDownLeft"),
    ("Tongue_LongStep1", "tongueOut"), ("Jaw_Left", "jawLeft"),
    // Unified Expressions
    ("LipFunnelUpperLeft", "mouthFunnel"), ("EyeClosedRight", "eyeBlinkRight"), ("MouthClosed", "mouthClose"),
    ("BrowLowererLeft", "browDownLeft"), ("MouthRaiserLower", "mouthShrugLower"),
    ("LipSuckLowerRight", "mouthRollLower"),
    // Character Creator's tongue
    ("V_Tongue_Out", "tongueOut"), ("V_Tongue_Raise", "tongueUp"), ("V_Tongue_Curl_U", "tongueRollUp"),
  ])
  func aNameFollowsItsChannel(name: String, expected: String) { #expect(channels([name]) == [expected]) }

  @Test(arguments: [
    "A", "E", "M", "L", "上", "下", "Angry", "Smile", "Serious", "Wink", "BrowBlink", "brow_A", "Arm_A", "Left", "L",
    "R.L", "AU99",
    "AU", "AU1_AU2", "AU1+AU4", "jawOpen_mouthSmileLeft", "head_jawOpen_mouthSmile", "facs_cbs_JawOpen_MouthSmile",
    "hair.L", "V_Neck",
    "v_open_shirt",
    "mouth", "lip", "eye", "0", "1", ".L", "_", "", "MTH_", "Fcl_", "eCTRL", "facs_bs_", "BLW_BLINK", "Fcl_BRW_Close",
    "Jaw_Open_Mouth_Pout",
  ])
  func aNameThatMeansNothingAloneDrivesNothing(name: String) {
    let names = TargetNames([name])
    #expect(channels([name]) == [""] && names.poses.isEmpty)
  }

  @Test func browsOfMikuMikuDanceCountAmongItsNames() {
    let names = ["まばたき", "真面目", "困る", "上", "下"]
    #expect(
      channels(names) == [
        "eyeBlinkLeft+eyeBlinkRight", "browDownLeft+browDownRight", "browInnerUp", "browOuterUpLeft+browOuterUpRight",
        "",
      ])
    #expect(channels(["上", "下", "hornsOut"]) == ["", "", ""])
  }

  /// A channel that two names would drive twice goes to the better one.
  @Test(arguments: [
    (["AU12", "AU12L", "AU12R"], ["", "mouthSmileLeft", "mouthSmileRight"]),
    (["まばたき", "ウィンク", "ウィンク右", "笑い"], ["eyeBlinkLeft+eyeBlinkRight", "", "", ""]),
    (["jawOpen", "jawOpen.001", "mouthOpen"], ["jawOpen", "", ""]),
    (["mouthSmile", "mouthSmileLeft", "mouthSmileRight"], ["", "mouthSmileLeft", "mouthSmileRight"]),
    (["MouthCornerPullLeft", "MouthCornerSlantLeft", "MouthSmileLeft"], ["mouthSmileLeft", "mouthSmileLeft", ""]),
  ])
  func noChannelCountsTwice(names: [String], expected: [String]) { #expect(channels(names) == expected) }

  @Test func aJawThatShutLipsMayLeaveOpenYieldsToThem() {
    let drivers = TargetNames(["Jaw_Open", "Mouth_Ape_Shape", "Mouth_Pout"]).drivers { _ in true }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    (face[FaceChannel.jawOpen.rawValue], face[FaceChannel.mouthClose.rawValue]) = (0.3, 0.3)
    #expect(face.withUnsafeBufferPointer { face in drivers.map { $0?.weight(face) } } == [0, 0.3, 0])
  }

  @Test(
    arguments: [
      (["A", "I", "U", "E", "O"], ["aa", "I", "U", "E", "O"]),
      (["aa", "ih", "ou", "ee", "oh"], ["aa", "I", "U", "E", "O"]),
      (["blendShape1.MTH_A", "blendShape1.MTH_I", "blendShape1.MTH_U"], ["aa", "I", "U"]),
      (["lip_a", "lip_i", "lip_u", "lip_e", "lip_o"], ["aa", "I", "U", "E", "O"]), (["Mouth.A", "Mouth.I"], nil),
      (["あ", "い", "う", "え", "お", "ん"], ["aa", "I", "U", "E", "O", "PP"]),
      (
        ["mouth_A", "mouth_B", "mouth_C", "mouth_D", "mouth_E", "mouth_F", "mouth_X"],
        ["PP", "SS", "E", "aa", "O", "U", nil]
      ),
      (["A", "B", "C", "D", "E", "F"], ["PP", "SS", "E", "aa", "O", "U"]), (["A", "B", "C", "D"], nil),
      (
        ["AI", "E", "O", "U", "MBP", "FV", "L", "WQ", "rest", "etc"],
        ["aa", "E", "O", "U", "PP", "FF", "nn", "WQ", nil, "DD"]
      ),
      (["V_Open", "V_Explosive", "V_Dental_Lip", "V_Tight_O", "V_Wide"], ["aa", "PP", "FF", "tightO", "wide"]),
      (["eCTRLvAA", "eCTRLvM", "eCTRLvOW"], ["aa", "PP", "O"]),
      (["saySmall", "sayMedium", "sayLarge"], ["small", "E", "aa"]),
      (["viseme_aa", "viseme_PP", "viseme_nn"], ["aa", "PP", "nn"]),
      (["vrc.v_aa", "vrc.v_pp", "vrc.v_ou"], ["aa", "PP", "U"]),
      (["Arm_A", "Arm_I", "Arm_U", "Arm_E", "Arm_O"], nil), (["A", "I", "U", "E", "O", "Z"], nil),
    ] as [([String], [String?]?)])
  func mouthsCountInSets(names: [String], expected: [String?]?) {
    let poses = TargetNames(names).poses
    #expect(names.indices.map { poses[$0]?.name } == expected ?? names.map { _ in nil })
  }

  @Test(arguments: [
    ["Hips", "mixamorig:Neck", "mixamorig:Head"], ["mixamorigNeck", "mixamorigHead", "mixamorigHeadTop_End"],
    ["Character1_Neck", "Character1_Head"], ["Bip01 Neck", "Bip01 Head"], ["Bip001 Neck", "Bip001 Head"],
    ["DEF-neck", "DEF-head", "ORG-face"], ["DEF-spine.005", "DEF-spine.006", "DEF-spine.003"], ["neck.x", "head.x"],
    ["DEF-spine005", "DEF-spine006"], ["Armature|Neck", "Armature|Head"], ["ns:Neck_M", "ns:Head_M"],
  ])
  func headAndNeckAreFound(nodes: [String]) throws {
    let joints = try joints(nodes)
    #expect(
      joints[.neck]
        == nodes.first { $0.lowercased().contains("neck") || $0.hasPrefix("DEF-spine") && $0.hasSuffix("5") })
    #expect(joints[.head] == nodes.first { $0.lowercased().contains("head") || $0.hasSuffix("6") })
    #expect(joints.count == 2)
  }

  @Test(arguments: [
    ["DEF-jaw", "DEF-eye.L", "DEF-eye.R"], ["jawbone.x", "eye.l", "eye.r"],
    ["Character1_Jaw", "Character1_LeftEye", "Character1_RightEye"],
    ["Bip01 Jaw", "Bip01 LEye", "Bip01 REye"], ["mixamorig:Jaw", "mixamorig:LeftEye", "mixamorig:RightEye"],
  ])
  func jawAndEyesAreFound(nodes: [String]) throws {
    #expect(try joints(nodes) == [.jaw: nodes[0], .leftEye: nodes[1], .rightEye: nodes[2]])
  }

  @Test(arguments: [
    "HeadTop_End", "Forehead", "neckTie", "hat.head.prop", "lowerJawTeeth", "eyebrow.L", "Bip01 HeadNub", "MCH-head",
  ])
  func otherJointsAreNone(node: String) throws { #expect(try joints([node]).isEmpty) }

  private func joints(_ nodes: [String]) throws -> [FaceJoint: String] {
    let folder = try TemporaryFolder()
    let scene = try TinyScene.glb(targets: ["jawOpen"]) { scene in
      scene["nodes"] = [["mesh": 0, "name": "face"] as [String: Any]] + nodes.map { ["name": $0] }
    }
    let rig = try Rig(path: try folder.write(scene, to: "rig.glb"))
    return rig.joints.mapValues { rig.scene.nodes[$0.node].name }
  }
}
