internal import FaceCurves
internal import SceneFiles

/// Adds a take to an FBX document: a curve for each target and each angle, after the old curves of the same are gone.
struct FBXTake {
  private let source: FBXDocument
  private let scene: SceneModel
  private let curves: TargetCurves

  init(document: FBXDocument, scene: SceneModel, curves: TargetCurves) {
    source = document
    self.scene = scene
    self.curves = curves
  }

  func document() -> FBXDocument {
    var document = source
    var builder = FBXBuilder(firstIdentifier: Self.greatestIdentifier(document))
    removeOldTakes(from: &document)
    removeRepeatedConnections(from: &document)
    let take = curves.name
    let stop = time(curves.animation.frameCount - 1)
    let span = [
      FBXNode.entry("LocalStart", "KTime", "Time", "", .int64(0)),
      .entry("LocalStop", "KTime", "Time", "", .int64(stop)), .entry("ReferenceStart", "KTime", "Time", "", .int64(0)),
      .entry("ReferenceStop", "KTime", "Time", "", .int64(stop)),
    ]
    let stack = builder.add(
      "AnimationStack", name: take, class: "AnimStack", subclass: "", [.properties70(span)])
    let layer = builder.add("AnimationLayer", name: "BaseLayer", class: "AnimLayer", subclass: "", [])
    builder.connect(layer, to: stack)
    addWeights(to: layer, &builder)
    addTurns(to: layer, &builder)
    // Ahead of the file's own takes: Blender shows the first.
    let place = document["Objects"]?.firstIndex(named: "AnimationStack") ?? document["Objects"]?.children.count ?? 0
    document["Objects"]?.children.insert(contentsOf: builder.objects, at: place)
    if document["Connections"] == nil { document.root.append(FBXNode("Connections", [], [])) }
    document["Connections"]?.children += builder.connections
    setTime(of: &document, take: take, stop: stop)
    return FBXDefinitions.counted(document)
  }

  /// FBX's clock at an output frame, each rounded by itself so that nothing drifts.
  private func time(_ frame: Int) -> Int64 {
    let rate = curves.animation.sampler.frameRate
    // An hour's ticks times 1001 are more than 64 bits hold.
    let product = FBXDocument.ticksPerSecond.multipliedFullWidth(by: rate.denominator * frame)
    let (ticks, remainder) = rate.numerator.dividingFullWidth(product)
    return Int64(ticks + (2 * remainder >= rate.numerator ? 1 : 0))
  }

  private static func greatestIdentifier(_ document: FBXDocument) -> Int64 {
    let identifiers = (document["Objects"]?.children ?? []).compactMap(\.objectIdentifier)
    return min(max(identifiers.max() ?? 0, 1_000_000), Int64.max - (1 << 32))
  }

  private func addWeights(to layer: Int64, _ builder: inout FBXBuilder) {
    let everyFrame = FBXArray.int64s((0..<curves.animation.frameCount).map(time))
    // Nodes may share a mesh, and with it the channel.
    var moved: Set<Int64> = []
    for curve in curves.curves {
      let times = curve.frames.count == everyFrame.count ? everyFrame : .int64s(curve.frames.map(time))
      let values = FBXArray.floats(curve.values.map { $0 * 100 })
      for node in curve.nodes {
        guard let mesh = scene.nodes[node].mesh, let channel = scene.meshes[mesh].targets[curve.target].identifier,
          moved.insert(channel).inserted
        else {
          continue
        }
        let curveNode = builder.add(
          "AnimationCurveNode", name: "DeformPercent", class: "AnimCurveNode", subclass: "",
          [.properties70([.entry("d|DeformPercent", "Number", "", "A", .double(0))])])
        builder.connect(curveNode, to: layer)
        builder.connect(curveNode, to: channel, property: "DeformPercent")
        addCurve(times, values, to: curveNode, property: "d|DeformPercent", &builder)
      }
    }
  }

  private func addTurns(to layer: Int64, _ builder: inout FBXBuilder) {
    let reader = FBXSceneReader(source)
    for turn in curves.turns {
      guard let model = scene.nodes[turn.node].identifier, let rotation = reader.rotation(of: model) else { continue }
      let times = FBXArray.int64s(turn.frames.map(time))
      var angles: [SIMD3<Double>] = []
      for turned in turn.rotations { angles.append(rotation.degrees(turning: turned, near: angles.last ?? .zero)) }
      let curveNode = builder.add(
        "AnimationCurveNode", name: "R", class: "AnimCurveNode", subclass: "",
        [
          .properties70(
            ["X", "Y", "Z"].enumerated().map { axis, name in
              .entry("d|\(name)", "Number", "", "A", .double(angles[0][axis]))
            })
        ])
      builder.connect(curveNode, to: layer)
      builder.connect(curveNode, to: model, property: "Lcl Rotation")
      for (axis, name) in ["X", "Y", "Z"].enumerated() {
        addCurve(times, .floats(angles.map { Float($0[axis]) }), to: curveNode, property: "d|\(name)", &builder)
      }
    }
  }

  private func addCurve(
    _ times: FBXArray, _ values: FBXArray, to curveNode: Int64, property: String, _ builder: inout FBXBuilder
  ) {
    let linear: Int32 = 0x4
    let curve = builder.add(
      "AnimationCurve", name: "", class: "AnimCurve", subclass: "",
      [
        FBXNode("Default", [.double(0)]), FBXNode("KeyVer", [.int32(4008)]), FBXNode("KeyTime", [.array(times)]),
        FBXNode("KeyValueFloat", [.array(values)]), FBXNode("KeyAttrFlags", [.array(.int32s([linear]))]),
        FBXNode("KeyAttrDataFloat", [.array(.floats([0, 0, 0, 0]))]),
        FBXNode("KeyAttrRefCount", [.array(.int32s([Int32(times.count)]))]),
      ])
    builder.connect(curve, to: curveNode, property: property)
  }

  /// Takes that move what this one moves would fight it: curves of blend shapes and of the joints that are animated here
  /// go, with the takes that are left empty.
  private func removeOldTakes(from document: inout FBXDocument) {
    var replaced = Set(scene.meshes.flatMap { $0.targets.compactMap(\.identifier) })
    replaced.formUnion(curves.turns.compactMap { scene.nodes[$0.node].identifier })
    let connections = document["Connections"]?.children ?? []
    func ends(_ connection: FBXNode) -> (child: Int64, parent: Int64)? {
      guard connection.properties.count >= 3, let child = connection.properties[1].integer,
        let parent = connection.properties[2].integer
      else { return nil }
      return (child, parent)
    }
    var kind: [Int64: String] = [:]
    for object in document["Objects"]?.children ?? [] {
      if let identifier = object.objectIdentifier { kind[identifier] = object.name }
    }
    var gone: Set<Int64> = []
    for connection in connections {
      guard let (child, parent) = ends(connection), kind[child] == "AnimationCurveNode", replaced.contains(parent)
      else {
        continue
      }
      gone.insert(child)
    }
    for connection in connections {
      guard let (child, parent) = ends(connection), kind[child] == "AnimationCurve", gone.contains(parent) else {
        continue
      }
      gone.insert(child)
    }
    // Layers without curves, then stacks without layers.
    for (container, content) in [("AnimationLayer", "AnimationCurveNode"), ("AnimationStack", "AnimationLayer")] {
      let filled = Set(
        connections.compactMap { connection -> Int64? in
          guard let (child, parent) = ends(connection), kind[child] == content, !gone.contains(child) else {
            return nil
          }
          return parent
        })
      for (identifier, name) in kind where name == container && !filled.contains(identifier) { gone.insert(identifier) }
    }
    guard !gone.isEmpty else { return }
    document["Objects"]?.children.removeAll { $0.objectIdentifier.map(gone.contains) ?? false }
    document["Connections"]?.children.removeAll { connection in
      guard let (child, parent) = ends(connection) else { return false }
      return gone.contains(child) || gone.contains(parent)
    }
    document["Takes"] = nil
  }

  /// Readers that follow every connection would have twice what some exporters connect twice.
  private func removeRepeatedConnections(from document: inout FBXDocument) {
    struct Ends: Hashable {
      let child: Int64?
      let parent: Int64?
      let property: String?
    }
    var known: Set<Ends> = []
    document["Connections"]?.children.removeAll { connection in
      guard connection.properties.count >= 3 else { return false }
      let property = connection.properties.count > 3 ? connection.properties[3].text : nil
      let ends = Ends(
        child: connection.properties[1].integer, parent: connection.properties[2].integer, property: property)
      return ends.child != nil && ends.parent != nil && !known.insert(ends).inserted
    }
  }

  /// FBX's number for a rate, and the rate itself where it has none.
  private static func timeMode(_ rate: FrameRate) -> Int32 {
    let modes: [(FrameRate, Int32)] = [
      ("120", 1), ("100", 2), ("60", 3), ("50", 4), ("48", 5), ("30", 6), ("29.97", 9), ("25", 10), ("24", 11),
      ("23.976", 13), ("96", 15), ("72", 16), ("59.94", 17),
    ].compactMap { text, mode in (try? FrameRate(parsing: text)).map { ($0, Int32(mode)) } }
    return modes.first { $0.0 == rate }?.1 ?? 14
  }

  private func setTime(of document: inout FBXDocument, take: String, stop: Int64) {
    let rate = curves.animation.sampler.frameRate
    let isListed = Self.timeMode(rate) != 14
    if document["GlobalSettings"] == nil { document.root.append(FBXNode("GlobalSettings", [], [])) }
    document["GlobalSettings"]?.setProperty70(
      "TimeMode", type: "enum", label: "", flags: "", [.int32(Self.timeMode(rate))])
    document["GlobalSettings"]?.setProperty70("TimeSpanStart", type: "KTime", label: "Time", flags: "", [.int64(0)])
    document["GlobalSettings"]?.setProperty70("TimeSpanStop", type: "KTime", label: "Time", flags: "", [.int64(stop)])
    document["GlobalSettings"]?.setProperty70(
      "CustomFrameRate", type: "double", label: "Number", flags: "", [.double(isListed ? -1 : rate.framesPerSecond)])
    let entry = FBXNode(
      "Take", [.text(take)],
      [
        FBXNode("FileName", [.text(take + ".tak")]), FBXNode("LocalTime", [.int64(0), .int64(stop)]),
        FBXNode("ReferenceTime", [.int64(0), .int64(stop)]),
      ])
    var takes = document["Takes"] ?? FBXNode("Takes", [], [])
    takes.children.removeAll { $0.name == "Current" }
    takes.children = [FBXNode("Current", [.text(take)])] + takes.children + [entry]
    document["Takes"] = takes
    if let place = document["Documents"]?.children.firstIndex(where: { $0.name == "Document" }) {
      document["Documents"]?.children[place].setProperty70(
        "ActiveAnimStackName", type: "KString", label: "", flags: "", [.text(take)])
    }
  }
}
