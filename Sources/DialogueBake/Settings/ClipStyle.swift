public import FaceCurves
public import FaceRig
internal import Foundation
internal import Interchange

/// The settings that make a bake move as somebody moves in a clip.
///
/// Each is a ratio: what the clip shows beside what a bake at the defaults shows, within the setting's range.
public struct ClipStyle: Sendable {
  /// A setting, and what it came from.
  public struct Trait: Sendable {
    /// The setting's name.
    public let setting: String
    /// The setting's value.
    public let value: Float
    /// What the clip shows, and what a bake at the defaults shows, in the measure of ``ClipHabits``.
    public let seen: Float
    /// What a bake at the defaults shows.
    public let usual: Float
  }

  /// The settings that the clip tells, in the order of the table.
  public let traits: [Trait]

  /// What bakes at the defaults show, `mien style` over them: the mean of a reader's five minutes, six GRID speakers and 80
  /// lines of TIMIT.
  private static let usual: [(setting: String, habit: any KeyPath<ClipHabits, Float?> & Sendable, value: Float)] = [
    ("head", \.head, 0.023), ("gaze", \.gaze, 0.147), ("brows", \.brows, 0.21), ("cheeks", \.cheeks, 0.082),
    ("blink-rate", \.blinkRate, 0.383), ("blink-strength", \.blinkDepth, 0.991), ("asymmetry", \.asymmetry, 0.173),
    ("jaw", \.jaw, 0.218), ("lips", \.lips, 0.761),
  ]
  /// The same of how quickly brows and cheeks move. The mouth's tempo is that of the words.
  private static let usualQuickness: Float = 4.97

  /// - Throws: ``CurveError`` for a clip that is too short.
  public init(_ clip: FaceClip) throws(CurveError) {
    let habits = try ClipHabits(of: clip)
    func limits(_ setting: String) -> ClosedRange<Float> {
      guard case .numbers(let range) = BakeSettings.table.first(where: { $0.name == setting })?.range else {
        preconditionFailure("'\(setting)' is no number of the table of settings")
      }
      return Float(range.lowerBound)...Float(range.upperBound)
    }
    func trait(_ setting: String, _ value: Float, _ seen: Float, _ usual: Float) -> Trait {
      let range = limits(setting)
      let rounded = (min(max(value, range.lowerBound), range.upperBound) * 1000).rounded() / 1000
      return Trait(setting: setting, value: rounded, seen: seen, usual: usual)
    }
    traits =
      Self.usual.compactMap { setting, habit, usual in
        habits[keyPath: habit].map { trait(setting, $0 / usual, $0, usual) }
      }
      + (habits.upperQuickness.map { [trait("upper-smoothing", Self.halfLife(of: $0), $0, Self.usualQuickness)] } ?? [])
  }

  /// The half-life that slows a movement of one quickness to another: that of a filter of one pole at its own frequency.
  private static func halfLife(of quickness: Float) -> Float {
    guard quickness < usualQuickness else { return 0 }
    let slower = usualQuickness / quickness
    return (slower * slower - 1).squareRoot() / usualQuickness * Float(M_LN2)
  }

  /// The style of a clip in a file.
  /// - Parameter rig: whose the clip may be.
  /// - Throws: ``BakeError``.
  public init(path: String, rig: Rig? = nil) throws(BakeError) {
    var reading = ImportSettings()
    reading.rig = rig
    do {
      try self.init(ClipFile(settings: reading).read(path))
    } catch let error as CurveError {
      throw BakeError(.badData, "'\((path as NSString).lastPathComponent)': \(error.message)")
    } catch { throw BakeError(error) }
  }

  /// The settings as a file of them.
  public var yaml: String { traits.map { "\($0.setting): \($0.value)\n" }.joined() }
}

extension BakeSettings {
  /// Whether a style is a clip of somebody, and not the name of one of the model's styles.
  public static func isClip(style: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: style, isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// Settings by their names over these. A style that is a clip comes first: what is said itself counts more.
  /// - Throws: ``BakeError``.
  public mutating func take(_ values: [(name: String, value: String)]) throws(BakeError) {
    let style = values.firstIndex { $0.name == "style" && Self.isClip(style: $0.value) }
    if let style { try take(styleOf: values[style].value) }
    for (place, (name, value)) in values.enumerated() where place != style {
      do { try set(name, to: value) } catch { throw BakeError(error) }
    }
  }

  /// Takes the habits of a clip.
  /// - Throws: ``BakeError``.
  public mutating func take(styleOf clip: String) throws(BakeError) {
    for trait in try ClipStyle(path: clip).traits {
      do { try set(trait.setting, to: String(trait.value)) } catch { throw BakeError(error) }
    }
  }
}
