package import FaceCurves
package import FaceRig
package import Files
internal import SceneFiles

/// A Godot 4 animation resource: a value track for each target, and rotation tracks for the joints.
///
/// Paths are those of Godot's own glTF import, where skinned meshes hang below a `Skeleton3D`. Format: reference FORMATS
/// §8.5; not run in Godot here.
package struct GodotAnimationWriter: ClipWriter {
  private let rig: Rig
  private let settings: ExportSettings
  private let names: GodotNames

  package init(rig: Rig, settings: ExportSettings) {
    self.rig = rig
    names = GodotNames(rig.scene)
    self.settings = settings
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let curves = TargetCurves(rig: rig, clip: clip, settings: settings)
    try file.append("[gd_resource type=\"Animation\" format=3]\n\n[resource]\n")
    try file.append("resource_name = \(Self.quoted(curves.name))\nlength = \(Float(curves.duration))\n")
    try file.append("step = \(Float(1 / settings.frameRate.framesPerSecond))\n")
    var track = 0
    for curve in curves.curves {
      let times = curves.seconds(curve.frames).map { "\(Float($0))" }
      for node in curve.nodes {
        try writeHead(track, "value", "\(meshPath(node)):blend_shapes/\(GodotNames.blendShape(curve.name))", to: file)
        try file.append("tracks/\(track)/keys = {\n\"times\": PackedFloat32Array(\(times.joined(separator: ", "))),\n")
        let ones = curve.values.map { _ in "1" }.joined(separator: ", ")
        try file.append("\"transitions\": PackedFloat32Array(\(ones)),\n\"update\": 0,\n\"values\": [")
        try file.append(curve.values.map { Self.number($0) }.joined(separator: ", ") + "]\n}\n")
        track += 1
      }
    }
    for turn in curves.turns {
      try writeHead(track, "rotation_3d", jointPath(turn.node), to: file)
      var numbers: [String] = []
      for (time, q) in zip(curves.seconds(turn.frames), turn.rotations) {
        numbers += ["\(Float(time))", "1", "\(q.x)", "\(q.y)", "\(q.z)", "\(q.w)"]
      }
      try file.append("tracks/\(track)/keys = PackedFloat32Array(\(numbers.joined(separator: ", ")))\n")
      track += 1
    }
  }

  private func writeHead(_ track: Int, _ type: String, _ path: String, to file: OutputFile) throws(FileError) {
    try file.append(
      """
      tracks/\(track)/type = "\(type)"
      tracks/\(track)/imported = false
      tracks/\(track)/enabled = true
      tracks/\(track)/path = NodePath(\(Self.quoted(path)))
      tracks/\(track)/interp = 1
      tracks/\(track)/loop_wrap = false

      """)
  }

  /// The node that holds a skeleton, as Godot's import puts it: in place of the first joint.
  private func skeletonPath(_ root: Int) -> String {
    let above = NodePath(rig.scene).ancestry(of: root).dropLast().map { names.nodes[$0] }
    return (above + [GodotNames.skeleton]).joined(separator: "/")
  }

  private func meshPath(_ node: Int) -> String {
    let paths = NodePath(rig.scene)
    guard let root = paths.skeletonRoot(of: node) else { return path(of: node) }
    return skeletonPath(root) + "/" + names.nodes[node]
  }

  private func jointPath(_ node: Int) -> String {
    let paths = NodePath(rig.scene)
    guard let root = paths.skeletonRoot(of: node) else { return path(of: node) }
    return skeletonPath(root) + ":" + names.bones[node]
  }

  private func path(of node: Int) -> String {
    NodePath(rig.scene).ancestry(of: node).map { names.nodes[$0] }.joined(separator: "/")
  }

  /// A float literal: Godot reads "1" as an integer.
  private static func number(_ value: Float) -> String { "\(value)" }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character == "\n" ? " " : character)
    }
    return quoted + "\""
  }
}
