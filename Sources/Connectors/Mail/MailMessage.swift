import CEL

/// A mail's text as SMTP carries it, its `Date` aside (RFC 5322, 2045, 2047). No value can add a header: what would end a line is a space.
struct MailMessage {
  var from: String
  var to: [String]
  var subject: String
  var text: String
  /// Without brackets.
  var id: String

  var bytes: [UInt8] {
    let headers = [
      "From: \(from)", "To: \(to.joined(separator: ",\r\n "))", "Subject: \(HeaderText.encoded(subject))", "Message-ID: <\(id)>",
      "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
    ]
    return Array(headers.map { "\($0)\r\n" }.joined().utf8) + [0x0D, 0x0A] + QuotedPrintable.encode(text)
  }
}

/// Text of a header.
enum HeaderText {
  /// As it is where it is short and plain, else in encoded words of at most 75 characters (RFC 2047, 2).
  static func encoded(_ text: String) -> String {
    let line = flat(text)
    if line.utf8.count <= 60, line.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), !line.contains("=?") { return line }
    var words: [String] = []
    var word: [UInt8] = []
    for scalar in line.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      // 39 bytes are 52 characters of base64, a word of 64, and with the header's name a line of at most 76; no character is cut in two.
      if word.count + bytes.count > 39 {
        words.append("=?utf-8?B?\(Base64.encode(word))?=")
        word = []
      }
      word += bytes
    }
    if !word.isEmpty { words.append("=?utf-8?B?\(Base64.encode(word))?=") }
    return words.joined(separator: "\r\n ")
  }

  /// One line: control characters and line ends are spaces, several of them one.
  static func flat(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isSpace = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar == " "
      if !isSpace {
        out.append(scalar)
      } else if let last = out.last, last != " " {
        out.append(" ")
      }
    }
    if out.last == " " { out.removeLast() }
    return String(out)
  }
}

/// RFC 2045, 6.7: lines of at most 76 characters, everything but plain characters as `=XX`.
enum QuotedPrintable {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Whatever ends a line in the text ends it with CRLF; a NUL is left out.
  static func encode(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    for line in lines(text) { out += encoded(line) + [0x0D, 0x0A] }
    return out
  }

  private static func lines(_ text: String) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var wasReturn = false
    for byte in text.utf8 {
      switch byte {
      case 0x0A where wasReturn: break
      case 0x0A, 0x0D: lines.append([])
      case 0: break
      default: lines[lines.count - 1].append(byte)
      }
      wasReturn = byte == 0x0D
    }
    if lines.last == [] { lines.removeLast() }
    return lines
  }

  private static func encoded(_ line: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var length = 0
    for (index, byte) in line.enumerated() {
      let isLast = index == line.count - 1
      let isPlain = (0x21..<0x7F).contains(byte) && byte != UInt8(ascii: "=") || (byte == 0x20 || byte == 0x09) && !isLast
      // A dot that begins a line is kept from what ends the message; servers are not relied on to take it off again.
      let piece =
        isPlain && !(byte == UInt8(ascii: ".") && length == 0) ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      if length + piece.count > 75 {
        out += [UInt8(ascii: "="), 0x0D, 0x0A]
        length = 0
        if piece == [UInt8(ascii: ".")] {
          out += Array("=2E".utf8)
          length = 3
          continue
        }
      }
      out += piece
      length += piece.count
    }
    return out
  }
}
