/// JSON whose keys keep the order in which they are written, printed with one key a line so that a change is a small diff.
indirect enum SchemaNode: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  case text(String)
  case flag(Bool)
  case number(Int)
  case list([SchemaNode])
  case object([(String, SchemaNode)])

  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(arrayLiteral elements: SchemaNode...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, SchemaNode)...) { self = .object(elements) }

  static func texts(_ texts: [String]) -> SchemaNode { .list(texts.map { .text($0) }) }

  /// The object with more entries behind its own.
  func with(_ more: [(String, SchemaNode)]) -> SchemaNode {
    guard case .object(let entries) = self else { return self }
    return .object(entries + more)
  }

  /// The JSON text, indented by two columns a level.
  func print(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return Self.quote(text)
    case .flag(let flag): return flag ? "true" : "false"
    case .number(let number): return String(number)
    case .list(let items) where items.isEmpty: return "[]"
    case .list(let items): return "[\n" + items.map { inner + $0.print(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let entries) where entries.isEmpty: return "{}"
    case .object(let entries):
      let lines = entries.map { "\(inner)\(Self.quote($0)): \($1.print(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
