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

  private static let blockSize = 1 << 20
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
  ///
  /// Each job takes the next block, maps it while others read and write, and hands it on; blocks are written in the order in which they were read.
  public func run(from input: Int32, to output: Int32) throws(RowFailure) -> Totals {
    let source = Mutex(Source(reader: BlockReader(input, size: Self.blockSize)))
    let sink = Mutex(Sink(output: output, complain: complain))
    // Blocks that were read and are not written yet: the oldest is always in somebody's hands, so waiting here ends.
    let room = DispatchSemaphore(value: 0)
    for _ in 0..<(2 * jobs) { room.signal() }
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      var mapper = mapper
      var writer = JSONWriter()
      var block = Block()
      while true {
        room.wait()
        guard sink.withLock({ $0.failure == nil }), let number = source.withLock({ $0.next(&block) }) else {
          room.signal()
          break
        }
        writer.clear()
        let part = Self.map(block, with: &mapper, into: &writer)
        let written = sink.withLock { $0.take(number, part, writer.bytes) }
        for _ in 0..<written { room.signal() }
      }
    }
    if let failure = source.withLock({ $0.failure }) ?? sink.withLock({ $0.failure }) { throw failure }
    return sink.withLock { $0.totals }
  }

  /// Where blocks come from.
  private struct Source {
    var reader: BlockReader
    var failure: RowFailure?
    private var count = 0

    init(reader: BlockReader) { self.reader = reader }

    /// Fills the block and gives its number; nil at the end and after a failure.
    mutating func next(_ block: inout Block) -> Int? {
      guard failure == nil else { return nil }
      do throws(RowFailure) {
        guard try reader.next(&block) else { return nil }
      } catch {
        failure = error
        return nil
      }
      count += 1
      return count - 1
    }
  }

  /// Where records go, in the order of their blocks.
  private struct Sink {
    let output: Int32
    let complain: Complaint
    private(set) var totals = Totals()
    private(set) var failure: RowFailure?
    private var lines = 0
    private var next = 0
    private var waiting: [Int: (Part, [UInt8])] = [:]

    init(output: Int32, complain: @escaping Complaint) {
      self.output = output
      self.complain = complain
    }

    /// Writes the block, and those that waited for it; gives their number.
    mutating func take(_ number: Int, _ part: Part, _ text: [UInt8]) -> Int {
      guard number == next else {
        waiting[number] = (part, text)
        return 0
      }
      let first = next
      write(part, text)
      while let (part, text) = waiting.removeValue(forKey: next) { write(part, text) }
      return next - first
    }

    private mutating func write(_ part: Part, _ text: [UInt8]) {
      next += 1
      for complaint in part.complaints { complain(lines + complaint.line, complaint.place, complaint.reason) }
      lines += part.lines
      totals.rows += part.totals.rows
      totals.mapped += part.totals.mapped
      totals.failed += part.totals.failed
      guard failure == nil else { return }
      do throws(RowFailure) { try MapRun.write(text, to: output) } catch { failure = error }
    }
  }

  private struct Part: Sendable {
    var totals = Totals()
    var lines = 0
    /// Lines from 1 in the block.
    var complaints: [(line: Int, place: String, reason: String)] = []
  }

  private static func map(_ block: Block, with mapper: inout Mapper, into writer: inout JSONWriter) -> Part {
    var part = Part()
    block.bytes.withUnsafeBytes { bytes in
      var lines = JSONLines(bytes, used: block.used)
      while let line = lines.next() {
        part.totals.rows += 1
        let number = line.number
        part.lines = number
        switch line.document {
        case .failure(let error):
          part.totals.failed += 1
          part.complaints.append((number, "row", error.description))
        case .success(let document):
          switch mapper.map(Value(document.root), into: &writer) {
          case .dropped: break
          case .failed(let place, let reason):
            part.totals.failed += 1
            part.complaints.append((number, place, reason))
          case .mapped:
            part.totals.mapped += 1
            writer.newline()
          }
        }
      }
    }
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

/// Memory that whole lines are read into, again and again.
struct Block {
  fileprivate(set) var bytes: [UInt8] = []
  /// How many of the bytes are lines; what lies behind them is of no meaning.
  fileprivate(set) var used = 0
}

/// Reads whole lines in blocks: a line is never cut, so one that is longer than a block makes the block longer.
struct BlockReader {
  private let input: Int32
  private let size: Int
  /// The beginning of a line whose end was not there yet.
  private var rest: [UInt8] = []
  private var isAtEnd = false

  init(_ input: Int32, size: Int) {
    self.input = input
    self.size = size
  }

  /// Fills the block with the next lines; false at the end.
  mutating func next(_ block: inout Block) throws(RowFailure) -> Bool {
    var count = rest.count
    make(max(size, count * 2), in: &block)
    block.bytes.replaceSubrange(..<count, with: rest)
    rest.removeAll(keepingCapacity: true)
    var searched = 0
    while !isAtEnd {
      // A full block goes on its way, and so does what is there when a slow writer pauses.
      if count == block.bytes.count || !hasInput {
        if let end = block.bytes[searched..<count].lastIndex(of: 0x0A) {
          rest.append(contentsOf: block.bytes[(end + 1)..<count])
          block.used = end + 1
          return true
        }
        searched = count
        guard count <= RowReader.lineLimit + size else { throw .unreadable(reason: "a row is longer than \(RowReader.lineLimit >> 20) MB") }
        if count == block.bytes.count { make(count * 2, in: &block) }
      }
      count += try read(into: &block.bytes, from: count)
    }
    block.used = count
    return count > 0
  }

  private var hasInput: Bool {
    var poll = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0) > 0
  }

  private func make(_ size: Int, in block: inout Block) {
    let missing = size - block.bytes.count
    if missing > 0 { block.bytes.append(contentsOf: repeatElement(0, count: missing)) }
  }

  private mutating func read(into bytes: inout [UInt8], from start: Int) throws(RowFailure) -> Int {
    let count = bytes.withUnsafeMutableBytes { bytes in
      let room = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      var count = 0
      repeat { count = Glibc.read(input, room.baseAddress, room.count) } while count < 0 && errno == EINTR
      return count
    }
    if count < 0 { throw .unreadable(reason: String(cString: strerror(errno))) }
    isAtEnd = count == 0
    return count
  }
}
