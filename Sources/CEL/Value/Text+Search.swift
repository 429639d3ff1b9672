internal import CRE2

extension Text {
  static func starts(_ text: String, with prefix: String) -> Bool {
    bytes(text, prefix) { text, prefix in text.count >= prefix.count && areEqual(.init(rebasing: text[..<prefix.count]), prefix) }
  }

  static func ends(_ text: String, with suffix: String) -> Bool {
    bytes(text, suffix) { text, suffix in
      text.count >= suffix.count && areEqual(.init(rebasing: text[(text.count - suffix.count)...]), suffix)
    }
  }

  static func contains(_ text: String, _ part: String) -> Bool { bytes(text, part) { offset(of: $1, in: $0) != nil } }

  private static func bytes(_ a: String, _ b: String, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool) -> Bool {
    var a = a
    var b = b
    return a.withUTF8 { a in b.withUTF8 { body(UnsafeRawBufferPointer(a), UnsafeRawBufferPointer($0)) } }
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
