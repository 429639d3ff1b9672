import CEL
import FlowCheck
import OrderedCollections
import Schema

/// Which flows watch which fields of records: a confirmed write of ours to one is its known value from then on, so that its echo is no news.
struct Watchers: Sendable {
  struct Field: Hashable {
    var connection: String
    var object: String
    var path: String
  }

  struct Watcher: Sendable {
    var flow: String
    var field: String
    var keepsValue: Bool
  }

  private var watchers: [Field: [Watcher]] = [:]

  init(_ plans: [Plan]) {
    for plan in plans {
      for source in plan.flow.sources where source.aboutIsRecord {
        let place: (String, String)
        switch source.kind {
        case .poll(let connection, let object), .message(let connection, let object): place = (connection, object)
        case .webhook(let connection):
          guard let object = source.object else { continue }
          place = (connection, object.name)
        }
        for field in plan.watched {
          guard let path = source.event == nil ? field : source.recordFields[field] else { continue }
          let watcher = Watcher(flow: plan.flow.name, field: field, keepsValue: plan.readsWas.contains(field))
          watchers[Field(connection: place.0, object: place.1, path: path), default: []].append(watcher)
        }
      }
    }
  }

  var isEmpty: Bool { watchers.isEmpty }

  /// The known values that a write of these fields to a record sets.
  func moves(connection: String, object: ObjectSchema, id: String, fields: Record, moved: Int64) -> [KnownWrite] {
    guard !watchers.isEmpty else { return [] }
    var moves: [KnownWrite] = []
    for (path, value) in fields {
      for watcher in watchers[Field(connection: connection, object: object.name, path: path)] ?? [] {
        let canonical = object.field(path)?.canonical(value) ?? value
        moves.append(
          KnownWrite(
            key: AboutKey(flow: watcher.flow, about: id), field: watcher.field, hash: Canonical.hash(canonical),
            value: watcher.keepsValue ? canonical : nil, moved: moved))
      }
    }
    return moves
  }
}

extension Plan {
  /// Connections that the sources are read from.
  var polled: [String] {
    flow.sources.compactMap { source in
      switch source.kind {
      case .poll(let connection, _), .message(let connection, _): connection
      case .webhook: nil
      }
    }
  }
}
