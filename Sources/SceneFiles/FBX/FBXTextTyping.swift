internal import Foundation

/// The binary types of an ASCII record's values: what exporters write at that place.
struct FBXTextTyping {
  let node: String
  let parent: String

  private static let fractional: Set<String> = [
    "double", "Number", "Vector", "Vector3D", "Vector4D", "Color", "ColorRGB", "ColorAndAlpha", "Lcl Translation",
    "Lcl Rotation", "Lcl Scaling", "FieldOfView", "FieldOfViewX", "FieldOfViewY", "Visibility", "Roll",
    "OpticalCenterX",
    "OpticalCenterY", "float", "Float", "matrix4x4",
  ]
  private static let doubleRecords: Set<String> = ["DeformPercent", "Default", "Weight", "FullWeights"]
  private static let doubleLists: Set<String> = [
    "Vertices", "Normals", "NormalsW", "Binormals", "BinormalsW", "Tangents", "TangentsW", "UV", "Colors", "Weights",
    "Transform", "TransformLink", "TransformAssociateModel", "Matrix", "FullWeights", "Points", "EdgeCrease",
  ]
  private static let floatLists: Set<String> = ["KeyValueFloat", "KeyAttrDataFloat"]

  /// Whether the record holds a file's bytes, which ASCII has as base64, in one piece or several.
  var isContent: Bool { parent == "Video" && node == "Content" }

  /// The bytes of a ``isContent`` record; nil where its text is no base64.
  func content(_ tokens: [FBXTextReader.Token]) -> Data? {
    var content = Data()
    for case .text(let text) in tokens {
      guard let piece = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else { return nil }
      content += piece
    }
    return content
  }

  func property(_ token: FBXTextReader.Token, at index: Int, of tokens: [FBXTextReader.Token]) -> FBXProperty {
    switch token {
    case .text(let text):
      let isObjectName = (parent == "Objects" && index == 1) || (node == "SceneInfo" && index == 0)
      return .text(isObjectName ? Self.binaryName(text) : text)
    case .letter(let letter): return .bool(letter == "Y" || letter == "T")
    case .arrayCount(let count): return .int32(Int32(clamping: count))
    case .number(let digits): return number(digits, at: index, of: tokens)
    }
  }

  /// "Class::Name" as binary files write it.
  private static func binaryName(_ text: String) -> String {
    guard let separator = text.range(of: "::") else { return text }
    return "\(text[separator.upperBound...])\0\u{1}\(text[..<separator.lowerBound])"
  }

  private func number(_ digits: Substring, at index: Int, of tokens: [FBXTextReader.Token]) -> FBXProperty {
    let value = Double(digits) ?? 0
    guard let integer = Int64(digits) else { return .double(value) }
    if node == "P", tokens.count > 1, case .text(let type) = tokens[1] {
      if type == "KTime" { return .int64(integer) }
      return Self.fractional.contains(type) ? .double(value) : small(integer)
    }
    if Self.doubleRecords.contains(node) { return .double(value) }
    let isIdentifier =
      (parent == "Objects" && index == 0) || parent == "Connections" || node == "Document" || node == "RootNode"
      || node == "Node"
    return isIdentifier || node == "KeyTime" ? .int64(integer) : small(integer)
  }

  private func small(_ integer: Int64) -> FBXProperty {
    Int32(exactly: integer).map(FBXProperty.int32) ?? .int64(integer)
  }

  /// - Throws: ``SceneError`` `.damaged` for fractions where only whole numbers can stand.
  func array(_ doubles: [Double], integers: [Int64]?) throws(SceneError) -> FBXArray {
    if Self.floatLists.contains(node) { return .floats(doubles.map { Float($0) }) }
    guard !Self.doubleLists.contains(node), let integers else { return .doubles(doubles) }
    if node == "KeyTime" { return .int64s(integers) }
    let small = integers.compactMap(Int32.init(exactly:))
    return small.count == integers.count ? .int32s(small) : .int64s(integers)
  }
}
