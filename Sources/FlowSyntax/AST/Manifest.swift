public import Diagnostics

/// A connector's manifest as written.
public struct Manifest: Sendable {
  public var file: SourceFile
  public var name: Located<String>?
  public var url: Located<String>?
  public var auth: [Way] = []
  public var headers: [Field] = []
  public var limits: Limits?
  public var errors: Errors?
  /// The header that carries the effect key.
  public var idempotency: Located<String>?
  public var operations: [Operation] = []
  public var notify: Notify?
  public var objects: [Object] = []
  public var span: SourceSpan
  /// Whether the YAML could be read.
  public var isWhole = false
  /// Whether operations or objects are written, though perhaps with mistakes.
  public var hasParts = false

  public init(file: SourceFile, span: SourceSpan) {
    self.file = file
    self.span = span
  }

  /// What `errors` may call a failure.
  public static let classes = ["retry", "rate", "auth", "rejected", "conflict", "unknown"]

  /// What a field may hold.
  public static let fieldTypes = [
    "id", "string", "text", "boolean", "integer", "number", "currency", "percent", "date", "datetime", "time", "picklist", "multipicklist",
    "reference", "email", "phone", "url", "object", "list", "any",
  ]

  public enum Method: String, Sendable, CaseIterable { case get, post, put, patch, delete }
  public enum Effect: String, Sendable, CaseIterable { case read, write }

  /// A way to log in.
  public enum Way: Sendable {
    case none, bearer, basic
    case header(Located<String>)
    case clientCredentials(OAuth)
    case hmac(Signature)
  }

  /// `client_credentials:`.
  public struct OAuth: Sendable {
    public enum Sending: String, Sendable, CaseIterable { case basic, form }
    public var tokenURL: Located<String>?
    public var scope: String?
    public var sending = Sending.basic
  }

  /// `hmac:`.
  public struct Signature: Sendable {
    public enum Encoding: String, Sendable, CaseIterable { case hex, base64 }
    public var header: Located<String>?
    public var over: TextValue?
    public var encoding = Encoding.hex
    public var prefix = ""
    public var timeHeader: Located<String>?
  }

  /// `limits:`.
  public struct Limits: Sendable {
    public var calls: Int?
    public var perSecond: Double?
    public var perMinute: Double?

    public init(calls: Int? = nil, perSecond: Double? = nil, perMinute: Double? = nil) {
      self.calls = calls
      self.perSecond = perSecond
      self.perMinute = perMinute
    }
  }

  /// `errors:`.
  public struct Errors: Sendable {
    public var failed: TextValue?
    public var code: TextValue?
    public var message: TextValue?
    public var wait: TextValue?
    public var fields: TextValue?
    public var classes: [Class] = []

    /// One of `classes:`.
    public struct Class: Sendable {
      public var kind: String
      public var codes: [Located<String>]
      public var status: [Int]
      public var when: TextValue?
      public var hint: String?
      public var span: SourceSpan
    }
  }

  /// A method, a path and what is sent.
  public struct Request: Sendable {
    public var method: Method
    public var path: TextValue
    public var query: [Field] = []
    public var headers: [Field] = []
    public var form: [Field] = []
    public var body: DataValue?
    public var effect: Located<Effect>?
    public var repeatable: Bool?
    public var limit: Rate?
    public var readBack: ReadBack?
    public var span: SourceSpan
  }

  /// `limit:`.
  public struct Rate: Sendable {
    public var perSecond: Double?
    public var perMinute: Double?
    public var per: TextValue?
  }

  /// `read_back:`.
  public indirect enum ReadBack: Sendable {
    case request(Request, found: TextValue)
  }

  /// `paging:`.
  public enum Paging: Sendable {
    case next(TextValue)
    case url(TextValue)
    case link
    case size(Int)
  }

  /// A declared field.
  public struct FieldSpec: Sendable {
    public var name: Located<String>
    public var type: String
    public var isRequired = false
    public var label: String?
    public var length: Int?
    public var values: [String] = []
    public var isReadOnly = false
    public var isCreateOnly = false
    public var isUnique = false
    public var isEscaped = false
    public var path: Located<String>?
  }

  /// One of `operations:`.
  public struct Operation: Sendable {
    public var name: Located<String>
    public var request: Request
    public var input: [FieldSpec]
    public var output: [Field]
    public var outputTypes: [FieldSpec]
  }

  /// `notify:`.
  public struct Notify: Sendable {
    public var operation: Located<String>
    public var with: [Field]
    /// One character and what stands for it.
    public var escape: [(character: Located<String>, text: String)]
    public var receiver: TextValue?
    public var person: Located<String>?
    public var mentionable: TextValue?
    public var id: TextValue?
  }

  /// One of `objects:`.
  public struct Object: Sendable {
    public var name: Located<String>
    public var label: String?
    public var identity: Located<String>?
    public var watermark: Located<String>?
    public var modified: Located<String>?
    public var created: Located<String>?
    public var within: Located<String>?
    public var fields: [FieldSpec]
    public var find: [Find]
    public var poll: Poll?
    public var create: Writing?
    public var update: Writing?
  }

  /// One of `find:`.
  public struct Find: Sendable {
    public var by: [Located<String>]
    public var batch: Int
    public var request: Request
    public var records: TextValue
    public var missing: [Int]
    public var paging: Paging?
  }

  /// `poll:`.
  public struct Poll: Sendable {
    public var request: Request
    public var records: TextValue
    public var paging: Paging?
    /// Seconds.
    public var overlap: Double
  }

  /// `create:` or `update:`.
  public struct Writing: Sendable {
    public var request: Request
    public var batch: Int
    public var id: TextValue?
    public var ids: TextValue?
    public var span: SourceSpan
  }
}
