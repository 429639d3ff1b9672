import JSON
import Testing

@Suite struct JSONWritingTests {
  @Test func writesNestedValues() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.int(.min)
    writer.uint(.max)
    writer.bool(true)
    writer.null()
    writer.beginObject()
    writer.endObject()
    writer.endArray()
    writer.key("b\"")
    writer.string("\\ \u{1}\n\té😀")
    writer.endObject()
    #expect(writer.text == #"{"a":[-9223372036854775808,18446744073709551615,true,null,{}],"b\"":"\\ \u0001\n\té😀"}"#)
  }

  @Test(arguments: [
    (1.0, "1.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e21, "1e+21"), (5e-324, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (123456.789, "123456.789"), (.nan, "null"), (.infinity, "null"),
  ])
  func doublesAreShortest(number: Double, text: String) {
    var writer = JSONWriter()
    writer.double(number)
    #expect(writer.text == text)
  }

  @Test func randomDocumentsComeBackTheSame() throws {
    let seed = UInt64.random(in: 0 ..< .max)
    var random = Seeded(state: seed)
    for _ in 0..<300 {
      var writer = JSONWriter()
      Self.write(&writer, depth: 0, &random)
      let text = writer.text
      var again = JSONWriter()
      again.node(try JSONDocument(text).root)
      #expect(again.text == text, "seed \(seed)")
    }
  }

  private static func write(_ writer: inout JSONWriter, depth: Int, _ random: inout Seeded) {
    switch Int.random(in: 0..<(depth > 4 ? 6 : 8), using: &random) {
    case 0: writer.null()
    case 1: writer.bool(.random(using: &random))
    case 2: writer.int(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<63, using: &random))
    case 3: writer.double(Double(Int64(bitPattern: random.next())) * 1e-7 + 0.5)
    case 4, 5: writer.string(text(&random))
    case 6:
      writer.beginArray()
      for _ in 0..<Int.random(in: 0..<5, using: &random) { write(&writer, depth: depth + 1, &random) }
      writer.endArray()
    default:
      writer.beginObject()
      for index in 0..<Int.random(in: 0..<5, using: &random) {
        writer.key("\(index)" + text(&random))
        write(&writer, depth: depth + 1, &random)
      }
      writer.endObject()
    }
  }

  private static func text(_ random: inout Seeded) -> String {
    let alphabet: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\u{0}", "\u{1F}", "é", "\u{301}", "😀", "\u{FFFF}", "\u{7F}", "/"]
    var view = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<20, using: &random) { view.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)]) }
    return String(view)
  }
}

/// SplitMix64: the same numbers for the same seed everywhere.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
