internal import Foundation
public import SpeechAnimation

/// Where the feeling of a line comes from.
public enum EmotionChoice: Sendable, Hashable, Codable {
  /// The voice.
  case automatic
  /// Nothing is felt.
  case none
  /// The user.
  case keys(EmotionKeys)
  /// The user, some parts of the face otherwise than the rest; parts in their order.
  case regions(EmotionKeys, [RegionalFeeling])

  /// Reads `auto`, `none`, what ``EmotionKeys/init(parsing:)`` reads, or such feelings of parts of the face:
  /// `joy:0.3, brows:sadness:0.7`.
  /// - Throws: ``ModelError`` `.emotionInvalid`.
  public init(parsing text: String) throws(ModelError) {
    switch text.lowercased() {
    case "auto": self = .automatic
    case "none": self = .none
    default:
      let keys = try EmotionKeys(parsing: Self.text(text, of: nil))
      let regions = FeelingRegion.allCases.filter { region in Self.parts(of: text).contains { $0.region == region } }
      guard !regions.isEmpty else {
        self = .keys(keys)
        return
      }
      var felt: [RegionalFeeling] = []
      for region in regions {
        felt.append(RegionalFeeling(region: region, keys: try EmotionKeys(parsing: Self.text(text, of: region))))
      }
      self = .regions(keys, felt)
    }
  }

  /// The feelings of a text, with the part of the face that each is for.
  private static func parts(of key: some StringProtocol) -> [(region: FeelingRegion?, text: String)] {
    key.split { $0 == "," || $0 == ";" }.map { part in
      let words: [String] = part.split { $0 == " " }.map { String($0) }
      let name = words.last.map { $0.prefix { $0 != ":" } } ?? ""
      guard let region = FeelingRegion(rawValue: name.lowercased()) else { return (nil, String(part)) }
      let felt = words[words.count - 1].dropFirst(name.count + 1)
      return (region, (words.dropLast() + [String(felt)]).joined(separator: " "))
    }
  }

  /// The keys of a text for one part of the face, or for the rest of it: where a key says nothing of a part, it feels as the
  /// rest.
  private static func text(_ text: String, of region: FeelingRegion?) -> String {
    text.split(separator: ";").map { key in
      let time = key.split(separator: " ").first.flatMap { Double($0) == nil ? nil : String($0) + " " } ?? ""
      let parts = parts(of: key).map { part in
        (region: part.region, text: part.text.split(separator: " ").drop { Double($0) != nil }.joined(separator: " "))
      }
      let own = parts.filter { $0.region == region }
      let felt = own.isEmpty ? parts.filter { $0.region == nil } : own
      return time + (felt.isEmpty ? Emotion.neutral.rawValue : felt.map(\.text).joined(separator: ","))
    }.joined(separator: "; ")
  }

  /// The choice as ``init(parsing:)`` reads it.
  public var text: String {
    switch self {
    case .automatic: "auto"
    case .none: "none"
    case .keys(let keys): keys.text
    case .regions(let keys, let regions): Self.text(keys, regions)
    }
  }

  private static func text(_ keys: EmotionKeys, _ regions: [RegionalFeeling]) -> String {
    let rest = keys.text.components(separatedBy: "; ")
    let parts = regions.map { ($0.region, $0.keys.text.components(separatedBy: "; ")) }
    return rest.indices.map { index in
      parts.reduce(rest[index]) { text, part in
        let felt = part.1[index].split(separator: " ").last ?? ""
        return text + felt.split(separator: ",").map { ",\(part.0.rawValue):\($0)" }.joined()
      }
    }.joined(separator: "; ")
  }

  /// What parts of the face feel otherwise.
  package var regional: [RegionalFeeling] {
    if case .regions(_, let regions) = self { regions } else { [] }
  }

  /// The user's keys; nil where the voice says.
  package var givenKeys: EmotionKeys? {
    switch self {
    case .automatic: nil
    case .none: .neutral
    case .keys(let keys), .regions(let keys, _): keys
    }
  }

  package func keys(for heard: HeardSpeech, _ settings: FeelingSettings) -> EmotionKeys {
    givenKeys?.shaped(settings) ?? heard.emotion.keys(settings)
  }
}
