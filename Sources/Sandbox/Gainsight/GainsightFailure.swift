/// A refused Gainsight request (gainsight.md 1.3 to 1.5).
struct GainsightFailure: Error {
  var code: String
  var message: String
  var status = 400
  /// The errors of each record of a write, in order.
  var records: [[FieldError]] = []

  struct FieldError {
    var code: String
    var message: String
    var field: String
    var value: SandboxValue

    var json: SandboxValue {
      [
        "errorMessage": .string(message), "errorCode": .string(code), "fieldName": .string(field),
        "invalidValue": .array(value.isNull ? [] : [value]),
      ]
    }
  }

  init(_ code: String, _ message: String, status: Int = 400) {
    self.code = code
    self.message = message
    self.status = status
  }
}
