internal import FaceCurves
internal import FacePerformance
internal import FaceRig
internal import Files
internal import Interchange
internal import KeptValues
internal import Phonetics
internal import SpeechAnimation
internal import SpeechAudio

/// Why a line was not baked.
public struct BakeError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, as a command or a caller may want to act on it.
  public enum Kind: Sendable, CaseIterable {
    /// What was asked for makes no sense.
    case usage
    /// A file's content cannot be used.
    case badData
    /// A file is not there, or may not be read.
    case noInput
    /// Another program or a library is missing.
    case unavailable
    /// A mistake of ours.
    case internalFault
    /// A file cannot be made where it should be.
    case cannotCreate
    /// Writing or reading failed.
    case inputOutput
    /// Whoever asked has had enough.
    case interrupted
  }

  /// What went wrong.
  public let kind: Kind
  /// The fact and the remedy, one line.
  public let message: String

  /// An error with the fact and the remedy in one line.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }

  /// Any room's error as a bake's.
  public init(_ error: any Error) {
    switch error {
    case let error as BakeError: self = error
    case let error as FileError: self.init(Self.kind(error.code), error.message)
    case let error as AudioError: self.init(Self.kind(error.code), error.message)
    case let error as RigError: self.init(Self.kind(error.code), error.message)
    case let error as ModelError: self.init(Self.kind(error.code), error.message)
    case let error as InterchangeError: self.init(Self.kind(error.code), error.message)
    case let error as PhoneticsError: self.init(Self.kind(error.code), error.message)
    case let error as KeptError: self.init(error.code == .unreadable ? .noInput : .badData, error.message)
    case let error as ActingError: self.init(.usage, error.message)
    case let error as SettingError: self.init(.usage, error.message)
    case let error as CurveError: self.init(.usage, error.message)
    default: self.init(.internalFault, "\(error)")
    }
  }

  private static func kind(_ code: FileError.Code) -> Kind {
    switch code {
    case .folderMissing, .cannotCreate: .cannotCreate
    case .writeFailed, .tooLarge: .inputOutput
    case .unreadable, .notText: .noInput
    case .tableInvalid: .badData
    case .programFailed: .unavailable
    }
  }

  private static func kind(_ code: RigError.Code) -> Kind {
    switch code {
    case .fileNotFound: .noInput
    case .libraryMissing: .unavailable
    default: .badData
    }
  }

  private static func kind(_ code: AudioError.Code) -> Kind {
    switch code {
    case .fileNotFound, .notAFile, .unreadable: .noInput
    case .channelMissing: .usage
    case .programMissing: .unavailable
    case .formatUnknown, .empty, .truncated, .sampleNotFinite, .resamplerFailed, .rateChanged: .badData
    }
  }

  private static func kind(_ code: ModelError.Code) -> Kind {
    switch code {
    case .packageMissing: .noInput
    case .emotionInvalid, .styleUnknown: .usage
    case .configurationInvalid, .weightsInvalid: .badData
    }
  }

  private static func kind(_ code: PhoneticsError.Code) -> Kind {
    switch code {
    case .transcriptUnreadable: .noInput
    case .languageUnknown: .usage
    case .pronouncerMissing, .pronouncerFailed: .unavailable
    case .tableInvalid, .transcriptEmpty, .transcriptTooLong, .markupInvalid, .textGridInvalid: .badData
    }
  }

  private static func kind(_ code: InterchangeError.Code) -> Kind {
    switch code {
    case .extensionUnknown: .usage
    case .fileNotFound: .noInput
    case .formatUnknown, .damaged: .badData
    }
  }
}
