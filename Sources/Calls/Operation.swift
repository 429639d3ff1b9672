public import CEL

/// Carries out an operation of a connector that is no record.
public struct OperationCall: Sendable, Equatable {
  public var connection: String
  public var operation: String
  public var arguments: Record
  /// The effect key: the same when the call is sent again.
  public var key: String

  public init(connection: String, operation: String, arguments: Record, key: String) {
    self.connection = connection
    self.operation = operation
    self.arguments = arguments
    self.key = key
  }
}

/// What an operation gave back.
public struct OperationAnswer: Sendable, Equatable {
  public var value: Value
  public var info: CallInfo

  public init(value: Value, info: CallInfo = CallInfo()) {
    self.value = value
    self.info = info
  }
}
