import CEL
import Diagnostics
import FlowCheck
import FlowTest
import JSON
import OrderedCollections
import Schema

/// Reads what may be written and asked: `--trial`.
struct TrialFile {
  private let manifest: CheckedManifest
  private static let keys = ["object", "key", "fields", "records", "refused", "change", "message", "operation"]

  init(_ manifest: CheckedManifest) { self.manifest = manifest }

  /// The trial of a file; without one, the first object that can be found is read.
  func read(_ path: String?) throws(CommandFailure) -> ConformanceTrial {
    let bytes = try path.map { path throws(CommandFailure) in try Files.read(path) } ?? Array("{}".utf8)
    let value: Value
    do throws(JSONError) { value = try Value(json: bytes) } catch {
      throw CommandFailure(.findings, "\(path ?? "") is no JSON: \(error.description)")
    }
    let name = path ?? ""
    guard let record = value.asRecord else { throw CommandFailure(.findings, "\(name) holds no JSON object.") }
    try known(Array(record.keys), Self.keys, "key of a trial", name)
    var trial = ConformanceTrial()
    try readObject(record, name, into: &trial)
    trial.message = try record["message"].map { message throws(CommandFailure) in try self.message(message, name) }
    trial.operation = try record["operation"].map { operation throws(CommandFailure) in try self.operation(operation, name) }
    return trial
  }

  private func readObject(_ record: Record, _ file: String, into trial: inout ConformanceTrial) throws(CommandFailure) {
    guard !manifest.objects.isEmpty else { return }
    let first = manifest.objects.values.first { !$0.find.isEmpty } ?? manifest.objects.values.first
    let name = record["object"]?.asString ?? first?.schema.name ?? ""
    try known([name], Array(manifest.objects.keys), "object of `\(manifest.name)`", file)
    guard let object = manifest.objects[name] else { return }
    trial.object = name
    let single = object.find.filter { $0.by.count == 1 }.compactMap(\.by.first)
    trial.key = record["key"]?.asString ?? single.first { $0 != object.schema.identity } ?? single.first
    trial.fields = (record["fields"]?.asList ?? []).compactMap(\.asString)
    trial.records = (record["records"]?.asList ?? []).compactMap(\.asRecord)
    trial.refused = record["refused"]?.asRecord
    trial.change = record["change"]?.asRecord ?? [:]
    let named = trial.records.flatMap(\.keys) + Array(trial.change.keys) + trial.fields + [trial.key].compactMap(\.self)
    try known(named, Array(object.schema.fields.keys), "field of `\(name)`", file)
  }

  private func message(_ value: Value, _ file: String) throws(CommandFailure) -> ConformanceTrial.Message {
    guard manifest.notify != nil else { throw CommandFailure(.findings, "\(file): `\(manifest.name)` sends no messages: it has no `notify`.") }
    try known(Array(value.asRecord?.keys ?? []), ["to", "subject", "text"], "key of `message`", file)
    guard let to = value["to"]?.asString, let text = value["text"]?.asString else {
      throw CommandFailure(.findings, "\(file): a `message` has `to` and `text`.")
    }
    return ConformanceTrial.Message(to: to, subject: value["subject"]?.asString, text: text)
  }

  private func operation(_ value: Value, _ file: String) throws(CommandFailure) -> ConformanceTrial.Operation {
    try known(Array(value.asRecord?.keys ?? []), ["name", "with"], "key of `operation`", file)
    guard let name = value["name"]?.asString else {
      throw CommandFailure(.findings, "\(file): an `operation` has a `name`, and its input in `with`.")
    }
    try known([name], Array(manifest.operations.keys), "operation of `\(manifest.name)`", file)
    let inputs = manifest.operations[name]?.inputs.map(\.name) ?? []
    let arguments = value["with"]?.asRecord ?? [:]
    try known(Array(arguments.keys), inputs, "input of `\(name)`", file)
    return ConformanceTrial.Operation(name, arguments)
  }

  private func known(_ names: [String], _ valid: [String], _ what: String, _ file: String) throws(CommandFailure) {
    for name in names where !valid.contains(name) {
      throw CommandFailure(.findings, "\(file.isEmpty ? "" : "\(file): ")`\(name)` is no \(what). \(Phrase.unknown(name, valid: valid))")
    }
  }
}
