package import FaceCurves
package import FaceRig
package import Files
internal import Foundation
internal import SceneFiles

/// Maya's `.anim`, to be pasted onto a blend shape node and the joints: a curve for each target and each angle.
///
/// Format: reference FORMATS §8.1; not run in Maya here.
package struct MayaAnimationWriter: ClipWriter {
  private let rig: Rig
  private let settings: ExportSettings

  package init(rig: Rig, settings: ExportSettings) {
    self.rig = rig
    self.settings = settings
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let curves = TargetCurves(rig: rig, clip: clip, settings: settings)
    let last = max(curves.animation.frameCount - 1, 0)
    try file.append(
      """
      animVersion 1.1;
      mayaVersion 2022;
      timeUnit \(Self.timeUnit(settings.frameRate));
      linearUnit cm;
      angularUnit deg;
      startTime 0;
      endTime \(last);

      """)
    for curve in curves.curves {
      for node in curve.nodes {
        let target = Self.name(curve.name)
        try file.append("anim \(target) \(target) \(Self.name(rig.scene.nodes[node].name)) 0 0 0;\n")
        try write(curve.frames, curve.values.map { Double($0) }, output: "unitless", to: file)
      }
    }
    let turning = FBXRotation.plain
    for turn in curves.turns {
      var angles: [SIMD3<Double>] = []
      for rotation in turn.rotations { angles.append(turning.degrees(turning: rotation, near: angles.last ?? .zero)) }
      for (axis, letter) in ["X", "Y", "Z"].enumerated() {
        let node = Self.name(rig.scene.nodes[turn.node].name)
        try file.append("anim rotate.rotate\(letter) rotate\(letter) \(node) 0 \(axis) \(axis);\n")
        try write(turn.frames, angles.map { $0[axis] }, output: "angular", to: file)
      }
    }
  }

  private func write(_ frames: [Int], _ values: [Double], output: String, to file: OutputFile) throws(FileError) {
    try file.append(
      """
      animData {
        input time;
        output \(output);
        weighted 0;
        preInfinity constant;
        postInfinity constant;
        keys {

      """)
    for (frame, value) in zip(frames, values) {
      try file.append("    \(frame) \(Float(value)) linear linear 1 1 0;\n")
    }
    try file.append("  }\n}\n")
  }

  /// Maya's word for a rate.
  private static func timeUnit(_ rate: FrameRate) -> String {
    if rate.denominator == 1 {
      let words = [15: "game", 24: "film", 25: "pal", 30: "ntsc", 48: "show", 50: "palf", 60: "ntscf"]
      return words[rate.numerator] ?? "\(rate.numerator)fps"
    }
    let hundredths = (rate.framesPerSecond * 1000).rounded() / 1000
    return (hundredths * 100).rounded() / 100 == hundredths ? "\(hundredths)fps" : String(format: "%.3ffps", hundredths)
  }

  /// Maya's names have letters, digits and underscores.
  private static func name(_ name: String) -> String {
    let legal = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return legal.first?.isNumber ?? true ? "_" + legal : legal
  }
}
