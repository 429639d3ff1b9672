import CEL
import Calls
import Schema

/// What a ticket is.
enum Ticket {
  static let schema = ObjectSchema(
    "ticket",
    fields: [
      FieldSchema("id", .id, createable: false, updateable: false),
      FieldSchema("number", .string, updateable: false, required: true, unique: true, externalID: true),
      FieldSchema("subject", .string, length: 200, nullable: false, required: true),
      FieldSchema("status", .picklist, picklist: [PicklistValue("open"), PicklistValue("closed")], restricted: true),
      FieldSchema("changed", .datetime, createable: false, updateable: false),
    ], identity: "id", watermark: "changed", modified: "changed")

  /// Flat records with the fields asked for, and those by which records are known; null where the desk has nothing.
  static func read(_ tickets: Value?, _ asked: [String]) throws(CallFailure) -> [Record] {
    guard let tickets = tickets?.asList else {
      throw CallFailure(.retry, code: "bad_answer", message: "The desk answered without `tickets`.")
    }
    var records: [Record] = []
    for ticket in tickets {
      var record = Record()
      for name in ["id", "changed"] + asked {
        guard let field = schema.field(name) else {
          throw CallFailure(.rejected, code: "no_field", message: "A ticket has no field `\(name)`.", fields: [name])
        }
        let value = ticket[field.name] ?? .null
        record[name] = field.type == .datetime ? value.asString.flatMap { Timestamp($0) }.map(Value.timestamp) ?? .null : value
      }
      records.append(record)
    }
    return records
  }
}
