import Foundation
import TestSupport
import Testing

@testable import SpeechAudio

/// Every container that states how much sound it holds says so when it is cut.
struct ContainerIntegrityTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Containers of 16-bit samples by libsndfile's numbers (sndfile.h).
  static let containers: [(name: String, number: Int32)] = [
    ("wav", 0x1_0000), ("aiff", 0x2_0000), ("au", 0x3_0000), ("svx", 0x6_0000), ("nist", 0x7_0000), ("voc", 0x8_0000),
    ("w64", 0xB_0000), ("mat4", 0xC_0000), ("mat5", 0xD_0000), ("sds", 0x11_0000), ("avr", 0x12_0000),
    ("wavex", 0x13_0000),
    ("flac", 0x17_0000), ("caf", 0x18_0000), ("mpc", 0x21_0000), ("rf64", 0x22_0000),
  ]

  private func decode(_ path: String, keepGoing: Bool = false) throws -> Int {
    let reader = try AudioFileReader(path: path, keepGoing: keepGoing)
    var count = 0
    while true {
      let block = try reader.read()
      if block.isEmpty { return count }
      count += block.count
    }
  }

  @Test(arguments: containers) func aWholeFileIsReadAndACutOneFoundOut(container: (name: String, number: Int32)) throws
  {
    let samples = SoundFile.babble(seconds: 2)
    let whole = folder.path("whole.\(container.name)")
    try SoundFile.write(samples, container: container.number, to: whole)
    #expect(try abs(decode(whole) - samples.count) < 64)
    let data = try Data(contentsOf: URL(fileURLWithPath: whole))
    for share in [0.3, 0.7, 0.99] {
      let cut = try folder.write(data.prefix(Int(Double(data.count) * share)), to: "cut.\(container.name)")
      let error = #expect(throws: AudioError.self, "\(share)") { _ = try decode(cut) }
      #expect(error?.code == .truncated, "\(share): \(error?.message ?? "")")
    }
  }

  @Test func anRF64OfMoreThanFourGigabytesGoesByItsLongLength() throws {
    let whole = folder.path("a.rf64")
    try SoundFile.write(SoundFile.babble(seconds: 1), container: 0x22_0000, to: whole)
    var data = try Data(contentsOf: URL(fileURLWithPath: whole))
    guard data.prefix(4) == Data("RF64".utf8) else { return }  // short ones may be written as WAV
    let place = try #require(data.firstRange(of: Data("ds64".utf8))).lowerBound + 16
    withUnsafeBytes(of: UInt64(5_000_000_000).littleEndian) { data.replaceSubrange(place..<place + 8, with: $0) }
    let path = try folder.write(data, to: "b.rf64")
    #expect(#expect(throws: AudioError.self) { _ = try decode(path) }?.code == .truncated)
  }

  @Test func streamsOfUnknownLengthAreWhole() throws {
    let samples = SoundFile.babble(seconds: 1)
    for (name, number, place, bytes) in [("wav", Int32(0x1_0000), 40, 4), ("au", 0x3_0000, 8, 4)] {
      let whole = folder.path("whole.\(name)")
      try SoundFile.write(samples, container: number, to: whole)
      var data = try Data(contentsOf: URL(fileURLWithPath: whole))
      data.replaceSubrange(place..<place + bytes, with: [UInt8](repeating: 0xFF, count: bytes))
      let path = try folder.write(data, to: "stream.\(name)")
      #expect(!ContainerIntegrity.isTruncated(path: path), "\(name)")
    }
  }

  @Test func zerosAndNoiseEndInTime() throws {
    var random = TestRandom(7)
    let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for head in [
      "", "RIFF\u{0}\u{0}\u{0}\u{0}WAVE", "FORM\u{0}\u{0}\u{0}\u{0}AIFF", "caff", "wvpk", "Creative Voice File",
      "MATLAB", "OggS",
    ] {
      for body in [[UInt8](repeating: 0, count: 200_000), noise] {
        _ = ContainerIntegrity.isTruncated(path: try folder.write(Array(head.utf8) + body, to: "x.wav"))
      }
    }
  }
}
