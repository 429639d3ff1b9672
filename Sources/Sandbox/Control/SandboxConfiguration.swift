/// How a sandbox is set up.
public struct SandboxConfiguration: Sendable {
  /// The address to listen on.
  public var host = "127.0.0.1"
  /// The port to listen on; 0 takes a free one.
  public var port = 0
  /// The seed of the data set; equal seeds give equal records and ids.
  public var seed: UInt64 = 1
  /// How many Salesforce accounts the data set has.
  public var accounts = 1000
  /// Milliseconds since 1970; nil is the system's clock.
  public var clock: (@Sendable () -> Int)?
  /// A file to which every call is appended as a line of JSON.
  public var logFile: String?
  /// Faults that hold from the start, as `POST /_sandbox/faults` takes them.
  public var faults: [SandboxFault] = []
  public var salesforce = SalesforceConfiguration()
  public var gainsight = GainsightConfiguration()
  public var slack = SlackConfiguration()
  public var mail = MailConfiguration()

  public init() {}
}

/// Credentials and limits of the sandbox's Salesforce.
public struct SalesforceConfiguration: Sendable {
  public var clientID = "sandbox-client"
  public var clientSecret = "sandbox-secret"
  public var username = "integration@acme.example"
  public var password = "sandbox-password"
  public var securityToken = "sandbox-token"
  public var refreshToken = "sandbox-refresh"
  /// The public key (PEM) that checks JWT assertions; nil makes a key pair at the first use.
  public var publicKey: String?
  /// Requests in 24 hours (salesforce.md 6.2).
  public var dailyRequests = 100_000
  /// How long a session lives without a call, in seconds.
  public var sessionSeconds = 7200
  /// The smallest batch that `Sforce-Query-Options` may ask for; the platform's is 200.
  public var smallestBatch = 200
  /// The largest batch of a query.
  public var largestBatch = 2000
  /// The pause before an outbound message that was not accepted is sent again; it doubles up to a minute.
  public var outboundRetryMilliseconds = 1000
  /// How many polls see a bulk job in progress before it is complete.
  public var bulkPolls = 0
  /// The host that a login at `login.salesforce.com`, mapped to the sandbox by the client, is told to use.
  public var myDomain = "acme.my.salesforce.com"
  /// True for the alerting duplicate rule of a new organisation on contacts.
  public var duplicateRule = false

  public init() {}
}

/// Credentials, limits and the open questions of the sandbox's Gainsight (gainsight.md 10.2).
public struct GainsightConfiguration: Sendable {
  public var accessKey = "11111111-2222-4333-8444-555555555555"
  public var machineKey = "sandbox-machine"
  public var machineSecret = "sandbox-machine-secret"
  /// The life of a machine token, in seconds.
  public var tokenSeconds = 86400
  /// Calls in a fixed window of one minute; 0 for no limit.
  public var callsPerMinute = 100
  /// `iso` or `epoch_ms` in query answers.
  public var dateFormat = DateFormat.iso
  /// How an empty date is answered.
  public var nullDates = NullDates.null
  /// Where the rows of a query answer are.
  public var queryShape = QueryShape.records
  /// How a query without rows is answered.
  public var emptyResult = EmptyResult.records
  /// True lets two companies have one name.
  public var allowsDuplicateNames = false
  /// True refuses parentheses in `expression`.
  public var strictExpressions = false

  public enum DateFormat: String, Sendable { case iso, epochMilliseconds = "epoch_ms" }
  public enum NullDates: String, Sendable { case null, empty }
  public enum QueryShape: String, Sendable { case records, list }
  public enum EmptyResult: String, Sendable { case records, error }

  public init() {}
}
