import Foundation
import TestSupport
import Testing

struct LayerCommandTests {
  private let greeting = TestRepository.folder.appendingPathComponent("Samples/greeting/speech.wav").path
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func cells(_ name: String) throws -> [[Double]] {
    try String(contentsOfFile: folder.path(name), encoding: .utf8).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").dropFirst(2).map { Double($0) ?? .nan }
    }
  }

  @Test func eachLayerIsAFileAndTogetherTheyAreTheLine() throws {
    let run = try Command.mien(
      "bake", greeting, "-o", folder.path("layers/line-{layer}.csv"), "-o", folder.path("line.csv"))
    try #require(run.status == 0, "\(run.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("layers")).sorted()
    #expect(
      names
        == ["blinks", "brows", "cheeks", "direction", "effort", "feeling", "gaze", "head", "words"].map {
          "line-\($0).csv"
        })
    let whole = try cells("line.csv")
    var sum = [[Double]](repeating: [Double](repeating: 0, count: whole[0].count), count: whole.count)
    for name in names {
      for (row, cells) in try cells("layers/\(name)").enumerated() {
        for (column, value) in cells.enumerated() { sum[row][column] += value }
      }
    }
    // Rows between the clip's frames may show a closure's frame whole, in each file by its own lips.
    let near = whole.indices.count { row in zip(sum[row], whole[row]).allSatisfy { abs($0 - $1) < 1e-4 } }
    #expect(Double(near) > 0.9 * Double(whole.count), "\(near) of \(whole.count)")
  }
}
