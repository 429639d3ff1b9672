extension Function {
  /// `"%s has %d".format([a, b])`.
  static let format = Function(
    "format",
    [
      .member("string_format", [.string, .list(.dyn)], .string) { template, arguments in
        formatted(template.asString ?? "", arguments.asList ?? [])
      }
    ])

  private static func formatted(_ template: String, _ arguments: [Value]) -> Value {
    var out: [UInt8] = []
    var next = 0
    var rest = Substring(template).utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let clause = Clause(&rest) else {
        return Failures.bad("`format` has a `%` without `s`, `d`, `f`, `e`, `b`, `o`, `x` or `X` behind it; `%%` is a percent sign.")
      }
      if clause.verb == UInt8(ascii: "%") {
        out.append(clause.verb)
        continue
      }
      guard next < arguments.count else { return Failures.bad("`format` has more clauses than the list has values (\(arguments.count)).") }
      guard let precision = clause.precision, precision <= Clause.mostDigits else {
        return Failures.bad("`format` takes a precision of at most \(Clause.mostDigits) digits.")
      }
      guard let text = clause.text(arguments[next], precision) else { return clause.refusal(arguments[next]) }
      next += 1
      out += text.utf8
      guard out.count <= Failures.longestText else { return Failures.tooLong }
    }
    return .string(String(decoding: out, as: UTF8.self))
  }
}

/// What follows a `%`: a precision and a letter.
private struct Clause {
  static let mostDigits = 1000

  var verb: UInt8
  /// Digits after the point, 6 unless said. Nil: too many to count.
  var precision: Int? = 6

  init?(_ rest: inout Substring.UTF8View) {
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let digits = rest.prefix { (48...57).contains($0) }
      guard !digits.isEmpty else { return nil }
      precision = Int(Substring(digits))
      rest.removeFirst(digits.count)
    }
    guard let verb = rest.popFirst(), "%sdfeboxX".utf8.contains(verb) else { return nil }
    self.verb = verb
  }

  /// Nil for a value that the clause does not take.
  func text(_ value: Value, _ precision: Int) -> String? {
    switch Unicode.Scalar(verb) {
    case "s": FormatText.text(value)
    case "d": FormatText.decimal(value)
    case "f": FormatText.fraction(value, precision, isScientific: false)
    case "e": FormatText.fraction(value, precision, isScientific: true)
    case "b": if case .bool(let bit) = value { bit ? "1" : "0" } else { FormatText.whole(value, radix: 2) }
    case "o": FormatText.whole(value, radix: 8)
    case "x": FormatText.hexadecimal(value)
    default: FormatText.hexadecimal(value)?.uppercased()
    }
  }

  func refusal(_ value: Value) -> Value {
    let needed =
      switch Unicode.Scalar(verb) {
      case "s": "values that have a text"
      case "d", "f", "e": "numbers"
      case "b": "whole numbers and bools"
      case "o": "whole numbers"
      default: "whole numbers, text and bytes"
      }
    return Failures.bad("`%\(Unicode.Scalar(verb))` takes \(needed), not \(value.type.shownName).")
  }
}
