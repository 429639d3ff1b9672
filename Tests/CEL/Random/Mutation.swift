/// Texts that nobody would write.
enum Mutation {
  static let tokens: [String] = [
    "(", ")", "[", "]", "{", "}", ",", ".", ":", "?", "!", "-", "+", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||", " in ", "?.", ".?",
    "[?",
    "1", "0", "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "0x1F", "1.5", "1e400", ".5", "1.", "'a'", "\"b\"",
    "'''c'''",
    "r'\\d'", "b'\\xff'", "'\\u00e9'", "'\\ud800'", "'(a+)+$'", "true", "false", "null", "i", "s", "ints", "ages", "maybe", "x", "y", "event", "int",
    "type",
    "has(", "size(", "dyn(", "string(", "timestamp(", "duration(", "optional.of(", "optional.none()", ".map(x, ", ".filter(x, ", ".all(x, ",
    ".exists(x, y, ",
    ".transformMap(k, v, ", "cel.bind(x, ", ".matches(", ".format([", ".split(", ".replace('a', ", ".substring(", "lists.range(", "math.greatest(",
    "math.bitShiftLeft(", ".sort()", ".sortBy(x, ", ".flatten(", ".join(", ".orValue(", ".optMap(x, ", "ifs(", "coalesce(", "number(", "date(",
    "text(",
    "formatDate(", "addDays(", "parseJson(", "toJson(", "similarity(", "normalizeName(", "plainText('<p>'", "`a-b`", "// c\n", "\n", "\t", " ",
    "\u{0}", "é",
    "e\u{301}", "👩‍👩‍👧", "\u{202E}", ";", "=", "&", "|", "$", "#", "@", "\\", "'", "\"", "`",
  ]

  static func soup(_ dice: inout Dice) -> String { (0..<1 + dice.roll(40)).map { _ in dice.pick(tokens) }.joined() }

  static func bytes(_ dice: inout Dice) -> String {
    let bytes = (0..<dice.roll(200)).map { _ in UInt8(dice.once(in: 3) ? dice.roll(256) : 32 + dice.roll(95)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text with a few parts taken out, doubled, swapped or put in.
  static func mutated(_ text: String, _ dice: inout Dice) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<1 + dice.roll(6) {
      if scalars.isEmpty { break }
      let start = dice.roll(scalars.count)
      let end = min(scalars.count, start + 1 + dice.roll(dice.once(in: 4) ? 40 : 4))
      switch dice.roll(5) {
      case 0: scalars.removeSubrange(start..<end)
      case 1: scalars.insert(contentsOf: scalars[start..<end], at: start)
      case 2: scalars.swapAt(start, dice.roll(scalars.count))
      case 3: scalars.insert(contentsOf: dice.pick(tokens).unicodeScalars, at: start)
      default: scalars.replaceSubrange(start..<end, with: dice.pick(tokens).unicodeScalars)
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// One construct in itself, many times over.
  static func nested(_ dice: inout Dice) -> String {
    let count = dice.pick([10, 60, 200, 300, 1000, 5000, 30000])
    let (before, middle, after) = dice.pick([
      ("(", "1", ")"), ("[", "", "]"), ("{1:", "1", "}"), ("!", "true", ""), ("-", "i", ""), ("1+", "1", ""), ("true&&", "true", ""),
      ("true?1:", "2", ""),
      ("i<", "1", ""), ("size(", "s", ")"), ("", "event", ".a"), ("", "ints", "[0]"), ("", "s", ".trim()"), ("[1].map(x,", "1", ")"),
      ("cel.bind(x,1,", "x", ")"),
      ("[1].all(x,", "true", ")"), ("", "[[1]]", ".map(x, x)"), ("coalesce(null,", "1", ")"), ("'a'+", "s", ""), ("", "maybe", ".?a"),
      ("type(", "1", ")"),
      ("[?", "maybe", "]"), ("{?'a':", "maybe", "}"), ("has(", "event.a", ")"), ("ifs(true,1,", "2", ")"), ("optional.of(", "1", ")"), ("((", "", ""),
      ("[1,", "", ""),
      ("1?", "2", ""), ("'''", "", ""), ("b", "''", ""), ("(1 == 1) || ", "f", ""), ("", "1", " in ints"), ("", "ints", " + ints"),
    ])
    return String(repeating: before, count: count) + middle + String(repeating: after, count: count)
  }
}
