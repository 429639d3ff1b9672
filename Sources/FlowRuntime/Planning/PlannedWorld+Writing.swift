import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema
import Synchronization

extension PlannedWorld {
  /// Remembers a write; what the schema forbids is refused as the target would.
  func write(_ call: WriteCall, _ reader: RecordReader) async throws(CallFailure) -> WriteAnswer {
    let place = Place(connection: call.connection, object: call.object)
    guard let schema = schemas[call.connection], let object = object(place) else {
      throw CallFailure(.rejected, code: "no_object", message: "There is no object `\(call.object)` in the schema of `\(call.connection)`.")
    }
    let identities = try await identities(call, object, reader)
    let rules = WriteRules(schema, object)
    var results: [RecordResult] = []
    for record in call.records {
      do throws(CallFailure) {
        let kept = try rules.kept(WriteRecord(id: record.id, fields: try named(record.fields, object, identities)), call.verb)
        results.append(.written(id: keep(record, kept, place, object)))
      } catch {
        results.append(.failed(error))
      }
    }
    return WriteAnswer(results: results, info: CallInfo(requests: 1))
  }

  /// The fields with references by identity.
  private func named(_ fields: Record, _ object: ObjectSchema, _ identities: [String: [Value: String]]) throws(CallFailure) -> Record {
    var named = Record()
    for (path, value) in fields {
      guard let dot = path.firstIndex(of: "."), let field = object.reference(spelt: String(path[..<dot])) else {
        named[path] = value
        continue
      }
      if value.isNull {
        named[field.name] = .null
      } else if let id = identities[path]?[value] {
        named[field.name] = .string(id)
      } else {
        throw CallFailure(.rejected, code: "no_reference", message: "No single record is named by `\(path)`.", fields: [field.name])
      }
    }
    return named
  }

  private func keep(_ record: WriteRecord, _ kept: Record, _ place: Place, _ object: ObjectSchema) -> String {
    state.withLock { state in
      var table = state.tables[place] ?? Table()
      defer { state.tables[place] = table }
      var before = Record()
      let id = record.id ?? Self.name(of: record.fields, object, table)
      if record.id == nil {
        var made = kept
        made[object.identity] = .string(id)
        for name in [object.watermark, object.modified, object.created].compactMap(\.self) where made[name] == nil { made[name] = .timestamp(now) }
        table.created[id] = made
      } else {
        let own = table.created[id] ?? table.changed[id] ?? [:]
        for path in record.fields.keys { before[path] = own[object.field(path)?.name ?? path] ?? table.seen[id]?[path] ?? .null }
        if table.created[id] != nil {
          table.created[id]?.merge(kept) { $1 }
        } else {
          table.changed[id, default: [:]].merge(kept) { $1 }
        }
      }
      state.before[WriteKey(place: place, id: record.id, fields: record.fields), default: []].append(before)
      return id
    }
  }

  /// A record that is only planned is named by its content, so that planning again gives it the same name. Effect keys are left out of it.
  private static func name(of fields: Record, _ object: ObjectSchema, _ table: Table) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for (path, value) in fields.sorted(by: { $0.key < $1.key }) where !value.isEffectKey {
      for byte in "\(path)=\(value.jsonText);".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    let digits = String(hash, radix: 16)
    let name = "new-" + String(repeating: "0", count: 16 - digits.count) + digits
    var number = 1
    while table.created[number == 1 ? name : "\(name)-\(number)"] != nil { number += 1 }
    return number == 1 ? name : "\(name)-\(number)"
  }
}

extension Value {
  /// True for what may be an effect key: 32 hexadecimal digits, derived from the number that an event has in one journal.
  var isEffectKey: Bool {
    guard let text = asString, text.utf8.count == 32 else { return false }
    return text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
