/// Gathers the objects and connections of a new FBX document, or of additions to one.
package struct FBXBuilder {
  package private(set) var objects: [FBXNode] = []
  package private(set) var connections: [FBXNode] = []
  private var nextIdentifier: Int64

  /// Identifiers count up from there.
  package init(firstIdentifier: Int64 = 1_000_000) { nextIdentifier = firstIdentifier }

  package mutating func identifier() -> Int64 {
    nextIdentifier += 1
    return nextIdentifier
  }

  /// Adds an object and returns its identifier.
  @discardableResult
  package mutating func add(
    _ kind: String, name: String, class className: String, subclass: String, _ children: [FBXNode],
    identifier: Int64? = nil
  ) -> Int64 {
    let identifier = identifier ?? self.identifier()
    objects.append(
      FBXNode(kind, [.int64(identifier), .text("\(name)\0\u{1}\(className)"), .text(subclass)], children))
    return identifier
  }

  package mutating func connect(_ child: Int64, to parent: Int64) {
    connections.append(FBXNode("C", [.text("OO"), .int64(child), .int64(parent)]))
  }

  package mutating func connect(_ child: Int64, to parent: Int64, property: String) {
    connections.append(FBXNode("C", [.text("OP"), .int64(child), .int64(parent), .text(property)]))
  }
}

extension FBXNode {
  /// A list of `Properties70`.
  package static func properties70(_ entries: [FBXNode]) -> FBXNode { FBXNode("Properties70", [], entries) }

  package static func entry(
    _ name: String, _ type: String, _ label: String = "", _ flags: String = "", _ values: FBXProperty...
  ) -> FBXNode {
    FBXNode("P", [.text(name), .text(type), .text(label), .text(flags)] + values)
  }

  static func numbers(_ name: String, _ values: [Double]) -> FBXNode { FBXNode(name, [.array(.doubles(values))]) }
}
