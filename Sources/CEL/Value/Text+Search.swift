internal import CRE2

extension Text {
  static func starts(_ text: String, with prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }

  static func ends(_ text: String, with suffix: String) -> Bool {
    text.utf8.count >= suffix.utf8.count && text.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    var text = text
    var part = part
    return text.withUTF8 { text in part.withUTF8 { offset(of: UnsafeRawBufferPointer($0), in: UnsafeRawBufferPointer(text)) != nil } }
  }

  /// Where bytes first occur, in linear time.
  static func offset(of part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer) -> Int? {
    guard part.count > 0 else { return 0 }
    let found = text.withMemoryRebound(to: CChar.self) { text in
      part.withMemoryRebound(to: CChar.self) { cre2_find(text.baseAddress, text.count, $0.baseAddress, $0.count) }
    }
    return found < 0 ? nil : Int(found)
  }
}
