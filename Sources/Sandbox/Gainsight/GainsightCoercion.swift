/// Turns what a write sends for a field into what is stored (gainsight.md 1.5, codes GSOBJ_1001 to 1012).
struct GainsightCoercion {
  let field: GainsightField
  let tenant: GainsightTenant

  typealias Refusal = GainsightFailure.FieldError

  enum Outcome {
    case stored(SandboxValue)
    case refused(Refusal)
  }

  func store(_ value: SandboxValue) -> Outcome {
    if value.isNull || value == "" {
      return field.required ? refuse("GSOBJ_1007", "Null value is not allowed for a non-nullable field.", value) : .stored(.null)
    }
    switch field.type {
    case .number, .currency, .percentage:
      guard let number = value.double ?? value.string.flatMap({ Double($0) }), number.isFinite else {
        return refuse("GSOBJ_1002", "Invalid value for the data type.", value)
      }
      return .stored(Int(exactly: number).map(SandboxValue.int).flatMap { field.type == .number ? $0 : nil } ?? .double(number))
    case .boolean:
      guard let flag = value.bool ?? value.string.flatMap({ ["true": true, "false": false][$0.lowercased()] }) else {
        return refuse("GSOBJ_1008", "Invalid boolean value.", value)
      }
      return .stored(.bool(flag))
    case .date:
      guard let instant = Self.instant(value) else { return refuse("GSOBJ_1006", "Unparseable date.", value) }
      return .stored(.string(instant.date.text))
    case .datetime:
      guard let instant = Self.instant(value) else { return refuse("GSOBJ_1005", "Unparseable datetime.", value) }
      return .stored(.int(instant.milliseconds))
    case .picklist:
      guard let text = value.string, let gsid = tenant.gsid(text, in: field.category ?? "") else {
        return refuse("GSOBJ_1012", "Invalid/Inactive value provided for picklist.", value)
      }
      return .stored(.string(gsid))
    case .multiselect: return chosen(value)
    case .list: return .stored(value)
    case .lookup:
      guard let text = value.string, let target = field.target, tenant.table(target)?.row(text) != nil else {
        return refuse("GSOBJ_1004", "GSID missing or malformed.", value)
      }
      return .stored(value)
    default: return text(value)
    }
  }

  private func refuse(_ code: String, _ message: String, _ value: SandboxValue) -> Outcome {
    .refused(Refusal(code: code, message: message, field: field.name, value: value))
  }

  private func chosen(_ value: SandboxValue) -> Outcome {
    let labels = value.array?.compactMap(\.string) ?? value.string?.split(separator: ";").map { $0.trimmingSpace() } ?? []
    var gsids: [SandboxValue] = []
    for label in labels {
      guard let gsid = tenant.gsid(label, in: field.category ?? "") else {
        return refuse("GSOBJ_1012", "Invalid/Inactive value provided for picklist.", .string(label))
      }
      gsids.append(.string(gsid))
    }
    return .stored(.array(gsids))
  }

  private func text(_ value: SandboxValue) -> Outcome {
    guard let text = value.string ?? (value.array == nil && value.object == nil ? value.json : nil) else {
      return refuse("GSOBJ_1002", "Invalid value for the data type.", value)
    }
    if field.length > 0, text.unicodeScalars.count > field.length { return refuse("GSOBJ_1001", "String is longer than the field allows.", value) }
    if field.type == .sfdcID {
      let isID = (text.count == 15 || text.count == 18) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      guard isID else { return refuse("GSOBJ_1008", "Salesforce id must be 15 or 18 alphanumeric characters.", value) }
    }
    if field.type == .email, !text.contains("@") { return refuse("GSOBJ_1008", "Invalid email address.", value) }
    return .stored(.string(text))
  }

  /// The date forms of gainsight.md 8: milliseconds, a date, ISO with an offset, and space-separated, which is taken as UTC.
  static func instant(_ value: SandboxValue) -> Instant? {
    if let milliseconds = value.int { return Instant(milliseconds: milliseconds) }
    guard let text = value.string else { return nil }
    if let date = CivilDate(text) { return date.midnight }
    return Instant(iso: text) ?? Instant(iso: text + "Z")
  }
}
