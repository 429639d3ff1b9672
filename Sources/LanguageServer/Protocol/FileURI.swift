/// `file:` addresses.
public enum FileURI {
  /// The path of one; nil for other addresses, such as those of files that were never saved.
  public static func path(_ uri: String) -> String? {
    guard uri.hasPrefix("file://") else { return nil }
    let bytes = Array(uri.utf8.dropFirst(7))
    var path: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let digits = String(decoding: bytes[min(index + 1, bytes.count)..<min(index + 3, bytes.count)], as: UTF8.self)
      if bytes[index] == UInt8(ascii: "%"), digits.utf8.count == 2, let byte = UInt8(digits, radix: 16) {
        path.append(byte)
        index += 3
      } else {
        path.append(bytes[index])
        index += 1
      }
    }
    return path.first == UInt8(ascii: "/") && !path.contains(0) ? String(decoding: path, as: UTF8.self) : nil
  }

  /// The address of an absolute path.
  public static func of(_ path: String) -> String {
    var text = "file://"
    for byte in path.utf8 {
      let character = Character(Unicode.Scalar(byte))
      if byte < 128, character.isLetter || character.isNumber || "/-._~".contains(character) {
        text.append(character)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
