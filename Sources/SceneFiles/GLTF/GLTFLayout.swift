/// What lies where in a glTF scene's one buffer: its buffer views, and the accessors over them.
///
/// The layout knows places, not bytes: whoever adds a view puts its bytes there.
package struct GLTFLayout: Sendable {
  /// Lowest and highest numbers of an accessor's elements.
  package typealias Bounds = (lowest: [Float], highest: [Float])

  /// What a view's bytes are for, by glTF's own code.
  package enum Target: Int, Sendable {
    case vertices = 34962
    case indices
  }

  package private(set) var views: [JSONValue] = []
  package private(set) var accessors: [JSONValue] = []
  /// Length of the buffer so far.
  package private(set) var byteCount = 0

  package init() {}

  /// Goes on behind a document's own buffer.
  package init(after document: GLTFDocument) {
    views = document.json["bufferViews"]?.elements ?? []
    accessors = document.json["accessors"]?.elements ?? []
    byteCount = document.json["buffers"]?.elements.first?["byteLength"]?.integer ?? 0
  }

  /// Views begin at multiples of this, as every kind of number wants it.
  private static let alignment = 4

  package static func aligned(_ byteCount: Int) -> Int { (byteCount + alignment - 1) / alignment * alignment }

  /// Adds a view of the next bytes; they begin at the next aligned place.
  /// - Returns: its number.
  package mutating func addView(byteCount length: Int, target: Target? = nil) -> Int {
    let start = Self.aligned(byteCount)
    var view: [JSONValue.Member] = [
      .init("buffer", .integer(0)), .init("byteOffset", .integer(start)), .init("byteLength", .integer(length)),
    ]
    if let target { view.append(.init("target", .integer(target.rawValue))) }
    views.append(.object(view))
    byteCount = start + length
    return views.count - 1
  }

  /// Adds an accessor over a whole view.
  /// - Returns: its number.
  package mutating func addAccessor(
    view: Int, _ component: GLTFComponent, _ element: GLTFElement, count: Int, bounds: Bounds? = nil
  ) -> Int {
    add([.init("bufferView", .integer(view))], component, element, count: count, [], bounds)
  }

  /// Adds a view of elements of Float32 and an accessor over it.
  /// - Returns: the accessor's number.
  package mutating func addFloats(_ element: GLTFElement, count: Int, bounds: Bounds? = nil) -> Int {
    let bytes = count * element.componentCount * GLTFComponent.float32.byteCount
    return addAccessor(view: addView(byteCount: bytes), .float32, element, count: count, bounds: bounds)
  }

  /// Adds an accessor of zeros but for some elements: one view holds their numbers (UInt32), the other what they are.
  /// - Returns: its number.
  package mutating func addSparseAccessor(
    indexView: Int, valueView: Int, changedCount: Int, _ component: GLTFComponent, _ element: GLTFElement, count: Int,
    bounds: Bounds? = nil
  ) -> Int {
    let indices = JSONValue.object([
      .init("bufferView", .integer(indexView)), .init("componentType", .integer(GLTFComponent.uint32.rawValue)),
    ])
    let sparse = JSONValue.object([
      .init("count", .integer(changedCount)), .init("indices", indices),
      .init("values", .object([.init("bufferView", .integer(valueView))])),
    ])
    return add([], component, element, count: count, [.init("sparse", sparse)], bounds)
  }

  private mutating func add(
    _ head: [JSONValue.Member], _ component: GLTFComponent, _ element: GLTFElement, count: Int,
    _ tail: [JSONValue.Member], _ bounds: Bounds?
  ) -> Int {
    var accessor = head
    accessor.append(.init("componentType", .integer(component.rawValue)))
    accessor.append(.init("count", .integer(count)))
    accessor.append(.init("type", .string(element.rawValue)))
    accessor += tail
    if let bounds {
      accessor.append(.init("min", .array(bounds.lowest.map(JSONValue.float))))
      accessor.append(.init("max", .array(bounds.highest.map(JSONValue.float))))
    }
    accessors.append(.object(accessor))
    return accessors.count - 1
  }
}
