import Testing

@testable import FlowSyntax

/// YAML 1.2's core schema, with text where a surprise would be.
@Suite struct CoreSchemaTests {
  @Test(arguments: [
    ("null", Scalar.null), ("~", .null), ("true", .bool(true)), ("False", .bool(false)), ("42", .int(42)), ("-7", .int(-7)), ("+7", .int(7)),
    ("0", .int(0)), ("-0", .int(0)), ("0x1F", .int(31)), ("0o17", .int(15)), ("1.5", .double(1.5)), (".5", .double(0.5)), ("1.", .double(1)),
    ("-.5e3", .double(-500)), ("1e3", .double(1_000)), ("1.e3", .double(1_000)), ("0.25", .double(0.25)), (".inf", .double(.infinity)),
    ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
  ]) func values(_ text: String, _ value: Scalar) {
    #expect(CoreSchema.resolve(text) == .scalar(value))
  }

  @Test(arguments: [
    "no", "on", "yes", "off", "y", "007", "-007", "00.5", "2026-03-14", "12:30", "1_000", "0b11", "0xZZ", "0o9", ".", "-", "+", "1e", "e5", "1.2.3",
    "15m", "5%", "nulL", "tRue", "1e+", "0x", "1 2", "٣",
  ]) func texts(_ text: String) {
    #expect(CoreSchema.resolve(text) == .scalar(.string(text)))
  }

  @Test(arguments: ["9223372036854775808", "-9223372036854775809", "0xFFFFFFFFFFFFFFFFF", "123456789012345678901234567890"])
  func tooLarge(_ text: String) {
    #expect(CoreSchema.resolve(text) == .tooLarge)
  }

  @Test(arguments: [("30s", 30.0), ("15m", 900), ("24h", 86_400), ("30d", 2_592_000), ("1h30m", 5_400), ("0s", 0)])
  func lengthsOfTime(_ text: String, _ seconds: Double) {
    #expect(TimeLength.seconds(text) == seconds)
  }

  @Test(arguments: ["", "15", "m", "15x", "1m1h", "1m1m", "-5s", "1.5h", "5 m", "٣s", "9999999999s"])
  func noLengthsOfTime(_ text: String) {
    #expect(TimeLength.seconds(text) == nil)
  }

  @Test(arguments: ["0 6 * * 1-5", "*/15 * * * *", "0,30 8-18/2 1 1-12 0,7", "59 23 31 12 7"]) func cron(_ text: String) {
    #expect(Cron.isValid(text))
  }

  @Test(arguments: [
    "", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *", "a * * * *", "1, * * * *",
    "1-2-3 * * * *",
  ])
  func noCron(_ text: String) {
    #expect(!Cron.isValid(text))
  }
}
