import Diagnostics

/// Constructs that flows and projects share.
struct SharedParser {
  let values: ValueReader

  func version(_ node: YAMLNode?) {
    guard let node, node.scalar?.text != "1" else { return }
    values.findings.add(ShapeFact.version(node.scalar?.text ?? node.kind), at: node.span)
  }

  func retry(_ node: YAMLNode?) -> Retry? {
    guard let node, let keys = MappingReader(node, RetryKeys.construct, key: "retry", into: values.findings) else { return nil }
    return Retry(
      total: values.duration(keys[RetryKeys.total], RetryKeys.total),
      first: values.duration(keys[RetryKeys.first], RetryKeys.first, positive: true),
      most: values.duration(keys[RetryKeys.most], RetryKeys.most, positive: true), span: node.span)
  }

  func alert(_ node: YAMLNode?) -> Alert? {
    guard let node, let keys = MappingReader(node, AlertKeys.construct, key: "alert", into: values.findings) else { return nil }
    let alert = Alert(
      notify: values.text(keys[AlertKeys.notify], AlertKeys.notify), to: values.oneOrMany(keys[AlertKeys.to], AlertKeys.to),
      command: values.texts(keys[AlertKeys.command], AlertKeys.command) ?? [], failed: values.percent(keys[AlertKeys.failed], AlertKeys.failed),
      lag: values.duration(keys[AlertKeys.lag], AlertKeys.lag, positive: true), span: node.span)
    // Who carries it and to whom belong together.
    if (keys.pair(AlertKeys.notify) == nil) != (keys.pair(AlertKeys.to) == nil), keys.pair(AlertKeys.notify) != nil || alert.command.isEmpty {
      values.findings.add(ShapeFact.alertWithoutReceiver, at: keys.head)
    }
    return alert
  }
}
