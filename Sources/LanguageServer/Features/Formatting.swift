import Diagnostics
import FlowCheck
import FlowSyntax

/// A file in its one form, as `flowrun fmt` brings it there.
struct Formatting {
  let buffer: Buffer

  /// The lines that differ, in one edit; null for a file that has mistakes or is none of ours, which is left as it is.
  var edits: JSONTree {
    guard let kind = buffer.kind, !hasMistakes(kind), let bytes = try? FlowFormatter.standard.format(buffer.file, as: kind) else { return .null }
    let old = buffer.file.bytes
    guard bytes != old else { return .list([]) }
    // Whole lines: what is changed in the middle of a character would be no text.
    var start = 0
    var index = 0
    while index < min(old.count, bytes.count), old[index] == bytes[index] {
      index += 1
      if old[index - 1] == UInt8(ascii: "\n") { start = index }
    }
    var tail = 0
    index = 0
    while index < min(old.count, bytes.count) - start, old[old.count - 1 - index] == bytes[bytes.count - 1 - index] {
      if old[old.count - 1 - index] == UInt8(ascii: "\n") { tail = index }
      index += 1
    }
    let text = String(decoding: bytes[start..<bytes.count - tail], as: UTF8.self)
    return .list([.object(["range": buffer.places.range(buffer.file.span(start..<old.count - tail)), "newText": .string(text)])])
  }

  private func hasMistakes(_ kind: FlowFormatter.Kind) -> Bool {
    let findings = Findings()
    switch kind {
    case .flow: _ = FlowParser.parse(buffer.file, into: findings)
    case .project: _ = ProjectParser.parse(buffer.file, into: findings)
    case .test: _ = TestParser.parse(buffer.file, into: findings)
    }
    return findings.hasErrors
  }
}
