public import CEL
public import FlowCheck
public import OrderedCollections

/// What the journal would know of a thing, had an earlier event shown it.
public enum Past {
  /// The known values before a webhook's body or a record's row: the fields named in `was` have its values, others those that they have now.
  /// Empty for a row of which no event can be made.
  public static func known(_ flow: CheckedFlow, source: Int, body: Value? = nil, row: Value? = nil, was: Record, at now: Timestamp) -> [KnownValue] {
    let plan = Plan(flow)
    let reader = EventReader(plan: plan, source: source, now: now, reading: 0)
    let drafts = body.map { reader.drafts(body: $0) } ?? row.map { [reader.draft(row: $0, polled: true)] } ?? []
    return drafts.flatMap { draft -> [KnownValue] in
      guard case .event(let reading) = draft.content else { return [] }
      let key = AboutKey(flow: flow.name, about: reading.about)
      return plan.watched.map { field in
        let value = plan.canonical(was[field] ?? reading.event[field] ?? .null, field: field, source: source)
        return KnownValue(
          key: key, field: field, hash: Canonical.hash(value), value: plan.readsWas.contains(field) ? value : nil, at: nil, reading: 0, moved: 0)
      }
    }
  }
}
