/// The difference of two texts as edits of whole lines.
public enum LineEdits {
  /// Replacements that make `new` of the file; each covers neighbouring lines that differ. None when nothing does.
  public static func between(_ file: SourceFile, _ new: [UInt8]) -> [Fix.Edit] {
    let (old, new) = (lines(file.bytes[...]), lines(new[...]))
    let start = zip(old, new).prefix { $0 == $1 }.count
    let left = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix(left).prefix { $0 == $1 }.count
    let (before, after) = (Array(old[start..<old.count - end]), Array(new[start..<new.count - end]))
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var edits: [Fix.Edit] = []
    var (from, to) = (0, 0)
    var offset = old[..<start].reduce(0) { $0 + $1.count }
    while from < before.count || to < after.count {
      let place = offset
      var text: [UInt8] = []
      while true {
        if removed.contains(from), from < before.count {
          offset += before[from].count
          from += 1
        } else if inserted.contains(to), to < after.count {
          text += after[to]
          to += 1
        } else {
          break
        }
      }
      if place < offset || !text.isEmpty {
        edits.append(Fix.Edit(file.span(place..<offset), String(decoding: text, as: UTF8.self)))
      } else {
        offset += before[from].count
        from += 1
        to += 1
      }
    }
    return edits
  }

  /// Each with its line break.
  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.endIndex { lines.append(bytes[start...]) }
    return lines
  }
}
