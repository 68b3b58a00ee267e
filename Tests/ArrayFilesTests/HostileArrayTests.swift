import Files
import Foundation
import Testing

@testable import ArrayFiles

/// Arrays that ask for more than they hold.
struct HostileArrayTests {
  private static var plenty: ReadingBudget { ReadingBudget(fileBytes: 1 << 20) }

  @Test func entriesThatNobodyWantsAreNotUnpacked() throws {
    var archive = ZipArchive.packed([("a.npy", Data([1])), ("b.npy", Data([2, 3]))])
    // The second entry's size in the directory is a lie, which only its unpacking would find.
    let entry = try #require(archive.range(of: Data([0x50, 0x4B, 1, 2]), options: .backwards)).lowerBound
    archive.replaceSubrange(entry + 24..<entry + 28, with: [0xFF, 0xFF, 0xFF, 0x7F])
    #expect(ZipArchive.unpacked(archive, budget: Self.plenty) { $0 == "a.npy" } == ["a.npy": Data([1])])
    #expect(ZipArchive.unpacked(archive, budget: Self.plenty) { _ in true } == nil)
  }

  @Test func entriesAreBoundedTogether() {
    let archive = ZipArchive.packed((0..<10).map { ("\($0)", Data(count: 1000)) })
    let budget = ReadingBudget(fileBytes: 0)
    #expect(budget.take(1, ofBytes: (256 << 20) - 5000))
    #expect(ZipArchive.unpacked(archive, budget: budget) { _ in true } == nil && budget.isSpent)
  }

  @Test(arguments: ["<U-1", "<U0", "<U9999999"]) func textOfNoWidthIsNoArray(type: String) {
    var file = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (0,), }\n"
    file += Data([UInt8(header.utf8.count), 0]) + Data(header.utf8)
    #expect(NPYArray(file: file + Data()) == nil)
  }

  @Test(arguments: [Float(9.3e18), .nan, -1, 0.5]) func aSparseMatrixWhoseStartsAreNoPlacesIsRefused(start: Float) {
    func array(_ values: [Float]) -> PickleValue {
      let type = PickleValue.object(PickleObject("numpy.dtype", [.text("f4")]))
      let bytes = PickleValue.bytes(values.withUnsafeBytes { Data($0) })
      return .object(
        PickleObject("numpy.core.numeric._frombuffer", [bytes, type, .tuple([.integer(values.count)]), .text("C")]))
    }
    func matrix(_ starts: [Float]) -> PickledArray? {
      let state = PickleDictionary()
      for (name, value) in [
        ("data", array([5])), ("indices", array([0])), ("indptr", array(starts)),
        ("_shape", .tuple([.integer(1), .integer(1)])),
      ] { state.set(.text(name), value) }
      let object = PickleObject("scipy.sparse.csc.csc_matrix", [])
      object.state = .dictionary(state)
      return PickledArray(.object(object), budget: Self.plenty)
    }
    #expect(matrix([0, 1])?.values == [5])
    #expect(matrix([0, start]) == nil)
  }
}
