import CEL
import Diagnostics
import FlowCheck
import FlowSyntax

/// What may be written at a place of a formula, by the types of what is there.
///
/// The word at hand is replaced by a name that no flow has, so that a formula that is still being written can be read.
struct FormulaCompletion {
  private let place: FormulaPlace
  private let buffer: Buffer
  /// The bytes before the word.
  private let before: ArraySlice<UInt8>
  private static let placeholder = "completion__here"

  /// Nil where the place is in no formula that can be found.
  init?(_ buffer: Buffer, word: Range<Int>) {
    let bytes = buffer.file.bytes
    func place(_ closers: [UInt8]) -> FormulaPlace? {
      let text = Array(bytes[..<word.lowerBound]) + Array(Self.placeholder.utf8) + closers + Array(bytes[word.upperBound...])
      let flow = FlowParser.parse(SourceFile(name: buffer.file.name, bytes: text), into: Findings())
      return FormulaPlace(FlowChecker.inspect(flow, in: buffer.view.context), at: word.lowerBound)
    }
    let closers = OpenBrackets(bytes, before: word.lowerBound, after: word.upperBound).closers
    guard let place = place([]) ?? (closers.isEmpty ? nil : place(closers)) else { return nil }
    self.place = place
    self.buffer = buffer
    before = bytes[..<word.lowerBound]
  }

  var items: [CompletionItem] {
    if let values = picklist { return values }
    if before.last == UInt8(ascii: ".") { return members }
    return names
  }

  /// Inside a text that is compared with a picklist: its values.
  private var picklist: [CompletionItem]? {
    let nodes = place.nodes
    guard case .literal(.string)? = nodes.last?.kind else { return nil }
    let others = nodes.dropLast().last?.children ?? []
    for other in others {
      if case .picklist(let list)? = place.type(other).map(Self.plain) {
        return list.values.map { CompletionItem(label: $0, kind: .value, detail: list.name) }
      }
    }
    return []
  }

  private static func plain(_ type: Type) -> Type {
    if case .nullable(let inner) = type { plain(inner) } else { type }
  }

  // MARK: Behind a dot

  private var members: [CompletionItem] {
    guard let type = receiver else { return namespaced }
    if let object = TypeText.record(type) { return fields(object) }
    return methods(type)
  }

  /// The type of what stands before the dot.
  private var receiver: Type? {
    for node in place.all {
      switch node.kind {
      case .select(let operand, field: Self.placeholder, _), .call(Self.placeholder, let operand?, _): return place.type(operand)
      default: break
      }
    }
    return place.inspected.type(of: receiverText)
  }

  /// The path or call before the dot, told from the text alone: for formulas that cannot be read.
  private var receiverText: String {
    var depth = 0
    let start = before.dropLast().lastIndex { byte in
      switch byte {
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: "\n"): return true
      default: return depth == 0 && !Buffer.isName(byte) && byte != UInt8(ascii: ".")
      }
      return false
    }
    return String(decoding: before[(start.map { $0 + 1 } ?? before.startIndex)...].dropLast(), as: UTF8.self)
  }

  private func fields(_ object: ObjectType) -> [CompletionItem] {
    object.names.map { name in
      let type = object.field(name).map(TypeText.words) ?? ""
      let doc = buffer.field(name, ofObject: object.name).map { FieldText.page($0.field, of: $0.object) }
      return CompletionItem(label: name, kind: .field, detail: type, doc: doc)
    }
  }

  /// Methods whose receiver may be of that type.
  private func methods(_ type: Type) -> [CompletionItem] {
    let kind = Self.plain(type).runtime
    return place.inspected.functions.sorted { $0.name < $1.name }.compactMap { function in
      guard !function.name.contains("."), function.name.first?.isLetter == true,
        function.overloads.contains(where: { $0.isMember && ($0.parameters.first?.runtime == kind || $0.parameters.first == .dyn) })
      else { return nil }
      return item(FunctionPage(function), as: function.name, kind: .method)
    }
  }

  /// `math.` and its like.
  private var namespaced: [CompletionItem] {
    let prefix = receiverText + "."
    return place.inspected.functions.filter { $0.name.hasPrefix(prefix) }.sorted { $0.name < $1.name }
      .map { item(FunctionPage($0), as: String($0.name.dropFirst(prefix.count)), kind: .function) }
  }

  // MARK: Names

  private var names: [CompletionItem] {
    let known = place.inspected.variables.filter { !$0.key.hasPrefix("@") }.sorted { $0.key < $1.key }
    let locals = place.nodes.flatMap { node -> [String] in
      if case .comprehension(let loop) = node.kind { loop.variables.filter { !$0.hasPrefix("@") } } else { [] }
    }
    return locals.map { CompletionItem(label: $0, kind: .variable) }
      + known.map { CompletionItem(label: $0.key, kind: .variable, detail: TypeText.words($0.value)) }
      + FunctionPage.all.map { item($0, as: $0.name, kind: .function) }
  }

  private func item(_ page: FunctionPage, as name: String, kind: CompletionItem.Kind) -> CompletionItem {
    CompletionItem(label: name, kind: kind, detail: page.signatures.first ?? "", doc: page.summary, text: "\(name)(")
  }
}
