internal import FaceCurves

extension Gesture {
  private static let smiles: [FaceChannel] = [.mouthSmileLeft, .mouthSmileRight]
  private static let cheeks: [FaceChannel] = [.cheekSquintLeft, .cheekSquintRight]
  private static let lids: [FaceChannel] = [.eyeBlinkLeft, .eyeBlinkRight]
  private static let squints: [FaceChannel] = [.eyeSquintLeft, .eyeSquintRight]
  private static let wides: [FaceChannel] = [.eyeWideLeft, .eyeWideRight]
  private static let lowered: [FaceChannel] = [.browDownLeft, .browDownRight]
  private static let outer: [FaceChannel] = [.browOuterUpLeft, .browOuterUpRight]
  private static let presses: [FaceChannel] = [.mouthPressLeft, .mouthPressRight]
  private static let sneers: [FaceChannel] = [.noseSneerLeft, .noseSneerRight]
  private static let frowns: [FaceChannel] = [.mouthFrownLeft, .mouthFrownRight]
  private static let stretches: [FaceChannel] = [.mouthStretchLeft, .mouthStretchRight]

  /// The moves that it is made of. Heads nod by some 7° two or three times a second (Hadar et al. 1983); faces come and go over
  /// a third of a second and more.
  var strokes: [GestureStroke] {
    switch part {
    case .head: headStrokes
    case .brows, .lids: eyeStrokes
    case .corners: cornerStrokes
    case .lips: lipStrokes
    }
  }

  private var headStrokes: [GestureStroke] {
    typealias S = GestureStroke
    switch self {
    case .nod:
      return S.head(.pitch, 7, rise: 0.2, fall: 0.24) + S.head(.pitch, -1.2, at: 0.3, rise: 0.16, fall: 0.2)
        + S.head(.pitch, 3.6, at: 0.44, rise: 0.18, fall: 0.26)
    case .shake:
      return S.head(.yaw, 6.5, rise: 0.2, fall: 0.2) + S.head(.yaw, -8, at: 0.2, rise: 0.22, fall: 0.22)
        + S.head(.yaw, 6.5, at: 0.42, rise: 0.22, fall: 0.22) + S.head(.yaw, -3.4, at: 0.64, rise: 0.22, fall: 0.3)
    case .tiltLeft: return S.head(.roll, -8, rise: 0.4, hold: 0.9, fall: 0.6)
    case .tiltRight: return S.head(.roll, 8, rise: 0.4, hold: 0.9, fall: 0.6)
    case .headUp: return S.head(.pitch, -7, rise: 0.4, hold: 1, fall: 0.6)
    case .headDown: return S.head(.pitch, 11, rise: 0.45, hold: 1, fall: 0.7)
    case .headTurnLeft: return S.head(.yaw, 18, rise: 0.45, hold: 1, fall: 0.6)
    case .headTurnRight: return S.head(.yaw, -18, rise: 0.45, hold: 1, fall: 0.6)
    case .headBack: return S.head(.pitch, -10, rise: 0.35, hold: 0.6, fall: 0.6)
    default:  // a shrug, as far as a head has one
      return S.head(.roll, 4, rise: 0.3, hold: 0.3, fall: 0.4) + S.head(.pitch, 2, rise: 0.3, hold: 0.3, fall: 0.4)
        + S.face(Self.outer + [.browInnerUp], 0.45, rise: 0.25, hold: 0.35, fall: 0.4)
        + S.face(Self.frowns, 0.4, rise: 0.25, hold: 0.35, fall: 0.4)
        + S.face([.mouthShrugLower], 0.4, rise: 0.25, hold: 0.3, fall: 0.35)
    }
  }

  private var eyeStrokes: [GestureStroke] {
    typealias S = GestureStroke
    switch self {
    case .browRaise:
      return S.face([.browInnerUp] + Self.outer, 0.6, rise: 0.22, hold: 0.5, fall: 0.45)
        + S.face(Self.wides, 0.2, rise: 0.22, hold: 0.5, fall: 0.45)
    case .browFrown:
      return S.face(Self.lowered, 0.6, rise: 0.28, hold: 0.8, fall: 0.5)
        + S.face(Self.squints, 0.25, rise: 0.28, hold: 0.8, fall: 0.5)
    case .browQuirk:
      return S.face([.browOuterUpLeft], 0.7, rise: 0.25, hold: 0.7, fall: 0.45)
        + S.face([.browDownRight], 0.35, rise: 0.25, hold: 0.7, fall: 0.45)
        + S.face([.browInnerUp], 0.12, rise: 0.25, hold: 0.7, fall: 0.45)
    case .blink: return S.face(Self.lids, 1, rise: 0.08, hold: 0.02, fall: 0.17)
    case .winkLeft, .winkRight:
      let isLeft = self == .winkLeft
      return S.face([isLeft ? .eyeBlinkLeft : .eyeBlinkRight], 1, rise: 0.12, hold: 0.14, fall: 0.2)
        + S.face([isLeft ? .cheekSquintLeft : .cheekSquintRight], 0.6, rise: 0.12, hold: 0.16, fall: 0.25)
        + S.face([isLeft ? .mouthSmileLeft : .mouthSmileRight], 0.25, rise: 0.15, hold: 0.2, fall: 0.35)
    case .eyesClosed: return S.face(Self.lids, 1, rise: 0.22, hold: 1, fall: 0.3)
    case .eyesWide:
      return S.face(Self.wides, 0.7, rise: 0.18, hold: 0.8, fall: 0.45)
        + S.face([.browInnerUp] + Self.outer, 0.35, rise: 0.2, hold: 0.8, fall: 0.45)
    case .squint:
      return S.face(Self.squints, 0.75, rise: 0.25, hold: 0.9, fall: 0.45)
        + S.face(Self.lids, 0.16, rise: 0.25, hold: 0.9, fall: 0.45)
        + S.face(Self.lowered, 0.2, rise: 0.25, hold: 0.9, fall: 0.45)
    default:  // a wince
      return S.face(Self.lids, 0.55, rise: 0.12, hold: 0.2, fall: 0.4)
        + S.face(Self.squints + Self.cheeks, 0.6, rise: 0.12, hold: 0.25, fall: 0.4)
        + S.face(Self.lowered, 0.45, rise: 0.12, hold: 0.25, fall: 0.4)
        + S.face(Self.stretches, 0.35, rise: 0.14, hold: 0.2, fall: 0.4)
        + S.head(.yaw, 3, rise: 0.2, hold: 0.2, fall: 0.4)
    }
  }

  private var cornerStrokes: [GestureStroke] {
    typealias S = GestureStroke
    let (rise, hold, fall): (Float, Float, Float) = (0.4, 1.1, 0.7)
    func face(_ channels: [FaceChannel], _ weight: Float) -> [GestureStroke] {
      S.face(channels, weight, rise: rise, hold: hold, fall: fall)
    }
    switch self {
    case .smile: return face(Self.smiles, 0.55) + face(Self.cheeks, 0.4) + face(Self.squints, 0.15)
    case .grin:
      return face(Self.smiles, 0.8) + face(Self.cheeks, 0.6) + face(Self.squints, 0.25)
        + face([.mouthUpperUpLeft, .mouthUpperUpRight], 0.3)
    case .smirk: return face([.mouthSmileLeft], 0.5) + face([.mouthDimpleLeft], 0.4) + face([.cheekSquintLeft], 0.25)
    case .mouthFrown: return face(Self.frowns, 0.6) + face([.mouthShrugLower], 0.3)
    case .pout: return face([.mouthShrugLower], 0.45) + face([.mouthPucker], 0.35) + face(Self.frowns, 0.25)
    case .sneer: return face(Self.sneers, 0.6) + face([.mouthUpperUpLeft, .mouthUpperUpRight], 0.25)
    default:  // a grimace
      return face(Self.stretches, 0.6) + face(Self.sneers, 0.3) + face(Self.squints, 0.4) + face(Self.lowered, 0.3)
    }
  }

  private var lipStrokes: [GestureStroke] {
    typealias S = GestureStroke
    switch self {
    case .sigh:  // in, then out: the head sinks, the lids droop
      return S.head(.pitch, -2.5, rise: 0.4, fall: 0.35) + S.head(.pitch, 5, at: 0.5, rise: 0.5, hold: 0.2, fall: 0.7)
        + S.face([.browInnerUp], 0.3, rise: 0.4, hold: 0.3, fall: 0.6)
        + S.face(Self.lids, 0.35, at: 0.45, rise: 0.35, hold: 0.3, fall: 0.5)
        + S.face([.jawOpen], 0.14, at: 0.05, rise: 0.35, hold: 0.45, fall: 0.5)
        + S.face([.mouthFunnel], 0.2, at: 0.45, rise: 0.25, hold: 0.3, fall: 0.4)
        + S.face([.cheekPuff], 0.18, at: 0.45, rise: 0.2, hold: 0.25, fall: 0.4)
    case .gasp:
      return S.face([.jawOpen], 0.28, rise: 0.14, hold: 0.25, fall: 0.35)
        + S.head(.pitch, -3.5, rise: 0.18, hold: 0.2, fall: 0.45)
        + S.face(Self.wides, 0.6, rise: 0.12, hold: 0.35, fall: 0.5)
        + S.face([.browInnerUp] + Self.outer, 0.5, rise: 0.14, hold: 0.35, fall: 0.5)
    case .breathIn:
      return S.face([.jawOpen], 0.1, rise: 0.3, hold: 0.2, fall: 0.3)
        + S.head(.pitch, -2, rise: 0.4, hold: 0.1, fall: 0.4)
        + S.face(Self.sneers, 0.1, rise: 0.3, hold: 0.1, fall: 0.3)
    case .breathOut:
      return S.face([.mouthFunnel], 0.25, rise: 0.25, hold: 0.35, fall: 0.35)
        + S.face([.jawOpen], 0.08, rise: 0.25, hold: 0.35, fall: 0.35)
        + S.head(.pitch, 2.5, rise: 0.4, hold: 0.2, fall: 0.5)
    case .swallow:
      return S.face(Self.presses, 0.4, rise: 0.16, hold: 0.2, fall: 0.25)
        + S.face([.mouthShrugLower], 0.25, rise: 0.16, hold: 0.2, fall: 0.25)
        + S.face([.tongueUp], 0.4, rise: 0.15, hold: 0.15, fall: 0.25)
        + S.head(.pitch, 2, at: 0.08, rise: 0.18, hold: 0.08, fall: 0.3)
    case .yawn:
      return S.face([.jawOpen], 0.8, rise: 0.8, hold: 0.9, fall: 0.6)
        + S.face(Self.lids, 0.7, at: 0.3, rise: 0.5, hold: 0.8, fall: 0.5)
        + S.face(Self.squints, 0.5, at: 0.3, rise: 0.5, hold: 0.8, fall: 0.5)
        + S.head(.pitch, -6, rise: 0.8, hold: 0.8, fall: 0.7)
    case .laugh:
      var strokes = S.face(Self.smiles, 0.7, rise: 0.2, hold: 1, fall: 0.6)
      strokes += S.face(Self.cheeks, 0.6, rise: 0.2, hold: 1, fall: 0.6)
      strokes += S.face(Self.squints, 0.35, rise: 0.2, hold: 1, fall: 0.6)
      for beat in 0..<4 {  // some four or five beats a second
        strokes += S.face([.jawOpen], 0.22, at: 0.1 + 0.24 * Float(beat), rise: 0.11, fall: 0.13)
        strokes += S.head(.pitch, -1.8, at: 0.1 + 0.24 * Float(beat), rise: 0.11, fall: 0.13)
      }
      return strokes
    case .cough:
      return S.face([.jawOpen], 0.2, rise: 0.12, hold: 0.04, fall: 0.16) + S.head(.pitch, 4.5, rise: 0.15, fall: 0.3)
        + S.face(Self.lids, 0.8, rise: 0.1, hold: 0.1, fall: 0.2) + S.face([.cheekPuff], 0.2, rise: 0.1, fall: 0.15)
    case .sniff:
      return S.face(Self.sneers, 0.35, rise: 0.15, hold: 0.1, fall: 0.2)
        + S.head(.pitch, -1.8, rise: 0.18, hold: 0.05, fall: 0.3)
    case .lipPress:
      return S.face(Self.presses, 0.65, rise: 0.25, hold: 0.6, fall: 0.35)
        + S.face([.mouthRollUpper, .mouthRollLower], 0.2, rise: 0.25, hold: 0.6, fall: 0.35)
    case .lipBite:
      return S.face([.mouthRollLower], 0.45, rise: 0.25, hold: 0.7, fall: 0.35)
        + S.face([.mouthUpperUpLeft, .mouthUpperUpRight], 0.1, rise: 0.25, hold: 0.7, fall: 0.35)
    case .cheekPuff: return S.face([.cheekPuff], 0.75, rise: 0.3, hold: 0.6, fall: 0.4)
    case .jawDrop: return S.face([.jawOpen], 0.4, rise: 0.3, hold: 0.8, fall: 0.4)
    case .jawClench:
      return S.face(Self.presses, 0.45, rise: 0.25, hold: 0.8, fall: 0.4)
        + S.face([.jawForward], 0.12, rise: 0.25, hold: 0.8, fall: 0.4)
    default:
      return S.face([.tongueOut], 0.8, rise: 0.2, hold: 0.5, fall: 0.25)
        + S.face([.jawOpen], 0.25, rise: 0.2, hold: 0.5, fall: 0.25)
    }
  }
}
