/// All records of the sandbox's Salesforce, with rollback.
struct RecordStore {
  private(set) var tables: [String: Table] = [:]
  private let names: [String: String]
  private let prefixes: [String: String]
  private var undo: [Undo] = []

  private enum Undo {
    case created(String)
    case replaced(String, Int, Row)
  }

  /// A point to which a failed transaction goes back.
  struct Mark { fileprivate let count: Int }

  init(_ objects: [ObjectDefinition] = SalesforceSchema.objects) {
    for object in objects { tables[object.name] = Table(object) }
    names = Dictionary(objects.map { ($0.name.lowercased(), $0.name) }, uniquingKeysWith: { first, _ in first })
    prefixes = Dictionary(objects.map { ($0.keyPrefix, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// An object by its name in any case.
  func table(_ name: String) -> Table? { tables[name] ?? names[name.lowercased()].flatMap { tables[$0] } }

  /// The object to which an id belongs.
  func table(ofID id: String) -> Table? { prefixes[String(id.prefix(3))].flatMap { tables[$0] } }

  func row(_ id: String) -> Row? { table(ofID: id)?.row(id) }

  func value(_ id: String, _ field: String) -> SandboxValue {
    guard let table = table(ofID: id), let row = table.row(id), let position = table.definition.position(of: field) else { return .null }
    return row.values[position]
  }

  mutating func nextID(_ object: String) -> String {
    tables[object]?.sequence += 1
    return RecordID.make(prefix: tables[object]?.definition.keyPrefix ?? "000", sequence: tables[object]?.sequence ?? 0)
  }

  mutating func append(_ object: String, _ row: Row) {
    undo.append(.created(object))
    tables[object]?.append(row)
  }

  mutating func replace(_ object: String, _ row: Row) {
    guard let position = tables[object]?.positions[row.id], let old = tables[object]?[position] else { return }
    undo.append(.replaced(object, position, old))
    tables[object]?.replace(position, with: row)
  }

  mutating func mark() -> Mark { Mark(count: undo.count) }

  mutating func rollBack(to mark: Mark) {
    while undo.count > mark.count {
      switch undo.removeLast() {
      case .created(let object): tables[object]?.removeLast()
      case .replaced(let object, let position, let row): tables[object]?.replace(position, with: row)
      }
    }
  }

  /// Ends the request: what it wrote stays. Gives the records that it created or changed, each once.
  @discardableResult
  mutating func commit() -> [(object: String, id: String)] {
    guard !undo.isEmpty else { return [] }
    var seen: Set<String> = []
    var changed: [(object: String, id: String)] = []
    // Created rows are the last ones of their tables, as many as there are marks.
    var left: [String: Int] = [:]
    for entry in undo { if case .created(let object) = entry { left[object, default: 0] += 1 } }
    for entry in undo {
      switch entry {
      case .created(let object):
        guard let table = tables[object], let count = left[object] else { continue }
        left[object] = count - 1
        let id = table[table.rows.count - count].id
        if seen.insert(id).inserted { changed.append((object, id)) }
      case .replaced(let object, _, let row):
        if seen.insert(row.id).inserted { changed.append((object, row.id)) }
      }
    }
    undo.removeAll(keepingCapacity: true)
    return changed
  }
}
