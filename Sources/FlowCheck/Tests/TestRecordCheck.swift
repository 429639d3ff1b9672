import CEL
import Diagnostics
import FlowSyntax
import Schema

/// `world:` and `expect.records:`: objects, fields, and values that fit them.
struct TestRecordCheck {
  let check: TestCheck
  private var findings: Findings { check.findings }

  init(_ check: TestCheck) { self.check = check }

  func world(_ records: TestRecords) -> CheckedTest.Records? { self.records(records, isWorld: true) }

  func expected(_ records: TestRecords) -> CheckedTest.Records? { self.records(records, isWorld: false) }

  private func records(_ records: TestRecords, isWorld: Bool) -> CheckedTest.Records? {
    guard let resolved = check.names.object(records.object), let rows = rows(records) else { return nil }
    let checked = rows.map { row($0, resolved) }
    if isWorld { reportTwins(checked, resolved.object) }
    return CheckedTest.Records(
      connection: resolved.connection, object: resolved.object.name, rows: checked, form: records.form, span: records.span)
  }

  /// One record's fields by path, in the schema's spelling.
  func row(_ row: TestRow, _ resolved: Names.Resolved) -> CheckedTest.Row {
    var seen: Set<String> = []
    let fields = row.fields.compactMap { field -> (path: String, value: Value, span: SourceSpan)? in
      guard let (path, schema) = check.names.field(field.name, of: resolved) else { return nil }
      if !seen.insert(path).inserted { findings.add(RuleFact.setTwice(path), at: field.name.span) }
      guard let value = check.typed(field.value, schema) else { return nil }
      return (path, value, field.value.span)
    }
    return CheckedTest.Row(fields: fields, span: row.span)
  }

  private func rows(_ records: TestRecords) -> [TestRow]? {
    switch records.content {
    case .rows(let rows): return rows
    case .file(let path):
      guard let bytes = check.context.readFile(path.value) else {
        findings.add(NameFact.unknownFile(path.value), at: path.span)
        return nil
      }
      do {
        return try csv(CSV.rows(bytes), path)
      } catch {
        findings.add(NameFact.badTable(path.value, why: error.description), at: path.span)
        return nil
      }
    }
  }

  /// Rows of a file; what is wrong with one is told where the file is named.
  private func csv(_ rows: [[String]], _ path: Located<String>) throws(CSV.Failure) -> [TestRow] {
    guard let header = rows.first else { throw CSV.Failure(description: "it is empty") }
    var made: [TestRow] = []
    for (index, row) in rows.enumerated().dropFirst() {
      if row.count != header.count {
        throw CSV.Failure(description: "row \(index + 1) has \(row.count) columns, and the first row has \(header.count)")
      }
      let fields = zip(header, row).map { name, cell in
        TestField(name: Located(name, path.span), value: .scalar(cell.isEmpty ? .null : .string(cell), path.span))
      }
      made.append(TestRow(fields: fields, span: path.span))
    }
    return made
  }

  /// Two records of one identity cannot both exist.
  private func reportTwins(_ rows: [CheckedTest.Row], _ object: ObjectSchema) {
    var seen: [String: SourceSpan] = [:]
    for row in rows {
      guard let identity = row.fields.first(where: { $0.path == object.identity }), let id = identity.value.asString else { continue }
      if let first = seen[id] {
        findings.add(TestFact.twinRecords(id, object: object.name), at: identity.span, labels: [.init("the first one", at: first)])
      }
      seen[id] = identity.span
    }
  }
}
