/// Findings for programs: one JSON object with a list, each with its place, so that an editor or a script needs no parsing of text.
public struct JSONReport: Sendable {
  public init() {}

  /// `{"findings":[…]}` and a line break. Lines and columns start at 1, columns count code points, `offset` counts bytes.
  public func render(_ findings: [Finding]) -> String {
    let items = findings.map(render)
    return "{\"findings\":[" + (items.isEmpty ? "" : "\n" + items.joined(separator: ",\n") + "\n") + "]}\n"
  }

  /// Text as JSON has it, in quotes.
  public static func quote(_ text: String) -> String { JSONText.quote(text) }

  private func render(_ finding: Finding) -> String {
    var fields = [
      "\"code\":" + JSONText.quote(finding.code.description), "\"severity\":" + JSONText.quote(finding.severity.rawValue),
      "\"message\":" + JSONText.quote(finding.message), "\"file\":" + JSONText.quote(finding.span.file.name),
      "\"range\":" + range(finding.span),
    ]
    if let hint = finding.hint { fields.append("\"help\":" + JSONText.quote(hint)) }
    if !finding.notes.isEmpty { fields.append("\"notes\":" + JSONText.array(finding.notes.map(JSONText.quote))) }
    if !finding.labels.isEmpty {
      let labels = finding.labels.map { label in
        "{\"file\":\(JSONText.quote(label.span.file.name)),\"range\":\(range(label.span)),\"text\":\(JSONText.quote(label.text))}"
      }
      fields.append("\"related\":" + JSONText.array(labels))
    }
    if let fix = finding.fix {
      let edits = fix.edits.map { "{\"range\":\(range($0.span)),\"text\":\(JSONText.quote($0.replacement))}" }
      fields.append("\"fix\":{\"title\":\(JSONText.quote(fix.title)),\"edits\":\(JSONText.array(edits))}")
    }
    return "{" + fields.joined(separator: ",") + "}"
  }

  private func range(_ span: SourceSpan) -> String {
    let (start, end) = (span.start, span.end)
    return "{\"start\":{\"line\":\(start.line),\"column\":\(start.column),\"offset\":\(span.range.lowerBound)},"
      + "\"end\":{\"line\":\(end.line),\"column\":\(end.column),\"offset\":\(span.range.upperBound)}}"
  }
}

/// JSON text, as far as reports need it.
enum JSONText {
  static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }
}
