import Foundation
import Grammar
import Testing

@Suite struct StaleFileTests {
  static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../grammar").standardizedFileURL

  @Test(arguments: GrammarFiles.all.map(\.path))
  func theFileIsWhatTheDeclarationsSay(path: String) throws {
    let wanted = try #require(GrammarFiles.all.first { $0.path == path }?.text)
    let found = try String(contentsOf: Self.folder.appendingPathComponent(path), encoding: .utf8)
    #expect(found == wanted, "grammar/\(path) is stale: run make generate")
  }

  @Test func noPageIsLeftOfAConstructThatIsGone() throws {
    let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.appendingPathComponent("constructs").path)
    #expect(Set(pages.map { "constructs/\($0)" }).subtracting(GrammarFiles.all.map(\.path)).isEmpty)
  }

  @Test func theSchemasAreJSON() throws {
    for file in GrammarFiles.all where file.path.hasSuffix(".json") {
      let schema = try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any]
      #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    }
  }
}
