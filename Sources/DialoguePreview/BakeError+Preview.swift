internal import DialogueBake
internal import FacePreview

extension BakeError {
  /// Any error of a preview as a bake's.
  package init(previewing error: any Error) {
    guard let error = error as? PreviewError else {
      self.init(error)
      return
    }
    let kind: Kind =
      switch error.code {
      case .sizeInvalid: .usage
      case .imageDamaged, .audioUnreadable: .badData
      case .programMissing: .unavailable
      case .drawingFailed, .videoFailed: .inputOutput
      case .interrupted: .interrupted
      }
    self.init(kind, error.message)
  }
}
