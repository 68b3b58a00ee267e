internal import Files
internal import Foundation
internal import FoundationXML

/// An element of an XML file with all in it; names without their namespaces.
final class XMLElement {
  let name: String
  let attributes: [String: String]
  fileprivate(set) var children: [XMLElement] = []
  fileprivate(set) var text = ""

  fileprivate init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// Reads a whole file; nil where it is not well-formed, nested deeper than any scene, unfolds to more than the budget has,
  /// or declares entities, which scenes have no use for.
  static func document(_ data: Data, budget: ReadingBudget) -> XMLElement? {
    guard let text = XMLText(data), !text.declaresEntities else { return nil }
    let parser = XMLParser(data: text.utf8)
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    let builder = XMLTreeBuilder(budget)
    parser.delegate = builder
    // Foundation on Linux may report an error after the last byte of a long file that is well-formed.
    _ = parser.parse()
    return builder.isWhole ? builder.root : nil
  }

  subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// Down a way of names.
  func at(_ names: String...) -> XMLElement? {
    names.reduce(self as XMLElement?) { element, name in element?[name] }
  }

  /// Itself and everything below of that name.
  func descendants(_ name: String) -> [XMLElement] {
    (self.name == name ? [self] : []) + children.flatMap { $0.descendants(name) }
  }

  /// The numbers of the text; nil where something else stands between them.
  var floats: [Float]? {
    text.withCString { start in
      var values: [Float] = []
      var place = start
      while true {
        while isspace(Int32(place.pointee)) != 0 { place += 1 }
        if place.pointee == 0 { return values }
        var end: UnsafeMutablePointer<CChar>?
        let value = strtof(place, &end)
        guard let end, UnsafePointer(end) != place else { return nil }
        values.append(value)
        place = UnsafePointer(end)
      }
    }
  }

  /// Whole numbers, none below 0.
  var indices: [Int]? {
    var values: [Int] = []
    for word in text.utf8.split(whereSeparator: { $0 <= 0x20 }) {
      guard let value = Int(Substring(word)), value >= 0 else { return nil }
      values.append(value)
    }
    return values
  }

  var words: [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

  /// The element's text in a line, without its margins.
  var line: String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
}

private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
  private(set) var root: XMLElement?
  /// Whether the root's end was read, and nothing was too deep.
  private(set) var isWhole = false
  private var isTooDeep = false
  private var path: [XMLElement] = []
  private let budget: ReadingBudget
  /// Memory of an element beside its text: itself, its name, its attributes.
  private static let bytesPerElement = 256

  init(_ budget: ReadingBudget) { self.budget = budget }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let element = XMLElement(name, attributes)
    if let parent = path.last { parent.children.append(element) } else { root = element }
    path.append(element)
    if path.count > ReadingBudget.mostDepth || !budget.take(1, ofBytes: Self.bytesPerElement) {
      isTooDeep = true
      parser.abortParsing()
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { path.last?.text += text }

  func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
    if !path.isEmpty { path.removeLast() }
    isWhole = path.isEmpty && !isTooDeep
  }
}
