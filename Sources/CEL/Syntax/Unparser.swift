extension ParsedExpression {
  /// The formula in its plainest spelling: one blank around operators, double quotes, no needless brackets, macros as they were called.
  /// Reading the result gives the same tree again; comments and line breaks are gone.
  public var text: String {
    var printer = Unparser(macroCalls: macroCalls)
    printer.print(root, above: 0)
    return printer.text
  }
}

/// Prints syntax trees.
struct Unparser {
  let macroCalls: [Int: Expr]
  private(set) var text = ""

  private static let conditional = 0
  private static let unary = 6
  private static let member = 7

  init(macroCalls: [Int: Expr]) { self.macroCalls = macroCalls }

  /// `above`: how tightly the surroundings bind; what binds less gets brackets.
  mutating func print(_ expression: Expr, above: Int) {
    let written = macroCalls[expression.id] ?? expression
    let own = precedence(written)
    if own < above { text += "(" }
    printKind(written, own)
    if own < above { text += ")" }
  }

  private func precedence(_ expression: Expr) -> Int {
    switch expression.kind {
    case .call(Operator.conditional, nil, _): Self.conditional
    case .call(let name, nil, let arguments) where arguments.count == 2 && Operator.binary[name] != nil: Operator.binary[name]?.precedence ?? 0
    case .call(Operator.not, nil, _), .call(Operator.negate, nil, _): Self.unary
    case .literal(.int(let number)) where number < 0: Self.unary
    case .literal(.double(let number)) where number.sign == .minus: Self.unary
    default: Self.member
    }
  }

  private mutating func printKind(_ expression: Expr, _ own: Int) {
    switch expression.kind {
    case .literal(let value): text += Self.literal(value)
    case .identifier(let name): text += name
    case .select(let operand, let field, let isTest):
      if isTest { text += "has(" }
      print(operand, above: Self.member)
      text += "." + Self.fieldName(field)
      if isTest { text += ")" }
    case .call(let function, let target, let arguments): printCall(function, target, arguments, own)
    case .list(let elements, let optionals):
      text += "["
      separated(elements.indices) { printer, index in
        if optionals.contains(index) { printer.text += "?" }
        printer.print(elements[index], above: 0)
      }
      text += "]"
    case .map(let entries):
      text += "{"
      separated(entries.indices) { printer, index in
        if entries[index].isOptional { printer.text += "?" }
        printer.print(entries[index].key, above: 0)
        printer.text += ": "
        printer.print(entries[index].value, above: 0)
      }
      text += "}"
    case .comprehension(let loop): print(loop.range, above: Self.member)
    case .bind(_, _, let body): print(body, above: own)
    }
  }

  private mutating func printCall(_ function: String, _ target: Expr?, _ arguments: [Expr], _ own: Int) {
    if target == nil, printOperator(function, arguments, own) { return }
    if let target {
      print(target, above: Self.member)
      text += "."
    }
    text += function + "("
    separated(arguments.indices) { $0.print(arguments[$1], above: 0) }
    text += ")"
  }

  private mutating func printOperator(_ function: String, _ arguments: [Expr], _ own: Int) -> Bool {
    switch (function, arguments.count) {
    case (Operator.conditional, 3):
      print(arguments[0], above: 1)
      text += " ? "
      print(arguments[1], above: 1)
      text += " : "
      print(arguments[2], above: 0)
    case (Operator.not, 1), (Operator.negate, 1):
      text += function == Operator.not ? "!" : "-"
      // `-1` would be read as a number, not as the minus of one.
      if function == Operator.negate, case .literal = arguments[0].kind { return bracketed(arguments[0]) }
      print(arguments[0], above: Self.unary)
    case (Operator.index, 2), (Operator.optionalIndex, 2):
      print(arguments[0], above: Self.member)
      text += function == Operator.index ? "[" : "[?"
      print(arguments[1], above: 0)
      text += "]"
    case (Operator.optionalSelect, 2):
      guard case .literal(.string(let field)) = arguments[1].kind else { return false }
      print(arguments[0], above: Self.member)
      text += ".?" + Self.fieldName(field)
    default:
      guard arguments.count == 2, let symbol = Operator.binary[function]?.symbol else { return false }
      let isLogical = function == Operator.and || function == Operator.or
      print(arguments[0], above: own)
      text += " \(symbol) "
      print(arguments[1], above: isLogical ? own : own + 1)
    }
    return true
  }

  private mutating func bracketed(_ expression: Expr) -> Bool {
    text += "("
    print(expression, above: 0)
    text += ")"
    return true
  }

  private mutating func separated(_ indices: Range<Int>, _ body: (inout Unparser, Int) -> Void) {
    for index in indices {
      if index > indices.lowerBound { text += ", " }
      body(&self, index)
    }
  }

  static func fieldName(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isPlain = scalars.first.map(Scanner.startsName) ?? false
    if isPlain, scalars.allSatisfy({ Scanner.startsName($0) || Scanner.isDigit($0) }), !Parser.keywords.contains(name) { return name }
    return "`\(name)`"
  }

  static func literal(_ value: Value) -> String {
    switch value {
    case .uint(let number): "\(number)u"
    case .double(let number): "\(number)"
    case .string(let string): quoted(string)
    case .bytes(let bytes): "b\"" + bytes.map(escapedByte).joined() + "\""
    default: value.jsonText
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        text += escapedByte(UInt8(scalar.value))
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func escapedByte(_ byte: UInt8) -> String {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return "\\" + String(Unicode.Scalar(byte)) }
    if (0x20..<0x7F).contains(byte) { return String(Unicode.Scalar(byte)) }
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
