/// The objects of an FBX document and what is connected to what.
struct FBXObjects {
  let list: [FBXNode]
  private let places: [Int64: Int]
  /// By parent: what is connected to it, in the file's order; a property's name where it goes to one.
  private let children: [Int64: [(child: Int64, property: String?)]]
  private let parents: [Int64: [Int64]]

  private struct Connection: Hashable {
    let child: Int64
    let parent: Int64
    let property: String?
  }

  init(_ document: FBXDocument) {
    list = document["Objects"]?.children ?? []
    var places: [Int64: Int] = [:]
    for (index, object) in list.enumerated() {
      if let identifier = object.objectIdentifier, places[identifier] == nil { places[identifier] = index }
    }
    var children: [Int64: [(child: Int64, property: String?)]] = [:]
    var parents: [Int64: [Int64]] = [:]
    var known: Set<Connection> = []
    for connection in document["Connections"]?.children ?? [] {
      guard connection.properties.count >= 3, let child = connection.properties[1].integer,
        let parent = connection.properties[2].integer
      else { continue }
      let property = connection.properties.count > 3 ? connection.properties[3].text : nil
      // Some exporters write a connection twice; it is one.
      guard known.insert(Connection(child: child, parent: parent, property: property)).inserted else { continue }
      children[parent, default: []].append((child, property))
      if property == nil { parents[child, default: []].append(parent) }
    }
    self.places = places
    self.children = children
    self.parents = parents
  }

  subscript(identifier: Int64) -> FBXNode? { places[identifier].map { list[$0] } }

  /// Objects of a kind ("Deformer") and subclass that are connected to an object.
  func children(of identifier: Int64, _ kind: String, _ subclass: String? = nil) -> [FBXNode] {
    (children[identifier] ?? []).filter { $0.property == nil }.compactMap { self[$0.child] }
      .filter { $0.name == kind && (subclass == nil || $0.subclass == subclass) }
  }

  /// Objects of a kind that are connected to one of an object's properties.
  func children(of identifier: Int64, _ kind: String, property: String) -> [FBXNode] {
    (children[identifier] ?? []).filter { $0.property == property }.compactMap { self[$0.child] }
      .filter { $0.name == kind }
  }

  func parents(of identifier: Int64, _ kind: String) -> [FBXNode] {
    (parents[identifier] ?? []).compactMap { self[$0] }.filter { $0.name == kind }
  }
}
