import CEL
public import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections
import Schema

extension RESTConnector {
  public func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer {
    let tally = CallTally()
    var arguments = call.arguments
    if let notify = manifest.notify {
      for name in manifest.operations[call.operation]?.escaped ?? [] { arguments[name] = arguments[name].map { escaped($0, notify) } }
    }
    let value = try await run(call.operation, arguments, key: call.key, tally)
    return OperationAnswer(value: value, info: tally.info)
  }

  /// All text in a value escaped.
  private func escaped(_ value: Value, _ notify: CheckedManifest.Notify) -> Value {
    switch value {
    case .string(let text): return .string(escaped(text, notify))
    case .list(let list): return .list(list.elements.map { escaped($0, notify) })
    case .map(let map):
      guard let record = map.record else { return value }
      return .map(record.mapValues { escaped($0, notify) })
    default: return value
    }
  }

  /// What the operation gives.
  func run(_ name: String, _ arguments: Record, key: String?, _ tally: CallTally) async throws(CallFailure) -> Value {
    guard let operation = manifest.operations[name] else {
      throw CallFailure(.rejected, code: "no_operation", message: "The connector `\(manifest.name)` has no operation `\(name.prefix(80))`.")
    }
    let bindings = client.bindings.with(["input": .map(try input(arguments, operation, name))])
    let answer = try await client.send(operation.request, bindings, place: "operations.\(name)", key: key, tally)
    let answered = bindings.with(["response": answer.value])
    guard let output = operation.output else { return answer.value["body"] ?? .null }
    var result = Record()
    for part in output { result[part.name] = answered.found(part.value) }
    return .map(result)
  }

  /// The inputs as they are sent; one that is missing is null, one that is not declared is refused.
  private func input(_ arguments: Record, _ operation: CheckedManifest.Operation, _ name: String) throws(CallFailure) -> Record {
    for given in arguments.keys where !operation.inputs.contains(where: { $0.name == given }) {
      throw CallFailure(.rejected, code: "unknown_input", message: "`\(name)` takes no `\(given.prefix(80))`.")
    }
    var input = Record()
    for field in operation.inputs {
      let value = field.writing(arguments[field.name] ?? .null)
      if field.required, value.isNull {
        throw CallFailure(.rejected, code: "missing_input", message: "`\(name)` needs `\(field.name)`, which is null.", fields: [field.name])
      }
      if let length = field.length, let text = value.asString, text.unicodeScalars.count > length {
        throw CallFailure(
          .rejected, code: "too_long", message: "`\(field.name)` of `\(name)` holds \(length) characters.", fields: [field.name])
      }
      input[field.name] = value
    }
    return input
  }
}
