import CEL
import Calls
import ConnectorKit
import Mail

func mail(
  _ transport: any HTTPTransport, url: String = "smtp://127.0.0.1:2525", _ auth: [String: String] = [:], _ options: [String: String] = [:]
) throws -> MailConnector {
  try MailConnector(
    ConnectionSettings(
      name: "mail", url: url, auth: auth.mapValues { Secret($0) }, options: ["from": "flows@acme.example"].merging(options) { $1 }),
    transport: transport)
}

func message(
  _ to: [String], subject: String? = "Hello", _ text: String = "Hi\nthere", channel: String? = nil, mention: [String] = [], key: String = "k1"
) -> NotifyCall {
  NotifyCall(connection: "mail", channel: channel, to: to, subject: subject, text: text, mention: mention, key: key)
}

/// Reads a mail back as a program would: headers unfolded and decoded, the text out of quoted-printable.
struct ReadMail {
  var headers: [(name: String, value: String)] = []
  var text = ""

  init(_ message: String) {
    var lines: [[UInt8]] = [[]]
    for byte in message.utf8 { if byte == 0x0A { lines.append([]) } else if byte != 0x0D { lines[lines.count - 1].append(byte) } }
    let end = lines.firstIndex(of: []) ?? lines.count
    for line in lines[..<end] {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix(" "), !headers.isEmpty {
        headers[headers.count - 1].value += text
      } else if let colon = text.firstIndex(of: ":") {
        headers.append((String(text[..<colon]), String(text[text.index(after: colon)...].dropFirst())))
      } else {
        headers.append((text, ""))
      }
    }
    text = String(decoding: Self.plain(lines[min(end + 1, lines.count)...]), as: UTF8.self)
  }

  func header(_ name: String) -> String? { headers.first { $0.name == name }.map { Self.decoded($0.value) } }

  private static func decoded(_ value: String) -> String {
    guard value.hasPrefix("=?utf-8?B?") else { return value }
    return String(
      decoding: value.split(separator: " ").flatMap { word in Base64.decode(String(word.dropFirst(10).dropLast(2))) ?? [] }, as: UTF8.self)
  }

  private static func plain(_ lines: ArraySlice<[UInt8]>) -> [UInt8] {
    var out: [UInt8] = []
    for line in lines {
      var index = 0
      var isSoft = false
      while index < line.count {
        if line[index] != UInt8(ascii: "=") {
          out.append(line[index])
          index += 1
        } else if index == line.count - 1 {
          isSoft = true
          index += 1
        } else {
          out.append(UInt8(String(decoding: line[index + 1...index + 2], as: UTF8.self), radix: 16) ?? 0)
          index += 3
        }
      }
      if !isSoft { out.append(0x0A) }
    }
    return out
  }
}
