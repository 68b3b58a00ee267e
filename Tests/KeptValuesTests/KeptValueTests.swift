import Foundation
import TestSupport
import Testing

@testable import KeptValues

struct KeptValueTests {
  /// A value with an array and a word.
  private struct Sample: KeptValue, Equatable {
    static let kind = "mien-sample"
    static let version = 3

    var values: [Float]
    var word: String

    var key: ContentKey {
      let maker = ContentKeyMaker("sample")
      maker.add(word)
      return maker.key()
    }

    private struct Details: Codable { let word: String }

    var record: KeptRecord {
      KeptRecord(Details(word: word), arrays: ["values": .init(shape: [values.count / 2, 2], values: values)])
    }

    init(values: [Float], word: String) { (self.values, self.word) = (values, word) }

    init(_ record: KeptRecord) throws(KeptError) {
      values = try record.rows("values", columns: 2)
      word = try record.details(as: Details.self).word
    }
  }

  /// The same value as a newer program makes it.
  private struct NewerSample: KeptValue {
    static let kind = Sample.kind
    static let version = Sample.version + 1
    let key: ContentKey
    let record: KeptRecord

    init(_ sample: Sample) { (key, record) = (sample.key, sample.record) }
    init(_ record: KeptRecord) throws(KeptError) { throw KeptError(.damaged, "not read here") }
  }

  private let sample = Sample(values: [1, -2.5, .pi, 0, 1e-30, 3], word: "süß \"x\"")

  private func code(_ data: Data) -> KeptError.Code? {
    #expect(throws: KeptError.self) { try Sample(decoding: data, name: "file") }?.code
  }

  @Test func whatIsKeptComesBackBitForBit() throws {
    #expect(try Sample(decoding: sample.encoded(), name: "file") == sample)
    #expect(sample.encoded() == sample.encoded())
    let empty = Sample(values: [], word: "")
    #expect(try Sample(decoding: empty.encoded(), name: "file") == empty)
  }

  @Test func aFileCutAnywhereIsRefused() {
    let data = sample.encoded()
    for length in 0..<data.count {
      #expect(throws: KeptError.self) { try Sample(decoding: data.prefix(length), name: "f") }
    }
  }

  @Test func aFileWithAnyByteChangedIsRefused() {
    let data = sample.encoded()
    for index in data.indices {
      var changed = data
      changed[index] ^= 0x15
      // Spaces that fill up the header mean nothing.
      guard (try? Sample(decoding: changed, name: "file")) != nil else { continue }
      Issue.record("byte \(index) was changed and nobody noticed")
    }
  }

  @Test func anotherVersionAndAnotherKindAreRefusedByName() {
    let newer = NewerSample(sample).encoded()
    #expect(code(newer) == .versionOther)
    let error = #expect(throws: KeptError.self) { try Sample(decoding: newer, name: "file") }
    #expect(error?.message.contains("version 4") == true)
    #expect(code(Data("{}".utf8)) == .damaged)
  }

  @Test func keysTellPartsApart() {
    func key(_ parts: [String]) -> ContentKey {
      let maker = ContentKeyMaker("test")
      for part in parts { maker.add(part) }
      return maker.key()
    }
    #expect(key(["ab", "c"]) != key(["a", "bc"]) && key([]) != key([""]) && key(["a"]) == key(["a"]))
    #expect(ContentKeyMaker("one").key() != ContentKeyMaker("two").key())
    #expect(ContentKey(hexadecimal: key(["a"]).hexadecimal) == key(["a"]))
    for bad in ["", "12", String(repeating: "G", count: 32), String(repeating: "A", count: 32)] {
      #expect(ContentKey(hexadecimal: bad) == nil)
    }
  }

  @Test func aFilesKeyIsThatOfItsBytes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1, 2, 3], to: "a")
    #expect(try ContentKey(ofFile: path) == ContentKey(ofFile: try folder.write([1, 2, 3], to: "b")))
    #expect(try ContentKey(ofFile: path) != ContentKey(ofFile: try folder.write([1, 2, 4], to: "c")))
    #expect(throws: KeptError.self) { try ContentKey(ofFile: folder.path("none")) }
  }
}
