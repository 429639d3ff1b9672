import OrderedCollections
import Schema

/// What metadata leaves out: where a score or a config item leads, and what the calls of an object's own take and need.
enum Completion {
  static func of(_ described: ObjectSchema, _ form: ObjectForm) -> ObjectSchema {
    var object = described
    guard let standard = StandardObjects.all.object(ObjectForm.known(described.name, of: form)) else { return object }
    var hasOwnCall = false
    if case .records = form.writing {} else { hasOwnCall = form.writing != nil }
    for field in object.fields.values {
      guard let known = standard.field(field.name) else {
        // A call of its own takes what is documented of it, and custom fields.
        if hasOwnCall, !field.name.hasSuffix("__gc"), !field.name.hasSuffix("__c") {
          object.fields[field.name]?.createable = false
          object.fields[field.name]?.updateable = false
        }
        continue
      }
      object.fields[field.name] = completed(field, known, hasOwnCall: hasOwnCall)
    }
    if hasOwnCall {
      for known in standard.fields.values where known.createable && object.field(known.name) == nil { object.fields[known.name] = known }
    }
    return object
  }

  private static func completed(_ field: FieldSchema, _ known: FieldSchema, hasOwnCall: Bool) -> FieldSchema {
    var field = field
    if field.reference == nil, let reference = known.reference { (field.reference, field.type) = (reference, .reference) }
    if field.type == .any { field.type = known.type }
    field.unique = field.unique || known.unique
    field.externalID = field.externalID || known.externalID
    if hasOwnCall { (field.createable, field.updateable, field.required) = (known.createable, known.updateable, known.required) }
    return field
  }
}

extension ObjectForm {
  /// The name under which the standard objects have it.
  fileprivate static func known(_ name: String, of form: ObjectForm) -> String { form.writing == .people ? name : known(name) }
}
