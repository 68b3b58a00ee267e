package import FaceCurves
internal import Foundation

/// One face as Virtual Motion Capture's protocol has it: ARKit's names ("perfect sync") and bones, in bundles that fit into a
/// datagram. Source: reference LIVE §3.
///
/// Unity's axes are left-handed: x is mirrored, so that turns about y and z change their sign.
package enum VMCFrame {
  /// Messages a bundle: 1,300 bytes, below what networks take whole.
  private static let messagesPerBundle = 24

  /// The datagrams of a face.
  /// - Parameter seconds: since the beginning.
  package static func datagrams(of face: Face, seconds: Double) -> [[UInt8]] {
    var messages = [OSCMessage("/VMC/Ext/OK", .integer(1)), OSCMessage("/VMC/Ext/T", .number(Float(seconds)))]
    let bones: [(String, JointRotation?)] = [
      ("Head", face[.head]), ("Neck", face[.neck]), ("LeftEye", face[.leftEye]), ("RightEye", face[.rightEye]),
    ]
    for case (let name, let turn?) in bones {
      let q = quaternion(turn)
      messages.append(
        OSCMessage(
          "/VMC/Ext/Bone/Pos", .text(name), .number(0), .number(0), .number(0), .number(q.x), .number(q.y),
          .number(q.z),
          .number(q.w)))
    }
    for channel in FaceChannel.arkit {
      messages.append(OSCMessage("/VMC/Ext/Blend/Val", .text(channel.pascalName), .number(face[channel])))
    }
    messages.append(OSCMessage("/VMC/Ext/Blend/Apply"))
    return stride(from: 0, to: messages.count, by: messagesPerBundle).map {
      OSCMessage.bundle(Array(messages[$0..<min($0 + messagesPerBundle, messages.count)]))
    }
  }

  /// About y, then x, then z of the turned head, mirrored in x.
  static func quaternion(_ turn: JointRotation) -> SIMD4<Float> {
    let (x, y, z) = (turn.x / 2, -turn.y / 2, -turn.z / 2)
    let (cx, cy, cz) = (cos(x), cos(y), cos(z))
    let (sx, sy, sz) = (sin(x), sin(y), sin(z))
    return SIMD4(
      cy * sx * cz + sy * cx * sz, sy * cx * cz - cy * sx * sz, cy * cx * sz - sy * sx * cz, cy * cx * cz + sy * sx * sz
    )
  }
}
