public import JSON
public import OrderedCollections

/// A map in the order of its entries: an object of a JSON document, a record, or a table with keys of any allowed type.
public enum MapValue: Sendable {
  /// An object whose values are read when asked for. Of equal keys the first counts.
  case json(JSONNode)
  case record(RecordBox)
  case table(MapTable)

  public init(_ record: Record) { self = .record(RecordBox(record)) }

  /// Entries with keys of any type; the later of equal keys replaces the value of the earlier.
  public init(_ entries: [(key: Value, value: Value)]) { self = .table(MapTable(entries)) }

  public var count: Int {
    switch self {
    case .json(let node): node.count < 2 ? node.count : distinctEntries(node).count
    case .record(let box): box.record.count
    case .table(let table): table.entries.count
    }
  }

  public var isEmpty: Bool {
    switch self {
    case .json(let node): node.count == 0
    case .record(let box): box.record.isEmpty
    case .table(let table): table.entries.isEmpty
    }
  }

  /// The value of a string key.
  public func value(forKey key: String) -> Value? {
    switch self {
    case .json(let node): return node[key].map(Value.init)
    case .record(let box): return box.value(forKey: key)
    case .table(let table): return table.value(forKey: .string(key))
    }
  }

  /// The value of a key of any type; numbers are found by their value, whatever their type.
  public func value(forKey key: Value) -> Value? {
    if case .string(let text) = key { return value(forKey: text) }
    guard case .table(let table) = self else { return nil }
    return table.value(forKey: key)
  }

  /// All entries in their order. Objects and arrays among the values stay unread.
  public var entries: [(key: Value, value: Value)] {
    switch self {
    case .json(let node): distinctEntries(node)
    case .record(let box): box.record.map { (key: .string($0.key), value: $0.value) }
    case .table(let table): table.entries
    }
  }

  /// The map as a record; nil if a key is no string.
  public var record: Record? {
    switch self {
    case .record(let box): return box.record
    case .json, .table:
      var record = Record()
      for entry in entries {
        guard case .string(let key) = entry.key else { return nil }
        record[key] = entry.value
      }
      return record
    }
  }
}

/// A record on the heap, so that a value stays two words.
public final class RecordBox: Sendable {
  public let record: Record
  init(_ record: Record) { self.record = record }

  /// The value under exactly these code points.
  func value(forKey key: String) -> Value? {
    guard let index = record.index(forKey: key) else { return nil }
    let entry = record.elements[index]
    return Text.areEqual(entry.key, key) ? entry.value : nil
  }
}

/// The entries of a map with keys of any allowed type, and an index where there are many.
public final class MapTable: Sendable {
  public let entries: [(key: Value, value: Value)]
  private let index: [Value: Int]?

  private static let linear = 8

  init(_ all: [(key: Value, value: Value)]) {
    guard all.count > Self.linear else {
      var entries: [(key: Value, value: Value)] = []
      entries.reserveCapacity(all.count)
      for entry in all {
        if let same = entries.firstIndex(where: { $0.key == entry.key }) {
          entries[same].value = entry.value
        } else {
          entries.append(entry)
        }
      }
      self.entries = entries
      self.index = nil
      return
    }
    var entries: [(key: Value, value: Value)] = []
    var index: [Value: Int] = [:]
    entries.reserveCapacity(all.count)
    index.reserveCapacity(all.count)
    for entry in all {
      if let same = index[entry.key] {
        entries[same].value = entry.value
      } else {
        index[entry.key] = entries.count
        entries.append(entry)
      }
    }
    self.entries = entries
    self.index = index
  }

  /// Entries whose keys are known to differ.
  init(distinct entries: [(key: Value, value: Value)]) {
    self.entries = entries
    guard entries.count > Self.linear else {
      index = nil
      return
    }
    var index: [Value: Int] = [:]
    index.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() { index[entry.key] = place }
    self.index = index
  }

  func value(forKey key: Value) -> Value? {
    if let index { return index[key].map { entries[$0].value } }
    return entries.first { $0.key == key }?.value
  }
}

private func distinctEntries(_ node: JSONNode) -> [(key: Value, value: Value)] {
  var all: [(key: Value, value: Value)] = []
  all.reserveCapacity(node.count)
  for entry in node.entries { all.append((.string(entry.key.string), Value(entry.value))) }
  if all.count < 2 { return all }
  var seen = Set<Value>(minimumCapacity: all.count)
  all.removeAll { !seen.insert($0.key).inserted }
  return all
}
