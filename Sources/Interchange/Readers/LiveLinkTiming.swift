internal import FaceCurves

/// When each row of a Live Link take was recorded: its rate, and the frame that each row is.
///
/// Rows of a take step by one sixtieth, or by two where it was recorded at 30; rows may be missing. Where the timecodes say
/// nothing (many tools write a frame number or milliseconds there) rows are taken one after the other, 60 a second.
struct LiveLinkTiming {
  let frameRate: FrameRate
  /// Whether the file begins at the time of day, as takes of the app do.
  let isOfTheApp: Bool
  /// Increasing; the first is 0.
  private let frames: [Int]

  private static let secondsADay = 86_400.0
  /// A longer hole than this is no drop-out.
  private static let longestHoleSeconds = 60.0

  init(_ codes: [LiveLinkTimecode?], statedRate: Double?) {
    let stated = statedRate.flatMap { rate in
      try? FrameRate(parsing: rate == rate.rounded() ? "\(Int(rate))" : "\(rate)")
    }
    let base = stated?.framesPerSecond ?? 60
    let known = codes.compactMap(\.self)
    isOfTheApp = stated == nil && known.contains { $0.frames != $0.frames.rounded() }
    let inOrder = Array(codes.indices)
    guard known.count == codes.count, known.allSatisfy({ $0.frames < base + 1 }), known.count > 1 else {
      frameRate = stated ?? .liveLink
      frames = inOrder
      return
    }
    var seconds: [Double] = []
    var day = 0.0
    for code in known {
      var time = code.seconds(framesPerSecond: base) + day
      if let last = seconds.last, time < last - Self.secondsADay / 2 {
        day += Self.secondsADay
        time += Self.secondsADay
      }
      seconds.append(time)
    }
    let steps = zip(seconds.dropFirst(), seconds).map { $0 - $1 }
    let usual = steps.sorted()[steps.count / 2]
    guard usual > 0.5 / base, steps.allSatisfy({ $0 > 0 && $0 < Self.longestHoleSeconds }) else {
      frameRate = stated ?? .liveLink
      frames = inOrder
      return
    }
    let rate = stated ?? (usual > 1.5 / 60 ? FrameRate.liveLinkHalf : .liveLink)
    // Each row a frame after the one before, and a hole where several are missing: clocks drift against the frames.
    var frames = [0]
    for step in steps { frames.append((frames.last ?? 0) + max(1, Int((step * rate.framesPerSecond).rounded()))) }
    frameRate = rate
    self.frames = frames
  }

  /// A row for every frame, straight lines across holes.
  func filled(_ rows: [[Float]]) -> [[Float]] {
    guard let last = frames.last, last + 1 != rows.count, rows.count == frames.count else { return rows }
    var filled: [[Float]] = []
    filled.reserveCapacity(last + 1)
    for (row, frame) in zip(rows, frames) {
      if let before = filled.last, frame > filled.count {
        let start = filled.count - 1
        for missing in filled.count..<frame {
          let share = Float(missing - start) / Float(frame - start)
          filled.append(zip(before, row).map { $0 + ($1 - $0) * share })
        }
      }
      filled.append(row)
    }
    return filled
  }
}

extension FrameRate {
  /// 30 frames a second, Live Link Face's other choice.
  static let liveLinkHalf: FrameRate = {
    guard let rate = try? FrameRate(30) else { preconditionFailure("30 is a frame rate") }
    return rate
  }()
}
