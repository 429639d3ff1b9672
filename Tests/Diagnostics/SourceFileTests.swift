import Diagnostics
import Testing

@Suite struct SourceFileTests {
  @Test func positionsCountCodePoints() {
    let file = SourceFile(name: "x", text: "aé日\n😀b\r\nc\rd")
    #expect(file.position(at: 0) == SourcePosition(line: 1, column: 1))
    #expect(file.position(at: 3) == SourcePosition(line: 1, column: 3))
    #expect(file.position(at: 6) == SourcePosition(line: 1, column: 4))
    #expect(file.position(at: 7) == SourcePosition(line: 2, column: 1))
    #expect(file.position(at: 11) == SourcePosition(line: 2, column: 2))
    #expect(file.position(at: 14) == SourcePosition(line: 3, column: 1))
    #expect(file.position(at: 16) == SourcePosition(line: 4, column: 1))
    #expect(file.position(at: 99) == SourcePosition(line: 4, column: 2))
    #expect(file.position(at: -1) == SourcePosition(line: 1, column: 1))
    #expect(file.lineCount == 4)
    #expect((1...5).map { file.text(in: file.lineRange($0)) } == ["aé日", "😀b", "c", "d", ""])
  }

  @Test func spansJoin() {
    let file = SourceFile(name: "x", text: "abcdef")
    let joined = file.span(1..<2).joined(with: file.span(4..<5))
    #expect(joined.text == "bcde")
    #expect(joined.startPoint.range == 1..<1)
    #expect(joined.endPoint.range == 5..<5)
    #expect(file.span(3..<99).text == "def")
  }

  @Test func brokenBytesAreCharacters() {
    let file = SourceFile(name: "x", bytes: [0xFF, 0xC3, 0x61])
    #expect(file.position(at: 2) == SourcePosition(line: 1, column: 3))
  }
}

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("lookpu", "lookup"), ("Look_Up", "lookup"), ("updat", "update"), ("upserts", "upsert"), ("onNone", "on_none"), ("creat", "create"),
  ]) func finds(_ name: String, _ meant: String) {
    #expect(NearestName.of(name, in: ["lookup", "update", "upsert", "create", "on_none"]) == meant)
  }

  @Test(arguments: ["", "x", "delete", "zzzzzz"]) func findsNothing(_ name: String) {
    #expect(NearestName.of(name, in: ["lookup", "update", "upsert", "on_none"]) == nil)
  }

  @Test func codesAreSpelt() {
    #expect(FindingCode(12).description == "FLOW0012")
    #expect(FindingCode("flow0412") == 412)
    #expect(FindingCode("FLOW12") == nil)
    #expect(FindingCode("FLOWxxxx") == nil)
  }
}
