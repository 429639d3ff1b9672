public import CEL
public import JSON
internal import OrderedCollections

/// A value of the flow: written out, computed, or text with computed parts.
public indirect enum Expression: Sendable {
  case literal(Value)
  case formula(Program)
  /// `${…}` in text: null gives nothing, `42.0` gives `42`.
  case template([Piece])
  case list([Expression])
  case object([(name: String, value: Expression)])

  public enum Piece: Sendable {
    case text(String)
    case formula(Program)
  }

  /// The value under these bindings; a failed formula gives `.error`. Pure, thread-safe.
  public func evaluate(_ bindings: Bindings) -> Value {
    switch self {
    case .literal(let value): return value
    case .formula(let program): return program.evaluate(bindings)
    case .template(let pieces): return Self.joined(pieces, bindings)
    case .list(let items):
      var values: [Value] = []
      for item in items {
        let value = item.evaluate(bindings)
        if case .error = value { return value }
        values.append(value)
      }
      return .list(values)
    case .object(let fields):
      var record = Record()
      for field in fields {
        let value = field.value.evaluate(bindings)
        if case .error = value { return value }
        record[field.name] = value
      }
      return .map(record)
    }
  }

  /// Writes the value as JSON; an error is given back, and then what was written is to be taken back by the caller.
  public func write(_ bindings: Bindings, into writer: inout JSONWriter) -> Value? {
    switch self {
    case .formula(let program): return program.write(bindings, into: &writer)
    case .template(let pieces):
      writer.beginString()
      for piece in pieces {
        switch piece {
        case .text(let part): writer.part(part)
        case .formula(let program): if let error = program.writePart(bindings, into: &writer) { return error }
        }
      }
      writer.endString()
      return nil
    case .literal, .list, .object:
      let value = evaluate(bindings)
      if case .error = value { return value }
      value.writeJSON(into: &writer)
      return nil
    }
  }

  private static func joined(_ pieces: [Piece], _ bindings: Bindings) -> Value {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .formula(let program):
        let value = program.evaluate(bindings)
        if case .error = value { return value }
        text += Lenient.printed(value)
      }
    }
    return .string(text)
  }
}
