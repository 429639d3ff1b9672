/// The keys of `flowrun.yaml`.
public enum ProjectKeys {
  static let settings = Key(
    "settings", .map(.data), example: "{ risk_as: Task, renewal_days: 120 }",
    "Values that every formula reads as `settings.NAME`, typed by what is written.")
  static let connections = Key(
    "connections", .map(.construct("connection")), example: "{ slack: { connector: slack } }", "The systems, by the names that flows use.")
  static let state = Key("state", .construct("state"), example: "{ journal: .flowrun/journal.db, keep: 30d }", "Where runs are recorded.")
  static let serve = Key("serve", .construct("serve"), example: "{ hooks: 127.0.0.1:8080 }", "Where webhooks and administration listen.")
  static let lint = Key("lint", .construct("lint"), example: "{ ignore: { FLOW0403: [legacy/**] } }", "Findings that are not wanted.")
  static let profiles = Key(
    "profiles", .map(.construct("profile")), example: "{ prod: { settings: { renewal_days: 90 } } }", "What `--profile NAME` lays over all of this.")

  /// The construct.
  public static let construct = Construct(
    "project", "`flowrun.yaml`, at the root of a folder of flows.",
    keys: [
      FlowKeys.flowrun, FlowKeys.timeZone, settings, connections, FlowKeys.retry, FlowKeys.alert, state, serve, lint, profiles,
    ],
    example: """
      flowrun: 1
      time_zone: America/New_York
      connections:
        gainsight: { connector: gainsight, url: "${env.GS_URL}", auth: { access_key: "${env.GS_KEY}" } }
      """)

  /// What a profile may lay over the project.
  public static let profile = Construct(
    "profile", "What `--profile NAME` lays over the project.",
    keys: [FlowKeys.timeZone, settings, connections, FlowKeys.retry, FlowKeys.alert, state, serve],
    example: "profiles: { prod: { settings: { renewal_days: 90 } } }")

  static let journal = Key("journal", .text, standard: ".flowrun/journal.db", example: ".flowrun/journal.db", "The file of the journal.")
  static let keep = Key("keep", .duration, standard: "30d", example: "30d", "How long finished runs are kept.")
  /// `state:`.
  public static let stateConstruct = Construct(
    "state", "Where runs are recorded, and for how long.", keys: [journal, keep], example: "state: { journal: .flowrun/journal.db, keep: 30d }")

  static let hooks = Key("hooks", .text, standard: "127.0.0.1:8080", example: "127.0.0.1:8080", "Where `POST /hooks/FLOW` listens.")
  static let admin = Key("admin", .text, standard: "127.0.0.1:9090", example: "127.0.0.1:9090", "Where health, status and metrics listen.")
  /// `serve:`.
  public static let serveConstruct = Construct(
    "serve", "Addresses to listen at, each `HOST:PORT`.", keys: [hooks, admin], example: "serve: { hooks: 127.0.0.1:8080, admin: 127.0.0.1:9090 }")

  static let ignore = Key(
    "ignore", .map(.list(.text)), example: "{ FLOW0403: [legacy/**] }", "Codes of findings, each with the paths in which it is not reported.")
  /// `lint:`.
  public static let lintConstruct = Construct(
    "lint", "Findings that are not wanted.", keys: [ignore], example: "lint: { ignore: { FLOW0403: [legacy/**] } }")
}

/// The keys of a connection.
public enum ConnectionKeys {
  static let connector = Key("connector", .text, required: true, example: "salesforce", "The kind of system, or the path of a manifest of one's own.")
  static let limits = Key("limits", .construct("limits"), example: "{ calls: 8, per_day: 100000 }", "How much of the system's allowance may be used.")
  static let stamp = Key(
    "stamp", .map(.text), example: "{ Task: Flow_Key__c }", "Per object, the unique external-id field that carries the engine's effect key.")
  static let schema = Key("schema", .text, example: "schemas/salesforce.json", "The schema snapshot that `flowrun schema pull` writes.")
  static let url = Key("url", .secret, example: "${env.SF_URL}", "Where the system is.")
  static let tokenURL = Key(
    "token_url", .secret, standard: "from `url`", example: "https://login.salesforce.com/services/oauth2/token", "Where tokens are issued.")
  static let audience = Key("audience", .secret, standard: "from `url`", example: "https://login.salesforce.com", "Whom a signed login is for.")
  static let version = Key("version", .secret, example: "v62.0", "The version of the system's interface.")
  static let auth = Key(
    "auth", .secret, example: "{ access_key: \"${env.GS_KEY}\" }",
    "How to log in: `client_credentials`, `jwt`, `access_key`, `bearer`, `basic`, `header` or `hmac`.")
  static let hook = Key(
    "hook", .secret, example: "{ header: X-Flowrun-Token, token: \"${env.GS_HOOK}\" }", "How calls from the system prove where they come from.")
  static let from = Key("from", .secret, example: "flows@acme.example", "The sender of mails.")

  static let own = Key("options", .secret, example: "{ timeout: 60 }", "Settings that only this connector has; its page lists them.")

  /// Keys whose text the connector itself reads.
  static let options = [url, tokenURL, audience, version, auth, hook, from, own]

  /// The construct.
  public static let construct = Construct(
    "connection", "One system that flows read and write.", keys: [connector] + options + [limits, stamp, schema],
    example: """
      connections:
        gainsight: { connector: gainsight, url: "${env.GS_URL}", auth: { access_key: "${env.GS_KEY}" } }
      """)

  static let calls = Key("calls", .integer(1...1_000), example: "8", "Most calls at once.")
  static let perSecond = Key("per_second", .number, example: "20", "Most requests in a second, any second.")
  static let perMinute = Key("per_minute", .integer(1...10_000_000), example: "600", "Most requests in a minute, any minute.")
  static let perDay = Key(
    "per_day", .integer(1...1_000_000_000), example: "100000",
    "The requests that the system allows in any 24 hours; where its answers say so, the smaller of the two counts.")
  static let share = Key(
    "share", .percent, standard: "100%", example: "60%",
    "How much of the day's allowance the flows may use. Flows of low priority wait at 90 % of it, of normal priority at 97 %.")
  static let reserve = Key(
    "reserve", .percent, standard: "0%", example: "10%",
    "How much of the day's allowance is left to people: by the system's own count of all users, the flows wait before it.")
  /// `limits:`.
  public static let limitsConstruct = Construct(
    "limits", "How much of a system's allowance may be used.", keys: [calls, perSecond, perMinute, perDay, share, reserve],
    example: "limits: { calls: 8, per_second: 20, per_day: 100000, share: 60%, reserve: 10% }")
}

/// Every construct of flows, of `flowrun.yaml`, of test files and of connectors' manifests, for schema, hover texts and pages.
public enum Constructs {
  /// In the order of the language's description.
  public static let all: [Construct] =
    [
      FlowKeys.construct, TriggerKeys.webhookConstruct, TriggerKeys.messageConstruct, TriggerKeys.pollConstruct, WindowKeys.construct,
      TableKeys.construct, RetryKeys.construct, AlertKeys.construct,
    ] + StepKeys.verbs + [
      ProjectKeys.construct, ConnectionKeys.construct, ConnectionKeys.limitsConstruct, ProjectKeys.stateConstruct, ProjectKeys.serveConstruct,
      ProjectKeys.lintConstruct, ProjectKeys.profile,
    ] + tests + manifests
}
