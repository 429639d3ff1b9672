/// A field, or a field of a record that lookups lead to: `Csm__gr.Email` (gainsight.md 3.3).
struct GainsightPath {
  var steps: [(position: Int, target: String)]
  var position: Int
  var field: GainsightField

  /// The value as it is stored.
  func stored(in row: [SandboxValue], _ tenant: GainsightTenant) -> SandboxValue {
    var row = row
    for step in steps {
      guard let gsid = row[step.position].string, let next = tenant.table(step.target)?.row(gsid) else { return .null }
      row = next
    }
    return row[position]
  }

  /// The value as a query answers it.
  func value(of row: [SandboxValue], _ tenant: GainsightTenant, _ settings: GainsightConfiguration) -> SandboxValue {
    GainsightPath.shown(stored(in: row, tenant), field, settings)
  }

  static func shown(_ value: SandboxValue, _ field: GainsightField, _ settings: GainsightConfiguration) -> SandboxValue {
    guard field.type == .date || field.type == .datetime else { return value }
    if value.isNull { return settings.nullDates == .empty ? "" : .null }
    if field.type == .datetime, let milliseconds = value.int {
      return settings.dateFormat == .epochMilliseconds ? value : .string(Instant(milliseconds: milliseconds).iso)
    }
    if settings.dateFormat == .epochMilliseconds, let date = value.string.flatMap({ CivilDate($0) }) { return .int(date.midnight.milliseconds) }
    return value
  }
}
