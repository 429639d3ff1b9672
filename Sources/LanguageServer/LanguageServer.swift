import Diagnostics

/// The language server: takes messages, gives messages; knows no file descriptor.
///
/// `view` gives the project of a file; it sees the open files through its second argument, by path, before those on disk.
public struct LanguageServer {
  public typealias View = (_ path: String, _ open: [String: [UInt8]]) -> ProjectView

  /// The code that the process ends with; nil while it goes on.
  public private(set) var exitCode: Int32?
  private let view: View
  private let version: String
  private var open: [String: OpenFile] = [:]
  /// What is known of open files, until something changes.
  private var buffers: [String: Buffer] = [:]
  /// Files whose findings are to be told.
  private var changed: Set<String> = []
  private var isInitialized = false
  private var isShutDown = false

  public init(version: String, view: @escaping View) {
    self.version = version
    self.view = view
  }

  /// The answers to frames that have come together, in order, and behind them the findings of the files that they changed.
  public mutating func receive(_ frames: [FrameReader.Frame]) -> [JSONTree] {
    let messages = frames.map { frame in
      if case .message(let bytes) = frame { JSONTree(bytes) } else { JSONTree?.none }
    }
    var answers: [JSONTree] = []
    for (index, message) in messages.enumerated() where exitCode == nil {
      answers += receive(message, before: messages[(index + 1)...])
    }
    for uri in changed.sorted() {
      if let buffer = buffer(uri) { answers.append(published(buffer)) }
    }
    changed = []
    return answers
  }

  private mutating func receive(_ message: JSONTree?, before later: ArraySlice<JSONTree?>) -> [JSONTree] {
    guard let message else { return [Reply.failure(.null, .parseError, "This is no JSON-RPC message.")] }
    guard case .object(let members) = message else { return [Reply.failure(.null, .invalidRequest, "A message is a JSON object.")] }
    let id = message["id"]
    guard let method = message["method"].text else {
      // Answers to requests of ours have no method; we make none.
      let isAnswer = members["result"] != nil || members["error"] != nil
      return isAnswer ? [] : [Reply.failure(id, .invalidRequest, "This message has no method.")]
    }
    guard members["id"] != nil else { return notified(method, message["params"]) }
    guard id.text != nil || id.number != nil else { return [Reply.failure(.null, .invalidRequest, "An id is a string or a whole number.")] }
    let isCancelled = later.contains { $0?["method"] == "$/cancelRequest" && $0?["params"]["id"] == id }
    if isCancelled, !["initialize", "shutdown"].contains(method) { return [Reply.failure(id, .requestCancelled, "The request was cancelled.")] }
    return [answer(method, message["params"], id)]
  }

  private mutating func answer(_ method: String, _ params: JSONTree, _ id: JSONTree) -> JSONTree {
    guard !isShutDown else { return Reply.failure(id, .invalidRequest, "The server is shut down: only exit may follow.") }
    if method == "initialize" {
      guard !isInitialized else { return Reply.failure(id, .invalidRequest, "The server is initialized already.") }
      isInitialized = true
      return Reply.result(id, Capabilities.answer(version: version))
    }
    guard isInitialized else { return Reply.failure(id, .serverNotInitialized, "The first request is initialize.") }
    if method == "shutdown" {
      isShutDown = true
      return Reply.result(id, .null)
    }
    guard let feature = Feature(rawValue: method) else { return Reply.failure(id, .methodNotFound, "There is no method \(method).") }
    guard let uri = params["textDocument"]["uri"].text, let buffer = buffer(uri) else {
      return Reply.failure(id, .invalidParams, "The file is not open.")
    }
    guard let value = feature.answer(params, buffer) else {
      return Reply.failure(id, .invalidParams, "\(method) needs a place: a line and a character, each from 0.")
    }
    return Reply.result(id, value)
  }

  private mutating func notified(_ method: String, _ params: JSONTree) -> [JSONTree] {
    if method == "exit" {
      exitCode = isShutDown ? 0 : 1
      return []
    }
    guard isInitialized, !isShutDown else { return [] }
    let uri = params["textDocument"]["uri"].text
    switch method {
    case "textDocument/didOpen":
      guard let uri, let text = params["textDocument"]["text"].text else { return [] }
      open[uri] = OpenFile(name: FileURI.path(uri) ?? uri, text: text, version: params["textDocument"]["version"].number)
      change(uri)
    case "textDocument/didChange":
      guard let uri, var file = open[uri] else { return [] }
      file.version = params["textDocument"]["version"].number
      file.apply(params["contentChanges"].items)
      open[uri] = file
      change(uri)
    case "textDocument/didClose":
      guard let uri, open.removeValue(forKey: uri) != nil else { return [] }
      change(uri)
      changed.remove(uri)
      return [Reply.notification("textDocument/publishDiagnostics", .object(["uri": .string(uri), "diagnostics": .list([])]))]
    case "textDocument/didSave", "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration":
      // Snapshots, tables and flowrun.yaml are read from disk.
      changeAll()
    default: break
    }
    return []
  }

  private mutating func change(_ uri: String) {
    buffers[uri] = nil
    changed.insert(uri)
    // A change of the project may mend or break every flow.
    if uri.hasSuffix("/flowrun.yaml") { changeAll() }
  }

  private mutating func changeAll() {
    buffers = [:]
    changed.formUnion(open.keys)
  }

  private mutating func buffer(_ uri: String) -> Buffer? {
    if let buffer = buffers[uri] { return buffer }
    guard let file = open[uri] else { return nil }
    var texts: [String: [UInt8]] = [:]
    for (uri, file) in open {
      if let path = FileURI.path(uri) { texts[path] = file.file.bytes }
    }
    let buffer = Buffer(uri: uri, open: file, view: view(file.file.name, texts))
    buffers[uri] = buffer
    return buffer
  }

  private func published(_ buffer: Buffer) -> JSONTree {
    var params: [String: JSONTree] = ["uri": .string(buffer.uri), "diagnostics": DiagnosticList(buffer: buffer).all]
    if let version = open[buffer.uri]?.version { params["version"] = .int(version) }
    return Reply.notification("textDocument/publishDiagnostics", .object(params))
  }
}
