/// One curve a mouth control, at the model's 50 frames a second.
public struct MouthMovement: Sendable {
  public let frameCount: Int
  private var curves: [[Float]]

  public init(frameCount: Int) {
    self.frameCount = frameCount
    curves = MouthControl.allCases.map { _ in [Float](repeating: 0, count: frameCount) }
  }

  public subscript(control: MouthControl) -> [Float] {
    get { curves[Self.position[control]!] }
    set {
      precondition(newValue.count == frameCount)
      curves[Self.position[control]!] = newValue
    }
  }

  private static let position = Dictionary(
    uniqueKeysWithValues: MouthControl.allCases.enumerated().map { ($0.element, $0.offset) })
}
