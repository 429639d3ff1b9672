import Foundation
import Grammar
import Testing

/// What editors make of a flow whose first line names the schema: the validator of Python's `jsonschema`, where it is installed.
@Suite struct SchemaTests {
  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL
  private static let goldens = root.appendingPathComponent("Tests/Goldens/validate")

  /// Files with a mistake that the schema alone can see.
  private static let refused = [
    "github-jobs", "no-steps", "no-version", "no-trigger", "on-many-first", "misspelt-trigger", "every-words", "once-text", "make-module",
    "n8n-nodes",
  ]

  private static func python(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  private static let hasValidator = (try? python(["-c", "import jsonschema, yaml; jsonschema.Draft202012Validator"]))?.code == 0

  private func check(_ files: [String]) throws -> [String] {
    let script = Self.root.appendingPathComponent("Tests/Grammar/check_schema.py").path
    let answer = try Self.python([script, Self.root.appendingPathComponent("grammar/flow.schema.json").path] + files)
    try #require(answer.code == 0)
    return answer.output.split(separator: "\n").map(String.init)
  }

  @Test(.enabled(if: hasValidator)) func goodFlowsAreValid() throws {
    let folder = Self.goldens.appendingPathComponent("ok").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let files = names.map { "\(folder)/\($0)/flow.yaml" }.filter { FileManager.default.fileExists(atPath: $0) }
    try #require(files.count > 40)
    let answers = try check(files + [Self.root.appendingPathComponent("flows/sync-health-scores.yaml").path])
    #expect(answers.count == files.count + 1)
    #expect(answers.filter { !$0.hasPrefix("ok ") }.isEmpty)
  }

  /// The schema of a file, by its name and what it begins with.
  private static func schema(of path: String) throws -> String {
    if path.hasSuffix("/flowrun.yaml") { return "project" }
    if path.hasSuffix(".test.yaml") { return "test" }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.contains(/(?m)^connector:/) && !text.contains(/(?m)^trigger:/) ? "manifest" : "flow"
  }

  /// Everything that is shipped, and everything of the corpus that has no finding, each by the schema of its kind.
  @Test(.enabled(if: hasValidator)) func shippedFilesAndTheGoodCorpusAreValid() throws {
    var files: [String: [String]] = [:]
    for folder in ["flows", "connectors", "Tests/Goldens/validate/ok", "Tests/Goldens/validate-flows/ok"] {
      let url = Self.root.appendingPathComponent(folder)
      for case let name as String in try #require(FileManager.default.enumerator(atPath: url.path)) where name.hasSuffix(".yaml") {
        let path = url.appendingPathComponent(name).path
        files[try Self.schema(of: path), default: []].append(path)
      }
    }
    #expect(Set(files.keys) == ["flow", "project", "test", "manifest"])
    for (schema, paths) in files {
      let script = Self.root.appendingPathComponent("Tests/Grammar/check_schema.py").path
      let answer = try Self.python([script, Self.root.appendingPathComponent("grammar/\(schema).schema.json").path] + paths.sorted())
      let answers = answer.output.split(separator: "\n")
      #expect(answer.code == 0 && answers.count == paths.count, "\(schema)")
      #expect(answers.filter { !$0.hasPrefix("ok ") } == [], "\(schema)")
    }
  }

  /// The modelines of docs/editors.md lead to the generated schema: one is its `$id`, the other a path from a shipped flow's folder.
  @Test func modelinesLeadToTheSchema() throws {
    let page = try String(contentsOf: Self.root.appendingPathComponent("docs/editors.md"), encoding: .utf8)
    let targets = page.matches(of: /# yaml-language-server: \$schema=([^\s`]+)/).map { String($0.1) }
    #expect(targets.count == 2)
    let generated = try #require(GrammarFiles.all.first { $0.path == "flow.schema.json" }?.text)
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(generated.utf8)) as? [String: Any])
    for target in targets {
      if target.hasPrefix("https://") {
        #expect(schema["$id"] as? String == target)
      } else {
        let file = Self.root.appendingPathComponent("flows/\(target)").standardizedFileURL
        #expect(try String(contentsOf: file, encoding: .utf8) == generated)
      }
    }
  }

  /// A flow that names its schema is a flow like another.
  @Test(.enabled(if: hasValidator)) func aModelineIsNoPartOfTheFlow() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let flow = try String(contentsOf: Self.root.appendingPathComponent("flows/sync-health-scores.yaml"), encoding: .utf8)
    let file = folder.appendingPathComponent("flow.yaml")
    try "# yaml-language-server: $schema=../grammar/flow.schema.json\n\(flow)".write(to: file, atomically: true, encoding: .utf8)
    #expect(try check([file.path]) == ["ok \(file.path)"])
  }

  @Test(.enabled(if: hasValidator)) func mistakesOfShapeAreRefused() throws {
    let answers = try check(Self.refused.map { Self.goldens.appendingPathComponent("bad/\($0)/flow.yaml").path })
    #expect(answers.count == Self.refused.count)
    #expect(answers.filter { !$0.hasPrefix("refused ") }.isEmpty)
  }

  @Test func theSchemaAllowsNoKeyBeyondTheDeclaredOnes() throws {
    let file = try #require(GrammarFiles.all.first { $0.path == "flow.schema.json" })
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any])
    #expect(schema["additionalProperties"] as? Bool == false)
    #expect(Set(schema["required"] as? [String] ?? []) == ["flowrun", "trigger", "steps"])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    for name in ["lookup", "update", "poll", "window"] { #expect(definitions[name]?["additionalProperties"] as? Bool == false, "\(name)") }
    // Every reference leads somewhere.
    for part in file.text.components(separatedBy: "\"#/$defs/").dropFirst() {
      let name = String(part.prefix { $0 != "\"" })
      #expect(definitions[name] != nil, "\(name)")
    }
  }

  /// Each name on the right of the grammar has a rule, and each rule is used.
  @Test func theGrammarIsWhole() throws {
    let text = try #require(GrammarFiles.all.first { $0.path == "flow.ebnf" }?.text)
    var rules: Set<String> = []
    var used: Set<String> = ["flow", "comment"]
    let plain = text.replacing(/\/\*[\s\S]*?\*\//, with: "").replacing(/"[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\]/, with: " ").replacing(
      /#x[0-9A-F]+/, with: " ")
    for rule in plain.split(separator: /\n(?=[a-z_-]+ ::=)/) {
      let parts = rule.split(separator: "::=")
      guard parts.count == 2 else { continue }
      rules.insert(parts[0].trimmingCharacters(in: .whitespacesAndNewlines))
      for name in parts[1].matches(of: /[a-z_][a-z_-]*/) { used.insert(String(name.output)) }
    }
    #expect(rules.count > 40)
    #expect(used.subtracting(rules).sorted() == [])
    #expect(rules.subtracting(used).sorted() == [])
  }
}
