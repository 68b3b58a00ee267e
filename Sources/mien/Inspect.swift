internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FaceRig
internal import Files
internal import Foundation
internal import SceneFiles

/// `mien inspect`
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a scene offers a face: meshes, targets, joints, whose names they are, and what is missing.")

  @Argument(help: ArgumentHelp("A .glb, .gltf, .fbx, .dae or .obj file, or a folder with rig.json.", valueName: "file"))
  var file: String

  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    do {
      let library = RigLibrary(executable: RigOptions.executable)
      let found: RigInspection
      do { found = try RigInspection(path: library.path(of: file)) } catch { throw BakeError(error) }
      if json {
        try StandardStreams.print(String(decoding: try JSONEncoder.readable.encode(Report(found)), as: UTF8.self))
      } else {
        try StandardStreams.print(Self.text(found))
      }
    } catch let error as BakeError {
      throw CommandFailure.ending(error)
    }
  }

  private struct Report: Encodable {
    struct Mesh: Encodable {
      let name: String
      let vertices: Int
      let faces: Int
      let targets: [String]
    }
    struct Vocabulary: Encodable {
      let name: String
      let found: Int
      let of: Int
      let shareOfTargets: Double
    }

    let file: String
    let metersPerUnit: Double
    let meshes: [Mesh]
    let materials: [String]
    let joints: [String: String]
    let nodes: [String]
    let vocabularies: [Vocabulary]
    let missingChannels: [String]
    let undrivenTargets: [String]
    let remarks: [String]

    init(_ found: RigInspection) {
      file = found.file
      metersPerUnit = found.scene.metersPerUnit
      meshes = found.scene.meshes.map {
        Mesh(name: $0.name, vertices: $0.positions.count, faces: $0.faceSizes.count, targets: $0.targets.map(\.name))
      }
      materials = found.scene.materials.map(\.name)
      joints = Dictionary(
        uniqueKeysWithValues: found.joints.map { ($0.key.rawValue, found.scene.nodes[$0.value.node].name) })
      nodes = found.scene.nodes.map(\.name)
      vocabularies = found.recognitions.map {
        Vocabulary(name: $0.vocabulary.rawValue, found: $0.found, of: $0.size, shareOfTargets: $0.share)
      }
      missingChannels = found.missingChannels.map(\.name)
      undrivenTargets = found.undriven
      remarks = found.scene.remarks
    }
  }

  private static func text(_ found: RigInspection) -> String {
    var lines = ["\(found.file): \(found.scene.nodes.count) nodes, 1 unit is \(found.scene.metersPerUnit) m"]
    for mesh in found.scene.meshes {
      lines.append(
        "mesh '\(mesh.name)': \(mesh.positions.count) vertices, \(mesh.faceSizes.count) faces, \(mesh.targets.count) targets"
      )
      if !mesh.targets.isEmpty { lines.append("  " + mesh.targets.map(\.name).joined(separator: ", ")) }
    }
    if !found.scene.materials.isEmpty {
      lines.append("materials: " + found.scene.materials.map(\.name).joined(separator: ", "))
    }
    let joints = FaceJoint.allCases.compactMap { joint in
      found.joints[joint].map { "\(joint.rawValue) ('\(found.scene.nodes[$0.node].name)')" }
    }
    lines.append("joints: " + (joints.isEmpty ? "none recognised" : joints.joined(separator: ", ")))
    for recognition in found.recognitions {
      lines.append(
        "vocabulary \(recognition.vocabulary.rawValue): \(recognition.found) of \(recognition.size) names, \(Int((recognition.share * 100).rounded())) % of the targets"
      )
    }
    if found.recognitions.isEmpty {
      lines.append("vocabulary: none recognised; 'mien rig map' writes a rig.json to edit")
    }
    if found.missingChannels.count < FaceChannel.arkit.count {
      lines.append(
        found.missingChannels.isEmpty
          ? "missing channels: none" : "missing channels: " + found.missingChannels.map(\.name).joined(separator: ", "))
    }
    if !found.undriven.isEmpty {
      lines.append("targets that nothing drives: " + found.undriven.joined(separator: ", "))
    }
    lines += found.scene.remarks.map { "warning: \($0)" }
    return lines.joined(separator: "\n")
  }
}
