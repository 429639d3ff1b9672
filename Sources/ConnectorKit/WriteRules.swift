public import CEL
public import Calls
public import Schema

/// What a schema alone says about a write: fields that are there, may be written, may be empty, have room for the value.
public struct WriteRules: Sendable {
  private let rules: MemoryRules

  public init(_ schema: ConnectionSchema, _ object: ObjectSchema) { rules = MemoryRules(schema: schema, object: object, tables: [:]) }

  /// The fields by their own names, as they would be kept. References must be given by identity.
  public func kept(_ record: WriteRecord, _ verb: WriteCall.Verb) throws(CallFailure) -> Record { try rules.checked(record, verb) }
}
