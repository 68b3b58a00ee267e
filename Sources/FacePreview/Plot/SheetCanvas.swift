/// Where pictures and words of a sheet lie.
struct SheetCanvas {
  let count: Int
  let tile: PixelSize
  let labelHeight: Int
  let columns: Int
  let size: PixelSize

  init(count: Int, tile: PixelSize, labelHeight: Int) throws(PreviewError) {
    self.count = count
    self.tile = tile
    self.labelHeight = labelHeight
    var columns = 1
    // About three to two.
    while columns * columns * tile.width * 2 < 3 * count * (tile.height + labelHeight) { columns += 1 }
    columns = count <= 5 ? max(count, 1) : min(columns, count)
    self.columns = columns
    let rows = (count + columns - 1) / columns
    size = try PixelSize(columns * tile.width, rows * (tile.height + labelHeight))
  }

  func sheet(_ pictures: [PixelImage], labels: [String]) throws(PreviewError) -> PixelImage {
    let canvas = try Canvas(pixels: size)
    canvas.fill(0, 0, Double(size.width), Double(size.height), .paper)
    for (number, label) in labels.enumerated() {
      let (column, row) = (number % columns, number / columns)
      canvas.fittedText(
        label, (Double(column) + 0.5) * Double(tile.width),
        Double((row + 1) * (tile.height + labelHeight)) - 8, size: 13, width: Double(tile.width) - 8, .text,
        anchor: .middle)
    }
    var sheet = canvas.picture()
    for (number, picture) in pictures.enumerated() {
      sheet.place(picture, x: number % columns * tile.width, y: number / columns * (tile.height + labelHeight))
    }
    return sheet
  }
}
