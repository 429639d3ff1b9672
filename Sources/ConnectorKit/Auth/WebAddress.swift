/// The address of a system as settings give it.
public enum WebAddress {
  /// The address without a slash at its end. Plain http is for this machine only, unless `insecure` says otherwise.
  public static func checked(_ text: String, setting: String, insecure: Bool) throws(SettingsFailure) -> String {
    var url = text
    while url.hasSuffix("/") { url.removeLast() }
    let lowered = url.lowercased()
    let plain = lowered.hasPrefix("http://")
    guard plain || lowered.hasPrefix("https://"), let host = host(of: url), !host.isEmpty, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !url.contains("@"), !url.contains("?"), !url.contains("#")
    else {
      throw SettingsFailure(setting: setting, message: "`\(setting)` is no address: write `https://` and the host, without a query or a password.")
    }
    if plain, !insecure, !isLoopback(url) {
      throw SettingsFailure(
        setting: setting,
        message: "`\(setting)` would send secrets in plain text: write `https://`, or `insecure_http: true` in the connection if that is meant.")
    }
    return url
  }

  /// True for an address of this machine.
  public static func isLoopback(_ url: String) -> Bool {
    guard let host = host(of: url)?.lowercased() else { return false }
    return host == "localhost" || host == "[::1]" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
  }

  private static func host(of url: String) -> String? {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let authority = parts[2].prefix { $0 != "/" }
    if authority.hasPrefix("[") { return authority.firstIndex(of: "]").map { String(authority[...$0]) } }
    return String(authority.prefix { $0 != ":" })
  }
}

/// Values of settings that are not text.
public enum SettingValue {
  /// A number above 0.
  public static func number(_ text: String?, setting: String, default standard: Double) throws(SettingsFailure) -> Double {
    guard let text else { return standard }
    let digits = setting == "timeout" && text.hasSuffix("s") ? String(text.dropLast()) : text
    guard let number = Double(digits), number >= 1, number < 1e9 else {
      throw SettingsFailure(setting: setting, message: "`\(setting)` is no number from 1 on.")
    }
    return number
  }
}
