internal import CUtf8proc
internal import Glibc

/// Text without case and accents, so that spellings of one name are equal.
enum Folding {
  /// Case folded, compatibility forms replaced (`ﬁ`, full width), accents dropped, letters with a stroke made plain.
  static func fold(_ text: String) -> String {
    if Text.isASCII(text) { return text.lowercased() }
    guard let apart = map(text, UTF8PROC_COMPAT, UTF8PROC_DECOMPOSE, UTF8PROC_CASEFOLD) else { return text.lowercased() }
    var kept = String.UnicodeScalarView()
    for scalar in apart.unicodeScalars where !isAccent(scalar) {
      if let plain = plain[scalar] { kept.append(contentsOf: plain.unicodeScalars) } else { kept.append(scalar) }
    }
    let folded = String(kept)
    return map(folded, UTF8PROC_COMPOSE) ?? folded
  }

  /// Canonical composition (NFC).
  static func composed(_ text: String) -> String { Text.isASCII(text) ? text : map(text, UTF8PROC_COMPOSE) ?? text }

  /// Marks of Latin, Greek and Cyrillic. Those of other scripts part letters (`は` and `ば`).
  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF: true
    default: false
    }
  }

  /// Letters that Unicode does not take apart.
  private static let plain: [Unicode.Scalar: String] = [
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e",
  ]

  private static func map(_ text: String, _ options: utf8proc_option_t...) -> String? {
    let all = options.reduce(UTF8PROC_STABLE.rawValue) { $0 | $1.rawValue }
    var text = text
    return text.withUTF8 { bytes -> String? in
      var result: UnsafeMutablePointer<utf8proc_uint8_t>?
      let count = utf8proc_map(bytes.baseAddress, bytes.count, &result, utf8proc_option_t(all))
      guard let result else { return nil }
      defer { free(result) }
      guard count >= 0 else { return nil }
      return String(decoding: UnsafeBufferPointer(start: result, count: count), as: UTF8.self)
    }
  }
}
