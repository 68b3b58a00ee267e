import FaceRig
import TestSupport

/// The head that comes with Mien, loaded once for all tests.
enum Aria {
  static let rig = Result { try Rig(path: TestRepository.aria) }
}
