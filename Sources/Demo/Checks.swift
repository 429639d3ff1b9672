import CEL

/// Compares what the runs said with what the sandbox saw.
struct Checks {
  var rows: Int
  var before: [Value]
  var after: [Value]
  var first: Pass
  var second: Pass

  /// Prints what was compared; false when anything differs.
  func print() -> Bool {
    let written = first.writes.reduce(0) { $0 + Int($1["records"]?.asInt ?? 0) }
    let updated = sum("steps") { $0["outcome"]?.asString == "updated" }
    let requests = (first.summary["calls"]?.asList ?? []).reduce(0) { $0 + Int($1["requests"]?.asInt ?? 0) }
    let lookups = first.calls(["query"]).count
    let checks: [(String, Int, String, Int, Bool)] = [
      ("rows in", rows, "events with an outcome", sum("outcomes") { _ in true }, true),
      ("accounts that the run says it updated", updated, "records in the sandbox's log of writes", written, true),
      ("requests that the run counted", requests, "requests in the sandbox's log", first.requests, true),
      ("lookup calls", lookups, "allowed", 15, false),
      ("write calls of the second run", second.writes.count, "allowed", 0, true),
    ]
    Swift.print("\nChecked against the sandbox's own log\n")
    var agrees = true
    for (name, value, other, otherValue, isExact) in checks {
      let holds = isExact ? value == otherValue : value <= otherValue
      agrees = agrees && holds
      Swift.print("  \(holds ? "ok  " : "FAIL") \(value) \(name), \(otherValue) \(other)")
    }
    return agrees
  }

  private func sum(_ list: String, where counts: (Value) -> Bool) -> Int {
    (first.summary[list]?.asList ?? []).filter(counts).reduce(0) { $0 + Int($1["count"]?.asInt ?? 0) }
  }
}
