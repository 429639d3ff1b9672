import JSON
import Testing

@Suite struct JSONLinesTests {
  private func lines(_ text: String, padding: Int) -> [(number: Int, result: String)] {
    var block = Array(text.utf8) + [UInt8](repeating: 0x7B, count: padding)
    return block.withUnsafeMutableBytes { bytes in
      var lines = JSONLines(UnsafeRawBufferPointer(bytes), used: text.utf8.count)
      var found: [(Int, String)] = []
      while let line = lines.next() {
        switch line.document {
        case .success(let document):
          var writer = JSONWriter()
          writer.node(document.root)
          found.append((line.number, writer.text))
        case .failure(let error): found.append((line.number, "\(error.kind) \(error.offset ?? -1)"))
        }
      }
      return found
    }
  }

  @Test(arguments: [0, 1, 63, 64, 1000])
  func everyLineStandsAlone(padding: Int) {
    let found = lines("{\"a\":1}\n\n  \r\n[1,2\n\"é\"\r\n3", padding: padding)
    #expect(found.map(\.number) == [1, 4, 5, 6])
    #expect(found.map(\.result) == ["{\"a\":1}", "badSyntax 4", "\"é\"", "3"])
  }

  @Test func anEmptyBlockHasNoLines() {
    #expect(lines("", padding: 0).isEmpty)
    #expect(lines("\n\n", padding: 64).isEmpty)
  }
}
