import CEL
import ConnectorKit

/// A request as a replay compares it: method, path, parameters in one order, body with keys in one order, secrets and times of the run alike.
struct ComparedRequest: Equatable {
  static let now = "(time of the run)"

  let method: HTTPRequest.Method
  let path: String
  /// `name=value`, sorted.
  let query: [String]
  /// Lines.
  let body: [String]
  /// A request for a session by OAuth.
  let isLogin: Bool

  init(_ method: HTTPRequest.Method, _ url: String, body: [UInt8], contentType: String?, run: ClosedRange<Timestamp>) {
    self.method = method
    let (path, query) = URLQuery.split(url)
    self.path = path
    self.query = query.map { "\($0.name)=\(Self.timeless($0.value, run))" }.sorted()
    var isLogin = false
    let text: String
    switch RecordingRedaction.compared(BodyForm(body, contentType: contentType)) {
    case .empty: text = ""
    case .json(let value): text = PrettyJSON.text(value.mappingText { Self.timeless($0, run) }, sorted: true)
    case .form(let pairs):
      isLogin = pairs.contains { $0.name == "grant_type" }
      text = pairs.map { "\($0.name)=\(Self.timeless($0.value, run))" }.sorted().joined(separator: "\n")
    case .text(let whole): text = Self.timeless(whole, run)
    case .binary(let bytes): text = Base64.encode(bytes)
    }
    self.isLogin = isLogin
    self.body = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// True where this recorded request answers what a test asks. A test has neither addresses nor credentials: paths may lack their beginning, and
  /// logins are alike.
  func answers(_ asked: ComparedRequest) -> Bool {
    guard method == asked.method, path.hasSuffix(asked.path) else { return false }
    return isLogin && asked.isLogin || query == asked.query && body == asked.body
  }

  var title: String { "\(method.rawValue) \(path)" }

  var lines: [String] { [title] + query + body }

  /// How many lines the two do not share; requests to different paths are far apart.
  func distance(to other: ComparedRequest) -> Int {
    let change = other.lines.difference(from: lines).count
    return change + (method == other.method ? 0 : 1_000) + (path == other.path ? 0 : 10_000)
  }

  /// The lines of both, `-` for those of the recording, `+` for those asked now.
  func difference(to asked: ComparedRequest) -> String {
    let change = asked.lines.difference(from: lines)
    var removed: [Int: String] = [:]
    var inserted: [Int: String] = [:]
    for step in change {
      switch step {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, let line, _): inserted[offset] = line
      }
    }
    var out: [String] = []
    var (old, new) = (0, 0)
    while old < lines.count || new < asked.lines.count {
      if let line = removed[old] {
        out.append("- \(line)")
        old += 1
      } else if let line = inserted[new] {
        out.append("+ \(line)")
        new += 1
      } else {
        out.append("  \(lines[old])")
        old += 1
        new += 1
      }
    }
    return out.joined(separator: "\n")
  }

  /// The text with each ISO time that lies in the run replaced.
  static func timeless(_ text: String, _ run: ClosedRange<Timestamp>) -> String {
    guard text.utf8.count >= 20, text.utf8.contains(UInt8(ascii: "T")) else { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if let end = timeEnd(bytes, from: index), let time = Timestamp(normal(bytes[index..<end])), run.contains(time) {
        out.append(contentsOf: now.utf8)
        index = end
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The end of `2026-03-14T09:00:00[.123](Z|+00:00|+0000)` that begins there.
  private static func timeEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    let shape = Array("0000-00-00T00:00:00".utf8)
    guard start + shape.count < bytes.count else { return nil }
    for (offset, wanted) in shape.enumerated() {
      let byte = bytes[start + offset]
      guard wanted == UInt8(ascii: "0") ? isDigit(byte) : byte == wanted else { return nil }
    }
    var end = start + shape.count
    if bytes[end] == UInt8(ascii: ".") {
      end += 1
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    }
    guard end < bytes.count else { return nil }
    if bytes[end] == UInt8(ascii: "Z") { return end + 1 }
    guard bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") else { return nil }
    end += 1
    let digits = end
    while end < bytes.count, end < digits + 5, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ":") { end += 1 }
    return end - digits >= 4 ? end : nil
  }

  /// Salesforce writes `+0000`, without the colon that RFC 3339 wants.
  private static func normal(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.count > 5, let sign = text.dropLast(4).last, sign == "+" || sign == "-" else { return text }
    return "\(text.dropLast(2)):\(text.suffix(2))"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
