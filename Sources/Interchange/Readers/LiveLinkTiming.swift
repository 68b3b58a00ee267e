internal import FaceCurves

/// When each row of a Live Link take was recorded: its rate, and the frame that each row is.
///
/// Rows of a take step by one frame of its clock, or by several where it was recorded at a lower rate (30 or 24 on a clock of
/// 60); rows may be missing. Where the timecodes say nothing (many tools write a frame number or milliseconds there) rows are
/// taken one after the other, 60 a second.
struct LiveLinkTiming {
  let frameRate: FrameRate
  /// Whether the file begins at the time of day, as takes of the app do.
  let isOfTheApp: Bool
  /// Increasing; the first is 0.
  private let frames: [Int]

  private static let hoursADay = 24
  /// A longer hole than this is no drop-out.
  private static let longestHoleSeconds = 60.0
  /// Steps this often the usual one are holes.
  private static let holeSteps = 1.8

  init(_ codes: [LiveLinkTimecode?], statedRate stated: FrameRate?) {
    let known = codes.compactMap(\.self)
    isOfTheApp = stated == nil && known.contains { $0.frames != $0.frames.rounded() }
    let clock = LiveLinkClock(known, stated: stated.map { Int($0.framesPerSecond.rounded(.up)) })
    let inOrder = Array(codes.indices)
    guard known.count == codes.count, known.allSatisfy({ $0.frames < Double(clock.base) + 1 }), known.count > 1 else {
      frameRate = stated ?? .liveLink
      frames = inOrder
      return
    }
    let day = Double(Self.hoursADay * 3600 * clock.base)
    var numbers: [Double] = []
    var midnights = 0.0
    for code in known {
      var number = code.frameNumber(base: clock.base, dropped: clock.dropped) + midnights
      if let last = numbers.last, number < last - day / 2 {
        midnights += day
        number += day
      }
      numbers.append(number)
    }
    let steps = zip(numbers.dropFirst(), numbers).map { $0 - $1 }
    let usual = steps.sorted()[steps.count / 2]
    guard usual > 0.5, steps.allSatisfy({ $0 > 0 && $0 < Self.longestHoleSeconds * Double(clock.base) }) else {
      frameRate = stated ?? .liveLink
      frames = inOrder
      return
    }
    let rate = stated ?? Self.rate(clock, steps.filter { $0 < Self.holeSteps * usual })
    // Each row a frame after the one before, and a hole where several are missing: clocks drift against the frames.
    let perStep = rate.framesPerSecond / (stated?.framesPerSecond ?? Self.framesPerSecond(clock))
    var frames = [0]
    for step in steps { frames.append((frames.last ?? 0) + max(1, Int((step * perStep).rounded()))) }
    frameRate = rate
    self.frames = frames
  }

  /// A clock that drops numbers runs at 1000/1001 of its base.
  private static func framesPerSecond(_ clock: LiveLinkClock) -> Double {
    Double(clock.base) * (clock.dropped > 0 ? 1000.0 / 1001 : 1)
  }

  /// The rate at which rows were recorded, from the steps between them on the clock.
  private static func rate(_ clock: LiveLinkClock, _ steps: [Double]) -> FrameRate {
    let mean = steps.reduce(0, +) / Double(steps.count)
    let perSecond = Double(clock.base) / mean
    let nearest = LiveLinkClock.bases.filter { $0 <= clock.base }.min {
      abs(Double($0) - perSecond) < abs(Double($1) - perSecond)
    }
    let whole = nearest ?? clock.base
    return (try? clock.dropped > 0 ? FrameRate(whole * 1000, 1001) : FrameRate(whole)) ?? .liveLink
  }

  /// Frames that ``filled(_:)`` makes of so many rows.
  func frameCount(_ rows: [[Float]]) -> Int { rows.count == frames.count ? (frames.last ?? -1) + 1 : rows.count }

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
