import CEL
import Dispatch
public import FlowEngine
import Glibc
import JSON
import Synchronization

/// Maps a stream of rows to a stream of records, both newline-delimited JSON, in order, in bounded memory.
public final class MapRun: Sendable {
  /// What was done.
  public struct Totals: Sendable, Equatable {
    public var rows = 0
    public var mapped = 0
    public var failed = 0
  }

  /// A row that gave no record: its line from 1, the formula or step, and why.
  public typealias Complaint = @Sendable (_ line: Int, _ place: String, _ reason: String) -> Void

  private static let blockSize = 4 << 20
  private let mapper: Mapper
  private let jobs: Int
  private let complain: Complaint

  /// `jobs` blocks of rows are mapped at once.
  public init(_ mapper: Mapper, jobs: Int, complain: @escaping Complaint) {
    self.mapper = mapper
    self.jobs = max(1, jobs)
    self.complain = complain
  }

  /// Reads rows from one file descriptor until its end and writes records to another. Throws when reading or writing fails.
  public func run(from input: Int32, to output: Int32) throws(RowFailure) -> Totals {
    var totals = Totals()
    var reader = BlockReader(input, size: Self.blockSize)
    var line = 0
    while true {
      var blocks: [[UInt8]] = []
      while blocks.count < jobs, let block = try reader.next() { blocks.append(block) }
      guard !blocks.isEmpty else { return totals }
      for part in map(blocks) {
        for complaint in part.complaints { complain(line + complaint.line, complaint.place, complaint.reason) }
        line += part.lines
        totals.rows += part.totals.rows
        totals.mapped += part.totals.mapped
        totals.failed += part.totals.failed
        try Self.write(part.text, to: output)
      }
    }
  }

  private struct Part: Sendable {
    var text: [UInt8] = []
    var totals = Totals()
    var lines = 0
    /// Lines from 1 in the block.
    var complaints: [(line: Int, place: String, reason: String)] = []
  }

  private func map(_ blocks: [[UInt8]]) -> [Part] {
    if blocks.count == 1 { return [map(blocks[0])] }
    let parts = Mutex([Part](repeating: Part(), count: blocks.count))
    DispatchQueue.concurrentPerform(iterations: blocks.count) { index in
      let part = map(blocks[index])
      parts.withLock { $0[index] = part }
    }
    return parts.withLock { $0 }
  }

  private func map(_ block: [UInt8]) -> Part {
    var mapper = mapper
    var part = Part()
    var writer = JSONWriter()
    block.withUnsafeBytes { bytes in
      var lines = JSONLines(bytes, used: bytes.count)
      while let line = lines.next() {
        part.totals.rows += 1
        let number = line.number
        part.lines = number
        switch line.document {
        case .failure(let error):
          part.totals.failed += 1
          part.complaints.append((number, "row", error.description))
        case .success(let document):
          switch mapper.map(Value(document.root)) {
          case .dropped: break
          case .failed(let place, let reason):
            part.totals.failed += 1
            part.complaints.append((number, place, reason))
          case .mapped(let value):
            part.totals.mapped += 1
            value.writeJSON(into: &writer)
            writer.newline()
          }
        }
      }
    }
    part.text = writer.bytes
    return part
  }

  private static func write(_ bytes: [UInt8], to output: Int32) throws(RowFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw .unwritable(reason: String(cString: strerror(errno)))
      }
    }
  }
}

/// Reads whole lines in blocks: a line is never cut, so one that is longer than a block makes the block longer.
struct BlockReader {
  private let input: Int32
  private let size: Int
  private var rest: [UInt8] = []
  private var isAtEnd = false

  init(_ input: Int32, size: Int) {
    self.input = input
    self.size = size
  }

  /// The next lines; nil at the end.
  mutating func next() throws(RowFailure) -> [UInt8]? {
    var block = rest
    rest = []
    var searched = 0
    while !isAtEnd {
      // A full block goes on its way, and so does what is there when a slow writer pauses.
      if block.count >= size || !hasInput {
        if let end = block[searched...].lastIndex(of: 0x0A) {
          rest = Array(block[(end + 1)...])
          block.removeSubrange((end + 1)...)
          return block
        }
        searched = block.count
      }
      guard block.count <= RowReader.lineLimit + size else { throw .unreadable(reason: "a row is longer than \(RowReader.lineLimit >> 20) MB") }
      try fill(&block)
    }
    return block.isEmpty ? nil : block
  }

  private var hasInput: Bool {
    var poll = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0) > 0
  }

  private mutating func fill(_ block: inout [UInt8]) throws(RowFailure) {
    let wanted = max(size - block.count, 1 << 16)
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      repeat { count = read(input, buffer.baseAddress, wanted) } while count < 0 && errno == EINTR
      initialized = max(count, 0)
    }
    if count < 0 { throw .unreadable(reason: String(cString: strerror(errno))) }
    isAtEnd = count == 0
    // What is already whole needs no copy.
    if block.isEmpty { block = chunk } else { block += chunk }
  }
}
