/// The way of a reach that spends the least jerk: how far it is after a share of its time, both 0…1.
///
/// Source: Flash & Hogan 1985. Its greatest speed is 1.875 times the mean.
enum MinimumJerk {
  @inline(__always) static func share(_ time: Float) -> Float {
    let x = min(max(time, 0), 1)
    return x * x * x * (10 - x * (15 - 6 * x))
  }
}
