internal import FaceCurves
internal import Foundation
internal import SceneFiles

/// Audio2Face's weight matrix, and the frames that Unreal's own recorder writes. Schemas: reference FORMATS §1.2, 8.6.
struct JSONClipReader {
  private let json: JSONValue
  private let name: String

  init(_ data: Data, name: String) throws(InterchangeError) {
    self.name = name
    guard let json = JSONValue(parsing: [UInt8](data)) else {
      throw InterchangeError(.damaged, "'\(name)' holds JSON that cannot be read: export it again")
    }
    self.json = json
  }

  func clip() throws(InterchangeError) -> FaceClip {
    if let names = json["facsNames"]?.elements, let matrix = json["weightMat"]?.elements {
      return try weightMatrix(names.map { $0.text ?? "" }, matrix)
    }
    if let frames = json["Frames"]?.elements { return try recorded(frames) }
    throw InterchangeError(
      .formatUnknown, "'\(name)' is no JSON of curves that is read: it has neither facsNames and weightMat nor Frames")
  }

  private func rate(_ value: JSONValue?) throws(InterchangeError) -> FrameRate {
    guard let fps = value?.double, fps.isFinite, let rate = Self.nearest(fps) else {
      throw InterchangeError(.damaged, "'\(name)' does not say its frame rate: export it again")
    }
    return rate
  }

  /// The exact rate that a decimal stands for: 29.97002997 is 30000/1001.
  static func nearest(_ fps: Double) -> FrameRate? {
    for text in ["23.976", "29.97", "47.95", "59.94", "119.88"] {
      if let rate = try? FrameRate(parsing: text), abs(rate.framesPerSecond - fps) < 2e-3 { return rate }
    }
    return try? FrameRate(parsing: fps == fps.rounded() && abs(fps) < 1e6 ? "\(Int(fps))" : "\(fps)")
  }

  private func weightMatrix(_ names: [String], _ matrix: [JSONValue]) throws(InterchangeError) -> FaceClip {
    var rows: [[Float]] = []
    for (number, row) in matrix.enumerated() {
      let values = row.elements.compactMap { $0.double.map { Float($0) } }
      guard values.count == names.count, values.allSatisfy(\.isFinite) else {
        throw InterchangeError(
          .damaged, "frame \(number) of '\(name)' has \(values.count) weights, facsNames has \(names.count)")
      }
      rows.append(values)
    }
    return try FrameTable(
      name: name, frameRate: try rate(json["exportFps"]), columns: names.map(FrameTable.Column.init)
    )
    .clip(rows)
  }

  private func recorded(_ frames: [JSONValue]) throws(InterchangeError) -> FaceClip {
    guard case .object(let members)? = frames.first else {
      throw InterchangeError(.damaged, "'\(name)' has no frames: export it again")
    }
    let names = members.map(\.key).filter { FrameTable.Column(name: $0) != nil }
    var rows: [[Float]] = []
    for (number, frame) in frames.enumerated() {
      let values = names.compactMap { frame[$0]?.double.map { Float($0) } }
      guard values.count == names.count else {
        throw InterchangeError(.damaged, "frame \(number) of '\(name)' lacks a shape that the first one has")
      }
      rows.append(values)
    }
    return try FrameTable(
      name: name, frameRate: try rate(frames[0]["FrameRate"]), columns: names.map(FrameTable.Column.init)
    ).clip(rows)
  }
}
