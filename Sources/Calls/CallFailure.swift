/// What the engine should do about a failed call or record.
public enum FailureClass: String, Sendable, CaseIterable {
  /// Passing trouble; nothing was written. Try again with back-off.
  case retry
  /// The target's limit was reached; nothing was written. Wait as told, or until the limit's window ends.
  case rate
  /// The login or its rights; a connector has tried one new login already. The connection pauses.
  case auth
  /// This record (or this request) is wrong, and will be wrong again.
  case rejected
  /// Another record or a later change is in the way: match or compare again.
  case conflict
  /// Sent, and no answer: it may have been done.
  case unknown
  /// Not done because another record of the same call failed.
  case collateral
}

/// Why a call, or one record of it, failed.
public struct CallFailure: Error, Sendable, Equatable {
  public var kind: FailureClass
  /// The target's own code (`UNABLE_TO_LOCK_ROW`, `GSOBJ_1012`, `http_503`, `timeout`).
  public var code: String
  /// One sentence for people; may hold values of the record, never a secret.
  public var message: String
  /// Fields that the target named.
  public var fields: [String]
  /// Seconds to wait before the next call, where the target said so.
  public var retryAfter: Double?
  /// True when the connection as a whole is down or limited, so that other calls on it would fail alike.
  public var affectsConnection: Bool

  /// The code of a call that was not sent, since it would have gone beyond what the connection's `limits` allow.
  public static let allowanceCode = "allowance"

  public init(
    _ kind: FailureClass, code: String, message: String, fields: [String] = [], retryAfter: Double? = nil, affectsConnection: Bool = false
  ) {
    self.kind = kind
    self.code = code
    self.message = message
    self.fields = fields
    self.retryAfter = retryAfter
    self.affectsConnection = affectsConnection
  }
}

extension CallFailure {
  /// The code where it is one, else the class: for logs and messages.
  public var plainCode: String { Self.plain(code) ?? kind.rawValue }

  /// Nil for what is no code: a target that puts a sentence in its place may name people in it.
  public static func plain(_ code: String) -> String? {
    code.utf8.count <= 64 && !code.isEmpty && code.utf8.allSatisfy(isCodeByte) ? code : nil
  }

  private static func isCodeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "_-.:".utf8.contains(byte)
    }
  }
}
