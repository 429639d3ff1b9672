import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections

/// `tables:`, inline or from CSV files.
struct TableReader {
  let context: ProjectContext
  let findings: Findings

  /// All tables as one variable.
  struct Tables {
    var type: ObjectType
    var value: Value
    /// For the flow's version.
    var texts: [[UInt8]]
  }

  func read(_ tables: [Flow.Table]) -> Tables {
    var types: OrderedDictionary<String, Type> = [:]
    var record = Record()
    var texts: [[UInt8]] = []
    for table in tables {
      let read: (table: LookupTable, type: Type)?
      switch table.source {
      case .inline(let rows): read = inline(rows)
      case .file(let path, let key):
        guard let bytes = context.readFile(path.value) else {
          findings.add(NameFact.unknownFile(path.value), at: path.span)
          types[table.name.value] = .dyn
          continue
        }
        texts.append(bytes)
        read = file(bytes, path, key)
      }
      types[table.name.value] = read.map { LookupTable.type(of: $0.type) } ?? .dyn
      if let read { record[table.name.value] = .table(read.table) }
    }
    return Tables(type: ObjectType("tables", fields: types), value: .map(record), texts: texts)
  }

  /// Key and value, as written.
  private func inline(_ rows: [Field]) -> (LookupTable, Type) {
    var values: [(keys: [Value], value: Value)] = []
    var type: Type?
    for row in rows {
      let (value, own) = Self.literal(row.value)
      type = type.map { TypeUnion.of($0, own) ?? .dyn } ?? own
      values.append(([.string(row.name.value)], value))
    }
    return (LookupTable(keyCount: 1, values), type ?? .dyn)
  }

  private static func literal(_ data: DataValue) -> (Value, Type) {
    switch data {
    case .scalar(let text):
      guard case .literal(let scalar) = text.content else { return (.null, .dyn) }
      let value = Value(scalar)
      return (value, value.isNull ? .null : value.asString != nil ? .string : value.asBool != nil ? .bool : .double)
    case .list(let items, _): return (.list(items.map { literal($0).0 }), .list(.dyn))
    case .object(let fields, _):
      var record = Record()
      var types: OrderedDictionary<String, Type> = [:]
      for field in fields {
        let (value, type) = literal(field.value)
        record[field.name.value] = value
        types[field.name.value] = type
      }
      return (.map(record), .object(ObjectType("row", fields: types)))
    }
  }

  private func file(_ bytes: [UInt8], _ path: Located<String>, _ key: [Located<String>]) -> (LookupTable, Type)? {
    let rows: [[String]]
    do {
      rows = try CSV.rows(bytes)
    } catch {
      findings.add(NameFact.badTable(path.value, why: error.description), at: path.span)
      return nil
    }
    guard let header = rows.first else {
      findings.add(NameFact.badTable(path.value, why: "it is empty"), at: path.span)
      return nil
    }
    var keyColumns: [Int] = []
    for name in key {
      guard let column = header.firstIndex(of: name.value) else {
        findings.add(NameFact.unknownColumn(name.value, valid: header), at: name.span)
        return nil
      }
      keyColumns.append(column)
    }
    let columns = header.indices.filter { !keyColumns.contains($0) }
    var values: [(keys: [Value], value: Value)] = []
    for (line, row) in rows.enumerated().dropFirst() {
      if row.count != header.count {
        let why = "row \(line + 1) has \(row.count) columns, and the first row has \(header.count)"
        findings.add(NameFact.badTable(path.value, why: why), at: path.span)
        return nil
      }
      values.append((keyColumns.map { .string(row[$0]) }, Self.value(row, header, columns)))
    }
    let table = LookupTable(keyCount: keyColumns.count, values)
    if let twice = table.repeated.first {
      let why = "the key \(twice.map { Phrase.quote($0) }.joined(separator: ", ")) is there twice"
      findings.add(NameFact.badTable(path.value, why: why), at: path.span)
      return nil
    }
    return (table, Self.type(header, columns))
  }

  /// One further column is the value, several are a row; a blank cell is null.
  private static func value(_ row: [String], _ header: [String], _ columns: [Int]) -> Value {
    func cell(_ column: Int) -> Value { row[column].isEmpty ? .null : .string(row[column]) }
    if columns.count == 1 { return cell(columns[0]) }
    var record = Record()
    for column in columns { record[header[column]] = cell(column) }
    return .map(record)
  }

  private static func type(_ header: [String], _ columns: [Int]) -> Type {
    if columns.count == 1 { return .nullable(.string) }
    return .object(
      ObjectType("row", fields: OrderedDictionary(columns.map { (header[$0], Type.nullable(.string)) }, uniquingKeysWith: { first, _ in first })))
  }
}
