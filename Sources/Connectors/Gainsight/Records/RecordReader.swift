import CEL
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// Makes flat records, keyed by the asked paths, of what a query answers. Null comes as null, as `""` or not at all (reference 3.3).
struct RecordReader {
  private let columns: [(path: String, queried: String?, field: FieldSchema?)]

  init(_ paths: [FieldPath], _ fields: [String: FieldSchema], of form: ObjectForm) {
    columns = paths.map { ($0.text, form.queried($0), fields[$0.text]) }
  }

  /// What to select, each once.
  var select: [String] {
    var seen: Set<String> = []
    return columns.compactMap(\.queried).filter { seen.insert($0.lowercased()).inserted }
  }

  func record(_ node: JSONNode) -> Record {
    var record = Record(minimumCapacity: columns.count)
    for column in columns {
      let value = column.queried.flatMap(node.member).map(Value.init) ?? .null
      record[column.path] = column.field?.reading(value) ?? (value.asString == "" ? .null : value)
    }
    return record
  }
}
