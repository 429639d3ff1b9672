import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

/// One record of `call: CONNECTION.composite`: its name there, and how it is written.
///
/// `{ object: Case, set: {…} }`, with `id: …` to change a record, or with `match: { Ext_Id__c: … }` to upsert by an external id. A value
/// `{ id_of: NAME }` stands for the id of an earlier record.
struct CompositeRecord {
  /// How the record is addressed. Reference 2.1 and 2.2.
  enum Address: Equatable {
    case insert
    case update(id: String)
    case upsert(field: String, value: String)
  }

  let name: String
  let object: String
  var address: Address
  /// What it sets, without the values that refer to other records.
  var fields: Record = [:]
  /// Field → the earlier record whose id it gets.
  var references: OrderedDictionary<String, String> = [:]

  /// The records in their order. `key` makes creates of objects with a stamp field upserts by it, so that they may be sent again.
  static func all(_ call: OperationCall, _ settings: SalesforceSettings) throws(CallFailure) -> [CompositeRecord] {
    // Reference 4.3.
    guard (1...25).contains(call.arguments.count) else {
      throw wrong("composite", "takes 1 to 25 records under `with`, not \(call.arguments.count)")
    }
    var names: Set<String> = []
    var records: [CompositeRecord] = []
    for (index, argument) in call.arguments.enumerated() {
      var record = try CompositeRecord(argument.key, argument.value, after: names)
      if case .insert = record.address, let stamp = settings.stamp(of: record.object), record.fields[stamp] == nil {
        // 32 characters, as the engine's own keys have.
        record.address = .upsert(field: stamp, value: "\(call.key.prefix(29))-\(index < 10 ? "0" : "")\(index)")
      }
      names.insert(argument.key)
      records.append(record)
    }
    return records
  }

  private init(_ name: String, _ value: Value, after names: Set<String>) throws(CallFailure) {
    guard let parts = value.asRecord, let object = parts["object"]?.asString, FieldPath.isName(object) else {
      throw Self.wrong(name, #"must say what it is, as `{"object": "Case", "set": {"Subject": event.title}}`"#)
    }
    if let unknown = parts.keys.first(where: { !["object", "id", "match", "set"].contains($0) }) {
      throw Self.wrong(name, "has no `\(unknown)`: it has `object`, `set`, and `id` or `match`")
    }
    guard FieldPath.isName(name) else { throw Self.wrong(name, "cannot be a name here: letters, digits and `_`, a letter first") }
    self.name = name
    self.object = object
    switch (parts["id"], parts["match"]) {
    case (nil, nil): address = .insert
    case (let id?, nil):
      guard let text = id.asString, SalesforceID.eighteen(text) != nil else { throw Self.wrong(name, "has an `id` that is no Salesforce id") }
      address = .update(id: text)
    case (nil, let match?):
      guard let match = match.asRecord, match.count == 1, let (field, key) = match.elements.first, FieldPath.isName(field),
        let text = Lenient.text(key).asString, text.contains(where: { !$0.isWhitespace })
      else { throw Self.wrong(name, #"needs one external id with a value in `match`, as `{"Ext_Id__c": event.key}`"#) }
      try Self.check(.string(text), of: name)
      address = .upsert(field: field, value: text)
    default: throw Self.wrong(name, "has `id` and `match`: say one")
    }
    for (field, value) in parts["set"]?.asRecord ?? [:] {
      if let reference = value.asRecord {
        guard reference.count == 1, let other = reference["id_of"]?.asString, names.contains(other) else {
          throw Self.wrong(name, "refers in `\(field)` to a record that is not before it: write `{\"id_of\": \"NAME\"}`")
        }
        references[field] = other
      } else {
        try Self.check(value, of: name)
        fields[field] = value
      }
    }
    guard !fields.isEmpty || !references.isEmpty else { throw Self.wrong(name, "sets nothing: give it `set`") }
  }

  /// Salesforce replaces `@{…}` wherever it stands in a composite request, and knows no way to write it as text.
  private static func check(_ value: Value, of name: String) throws(CallFailure) {
    let texts = value.asList ?? [value]
    guard texts.allSatisfy({ $0.asString?.contains("@{") != true }) else {
      throw wrong(name, "has text with `@{`, which Salesforce would take for a reference: write it by a step of its own")
    }
  }

  private static func wrong(_ name: String, _ message: String) -> CallFailure {
    CallFailure(.rejected, code: "bad_composite", message: "`\(name)` \(message).")
  }

  /// True where the record may be written a second time and nothing changes.
  var isRepeatable: Bool { address != .insert }
}
