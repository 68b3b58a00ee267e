/// The counts of each kind of object that an FBX file states ahead of its objects.
package enum FBXDefinitions {
  /// Counts the document's objects anew; property templates that it already has are kept.
  package static func counted(_ document: FBXDocument) -> FBXDocument {
    var document = document
    var counts: [(kind: String, count: Int32)] = [("GlobalSettings", 1)]
    for object in document["Objects"]?.children ?? [] {
      if let place = counts.firstIndex(where: { $0.kind == object.name }) {
        counts[place].count += 1
      } else {
        counts.append((object.name, 1))
      }
    }
    let known = document["Definitions"]?.children(named: "ObjectType") ?? []
    let types = counts.map { kind, count in
      let template = known.first { $0.properties.first?.text == kind }?.children.filter {
        $0.name == "PropertyTemplate"
      }
      return FBXNode(
        "ObjectType", [.text(kind)], [FBXNode("Count", [.int32(count)])] + (template ?? []))
    }
    let total = counts.reduce(0) { $0 + $1.count }
    let definitions = FBXNode(
      "Definitions", [], [FBXNode("Version", [.int32(100)]), FBXNode("Count", [.int32(total)])] + types)
    if document["Definitions"] == nil {
      let place = document.root.firstIndex { $0.name == "Objects" } ?? document.root.count
      document.root.insert(definitions, at: place)
    } else {
      document["Definitions"] = definitions
    }
    return document
  }
}
