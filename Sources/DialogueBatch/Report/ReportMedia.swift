internal import DialogueBake
internal import DialoguePreview
internal import FacePerformance
internal import FaceRig
internal import Foundation
internal import KeptValues
internal import SpeechAudio

/// What a page of a report shows and plays of a line: a strip of its face, and its sound, as data URLs.
struct ReportMedia {
  private let store: KeptStore
  private let rigs = RigShelf(mostHeld: 4)
  private var strips: [String: FilmStrip] = [:]
  private var left: Int

  /// Lines without a flag have strips and sounds, too, in batches that are as small.
  private let showsAll: Bool
  private static let smallBatch = 60
  /// Of a sound within a page, seconds and samples a second.
  private static let mostSeconds = 30.0
  private static let sampleRate = 16_000

  /// - Parameter mostBytes: what all of it may take.
  init(_ report: BatchReport, mostBytes: Int) {
    store = KeptStore(folder: Batch.cacheFolder(of: report.options), mostBytes: report.options.cacheBytes)
    left = mostBytes
    showsAll = report.entries.count <= Self.smallBatch
  }

  /// A line's strip and sound; nil for what there is no room for, or what cannot be had any more.
  mutating func extras(of entry: BatchReport.Entry) -> (strip: String?, sound: String?) {
    guard left > 0, showsAll || !entry.flags.isEmpty else { return (nil, nil) }
    let strip = strip(of: entry)
    let sound = Self.sound(of: entry.line)
    left -= (strip?.utf8.count ?? 0) + (sound?.utf8.count ?? 0)
    return (strip, sound)
  }

  private mutating func strip(of entry: BatchReport.Entry) -> String? {
    guard let key = entry.quality?.fitted, let fitted = store.value(FittedLine.self, key) else { return nil }
    if strips[entry.rig] == nil { strips[entry.rig] = (try? rigs.rig(entry.rig)).map { FilmStrip($0.rig) } }
    guard let png = try? strips[entry.rig]?.png(of: fitted.clip) else { return nil }
    return "data:image/png;base64," + png.base64EncodedString()
  }

  private static func sound(of line: BatchLine) -> String? {
    guard let reader = try? AudioFileReader(path: line.audio, keepGoing: true, seconds: line.span) else { return nil }
    let step = max(1, Int((Double(reader.sampleRate) / Double(sampleRate)).rounded()))
    var bytes = Data()
    var (sum, count): (Float, Int) = (0, 0)
    let most = Int(mostSeconds) * reader.sampleRate / step
    while bytes.count / 2 < most, let block = try? reader.read(), !block.isEmpty {
      for sample in block {
        sum += sample
        count += 1
        guard count == step else { continue }
        let value = Int16(min(max(sum / Float(step), -1), 1) * 32_767)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        (sum, count) = (0, 0)
      }
    }
    guard !bytes.isEmpty else { return nil }
    return "data:audio/wav;base64," + (header(bytes.count, reader.sampleRate / step) + bytes).base64EncodedString()
  }

  /// A WAV header of 16 bits in one channel.
  private static func header(_ bytes: Int, _ rate: Int) -> Data {
    var data = Data("RIFF".utf8)
    func add(_ value: Int, _ size: Int) { for shift in 0..<size { data.append(UInt8(value >> (8 * shift) & 255)) } }
    add(36 + bytes, 4)
    data += Data("WAVEfmt ".utf8)
    add(16, 4)
    add(1, 2)
    add(1, 2)
    add(rate, 4)
    add(rate * 2, 4)
    add(2, 2)
    add(16, 2)
    data += Data("data".utf8)
    add(bytes, 4)
    return data
  }
}
