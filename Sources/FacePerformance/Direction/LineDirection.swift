/// All that is directed in a line, of its settings and of its text, as layers take it.
struct LineDirection: Sendable {
  /// The settings of acting, in the manner of the line as a whole.
  let acting: ActingSettings
  let manners: MannerTrack
  let gestures: [DirectedLine.TimedGesture]
  let looks: [DirectedLine.TimedLook]
  /// Where the eyes look while no other look is directed.
  let overallLook: Look?
  let marks: [DirectedLine.TextMark]

  init(_ settings: PerformanceSettings, _ line: DirectedLine) {
    var acting = settings.acting
    guard acting.has(.direction) else {
      (self.acting, manners, gestures, looks, overallLook, marks) = (acting, MannerTrack(), [], [], nil, [])
      return
    }
    acting.take(settings.direction.manner)
    self.acting = acting
    manners = MannerTrack(line.manners)
    gestures = settings.direction.gestures + line.gestures
    looks = line.looks
    overallLook = settings.direction.look
    marks = acting.marks > 0 ? line.marks : []
  }

  /// Nothing is directed.
  init(_ acting: ActingSettings) {
    (self.acting, manners, gestures, looks, overallLook, marks) = (acting, MannerTrack(), [], [], nil, [])
  }

  var hasLooks: Bool { !looks.isEmpty || overallLook != nil }
}

extension PerformanceSettings {
  /// The feelings that are directed in a line.
  package func directedFeelings(_ line: DirectedLine = .none) -> DirectedFeelings {
    acting.has(.direction)
      ? DirectedFeelings(line.feelings, overall: direction.feeling) : DirectedFeelings([], overall: nil)
  }
}
