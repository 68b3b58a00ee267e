internal import CCairo
internal import Foundation

/// A drawing of lines, areas, pictures and words, as pixels or as SVG, by cairo.
final class Canvas {
  enum Anchor { case start, middle, end }

  let width: Int
  let height: Int
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let document: Document?

  /// The bytes of an SVG file while cairo writes them.
  private final class Document { var bytes = Data() }

  private static let font = "DejaVu Sans"

  /// A drawing of pixels.
  convenience init(pixels size: PixelSize) throws(PreviewError) {
    try self.init(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(size.width), Int32(size.height)), size.width, size.height,
      nil)
  }

  /// A drawing of shapes.
  convenience init(svg size: PixelSize) throws(PreviewError) {
    let document = Document()
    let surface = cairo_svg_surface_create_for_stream(
      { context, bytes, count in
        guard let context, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Document>.fromOpaque(context).takeUnretainedValue().bytes.append(bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(document).toOpaque(), Double(size.width), Double(size.height))
    try self.init(surface, size.width, size.height, document)
  }

  private init(_ surface: OpaquePointer?, _ width: Int, _ height: Int, _ document: Document?) throws(PreviewError) {
    guard let surface, let context = cairo_create(surface), cairo_status(context) == CAIRO_STATUS_SUCCESS else {
      throw PreviewError(
        .drawingFailed, "a drawing of \(width) x \(height) does not fit the memory: choose a smaller one")
    }
    (self.surface, self.context, self.document) = (surface, context, document)
    (self.width, self.height) = (width, height)
    cairo_select_font_face(context, Self.font, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  func fill(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ ink: Ink) {
    use(ink)
    cairo_rectangle(context, x, y, width, height)
    cairo_fill(context)
  }

  func line(_ points: some Sequence<(x: Double, y: Double)>, width: Double, _ ink: Ink) {
    trace(points)
    use(ink)
    cairo_set_line_width(context, width)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_stroke(context)
  }

  func area(_ points: some Sequence<(x: Double, y: Double)>, _ ink: Ink) {
    trace(points)
    use(ink)
    cairo_close_path(context)
    cairo_fill(context)
  }

  private func trace(_ points: some Sequence<(x: Double, y: Double)>) {
    cairo_new_path(context)
    for point in points { cairo_line_to(context, point.x, point.y) }
  }

  /// Words whose foot stands at `y`.
  func text(_ words: String, _ x: Double, _ y: Double, size: Double, _ ink: Ink, anchor: Anchor = .start) {
    use(ink)
    let shift: Double =
      switch anchor {
      case .start: 0
      case .middle: textWidth(words, size: size) / 2
      case .end: textWidth(words, size: size)
      }
    cairo_set_font_size(context, size)
    cairo_move_to(context, x - shift, y)
    cairo_show_text(context, words)
  }

  func textWidth(_ words: String, size: Double) -> Double {
    var extents = cairo_text_extents_t()
    cairo_set_font_size(context, size)
    cairo_text_extents(context, words, &extents)
    return extents.x_advance
  }

  /// Words that fit a width: smaller, or cut, where they are too long.
  func fittedText(
    _ words: String, _ x: Double, _ y: Double, size: Double, width: Double, _ ink: Ink, anchor: Anchor = .start
  ) {
    var (words, size) = (words, size)
    if textWidth(words, size: size) > width { size *= max(0.62, width / textWidth(words, size: size)) }
    while textWidth(words, size: size) > width, words.count > 2 { words = String(words.dropLast(2)) + "…" }
    text(words, x, y, size: size, ink, anchor: anchor)
  }

  private func use(_ ink: Ink) { cairo_set_source_rgba(context, ink.red, ink.green, ink.blue, ink.alpha) }

  /// The pixels that were drawn, opaque.
  func picture() -> PixelImage {
    cairo_surface_flush(surface)
    let size = PixelSize(validWidth: width, validHeight: height)
    var image = PixelImage(size)
    let stride = Int(cairo_image_surface_get_stride(surface))
    guard let data = cairo_image_surface_get_data(surface) else { return image }
    image.bytes.withUnsafeMutableBufferPointer { bytes in
      for y in 0..<height {
        for x in 0..<width {
          let (from, to) = (y * stride + 4 * x, 4 * (y * width + x))
          // Blue first, as cairo keeps them.
          bytes[to] = data[from + 2]
          bytes[to + 1] = data[from + 1]
          bytes[to + 2] = data[from]
          bytes[to + 3] = 255
        }
      }
    }
    return image
  }

  /// The SVG file.
  func svg() -> Data {
    cairo_surface_finish(surface)
    return document?.bytes ?? Data()
  }
}
