import CEL
import OrderedCollections

/// An event as flows see it: fields that may be null, a reference, a picklist, a day, lists of records.
enum Shapes {
  static let user = ObjectType("User", fields: ["Id": .string, "Email": .nullable(.string), "Name": .string])
  static let company = ObjectType("company", fields: ["name": .string, "arr": .nullable(.double)])
  static let person = ObjectType("person", fields: ["name": .string, "email": .nullable(.string), "age": .nullable(.double)])
  static let event = ObjectType(
    "event",
    fields: [
      "name": .string, "nick": .nullable(.string), "other": .nullable(.string), "score": .nullable(.double), "arr": .double, "count": .int,
      "won": .bool, "flag": .nullable(.bool), "day": .date, "at": .timestamp, "due": .nullable(.date),
      "company": .nullable(.object(company)), "Owner": .nullable(.reference(user, id: .string)), "people": .list(.object(person)),
      "guests": .nullable(.list(.object(person))), "rows": .list(.dyn), "tags": .list(.string),
      "stage": .picklist(Picklist("Stage", values: ["Open", "Closed Won", "Closed Lost"])),
      "open": .object(ObjectType("open", isOpen: true, fields: [:])),
    ])

  static let flow: Environment = {
    var environment = Environment.flow()
    environment.declare("event", .object(event))
    environment.declare("other", .nullable(.string))
    environment.declare("any", .dyn)
    return environment
  }()
}
