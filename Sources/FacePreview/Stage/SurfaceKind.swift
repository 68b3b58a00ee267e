internal import SceneFiles

/// What a surface of a head is made of, as far as light is concerned; told by the names that materials carry.
enum SurfaceKind: Sendable {
  case skin, lips, mouth, tooth, eye, cornea, hair, cloth
  /// Shells that engines lay over an eye for its wetness and shade, clear elsewhere.
  case eyeShell

  init(_ material: SceneMaterial?) {
    let name = (material?.name ?? "").lowercased()
    func has(_ words: String...) -> Bool { words.contains { name.contains($0) } }
    self =
      if has("occlusion", "eyeblend", "lacrimal", "tearline", "eyeshell", "eyewet") {
        .eyeShell
      } else if has("cornea") {
        .cornea
      } else if has("lash", "brow", "hair", "beard", "scalp", "fur") {
        .hair
      } else if has("sclera", "iris", "pupil", "eyeball") || name == "eye" || name == "eyes" || has("eye_", "_eye") {
        .eye
      } else if has("teeth", "tooth") {
        .tooth
      } else if has("gum", "tongue", "mouth", "inside") {
        .mouth
      } else if has("lip") {
        .lips
      } else if has("cloth", "shirt", "collar", "cap", "hat", "metal", "glass", "plastic", "panel") {
        .cloth
      } else {
        .skin
      }
  }
}
