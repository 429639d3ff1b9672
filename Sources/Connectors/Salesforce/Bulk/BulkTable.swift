import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

/// Records as the CSV of a job, and the column by which they are found again in its results. Reference 4.6: rows may come back in any order.
struct BulkTable {
  /// `Id` of an update, the stamp field of a create.
  let keyColumn: String
  /// Nil for a record that cannot be told apart or expressed; it is not in the CSV.
  let keys: [String?]
  let refused: [Int: CallFailure]
  let csv: [UInt8]

  /// What stands for null in a job's CSV: an empty cell leaves the field alone.
  static let null = "#N/A"

  init(_ records: [WriteRecord], fields: [String: FieldSchema], stamp: String?) throws(CallFailure) {
    let isUpdate = records.first?.id != nil
    guard let keyColumn = isUpdate ? "Id" : stamp else {
      throw CallFailure(
        .rejected, code: "no_stamp", message: "Creates without a stamp field cannot go by a job: its results could not be told apart.")
    }
    var columns: OrderedSet<String> = [keyColumn]
    for record in records { columns.formUnion(record.fields.keys) }
    var (keys, refused): ([String?], [Int: CallFailure]) = ([], [:])
    var seen: Set<String> = []
    var writer = CSVWriter()
    writer.line(columns)
    for (index, record) in records.enumerated() {
      var failure: CallFailure?
      let key = isUpdate ? record.id.map { SalesforceID.eighteen($0) ?? $0 } : record.fields[keyColumn]?.asString
      if let key, !key.isEmpty {
        if !seen.insert(key).inserted {
          failure = CallFailure(.conflict, code: "DUPLICATE_VALUE", message: "Another record of the job has the same \(keyColumn).")
        }
      } else {
        failure = CallFailure(.rejected, code: "no_stamp", message: "The record has no \(keyColumn) by which a job's results are told apart.")
      }
      let cells = columns.map { column in column == keyColumn ? key ?? "" : Self.cell(record.fields[column], fields[column]) }
      for (column, value) in record.fields where value.asString == Self.null {
        failure = CallFailure(
          .rejected, code: "bad_value", message: "`\(column)` is the text `\(Self.null)`, which a job would take for null.", fields: [column])
      }
      keys.append(failure == nil ? key : nil)
      if let failure { refused[index] = failure } else { writer.line(cells) }
    }
    self.keyColumn = keyColumn
    self.keys = keys
    self.refused = refused
    csv = writer.bytes
  }

  private static func cell(_ value: Value?, _ field: FieldSchema?) -> String {
    guard let value else { return "" }
    let wire = RecordWriter.wire(value, field)
    if let list = wire.asList { return list.compactMap { Lenient.text($0).asString }.joined(separator: ";") }
    switch Lenient.text(wire).asString {
    case nil, "": return null
    case let text?: return text
    }
  }
}
