import Diagnostics
import FlowSyntax
import Glibc

/// Reads a file beside these tests.
func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

/// The path of something in this folder.
func beside(_ name: String, _ here: String = #filePath) -> String {
  String(here[..<(here.lastIndex(of: "/") ?? here.startIndex)]) + "/" + name
}

/// The flow of some text and what was found.
func parseFlow(_ text: String, name: String = "test.yaml") -> (flow: Flow, findings: [Finding]) {
  let findings = Findings()
  let flow = FlowParser.parse(SourceFile(name: name, text: text), into: findings)
  return (flow, findings.sorted)
}

func parseProject(_ text: String) -> (project: Project, findings: [Finding]) {
  let findings = Findings()
  let project = ProjectParser.parse(SourceFile(name: "flowrun.yaml", text: text), into: findings)
  return (project, findings.sorted)
}

/// `LINE:COLUMN CODE` of each, for short comparisons.
func places(_ findings: [Finding]) -> [String] {
  findings.map { "\($0.span.start.line):\($0.span.start.column) \($0.code)" }
}

/// A small generator whose seed is printed by the tests that use it: the same seed gives the same run everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
