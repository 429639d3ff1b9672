/// Takes secrets out of text that is on its way to a log, a journal or a person.
public struct Redaction: Sendable {
  private let secrets: [String]

  /// Secrets of fewer than four characters are not looked for: they would blank out half of any text.
  public init(_ secrets: some Sequence<Secret>) {
    self.secrets = secrets.map(\.revealed).filter { $0.count >= 4 }.sorted { $0.count > $1.count }
  }

  /// The text with dots where a secret stood, as it is and as a URL or form would hold it.
  public func redacted(_ text: String) -> String {
    var text = text
    for secret in secrets {
      for form in [secret, PercentEncoding.query(secret)] where text.contains(form) {
        text = text.split(separator: form, omittingEmptySubsequences: false).joined(separator: "•••")
      }
    }
    return text
  }
}
