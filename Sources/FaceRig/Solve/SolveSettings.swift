/// Settings of a solve for weights: what it prefers where the surface leaves a choice.
///
/// Every price is a share of what a target moves by itself (its sum of squared displacements), so that the same number means
/// the same for a head in metres and one in centimetres, for an eyelid and for the jaw.
public struct SolveSettings: Sendable {
  /// The price of a weight's square: the least that tells targets apart which move alike.
  public var ridge: Double = 1e-9
  /// The price of a weight's square as a share of what targets move on average: keeps small targets from explaining noise.
  public var commonRidge: Double = 0
  /// The price of a weight: small ones become 0. For targets whose lower limit is not below 0.
  public var sparsity: Double = 0
  /// The price of the squared difference between the two of a pair.
  public var symmetry: Double = 0
  /// The price of the squared change since the frame before; the first frame has none.
  public var steadiness: Double = 0
  /// Targets that mirror each other.
  public var symmetricPairs: [Pair] = []
  /// Targets that undo each other: the weaker of the two goes to its lower limit.
  public var cancelPairs: [Pair] = []

  /// Numbers of two targets.
  public struct Pair: Sendable, Equatable {
    /// The number of the one.
    public let first: Int
    /// The number of the other.
    public let second: Int

    /// A pair of targets by their numbers.
    public init(_ first: Int, _ second: Int) {
      self.first = first
      self.second = second
    }
  }

  /// Settings with the least price that tells targets apart, and no others.
  public init() {}
}
