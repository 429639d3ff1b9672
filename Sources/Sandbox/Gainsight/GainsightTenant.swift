/// The state of the sandbox's Gainsight.
struct GainsightTenant {
  private(set) var tables: [String: GainsightTable] = [:]
  var tokens: [String: Instant] = [:]
  var window = RateWindow()
  /// The user on whose behalf the API writes.
  var apiUser = ""
  var requests = 0
  /// The results of asynchronous requests, by their status id.
  var jobs: [String: SandboxValue] = [:]
  private var items: [String: [PicklistItem]] = [:]
  private var random: SeededRandom
  private var lastModified = Instant(milliseconds: 0)

  struct PicklistItem: Sendable {
    var gsid: String
    var label: String
    var order: Int
  }

  init(_ configuration: SandboxConfiguration) {
    random = SeededRandom(seed: configuration.seed ^ 0x6761696E)
    for object in GainsightSchema.objects { tables[object.name] = GainsightTable(object) }
    for list in GainsightSchema.picklists {
      let category = newID("1I00")
      for (order, label) in list.labels.enumerated() {
        let gsid = newID("1I00")
        items[list.category, default: []].append(PicklistItem(gsid: gsid, label: label, order: order + 1))
        insert(
          "da_picklist",
          [
            "Gsid": .string(gsid), "Name": .string(label), "Category": .string(list.category), "SystemName": .string(label), "Active": true,
            "DisplayOrder": .int(order + 1), "CategoryGsid": .string(category),
          ])
      }
    }
  }

  /// A tenant with the rows of a snapshot.
  init(rows: [(object: String, rows: [[SandboxValue]])], apiUser: String, random state: UInt64) {
    random = SeededRandom(seed: state)
    self.apiUser = apiUser
    for object in GainsightSchema.objects { tables[object.name] = GainsightTable(object) }
    for (object, rows) in rows { rows.forEach { tables[object]?.append($0) } }
    guard let lists = tables["da_picklist"] else { return }
    let columns = ["Gsid", "Name", "Category", "DisplayOrder"].compactMap { lists.object.position(of: $0) }
    for row in lists.values where columns.count == 4 {
      items[row[columns[2]].string ?? "", default: []].append(
        PicklistItem(gsid: row[columns[0]].string ?? "", label: row[columns[1]].string ?? "", order: row[columns[3]].int ?? 0))
    }
  }

  /// What the ids to come depend on.
  var randomState: UInt64 { random.state }

  /// An object by its name in any case.
  func table(_ name: String) -> GainsightTable? { tables[name.lowercased()] }

  /// 18 characters of tenant and object, 18 of the record (gainsight.md 3.2).
  mutating func newID(_ prefix: String) -> String {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return prefix + "SANDBOX0000001" + String((0..<18).map { _ in digits[random.below(36)] })
  }

  mutating func requestID() -> String {
    requests += 1
    let hex = SHA256Digest.hex("request \(requests)")
    let parts = [
      hex.prefix(8), hex.dropFirst(8).prefix(4), "4" + hex.dropFirst(13).prefix(3), "9" + hex.dropFirst(17).prefix(3), hex.dropFirst(20).prefix(12),
    ]
    return parts.joined(separator: "-")
  }

  func items(_ category: String) -> [PicklistItem] { items[category] ?? [] }

  func gsid(_ label: String, in category: String) -> String? {
    items(category).first { $0.label.lowercased() == label.lowercased() || $0.gsid == label }?.gsid
  }

  func label(_ gsid: String, in category: String) -> String? { items(category).first { $0.gsid == gsid }?.label }

  /// Adds a row from named values; the rest is null.
  mutating func insert(_ object: String, _ values: SandboxObject) {
    guard let table = table(object) else { return }
    var row = [SandboxValue](repeating: .null, count: table.object.fields.count)
    for member in values.members { if let position = table.object.position(of: member.name) { row[position] = member.value } }
    if row[0].isNull { row[0] = .string(newID(table.object.prefix)) }
    table.append(row)
  }

  mutating func insert(_ object: String, _ values: SandboxValue) { insert(object, values.object ?? SandboxObject()) }

  /// Modification times only go forward, by a millisecond at least (gainsight.md 8).
  mutating func stamp(_ now: Instant) -> Instant {
    lastModified = now > lastModified ? now : Instant(milliseconds: lastModified.milliseconds + 1)
    return lastModified
  }

  /// A value by field name.
  func value(_ object: String, _ gsid: String, _ field: String) -> SandboxValue {
    guard let table = table(object), let row = table.row(gsid), let position = table.object.position(of: field) else { return .null }
    return row[position]
  }
}

/// The fixed window of a minute in which calls are counted (gainsight.md 2).
struct RateWindow {
  private var minute = 0
  private var counts: [String: Int] = [:]

  /// True where the call is still within the limit.
  mutating func admits(_ family: String, limit: Int, now: Instant) -> Bool {
    let current = now.milliseconds / 60000
    if current != minute {
      minute = current
      counts = [:]
    }
    counts[family, default: 0] += 1
    return limit == 0 || counts[family, default: 0] <= limit
  }
}
