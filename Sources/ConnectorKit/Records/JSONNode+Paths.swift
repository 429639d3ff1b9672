public import JSON

extension JSONNode {
  /// The member of that name, compared without case where the exact spelling is not there: systems answer in their own spelling.
  public func member(_ name: String) -> JSONNode? {
    guard kind == .object else { return nil }
    if let exact = self[name] { return exact }
    let folded = name.lowercased()
    return entries.first { $0.key.string.lowercased() == folded }?.value
  }

  /// What stands at the end of a path; nil when a part is missing or null.
  public func value(at parts: some Sequence<String>) -> JSONNode? {
    var here: JSONNode? = self
    for part in parts { here = here?.member(part) }
    return here
  }

  /// The text of a string; nil for anything else.
  public var text: String? { kind == .string ? string : nil }

  /// True for a JSON `true` only.
  public var isTrue: Bool { kind == .bool && bool }
}
