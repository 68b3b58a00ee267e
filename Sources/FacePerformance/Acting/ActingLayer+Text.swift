extension ActingLayer {
  /// Reads `all`, `none`, layers that act alone (`head,gaze`), or layers that are left out (`-blinks,-head`).
  /// - Throws: ``ActingError`` `.layerUnknown`.
  public static func layers(parsing text: String) throws(ActingError) -> Set<ActingLayer> {
    let names = text.lowercased().split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    if names == ["all"] { return Set(allCases) }
    if names == ["none"] { return [] }
    let isLeavingOut = names.first?.hasPrefix("-") == true
    var named: Set<ActingLayer> = []
    for name in names {
      guard name.hasPrefix("-") == isLeavingOut, let layer = ActingLayer(rawValue: String(name.drop { $0 == "-" }))
      else {
        throw ActingError(
          .layerUnknown,
          "'\(name.prefix(80))' is no layer to act: name some of \(allCases.map(\.rawValue).joined(separator: ", ")), each"
            + " with a '-' to leave them out")
      }
      named.insert(layer)
    }
    guard !named.isEmpty else {
      throw ActingError(.layerUnknown, "no layer is named: write all, none, or layers like head,gaze")
    }
    return isLeavingOut ? Set(allCases).subtracting(named) : named
  }

  /// Layers as ``layers(parsing:)`` reads them.
  public static func text(of layers: Set<ActingLayer>) -> String {
    if layers.isEmpty { return "none" }
    let (named, others) = (allCases.filter(layers.contains), allCases.filter { !layers.contains($0) })
    if others.isEmpty { return "all" }
    return others.count < named.count
      ? others.map { "-\($0.rawValue)" }.joined(separator: ",") : named.map(\.rawValue).joined(separator: ",")
  }
}
