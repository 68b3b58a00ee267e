internal import DialogueBake
internal import Yams

/// What a YAML file holds: texts, lists and maps. Anchors may stand in it, as long as what they unfold to stays small.
indirect enum YAMLTree {
  case leaf(String)
  case items([YAMLTree])
  case pairs([(key: String, value: YAMLTree)])

  /// - Throws: ``BakeError`` `.badData`.
  init(_ text: String, name: String) throws(BakeError) {
    let node: Node?
    do { node = try compose(yaml: text) } catch {
      let reason = "\(error)".split(whereSeparator: \.isNewline).first.map(String.init) ?? "it cannot be read"
      throw BakeError(.badData, "'\(name)' is not YAML (\(reason)): check its indents and quotes")
    }
    // Whatever stands there takes a byte at least: more values than bytes come of anchors within anchors.
    var left = text.utf8.count + 1
    guard let node, let tree = Self.tree(node, &left) else {
      if node == nil {
        self = .leaf("")
        return
      }
      throw BakeError(.badData, "'\(name)' unfolds to more than it says, by anchors within anchors: write values out")
    }
    self = tree
  }

  private static func tree(_ node: Node, _ left: inout Int) -> YAMLTree? {
    left -= 1
    guard left >= 0 else { return nil }
    switch node {
    case .scalar(let scalar): return .leaf(scalar.string)
    case .sequence(let sequence):
      var items: [YAMLTree] = []
      for item in sequence {
        guard let item = tree(item, &left) else { return nil }
        items.append(item)
      }
      return .items(items)
    case .mapping(let mapping):
      var pairs: [(key: String, value: YAMLTree)] = []
      for (key, value) in mapping {
        guard let value = tree(value, &left) else { return nil }
        pairs.append((key.string ?? "", value))
      }
      return .pairs(pairs)
    case .alias: return .leaf("")
    }
  }

  var text: String? {
    if case .leaf(let text) = self { return text }
    return nil
  }

  var list: [YAMLTree]? {
    if case .items(let items) = self { return items }
    return nil
  }

  var map: [(key: String, value: YAMLTree)]? {
    if case .pairs(let pairs) = self { return pairs }
    return nil
  }

  /// A text, or all of a list of texts.
  var texts: [String]? { text.map { [$0] } ?? list.map { $0.compactMap(\.text) } }
}
