internal import FaceCurves
internal import Files
internal import Foundation
internal import SceneFiles

/// Audio2Face's weight matrix, and the frames that Unreal's own recorder writes. Schemas: reference FORMATS §1.2, 8.6.
struct JSONClipReader {
  private let json: JSONValue
  private let name: String

  init(_ data: Data, name: String) throws(InterchangeError) {
    self.name = name
    let budget = ReadingBudget(fileBytes: data.count)
    guard let json = JSONValue(parsing: [UInt8](data), budget: budget) else {
      if budget.isSpent { throw InterchangeError(.damaged, budget.refusal(of: name)) }
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
    guard let rate = value?.double.flatMap({ FrameRate(nearest: $0) }) else {
      throw InterchangeError(
        .damaged, "'\(name)' does not say its frame rate, or one that is none from 1 to 1000: export it again")
    }
    return rate
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
