import CEL
import OrderedCollections
import Testing

@testable import Journal

@Suite struct StoredValueTests {
  @Test(
    arguments: [
      .null, true, false, .int(.min), .int(-1), 0, .int(.max), .uint(.max), 42.0, 0.1, .double(-.infinity), "", "Ærø ✓", .bytes([0, 255]), [],
      [1, [.null, "x"]], [:], ["a": 1, "b": ["c": 2.5]],
      .timestamp(Timestamp(seconds: Timestamp.minimumSeconds, nanos: 999_999_999)!), .timestamp(Timestamp(seconds: Timestamp.maximumSeconds)!),
      .duration(Timespan(nanoseconds: -1)), .duration(Timespan(nanoseconds: .max)), .map(MapValue([(.int(1), "one"), (true, "yes")])),
    ] as [Value])
  func aValueComesBackExactly(value: Value) throws {
    let bytes = try StoredValue.encode(value)
    let back = try StoredValue.decode(bytes, table: "t")
    #expect(back == value)
    #expect(kind(back) == kind(value))
  }

  @Test func keysKeepTheirOrder() throws {
    let value: Value = ["z": 1, "a": 2, "m": 3]
    let back = try StoredValue.decode(StoredValue.encode(value), table: "t")
    #expect(back.asRecord?.keys.elements == ["z", "a", "m"])
  }

  @Test func whatCannotBeKeptIsRefused() {
    #expect(throws: JournalFailure.self) { try StoredValue.encode(.list([.error(EvaluationError(.overflow, "x"))])) }
  }

  /// Every byte string is a value or a typed failure: never a trap, never all memory.
  @Test func damagedRowsAreRefused() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(state: seed)
    let good = try StoredValue.encode(["a": [1, 2.5, "text", ["b": .null]], "t": .duration(Timespan(nanoseconds: 5))])
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = good
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
      do throws(JournalFailure) {
        _ = try StoredValue.decode(bytes, table: "t")
      } catch {
        guard case .unreadableRow = error else {
          Issue.record("seed \(seed): \(error)")
          return
        }
        refused += 1
      }
    }
    #expect(refused > 1000, "seed \(seed)")
  }

  private func kind(_ value: Value) -> String {
    switch value {
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    default: "\(value.type)"
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
