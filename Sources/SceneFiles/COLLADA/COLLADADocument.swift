internal import Files
internal import Foundation

/// A COLLADA file with its elements by their names for each other.
struct COLLADADocument {
  let name: String
  let root: XMLElement
  private let byIdentifier: [String: XMLElement]

  /// - Throws: ``SceneError`` `.fileNotFound`, `.damaged`.
  init(contentsOf url: URL) throws(SceneError) {
    name = url.lastPathComponent
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw SceneError(.fileNotFound, "cannot read the rig '\(url.path)': is it there and readable?")
    }
    let budget = ReadingBudget(fileBytes: data.count)
    guard let root = XMLElement.document(data, budget: budget), root.name == "COLLADA" else {
      if budget.isSpent { throw SceneError(.damaged, budget.refusal(of: name)) }
      throw SceneError(.damaged, "'\(name)' is no whole COLLADA file: export it again")
    }
    self.root = root
    var found: [String: XMLElement] = [:]
    func note(_ element: XMLElement) {
      if let identifier = element.attributes["id"], found[identifier] == nil { found[identifier] = element }
      element.children.forEach(note)
    }
    note(root)
    byIdentifier = found
  }

  /// What "#name" or "name" stands for.
  func element(_ reference: String?) -> XMLElement? {
    guard let reference else { return nil }
    return byIdentifier[reference.hasPrefix("#") ? String(reference.dropFirst()) : reference]
  }

  func damaged(_ what: String) -> SceneError {
    SceneError(.damaged, "\(what) of '\(name)' cannot be read: export it again")
  }

  /// The input of an element with that meaning.
  func input(_ semantic: String, of element: XMLElement?) -> XMLElement? {
    element?.all("input").first { $0.attributes["semantic"] == semantic }
  }

  /// Numbers of a `source`, `width` of them a row.
  func rows(_ source: XMLElement?, width: Int, _ what: String) throws(SceneError) -> [[Float]] {
    guard let source, let values = source["float_array"]?.floats, values.allSatisfy(\.isFinite) else {
      throw damaged(what)
    }
    let stride = source.at("technique_common", "accessor")?.attributes["stride"].flatMap { Int($0) } ?? width
    guard stride >= width, values.count % stride == 0 else { throw damaged(what) }
    return Swift.stride(from: 0, to: values.count, by: stride).map { Array(values[$0..<$0 + width]) }
  }

  /// Names of a `source`, of nodes or of geometries.
  func names(_ source: XMLElement?) -> [String] {
    (source?["Name_array"] ?? source?["IDREF_array"])?.words ?? []
  }
}
