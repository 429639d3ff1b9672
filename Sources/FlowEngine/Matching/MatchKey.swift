import CEL
import FlowCheck
import OrderedCollections
import Schema

/// The canonical values of one strategy's fields, alike for the row and the record that match.
struct MatchKey: Hashable, Sendable {
  let values: [String]
}

extension CheckedMatch.Strategy {
  var paths: [String] { fields.map(\.path) }

  /// What a row looks for: canonical values, and as they are sent. Nil when one is null: the strategy is passed over.
  func key(_ bindings: Bindings) -> Result<(key: MatchKey, sent: [Value])?, EvaluationError> {
    var sent: [Value] = []
    for field in fields {
      let value = field.value.evaluate(bindings)
      if case .error(let error) = value { return .failure(error) }
      let canonical = field.schema?.canonical(value) ?? value
      if canonical.isNull { return .success(nil) }
      sent.append(normalized ? value : canonical)
    }
    return .success(key(of: sent).map { ($0, sent) })
  }

  /// The key that a record carries.
  func key(of record: Record) -> MatchKey? { key(of: fields.map { record[$0.path] ?? .null }) }

  private func key(of values: [Value]) -> MatchKey? {
    var texts: [String] = []
    for (field, value) in zip(fields, values) {
      let canonical = field.schema?.canonical(value) ?? value
      if canonical.isNull { return nil }
      guard normalized else {
        texts.append(Canonical.text(canonical))
        continue
      }
      let name = NameNormalizer.normalize(Lenient.text(value).asString ?? "")
      if name.isEmpty { return nil }
      texts.append(name)
    }
    return MatchKey(values: texts)
  }

  /// How people name the strategy.
  var description: String { (normalized ? "normalized " : "") + paths.joined(separator: " and ") }
}
