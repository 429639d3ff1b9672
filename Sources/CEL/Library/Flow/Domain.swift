/// Internet domains in addresses.
enum Domain {
  /// The domain of an e-mail address, a web address or a bare host name, in small letters and without `www.`; nil where there is none.
  static func of(_ address: String) -> String? {
    var rest = Lenient.trimmed(address).utf8
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")), rest[colon...].starts(with: "://".utf8) {
      rest = rest[rest.index(colon, offsetBy: 3)...]
    }
    if let close = rest.lastIndex(of: UInt8(ascii: ">")) { rest = rest[..<close] }
    if let end = rest.firstIndex(where: { "/?#".utf8.contains($0) }) { rest = rest[..<end] }
    if let at = rest.lastIndex(of: UInt8(ascii: "@")) { rest = rest[rest.index(after: at)...] }
    if let colon = rest.lastIndex(of: UInt8(ascii: ":")) { rest = rest[..<colon] }
    var host = Substring(rest).lowercased()
    if host.utf8.starts(with: "www.".utf8) { host.removeFirst(4) }
    while host.utf8.last == UInt8(ascii: ".") { host.removeLast() }
    return isName(host) ? host : nil
  }

  /// Two labels at least, none empty, of letters, digits and hyphens.
  private static func isName(_ host: String) -> Bool {
    var dots = 0
    var length = 0
    for scalar in host.unicodeScalars {
      if scalar == "." {
        if length == 0 { return false }
        dots += 1
        length = 0
      } else if isPartOfLabel(scalar) {
        length += 1
      } else {
        return false
      }
    }
    return dots > 0 && length > 0
  }

  private static func isPartOfLabel(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == "-" || scalar == "_" || (48...57).contains(scalar.value) || (97...122).contains(scalar.value) }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.properties.generalCategory == .nonspacingMark
      || scalar.properties.generalCategory == .spacingMark
  }
}
