internal import SpeechAnimation

/// Demands that cannot be met at once: the last one wins, and that is said.
struct DemandRivals: Sendable {
  private(set) var demands: [DirectionPhrase.Demand] = []
  private(set) var notes: [String] = []

  /// What of a face a demand takes for itself.
  private enum Claim: Hashable {
    case pleasant, unpleasant
    case look
    case loud, low
    case more(Manner.Axis)
    case less(Manner.Axis)
    case held(Gesture.Part)
  }

  /// - Parameter asked: in order.
  init(_ asked: [DirectionPhrase.Demand]) {
    var holders: [Claim: Int] = [:]
    var kept: [DirectionPhrase.Demand?] = []
    var reported: Set<Int> = []
    for demand in asked {
      let claims = Self.claims(of: demand.effect)
      for claim in claims {
        for rival in Self.rivals(of: claim) {
          guard let index = holders[rival], let other = kept[index], other.name != demand.name else { continue }
          kept[index] = Self.without(rival, other)
          holders[rival] = nil
          if reported.insert(kept.count).inserted {
            notes.append("'\(other.name)' and '\(demand.name)' contradict each other: the last one counts")
          }
        }
      }
      for claim in claims { holders[claim] = kept.count }
      kept.append(demand)
    }
    demands = kept.compactMap(\.self)
  }

  /// From such shares of the jaw on a voice is loud, or low.
  private static let loud: Float = 1.19
  private static let low: Float = 0.81
  /// A share that is so far from 1 can be contradicted.
  private static let marked: Float = 0.29
  private static let moving: [Manner.Axis] = [.head, .gaze, .brows, .cheeks, .blinkRate]

  /// What is left of a demand that has lost a claim: of a manner all but the axis on which it is contradicted.
  private static func without(_ claim: Claim, _ demand: DirectionPhrase.Demand) -> DirectionPhrase.Demand? {
    guard case .manner(var manner) = demand.effect else { return nil }
    switch claim {
    case .more(let axis), .less(let axis): manner[axis] = 1
    default: return nil
    }
    var left = demand
    left.effect = .manner(manner)
    return left
  }

  private static func claims(of effect: DirectionEffect) -> [Claim] {
    switch effect {
    case .feeling(let state):
      let pleasant = state[.joy]
      let unpleasant = state[.anger] + state[.sadness] + state[.fear] + state[.disgust]
      if pleasant == 0, unpleasant == 0 { return [] }
      return pleasant > unpleasant ? [.pleasant] : unpleasant > 0.25 ? [.unpleasant] : []
    case .look: return [.look]
    case .manner(let manner):
      let voice: [Claim] = manner[.jaw] >= Self.loud ? [.loud] : manner[.jaw] <= Self.low ? [.low] : []
      return voice
        + Self.moving.compactMap {
          (manner[$0] - 1).magnitude < Self.marked ? nil : manner[$0] > 1 ? .more($0) : .less($0)
        }
    case .gesture(let gesture, _): return gesture.isHeld ? [.held(gesture.part)] : []
    case .pause: return []
    }
  }

  private static func rivals(of claim: Claim) -> [Claim] {
    switch claim {
    case .pleasant: [.unpleasant]
    case .unpleasant: [.pleasant]
    case .look: [.look]
    case .loud: [.low]
    case .low: [.loud]
    case .more(let axis): [.less(axis)]
    case .less(let axis): [.more(axis)]
    case .held(let part): [.held(part)]
    }
  }
}
