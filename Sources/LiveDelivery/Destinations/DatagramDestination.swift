internal import FaceCurves
internal import Foundation

/// How a protocol says one face.
protocol FaceDatagrams {
  func datagrams(of face: Face, frame: Int, seconds: Double) -> [[UInt8]]
}

/// Live Link Face's.
struct LiveLinkFrames: FaceDatagrams {
  private let packet: LiveLinkPacket

  init(subject: String, _ frameRate: FrameRate) {
    packet = LiveLinkPacket(device: UUID().uuidString, subject: subject, frameRate: frameRate)
  }

  func datagrams(of face: Face, frame: Int, seconds: Double) -> [[UInt8]] { [packet.bytes(of: face, frame: frame)] }
}

/// Virtual Motion Capture's.
struct VMCFrames: FaceDatagrams {
  func datagrams(of face: Face, frame: Int, seconds: Double) -> [[UInt8]] {
    VMCFrame.datagrams(of: face, seconds: seconds)
  }
}

/// Faces as datagrams to one host.
final class DatagramDestination: LiveDestination {
  private let socket: DatagramSocket
  private let frames: any FaceDatagrams

  init(_ socket: consuming DatagramSocket, _ frames: any FaceDatagrams) {
    self.socket = socket
    self.frames = frames
  }

  func send(_ face: Face, frame: Int, seconds: Double) throws(DeliveryError) {
    for datagram in frames.datagrams(of: face, frame: frame, seconds: seconds) { try socket.send(datagram) }
  }
}
