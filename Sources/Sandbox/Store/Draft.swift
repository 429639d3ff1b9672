/// A record while it is being written.
struct Draft {
  let definition: ObjectDefinition
  var values: [SandboxValue]
  /// The values before an update.
  var old: [SandboxValue]?
  /// The positions of the fields that the request sent.
  var sent: Set<Int>
  var isNew: Bool

  var id: String { values[0].string ?? "" }

  /// A field by name; setting one that the object lacks does nothing.
  subscript(name: String) -> SandboxValue {
    get { definition.position(of: name).map { values[$0] } ?? .null }
    set { if let position = definition.position(of: name) { values[position] = newValue } }
  }

  func wasSent(_ name: String) -> Bool { definition.position(of: name).map(sent.contains) ?? false }

  /// True for a new record and where the field has another value than before.
  func changes(_ name: String) -> Bool {
    guard let position = definition.position(of: name) else { return false }
    return isNew || old?[position] != values[position]
  }
}
