/// The text of HTML as mail and CRM systems write it.
enum PlainText {
  /// Without tags, comments, scripts and styles; entities are characters; blanks in a row are one; blocks and breaks begin a line.
  static func of(_ html: String) -> String {
    var reader = Reader(html)
    reader.run()
    return reader.text
  }

  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
  ]

  /// Their content is no text.
  private static let silent: Set<String> = ["script", "style", "head", "title", "template", "noscript"]

  private struct Reader {
    private let bytes: [UInt8]
    private var at = 0
    private var out: [UInt8] = []
    private var pendingBlank = false
    private var pendingBreaks = 0

    init(_ html: String) { bytes = Array(html.utf8) }

    var text: String { String(decoding: out, as: UTF8.self) }

    mutating func run() {
      while at < bytes.count {
        let byte = bytes[at]
        if byte == UInt8(ascii: "<"), let next = next, startsTag(next) {
          tag()
        } else if byte == UInt8(ascii: "&"), let entity = Entity.read(bytes[at...]) {
          at += entity.length
          if entity.text == "\u{A0}" { put(UInt8(ascii: " ")) } else { for byte in entity.text.utf8 { put(byte) } }
        } else {
          put(byte)
          at += 1
        }
      }
    }

    private var next: UInt8? { at + 1 < bytes.count ? bytes[at + 1] : nil }

    private func startsTag(_ byte: UInt8) -> Bool {
      (97...122).contains(byte | 0x20) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    private mutating func put(_ byte: UInt8) {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: pendingBlank = true
      default:
        if pendingBreaks > 0 {
          if !out.isEmpty { out += Array(repeating: 0x0A, count: min(pendingBreaks, 2)) }
        } else if pendingBlank, !out.isEmpty {
          out.append(0x20)
        }
        pendingBreaks = 0
        pendingBlank = false
        out.append(byte)
      }
    }

    private mutating func tag() {
      if bytes[at...].starts(with: "<!--".utf8) { return skip(past: "-->") }
      let isEnd = next == UInt8(ascii: "/")
      var place = at + (isEnd ? 2 : 1)
      let start = place
      while place < bytes.count, isNameByte(bytes[place]) { place += 1 }
      let name = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
      closeTag(from: place)
      if PlainText.silent.contains(name), !isEnd { return skip(past: "</\(name)", thenTag: true) }
      if name == "br" {
        pendingBreaks += 1
      } else if PlainText.blocks.contains(name) {
        pendingBreaks = max(pendingBreaks, 1)
      } else if name == "td" || name == "th" {
        pendingBlank = true
      }
    }

    private func isNameByte(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) || (48...57).contains(byte) }

    /// Goes behind the `>` of a tag; one in a quoted attribute does not count.
    private mutating func closeTag(from place: Int) {
      at = place
      var quote: UInt8?
      while at < bytes.count {
        let byte = bytes[at]
        at += 1
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if byte == UInt8(ascii: ">") {
          return
        }
      }
    }

    /// Goes behind a mark, in any case of letters; to the end where there is none.
    private mutating func skip(past mark: String, thenTag: Bool = false) {
      let wanted = Array(mark.utf8)
      while at < bytes.count {
        if bytes.count - at >= wanted.count, zip(bytes[at...], wanted).allSatisfy({ ($0 | 0x20) == ($1 | 0x20) }) {
          at += wanted.count
          if thenTag { closeTag(from: at) }
          return
        }
        at += 1
      }
    }
  }
}
