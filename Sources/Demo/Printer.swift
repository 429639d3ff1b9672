import CEL
import Diagnostics
import Glibc

/// The demonstration's tables.
enum Printer {
  /// The terminal's columns; 118 where there is none.
  static let width: Int = {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 118 }
    return Int(size.ws_col)
  }()

  static func events(_ summary: Value) {
    var table = TextTable([("Events", .right), ("Outcome", .left), ("Why", .left)])
    for outcome in summary["outcomes"]?.asList ?? [] {
      table.add([number(outcome["count"]), text(outcome["ending"]), text(outcome["example"])])
    }
    show("What became of the events", table)
  }

  static func records(before: [Value], after: [Value]) {
    var old: [String: Value] = [:]
    for account in before { old[text(account["Id"])] = account }
    var table = TextTable([("Account", .left), ("Health score", .right), ("Trend", .left)])
    var trends: [String: Int] = [:]
    for account in after {
      guard let was = old[text(account["Id"])], was["Health_Score__c"] != account["Health_Score__c"] else { continue }
      let trend = text(account["Health_Trend__c"])
      guard trends[trend, default: 0] < 3 else { continue }
      trends[trend, default: 0] += 1
      table.add([
        text(account["Name"]), "\(shown(was["Health_Score__c"])) → \(shown(account["Health_Score__c"]))",
        "\(shown(was["Health_Trend__c"])) → \(trend)",
      ])
    }
    show("A few accounts, before → after", table)
  }

  static func calls(_ calls: [Value], script: (queries: Int, updates: Int)) {
    let queries = calls.count { text($0["kind"]) == "query" }
    let updates = calls.count { Pass.writes.contains(text($0["kind"])) }
    var table = TextTable([("Calls to Salesforce", .left), ("flowrun", .right), ("a script, record by record", .right)])
    table.add(["queries", String(queries), String(script.queries)])
    table.add(["updates", String(updates), String(script.updates)])
    show("Calls made, counted by the sandbox", table)
  }

  static func deadLetters(_ summary: Value) {
    var counts: [(key: [String], count: Int, example: String)] = []
    for letter in summary["dead_letters"]?.asList ?? [] {
      let key = [text(letter["kind"]), text(letter["advice"])]
      if let index = counts.firstIndex(where: { $0.key == key }) {
        counts[index].count += 1
      } else {
        counts.append((key, 1, text(letter["text"])))
      }
    }
    guard !counts.isEmpty else { return }
    print("\nDead letters: kept whole, nothing lost\n")
    for entry in counts {
      print("  \(entry.count) × \(entry.example)")
      print("      → \(entry.key[1])")
    }
  }

  static func again(_ summary: Value, _ calls: [Value]) {
    print("\nThe same rows again\n")
    for outcome in summary["outcomes"]?.asList ?? [] {
      print("  \(number(outcome["count"])) \(text(outcome["ending"])): \(text(outcome["example"]))")
    }
    let writes = calls.count { Pass.writes.contains(text($0["kind"])) }
    print("  \(writes) writes")
  }

  private static func show(_ title: String, _ table: TextTable) {
    print("\n\(title)\n")
    for line in table.lines(width: width) { print(line) }
  }

  static func text(_ value: Value?) -> String { value?.asString ?? "" }

  private static func number(_ value: Value?) -> String { String(value?.asInt ?? 0) }

  private static func shown(_ value: Value?) -> String {
    guard let value, !value.isNull else { return "none" }
    return Lenient.text(value).asString ?? ""
  }
}
