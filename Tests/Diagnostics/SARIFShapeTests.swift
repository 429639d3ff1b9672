import Diagnostics
import Foundation
import Testing

/// The shape that the schema of SARIF 2.1.0 demands (`sarif-schema-2.1.0.json`), as far as our logs go: an object's required properties, and
/// that it has no others than the schema names, which is `additionalProperties: false` there.
@Suite struct SARIFShapeTests {
  private indirect enum Shape: Sendable {
    case text
    case whole(from: Int)
    case oneOf([String])
    case list(Shape, atLeast: Int)
    case object(required: [String], [String: Shape])
  }

  private static let message = Shape.object(required: ["text"], ["text": .text])
  private static let artifact = Shape.object(required: ["uri"], ["uri": .text, "uriBaseId": .text])
  private static let region = Shape.object(
    required: ["startLine"],
    ["startLine": .whole(from: 1), "startColumn": .whole(from: 1), "endLine": .whole(from: 1), "endColumn": .whole(from: 1)])
  private static let location = Shape.object(
    required: ["physicalLocation"],
    [
      "id": .whole(from: -1), "message": message,
      "physicalLocation": .object(required: ["artifactLocation"], ["artifactLocation": artifact, "region": region]),
    ])
  private static let change = Shape.object(
    required: ["artifactLocation", "replacements"],
    [
      "artifactLocation": artifact,
      "replacements": .list(.object(required: ["deletedRegion"], ["deletedRegion": region, "insertedContent": message]), atLeast: 1),
    ])
  private static let result = Shape.object(
    required: ["message"],
    [
      "ruleId": .text, "ruleIndex": .whole(from: -1), "level": .oneOf(["none", "note", "warning", "error"]), "message": message,
      "locations": .list(location, atLeast: 0), "relatedLocations": .list(location, atLeast: 0),
      "fixes": .list(
        .object(required: ["artifactChanges"], ["description": message, "artifactChanges": .list(change, atLeast: 1)]), atLeast: 0),
    ])
  private static let driver = Shape.object(
    required: ["name"],
    ["name": .text, "version": .text, "rules": .list(.object(required: ["id"], ["id": .text]), atLeast: 0)])
  private static let run = Shape.object(
    required: ["tool"],
    [
      "tool": .object(required: ["driver"], ["driver": driver]), "results": .list(result, atLeast: 0),
      "columnKind": .oneOf(["utf16CodeUnits", "unicodeCodePoints"]), "newlineSequences": .list(.text, atLeast: 1),
    ])
  private static let log = Shape.object(
    required: ["version", "runs"], ["$schema": .text, "version": .oneOf(["2.1.0"]), "runs": .list(run, atLeast: 0)])

  /// What is wrong with a value, each with its path.
  private static func faults(_ value: Any, _ shape: Shape, _ path: String = "$") -> [String] {
    switch shape {
    case .text: return value is String ? [] : ["\(path) is no text"]
    case .whole(let least):
      guard let number = value as? Int else { return ["\(path) is no whole number"] }
      return number >= least ? [] : ["\(path) is \(number)"]
    case .oneOf(let allowed):
      guard let text = value as? String, allowed.contains(text) else { return ["\(path) is \(value)"] }
      return []
    case .list(let item, let least):
      guard let items = value as? [Any], items.count >= least else { return ["\(path) is no list of \(least) or more"] }
      return items.enumerated().flatMap { faults($1, item, "\(path)[\($0)]") }
    case .object(let required, let properties):
      guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
      let missing = required.filter { object[$0] == nil }.map { "\(path).\($0) is missing" }
      return missing
        + object.sorted { $0.key < $1.key }.flatMap { name, value in
          properties[name].map { faults(value, $0, "\(path).\(name)") } ?? ["\(path).\(name) is unknown"]
        }
    }
  }

  private func check(_ findings: [Finding]) throws -> [String] {
    try Self.faults(JSONSerialization.jsonObject(with: Data(SARIFReport(version: "1").render(findings).utf8)), Self.log)
  }

  @Test func everyPartOfALogIsAsTheSchemaSays() throws {
    let file = SourceFile(name: "a b.yaml", text: "one: \"x\ttwo\"\nthree\n")
    let other = SourceFile(name: "/flows/flowrun.yaml", text: "flowrun: 1\n")
    let findings = [
      Finding(code: 1, severity: .error, message: "A \"quoted\" word.", span: file.span(0..<3)),
      Finding(code: 2, severity: .warning, message: "Over two lines.", span: file.span(4..<15), notes: ["A note."], hint: "Help."),
      Finding(
        code: 1, severity: .note, message: "At the end.", span: file.span(file.bytes.count..<file.bytes.count),
        labels: [.init("there", at: other.span(0..<7))],
        fix: Fix("Do both.", [.init(file.span(0..<0), "x\n"), .init(other.span(0..<7), "")])),
      Finding(code: 3, severity: .error, message: "A fix of nothing.", span: file.span(0..<0), fix: Fix("Nothing.", [])),
    ]
    #expect(try check(findings) == [])
    #expect(try check([]) == [])
  }

  @Test func theCheckSeesWhatIsWrong() {
    #expect(Self.faults(["runs": [Any]()], Self.log) == ["$.version is missing"])
    #expect(Self.faults(["version": "2.1.0", "runs": [["tool": ["driver": ["name": 1]], "x": 1]]], Self.log).count == 2)
  }
}
