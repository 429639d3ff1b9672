import Foundation

/// Secrets that occur nowhere else, so that each place where one shows is a leak.
struct Canaries {
  struct Canary {
    let value: String
    /// Texts of which one is there in whatever way the secret is written: as it is, in a URL, in JSON, in HTML, in base64.
    let traces: [String]
  }

  private(set) var all: [Canary] = []

  /// A new secret. Every other one has characters that URLs, JSON and HTML write in another way.
  mutating func next() -> String {
    // No encoding changes a letter, so a part of them is looked for; half a secret is found as well.
    let core = String((0..<16).map { _ in "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789".randomElement() ?? "a" })
    let special = all.count.isMultiple(of: 2) ? "" : #"+/=&"<%\'"#
    let value = "canary-\(String(format: "%03d", all.count))-\(core)\(special)\(String(core.reversed()))"
    let base64 = (0..<3).map { offset in
      // What stands before the letters decides how base64 cuts them.
      let text = Data(repeating: 0, count: offset) + Data(core.utf8)
      return String(text.base64EncodedString().dropFirst(4).prefix(12))
    }
    all.append(Canary(value: value, traces: [String(core.prefix(8)), String(core.reversed().prefix(8))] + base64))
    return value
  }

  /// Those of which a trace is in the bytes, and where the first of it ends.
  func found(in data: Data) -> [(canary: Canary, end: Int)] {
    // Eight bytes tell a trace, so one pass looks for all of them.
    var traces: [UInt64: Int] = [:]
    for (number, canary) in all.enumerated() {
      for trace in canary.traces { traces[trace.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }] = number }
    }
    var ends: [Int: Int] = [:]
    var last: UInt64 = 0
    for (place, byte) in Array(data).enumerated() {
      last = last << 8 | UInt64(byte)
      if let number = traces[last], ends[number] == nil { ends[number] = place + 1 }
    }
    return ends.sorted { $0.key < $1.key }.map { (all[$0.key], $0.value) }
  }
}

extension Data {
  /// Whether the bytes of the text are in it.
  func holds(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
