import JSON

/// JSON as the protocol's messages need it: whole, and small.
public indirect enum JSONTree: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([JSONTree])
  case object([String: JSONTree])

  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// Nil for what is no JSON.
  public init?(_ bytes: [UInt8]) {
    guard let document = try? JSONDocument(bytes) else { return nil }
    self.init(document.root)
  }

  private init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .bool: self = .bool(node.bool)
    case .int: self = Int(exactly: node.int).map { .int($0) } ?? .null
    case .string: self = .string(node.string)
    case .array: self = .list(node.elements.map { JSONTree($0) })
    case .object: self = .object(Dictionary(node.entries.map { ($0.key.string, JSONTree($0.value)) }, uniquingKeysWith: { _, last in last }))
    default: self = node.kind == .double ? .double(node.double) : .null
    }
  }

  /// The member of an object; `null` where there is none.
  public subscript(_ key: String) -> JSONTree {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  public var text: String? { if case .string(let text) = self { text } else { nil } }
  public var number: Int? { if case .int(let number) = self { number } else { nil } }
  public var items: [JSONTree] { if case .list(let items) = self { items } else { [] } }

  /// The JSON text, members by name, so that the same tree is always the same bytes.
  public var printed: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .double(let number): number.isFinite ? String(number) : "null"
    case .string(let text): Self.quote(text)
    case .list(let items): "[" + items.map(\.printed).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.sorted { $0.key < $1.key }.map { "\(Self.quote($0.key)):\($0.value.printed)" }.joined(separator: ",") + "}"
    }
  }

  private static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }
}
