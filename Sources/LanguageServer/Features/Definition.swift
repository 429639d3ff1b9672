import CEL
import Diagnostics
import FlowCheck
import FlowSyntax

/// Where a name is made.
struct Definition {
  let buffer: Buffer

  func place(at offset: Int) -> JSONTree {
    if let place = FormulaPlace(buffer.inspected, at: offset) {
      // The longest path of names that ends at the place: of `event.score`, `event` on its own name, all of it on `score`.
      return place.nodes.last?.names.flatMap(place(of:)) ?? .null
    }
    let word = buffer.word(at: offset, dots: true)
    let outline = Outline(buffer.file, at: word.upperBound)
    guard let name = outline.key else { return .null }
    let key = Place(outline, in: buffer.root).key(name)
    let text = buffer.file.text(in: word)
    switch key?.type {
    case .object, .connection, .target: return connection(text.prefix { $0 != "." })
    case .list(.text) where name == "changed": return place(of: ["event", text]) ?? .null
    case .text where name == "schema" || name == "file": return file(buffer.file.text(in: path(around: offset)))
    default: return .null
    }
  }

  private func place(of path: [String]) -> JSONTree? {
    let flow = buffer.flow
    switch (path[0], path.dropFirst().first) {
    case ("event", let name), ("was", let name):
      guard let name else { return flow.triggers.first.flatMap { here($0.eventSpan ?? $0.keySpan) } }
      return flow.triggers.lazy.compactMap { $0.event?.first { $0.name.value == name } }.first.flatMap { here($0.name.span) }
    case ("tables", let name?): return flow.tables.first { $0.name.value == name }.flatMap { here($0.name.span) }
    case ("settings", let name?): return buffer.view.project?.settings.first { $0.name.value == name }.flatMap { inProject($0.name.span) }
    case (Macro.outcomes, let step?): return self.step(step)
    case (let name, _): return step(name) ?? item(name)
    }
  }

  private func step(_ id: String) -> JSONTree? { buffer.steps.first { $0.id?.value == id }?.id.flatMap { here($0.span) } }

  /// The `as` of a block.
  private func item(_ name: String) -> JSONTree? {
    for step in buffer.steps {
      if case .block(let block)? = step.verb, let item = block.item, item.value == name { return here(item.span) }
    }
    return nil
  }

  private func connection(_ name: Substring) -> JSONTree {
    let found = buffer.view.project?.connections.first { $0.name.value == name }
    return found.flatMap { inProject($0.name.span) } ?? .null
  }

  private func here(_ span: SourceSpan) -> JSONTree? { .object(["uri": .string(buffer.uri), "range": buffer.places.range(span)]) }

  private func inProject(_ span: SourceSpan) -> JSONTree? {
    let uri = buffer.isProject ? buffer.uri : FileURI.of(joined("flowrun.yaml"))
    return .object(["uri": .string(uri), "range": TextPlaces(file: span.file).range(span)])
  }

  /// The start of a file of the project.
  private func file(_ path: String) -> JSONTree {
    guard !path.isEmpty, !buffer.view.folder.isEmpty else { return .null }
    let start = JSONTree.object(["line": 0, "character": 0])
    return .object(["uri": .string(FileURI.of(joined(path))), "range": .object(["start": start, "end": start])])
  }

  private func joined(_ path: String) -> String { path.hasPrefix("/") ? path : "\(buffer.view.folder)/\(path)" }

  /// The characters of a path around a place.
  private func path(around offset: Int) -> Range<Int> {
    let line = buffer.file.lineRange(buffer.file.position(at: offset).line)
    func isPart(_ byte: UInt8) -> Bool { !" \"'{}[],".utf8.contains(byte) }
    var (start, end) = (offset, offset)
    while start > line.lowerBound, isPart(buffer.file.bytes[start - 1]) { start -= 1 }
    while end < line.upperBound, isPart(buffer.file.bytes[end]) { end += 1 }
    return start..<end
  }
}
