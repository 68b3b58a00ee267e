package import FaceCurves
package import FaceRig
package import Files

/// A Unity animation clip as text: `blendShape.<target>` of each renderer, 0…100, and the joints' rotations.
///
/// Keys have straight tangents. Rotations are Unity's, which mirrors x. Fields: reference FORMATS §8.2; not run in Unity here.
package struct UnityAnimationWriter: ClipWriter {
  private let rig: Rig
  private let settings: ExportSettings

  /// Both tangents linear, broken.
  private static let linearTangents = 69
  private static let skinnedMeshRenderer = 137

  package init(rig: Rig, settings: ExportSettings) {
    self.rig = rig
    self.settings = settings
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let curves = TargetCurves(rig: rig, clip: clip, settings: settings)
    let paths = NodePath(rig.scene)
    try file.append(
      """
      %YAML 1.1
      %TAG !u! tag:unity3d.com,2011:
      --- !u!74 &7400000
      AnimationClip:
        m_ObjectHideFlags: 0
        m_Name: \(Self.quoted(curves.name))
        serializedVersion: 6
        m_Legacy: 0
        m_Compressed: 0
        m_UseHighQualityCurve: 1

      """)
    try write(turns: curves, paths, to: file)
    try file.append(
      "  m_CompressedRotationCurves: []\n  m_EulerCurves: []\n  m_PositionCurves: []\n  m_ScaleCurves: []\n")
    try write(weights: curves, paths, list: "m_FloatCurves", to: file)
    try file.append(
      """
        m_PPtrCurves: []
        m_SampleRate: \(settings.frameRate.framesPerSecond)
        m_WrapMode: 0
        m_AnimationClipSettings:
          serializedVersion: 2
          m_StartTime: 0
          m_StopTime: \(curves.duration)
          m_LoopTime: 0

      """)
    try write(weights: curves, paths, list: "m_EditorCurves", to: file)
    try file.append(
      "  m_EulerEditorCurves: []\n  m_HasGenericRootTransform: 0\n  m_HasMotionFloatCurves: 0\n  m_Events: []\n")
  }

  private func write(weights curves: TargetCurves, _ paths: NodePath, list: String, to file: OutputFile)
    throws(FileError)
  {
    try file.append("  \(list):\(curves.curves.isEmpty ? " []" : "")\n")
    for curve in curves.curves {
      let percents = curve.values.map { $0 * 100 }
      let seconds = curves.seconds(curve.frames)
      for node in curve.nodes {
        try file.append("  - serializedVersion: 2\n    curve:\n      serializedVersion: 2\n      m_Curve:\n")
        for key in percents.indices {
          let (before, after) = Self.slopes(percents, seconds, key)
          try writeKey(seconds[key], "\(percents[key])", "\(before)", "\(after)", "0.33333334", to: file)
        }
        try file.append("      m_PreInfinity: 2\n      m_PostInfinity: 2\n      m_RotationOrder: 4\n")
        try file.append("    attribute: \(Self.quoted("blendShape." + curve.name))\n")
        try file.append("    path: \(Self.quoted(paths.path(of: node)))\n")
        try file.append("    classID: \(Self.skinnedMeshRenderer)\n    script: {fileID: 0}\n    flags: 16\n")
      }
    }
  }

  private func write(turns curves: TargetCurves, _ paths: NodePath, to file: OutputFile) throws(FileError) {
    try file.append("  m_RotationCurves:\(curves.turns.isEmpty ? " []" : "")\n")
    for turn in curves.turns {
      // Unity's importers mirror x: the turn goes the other way about y and z.
      let turned = turn.rotations.map { SIMD4($0.x, -$0.y, -$0.z, $0.w) }
      let seconds = curves.seconds(turn.frames)
      try file.append("  - curve:\n      serializedVersion: 2\n      m_Curve:\n")
      for key in turned.indices {
        var slopes: [(Float, Float)] = []
        for axis in 0..<4 { slopes.append(Self.slopes(turned.map { $0[axis] }, seconds, key)) }
        func vector(_ values: [Float]) -> String {
          "{x: \(values[0]), y: \(values[1]), z: \(values[2]), w: \(values[3])}"
        }
        let third: Float = 0.333_333_34
        try writeKey(
          seconds[key], vector((0..<4).map { turned[key][$0] }), vector(slopes.map(\.0)),
          vector(slopes.map(\.1)),
          vector([third, third, third, third]), to: file)
      }
      try file.append("      m_PreInfinity: 2\n      m_PostInfinity: 2\n      m_RotationOrder: 4\n")
      try file.append("    path: \(Self.quoted(paths.path(of: turn.node)))\n")
    }
  }

  private func writeKey(
    _ seconds: Double, _ value: String, _ inSlope: String, _ outSlope: String, _ weight: String, to file: OutputFile
  ) throws(FileError) {
    try file.append(
      """
            - serializedVersion: 3
              time: \(Float(seconds))
              value: \(value)
              inSlope: \(inSlope)
              outSlope: \(outSlope)
              tangentMode: \(Self.linearTangents)
              weightedMode: 0
              inWeight: \(weight)
              outWeight: \(weight)

      """)
  }

  /// A second, to the key before and to the one after.
  private static func slopes(_ values: [Float], _ seconds: [Double], _ key: Int) -> (before: Float, after: Float) {
    func slope(_ from: Int, _ to: Int) -> Float { (values[to] - values[from]) / Float(seconds[to] - seconds[from]) }
    return (key > 0 ? slope(key - 1, key) : 0, key + 1 < values.count ? slope(key, key + 1) : 0)
  }

  /// YAML's double quotes.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: if scalar.value >= 0x20 { quoted.unicodeScalars.append(scalar) }
      }
    }
    return quoted + "\""
  }
}
