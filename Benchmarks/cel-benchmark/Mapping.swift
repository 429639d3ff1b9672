internal import CEL
internal import JSON
internal import OrderedCollections

/// The mapping workload's formulas over one file in memory: what the library alone can do, parsing and writing included.
enum Mapping {
  private static let tiers: [(String, String)] = [
    ("Software", "Tier 1"), ("Financial Services", "Tier 1"), ("Healthcare", "Tier 1"), ("Telecommunications", "Tier 2"),
    ("Manufacturing", "Tier 2"), ("Retail", "Tier 2"), ("Energy", "Tier 3"), ("Education", "Tier 3"),
  ]

  private static let trend = #"row.score.current > row.score.previous ? "Up" : row.score.current < row.score.previous ? "Down" : "Flat""#

  private static let formulas: [(String, String)] = [
    ("Id", "row.company.sfdcAccountId"),
    ("Health_Score__c", "row.score.current"),
    ("Health_Trend__c", trend),
    ("Health_Colour__c", #"ifs(row.score.current >= 75, "Green", row.score.current >= 50, "Yellow", "Red")"#),
    ("Weighted__c", "round(sum(row.measures.map(m, m.score * m.weight)), 2)"),
    ("Champion_Email__c", #"lower(row.contacts.filter(c, c.role == "Champion").map(c, c.email)[?0].orValue(null))"#),
    ("Tier__c", #"coalesce(vlookup(tiers, row.company.industry), "Tier 4")"#),
    (
      "Summary__c",
      #"row.company.name + ": " + string(row.score.previous) + " -> " + string(row.score.current) + " (" + (\#(trend)) + "), ARR " + string(row.company.arr) + ", CSM " + row.company.csm.name"#
    ),
    ("Synced_At__c", #"formatDate(time(row.occurredAt), "yyyy-MM-dd'T'HH:mm:ss.SSSxx", "UTC")"#),
  ]

  /// Rows, records and nanoseconds.
  static func run(_ bytes: [UInt8], only: Int?, write: Bool) -> (rows: Int, records: Int, nanoseconds: Double, text: [UInt8]) {
    var environment = Environment.flow(zone: .utc)
    let row = environment.declare("row", .dyn)
    let tiers = environment.declare("tiers", LookupTable.type(of: .string))
    func compile(_ source: String) -> Program {
      let compilation = environment.compile(source)
      guard let program = compilation.program else { fatalError("\(source): \(compilation.issues)") }
      return program
    }
    let keep = compile("row.company.arr >= 10000")
    var programs = formulas.map { (name: $0.0, program: compile($0.1)) }
    if let only { programs = only < 0 ? [] : [programs[only]] }
    var bindings = Bindings(environment)
    bindings[tiers] = .table(LookupTable(keyCount: 1, Self.tiers.map { ([.string($0.0)], .string($0.1)) }))
    var writer = JSONWriter()
    let start = now()
    var rows = 0
    var records = 0
    bytes.withUnsafeBytes { bytes in
      var lines = JSONLines(bytes, used: bytes.count)
      while let line = lines.next() {
        rows += 1
        guard case .success(let document) = line.document else { continue }
        bindings[row] = Value(document.root)
        guard keep.test(bindings) == true else { continue }
        var record = Record(minimumCapacity: programs.count)
        for program in programs { record[program.name] = program.program.evaluate(bindings) }
        records += 1
        guard write else { continue }
        Value.map(record).writeJSON(into: &writer)
        writer.newline()
      }
    }
    return (rows, records, now() - start, writer.bytes)
  }
}
