public import DialogueBake
public import FaceCurves
public import FacePreview

/// What the user may choose for a preview.
public struct PreviewSettings: Sendable {
  /// Of films and frames, and of each picture of a sheet; nil: 512 × 512, in sheets 192 × 192.
  public var size: PixelSize?
  /// Pictures a second of films and frames.
  public var frameRate: FrameRate
  /// From where the head is seen.
  public var view: CameraView
  /// Behind the head, in frames; films have no transparency.
  public var backdrop: Backdrop
  /// Frames that are drawn at a time; the pictures are the same for any number.
  public var threads: Int
  /// Sound for clips, which have none of their own.
  public var audio: String?
  /// What is said.
  public var transcript: TranscriptSource?
  /// Moments of a sheet, seconds; empty: those that tell most.
  public var moments: [Double]

  /// Whether a path names a clip, by its end; every other file is taken for a recording.
  public static func isClip(_ path: String) -> Bool { PreviewedLine.isClip(path) }

  /// Settings of a preview; what is not given has its default.
  public init(
    size: PixelSize? = nil, frameRate: FrameRate = .film, view: CameraView = .front, backdrop: Backdrop = .studio,
    threads: Int = 1,
    audio: String? = nil,
    transcript: TranscriptSource? = nil, moments: [Double] = []
  ) {
    self.size = size
    self.frameRate = frameRate
    self.view = view
    self.backdrop = backdrop
    self.threads = threads
    self.audio = audio
    self.transcript = transcript
    self.moments = moments
  }
}
