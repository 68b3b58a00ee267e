public import DialogueBake

/// What the user may choose for a batch.
public struct BatchOptions: Sendable {
  /// The folder that everything is written below.
  public var folder: String
  /// Patterns of the files to make of each line, where neither line nor character names others.
  public var outputs: [String]
  /// Settings of every line, over which a character's and then the line's own are laid.
  public var settings: BakeSettings
  /// Whose face it is, where neither line nor character says: a path.
  public var rig: String
  /// Finds the path of a rig that a manifest or a character names.
  public var rigPath: @Sendable (String) -> String
  /// Who speaks.
  public var characters = CharacterSheet()
  /// Lines that are worked on at a time.
  public var jobs = 1
  /// Which of the lines are baked.
  public var selection = LineSelection.all
  /// Where values are kept; nil for a folder of the output folder's own.
  public var cacheFolder: String?
  /// Bytes that the kept values may take; 0 keeps none.
  public var cacheBytes: Int64 = BatchOptions.defaultCacheBytes
  /// What of each line is worth a look.
  public var checks = QualityThresholds()
  /// What is read beside the lines: no output may be one of these files.
  public var inputs = InputFiles()

  /// 32 GB: about 40 hours of speech.
  public static let defaultCacheBytes: Int64 = 32_000_000_000

  /// Options for a folder; what is not given has its default.
  public init(
    folder: String, outputs: [String] = ["{id}.glb"], settings: BakeSettings = BakeSettings(), rig: String,
    rigPath: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.folder = folder
    self.outputs = outputs
    self.settings = settings
    self.rig = rig
    self.rigPath = rigPath
  }

  /// Where a batch keeps what it knows of its lines, below the output folder.
  static let stateName = ".mien"

  var stateFolder: String { folder + "/" + Self.stateName }
}
