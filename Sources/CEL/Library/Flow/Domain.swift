/// Internet domains in addresses.
enum Domain {
  /// The domain of an e-mail address, a web address or a bare host name; nil where there is none.
  static func of(_ address: String) -> String? {
    var rest = Lenient.trimmed(address)
    if let mark = rest.firstRange(of: "://") { rest = rest[mark.upperBound...] }
    if let close = rest.lastIndex(of: ">") { rest = rest[..<close] }
    rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    if let colon = rest.lastIndex(of: ":") { rest = rest[..<colon] }
    var host = rest.lowercased()
    if host.hasPrefix("www.") { host.removeFirst(4) }
    while host.hasSuffix(".") { host.removeLast() }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(isPartOfLabel) }) else { return nil }
    return host
  }

  private static func isPartOfLabel(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .spacingMark
  }
}
