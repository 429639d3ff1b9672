/// One construct of the language, declared once: the parser takes its keys from here, and so do schema, hover texts and pages.
public struct Construct: Sendable {
  /// As pages and messages call it: `flow`, `poll`, `update`.
  public var name: String
  /// One or two sentences.
  public var doc: String
  /// In the order in which they are usually written.
  public var keys: [Key]
  /// A whole, valid example.
  public var example: String

  public init(_ name: String, _ doc: String, keys: [Key], example: String) {
    self.name = name
    self.doc = doc
    self.keys = keys
    self.example = example
  }

  /// The key of that name.
  public func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}

/// A key of a construct.
public struct Key: Sendable {
  public var name: String
  public var type: KeyType
  public var doc: String
  public var isRequired: Bool
  /// What holds when the key is not there, in words.
  public var standard: String?
  /// A value for it.
  public var example: String

  public init(_ name: String, _ type: KeyType, required: Bool = false, standard: String? = nil, example: String, _ doc: String) {
    self.name = name
    self.type = type
    self.doc = doc
    isRequired = required
    self.standard = standard
    self.example = example
  }
}

/// What a key takes.
public indirect enum KeyType: Sendable {
  /// Text that stands for itself.
  case text
  /// A name that formulas can use: letters, digits and `_`.
  case name
  case integer(ClosedRange<Int>)
  case boolean
  /// `30s`, `15m`, `24h`, `30d`.
  case duration
  /// `5%`.
  case percent
  /// A positive number.
  case number
  /// `=…`
  case formula
  /// `=…`, or text with `${…}` in it.
  case computed
  /// Text, `=…`, or text with `${…}` in it.
  case template
  /// Any data, formulas included.
  case data
  /// Names and data.
  case fields
  /// `CONNECTION.OBJECT`.
  case object
  /// The name of a connection.
  case connection
  /// `CONNECTION` or `CONNECTION.CHANNEL`; of a call, `CONNECTION.OPERATION`.
  case target
  case choice([String])
  /// The construct of that name.
  case construct(String)
  case list(KeyType)
  case oneOrMany(KeyType)
  /// A value of the one or the other type.
  case either(KeyType, KeyType)
  /// Names of one's own and values of that type.
  case map(KeyType)
  /// Text with `${env.…}` and `${file.…}`, or a mapping of such.
  case secret

  /// "a length of time such as `15m`": for messages.
  public var words: String {
    switch self {
    case .text: "text"
    case .name: "a name of letters, digits and `_`"
    case .integer(let range):
      range.upperBound == .max ? "a whole number from \(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "`true` or `false`"
    case .duration: "a length of time such as `30s`, `15m`, `24h` or `30d`"
    case .percent: "a share such as `5%`"
    case .number: "a number above 0"
    case .formula: "a formula such as `=event.score`"
    case .computed: "a formula such as `=event.Id`, or text with `${…}` in it"
    case .template: "text or a formula"
    case .data: "text, a formula, a list or a mapping"
    case .fields: "a mapping of fields and values"
    case .object: "`CONNECTION.OBJECT` such as `salesforce.Account`"
    case .connection: "the name of a connection"
    case .target: "a connection and what it is to do, such as `salesforce.chatter`"
    case .choice(let values): "one of " + values.map { "`\($0)`" }.joined(separator: ", ")
    case .construct(let name): "a mapping (see `\(name)`)"
    case .list(let item): "a list, each item \(item.words)"
    case .oneOrMany(let item): "\(item.words), or a list of such"
    case .either(let one, let other): "\(one.words), or \(other.words)"
    case .map(let value): "a mapping, each value \(value.words)"
    case .secret: "text, secrets as `${env.NAME}` or `${file.PATH}`"
    }
  }
}
