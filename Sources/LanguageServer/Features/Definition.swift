import Diagnostics
import FlowSyntax

/// Where a name is made.
struct Definition {
  let buffer: Buffer

  /// Steps and tables, in the file itself.
  func place(at offset: Int) -> JSONTree {
    let name = buffer.file.text(in: buffer.word(at: offset, dots: true)).split(separator: ".").map(String.init)
    guard let first = name.first else { return .null }
    let span: SourceSpan? =
      if first == "tables", name.count > 1 {
        buffer.flow.tables.first { $0.name.value == name[1] }?.name.span
      } else {
        buffer.steps.first { $0.id?.value == first }?.id?.span
      }
    guard let span else { return .null }
    return .object(["uri": .string(buffer.uri), "range": buffer.places.range(span)])
  }
}
