/// Where parsers and checkers put what they find, in the order found.
///
/// Not thread-safe: one file, one collector. Beyond `limit` findings only their number is kept, so that a hostile file cannot fill memory.
public final class Findings {
  public private(set) var all: [Finding] = []
  public private(set) var dropped = 0
  private let limit: Int

  public init(limit: Int = 1_000) { self.limit = limit }

  public var hasErrors: Bool { dropped > 0 || all.contains { $0.severity == .error } }
  public var isEmpty: Bool { all.isEmpty }

  public func add(_ finding: Finding) {
    guard all.count < limit else {
      dropped += 1
      return
    }
    all.append(finding)
  }

  /// Adds the fact at that place.
  public func add(_ fact: some FindingFact, at span: SourceSpan, labels: [Finding.Label] = [], notes: [String] = [], fix: Fix? = nil) {
    // Beyond the limit not even the sentence is made.
    guard all.count < limit else {
      dropped += 1
      return
    }
    add(Finding(fact, at: span, labels: labels, notes: notes, fix: fix))
  }

  /// All of them as a report shows them.
  public var sorted: [Finding] { all.sorted(by: Finding.inOrder) }
}

extension Fix {
  /// The text of `file` with the edits of these fixes done; a fix that touches bytes that an earlier one has changed is left out.
  public static func apply(_ fixes: [Fix], to file: SourceFile) -> [UInt8] {
    var taken: [Edit] = []
    for fix in fixes where fix.edits.allSatisfy({ $0.span.file === file }) {
      let clashes = fix.edits.contains { edit in taken.contains { $0.overlaps(edit) } }
      if !clashes { taken += fix.edits }
    }
    var bytes: [UInt8] = []
    var position = 0
    for edit in taken.sorted(by: { ($0.span.range.lowerBound, $0.span.range.upperBound) < ($1.span.range.lowerBound, $1.span.range.upperBound) }) {
      guard edit.span.range.lowerBound >= position else { continue }
      bytes += file.bytes[position..<edit.span.range.lowerBound]
      bytes += Array(edit.replacement.utf8)
      position = edit.span.range.upperBound
    }
    return bytes + file.bytes[position...]
  }
}

extension Fix.Edit {
  /// True when both change the same bytes, or insert at the same place.
  public func overlaps(_ other: Fix.Edit) -> Bool {
    span.range == other.span.range || span.range.overlaps(other.span.range)
      || (span.range.isEmpty && other.span.range.contains(span.range.lowerBound))
      || (other.span.range.isEmpty && span.range.contains(other.span.range.lowerBound))
  }
}
