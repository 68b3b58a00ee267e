/// The numbers that a glTF accessor is made of, by glTF's own code.
package enum GLTFComponent: Int, Sendable {
  case int8 = 5120
  case uint8, int16, uint16
  case uint32 = 5125
  case float32

  var byteCount: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .uint32, .float32: 4
    }
  }
}
