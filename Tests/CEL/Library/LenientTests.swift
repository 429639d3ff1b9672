import CEL
import Testing

@Suite struct LenientTests {
  @Test func nullAndEmptyAreNothing() {
    for value: Value in [.null, "", .optional(nil)] {
      #expect(Lenient.number(value) == nil)
      #expect(Lenient.flag(value) == nil)
      #expect(Lenient.date(value) == nil)
      #expect(Lenient.time(value) == nil)
      #expect(Lenient.text(value).isNull)
      #expect(Lenient.printed(value) == "")
    }
  }

  @Test func printsWhatPeopleRead() {
    #expect(Lenient.printed(42.0) == "42")
    #expect(Lenient.printed(0.1) == "0.1")
    #expect(Lenient.printed(1.25e6) == "1250000")
    #expect(Lenient.printed(-1e-7) == "-0.0000001")
    #expect(Lenient.printed(1.7976931348623157e308).utf8.count == 309)
    #expect(Lenient.printed(["a", 1]) == #"["a",1]"#)
    #expect(Lenient.printed(true) == "true")
  }

  @Test func plainDecimalsReadBack() {
    var generator = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
    var state = seed
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      guard number.isFinite else { continue }
      let text = Lenient.printed(.double(number))
      #expect(Double(text) == number, "seed \(seed): \(text)")
      #expect(!text.contains("e"), "seed \(seed): \(text)")
    }
  }

  @Test func daysAreTextInTheirOrder() throws {
    let days = try ["0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"].map { try #require(Day($0)) }
    #expect(days == days.sorted())
    #expect(days.map(\.description) == days.map(\.description).sorted())
    #expect(Day("2023-02-29") == nil)
    #expect(Day("2023-2-9") == nil)
    #expect(Day("2023-02-0x") == nil)
    #expect(Day(number: days[0].number - 1) == nil)
  }

  @Test func epochTextNeedsTenDigits() {
    #expect(Lenient.date("1778247622000") == "2026-05-08")
    #expect(Lenient.date("20260508") == nil)
    #expect(Lenient.date("99999999999999999999") == nil)
  }
}
