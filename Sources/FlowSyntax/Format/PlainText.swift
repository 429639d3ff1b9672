/// Whether text means itself without quotes.
enum PlainText {
  /// True when YAML reads it back as this very text, and no reader of an older YAML takes it for something else.
  static func isSafe(_ text: String, inFlow: Bool, isKey: Bool) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, first > 0x20, last > 0x20, text.utf8.count < 1_000 else { return false }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return false }
    guard case .scalar(.string) = CoreSchema.resolve(text), !looksTyped(text), text != "<<" else { return false }
    let written =
      switch (inFlow, isKey) {
      case (true, true): "{ \(text): x }\n"
      case (true, false): "[ \(text) ]\n"
      case (false, true): "\(text): x\n"
      case (false, false): "k: \(text)\n"
      }
    return reads(written, text, after: isKey || inFlow ? 1 : 2) && (!inFlow || isKey || reads("{ k: \(text) }\n", text, after: 2))
  }

  /// True when the scalar of that rank is plain and has this text, and no more follow than should.
  private static func reads(_ written: String, _ text: String, after rank: Int) -> Bool {
    guard let libyaml = LibYAML(Array(written.utf8)) else { return false }
    var scalars: [String] = []
    var collections = 0
    while let event = try? libyaml.next() {
      switch event.kind {
      case .streamEnd:
        let count = written.hasPrefix("[") ? 1 : 2
        return scalars.count == count && collections == 1 && scalars[rank - 1] == text
      case .scalar(let found, .plain): scalars.append(found)
      case .scalar, .alias: return false
      case .sequenceStart, .mappingStart: collections += 1
      default: break
      }
      if event.anchor != nil || event.tag != nil { return false }
    }
    return false
  }

  /// Text that other YAML readers take for a number, a date, or true and false.
  private static func looksTyped(_ text: String) -> Bool {
    if ["yes", "no", "on", "off", "y", "n", "true", "false", "null", "~"].contains(text.lowercased()) { return true }
    guard let first = text.utf8.first, (48...57).contains(first) || "+-.".utf8.contains(first), text.utf8.contains(where: { (48...57).contains($0) })
    else { return false }
    return text.utf8.allSatisfy { (48...57).contains($0) || "+-.:_eExXoOabcdfABCDFTZtz ".utf8.contains($0) }
  }
}
