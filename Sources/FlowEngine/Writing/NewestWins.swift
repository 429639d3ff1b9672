import CEL
import FlowCheck
import OrderedCollections
import Schema

/// `newest_wins` where no flow leads back: the stamp field decides. A write goes through only when the event is later than the stamp, and then sets it.
enum NewestWins {
  enum Verdict {
    case write(stamp: Payload.Part)
    /// The record has a later value; for people.
    case refused(String)
  }

  static func judge(_ path: String, at: Timestamp, _ changes: [Payload.Part], _ record: Record, _ object: ObjectSchema) -> Verdict {
    let schema = object.field(path)
    if let stamp = record[path].flatMap({ Lenient.moment($0) }), at <= stamp {
      let fields = changes.map { "\($0.path) stays \((record[$0.path] ?? .null).jsonText), not \($0.value.jsonText)" }
      return .refused("\(fields.joined(separator: "; ")): \(path) is \(stamp), the event of \(at)")
    }
    return .write(stamp: Payload.Part(path: path, schema: schema, value: .timestamp(at)))
  }
}
