import CEL

/// The engine's sentences: what went wrong.
enum Messages {
  static func formula(_ place: String, _ message: String) -> String { "The formula of `\(place)` failed: \(message)" }
  static func eachFailed(_ message: String) -> String { "`each` failed on the body: \(message)" }
  static func eachGaveNoList(_ value: Value) -> String { "`each` must give a list of rows, and gave \(kind(value))." }
  static func noRecord(_ value: Value) -> String { "A row must be an object with named fields; this is \(kind(value))." }
  static func noJSON(_ reason: String) -> String { "The body is no JSON: \(reason)" }
  static let noAbout = "`about` gave null, so that nobody can tell what this event is about."
  static func noMatch(_ object: String, _ tried: String) -> String { "No \(object) was found by \(tried)." }
  static func manyMatches(_ object: String, _ count: Int, _ by: String, _ ids: [String]) -> String {
    let shown = ids.prefix(5).joined(separator: ", ")
    return "\(count) records of \(object) match by \(by): \(shown)\(ids.count > 5 ? ", …" : "")."
  }
  static func allKeysNull(_ object: String) -> String { "No \(object) could be looked for: every `match` has a value that is null." }
  static func call(_ code: String, _ message: String) -> String { message.isEmpty ? "The target answered \(code)." : "\(message) (\(code))" }
  static func exhausted(_ attempts: Int, _ last: String) -> String { "Gave up after \(attempts) attempts. The last: \(last)" }
  static let uncertainCreate = "A create was sent and not answered, and it cannot be read back: the object has neither a `stamp` field nor a `match`."
  static let uncertainOperation = "An operation was sent and not answered, and nothing can tell whether it was done."
  static let badList = "`for_each` must give a list."
  static let badReceiver = "`to` gave nobody to send to."
  static func conflicts(_ count: Int, _ last: String) -> String { "The record changed \(count) times between reading and writing. The last: \(last)" }

  static func kind(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .int, .uint, .double: "a number"
    case .string: "text"
    case .list: "a list"
    case .map: "an object"
    default: "something else"
    }
  }
}
