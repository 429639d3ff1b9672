import Diagnostics

/// Text with `${env.NAME}` and `${file.PATH}` in it.
struct SecretReader {
  let findings: Findings

  func read(_ node: YAMLNode, _ scalar: YAMLScalar) -> SecretText {
    let bytes = Array(scalar.text.utf8)
    var pieces: [SecretText.Piece] = []
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: Array("$${".utf8)) {
        literal += Array("${".utf8)
        index += 3
      } else if bytes[index...].starts(with: Array("${".utf8)) {
        guard let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
          findings.add(ShapeFact.unclosedTemplate, at: scalar.span(index..<index + 2))
          literal += bytes[index...]
          break
        }
        if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
        literal = []
        let inside = String(decoding: bytes[index + 2..<close], as: UTF8.self)
        if let piece = Self.reference(inside) {
          pieces.append(piece)
        } else {
          let span = scalar.span(index..<close + 1)
          let offer = Self.offer(for: inside)
          findings.add(
            ProjectFact.badReference("${\(inside)}", offer: offer), at: span, fix: offer.map { Fix("Write `\($0)`.", replace: span, with: $0) })
        }
        index = close + 1
      } else {
        literal.append(bytes[index])
        index += 1
      }
    }
    if pieces.isEmpty, literal.first == UInt8(ascii: "$"), !scalar.text.hasPrefix("${"), let offer = Self.offer(for: String(scalar.text.dropFirst()))
    {
      findings.add(ProjectFact.badReference(scalar.text, offer: offer), at: node.span, fix: Fix("Write `\(offer)`.", replace: node.span, with: offer))
    }
    if !literal.isEmpty || pieces.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
    return SecretText(pieces, node.span)
  }

  /// `SF_URL` and `secrets.SF_URL` are variables of the environment elsewhere.
  private static func offer(for text: String) -> String? {
    let name = text.split(separator: ".").last.map { String($0.filter { $0 != " " }) } ?? ""
    let isVariable =
      name.utf8.contains { (65...90).contains($0) } && name.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
    return isVariable && Identifier.isValid(name) && !text.hasPrefix("file.") ? "${env.\(name)}" : nil
  }

  private static func reference(_ text: String) -> SecretText.Piece? {
    if text.hasPrefix("env.") {
      let name = String(text.dropFirst(4))
      return Identifier.isValid(name) ? .environment(name) : nil
    }
    if text.hasPrefix("file.") {
      let path = String(text.dropFirst(5))
      return path.isEmpty || path.contains("\0") ? nil : .file(path)
    }
    return nil
  }
}

/// Tells secrets by their key, or by what they look like.
enum SecretShape {
  private static let keys: Set<String> = [
    "key", "token", "secret", "client_secret", "password", "bearer", "access_key", "private_key", "passphrase", "refresh_token", "hmac", "path",
  ]

  /// True for `auth.basic.password`, `hook.token`, and the `path` that only a system and its hook know.
  static func isSecret(_ path: String) -> Bool {
    let parts = path.split(separator: ".")
    guard parts.count > 1, let last = parts.last else { return false }
    if last == "header" { return parts[0] == "auth" }
    return keys.contains(String(last)) && (last != "path" || parts[0] == "hook")
  }

  /// True for what keys and tokens look like, whatever they are called.
  static func looksLikeSecret(_ text: String) -> Bool {
    if text.contains("-----BEGIN") { return true }
    if hasPassword(address: text) { return true }
    let prefixes = ["xoxb-", "xoxp-", "xoxa-", "xapp-", "ghp_", "github_pat_", "sk-", "AKIA", "eyJ", "glpat-"]
    if text.utf8.count >= 16, prefixes.contains(where: { text.hasPrefix($0) }) { return true }
    guard text.utf8.count >= 28, text.utf8.allSatisfy({ isTokenByte($0) }) else { return false }
    let digits = text.utf8.count { (48...57).contains($0) }
    let upper = text.utf8.count { (65...90).contains($0) }
    let lower = text.utf8.count { (97...122).contains($0) }
    return digits >= 3 && lower + upper >= 3 && (upper >= 3 && lower >= 3 || digits >= 8) && !text.contains("__")
  }

  /// True for `https://user:password@host`.
  private static func hasPassword(address text: String) -> Bool {
    guard let scheme = text.firstRange(of: "://") else { return false }
    let authority = text[scheme.upperBound...].prefix { !"/?#".contains($0) }
    guard let at = authority.lastIndex(of: "@") else { return false }
    return authority[..<at].contains(":")
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [43, 47, 61, 45, 95, 33].contains(byte)
  }
}
