import CEL
import Calls
import ConnectorKit
import Salesforce
import Testing

/// Reads what our queries say with a reader of its own, and finds the values again exactly.
@Suite struct SOQLInjectionTests {
  @Test func noValueEndsItsQuotes() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "'", "\"", "\\", "\\'", "\n", "\r", "\t", "\u{8}", "\u{C}", "\u{1}", "\u{7F}", "%", "_", " OR 1=1", "&", "+", "#", "%27", "é", "👩‍👩‍👧", "a", ")",
      "--", ";",
    ]
    for _ in 0..<200 {
      let keys = (0..<5).map { _ in (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined() }
      let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
      let connector = try salesforce(transport)
      _ = try await connector.find(FindCall(connection: "s", object: "Account", fields: [], match: ["Name"], keys: keys.map { [.string($0)] }))
      let query = try #require(transport.calls.first?.soql)
      let (literals, rest) = try Self.read(query)
      #expect(Set(literals) == Set(keys), "seed \(seed)")
      #expect(rest == "SELECT Id, Name FROM Account WHERE Name IN (\(literals.map { _ in "?" }.joined(separator: ",")))", "seed \(seed)")
      #expect(
        transport.calls[0].url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
          && transport.calls[0].url.filter { $0 == "?" || $0 == "&" || $0 == "#" } == "?")
    }
  }

  /// Quoted texts unescaped as the reference says (3.3), and the query with `?` in their place.
  static func read(_ query: String) throws -> (literals: [String], rest: String) {
    var literals: [String] = []
    var rest = ""
    var scalars = Array(query.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "'" else {
        rest.unicodeScalars.append(scalar)
        continue
      }
      var text = ""
      while true {
        let following = scalars.popFirst()
        let next = try #require(following, "an unclosed text")
        if next == "'" { break }
        guard next == "\\" else {
          text.unicodeScalars.append(next)
          continue
        }
        let escape = scalars.popFirst()
        switch try #require(escape) {
        case "n": text += "\n"
        case "r": text += "\r"
        case "t": text += "\t"
        case "b": text += "\u{8}"
        case "f": text += "\u{C}"
        case "u":
          let digits = String(String.UnicodeScalarView(scalars.prefix(4)))
          scalars = scalars.dropFirst(4)
          text.unicodeScalars.append(try #require(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)))
        case let escaped where ["\\", "'", "\""].contains(escaped): text.unicodeScalars.append(escaped)
        case let other: Issue.record("an unknown escape \(other)")
        }
      }
      literals.append(text)
      rest += "?"
    }
    return (literals, rest)
  }
}
