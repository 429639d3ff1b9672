extension SandboxFault {
  /// Why a rule in JSON cannot be used.
  public struct Mistake: Error { public var message: String }

  /// Rules as `POST /_sandbox/faults` takes them: `{"rules": […]}`, a list, or one rule.
  public static func rules(_ json: [UInt8]) throws(Mistake) -> [SandboxFault] {
    let body: SandboxValue
    do throws(JSONReader.Failure) { body = try JSONReader.read(json) } catch {
      throw Mistake(message: "This is no JSON: \(error.message), at byte \(error.offset + 1).")
    }
    return try rules(body)
  }

  static func rules(_ body: SandboxValue) throws(Mistake) -> [SandboxFault] {
    var rules: [SandboxFault] = []
    for rule in body["rules"]?.array ?? body.array ?? [body] { rules.append(try SandboxFault(rule)) }
    return rules
  }

  private static let names: Set<String> = [
    "id", "fault", "system", "method", "path", "body", "commit", "status", "code", "message", "retryAfter", "delay", "every", "rate", "skip",
    "times",
  ]

  init(_ value: SandboxValue) throws(Mistake) {
    guard let object = value.object else { throw Mistake(message: "A fault is an object with `fault` and what it applies to.") }
    if let unknown = object.names.first(where: { !Self.names.contains($0) }) {
      throw Mistake(message: "A fault has no `\(unknown)`; it has \(Self.names.sorted().joined(separator: ", ")).")
    }
    guard let kind = object["fault"]?.string.flatMap(Kind.init(rawValue:)) else {
      throw Mistake(message: "`fault` is one of \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    self.init(kind, id: object["id"]?.string)
    if let commit = object["commit"] {
      guard let commit = commit.string.flatMap(Commit.init(rawValue:)) else { throw Mistake(message: "`commit` is before or after.") }
      self.commit = commit
    }
    system = object["system"]?.string
    method = object["method"]?.string
    path = object["path"]?.string
    body = object["body"]?.string
    status = object["status"]?.int ?? status
    code = object["code"]?.string ?? code
    message = object["message"]?.string ?? message
    retryAfter = object["retryAfter"]?.int
    delay = object["delay"]?.int ?? delay
    every = max(1, object["every"]?.int ?? every)
    rate = object["rate"]?.double ?? rate
    skip = object["skip"]?.int ?? skip
    times = object["times"]?.int
  }

  var value: SandboxValue {
    [
      "id": .string(id), "fault": .string(kind.rawValue), "system": SandboxValue(system), "method": SandboxValue(method),
      "path": SandboxValue(path), "body": SandboxValue(body), "commit": .string(commit.rawValue), "status": .int(status),
      "code": .string(code), "message": .string(message), "retryAfter": retryAfter.map(SandboxValue.int) ?? .null, "delay": .int(delay),
      "every": .int(every), "rate": .double(rate), "skip": .int(skip), "times": times.map(SandboxValue.int) ?? .null,
    ]
  }
}
