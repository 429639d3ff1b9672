public import CEL

extension FieldSchema {
  /// The one form in which values of this field are compared, so that what is written equals what is read back:
  /// `""` is null, ids have 18 characters, numbers are doubles rounded to the field's scale, dates and times are parsed,
  /// a picklist item's id stands for its label, caseless text is folded.
  ///
  /// A value that is no value of the field's type comes back unchanged: the target will say what is wrong with it.
  public func canonical(_ value: Value) -> Value {
    if value.isNull || value.asString == "" { return .null }
    switch type {
    case .integer, .number, .currency, .percent: return canonicalNumber(value)
    case .date: return Lenient.date(value) ?? value
    case .datetime: return Lenient.time(value) ?? value
    case .picklist: return canonicalItem(value)
    default: return canonicalText(value)
    }
  }

  private func canonicalNumber(_ value: Value) -> Value {
    guard let number = Lenient.number(value) else { return value }
    guard let scale, scale >= 0, scale < 16 else { return .double(number) }
    var power = 1.0
    for _ in 0..<scale { power *= 10 }
    let scaled = number * power
    guard scaled.magnitude < 9_007_199_254_740_992 else { return .double(number) }
    return .double(scaled.rounded(.toNearestOrAwayFromZero) / power)
  }

  private func canonicalItem(_ value: Value) -> Value {
    guard let text = value.asString, let item = picklist.first(where: { $0.id == text || $0.value == text || $0.label == text })
    else { return canonicalText(value) }
    return .string(item.value)
  }

  private func canonicalText(_ value: Value) -> Value {
    guard let text = value.asString else { return value }
    switch form {
    case .plain: return value
    case .caseless: return .string(text.lowercased())
    case .salesforceID: return .string(SalesforceID.eighteen(text) ?? text)
    }
  }
}
