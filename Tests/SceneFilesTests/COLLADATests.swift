import Files
import Foundation
import TestSupport
import Testing

@testable import SceneFiles

struct COLLADATests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func source(_ id: String, _ values: String, _ stride: Int) -> String {
    """
    <source id="\(id)"><float_array id="\(id)-a" count="0">\(values)</float_array><technique_common>
    <accessor source="#\(id)-a" count="0" stride="\(stride)"/></technique_common></source>
    """
  }

  private static func geometry(_ id: String, _ name: String, _ positions: String, faces: Bool = false) -> String {
    """
    <geometry id="\(id)" name="\(name)"><mesh>\(source(id + "-p", positions, 3))
    \(source(id + "-n", "0 0 1", 3))\(source(id + "-t", "0 0 1 0.25", 2))
    <vertices id="\(id)-v"><input semantic="POSITION" source="#\(id)-p"/></vertices>
    \(faces ? """
      <polylist material="s" count="2"><input semantic="VERTEX" source="#\(id)-v" offset="0"/>
      <input semantic="NORMAL" source="#\(id)-n" offset="1"/><input semantic="TEXCOORD" source="#\(id)-t" offset="2"/>
      <vcount>4 3</vcount><p>0 0 0 1 0 1 2 0 1 3 0 0 0 0 0 2 0 1 3 0 0</p></polylist>
      """ : "")</mesh></geometry>
    """
  }

  /// A square with a smile, on a joint, in inches, Z up.
  private static func scene(method: String = "NORMALIZED", target: String = "0 0 0 1 0 0 1 1 0.5 0 1 0") -> String {
    """
    <?xml version="1.0"?>
    <COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
    <asset><unit name="inch" meter="0.0254"/><up_axis>Z_UP</up_axis></asset>
    <library_images><image id="img" name="skin"><init_from>textures/skin%20a.png</init_from></image></library_images>
    <library_effects><effect id="fx"><profile_COMMON>
    <newparam sid="surf"><surface type="2D"><init_from>img</init_from></surface></newparam>
    <newparam sid="samp"><sampler2D><source>surf</source></sampler2D></newparam>
    <technique sid="common"><lambert><diffuse><texture texture="samp" texcoord="UV"/></diffuse></lambert></technique>
    </profile_COMMON></effect></library_effects>
    <library_materials><material id="mat" name="Skin"><instance_effect url="#fx"/></material></library_materials>
    <library_geometries>\(geometry("face", "Face", "0 0 0 1 0 0 1 1 0 0 1 0", faces: true))
    \(geometry("smile", "mouth smile/笑", target))</library_geometries>
    <library_controllers>
    <controller id="morph"><morph source="#face" method="\(method)">
    <source id="m-t"><IDREF_array id="m-ta" count="1">smile</IDREF_array></source>
    <source id="m-w"><float_array id="m-wa" count="1">0</float_array></source>
    <targets><input semantic="MORPH_TARGET" source="#m-t"/><input semantic="MORPH_WEIGHT" source="#m-w"/></targets>
    </morph></controller>
    <controller id="skin"><skin source="#morph"><bind_shape_matrix>1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</bind_shape_matrix>
    <source id="s-j"><Name_array id="s-ja" count="1">jawbone</Name_array></source>
    \(source("s-b", "1 0 0 -2 0 1 0 0 0 0 1 0 0 0 0 1", 16))\(source("s-w", "1", 1))
    <joints><input semantic="JOINT" source="#s-j"/><input semantic="INV_BIND_MATRIX" source="#s-b"/></joints>
    <vertex_weights count="4"><input semantic="JOINT" source="#s-j" offset="0"/>
    <input semantic="WEIGHT" source="#s-w" offset="1"/><vcount>1 1 1 0</vcount><v>0 0 0 0 0 0</v></vertex_weights>
    </skin></controller></library_controllers>
    <library_visual_scenes><visual_scene id="scene">
    <node id="root" name="Root"><translate>2 0 0</translate><rotate>0 0 1 90</rotate>
    <node id="j" name="Jaw" sid="jawbone" type="JOINT"/></node>
    <node id="f" name="FaceNode"><instance_controller url="#skin"><bind_material><technique_common>
    <instance_material symbol="s" target="#mat"/></technique_common></bind_material></instance_controller></node>
    </visual_scene></library_visual_scenes>
    <scene><instance_visual_scene url="#scene"/></scene></COLLADA>
    """
  }

  private func read(_ text: String) throws -> SceneModel {
    let path = try folder.write(Data(text.utf8), to: "head.dae")
    return try COLLADASceneReader(contentsOf: URL(fileURLWithPath: path)).model()
  }

  @Test func aFaceIsReadWithItsTargetsSkinMaterialsAndPlace() throws {
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("textures"), withIntermediateDirectories: true)
    let image = Data([0x89, 0x50, 0x4E, 0x47, 0x0D])
    _ = try folder.write(image, to: "textures/skin a.png")
    let model = try read(Self.scene())
    #expect(model.metersPerUnit == 0.0254)
    let up = SceneMatrix(rotation: model.uprightRotation) * SIMD4<Float>(0, 0, 1, 0)
    #expect(abs(up.y - 1) < 1e-6)
    let mesh = model.meshes[0]
    #expect(mesh.name == "Face" && mesh.positions == [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    #expect(mesh.faceSizes == [4, 3] && mesh.corners == [0, 1, 2, 3, 0, 2, 3] && mesh.faceMaterials == [0, 0])
    #expect(mesh.cornerNormals.allSatisfy { $0 == [0, 0, 1] } && mesh.cornerTextureCoordinates[1] == [1, 0.75])
    #expect(mesh.targets.map(\.name) == ["mouth smile/笑"])
    #expect(mesh.targets[0].indices == [2] && mesh.targets[0].displacements == [[0, 0, 0.5]])
    #expect(model.materials[0].name == "Skin" && model.materials[0].baseColorTexture?.content == image)
    let jaw = try #require(model.node(named: "Jaw"))
    #expect(model.skins[0].joints == [jaw] && mesh.jointWeights[0] == [1, 0, 0, 0] && mesh.joints[3] == .zero)
    #expect(model.skins[0].inverseBindMatrices[0].columns[3] == [-2, 0, 0, 1])
    let place = SceneTree(model.nodes).globalMatrix(of: jaw).transform([1, 0, 0])
    #expect(abs(place.x - 2) < 1e-6 && abs(place.y - 1) < 1e-6)
  }

  @Test(arguments: ["0 0 0 1 0 0 1 1 0.5 0 1 0", "0 0 0 0 0 0 0 0 0.5 0 0 0"])
  func relativeTargetsAreMovementsOrMovedShapes(target: String) throws {
    let mesh = try read(Self.scene(method: "RELATIVE", target: target)).meshes[0]
    #expect(mesh.targets[0].indices == [2] && mesh.targets[0].displacements == [[0, 0, 0.5]])
  }

  @Test(arguments: [
    ("0 0 0 1 0 0", "has 2 vertices"), ("0 0 0 1 0 0 1 1 x 0 1 0", "cannot be read"),
    ("0 0 0 1 0 0 1 1 nan 0 1 0", "cannot be read"),
  ])
  func aTargetThatDoesNotFitIsNamed(target: String, word: String) throws {
    let error = #expect(throws: SceneError.self) { _ = try read(Self.scene(target: target)) }
    #expect(error?.message.contains(word) == true && error?.message.contains("笑") == true)
  }

  @Test func refusesTheFileCutAnywhereAndSurvivesWhatIsChanged() throws {
    let text = Array(Self.scene().utf8)
    for end in stride(from: 0, to: text.count - 12, by: 7) {
      #expect(throws: SceneError.self, "cut at \(end)") {
        _ = try read(String(decoding: text[..<end], as: UTF8.self))
      }
    }
    var random = TestRandom(8)
    for _ in 0..<400 {
      var damaged = text
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 32...126, using: &random)
      }
      _ = try? read(String(decoding: damaged, as: UTF8.self))
    }
  }

  @Test func entitiesThatMultiplyAreRefused() throws {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">\
      <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">\
      <!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]><COLLADA>&h;</COLLADA>
      """
    #expect(throws: SceneError.self) { _ = try read(bomb) }
    #expect(throws: SceneError.self) {
      _ = try read(String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000))
    }
  }

  @Test(arguments: [[0x3C, 0xFF, 0x69, 0x62, 0x64], Array("<a>".utf8) + [0xC3] + Array("</a>".utf8)])
  func bytesThatAreNoTextAreRefused(bytes: [UInt8]) throws {
    let path = try TemporaryFolder()
    let url = URL(fileURLWithPath: try path.write(bytes, to: "a.dae"))
    #expect(throws: SceneError.self) { _ = try COLLADASceneReader(contentsOf: url) }
  }

  @Test func anOlderEncodingThatTheFileNamesIsRead() throws {
    let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<COLLADA><asset name=\"K\u{F6}pfe\"/></COLLADA>"
    let root = XMLElement.document(try #require(text.data(using: .isoLatin1)), budget: ReadingBudget(fileBytes: 0))
    #expect(root?["asset"]?.attributes["name"] == "K\u{F6}pfe")
  }

  @Test func entitiesThatUnfoldAreRefused() {
    let text = "<!DOCTYPE a [<!ENTITY b \"cccccccc\">]><COLLADA>&b;&b;</COLLADA>"
    #expect(XMLElement.document(Data(text.utf8), budget: ReadingBudget(fileBytes: 0)) == nil)
  }
}
