import Calls
import ConnectorKit
import Schema

/// The three result sets of a job, by the key of each row. Reference 4.6.
struct BulkResults {
  private var written: [String: String] = [:]
  private var failed: [String: [ErrorBody]] = [:]
  private var unprocessed: Set<String> = []

  enum Kind: String, CaseIterable { case successful = "successfulResults", failed = "failedResults", unprocessed = "unprocessedrecords" }

  /// Nil for an answer that is no CSV of this set.
  mutating func read(_ kind: Kind, _ bytes: [UInt8], keyColumn: String) -> Bool {
    guard let rows = CSVReader.rows(bytes) else { return false }
    // A set without rows may come without a header.
    guard let header = rows.first?.map({ $0.lowercased() }), rows.count > 1 else { return true }
    guard let key = header.firstIndex(of: keyColumn.lowercased()) else { return false }
    let (id, error) = (header.firstIndex(of: "sf__id"), header.firstIndex(of: "sf__error"))
    for row in rows.dropFirst() where key < row.count {
      let name = Self.canonical(row[key], keyColumn)
      switch kind {
      case .successful: written[name] = id.flatMap { $0 < row.count ? SalesforceID.eighteen(row[$0]) ?? row[$0] : nil } ?? ""
      case .failed: failed[name] = [Self.error(error.flatMap { $0 < row.count ? row[$0] : nil } ?? "")]
      case .unprocessed: unprocessed.insert(name)
      }
    }
    return true
  }

  /// What became of the row with this key; nil where the job has nothing of it.
  func result(_ key: String, _ redaction: Redaction) -> RecordResult? {
    if let id = written[key], !id.isEmpty { return .written(id: id) }
    if let errors = failed[key] { return .failed(ErrorTable.failure(of: errors, .write, redaction)) }
    return nil
  }

  var isEmpty: Bool { written.isEmpty && failed.isEmpty }

  private static func canonical(_ text: String, _ column: String) -> String {
    column == "Id" ? SalesforceID.eighteen(text) ?? text : text
  }

  /// `CODE:message:FIELD,FIELD --`.
  static func error(_ text: String) -> ErrorBody {
    var rest = text[...]
    if rest.hasSuffix("--") { rest = rest.dropLast(2) }
    while rest.last == " " { rest.removeLast() }
    guard let colon = rest.firstIndex(of: ":") else { return ErrorBody(code: String(rest), message: text, fields: []) }
    let code = String(rest[..<colon])
    var message = rest[rest.index(after: colon)...]
    var fields: [String] = []
    if let last = message.lastIndex(of: ":") {
      let names = message[message.index(after: last)...].split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
      if names.allSatisfy(FieldPath.isName) {
        fields = names
        message = message[..<last]
      }
    }
    return ErrorBody(code: code, message: message.isEmpty ? code : String(message), fields: fields)
  }
}
