import Files
import Foundation
import TestSupport
import Testing

@testable import ArrayFiles

/// FLAME's own file: a pickle of Python 2 with chumpy's and scipy's objects in it.
struct PickleTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let python = ProcessInfo.processInfo.environment["MIEN_JUDGES"]

  /// Written by Python itself, in one of its protocols.
  private func flame(_ protocolNumber: Int) throws -> Data {
    let path = folder.path("flame\(protocolNumber).pkl")
    let script = TestRepository.folder.appendingPathComponent("Tests/Judges/flame_pickle.py").path
    let run = try ProgramRun(URL(fileURLWithPath: try #require(Self.python)), [script, path, "\(protocolNumber)"])
    try #require(run.status == 0, "\(run.errors)")
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test(.enabled(if: python != nil), arguments: 2...5) func arraysOfEveryKindAreRead(protocolNumber: Int) throws {
    guard case .dictionary(let members)? = PickleReader.value(try flame(protocolNumber)) else {
      Issue.record("no dictionary")
      return
    }
    func array(_ key: String) throws -> PickledArray {
      try #require(PickledArray(members.entries[key], budget: ReadingBudget(fileBytes: 1 << 20)), "\(key)")
    }
    // Element i of each is i, whatever its type and order.
    for key in ["v_template", "shapedirs", "weights", "f"] {
      let read = try array(key)
      let count: Int = read.shape.reduce(1, *)
      let ascending: [Float] = (0..<count).map { Float($0) }
      #expect(read.values == ascending, "\(key)")
    }
    #expect(try array("shapedirs").shape == [4, 3, 400] && array("v_template").shape == [4, 3])
    let regressor = try array("J_regressor")
    #expect(regressor.shape == [5, 4])
    let rows: [Float] = [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0.5, 0, 0, 0.5]
    #expect(regressor.values == rows)
    #expect(try array("by_rows").values == regressor.values)
    #expect(members.entries["kind"]?.text == "flame")
  }

  @Test(.enabled(if: python != nil)) func damagedFilesAreSurvived() throws {
    let data = try flame(2)
    var random = TestRandom(3)
    for _ in 0..<300 {
      var damaged = data
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<min(600, data.count), using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { damaged = damaged.prefix(Int.random(in: 0..<data.count, using: &random)) }
      guard case .dictionary(let members)? = PickleReader.value(damaged) else { continue }
      for value in members.entries.values { _ = PickledArray(value, budget: ReadingBudget(fileBytes: 1 << 20)) }
    }
  }

  @Test func nestsWithoutEndAreRefused() {
    #expect(PickleReader.value(Data([0x4E] + [UInt8](repeating: 0x85, count: 1_000_000) + [0x2E])) == nil)
    // A list that holds itself.
    let own = Data([0x80, 2]) + Data("}q\0(U\u{1}xh\0u.".utf8)
    #expect(PickleReader.value(own) != nil)
  }
}
