public import DialogueBake
internal import Files
internal import Foundation

/// From where on a line is worth a look: a limit for every ``QualityCheck``.
public struct QualityThresholds: Sendable, Hashable {
  private var limits: [QualityCheck: Double] = [:]

  /// The standard limits.
  public init() {
    for check in QualityCheck.allCases { limits[check] = check.standard }
  }

  /// The standard limits but those that a YAML file names: `closures: 0.9` a line, `jitter: off` for none.
  /// - Throws: ``BakeError`` `.noInput`, `.badData`, `.usage`.
  public init(path: String) throws(BakeError) {
    let text: String
    do { text = try TextFile.read(URL(fileURLWithPath: path), what: "checks") } catch { throw BakeError(error) }
    try self.init(text, name: (path as NSString).lastPathComponent)
  }

  init(_ text: String, name: String) throws(BakeError) {
    self.init()
    for (key, value) in try YAMLTree(text, name: name).map ?? [] {
      guard let check = QualityCheck(rawValue: key) else {
        let known = QualityCheck.allCases.map(\.rawValue)
        let hint =
          NearestName.of(key, among: known).map { "did you mean '\($0)'?" } ?? "use \(known.joined(separator: ", "))"
        throw BakeError(.usage, "'\(name)': there is no check '\(key)': \(hint)")
      }
      if value.text == "off" || value.text == "no" {
        limits[check] = nil
      } else if let limit = value.text.flatMap(Double.init), limit.isFinite {
        limits[check] = limit
      } else {
        throw BakeError(.usage, "'\(name)': '\(key)' is no number: write 'closures: 0.9', or 'closures: off'")
      }
    }
  }

  /// Limits by the names of checks, for reports.
  var named: [String: Double] { Dictionary(uniqueKeysWithValues: limits.map { ($0.key.rawValue, $0.value) }) }

  /// Shorter lines have too few blinks to count, seconds.
  private static let blinkSeconds = 20.0
  /// So many bilabials missed are no accident of one.
  private static let leastWords = 2

  /// What of a line is worth a look; its length beside other languages is not looked at here.
  public func flags(_ quality: LineQuality) -> [QualityFlag] {
    var flags: [QualityFlag] = []
    func flag(_ check: QualityCheck, _ value: Double?, below: Bool, _ message: (String, String) -> String) {
      guard let value, let limit = limits[check], below ? value < limit : value > limit else { return }
      flags.append(QualityFlag(check: check, message: message(Self.number(value), Self.number(limit))))
    }
    let isSilent = quality.speechShare < (limits[.silence] ?? 0)
    flag(.silence, quality.speechShare, below: true) { "somebody speaks in \($0) of the recording, less than \($1)" }
    if !isSilent || quality.alignment == nil {
      flag(.quiet, quality.sound.loudness, below: true) {
        "the recording has \($0) LUFS, less than \($1): record it louder"
      }
    }
    flag(.alignment, quality.alignment, below: true) {
      "the text does not fit the sound (confidence \($0), less than \($1)): are both of this line?"
    }
    if quality.wordCount >= Self.leastWords {
      let share = Double(quality.missingWords.count) / Double(quality.wordCount)
      flag(.missingWords, share, below: false) { _, limit in
        "words that are not heard, more than \(limit) of them: \(quality.missingWords.prefix(8).joined(separator: " "))"
      }
    }
    flag(.unwritten, quality.unwrittenShare, below: false) { "\($0) of the speech is not in the text, more than \($1)" }
    flag(.loud, quality.sound.loudness, below: false) {
      "the recording has \($0) LUFS, more than \($1): record it quieter"
    }
    flag(.clipping, quality.sound.clippedShare, below: false) { "\($0) of the samples are clipped, more than \($1)" }
    flag(.noise, isSilent ? nil : quality.sound.rangeDecibels, below: true) {
      "speech lies \($0) dB above the noise, less than \($1)"
    }
    flag(.closures, quality.closureRecall, below: true) {
      "the lips touch in \($0) of \(quality.bilabialCount) bilabials, less than \($1)"
    }
    flag(.jitter, quality.jitter, below: false) { "the lips tremble (\($0), more than \($1))" }
    flag(.lag, quality.lagMilliseconds.map(abs), below: false) { value, limit in
      "the lips are \(value) ms \((quality.lagMilliseconds ?? 0) > 0 ? "late" : "early"), more than \(limit)"
    }
    flag(.rest, quality.restShare, below: true) { "the mouth rests in \($0) of the silences, less than \($1)" }
    flag(.range, Double(quality.strayChannels.count), below: false) { _, _ in
      "values outside 0 to 1: \(quality.strayChannels.prefix(8).joined(separator: ", "))"
    }
    flag(.frozen, Double(quality.frozenChannels.count), below: false) { _, _ in
      "channels that stand still: \(quality.frozenChannels.prefix(8).joined(separator: ", "))"
    }
    if quality.sound.seconds >= Self.blinkSeconds {
      flag(.blinks, quality.blinksAMinute, below: false) { "\($0) blinks a minute, more than \($1)" }
    }
    flag(.feeling, quality.feeling.isEmpty ? nil : quality.feelingShare, below: true) {
      "the feeling is unsure (\(quality.feeling) \($0), less than \($1))"
    }
    return flags
  }

  /// A line that lasts much longer or shorter than the same line in other languages; nil where it does not.
  /// - Parameter others: seconds of speech of the others.
  func lengthFlag(_ seconds: Double, others: [Double]) -> QualityFlag? {
    guard let limit = limits[.length], !others.isEmpty, seconds > 0 else { return nil }
    let middle = others.sorted()[others.count / 2]
    guard middle > 0 else { return nil }
    let ratio = max(seconds / middle, middle / seconds)
    guard ratio > limit else { return nil }
    return QualityFlag(
      check: .length,
      message: "it lasts \(Self.number(seconds)) s, the same line in other languages \(Self.number(middle)) s")
  }

  private static func number(_ value: Double) -> String {
    abs(value) >= 10 ? String(Int(value.rounded())) : String((value * 1000).rounded() / 1000)
  }
}
