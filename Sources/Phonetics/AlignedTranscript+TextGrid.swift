extension AlignedTranscript {
  /// What a TextGrid says of a line: its phone tier, gathered into the words of its word tier where it has one.
  ///
  /// Frames beyond the end of the line and labels that name no phone are left out; pauses are words without a text.
  /// - Throws: ``PhoneticsError`` `.textGridInvalid` where there is no phone tier.
  package init(_ grid: TextGrid, name: String, over track: PhoneTrack) throws(PhoneticsError) {
    guard let tier = grid.phoneTier else {
      throw PhoneticsError(
        .textGridInvalid,
        "'\(name)' has no tier of phones (its tiers: \(grid.tiers.map(\.name).joined(separator: ", "))): "
          + "name one 'phones'")
    }
    let table = PhoneTable.standard
    var phones: [(phone: Int, frames: Range<Int>)] = []
    for interval in tier.intervals {
      let classes = PhoneLabels.standard.phones(of: interval.label)
      guard !classes.isEmpty else { continue }
      let length = (interval.end - interval.start) / Double(classes.count)
      for (index, phone) in classes.enumerated() {
        let start = interval.start + length * Double(index)
        let frames = Self.frames(start, start + length, track.frameCount)
        if !frames.isEmpty { phones.append((phone, frames)) }
      }
    }
    let spoken = (grid.wordTier?.intervals ?? []).filter {
      PhoneLabels.standard.phones(of: $0.label) != [table.silence]
    }
    var words: [Word] = []
    var fit: Float = 0
    var count = 0
    var index = 0
    var wordIndex = 0
    while index < phones.count {
      let middle = 0.02 * Double(phones[index].frames.lowerBound + phones[index].frames.upperBound - 1) / 2
      while wordIndex < spoken.count, spoken[wordIndex].end <= middle { wordIndex += 1 }
      let word = wordIndex < spoken.count && spoken[wordIndex].start <= middle ? spoken[wordIndex] : nil
      var group = [phones[index]]
      index += 1
      while let word, index < phones.count, 0.02 * Double(phones[index].frames.lowerBound) < word.end - 0.01 {
        group.append(phones[index])
        index += 1
      }
      let fits = group.map { track.bestProbability(lookingLike: $0.phone, in: $0.frames, table) }
      for (entry, value) in zip(group, fits) where entry.phone != table.silence {
        fit += value
        count += 1
      }
      // The labels' own word is taken: they were set by hand, or by an aligner that knew the text.
      words.append(
        Word(
          text: word?.label ?? "", phones: group,
          confidence: max(fits.reduce(0, +) / Float(fits.count), Self.fullConfidence)))
    }
    self.init(words: words, confidence: count == 0 ? 0 : fit / Float(count))
  }

  /// Frames whose middles lie between two times.
  private static func frames(_ start: Double, _ end: Double, _ count: Int) -> Range<Int> {
    let first = min(count, Int(min(max(start / 0.02, 0), 1e9).rounded(.up)))
    let last = min(count, Int(min(max(end / 0.02, 0), 1e9).rounded(.up)))
    return first..<max(first, last)
  }
}
