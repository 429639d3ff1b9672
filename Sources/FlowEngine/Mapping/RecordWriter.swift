internal import CEL
internal import FlowCheck
internal import JSON
internal import OrderedCollections

/// Writes the record of a `transform` as JSON: what is the same in each record is encoded beforehand, and the formulas in between write themselves.
///
/// Steps lie in memory of their own, and what they use is kept alive by the arrays beside them, so that writing a record counts no references.
final class RecordWriter: @unchecked Sendable {
  /// A formula that failed.
  struct Failure: Error {
    var name: String
    var text: String
  }

  private enum Part {
    /// JSON text; a value follows it.
    case text(UnsafeBufferPointer<UInt8>)
    /// JSON text at the end of a value.
    case end(UnsafeBufferPointer<UInt8>)
    case value(Unmanaged<Program>, field: Int)
    /// A part of a string.
    case piece(Unmanaged<Program>, field: Int)
    /// A value that is not one formula, or that formulas further down read.
    case whole(field: Int, isKept: Bool)
    /// Formulas from here on read what was kept so far.
    case show
  }

  private let fields: [(name: String, value: Expression)]
  private let programs: [Program]
  private let parts: UnsafeBufferPointer<Part>
  /// Where the step's own record is bound.
  private let slot: Int?
  private let keepsAny: Bool

  /// `isRead` says of each field whether a formula reads it out of the step's record, `readsOwn` whether it reads that record.
  init(_ fields: [(name: String, value: Expression)], slot: Int?, isRead: (Int) -> Bool, readsOwn: (Int) -> Bool) {
    var parts: [Part] = []
    var programs: [Program] = []
    var text: [UInt8] = [UInt8(ascii: "{")]
    var keepsAny = false
    func flush(_ part: (UnsafeBufferPointer<UInt8>) -> Part) {
      let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
      _ = memory.initialize(from: text)
      parts.append(part(UnsafeBufferPointer(memory)))
      text = []
    }
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      var key = JSONWriter()
      key.key(field.name)
      text += key.bytes
      if readsOwn(index) { parts.append(.show) }
      switch field.value {
      case .formula(let program) where !isRead(index):
        flush(Part.text)
        programs.append(program)
        parts.append(.value(Unmanaged.passUnretained(program), field: index))
      case .template(let pieces) where !isRead(index):
        text.append(UInt8(ascii: "\""))
        for piece in pieces {
          switch piece {
          case .text(let literal):
            var encoded = JSONWriter()
            encoded.part(literal)
            text += encoded.bytes
          case .formula(let program):
            flush(Part.text)
            programs.append(program)
            parts.append(.piece(Unmanaged.passUnretained(program), field: index))
          }
        }
        text.append(UInt8(ascii: "\""))
      default:
        flush(Part.text)
        parts.append(.whole(field: index, isKept: isRead(index)))
        keepsAny = keepsAny || isRead(index)
      }
    }
    text.append(UInt8(ascii: "}"))
    flush(Part.end)
    self.fields = fields
    self.programs = programs
    self.slot = slot
    self.keepsAny = keepsAny
    let memory = UnsafeMutableBufferPointer<Part>.allocate(capacity: parts.count)
    _ = memory.initialize(from: parts)
    self.parts = UnsafeBufferPointer(memory)
  }

  deinit {
    for part in parts {
      switch part {
      case .text(let text), .end(let text): text.deallocate()
      case .value, .piece, .whole, .show: break
      }
    }
    parts.deallocate()
  }

  /// Writes the record and binds what formulas of other steps read of it. After a failure the caller takes back what was written.
  func write(_ bindings: inout Bindings, into writer: inout JSONWriter) -> Failure? {
    var kept = Record()
    for part in parts {
      switch part {
      case .text(let text): writer.raw(text, needsComma: false)
      case .end(let text): writer.raw(text, needsComma: true)
      case .value(let program, let field):
        if let error = program._withUnsafeGuaranteedRef({ $0.write(bindings, into: &writer) }) { return failure(field, error) }
      case .piece(let program, let field):
        if let error = program._withUnsafeGuaranteedRef({ $0.writePart(bindings, into: &writer) }) { return failure(field, error) }
      case .whole(let field, let isKept):
        let value = fields[field].value.evaluate(bindings)
        if case .error = value { return failure(field, value) }
        value.writeJSON(into: &writer)
        guard isKept else { continue }
        // Lets go of the record, so that adding to it copies nothing.
        bindings[slot] = .null
        kept[fields[field].name] = value
      case .show: bindings[slot] = .map(kept)
      }
    }
    bindings[slot] = keepsAny ? .map(kept) : .null
    return nil
  }

  private func failure(_ field: Int, _ value: Value) -> Failure {
    guard case .error(let error) = value else { return Failure(name: fields[field].name, text: "") }
    return Failure(name: fields[field].name, text: error.message)
  }
}
