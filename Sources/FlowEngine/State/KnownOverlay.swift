/// Known values and claims that were changed by a commit which a load may not show yet.
///
/// An entry stays until its commit is durable and every load that was given before that has been answered.
struct KnownOverlay: Sendable {
  private struct Entry<Content: Sendable>: Sendable {
    var content: Content
    /// Nil until it is given.
    var commit: CommitID?
    /// The number of the next load when the commit became durable; nil before.
    var settledAt: Int?
  }

  private struct FieldKey: Hashable {
    var key: AboutKey
    var field: String
  }

  private var values: [FieldKey: Entry<KnownWrite>] = [:]
  private var released: [AboutKey: Entry<EventID>] = [:]

  mutating func set(_ value: KnownWrite, commit: CommitID?) {
    values[FieldKey(key: value.key, field: value.field)] = Entry(content: value, commit: commit, settledAt: nil)
  }

  mutating func release(_ key: AboutKey, event: EventID, commit: CommitID) {
    released[key] = Entry(content: event, commit: commit, settledAt: nil)
  }

  /// A reading moved the value on.
  mutating func forget(_ key: AboutKey, _ field: String) {
    if !values.isEmpty { values[FieldKey(key: key, field: field)] = nil }
  }

  func value(_ key: AboutKey, _ field: String) -> KnownWrite? { values[FieldKey(key: key, field: field)]?.content }

  func isReleased(_ claim: OnceClaim) -> Bool { released[claim.key].map { $0.content == claim.event } ?? false }

  mutating func committed(_ commit: CommitID, nextLoad: Int) {
    for (key, entry) in values where entry.commit == commit { values[key]?.settledAt = nextLoad }
    for (key, entry) in released where entry.commit == commit { released[key]?.settledAt = nextLoad }
  }

  /// Forgets what every load that is still to be answered will show.
  mutating func prune(oldestLoad: Int) {
    if values.isEmpty && released.isEmpty { return }
    values = values.filter { $0.value.settledAt.map { $0 > oldestLoad } ?? true }
    released = released.filter { $0.value.settledAt.map { $0 > oldestLoad } ?? true }
  }
}
