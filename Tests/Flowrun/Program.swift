import Foundation

/// The program as it was built beside the tests.
enum Program {
  struct Missing: Error {}

  static func url() throws -> URL {
    var folder = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      for name in ["FlowrunMain", "flowrun"] {
        let file = folder.appendingPathComponent(name)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue { return file }
      }
      folder.deleteLastPathComponent()
    }
    throw Missing()
  }
}
