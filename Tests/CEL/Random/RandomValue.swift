import CEL
import OrderedCollections

/// Values of a type, and how they are written in a formula.
enum RandomValue {
  static func value(_ type: Type, _ dice: inout Dice) -> Value {
    switch type {
    case .bool: .bool(dice.once(in: 2))
    case .int: .int(dice.once(in: 10) ? dice.pick([.min, .max, -1]) : Int64(dice.roll(7)) - 2)
    case .uint: .uint(dice.once(in: 10) ? .max : UInt64(dice.roll(5)))
    case .double: .double(dice.once(in: 10) ? dice.pick([.nan, .infinity, -0.0, 1e300, 9_007_199_254_740_993]) : Double(dice.roll(9)) / 2 - 1)
    case .string: .string(dice.pick(["", "a", "ab", "Aé", "e\u{301}", "a'b\"c\\", "\r\n", "👩‍👩‍👧", "x-y"]))
    case .date: .string(dice.pick(["2025-12-31", "2026-01-01"]))
    case .bytes: .bytes(dice.pick([[], [97], [0xFF, 0], Array("é".utf8)]))
    case .timestamp: Timestamp(seconds: Int64(dice.pick([0, 1_700_000_000, -62_135_596_800, 253_402_300_799]))).map(Value.timestamp) ?? .null
    case .duration: .duration(Timespan(nanoseconds: dice.pick([0, 1_500_000_000, -1, .max])))
    case .list(let element): .list((0..<dice.roll(4)).map { _ in value(element, &dice) })
    case .map(let key, let type): map(key, type, &dice)
    case .optional(let inner): .optional(dice.once(in: 3) ? nil : value(inner, &dice))
    case .nullable(let inner): dice.once(in: 3) ? .null : value(inner, &dice)
    default: .null
    }
  }

  private static func map(_ key: Type, _ type: Type, _ dice: inout Dice) -> Value {
    var entries: [(key: Value, value: Value)] = []
    for number in 0..<dice.roll(4) {
      entries.append((key == .string ? .string(["a", "b", "c"][number]) : .int(Int64(number)), value(type, &dice)))
    }
    return .map(MapValue(entries))
  }

  /// The value as a formula spells it.
  static func literal(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .int(let number): number < 0 ? "(\(number))" : "\(number)"
    case .uint(let number): "\(number)u"
    case .double(let number): double(number)
    case .string(let text): quoted(text)
    case .bytes(let bytes): "b'\(bytes.map(hex).joined())'"
    case .timestamp(let time): "timestamp('\(time)')"
    case .duration(let span): "duration('\(span)')"
    case .list(let list): "[\(list.elements.map(literal).joined(separator: ", "))]"
    case .map(let map): "{\(map.entries.map { "\(literal($0.key)): \(literal($0.value))" }.joined(separator: ", "))}"
    case .optional(let inner): inner.map { "optional.of(\(literal($0)))" } ?? "optional.none()"
    default: "null"
    }
  }

  private static func double(_ number: Double) -> String {
    if number.isFinite { return number.sign == .minus ? "(\(number))" : "\(number)" }
    return number.isNaN ? "double('NaN')" : number < 0 ? "double('-Infinity')" : "double('Infinity')"
  }

  private static func hex(_ byte: UInt8) -> String { "\\x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))" }

  private static func quoted(_ text: String) -> String {
    var out = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\\": out += "\\\(scalar)"
      case "\r": out += "\\r"
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "'"
  }
}
