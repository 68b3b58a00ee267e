/// A part of a performance that can be written by itself: the words' own face, or what one layer of acting adds to it.
public enum LinePart: Sendable, Hashable, CaseIterable {
  /// Lips and all that no layer of acting adds.
  case words
  case acting(ActingLayer)

  /// The words first.
  public static let allCases: [LinePart] = [.words] + ActingLayer.allCases.map(LinePart.acting)

  /// As it stands in names of files.
  public var name: String {
    switch self {
    case .words: "words"
    case .acting(let layer): layer.rawValue
    }
  }
}
