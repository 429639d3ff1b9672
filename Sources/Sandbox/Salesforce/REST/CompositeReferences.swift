/// `@{ref.id}` in the URLs and bodies of composite requests (salesforce.md 4.3).
struct CompositeReferences {
  let results: [String: SandboxValue]

  /// Clients that encode their URLs encode the signs of references too.
  static func plain(_ url: String) -> String {
    guard url.contains("%7B") || url.contains("%7b") || url.contains("%5B") || url.contains("%5b") else { return url }
    var result = ""
    var rest = url[...]
    let starts = ["@%7B", "@%7b", "%40%7B", "%40%7b", "@{", "%40{"]
    while let start = starts.compactMap({ rest.firstRange(of: $0) }).min(by: { $0.lowerBound < $1.lowerBound }) {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = ["%7D", "%7d", "}"].compactMap({ rest.firstRange(of: $0) }).min(by: { $0.lowerBound < $1.lowerBound }) else { return url }
      result += "@{" + SandboxRequest.decoded(rest[..<end.lowerBound], plusIsSpace: false) + "}"
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  func used(in text: String) -> Set<String> { Set(expressions(text).map { String($0.prefix { $0 != "." && $0 != "[" }) }) }

  func used(in value: SandboxValue) -> Set<String> {
    switch value {
    case .string(let text): used(in: text)
    case .array(let items): items.reduce(into: []) { $0.formUnion(used(in: $1)) }
    case .object(let object): object.members.reduce(into: []) { $0.formUnion(used(in: $1.value)) }
    default: []
    }
  }

  private func expressions(_ text: String) -> [String] {
    var found: [String] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "@{") {
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else { break }
      found.append(String(rest[..<end]))
      rest = rest[rest.index(after: end)...]
    }
    return found
  }

  func resolve(_ text: String) throws(Rejection) -> String {
    var result = text
    for expression in expressions(text) {
      let value = try value(expression)
      result = result.replacing("@{\(expression)}", with: value.string ?? value.json)
    }
    return result
  }

  func resolve(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    switch value {
    case .string(let text):
      // A value that is nothing but a reference keeps the kind of what it refers to.
      let found = expressions(text)
      if found.count == 1, text == "@{\(found[0])}" { return try self.value(found[0]) }
      return .string(try resolve(text))
    case .array(let items):
      var resolved: [SandboxValue] = []
      for item in items { resolved.append(try resolve(item)) }
      return .array(resolved)
    case .object(let object):
      var resolved = SandboxObject()
      for member in object.members { resolved.append(member.name, try resolve(member.value)) }
      return .object(resolved)
    default: return value
    }
  }

  private func value(_ expression: String) throws(Rejection) -> SandboxValue {
    let unknown = Rejection("PROCESSING_HALTED", "Invalid reference specified. No value for @{\(expression)} found.")
    let steps = expression.replacing("[", with: ".").replacing("]", with: "").split(separator: ".").map(String.init)
    guard let first = steps.first, var value = results[first] else { throw unknown }
    for step in steps.dropFirst() {
      if let index = Int(step), let items = value.array {
        guard items.indices.contains(index) else { throw unknown }
        value = items[index]
      } else {
        guard let next = value.object?.folded(step) else { throw unknown }
        value = next
      }
    }
    return value
  }
}
