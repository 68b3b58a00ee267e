package import Files
internal import Foundation

/// Numbers of a pickled array: numpy's own, chumpy's around one, or a sparse matrix of scipy.
package struct PickledArray {
  package let shape: [Int]
  /// Row after row.
  package let values: [Float]

  /// More numbers than this no head has.
  private static let mostValues = 1 << 30

  package init?(_ value: PickleValue?, budget: ReadingBudget) { self.init(value, budget, depth: 0) }

  /// `depth`: of arrays in arrays, which a damaged file may have without end.
  private init?(_ value: PickleValue?, _ budget: ReadingBudget, depth: Int) {
    guard depth < 8, case .object(let object)? = value else { return nil }
    if let inner = object["x"] ?? object["_x"] {  // chumpy
      self.init(inner, budget, depth: depth + 1)
    } else if object["indptr"] != nil {
      self.init(sparse: object, budget, depth: depth + 1)
    } else {
      self.init(numpy: object, budget)
    }
  }

  /// numpy: its state is version, shape, type, whether columns come first, and the bytes; in protocol 5 it is made of
  /// bytes, type, shape and order.
  private init?(numpy object: PickleObject, _ budget: ReadingBudget) {
    let (bytes, kind, size, isColumnFirst): (PickleValue, PickleValue, PickleValue, Bool)
    if object.maker.hasSuffix("_reconstruct"), let state = object.state?.elements, state.count == 5 {
      (size, kind, isColumnFirst, bytes) = (state[1], state[2], state[3].integer == 1, state[4])
    } else if object.maker.hasSuffix("_frombuffer"), object.arguments.count == 4 {
      let made = object.arguments
      (bytes, kind, size, isColumnFirst) = (made[0], made[1], made[2], made[3].text == "F")
    } else {
      return nil
    }
    guard let shape = size.elements?.compactMap(\.integer), shape.count == size.elements?.count,
      case .object(let type) = kind, type.maker == "numpy.dtype", let code = type.arguments.first?.text,
      let data = bytes.bytes, shape.allSatisfy({ $0 >= 0 })
    else { return nil }
    let order = type.state?.elements?.dropFirst().first?.text
    guard order != ">" else { return nil }
    var count = 1
    for size in shape {
      let (product, isTooMany) = count.multipliedReportingOverflow(by: size)
      guard !isTooMany, product <= Self.mostValues else { return nil }
      count = product
    }
    guard budget.take(count, ofBytes: MemoryLayout<Float>.stride) else { return nil }
    guard let read = Self.numbers(data, count, code.filter { !"<|=".contains($0) }) else { return nil }
    self.shape = shape
    values = isColumnFirst && shape.count > 1 ? Self.rowFirst(read, shape) : read
  }

  /// scipy's compressed columns or rows.
  private init?(sparse object: PickleObject, _ budget: ReadingBudget, depth: Int) {
    func read(_ name: String) -> [Float]? { PickledArray(object[name], budget, depth: depth)?.values }
    /// nil unless all are whole numbers.
    func integers(_ name: String) -> [Int]? {
      guard let values = read(name) else { return nil }
      let whole = values.compactMap { Int(whole: $0) }
      return whole.count == values.count ? whole : nil
    }
    guard let numbers = read("data"), let places = integers("indices"), let starts = integers("indptr"),
      numbers.count == places.count,
      let size = (object["_shape"] ?? object["shape"])?.elements?.compactMap(\.integer), size.count == 2,
      size.allSatisfy({ (1...1 << 20).contains($0) }), size[0] * size[1] <= Self.mostValues,
      budget.take(size[0] * size[1], ofBytes: MemoryLayout<Float>.stride)
    else { return nil }
    let isByRow =
      object.maker.contains("csr")
      || object.arguments.contains { value in
        if case .global(let name) = value { name.contains("csr") } else { false }
      }
    guard starts.count == (isByRow ? size[0] : size[1]) + 1, starts.first == 0, starts.last == numbers.count else {
      return nil
    }
    var dense = [Float](repeating: 0, count: size[0] * size[1])
    for line in 0..<starts.count - 1 {
      guard starts[line] <= starts[line + 1] else { return nil }
      for entry in starts[line]..<starts[line + 1] {
        let place = places[entry]
        guard (0..<(isByRow ? size[1] : size[0])).contains(place) else { return nil }
        dense[isByRow ? line * size[1] + place : place * size[1] + line] = numbers[entry]
      }
    }
    shape = size
    values = dense
  }

  private static func numbers(_ data: Data, _ count: Int, _ code: String) -> [Float]? {
    func read<Value>(_: Value.Type, _ number: (Value) -> Float) -> [Float]? {
      let width = MemoryLayout<Value>.size
      guard data.count == count * width else { return nil }
      return data.withUnsafeBytes { raw in
        (0..<count).map { number(raw.loadUnaligned(fromByteOffset: $0 * width, as: Value.self)) }
      }
    }
    return switch code {
    case "f4": read(Float.self) { $0 }
    case "f8": read(Double.self) { Float($0) }
    case "i4": read(Int32.self) { Float($0) }
    case "i8": read(Int64.self) { Float($0) }
    case "u4": read(UInt32.self) { Float($0) }
    case "u8": read(UInt64.self) { Float($0) }
    default: nil
    }
  }

  /// From columns first, as Fortran has it.
  private static func rowFirst(_ values: [Float], _ shape: [Int]) -> [Float] {
    var turned = values
    var index = [Int](repeating: 0, count: shape.count)
    for value in values {
      var place = 0
      for axis in shape.indices { place = place * shape[axis] + index[axis] }
      turned[place] = value
      for axis in shape.indices {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return turned
  }
}
