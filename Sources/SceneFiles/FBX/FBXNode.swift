internal import Foundation

/// One record of an FBX tree: a name, its properties, and records below it.
package struct FBXNode: Sendable {
  package var name: String
  package var properties: [FBXProperty]
  package var children: [FBXNode]
  /// Whether the binary record ends with an empty one, as it does wherever a list of children could stand.
  var hasList: Bool

  package init(_ name: String, _ properties: [FBXProperty] = [], _ children: [FBXNode]? = nil) {
    self.name = name
    self.properties = properties
    self.children = children ?? []
    hasList = children != nil || properties.isEmpty
  }

  init(name: String, properties: [FBXProperty], children: [FBXNode], hasList: Bool) {
    self.name = name
    self.properties = properties
    self.children = children
    self.hasList = hasList
  }

  /// The first child of that name.
  package subscript(name: String) -> FBXNode? { children.first { $0.name == name } }

  package func children(named name: String) -> [FBXNode] { children.filter { $0.name == name } }

  package func firstIndex(named name: String) -> Int? { children.firstIndex { $0.name == name } }

  /// Three numbers a vector, as positions, normals and displacements stand in a file; numbers that make no whole one are left.
  static func vectors(_ numbers: [Double]) -> [SIMD3<Float>] {
    (0..<numbers.count / 3).map { (vector: Int) -> SIMD3<Float> in
      let place = 3 * vector
      return SIMD3<Float>(Float(numbers[place]), Float(numbers[place + 1]), Float(numbers[place + 2]))
    }
  }
}

/// Objects begin with an identifier, "Name\0\u{1}Class" and a subclass.
extension FBXNode {
  package var objectIdentifier: Int64? { properties.first?.integer }

  /// The object's own name, without its class.
  package var objectName: String {
    guard properties.count > 1, let text = properties[1].text else { return "" }
    if let separator = text.range(of: "\0\u{1}") { return String(text[..<separator.lowerBound]) }
    return text
  }

  package var subclass: String { properties.count > 2 ? properties[2].text ?? "" : "" }

  /// The values of an entry of `Properties70`, after its name, type, label and flags.
  package func property70(_ name: String) -> [FBXProperty]? {
    guard let list = self["Properties70"] else { return nil }
    for entry in list.children where entry.properties.first?.text == name {
      return Array(entry.properties.dropFirst(4))
    }
    return nil
  }

  /// Replaces or adds an entry of `Properties70`.
  package mutating func setProperty70(
    _ name: String, type: String, label: String, flags: String, _ values: [FBXProperty]
  ) {
    let entry = FBXNode("P", [.text(name), .text(type), .text(label), .text(flags)] + values)
    let list =
      firstIndex(named: "Properties70")
      ?? {
        children.append(FBXNode("Properties70", [], []))
        hasList = true
        return children.count - 1
      }()
    if let index = children[list].children.firstIndex(where: { $0.properties.first?.text == name }) {
      children[list].children[index] = entry
    } else {
      children[list].children.append(entry)
    }
  }
}
