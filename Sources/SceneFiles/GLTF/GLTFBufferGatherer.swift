internal import Files
internal import Foundation

/// Brings all data of a glTF scene into one buffer: the binary chunk, data URIs, and files beside a `.gltf`.
struct GLTFBufferGatherer {
  private var json: JSONValue
  private let chunk: Data
  private let name: String
  private let folder: URL?
  private let budget: ReadingBudget

  init(json: JSONValue, chunk: Data, name: String, folder: URL?, budget: ReadingBudget) {
    self.json = json
    self.chunk = chunk
    self.name = name
    self.folder = folder
    self.budget = budget
  }

  /// - Throws: ``SceneError`` `.damaged`, `.fileNotFound`.
  mutating func gathered() throws(SceneError) -> (json: JSONValue, binary: Data) {
    let buffers = json["buffers"]?.elements ?? []
    guard let first = buffers.first else { return (json, chunk) }
    if buffers.count == 1, first["uri"] == nil {
      _ = try content(of: first, index: 0)
      return (json, chunk)
    }
    var gathered = Data()
    var starts: [Int] = []
    for (index, buffer) in buffers.enumerated() {
      gathered.append(Data(count: (4 - gathered.count % 4) % 4))
      starts.append(gathered.count)
      gathered.append(try content(of: buffer, index: index))
    }
    var views = json["bufferViews"]?.elements ?? []
    for index in views.indices {
      guard let buffer = views[index]["buffer"]?.integer, starts.indices.contains(buffer) else {
        throw SceneError(
          .damaged, "buffer view \(index) of '\(name)' lies in none of its \(buffers.count) buffers: export it again")
      }
      let (offset, isTooLarge) = (views[index]["byteOffset"]?.integer ?? 0).addingReportingOverflow(starts[buffer])
      guard !isTooLarge else { throw SceneError(.damaged, "buffer view \(index) of '\(name)' lies outside its buffer") }
      views[index]["buffer"] = .integer(0)
      views[index]["byteOffset"] = .integer(offset)
    }
    embedImages(into: &gathered, &views)
    if !views.isEmpty { json["bufferViews"] = .array(views) }
    json["buffers"] = .array([.object([.init("byteLength", .integer(gathered.count))])])
    return (json, gathered)
  }

  private func content(of buffer: JSONValue, index: Int) throws(SceneError) -> Data {
    guard let length = buffer["byteLength"]?.integer, length >= 0 else {
      throw SceneError(.damaged, "buffer \(index) of '\(name)' has no length: export it again")
    }
    var content = chunk
    if let uri = buffer["uri"]?.text {
      guard let read = data(at: uri) else {
        throw SceneError(
          .fileNotFound,
          "'\(name)' keeps its data in '\(uri.prefix(80))', which cannot be read: put it beside, or export one .glb")
      }
      content = read
    } else if index > 0 {
      content = Data()
    }
    guard length <= content.count else {
      throw SceneError(.damaged, "'\(name)' lacks part of its binary data: export it again")
    }
    return content.prefix(length)
  }

  /// A file beside the scene or below it, or the content of a data URI; a way out of the scene's folder is not followed.
  private func data(at uri: String) -> Data? {
    if uri.hasPrefix("data:") {
      guard let comma = uri.firstIndex(of: ","), uri[..<comma].hasSuffix(";base64") else { return nil }
      return Data(base64Encoded: String(uri[uri.index(after: comma)...]))
    }
    guard let folder, !uri.contains("://"), !uri.hasPrefix("/"), let path = uri.removingPercentEncoding,
      !path.split(separator: "/").contains("..")
    else { return nil }
    guard let content = try? Data(contentsOf: folder.appendingPathComponent(path)) else { return nil }
    budget.grant(fileBytes: content.count)
    return content
  }

  /// Images in files of their own join the buffer; one that is missing keeps its name.
  private mutating func embedImages(into gathered: inout Data, _ views: inout [JSONValue]) {
    guard var images = json["images"]?.elements, !images.isEmpty else { return }
    for index in images.indices {
      guard let uri = images[index]["uri"]?.text, let content = data(at: uri) else { continue }
      gathered.append(Data(count: (4 - gathered.count % 4) % 4))
      views.append(
        .object([
          .init("buffer", .integer(0)), .init("byteOffset", .integer(gathered.count)),
          .init("byteLength", .integer(content.count)),
        ]))
      gathered.append(content)
      images[index]["uri"] = nil
      images[index]["bufferView"] = .integer(views.count - 1)
      let isJPEG = content.starts(with: [0xFF, 0xD8])
      if images[index]["mimeType"] == nil { images[index]["mimeType"] = .string(isJPEG ? "image/jpeg" : "image/png") }
    }
    json["images"] = .array(images)
  }
}
