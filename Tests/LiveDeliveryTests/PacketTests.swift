import FaceCurves
import Foundation
import TestSupport
import Testing

@testable import LiveDelivery

struct PacketTests {
  private let face: Face = {
    var face = Face.rest
    face[.jawOpen] = 0.5
    face[.jawLeft] = 0.25
    face[.tongueOut] = 1
    face[.head] = JointRotation(x: 0.1, y: 0.2, z: 0.3)
    face[.neck] = JointRotation(x: 0.01, y: 0, z: 0)
    face[.leftEye] = JointRotation(x: -0.1, y: 0.4, z: 0)
    return face
  }()

  private func bytes(_ value: Float) -> [UInt8] { withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) } }

  @Test func aLiveLinkPacketHasEveryByteWhereUnrealReadsIt() throws {
    let device = "7E2F4B5A-0000-4000-8000-00000000ABCD"
    let packet = LiveLinkPacket(device: device, subject: "Hé", frameRate: .liveLink).bytes(of: face, frame: 258)
    var expected: [UInt8] = [6, 0, 0, 0, 36] + Array(device.utf8) + [0, 0, 0, 3] + Array("Hé".utf8)
    expected += [0, 0, 1, 2] + [0, 0, 0, 0] + [0, 0, 0, 60] + [0, 0, 0, 1] + [61]
    #expect(Array(packet.prefix(expected.count)) == expected)
    #expect(packet.count == expected.count + 61 * 4)
    func value(_ index: Int) -> [UInt8] { Array(packet[expected.count + 4 * index..<expected.count + 4 * index + 4]) }
    #expect(value(17) == bytes(0.5) && value(15) == bytes(0.25) && value(51) == bytes(1))  // JawOpen, JawLeft, TongueOut
    #expect(value(52) == bytes(0.2) && value(53) == bytes(0.1 + 0.01) && value(54) == bytes(0.3))  // yaw, pitch, roll
    #expect(value(55) == bytes(0.4) && value(56) == bytes(-0.1) && value(58) == bytes(0))
  }

  @Test func textsOfOSCEndInANulAndFillFourBytes() {
    #expect(
      OSCMessage("/a", .text("abcd"), .integer(-2), .number(1)).bytes.bytes
        == Array("/a\0\0,sif\0\0\0\0abcd\0\0\0\0".utf8) + [255, 255, 255, 254] + [0x3F, 0x80, 0, 0])
    let bundle = OSCMessage.bundle([OSCMessage("/b")])
    #expect(bundle == Array("#bundle\0".utf8) + [0, 0, 0, 0, 0, 0, 0, 1] + [0, 0, 0, 8] + Array("/b\0\0,\0\0\0".utf8))
  }

  @Test func turnsAreUnitysAndEveryDatagramIsWhole() {
    // A nod stays a nod; to the character's left is negative about Unity's y.
    let nod = VMCFrame.quaternion(JointRotation(x: 0.4, y: 0, z: 0))
    let left = VMCFrame.quaternion(JointRotation(x: 0, y: 0.4, z: 0))
    #expect(abs(nod.x - sin(Float(0.2))) < 1e-6 && abs(left.y + sin(Float(0.2))) < 1e-6)
    let all = VMCFrame.quaternion(JointRotation(x: 0.3, y: -0.7, z: 0.2))
    #expect(abs((all * all).sum() - 1) < 1e-6)
    let datagrams = VMCFrame.datagrams(of: face, seconds: 1)
    #expect(datagrams.allSatisfy { $0.count <= 1400 && $0.count % 4 == 0 })
    let text = String(decoding: datagrams.joined(), as: UTF8.self)
    #expect(text.contains("JawOpen") && text.contains("Head") && text.contains("/VMC/Ext/Blend/Apply"))
    #expect(!text.contains("RightEye"))  // the face does not say how it turns
  }

  @Test func addressesSayHostPortAndSubject() throws {
    #expect(
      try DestinationAddress(parsing: "livelink://10.0.0.2")
        == .liveLink(host: "10.0.0.2", port: 11_111, subject: "Mien"))
    #expect(try DestinationAddress(parsing: "livelink://pc:5/A%20b") == .liveLink(host: "pc", port: 5, subject: "A b"))
    #expect(try DestinationAddress(parsing: "vmc://pc") == .vmc(host: "pc", port: 39_539))
    #expect(try DestinationAddress(parsing: "-") == .lines)
    for text in ["", "pc:11111", "http://pc", "livelink://", "vmc://pc:70000", "vmc://pc/x"] {
      #expect(throws: DeliveryError.self) { try DestinationAddress(parsing: text) }
    }
  }

  @Test func aLineOfJSONHoldsTheFace() throws {
    let line = FaceLine.text(of: face, frame: 7, seconds: 0.25)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let weights = try #require(object["weights"] as? [String: Double])
    #expect(weights["jawOpen"] == 0.5 && weights.count == FaceChannel.count && line.hasSuffix("}\n"))
    let head = try #require((object["turns"] as? [String: [Double]])?["head"])
    #expect(zip(head, [0.1, 0.2, 0.3]).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
