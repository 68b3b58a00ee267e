package import Files
package import Foundation

/// An FBX file as its tree of records. What nobody changes is written back as it was.
package struct FBXDocument: Sendable {
  package let name: String
  /// 7400, 7500 …
  package var version: Int
  package var root: [FBXNode]
  /// What its readers draw on.
  package let budget: ReadingBudget

  package static let binaryMagic = Data("Kaydara FBX Binary  \0".utf8)
  /// Ticks of FBX's clock a second.
  package static let ticksPerSecond = 46_186_158_000

  package init(name: String, version: Int, root: [FBXNode]) {
    self.name = name
    self.version = version
    self.root = root
    budget = ReadingBudget(fileBytes: 0)
  }

  /// Reads a binary or ASCII file of version 7.
  /// - Throws: ``SceneError`` `.fileNotFound`, `.formatUnknown`, `.notSupported`, `.damaged`.
  package init(contentsOf url: URL) throws(SceneError) {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw SceneError(.fileNotFound, "cannot read '\(url.path)': is it there and readable?")
    }
    try self.init(data, name: url.lastPathComponent)
  }

  /// - Throws: ``SceneError`` `.formatUnknown`, `.notSupported`, `.damaged`.
  package init(_ data: Data, name: String) throws(SceneError) {
    self.name = name
    budget = ReadingBudget(fileBytes: data.count)
    if data.starts(with: Self.binaryMagic) {
      let reader = try FBXBinaryReader(data, name: name, budget: budget)
      version = reader.version
      root = try reader.nodes()
    } else {
      root = try FBXTextReader(data, name: name, budget: budget).nodes()
      let stated = root.first { $0.name == "FBXHeaderExtension" }?["FBXVersion"]?.properties.first?.integer
      guard let stated else {
        throw SceneError(.formatUnknown, "'\(name)' is not an FBX file: export it as FBX 7.4")
      }
      version = Int(clamping: stated)
      try Self.check(version: version, name: name)
    }
    guard self["Objects"] != nil else {
      throw SceneError(.damaged, "'\(name)' has no Objects, so nothing to animate: export it again as FBX 7.4")
    }
  }

  static func check(version: Int, name: String) throws(SceneError) {
    guard (7000..<8000).contains(version) else {
      throw SceneError(
        .notSupported,
        "'\(name)' is FBX \(version / 1000).\(version / 100 % 10), which is not supported: save it as FBX 7.4 or later")
    }
  }

  /// A record of the top level.
  package subscript(name: String) -> FBXNode? {
    get { root.first { $0.name == name } }
    set {
      let index = root.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let node?): root[index] = node
      case (let index?, nil): root.remove(at: index)
      case (nil, let node?): root.append(node)
      case (nil, nil): return
      }
    }
  }
}
