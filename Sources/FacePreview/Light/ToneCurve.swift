internal import Foundation

/// Between light and pixels: sRGB's curve, and a shoulder that keeps highlights from clipping hard.
struct ToneCurve: Sendable {
  /// Light of an 8-bit sRGB value.
  static let linear: [Float] = (0...255).map { value in
    let v = Float(value) / 255
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
  }

  /// Steps of light that the table tells apart, up to ``mostLight``.
  static let steps = 4096
  static let mostLight: Float = 4

  /// Pixel values of light 0…``mostLight`` in even steps.
  static let pixels: [UInt8] = (0..<steps).map { step in
    let light = shouldered(Float(step) / Float(steps - 1) * mostLight)
    let v = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8((max(0, min(1, v)) * 255).rounded())
  }

  /// Straight up to 0.6, then bending so that light 4 is white.
  private static func shouldered(_ light: Float) -> Float {
    let knee: Float = 0.6
    guard light > knee else { return light }
    let rest = (light - knee) / (1 - knee)
    let most = (mostLight - knee) / (1 - knee)
    return knee + (1 - knee) * rest * (1 + rest / (most * most)) / (1 + rest)
  }
}
