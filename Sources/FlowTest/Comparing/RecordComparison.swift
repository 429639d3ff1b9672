import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax
import OrderedCollections
import Schema

/// `expect.records`.
struct RecordComparison {
  let comparison: Comparison
  private var world: CaseWorld { comparison.run.world }

  init(_ comparison: Comparison) { self.comparison = comparison }

  var differences: [Difference] { comparison.expect.records.flatMap(compare) }

  private func compare(_ expected: CheckedTest.Records) -> [Difference] {
    guard let object = world.schema(expected.connection, expected.object) else { return [] }
    let records = world.records(expected.connection, expected.object)
    let name = "\(expected.connection).\(expected.object)"
    var found: [Difference] = []
    var used: Set<Int> = []
    for row in expected.rows {
      let identity = row.fields.first { $0.path == object.identity }
      let place =
        if let identity {
          records.firstIndex { Same.holds(identity.value, $0[object.identity] ?? .null, object.field(object.identity)) }
        } else {
          records.indices.filter { !used.contains($0) }.max { a, b in
            score(row, records[a], expected, object) < score(row, records[b], expected, object)
          }
        }
      guard let place else {
        let others =
          records.isEmpty
          ? "there is none"
          : identity == nil
            ? records.count == 1 ? "the only one is another row's" : "each of the \(records.count) is another row's"
            : "none has that \(object.identity)"
        found.append(missing(row, name, others))
        continue
      }
      let fields = differing(row, records[place], expected, object, name)
      // Without an identity a record of which not even half is right is another one.
      if identity == nil, 2 * fields.count > row.fields.count {
        found.append(missing(row, name, nearest(row, records[place], records.count)))
        continue
      }
      used.insert(place)
      found += fields
      if comparison.expect.exact { found += unnamed(row, records[place], object, name) }
    }
    if comparison.expect.exact || expected.rows.isEmpty {
      for index in records.indices where !used.contains(index) { found.append(surplus(records[index], object, expected, name)) }
    }
    return found
  }

  private func actual(_ path: String, _ record: Record, _ expected: CheckedTest.Records) -> Value { record[path] ?? .null }

  private func score(_ row: CheckedTest.Row, _ record: Record, _ expected: CheckedTest.Records, _ object: ObjectSchema) -> Int {
    row.fields.count { Same.holds($0.value, actual($0.path, record, expected), world.field($0.path, expected.connection, object)) }
  }

  private func differing(
    _ row: CheckedTest.Row, _ record: Record, _ expected: CheckedTest.Records, _ object: ObjectSchema, _ name: String
  ) -> [Difference] {
    let id = record[object.identity]?.asString
    return row.fields.compactMap { field in
      let value = actual(field.path, record, expected)
      guard !Same.holds(field.value, value, world.field(field.path, expected.connection, object)) else { return nil }
      return Difference(
        "records \(name) \(id ?? ""), \(field.path)", expected: Shown.text(field.value), actual: Shown.text(value), at: field.span,
        cause: comparison.causes.ofField(field.path, expected.connection, expected.object, id: id),
        update: expected.form == .list ? Fix.Edit(field.span, Shown.yaml(value)) : nil)
    }
  }

  /// With `exact`, what a record has and the row does not name; times that the system itself keeps aside.
  private func unnamed(_ row: CheckedTest.Row, _ record: Record, _ object: ObjectSchema, _ name: String) -> [Difference] {
    let own = Set([object.identity, object.watermark, object.modified, object.created].compactMap { $0 } + row.fields.map(\.path))
    return record.filter { !own.contains($0.key) && !$0.value.isNull }.map { field in
      Difference(
        "records \(name) \(record[object.identity]?.asString ?? ""), \(field.key)", expected: "not named", actual: Shown.text(field.value),
        at: row.span,
        cause: nil)
    }
  }

  /// Of the record that is most like a row the row's own fields.
  private func nearest(_ row: CheckedTest.Row, _ record: Record, _ count: Int) -> String {
    let shown = row.fields.map { "\($0.path): \(Shown.text(record[$0.path] ?? .null))" }.joined(separator: ", ")
    return count == 1 ? "the only one: { \(shown) }" : "the nearest of \(count): { \(shown) }"
  }

  private func missing(_ row: CheckedTest.Row, _ name: String, _ others: String) -> Difference {
    let wanted = row.fields.map { "\($0.path): \(Shown.text($0.value))" }.joined(separator: ", ")
    let write = comparison.causes.flow.allSteps.last { step in
      step.verb.record.map { "\($0.connection).\($0.object.name)" == name } ?? false
    }
    return Difference(
      "records \(name)", expected: "{ \(wanted) }", actual: others, at: row.span,
      cause: write.flatMap { comparison.causes.ofStep($0.id, event: nil) })
  }

  private func surplus(_ record: Record, _ object: ObjectSchema, _ expected: CheckedTest.Records, _ name: String) -> Difference {
    let id = record[object.identity]?.asString
    let effect = comparison.run.effects.last { $0.object == object.name && $0.connection == expected.connection && $0.id == id }
    let own = Set([object.watermark, object.modified, object.created].compactMap { $0 })
    let shown = Record(uniqueKeysWithValues: record.filter { !own.contains($0.key) && !$0.value.isNull }.map { ($0.key, $0.value) })
    return Difference(
      "records \(name)", expected: expected.rows.isEmpty ? "none" : "no other", actual: Shown.text(.map(shown)), at: expected.span,
      cause: effect.flatMap { comparison.causes.ofStep($0.step.step, event: $0.event) })
  }
}
