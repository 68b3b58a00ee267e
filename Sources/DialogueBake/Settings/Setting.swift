internal import Files
internal import Foundation

/// One choice of the user's: its name, what it may be, and what it does. Options, settings files and the reference page are
/// made from it.
public struct Setting: Sendable {
  /// What a setting may be.
  public enum Range: Sendable, Hashable {
    case numbers(ClosedRange<Double>)
    /// A whole number from 0 on.
    case wholeNumber
    case choices([String])
    case yesOrNo
    /// Anything that the words describe.
    case text(String)
  }

  /// What of a bake it belongs to.
  public enum Layer: String, Sendable, CaseIterable {
    case hearing, aligning, motion, feeling, acting, controls, files
  }

  /// As in a settings file, and with two dashes before it on the command line: "seed".
  public let name: String
  /// Other names that it goes by: those of Audio2Face-3D's panel.
  public var aliases: [String] = []
  /// Empty where it has none.
  public let unit: String
  /// What it may be.
  public let range: Range
  /// What of a bake it belongs to.
  public let layer: Layer
  /// What it does, one sentence.
  public let meaning: String

  /// Reads the value of a setting.
  let text: @Sendable (BakeSettings) -> String
  /// Takes a value that lies in the range.
  let take: @Sendable (String, inout BakeSettings) throws -> Void

  /// What it is where nothing is said.
  public var defaultText: String { text(BakeSettings()) }

  /// What it may be, in words.
  public var rangeText: String {
    switch range {
    case .numbers(let range): "\(Self.number(range.lowerBound)) to \(Self.number(range.upperBound))"
    case .wholeNumber: "a whole number, 0 to \(UInt64.max)"
    case .choices(let choices): choices.joined(separator: ", ")
    case .yesOrNo: "yes or no"
    case .text(let words): words
    }
  }

  /// Sets it.
  /// - Throws: ``SettingError`` `.outOfRange`, which says the range.
  func set(_ value: String, in settings: inout BakeSettings) throws(SettingError) {
    let value = value.trimmingCharacters(in: .whitespacesAndNewlines)
    var isInRange = true
    switch range {
    case .numbers(let range): isInRange = Double(value).map(range.contains) ?? false
    case .wholeNumber: isInRange = UInt64(value) != nil
    case .choices(let choices): isInRange = choices.contains(value)
    case .yesOrNo: isInRange = Self.truth(value) != nil
    case .text: break
    }
    guard isInRange else {
      var hint = ""
      if case .choices(let choices) = range, let near = NearestName.of(value, among: choices) {
        hint = "; did you mean '\(near)'?"
      }
      let unit = unit.isEmpty ? "" : " (\(unit))"
      throw SettingError(.outOfRange, "\(name) '\(value.prefix(80))' is not \(rangeText)\(unit)\(hint)")
    }
    do { try take(value, &settings) } catch {
      throw SettingError(.outOfRange, "\(error)")
    }
  }

  /// "yes" and "no" as YAML and people write them; nil for anything else.
  static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "true", "on", "1": true
    case "no", "false", "off", "0": false
    default: nil
    }
  }

  /// A number setting that a path leads to.
  static func number(
    _ name: String, _ range: ClosedRange<Double>, _ layer: Layer, unit: String = "",
    _ path: any WritableKeyPath<BakeSettings, Float> & Sendable, as aliases: [String] = [], _ meaning: String
  ) -> Setting {
    Setting(
      name: name, aliases: aliases, unit: unit, range: .numbers(range), layer: layer, meaning: meaning,
      text: { number(Double("\($0[keyPath: path])") ?? 0) }, take: { $1[keyPath: path] = Float($0) ?? 0 })
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
