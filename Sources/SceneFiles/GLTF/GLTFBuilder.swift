package import Foundation

/// A glTF scene's one buffer as it grows, and what lies where in it.
package struct GLTFBuilder: Sendable {
  package private(set) var layout = GLTFLayout()
  package private(set) var binary = Data()

  package init() {}

  /// Adds bytes as a view of their own.
  /// - Returns: the view's number.
  package mutating func addView(_ data: Data, target: GLTFLayout.Target? = nil) -> Int {
    let view = layout.addView(byteCount: data.count, target: target)
    binary.append(Data(count: layout.byteCount - data.count - binary.count))
    binary.append(data)
    return view
  }

  /// Adds bytes as a view of their own and an accessor over it.
  /// - Returns: the accessor's number.
  package mutating func addAccessor(
    _ data: Data, _ component: GLTFComponent, _ element: GLTFElement, count: Int, target: GLTFLayout.Target? = nil,
    bounds: GLTFLayout.Bounds? = nil
  ) -> Int {
    layout.addAccessor(view: addView(data, target: target), component, element, count: count, bounds: bounds)
  }

  /// Adds elements, number after number, as a view of their own and an accessor over it.
  /// - Returns: the accessor's number.
  package mutating func addAccessor(
    floats: [Float], _ element: GLTFElement, target: GLTFLayout.Target? = nil, bounds: GLTFLayout.Bounds? = nil
  ) -> Int {
    addAccessor(
      Self.packed(floats), .float32, element, count: floats.count / element.componentCount, target: target,
      bounds: bounds)
  }

  /// Adds an accessor of zeros but for some elements.
  /// - Returns: the accessor's number.
  package mutating func addSparseAccessor(
    places: [UInt32], floats: [Float], _ element: GLTFElement, count: Int, bounds: GLTFLayout.Bounds? = nil
  ) -> Int {
    let indices = addView(places.withUnsafeBytes { Data($0) })
    let values = addView(Self.packed(floats))
    return layout.addSparseAccessor(
      indexView: indices, valueView: values, changedCount: places.count, .float32, element, count: count,
      bounds: bounds)
  }

  /// Numbers as a buffer holds them, little-endian.
  private static func packed(_ floats: [Float]) -> Data {
    floats.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
  }
}
