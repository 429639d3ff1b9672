/// Something that a connection can do beside reading and writing records: what it takes and what it gives.
public struct OperationSchema: Sendable, Equatable {
  public var name: String
  /// Those with `required` must be given.
  public var inputs: [FieldSchema]
  /// The fields of its result; nil where nothing is known of it.
  public var output: [FieldSchema]?

  public init(_ name: String, inputs: [FieldSchema], output: [FieldSchema]? = nil) {
    self.name = name
    self.inputs = inputs
    self.output = output
  }
}
