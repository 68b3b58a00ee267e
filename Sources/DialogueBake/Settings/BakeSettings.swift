internal import FaceCurves
public import FacePerformance
internal import Files
public import Interchange
public import SpeechAudio

/// What the user may choose for a bake. ``table`` says of each choice what it may be and what it does.
public struct BakeSettings: Sendable {
  /// Bake what decodes of a damaged recording.
  public var keepsGoing: Bool
  /// Which channel of a recording is heard.
  public var channel: ChannelChoice
  /// Of texts, a voice of espeak-ng.
  public var language: String
  /// What the face feels and how it speaks.
  public var performance: PerformanceSettings
  /// Takes of a line: they say the same and act otherwise, 1…99.
  public var takes = 1
  /// What the files are like.
  public var export: ExportSettings
  /// Bake onto a rig on which no mouth moves.
  public var allowsStill: Bool
  /// How keys are reduced, where they are.
  var reducedKeys: (tolerance: Float, interpolation: KeyInterpolation) = (KeyReduction.standardTolerance, .auto)

  /// Settings; what is not given has its default.
  public init(
    performance: PerformanceSettings = PerformanceSettings(), export: ExportSettings = ExportSettings(),
    language: String = TranscriptSource.defaultLanguage, keepsGoing: Bool = false, channel: ChannelChoice = .automatic,
    allowsStill: Bool = false
  ) {
    self.performance = performance
    self.export = export
    self.language = language
    self.keepsGoing = keepsGoing
    self.channel = channel
    self.allowsStill = allowsStill
    if case .reduced(let tolerance, let interpolation) = export.keys { reducedKeys = (tolerance, interpolation) }
  }

  /// Sets one by its name.
  /// - Throws: ``SettingError``: `.nameUnknown` with the nearest name, `.outOfRange` with the range.
  public mutating func set(_ name: String, to value: String) throws(SettingError) {
    guard let setting = Self.table.first(where: { $0.name == name || $0.aliases.contains(name) }) else {
      let names = Self.table.flatMap { [$0.name] + $0.aliases }
      let hint = NearestName.of(name, among: names).map { "did you mean '\($0)'?" }
      throw SettingError(
        .nameUnknown,
        "there is no setting '\(name.prefix(80))': \(hint ?? "there are \(Self.table.map(\.name).joined(separator: ", "))")"
      )
    }
    try setting.set(value, in: &self)
  }

  /// What the user should know of the settings themselves, one line each.
  public var notes: [String] { performance.direction.notes }

  /// The value of a setting as a settings file would have it; nil for a name that is none.
  public func text(of name: String) -> String? { Self.table.first { $0.name == name }?.text(self) }
}

extension BakeSettings: Codable {
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.singleValueContainer().decode([String: String].self)
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { try set(name, to: value) }
  }

  /// Names and values, as a settings file has them. A FLAME model is none of them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Dictionary(uniqueKeysWithValues: Self.table.map { ($0.name, $0.text(self)) }))
  }
}
