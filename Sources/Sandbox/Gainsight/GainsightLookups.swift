/// The `lookups` block of a write, which finds ids by other fields (gainsight.md 3.4).
struct GainsightLookups {
  struct Resolved {
    var fields: SandboxObject
    var errors: [GainsightFailure.FieldError] = []
  }

  private struct Rule {
    var target: String
    /// Helper field of the record, field of the other object.
    var fields: [(helper: String, field: Int)]
    var table: GainsightTable
    var copied: Int
    var takesFirst: Bool
    var onNoMatch: String
    var fallback: SandboxValue
  }

  private let tenant: GainsightTenant
  private var rules: [Rule] = []

  init(_ block: SandboxValue?, tenant: GainsightTenant) throws(GainsightFailure) {
    self.tenant = tenant
    for member in block?.object?.members ?? [] {
      let invalid = GainsightFailure("GU_2403", "Invalid lookup block for \(member.name)")
      guard let fields = member.value["fields"]?.object, !fields.isEmpty, let name = member.value["objectName"]?.string,
        let table = tenant.table(name), let copied = table.object.position(of: member.value["lookupField"]?.string ?? "Gsid")
      else { throw invalid }
      var pairs: [(helper: String, field: Int)] = []
      for pair in fields.members {
        guard let field = pair.value.string.flatMap({ table.object.position(of: $0) }) else { throw invalid }
        pairs.append((pair.name, field))
      }
      let multi = member.value["multiMatchOption"]?.string ?? "MARKASERROR"
      let none = member.value["onNoMatch"]?.string ?? "ERROR"
      guard ["FIRSTMATCH", "MARKASERROR"].contains(multi), ["NULLABLE", "DEFAULTVALUE", "ERROR"].contains(none) else { throw invalid }
      rules.append(
        Rule(
          target: member.name, fields: pairs, table: table, copied: copied, takesFirst: multi == "FIRSTMATCH", onNoMatch: none,
          fallback: member.value["defaultValue"] ?? .null))
    }
  }

  /// Puts the found ids into a record; helper fields are consumed.
  func resolve(_ record: SandboxObject) throws(GainsightFailure) -> Resolved {
    var result = Resolved(fields: record)
    for rule in rules {
      guard rule.fields.contains(where: { record[$0.helper] != nil }) else { continue }
      // A helper that is a list of values gives a list of ids.
      if rule.fields.count == 1, let list = record[rule.fields[0].helper]?.array {
        result.fields[rule.fields[0].helper] = nil
        result.fields[rule.target] = .array(list.compactMap { find(rule, [$0], &result.errors) })
        continue
      }
      let values = rule.fields.map { record[$0.helper] ?? .null }
      for pair in rule.fields { result.fields[pair.helper] = nil }
      result.fields[rule.target] = find(rule, values, &result.errors) ?? .null
    }
    return result
  }

  private func find(_ rule: Rule, _ values: [SandboxValue], _ errors: inout [GainsightFailure.FieldError]) -> SandboxValue? {
    var rows: [[SandboxValue]]?
    for (pair, value) in zip(rule.fields, values) {
      let text = value.string ?? ""
      let matching = text.isEmpty ? [] : rule.table.find(pair.field, text)
      rows = rows.map { rows in rows.filter { row in matching.contains { $0[0] == row[0] } } } ?? matching
    }
    let found = rows ?? []
    if found.isEmpty {
      if rule.onNoMatch == "ERROR" {
        errors.append(.init(code: "GSOBJ_1011", message: "No match found for lookup.", field: rule.target, value: values.first ?? .null))
      }
      return rule.onNoMatch == "DEFAULTVALUE" ? rule.fallback : nil
    }
    if found.count > 1, !rule.takesFirst {
      errors.append(.init(code: "GSOBJ_1002", message: "Multiple matches found for lookup.", field: rule.target, value: values.first ?? .null))
      return nil
    }
    return found[0][rule.copied]
  }
}
