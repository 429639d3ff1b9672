import Foundation

/// Programs as they were built beside the tests.
enum Program {
  struct Missing: Error {}

  static func url(_ names: [String] = ["FlowrunMain", "flowrun"]) throws -> URL {
    var folder = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      for name in names {
        let file = folder.appendingPathComponent(name)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue { return file }
      }
      folder.deleteLastPathComponent()
    }
    throw Missing()
  }
}
