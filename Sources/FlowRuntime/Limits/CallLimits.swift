import FlowSyntax

/// `limits:` of a connection, as far as it bounds how often the target is asked.
public struct CallLimits: Sendable, Equatable {
  /// Most requests in any second; below 1: one in so many seconds.
  public var perSecond: Double?
  /// Most requests in any minute.
  public var perMinute: Int?
  /// What the target allows in any 24 hours; its own answers may say less.
  public var perDay: Int?
  /// How much of the day's allowance is ours, between 0 and 1.
  public var share: Double?
  /// How much of the day's allowance is left to people, between 0 and 1.
  public var reserve: Double?

  public init(perSecond: Double? = nil, perMinute: Int? = nil, perDay: Int? = nil, share: Double? = nil, reserve: Double? = nil) {
    self.perSecond = perSecond
    self.perMinute = perMinute
    self.perDay = perDay
    self.share = share
    self.reserve = reserve
  }

  /// True when nothing is bounded.
  public var isEmpty: Bool { self == CallLimits() }
}

extension Flow.Priority {
  /// The part of a day's allowance up to which flows of this priority go on.
  var ceiling: Double {
    switch self {
    case .low: 0.9
    case .normal: 0.97
    case .high: 1
    }
  }
}
