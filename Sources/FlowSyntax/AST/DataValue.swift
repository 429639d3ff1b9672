public import Diagnostics

/// Data as YAML writes it: a mapping is an object, a sequence a list, and every text may be a formula.
public indirect enum DataValue: Sendable {
  case scalar(TextValue)
  case list([DataValue], SourceSpan)
  case object([Field], SourceSpan)

  public var span: SourceSpan {
    switch self {
    case .scalar(let value): value.span
    case .list(_, let span), .object(_, let span): span
    }
  }

  /// Every formula in it, in order.
  public var formulas: [Formula] {
    switch self {
    case .scalar(let value): value.formulas
    case .list(let items, _): items.flatMap(\.formulas)
    case .object(let fields, _): fields.flatMap(\.value.formulas)
    }
  }
}

/// A name and its value: an event field, a field to match or set, a transform.
public struct Field: Sendable {
  public var name: Located<String>
  public var value: DataValue

  public init(name: Located<String>, value: DataValue) {
    self.name = name
    self.value = value
  }
}
