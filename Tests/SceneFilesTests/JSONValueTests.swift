import TestSupport
import Testing

@testable import SceneFiles

struct JSONValueTests {
  private func parse(_ text: String) -> JSONValue? { JSONValue(parsing: Array(text.utf8)) }

  @Test func keepsOrderAndTheSpellingOfNumbers() {
    let text = #"{"z":0.10,"a":[1E3,-0,true,null],"é😀":"\"\\/\n"}"#
    let written = parse(text).map { String(decoding: $0.serialized, as: UTF8.self) }
    #expect(written == #"{"z":0.10,"a":[1E3,-0,true,null],"é😀":"\"\\/\n"}"#)
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\"}", "\"\\u12\"", "\"\\ud800x\"", "01x", "nul", "[1] 2", "\"\u{01}\""])
  func refusesWhatIsNotJSON(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func refusesNestingThatWouldExhaustTheStack() {
    #expect(parse(String(repeating: "[", count: 1_000_000)) == nil)
    #expect(parse(String(repeating: "[", count: 100) + String(repeating: "]", count: 100)) != nil)
  }

  @Test(arguments: 1...50)
  func whatIsWrittenReadsBackTheSame(seed: UInt64) {
    var random = TestRandom(seed)
    func value(_ depth: Int) -> JSONValue {
      switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &random) {
      case 0: return .null
      case 1: return .bool(Bool.random(using: &random))
      case 2: return .float(Float.random(in: -1e6...1e6, using: &random))
      case 3:
        return .string(
          String(
            (0..<Int.random(in: 0..<8, using: &random)).map { _ in "a\"\\é\n\u{7}日😀".randomElement(using: &random)! }))
      case 4: return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth + 1) })
      default:
        return .object((0..<Int.random(in: 0..<4, using: &random)).map { JSONValue.Member("k\($0)", value(depth + 1)) })
      }
    }
    let original = value(0)
    #expect(JSONValue(parsing: original.serialized) == original)
  }
}
