import CEL
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// Makes flat records, keyed by the asked paths, of what a query answers.
struct RecordReader {
  private let columns: [(path: FieldPath, field: FieldSchema?)]

  init(_ paths: [FieldPath], _ fields: [String: FieldSchema]) {
    columns = paths.map { ($0, fields[$0.text]) }
  }

  func record(_ node: JSONNode) -> Record {
    var record = Record(minimumCapacity: columns.count)
    for column in columns {
      let value = node.value(at: column.path.parts).map(Value.init) ?? .null
      record[column.path.text] = column.field?.reading(value) ?? value
    }
    return record
  }
}
