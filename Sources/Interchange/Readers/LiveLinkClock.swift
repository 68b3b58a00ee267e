/// The clock of a take's timecodes: how many frames it counts a second, told by the values that the codes take.
struct LiveLinkClock {
  let base: Int
  /// Numbers that are left out at the start of each minute but every tenth: 2 of 30, 4 of 60; 0 of a clock that drops none.
  let dropped: Int

  static let bases = [24, 25, 30, 48, 50, 60, 100, 120]
  /// What Live Link Face counts.
  static let usual = 60

  /// - Parameter stated: the base, where the file says it.
  init(_ codes: [LiveLinkTimecode], stated: Int?) {
    let base = stated ?? Self.base(of: codes)
    self.base = base
    let drops = base % 30 == 0 && (codes.contains(where: \.saysDropFrame) || Self.skipsAtMinutes(codes, base: base))
    dropped = drops ? base / 15 : 0
  }

  /// Between a frame of one second and the first of the next lie as many as the base has: where rows are regular, the step over
  /// the second's end says it.
  private static func base(of codes: [LiveLinkTimecode]) -> Int {
    let pairs = Array(zip(codes, codes.dropFirst()))
    let within = pairs.filter { $0.wholeSeconds == $1.wholeSeconds }.map { $1.frames - $0.frames }.filter { $0 > 0 }
    let greatest = codes.map(\.frames).max() ?? 0
    let fitting = bases.filter { Double($0) > greatest }
    guard let step = within.sorted().middle, let most = fitting.first else { return usual }
    // Of a whole minute one frame may be dropped at its start; the ends of other seconds say more.
    let over = pairs.filter { $1.wholeSeconds == $0.wholeSeconds + 1 && $1.wholeSeconds % 60 != 0 }
      .map { $0.frames + step - $1.frames }.filter { $0 > greatest }
    guard let rolled = over.sorted().middle else { return max(usual, most) }
    return fitting.min { abs(Double($0) - rolled) < abs(Double($1) - rolled) } ?? usual
  }

  /// Whether the first frame of a minute that is no tenth is numbered as if some came before it.
  private static func skipsAtMinutes(_ codes: [LiveLinkTimecode], base: Int) -> Bool {
    let skipped = Double(base / 15)
    let starts = zip(codes, codes.dropFirst()).filter { before, after in
      after.wholeSeconds == before.wholeSeconds + 1 && after.wholeSeconds % 60 == 0
        && (after.wholeSeconds / 60) % 10 != 0 && before.frames >= Double(base) - 2
    }
    return !starts.isEmpty && starts.allSatisfy { $1.frames >= skipped && $1.frames < skipped + 2 }
  }
}

extension [Double] {
  /// The middle one of sorted numbers; nil of none.
  fileprivate var middle: Double? { isEmpty ? nil : self[count / 2] }
}
