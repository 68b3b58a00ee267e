package import FaceCurves
package import FaceRig
package import Files
internal import SceneFiles

/// The rig with the line as its animation, as USD text: UsdSkel blend shapes, joints, and one animation of both.
///
/// Schema: reference FORMATS §7. Time codes are frames.
package struct USDWriter: ClipWriter {
  private let rig: Rig
  private let settings: ExportSettings

  package init(rig: Rig, settings: ExportSettings) {
    self.rig = rig
    self.settings = settings
  }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let animation = SceneAnimation(rig: rig, clip: clip, settings: settings)
    let keys = SceneKeys(animation, rig: rig, settings: settings).sharedKeys()
    let skeleton = USDSkeleton(rig)
    var names = USDNames()
    let root = names.name(for: rig.name)
    let rate = settings.frameRate.framesPerSecond
    let upright = rig.scene.uprightRotation
    try file.append(
      """
      #usda 1.0
      (
          defaultPrim = "\(root)"
          doc = \(USDText.quoted("mien: \(clip.origin.audioName), \(clip.origin.modelIdentifier)"))
          endTimeCode = \(animation.frameCount - 1)
          framesPerSecond = \(rate)
          metersPerUnit = \(rig.scene.metersPerUnit)
          startTimeCode = 0
          timeCodesPerSecond = \(rate)
          upAxis = "Y"
      )

      def SkelRoot "\(root)" (
          prepend apiSchemas = ["SkelBindingAPI"]
      )
      {
          quatf xformOp:orient = (\(upright.w), \(upright.x), \(upright.y), \(upright.z))
          uniform token[] xformOpOrder = ["xformOp:orient"]
          rel skel:skeleton = </\(root)/Skeleton>

      """)
    try write(skeleton, root, to: file)
    let shapes = USDShapeNames(rig)
    try write(animation, keys, skeleton, shapes, to: file)
    var prims = USDNames()
    for reserved in ["Skeleton", "Animation", "Materials"] { _ = prims.name(for: reserved) }
    let materials = try writeMaterials(root, to: file)
    for index in rig.scene.nodes.indices where rig.scene.nodes[index].mesh != nil {
      let prim = USDMeshPrim(
        rig: rig, node: index, name: prims.name(for: rig.scene.nodes[index].name), root: root, skeleton: skeleton,
        shapes: shapes, materials: materials)
      try prim.write(to: file)
    }
    try file.append("}\n")
  }

  private func write(_ skeleton: USDSkeleton, _ root: String, to file: OutputFile) throws(FileError) {
    try file.append(
      """
          def Skeleton "Skeleton" (
              prepend apiSchemas = ["SkelBindingAPI"]
          )
          {
              uniform token[] joints = [\(skeleton.paths.map(USDText.quoted).joined(separator: ", "))]
              uniform matrix4d[] bindTransforms = [\(skeleton.bindMatrices.map(USDText.matrix).joined(separator: ", "))]
              uniform matrix4d[] restTransforms = [\(skeleton.restTransforms.map { USDText.matrix($0.matrix) }.joined(separator: ", "))]
              rel skel:animationSource = </\(root)/Animation>
          }


      """)
  }

  private func write(
    _ animation: SceneAnimation, _ keys: [Int], _ skeleton: USDSkeleton, _ shapes: USDShapeNames, to file: OutputFile
  ) throws(FileError) {
    try file.append(
      """
          def SkelAnimation "Animation"
          {
              uniform token[] blendShapes = [\(shapes.all.map(USDText.quoted).joined(separator: ", "))]
              float[] blendShapeWeights.timeSamples = {

      """)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    for frame in keys {
      animation.face(at: frame, into: &face)
      var row: [Float] = []
      for morph in shapes.ordered {
        face.withUnsafeBufferPointer { morph.weights($0, into: &weights) }
        row += weights
      }
      try file.append(
        "            \(frame): [\(row.map { $0 == 0 ? "0" : "\($0)" }.joined(separator: ", "))],\n")
    }
    try file.append("        }\n")
    if !skeleton.nodes.isEmpty { try write(jointsOf: animation, keys, skeleton, to: file) }
    try file.append("    }\n\n")
  }

  private func write(jointsOf animation: SceneAnimation, _ keys: [Int], _ skeleton: USDSkeleton, to file: OutputFile)
    throws(FileError)
  {
    func tuple(_ v: SIMD3<Float>) -> String { "(\(v.x), \(v.y), \(v.z))" }
    func tuple(_ q: SIMD4<Float>) -> String { "(\(q.w), \(q.x), \(q.y), \(q.z))" }
    let rests = skeleton.restTransforms
    try file.append(
      "        uniform token[] joints = [\(skeleton.paths.map(USDText.quoted).joined(separator: ", "))]\n")
    try file.append(
      "        float3[] translations = [\(rests.map { tuple($0.translation) }.joined(separator: ", "))]\n")
    try file.append("        half3[] scales = [\(rests.map { tuple($0.scale) }.joined(separator: ", "))]\n")
    let moving = animation.joints.compactMap { joint in skeleton.place(of: joint.rig.node).map { (joint, $0) } }
    guard !moving.isEmpty else {
      try file.append("        quatf[] rotations = [\(rests.map { tuple($0.rotation) }.joined(separator: ", "))]\n")
      return
    }
    try file.append("        quatf[] rotations.timeSamples = {\n")
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in keys {
      animation.face(at: frame, into: &face)
      var rotations = rests.map(\.rotation)
      for (joint, place) in moving {
        // The node's own turn against the joint above it, through nodes between that are no joints.
        let own = rig.scene.nodes[joint.rig.node].transform.rotation
        let between = Quaternion.product(rotations[place], Quaternion.conjugate(own))
        rotations[place] = Quaternion.product(between, animation.rotation(of: joint, at: frame, face: face))
      }
      try file.append("            \(frame): [\(rotations.map { tuple($0) }.joined(separator: ", "))],\n")
    }
    try file.append("        }\n")
  }

  /// Paths of the materials, by their number.
  private func writeMaterials(_ root: String, to file: OutputFile) throws(FileError) -> [String] {
    guard !rig.scene.materials.isEmpty else { return [] }
    var names = USDNames()
    var paths: [String] = []
    try file.append("    def Scope \"Materials\"\n    {\n")
    for material in rig.scene.materials {
      let name = names.name(for: material.name)
      let path = "/\(root)/Materials/\(name)"
      paths.append(path)
      let color = material.baseColor
      try file.append(
        """
                def Material "\(name)"
                {
                    token outputs:surface.connect = <\(path)/Surface.outputs:surface>
                    def Shader "Surface"
                    {
                        uniform token info:id = "UsdPreviewSurface"
                        color3f inputs:diffuseColor = (\(color.x), \(color.y), \(color.z))
                        float inputs:metallic = \(material.metallic)
                        float inputs:opacity = \(color.w)
                        float inputs:roughness = \(material.roughness)
                        token outputs:surface
                    }
                }

        """)
    }
    try file.append("    }\n\n")
    return paths
  }
}
