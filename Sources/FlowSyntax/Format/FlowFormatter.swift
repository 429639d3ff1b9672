public import Diagnostics

/// Brings a file of the language into its one form: order of keys, indentation, blanks, quotes. What it means stays, comments stay.
public struct FlowFormatter: Sendable {
  /// Which keys a file has.
  public enum Kind: Sendable {
    case flow
    /// `flowrun.yaml`
    case project
    /// `NAME.test.yaml`
    case test

    /// What a file is by its name.
    public init(path: String) {
      let name = path.split(separator: "/").last ?? ""
      self = name == "flowrun.yaml" || name == "flowrun.yml" ? .project : name.hasSuffix(".test.yaml") || name.hasSuffix(".test.yml") ? .test : .flow
    }

    var construct: String {
      switch self {
      case .flow: "flow"
      case .project: "project"
      case .test: "test"
      }
    }
  }

  /// Why there is no other text.
  public enum Refusal: Error {
    /// The file has mistakes.
    case findings([Finding])
    /// The text would mean something else, a fault of the formatter.
    case wouldChange
  }

  private let formulas: FormulaLayout

  public init(formulas: FormulaLayout) { self.formulas = formulas }

  /// The file in its one form; the very same bytes where it has that already.
  public func format(_ file: SourceFile, as kind: Kind) throws(Refusal) -> [UInt8] {
    let findings = Findings()
    guard let before = YAMLParser.parse(file, into: findings), !findings.hasErrors else { throw .findings(findings.sorted) }
    // All lines end alike from here on.
    let bytes = Self.withoutReturns(file.bytes)
    var reader = FormatReader(bytes)
    guard let root = reader.read() else { throw .wouldChange }
    var comments = CommentReader(bytes, opaque: reader.opaque)
    comments.attach(to: root)
    let type = KeyType.construct(kind.construct)
    // Only flows have formulas: elsewhere a text that starts with `=` is data.
    let formulas = kind == .flow ? self.formulas : .none
    var printer = FormatPrinter(scalars: ScalarPrinter(bytes: bytes, formulas: formulas), mayReorder: !reader.hasAnchors)
    printer.print(root, as: type)
    let text = Array(printer.text.utf8)
    let check = Findings()
    guard let after = YAMLParser.parse(SourceFile(name: file.name, bytes: text), into: check), !check.hasErrors,
      SameMeaning(formulas: formulas, mayReorder: !reader.hasAnchors).compare(before, after, type),
      Self.comments(bytes) == Self.comments(text)
    else { throw .wouldChange }
    return text
  }

  /// The edits that bring the file into its one form: whole lines, and no more of them than differ.
  public func edits(_ file: SourceFile, as kind: Kind) throws(Refusal) -> [Fix.Edit] {
    LineEdits.between(file, try format(file, as: kind))
  }

  /// YAML breaks lines at CR LF and CR as at LF.
  private static func withoutReturns(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
    var out: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte != UInt8(ascii: "\r") {
        out.append(byte)
      } else if index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n") {
        out.append(UInt8(ascii: "\n"))
      }
    }
    return out
  }

  /// All comments, in any order.
  private static func comments(_ bytes: [UInt8]) -> [String] {
    var reader = FormatReader(bytes)
    guard reader.read() != nil else { return [] }
    return CommentReader.comments(bytes, reader.opaque).map(\.text).sorted()
  }
}

/// Whether two trees say the same, whatever the order of a construct's keys.
struct SameMeaning {
  let formulas: FormulaLayout
  let mayReorder: Bool

  func compare(_ a: YAMLNode, _ b: YAMLNode, _ type: KeyType?) -> Bool {
    switch (a.content, b.content) {
    case (.scalar(let a), .scalar(let b)): return scalars(a, b)
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { compare($0, $1, KeyOrder.item(of: type)) }
    case (.mapping(let a), .mapping(let b)):
      let names = a.map { $0.name ?? "" }
      let construct = KeyOrder.construct(of: type, keys: names)
      let order = construct.flatMap { mayReorder ? KeyOrder.order(names, in: $0) : nil } ?? Array(a.indices)
      guard order.map({ names[$0] }) == b.map({ $0.name ?? "" }) else { return false }
      return zip(order, b).allSatisfy { compare(a[$0].value, $1.value, KeyOrder.type(of: names[$0], in: construct, type)) }
    default: return false
    }
  }

  private func scalars(_ a: YAMLScalar, _ b: YAMLScalar) -> Bool {
    if a.text.utf8.first == UInt8(ascii: "="), b.text.utf8.first == UInt8(ascii: "=") {
      return a.text == b.text || formulas.areSame(String(a.text.dropFirst()), String(b.text.dropFirst()))
    }
    return value(a) == value(b)
  }

  private func value(_ scalar: YAMLScalar) -> CoreSchema.Resolution {
    guard scalar.style == .plain else { return .scalar(.string(scalar.text)) }
    let value = CoreSchema.resolve(scalar.text)
    // Not a number is not equal to itself.
    if case .scalar(.double(let number)) = value, number.isNaN { return .tooLarge }
    return value
  }
}
