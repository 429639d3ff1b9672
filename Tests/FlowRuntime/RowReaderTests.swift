import FlowRuntime
import Foundation
import Testing

@Suite struct RowReaderTests {
  @Test func linesComeInOrderWithTheirNumbers() async throws {
    let file = try TemporaryFile("{\"a\":1}\n\n  \r\n{\"a\":2}\r\nno json\n{\"a\":3}")
    let reader = try RowReader(path: file.path)
    var lines: [RowReader.Line] = []
    while let more = try await reader.next(2) {
      #expect((1...2).contains(more.count))
      lines += more
    }
    #expect(lines.map(\.number) == [1, 4, 5, 6])
    #expect(lines.map(\.text) == ["{\"a\":1}", "{\"a\":2}\r", "no json", "{\"a\":3}"])
    #expect(lines.allSatisfy { !$0.isTruncated })
  }

  @Test func rowsAcrossManyReadsAreWhole() async throws {
    let rows = (0..<20_000).map { "{\"n\":\($0),\"text\":\"\(String(repeating: "x", count: $0 % 97))\"}" }
    let file = try TemporaryFile(rows.joined(separator: "\n") + "\n")
    let reader = try RowReader(path: file.path)
    var read: [String] = []
    while let more = try await reader.next(777) { read += more.map(\.text) }
    #expect(read == rows)
  }

  @Test func aRowBeyondTheLimitIsCutAndTheNextIsWhole() async throws {
    let file = try TemporaryFile("{}\n" + String(repeating: "y", count: RowReader.lineLimit + 300_000) + "\n{\"z\":1}\n")
    let reader = try RowReader(path: file.path)
    var lines: [RowReader.Line] = []
    while let more = try await reader.next(10) { lines += more }
    #expect(lines.map(\.number) == [1, 2, 3])
    #expect(lines.map(\.isTruncated) == [false, true, false])
    #expect(lines.last?.text == "{\"z\":1}")
  }

  @Test func anEmptyFileHasNoRows() async throws {
    let file = try TemporaryFile("")
    let reader = try RowReader(path: file.path)
    #expect(try await reader.next(10) == nil)
  }

  @Test func aMissingFileAndAFolderAreNamed() {
    let missing = #expect(throws: RowFailure.self) { try RowReader(path: "/nowhere/rows.ndjson") }
    #expect(missing == .unopenable(path: "/nowhere/rows.ndjson", reason: "No such file or directory"))
    let folder = #expect(throws: RowFailure.self) { try RowReader(path: "/tmp") }
    #expect(folder == .unopenable(path: "/tmp", reason: "Is a directory"))
  }
}

extension RowReader.Line {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A file that goes with its owner.
final class TemporaryFile {
  let path: String

  init(_ text: String = "") throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
