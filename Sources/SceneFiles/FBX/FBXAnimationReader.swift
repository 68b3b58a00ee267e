/// The keys of an FBX file's first take.
package struct FBXAnimationReader {
  /// A curve: seconds, increasing, and values.
  package struct Curve: Sendable {
    package let seconds: [Double]
    package let values: [Double]
  }

  private let document: FBXDocument
  private let objects: FBXObjects
  private let curveNodes: [FBXNode]

  package init(_ document: FBXDocument) {
    self.document = document
    objects = FBXObjects(document)
    let stack = objects.list.first { $0.name == "AnimationStack" }?.objectIdentifier
    let layer = stack.flatMap { [objects] in objects.children(of: $0, "AnimationLayer").first?.objectIdentifier }
    curveNodes = layer.map { [objects] in objects.children(of: $0, "AnimationCurveNode") } ?? []
  }

  /// The curve of `property` ("d|DeformPercent", "d|X") of what moves an object's own property ("DeformPercent").
  /// - Throws: ``SceneError`` `.damaged`.
  package func curve(of object: Int64, _ objectProperty: String, _ property: String) throws(SceneError) -> Curve? {
    let moving = objects.children(of: object, "AnimationCurveNode", property: objectProperty)
    let taken = Set(curveNodes.compactMap(\.objectIdentifier))
    guard let node = moving.compactMap(\.objectIdentifier).first(where: { taken.contains($0) }),
      let curve = objects.children(of: node, "AnimationCurve", property: property).first
    else { return nil }
    guard let times = try curve["KeyTime"]?.properties.first?.array?.integers(),
      let values = try curve["KeyValueFloat"]?.properties.first?.array?.doubles(), times.count == values.count,
      values.allSatisfy(\.isFinite), zip(times.dropFirst(), times).allSatisfy({ $0 > $1 })
    else {
      throw SceneError(.damaged, "a curve of '\(document.name)' has keys that cannot be read: export it again")
    }
    let seconds = times.map { Double($0) / Double(FBXDocument.ticksPerSecond) }
    return Curve(seconds: seconds, values: values)
  }
}
