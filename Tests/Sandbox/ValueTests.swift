import Foundation
import Testing

@testable import Sandbox

@Suite struct ValueTests {
  @Test(arguments: [
    "{", "[1,]", "{\"a\":1,}", "01", "1.", "+1", ".5", "1e", "nul", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "[1 2]", "{\"a\" 1}", "{1:2}", "",
    " ",
    "\"a\nb\"", "1 2", "NaN", "1e999",
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(text) }
  }

  @Test func `what is JSON is read as another reader reads it`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let value = random.value(depth: 4)
      let text = value.json
      #expect(try JSONReader.read(text) == value, "seed \(seed)")
      let other = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
      let back = try JSONSerialization.data(withJSONObject: other, options: [.fragmentsAllowed])
      #expect(try JSONReader.read(Array(back)).sorted == value.sorted, "seed \(seed)")
    }
  }

  @Test func `deep nesting is refused and not a crash`() {
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(String(repeating: "[", count: 100_000)) }
  }

  /// From 1701 to 3996: Foundation's calendar is the Julian one before 1582.
  @Test func `dates agree with Foundation's calendar`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for days in stride(from: -98_000, through: 740_000, by: 1373) {
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(days) * 86400))
      let date = CivilDate(days: days)
      #expect((date.year, date.month, date.day, date.weekday) == (parts.year, parts.month, parts.day, parts.weekday))
      #expect(CivilDate(date.text) == date)
    }
    #expect(CivilDate("2026-02-29") == nil)
    #expect(CivilDate("2028-02-29") != nil)
  }

  @Test(arguments: [
    ("2026-03-02T09:15:27.412Z", 1_772_442_927_412), ("2026-03-02T10:15:27.4+01:00", 1_772_442_927_400),
    ("2026-03-02T09:15:27+0000", 1_772_442_927_000),
    ("2026-03-02 09:15Z", 1_772_442_900_000),
  ])
  func `instants are read in their forms`(text: String, milliseconds: Int) {
    #expect(Instant(iso: text)?.milliseconds == milliseconds)
    #expect(Instant(iso: Instant(milliseconds: milliseconds).iso)?.milliseconds == milliseconds)
    #expect(Instant(iso: Instant(milliseconds: milliseconds).salesforce)?.milliseconds == milliseconds)
  }

  @Test(arguments: ["2026-03-02T09:15:27", "2026-03-02T25:15:27Z", "2026-03-02", "soon", "2026-03-02T09:15:27+1"])
  func `what is no instant is none`(text: String) {
    #expect(Instant(iso: text) == nil)
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a\r\n\"x\r\ny\"\r\n", [["a"], ["x\r\ny"]]), ("\"q\"\"q\",\n", [["q\"q", ""]]), ("", []),
    ("\n\na\n", [["a"]]),
  ])
  func `CSV is read`(text: String, rows: [[String]]) throws {
    #expect(try CSV.read(text, delimiter: ",") == rows)
  }

  @Test func `CSV that is written is read back`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let rows = (0...random.below(4)).map { _ in (0..<3).map { _ in "v" + random.text() } }
      #expect(try CSV.read(CSV.write(rows), delimiter: ",") == rows, "seed \(seed)")
    }
  }
}

extension SeededRandom {
  fileprivate mutating func text() -> String {
    String((0..<below(6)).map { _ in pick(Array("aé,\"\n\r\\/\u{1}😀Ω ")) })
  }

  fileprivate mutating func value(depth: Int) -> SandboxValue {
    switch below(depth > 0 ? 7 : 5) {
    case 0: .null
    case 1: .bool(chance(0.5))
    case 2: .int(Int(truncatingIfNeeded: next()) >> 12)
    case 3: .double(Double(below(1_000_000)) / 64 + 0.5)
    case 4: .string(text())
    case 5: .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    default: .object(SandboxObject((0..<below(4)).map { ("k\($0)" + text(), value(depth: depth - 1)) }))
    }
  }
}

extension SandboxValue {
  /// With the members of objects in the order of their names, and whole doubles as integers.
  fileprivate var sorted: SandboxValue {
    switch self {
    case .array(let items): .array(items.map(\.sorted))
    case .object(let object): .object(SandboxObject(object.names.sorted().map { ($0, object[$0]?.sorted ?? .null) }))
    case .double(let number): Int(exactly: number).map(SandboxValue.int) ?? self
    default: self
    }
  }
}
