import JSON
import Testing

@Suite struct JSONReadingTests {
  @Test func readsScalars() throws {
    #expect(try JSONDocument("null").root.kind == .null)
    #expect(try JSONDocument(" true ").root.bool)
    #expect(try JSONDocument("false").root.kind == .bool)
    #expect(try JSONDocument("-9223372036854775808").root.int == .min)
    let large = try JSONDocument("18446744073709551615").root
    #expect(large.kind == .uint && large.uint == .max)
    let double = try JSONDocument("1.0").root
    #expect(double.kind == .double && double.double == 1)
    #expect(try JSONDocument(#""a\u00e9\ud83d\ude00\n\u0000""#).root.string == "aé😀\n\0")
  }

  @Test func findsKeysAndElementsInOrder() throws {
    let root = try JSONDocument(#"{"b": [1, {"x": 2}, [3], "y"], "a": {}, "": 7, "bb": null}"#).root
    #expect(root.kind == .object && root.count == 4)
    #expect(root.entries.map(\.key.string) == ["b", "a", "", "bb"])
    #expect(root["b"]?.elements.map(\.kind) == [.int, .object, .array, .string])
    #expect(root["a"]?.count == 0)
    #expect(root[""]?.int == 7)
    #expect(root["bb"]?.kind == .null)
    #expect(root["B"] == nil)
    #expect(root["b"]?.elements.map { $0 }[1]["x"]?.int == 2)
  }

  @Test func keysAreBytesAndTheFirstOfEqualOnesCounts() throws {
    let root = try JSONDocument("{\"\u{E9}\": 1, \"e\u{301}\": 2, \"\u{E9}\": 3}").root
    #expect(root["\u{E9}"]?.int == 1)
    #expect(root["e\u{301}"]?.int == 2)
    #expect(root.count == 3)
  }

  @Test func aNodeKeepsItsDocumentAlive() throws {
    func node() throws -> JSONNode? { try JSONDocument(#"{"a": "a text longer than fifteen bytes"}"#).root["a"] }
    #expect(try node()?.string == "a text longer than fifteen bytes")
  }

  @Test(arguments: [
    ("", JSONError.Kind.empty, 0), ("  ", .empty, 2), ("{", .badSyntax, 1), ("[1,]", .badSyntax, 3), ("[1 2]", .badSyntax, 3),
    ("{\"a\" 1}", .badSyntax, 5), ("{a: 1}", .badSyntax, 1), ("nul", .badSyntax, 3), ("1 2", .badSyntax, 2), ("\"a", .badString, 0),
    ("[\"\\x\"]", .badString, 3), ("[\"a\u{1}\"]", .badString, 3), ("[01]", .badNumber, 1), ("[1.]", .badNumber, 3), ("[-]", .badNumber, 1),
    ("[1e400]", .badNumber, 1), ("[18446744073709551616]", .numberTooLarge, 1), ("[-9223372036854775809]", .numberTooLarge, 1),
    ("[\"\\ud800\"]", .badString, 7), ("[1]]", .badSyntax, 3),
  ])
  func saysWhatIsBrokenAndWhere(text: String, kind: JSONError.Kind, offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONDocument(text) }
    #expect(error?.kind == kind)
    #expect(error?.offset == offset)
  }

  @Test func refusesWhatIsNotUTF8() {
    let error = #expect(throws: JSONError.self) { try JSONDocument([0x22, 0x61, 0xFF, 0x22] as [UInt8]) }
    #expect(error?.kind == .badUTF8)
    #expect(error?.offset == 2)
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(try JSONDocument(nested(JSONDocument.maximumDepth - 1)).root.kind == .array)
    for depth in [JSONDocument.maximumDepth + 1, 100_000] {
      let error = #expect(throws: JSONError.self) { try JSONDocument(nested(depth)) }
      #expect(error?.kind == .tooDeep)
    }
    let error = #expect(throws: JSONError.self) { try JSONDocument(String(repeating: "[", count: 1_000_000)) }
    #expect(error != nil)
  }

  @Test func documentsOfManySizesComeFromOneParser() throws {
    for count in [1, 5000, 3, 200_000, 0] {
      let text = "[" + (0..<count).map { "\"\($0)\"" }.joined(separator: ",") + "]"
      let root = try JSONDocument(text).root
      #expect(root.count == count)
      #expect(root.elements.map { $0 }.last?.string == (count == 0 ? nil : "\(count - 1)"))
    }
  }

  @Test func countsBeyondWhatATapeWordHolds() throws {
    let count = 0xFFFFFF + 2
    let text = "[" + String(repeating: "0,", count: count - 1) + "0]"
    #expect(try JSONDocument(text).root.count == count)
  }

  /// The second word of a number on the tape may look like a string's or another number's first.
  @Test func textAfterNumbersThatLookLikeItIsWhole() throws {
    for kind in [UInt64(UInt8(ascii: "\"")), 0x6C, 0x64, 0x75] {
      let number = Int64(kind << 56 | 5)
      for count in 0...5 {
        let numbers = repeatElement("\(number)", count: count)
        for text in [numbers + ["\"end\""], ["\"one\""] + numbers, ["1", "\"one\"", "2.5"] + numbers + ["\"last\""] + numbers] {
          let json = "[\(text.joined(separator: ","))]"
          var writer = JSONWriter()
          writer.node(try JSONDocument(json).root)
          #expect(writer.text == json)
        }
      }
    }
  }
}
