import Synchronization

/// Takes secrets out of text that is on its way to a log, a journal or a person.
public struct Redaction: Sendable {
  private let known: KnownSecrets

  /// Secrets of fewer than four characters are not looked for: they would blank out half of any text.
  public init(_ secrets: some Sequence<Secret>) { known = KnownSecrets(Array(secrets)) }

  /// From now on looks for another secret as well, in every copy of this redaction: a token that a login gave. The latest of them are kept.
  public func learn(_ secret: Secret) { known.learn(secret) }

  /// The text with dots where a secret stood, as it is or as a URL, a form, JSON, HTML or base64 holds it.
  public func redacted(_ text: String) -> String {
    let forms = known.forms
    if forms.isEmpty { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if let form = forms[bytes[place]]?.first(where: { bytes[place...].starts(with: $0) }) {
        out += "•••".utf8
        place += form.count
      } else {
        out.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// The secrets of one connection in all their spellings: those of its settings, and those that its logins gave.
private final class KnownSecrets: Sendable {
  /// By their first byte, the longest first.
  typealias Forms = [UInt8: [[UInt8]]]

  private struct State {
    var learned: [Secret] = []
    var forms: Forms
  }

  private let given: [Secret]
  private let state: Mutex<State>

  init(_ secrets: [Secret]) {
    given = secrets
    state = Mutex(State(forms: Self.forms(of: secrets)))
  }

  var forms: Forms { state.withLock { $0.forms } }

  func learn(_ secret: Secret) {
    state.withLock { state in
      guard !state.learned.contains(secret), !given.contains(secret) else { return }
      state.learned = state.learned.suffix(15) + [secret]
      state.forms = Self.forms(of: given + state.learned)
    }
  }

  private static func forms(of secrets: [Secret]) -> Forms {
    let all = secrets.filter { $0.revealed.count >= 4 }.reduce(into: Set<[UInt8]>()) { $0.formUnion(SecretSpelling.all(of: $1.revealed)) }
    return Forms(grouping: all) { $0[0] }.mapValues { $0.sorted { $0.count > $1.count } }
  }
}
