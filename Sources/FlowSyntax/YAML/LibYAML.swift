internal import CYAML

/// libyaml's parser over some bytes: one event after another, each with its place.
struct LibYAML: ~Copyable {
  struct Event {
    enum Kind {
      case streamStart, streamEnd, documentStart, documentEnd
      case alias(String)
      case scalar(text: String, style: YAMLScalar.Style)
      case sequenceStart(isFlow: Bool)
      case mappingStart(isFlow: Bool)
      case sequenceEnd, mappingEnd
    }
    var kind: Kind
    var anchor: String?
    var tag: String?
    /// In code points from the start of the bytes.
    var start: Int
    var end: Int
  }

  /// Where libyaml stopped, in its own words, which no user sees.
  struct Failure: Error {
    var problem: String
    var context: String
    var position: Int
    var contextPosition: Int?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Nil when there is no memory.
  init?(_ bytes: some Collection<UInt8>) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      input.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  func next() throws(Failure) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { yaml_event_delete(&event) }
    return Self.copy(event)
  }

  private var failure: Failure {
    let fact = parser.pointee
    let problem = fact.problem.map { String(cString: $0) } ?? "out of memory"
    let context = fact.context.map { String(cString: $0) } ?? ""
    return Failure(
      problem: problem, context: context, position: fact.problem_mark.index,
      contextPosition: fact.context == nil ? nil : fact.context_mark.index)
  }

  private static func copy(_ event: yaml_event_t) -> Event {
    var copied = Event(kind: .streamEnd, start: event.start_mark.index, end: event.end_mark.index)
    switch event.type {
    case YAML_STREAM_START_EVENT: copied.kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: copied.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: copied.kind = .documentEnd
    case YAML_ALIAS_EVENT: copied.kind = .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      copied.kind = .scalar(text: String(decoding: value, as: UTF8.self), style: style(scalar.style))
      copied.anchor = text(scalar.anchor)
      copied.tag = text(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      copied.kind = .sequenceStart(isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
      copied.anchor = text(event.data.sequence_start.anchor)
      copied.tag = text(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      copied.kind = .mappingStart(isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
      copied.anchor = text(event.data.mapping_start.anchor)
      copied.tag = text(event.data.mapping_start.tag)
    case YAML_SEQUENCE_END_EVENT: copied.kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: copied.kind = .mappingEnd
    default: copied.kind = .streamEnd
    }
    return copied
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
