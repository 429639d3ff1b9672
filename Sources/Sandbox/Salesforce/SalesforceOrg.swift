/// The state of the sandbox's Salesforce: records, sessions, cursors, quota.
struct SalesforceOrg {
  var store = RecordStore()
  var sessions = Sessions()
  var cursors: [String: QueryCursor] = [:]
  var cursorSequence = 0
  /// Requests that counted against the quota.
  var usedRequests = 0
  /// The user that the API's callers are, set by the data set.
  var integrationUser = ""
  var organization = ""
  var ingestJobs: [String: IngestJob] = [:]
  var queryJobs: [String: QueryJob] = [:]
  var bulkJobs: [String: BulkOne.Job] = [:]
  private var jobSequence = 0

  mutating func nextJob() -> String {
    jobSequence += 1
    return RecordID.make(prefix: "750", sequence: jobSequence)
  }

  mutating func nextBatch() -> String {
    jobSequence += 1
    return RecordID.make(prefix: "751", sequence: jobSequence)
  }
}

/// A logged-in caller.
struct Session: Sendable {
  var user: String
  var expires: Instant
}

/// The sessions that are valid.
struct Sessions {
  private var byToken: [String: Session] = [:]
  private var sequence = 0

  /// A session; each accepted call extends it (salesforce.md 1.6).
  mutating func session(_ token: String, now: Instant, life: Int) -> Session? {
    guard var session = byToken[token], session.expires > now else { return nil }
    session.expires = now + life
    byToken[token] = session
    return session
  }

  mutating func open(user: String, organization: String, now: Instant, life: Int) -> String {
    sequence += 1
    let secret = SHA256Digest.hex("\(organization)/\(user)/\(sequence)").prefix(40)
    let token = "\(organization.prefix(15))!AQ4AQ\(secret).\(sequence)"
    byToken[token] = Session(user: user, expires: now + life)
    return token
  }

  mutating func close(_ token: String) { byToken[token] = nil }

  mutating func expireAll() { byToken.removeAll() }
}
