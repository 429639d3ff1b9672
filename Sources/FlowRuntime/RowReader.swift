import Dispatch
import Glibc

/// Reads rows, one JSON value a line, from a file or standard input, a few at a time: a file of any size takes the same memory.
public final class RowReader: Sendable {
  /// A line that is not blank, without its end.
  public struct Line: Sendable, Equatable {
    /// From 1.
    public var number: Int
    public var bytes: [UInt8]
    /// True when the line was longer than a row may be; `bytes` is its beginning.
    public var isTruncated: Bool
  }

  /// Most bytes of one row.
  public static let lineLimit = 16 << 20

  private let descriptor: Int32
  private let closes: Bool
  private let queue = DispatchQueue(label: "rows")
  // Touched on `queue` only.
  private nonisolated(unsafe) var splitter = LineSplitter()
  private nonisolated(unsafe) var isAtEnd = false

  /// Opens a file; `-` is standard input.
  public init(path: String) throws(RowFailure) {
    if path == "-" {
      descriptor = STDIN_FILENO
      closes = false
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    closes = true
    guard descriptor >= 0 else { throw .unopenable(path: path, reason: String(cString: strerror(errno))) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw .unopenable(path: path, reason: String(cString: strerror(EISDIR)))
    }
  }

  deinit { if closes { close(descriptor) } }

  /// The next lines, at most `limit` and at least one; nil at the end. From one task at a time.
  public func next(_ limit: Int) async throws(RowFailure) -> [Line]? {
    let result: Result<[Line]?, RowFailure> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.read(limit)) }
    }
    return try result.get()
  }

  private func read(_ limit: Int) -> Result<[Line]?, RowFailure> {
    var lines: [Line] = []
    while lines.count < limit {
      if let line = splitter.next(atEnd: isAtEnd) {
        lines.append(line)
        continue
      }
      if isAtEnd { break }
      // What is there goes on its way before a slow writer is waited for.
      if !lines.isEmpty, !hasInput { break }
      var chunk = [UInt8](repeating: 0, count: 1 << 18)
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return .failure(.unreadable(reason: String(cString: strerror(errno)))) }
      if count == 0 { isAtEnd = true } else { splitter.add(chunk[..<count]) }
    }
    return .success(lines.isEmpty ? nil : lines)
  }

  private var hasInput: Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0) > 0
  }
}

/// Why rows cannot be read.
public enum RowFailure: Error, Sendable, Equatable, CustomStringConvertible {
  case unopenable(path: String, reason: String)
  case unreadable(reason: String)
  case unwritable(reason: String)

  public var description: String {
    switch self {
    case .unopenable(let path, let reason):
      "The rows in `\(path)` cannot be opened: \(reason). Give a file with one JSON object a line, or `-` for standard input."
    case .unwritable(let reason): "Writing the output failed: \(reason). What was written so far is whole lines."
    case .unreadable(let reason): "Reading the rows failed: \(reason). What was read so far has been run."
    }
  }
}

/// Cuts bytes into lines.
struct LineSplitter {
  private var buffer: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var number = 0
  /// Inside a line that was too long and has been handed over already.
  private var skips = false

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    buffer.removeFirst(start)
    searched -= start
    start = 0
    buffer.append(contentsOf: bytes)
  }

  /// The next line that is not blank; nil when more bytes are needed.
  mutating func next(atEnd: Bool) -> RowReader.Line? {
    while true {
      let end = buffer[searched...].firstIndex(of: 0x0A)
      searched = end ?? buffer.count
      let stop: Int
      if let end {
        stop = end
      } else if atEnd, start < buffer.count {
        stop = buffer.count
      } else if buffer.count - start > RowReader.lineLimit {
        return cut()
      } else {
        return nil
      }
      let bytes = buffer[start..<stop]
      start = min(stop + 1, buffer.count)
      searched = start
      number += 1
      if skips {
        skips = false
        continue
      }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      return RowReader.Line(number: number, bytes: Array(bytes), isTruncated: false)
    }
  }

  private mutating func cut() -> RowReader.Line? {
    defer {
      start = buffer.count
      searched = start
    }
    if skips { return nil }
    skips = true
    return RowReader.Line(number: number + 1, bytes: Array(buffer[start..<start + 4096]), isTruncated: true)
  }
}
