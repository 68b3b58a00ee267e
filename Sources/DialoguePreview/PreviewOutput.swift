public import DialogueBake
internal import FacePreview
internal import Files
internal import Foundation

/// What a preview is written as; told by the end of the name.
public enum PreviewOutput: Sendable, Equatable {
  case video(String)
  case sheet(String)
  case curvePicture(String)
  case curveDrawing(String)
  case page(String)
  /// One PNG a frame; `{frame}` in the path stands for its number.
  case frames(String)
  /// Bare red, green, blue, alpha, frame after frame; "-" is standard output.
  case raw(String)

  /// - Throws: ``BakeError`` for a name that says nothing.
  public init(path: String) throws(BakeError) {
    let name = (path as NSString).lastPathComponent.lowercased()
    let isFolder =
      path.hasSuffix("/")
      || (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory
    if path == "-" || name.hasSuffix(".rgba") {
      self = .raw(path)
    } else if isFolder {
      self = .frames((path as NSString).appendingPathComponent("{frame}.png"))
    } else if name.contains("{frame}"), name.hasSuffix(".png") {
      self = .frames(path)
    } else if name.hasSuffix("curves.png") {
      self = .curvePicture(path)
    } else if name.hasSuffix(".svg") {
      self = .curveDrawing(path)
    } else if name.hasSuffix(".png") {
      self = .sheet(path)
    } else if name.hasSuffix(".mp4") {
      self = .video(path)
    } else if name.hasSuffix(".html") {
      self = .page(path)
    } else {
      throw BakeError(
        .usage,
        "'\(path)' ends in none of .mp4, .png (a sheet), curves.png, .svg, .html, {frame}.png, a folder/ or .rgba: choose one"
      )
    }
  }

  var path: String {
    switch self {
    case .video(let path), .sheet(let path), .curvePicture(let path), .curveDrawing(let path), .page(let path),
      .frames(let path), .raw(let path):
      path
    }
  }

  /// Whether it shows a line, not only a rig.
  var needsLine: Bool {
    if case .sheet = self { return false }
    return true
  }

  /// Whether it shows the recording's waveform.
  var showsSound: Bool {
    switch self {
    case .curvePicture, .curveDrawing, .page: true
    case .video, .sheet, .frames, .raw: false
    }
  }

  /// Whether it shows what each layer of acting adds.
  var showsParts: Bool {
    if case .page = self { return true }
    return false
  }

  /// Whether it is written beside its place and put there whole; frames appear as they are drawn.
  var isOneFile: Bool {
    switch self {
    case .frames, .raw: false
    case .video, .sheet, .curvePicture, .curveDrawing, .page: true
    }
  }

  /// The files that it is or may be: of frames, those there that would be written over.
  var files: [String] {
    switch self {
    case .raw("-"): return []
    case .frames(let pattern):
      let folder = (pattern as NSString).deletingLastPathComponent
      let parts = (pattern as NSString).lastPathComponent.components(separatedBy: "{frame}")
      guard parts.count == 2 else { return [pattern] }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
      return names.filter { name in
        name.hasPrefix(parts[0]) && name.hasSuffix(parts[1]) && name.count > parts[0].count + parts[1].count
          && name.dropFirst(parts[0].count).dropLast(parts[1].count).allSatisfy(\.isNumber)
      }.map { (folder as NSString).appendingPathComponent($0) }
    default: return [path]
    }
  }

  /// Whether it could be made, before any work is spent. Folders of frames are made.
  /// - Throws: errors of the rooms below.
  func check() throws {
    switch self {
    case .video(let path):
      try VideoEncoder.check()
      try OutputFile.check(path)
    case .raw("-"): break
    case .frames(let path):
      let folder = (path as NSString).deletingLastPathComponent
      do {
        if !folder.isEmpty {
          try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
      } catch {
        throw BakeError(.cannotCreate, "cannot make the folder '\(folder)': choose another place")
      }
      try OutputFile.check(path)
    default: try OutputFile.check(path)
    }
  }
}
