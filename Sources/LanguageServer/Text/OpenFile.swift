import Diagnostics

/// The text of a file as the editor has it.
struct OpenFile {
  var file: SourceFile
  /// The editor's count of changes; nil where it sends none.
  var version: Int?

  init(name: String, text: String, version: Int?) {
    file = SourceFile(name: name, text: text)
    self.version = version
  }

  /// Applies changes in order; each replaces a range, or with none the whole text.
  mutating func apply(_ changes: [JSONTree]) {
    for change in changes {
      guard let text = change["text"].text else { continue }
      guard case .object = change["range"] else {
        file = SourceFile(name: file.name, text: text)
        continue
      }
      let places = TextPlaces(file: file)
      let start = places.offset(change["range"]["start"])
      let end = max(start, places.offset(change["range"]["end"]))
      file = SourceFile(name: file.name, bytes: Array(file.bytes[..<start]) + Array(text.utf8) + Array(file.bytes[end...]))
    }
  }
}
