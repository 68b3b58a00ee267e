/// How many numbers an element of a glTF accessor has, by glTF's own word.
package enum GLTFElement: String, Sendable {
  case scalar = "SCALAR"
  case vector2 = "VEC2"
  case vector3 = "VEC3"
  case vector4 = "VEC4"
  case matrix4 = "MAT4"

  var componentCount: Int {
    switch self {
    case .scalar: 1
    case .vector2: 2
    case .vector3: 3
    case .vector4: 4
    case .matrix4: 16
    }
  }
}
