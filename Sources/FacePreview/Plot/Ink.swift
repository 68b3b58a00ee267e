/// A colour of a drawing, sRGB 0…1.
struct Ink: Sendable {
  let red: Double
  let green: Double
  let blue: Double
  var alpha: Double = 1

  /// 0xRRGGBB.
  init(_ hex: UInt32, alpha: Double = 1) {
    red = Double(hex >> 16 & 255) / 255
    green = Double(hex >> 8 & 255) / 255
    blue = Double(hex & 255) / 255
    self.alpha = alpha
  }

  static let paper = Ink(0x1F2329)
  static let lane = Ink(0x272C34)
  static let grid = Ink(0x3A424D)
  static let text = Ink(0xD7DCE2)
  static let faint = Ink(0x8B95A1)
  static let wave = Ink(0x6F8FB5)

  /// Told apart by most eyes; after Okabe and Ito.
  static let curves = [0xE69F00, 0x56B4E9, 0x2FBF8F, 0xF0E442, 0x4F8FE0, 0xE8703A, 0xCC79A7, 0xB8BEC7].map { Ink($0) }
}
