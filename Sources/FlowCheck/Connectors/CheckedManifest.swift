public import CEL
public import FlowSyntax
public import OrderedCollections
public import Schema

/// A connector's manifest that can be used: names resolved, formulas compiled.
public struct CheckedManifest: Sendable {
  public var name: String
  public var url: String?
  public var ways: [Way]
  public var headers: [Part]
  public var limits: Manifest.Limits
  public var errors: Errors
  public var idempotencyHeader: String?
  public var operations: OrderedDictionary<String, Operation>
  public var notify: Notify?
  public var objects: OrderedDictionary<String, Object>
  /// What formulas are evaluated in.
  public var environment: Environment
  /// The objects as flows see them.
  public var schema: ConnectionSchema
  /// The operations as flows see them.
  public var operationSchemas: OrderedDictionary<String, OperationSchema>

  /// A name and its value.
  public struct Part: Sendable {
    public var name: String
    public var value: Expression
  }

  /// A way to log in.
  public enum Way: Sendable {
    case none, bearer, basic
    case header(String)
    case clientCredentials(tokenURL: String, scope: String?, sending: Manifest.OAuth.Sending)
    case hmac(Signature)
  }

  /// `hmac:`.
  public struct Signature: Sendable {
    public var header: String
    public var over: Expression
    public var encoding: Manifest.Signature.Encoding
    public var prefix: String
    public var timeHeader: String?
  }

  /// `errors:`.
  public struct Errors: Sendable {
    public var failed: Expression?
    public var code: Expression?
    public var message: Expression?
    public var wait: Expression?
    public var fields: Expression?
    public var classes: [Class] = []

    /// One of `classes:`.
    public struct Class: Sendable {
      public var kind: String
      public var codes: Set<String>
      public var status: Set<Int>
      public var when: Expression?
      public var hint: String?
    }
  }

  /// A request and how often it may be sent.
  public struct Request: Sendable {
    public var method: Manifest.Method
    /// Pieces of the path: what is written out, and values that are to be escaped.
    public var path: [Expression.Piece]
    public var query: [Part]
    public var headers: [Part]
    public var form: [Part]
    public var body: Expression?
    public var changes: Bool
    public var isRepeatable: Bool
    public var limit: Rate?
    public var readBack: ReadBack?
  }

  /// `limit:`.
  public struct Rate: Sendable {
    public var perSecond: Double?
    public var perMinute: Double?
    public var per: Expression?
  }

  /// `read_back:`.
  public indirect enum ReadBack: Sendable {
    case request(Request, found: Expression)
  }

  /// `paging:`.
  public enum Paging: Sendable {
    case next(Expression)
    case url(Expression)
    case link
    case size(Int)
  }

  /// One of `operations:`.
  public struct Operation: Sendable {
    public var request: Request
    public var inputs: [FieldSchema]
    /// Inputs whose text means nothing more than itself.
    public var escaped: Set<String>
    /// Nil gives the whole body.
    public var output: [Part]?
  }

  /// `notify:`.
  public struct Notify: Sendable {
    public var operation: String
    public var with: [Part]
    public var escape: [Unicode.Scalar: String]
    public var receiver: Expression?
    public var person: String?
    public var mentionable: Expression?
    public var id: Expression?
  }

  /// One of `objects:`.
  public struct Object: Sendable {
    public var schema: ObjectSchema
    /// Where each field stands in a record.
    public var paths: [String: [String]]
    public var within: [String]
    public var find: [Find]
    public var poll: Poll?
    public var create: Writing?
    public var update: Writing?
  }

  /// One of `find:`.
  public struct Find: Sendable {
    public var by: [String]
    public var batch: Int
    public var request: Request
    public var records: Expression
    public var missing: [Int]
    public var paging: Paging?
  }

  /// `poll:`.
  public struct Poll: Sendable {
    public var request: Request
    public var records: Expression
    public var paging: Paging?
    public var overlap: Double
  }

  /// `create:` or `update:`.
  public struct Writing: Sendable {
    public var request: Request
    public var batch: Int
    public var id: Expression?
    public var ids: Expression?
  }
}
