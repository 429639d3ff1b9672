import CEL
import JSON
import OrderedCollections
import Testing

@Suite struct ValueTests {
  @Test func numbersAreOneLine() {
    #expect(Value.int(1) == .double(1) && Value.uint(1) == .int(1) && Value.double(1) == .uint(1))
    #expect(Value.int(-1) != .uint(.max))
    #expect(Value.double(.nan) != .double(.nan))
    #expect(Value.order(.int(-1), .uint(.max)) == -1)
    #expect(Value.order(.uint(.max), .int(-1)) == 1)
    #expect(Value.order(.double(.nan), .int(1)) == nil)
    // An int beside a double is read as a double, as the conformance cases want it.
    #expect(Value.int(9_007_199_254_740_993) == .double(9_007_199_254_740_992))
    #expect(Value.int(9_007_199_254_740_993) != .int(9_007_199_254_740_992))
  }

  @Test func equalValuesHashAlike() {
    #expect(Set<Value>([.int(1), .uint(1), .double(1)]).count == 1)
    #expect(Set<Value>([.string("\u{E9}"), .string("e\u{301}")]).count == 2)
    #expect(Set<Value>([.double(0), .double(-0.0), .int(0)]).count == 1)
    #expect(Set<Value>([["a": 1, "b": 2], ["b": 2.0, "a": 1]]).count == 1)
  }

  @Test func stringsAreCodePoints() {
    #expect(Value.string("\u{E9}") != .string("e\u{301}"))
    #expect(Value.order("a", "b") == -1)
    #expect(Value.order("\u{FFFD}", "\u{1F600}") == -1)
    #expect(Value.order("ab", "a") == 1)
    let map = Value.map(MapValue([("\u{E9}", 1), ("e\u{301}", 2)]))
    #expect(map["\u{E9}"] == 1 && map["e\u{301}"] == 2)
    #expect(Value.map(["\u{E9}": 1])["e\u{301}"] == nil)
  }

  @Test func everyRepresentationOfAMapIsTheSameMap() throws {
    let json = try Value(json: #"{"a": 1, "b": {"c": [1, 2.5, "x", null, true]}}"#)
    let record: Value = ["a": 1, "b": ["c": [1, 2.5, "x", .null, true]]]
    let table = Value.map(MapValue([("b", ["c": [1, 2.5, "x", .null, true]]), ("a", 1)]))
    #expect(json == record && record == table && table == json)
    #expect(json.hashValue == record.hashValue && record.hashValue == table.hashValue)
    #expect(json["b"]?["c"]?.asList?.count == 5)
    #expect(json.asRecord?.keys == ["a", "b"])
    #expect(Value.map(MapValue([(1, 2)])).asRecord == nil)
    #expect(json != ["a": 1, "b": 2])
  }

  @Test func largeTablesFindNumbersByValue() {
    let table = MapValue((0..<100).map { (key: .int($0), value: .int($0 * $0)) })
    #expect(table.value(forKey: .double(9)) == 81)
    #expect(table.value(forKey: .uint(9)) == 81)
    #expect(table.value(forKey: "9") == nil)
    #expect(table.value(forKey: .double(9.5)) == nil)
  }

  @Test func writesJSON() throws {
    let time = try #require(Timestamp("2026-03-14T10:09:26.5+01:00"))
    let span = try #require(Timespan("-1.5s"))
    let value: Value = [
      "t": .timestamp(time), "d": .duration(span), "b": .bytes([0, 255]), "n": .null, "o": .optional(nil), "p": .optional(2), "u": .uint(.max),
    ]
    #expect(value.jsonText == #"{"t":"2026-03-14T09:09:26.5Z","d":"-1.5s","b":"AP8=","n":null,"o":null,"p":2,"u":18446744073709551615}"#)
  }

  @Test func accessorsGiveWhatIsThere() {
    #expect(Value.uint(7).asInt == 7 && Value.uint(.max).asInt == nil && Value.double(7).asInt == nil)
    #expect(Value.int(7).asDouble == 7 && Value.string("7").asDouble == nil)
    #expect(Value.null.isNull && !Value.bool(false).isNull)
    #expect(Value.string("x")["a"] == nil)
  }
}
