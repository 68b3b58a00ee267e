internal import FaceCurves
internal import FacePreview
internal import FaceRig
internal import Interchange
internal import Phonetics
internal import SpeechAnimation
internal import SpeechAudio

/// Why a line was not baked, with the exit status that a command should end in.
public struct BakeError: Error, Sendable, CustomStringConvertible {
  /// Exit statuses of sysexits.h.
  public enum Status: Int32, Sendable {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case internalFault = 70
    case cannotCreate = 73
    case inputOutput = 74
    /// As shells say it of Ctrl-C.
    case interrupted = 130
  }

  public let status: Status
  /// The fact and the remedy, one line.
  public let message: String

  public init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }

  public var description: String { message }

  /// Any room's error as a bake's.
  public init(_ error: any Error) {
    switch error {
    case let error as BakeError: self = error
    case let error as AudioError: self.init(Self.status(error.code), error.message)
    case let error as RigError: self.init(Self.status(error.code), error.message)
    case let error as ModelError: self.init(Self.status(error.code), error.message)
    case let error as InterchangeError: self.init(Self.status(error.code), error.message)
    case let error as PhoneticsError: self.init(Self.status(error.code), error.message)
    case let error as PreviewError: self.init(Self.status(error.code), error.message)
    case let error as CurveError: self.init(.usage, error.message)
    default: self.init(.internalFault, "\(error)")
    }
  }

  private static func status(_ code: PreviewError.Code) -> Status {
    switch code {
    case .sizeInvalid: .usage
    case .imageDamaged, .audioUnreadable: .badData
    case .programMissing: .unavailable
    case .drawingFailed, .videoFailed: .inputOutput
    case .interrupted: .interrupted
    }
  }

  private static func status(_ code: RigError.Code) -> Status {
    switch code {
    case .fileNotFound: .noInput
    case .libraryMissing: .unavailable
    default: .badData
    }
  }

  private static func status(_ code: AudioError.Code) -> Status {
    switch code {
    case .fileNotFound, .notAFile, .unreadable: .noInput
    case .formatUnknown, .empty, .truncated, .sampleNotFinite, .resamplerFailed: .badData
    }
  }

  private static func status(_ code: ModelError.Code) -> Status {
    switch code {
    case .packageMissing: .noInput
    case .emotionInvalid, .styleUnknown: .usage
    case .configurationInvalid, .weightsInvalid: .badData
    }
  }

  private static func status(_ code: PhoneticsError.Code) -> Status {
    switch code {
    case .transcriptUnreadable: .noInput
    case .languageUnknown: .usage
    case .pronouncerMissing, .pronouncerFailed: .unavailable
    case .tableInvalid, .transcriptEmpty, .transcriptTooLong, .textGridInvalid: .badData
    }
  }

  private static func status(_ code: InterchangeError.Code) -> Status {
    switch code {
    case .extensionUnknown: .usage
    case .folderMissing, .cannotCreate: .cannotCreate
    case .writeFailed, .tooLarge: .inputOutput
    case .fileNotFound: .noInput
    case .formatUnknown, .damaged: .badData
    }
  }
}
