/// Takes secrets out of text that is on its way to a log, a journal or a person.
public struct Redaction: Sendable {
  private let secrets: [Secret]

  /// Secrets of fewer than four characters are not looked for: they would blank out half of any text.
  public init(_ secrets: some Sequence<Secret>) {
    self.secrets = secrets.filter { $0.revealed.count >= 4 }.sorted { $0.revealed.count > $1.revealed.count }
  }

  /// The same, which looks for another secret as well: a token that a login gave.
  public func adding(_ secret: Secret) -> Redaction { Redaction(secrets + [secret]) }

  /// The text with dots where a secret stood, as it is and as a URL or form would hold it.
  public func redacted(_ text: String) -> String {
    var text = text
    for secret in secrets {
      for form in [secret.revealed, PercentEncoding.query(secret.revealed)] where text.contains(form) {
        text = text.split(separator: form, omittingEmptySubsequences: false).joined(separator: "•••")
      }
    }
    return text
  }
}
