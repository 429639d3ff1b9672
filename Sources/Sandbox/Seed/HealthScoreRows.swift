/// Webhook rows of changed health scores, as a rule's external action sends them, with everything that real life has.
///
/// The rows are about the customers of the data set of the same seed. Equal arguments give equal rows.
public enum HealthScoreRows {
  /// What a row is about.
  enum Kind: CaseIterable {
    case linked, bySalesforceID, byName, ambiguous, unknown, orphan, unchanged, repeated, again, late, malformed, nullScore, emptyScore

    /// How many of a hundred rows are of the kind, roughly; each has one at least.
    var share: Int {
      switch self {
      case .linked: 42
      case .bySalesforceID: 14
      case .byName: 6
      case .unchanged: 8
      case .again: 10
      case .repeated: 5
      case .unknown, .late: 3
      case .orphan, .nullScore, .emptyScore: 2
      case .ambiguous, .malformed: 1
      }
    }
  }

  /// The lines of `count` rows; each is a JSON object except for the malformed ones.
  public static func generate(seed: UInt64, count: Int = 1000, accounts: Int = 1000) -> [String] {
    var configuration = SandboxConfiguration()
    configuration.seed = seed
    configuration.accounts = accounts
    var org = SalesforceOrg()
    var tenant = GainsightTenant(configuration)
    let customers = DataSet(seed: seed, accounts: accounts, now: DataSet.epoch).fill(&org, &tenant)
    var writer = HealthScoreRowWriter(seed: seed, customers: customers)
    return kinds(seed: seed, count: count).map { writer.line($0) }
  }

  /// The kinds in their order: one of each, the rest by their shares, mixed.
  static func kinds(seed: UInt64, count: Int) -> [Kind] {
    var random = SeededRandom(seed: seed ^ 0x6B696E6473)
    let urn = Kind.allCases.flatMap { Array(repeating: $0, count: $0.share) }
    var kinds = Array(Kind.allCases.prefix(count))
    while kinds.count < count { kinds.append(random.pick(urn)) }
    kinds.shuffle(using: &random)
    // What repeats an earlier row cannot come first.
    if let first = kinds.firstIndex(where: { $0 == .linked }) { kinds.swapAt(0, first) }
    return kinds
  }
}

/// Writes one row after the other.
struct HealthScoreRowWriter {
  private var random: SeededRandom
  private let linked: [Customer]
  private let identified: [Customer]
  private let named: [Customer]
  private let ambiguous: [Customer]
  private let orphans: [Customer]
  private let scored: [Customer]
  private var sent: [String] = []
  private var told: [Customer] = []
  /// Companies with a row without a date. It is their only one: which of two readings came first could not be told.
  private var undated: Set<String> = []
  private var time = Instant(year: 2026, month: 3, day: 2, hour: 8)

  init(seed: UInt64, customers: [Customer]) {
    random = SeededRandom(seed: seed ^ 0x726F7773)
    let known = customers.filter { $0.account != nil && $0.company != nil }
    linked = known.filter(\.isLinked)
    identified = known.filter { !$0.isLinked && $0.salesforceID != nil }
    named = known.filter { !$0.isLinked && $0.salesforceID == nil && !$0.isAmbiguous }
    ambiguous = known.filter { $0.isAmbiguous && !$0.isLinked && $0.salesforceID == nil }
    orphans = customers.filter { $0.account == nil }
    scored = linked.filter { $0.score != nil }
  }

  mutating func line(_ kind: HealthScoreRows.Kind) -> String {
    time = Instant(milliseconds: time.milliseconds + 1000 + random.below(40000))
    let line: String
    switch kind {
    case .linked: line = row(pick(linked), score: newScore())
    case .bySalesforceID: line = row(pick(identified, or: linked), score: newScore())
    case .byName: line = row(pick(named, or: linked), score: newScore())
    case .ambiguous: line = row(pick(ambiguous, or: linked), score: newScore())
    case .orphan: line = row(pick(orphans, or: linked), score: newScore())
    case .unknown: line = row(unknown(), score: newScore())
    case .unchanged:
      let customer = pick(scored, or: linked)
      line = row(customer, score: customer.score.map(SandboxValue.int) ?? newScore())
    case .repeated: line = sent.isEmpty ? row(pick(linked), score: newScore()) : random.pick(sent)
    case .again: line = row(pick(told, or: linked), score: newScore())
    case .late: line = row(pick(scored, or: linked), score: newScore(), at: Instant(year: 2025, month: 1, day: 7, hour: 11))
    case .nullScore: line = row(pick(linked), score: .null)
    case .emptyScore: line = row(pick(linked), score: "")
    case .malformed: return malformed()
    }
    if kind != .repeated { sent.append(line) }
    return line
  }

  // Rules quote numbers or do not (gainsight.md 7.2).
  private mutating func newScore() -> SandboxValue {
    let score = random.below(101)
    return random.chance(0.5) ? .int(score) : .string(String(score))
  }

  /// One of `customers`, else of `others`, else one that nobody knows.
  private mutating func pick(_ customers: [Customer], or others: [Customer] = []) -> Customer {
    let choice = customers.isEmpty ? others : customers
    guard !choice.isEmpty else { return unknown() }
    for _ in 0..<8 {
      let customer = random.pick(choice)
      if let company = customer.company, undated.contains(company) { continue }
      return customer
    }
    return unknown()
  }

  private mutating func unknown() -> Customer {
    var customer = Customer()
    customer.company = "1P02SANDBOX0000001" + String((0..<18).map { _ in random.pick(Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) })
    customer.companyName = "Never Heard Of \(random.below(1000)) Ltd"
    return customer
  }

  private mutating func row(_ customer: Customer, score: SandboxValue, at moment: Instant? = nil) -> String {
    let date = date(moment ?? time, of: customer)
    told.append(customer)
    // A null may be an empty string after substitution.
    let nothing: SandboxValue = random.chance(0.5) ? .null : ""
    let object: SandboxValue = [
      "companyGsid": SandboxValue(customer.company), "companyName": .string(customer.companyName),
      "sfdcAccountId": customer.salesforceID.map(SandboxValue.string) ?? nothing, "score": score, "changedAt": date,
    ]
    return object.json
  }

  /// The four forms of gainsight.md, trap 7.
  private mutating func date(_ instant: Instant, of customer: Customer) -> SandboxValue {
    switch random.below(20) {
    case 0..<10: return .string(instant.iso)
    case 10..<15: return .int(instant.milliseconds)
    case 15..<19: return .string(instant.spaced)
    default:
      guard let company = customer.company, !told.contains(where: { $0.company == company }) else { return .string(instant.iso) }
      undated.insert(company)
      return ""
    }
  }

  private mutating func malformed() -> String {
    random.pick([
      "{\"companyGsid\": \"1P02SANDBOX\", \"companyName\": \"Broken \"Quotes\" Inc\", \"score\": 12}", "{\"companyGsid\": \"1P02", "not json at all",
      "[\"a list\", 1]",
    ])
  }
}
