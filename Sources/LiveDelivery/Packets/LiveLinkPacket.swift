package import FaceCurves

/// One face as Live Link Face sends it and Unreal reads it: version 6, one datagram a frame. Source: reference FORMATS §1.4.
package struct LiveLinkPacket: Sendable {
  /// Name of the device, a UUID of 36 characters.
  package let device: String
  /// As Unreal lists it.
  package let subject: String
  /// Frames a second.
  package let frameRate: FrameRate

  private static let version: UInt8 = 6
  /// ARKit's shapes, then yaw, pitch and roll of the head and of both eyes, radians.
  private static let valueCount = FaceChannel.arkit.count + 9

  package init(device: String, subject: String, frameRate: FrameRate) {
    self.device = device
    self.subject = subject
    self.frameRate = frameRate
  }

  /// The datagram of a face.
  /// - Parameter frame: since the beginning.
  package func bytes(of face: Face, frame: Int) -> [UInt8] {
    var packet = BigEndianBytes()
    packet.append(Self.version)
    for text in [device, subject] {
      packet.append(Int32(text.utf8.count))
      packet.append(utf8: text)
    }
    packet.append(Int32(truncatingIfNeeded: frame))
    packet.append(Float(0))  // no part of a frame
    packet.append(Int32(truncatingIfNeeded: frameRate.numerator))
    packet.append(Int32(truncatingIfNeeded: frameRate.denominator))
    packet.append(UInt8(Self.valueCount))
    for channel in FaceChannel.arkit { packet.append(face[channel]) }
    for turn in [face.headAndNeck, face[.leftEye] ?? .rest, face[.rightEye] ?? .rest] {
      for angle in [turn.y, turn.x, turn.z] { packet.append(angle) }
    }
    return packet.bytes
  }
}

extension Face {
  /// Turn of the head with that of the neck below it.
  var headAndNeck: JointRotation {
    let (head, neck) = (self[.head] ?? .rest, self[.neck] ?? .rest)
    return JointRotation(x: head.x + neck.x, y: head.y + neck.y, z: head.z + neck.z)
  }
}
