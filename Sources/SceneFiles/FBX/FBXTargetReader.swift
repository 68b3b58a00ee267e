internal import Files
internal import Foundation

/// A blend shape channel of an FBX geometry as a target: its shape at the greatest weight, and those on the way to it.
struct FBXTargetReader {
  private let document: FBXDocument
  private let objects: FBXObjects
  private let channel: FBXNode
  private let mesh: String
  private let vertexCount: Int

  init(_ document: FBXDocument, _ objects: FBXObjects, _ channel: FBXNode, mesh: String, vertexCount: Int) {
    self.document = document
    self.objects = objects
    self.channel = channel
    self.mesh = mesh
    self.vertexCount = vertexCount
  }

  /// What a channel moves at one weight.
  private struct Shape {
    var indices: [UInt32] = []
    var displacements: [SIMD3<Float>] = []
    var normalDisplacements: [SIMD3<Float>] = []
  }

  /// A channel without a name goes by its shape's.
  func target() throws(SceneError) -> MorphTarget {
    let shapes = objects.children(of: channel.objectIdentifier ?? 0, "Geometry", "Shape")
    let weights = try numbers(channel["FullWeights"])
    let greatest = weights.prefix(shapes.count).indices.max { weights[$0] < weights[$1] } ?? shapes.indices.last
    let name = channel.objectName.isEmpty ? greatest.map { shapes[$0].objectName } ?? "" : channel.objectName
    var target = MorphTarget(name: name, identifier: channel.objectIdentifier)
    let percent =
      channel.property70("DeformPercent")?.first?.number ?? channel["DeformPercent"]?.properties.first?.number
    if let percent, percent.isFinite { target.restWeight = Float(percent / 100) }
    guard let greatest else { return target }
    let whole = try shape(shapes[greatest], name)
    (target.indices, target.displacements) = (whole.indices, whole.displacements)
    target.normalDisplacements = whole.normalDisplacements
    guard shapes.count > 1, weights.count >= shapes.count, weights[greatest] > 0 else { return target }
    for place in shapes.indices.sorted(by: { weights[$0] < weights[$1] }) {
      let weight = Float(weights[place] / weights[greatest])
      guard place != greatest, weight > target.inBetweens.last?.weight ?? 0, weight < 1 else { continue }
      let own = try shape(shapes[place], name)
      target.inBetweens.append(
        InBetweenShape(
          weight: weight, indices: own.indices, displacements: own.displacements,
          normalDisplacements: own.normalDisplacements))
    }
    return target
  }

  private func shape(_ node: FBXNode, _ name: String) throws(SceneError) -> Shape {
    let places = try numbers(node["Indexes"])
    let moved = try vectors(node["Vertices"])
    let turned = try vectors(node["Normals"])
    let vertices = places.compactMap { Int(whole: $0) }
    guard places.count == moved.count, vertices.count == places.count,
      vertices.allSatisfy((0..<vertexCount).contains)
    else {
      throw SceneError(
        .damaged,
        "target '\(name)' of mesh '\(mesh)' of '\(document.name)' moves \(moved.count) vertices by \(places.count) numbers of a mesh of \(vertexCount): export it again"
      )
    }
    let hasNormals = turned.count == places.count && turned.contains { $0 != .zero }
    var shape = Shape()
    for row in vertices.indices.sorted(by: { vertices[$0] < vertices[$1] }) {
      let vertex = UInt32(vertices[row])
      if shape.indices.last == vertex { continue }
      guard moved[row] != .zero || (hasNormals && turned[row] != .zero) else { continue }
      shape.indices.append(vertex)
      shape.displacements.append(moved[row])
      if hasNormals { shape.normalDisplacements.append(turned[row]) }
    }
    return shape
  }

  private var damaged: SceneError {
    SceneError(
      .damaged,
      "target '\(channel.objectName)' of mesh '\(mesh)' of '\(document.name)' cannot be read: export it again")
  }

  private func numbers(_ node: FBXNode?) throws(SceneError) -> [Double] {
    guard let array = node?.properties.first?.array else { return [] }
    do { return try array.doubles() } catch { throw damaged }
  }

  private func vectors(_ node: FBXNode?) throws(SceneError) -> [SIMD3<Float>] {
    let numbers = try numbers(node)
    guard numbers.count % 3 == 0 else { throw damaged }
    return FBXNode.vectors(numbers)
  }
}
