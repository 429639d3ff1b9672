/// The keys of a connector's manifest.
public enum ManifestKeys {
  static let connector = Key("connector", .name, required: true, example: "desk", "The connector's name.")
  static let url = Key(
    "url", .text, standard: "the connection must give it", example: "https://slack.com/api",
    "Where the system is; a connection's own `url` goes before it.")
  static let auth = Key("auth", .construct("connector_auth"), required: true, example: "{ bearer: true }", "How to log in.")
  static let headers = Key("headers", .map(.template), example: "{ Api-Version: 2026-01-01 }", "Headers of every request.")
  static let limits = Key(
    "limits", .construct("connector_limits"), standard: "four requests at once", example: "{ calls: 4, per_minute: 600 }",
    "How much the system takes.")
  static let errors = Key(
    "errors", .construct("errors"), standard: "by status", example: "{ code: =response.body.error }", "What answers mean.")
  static let idempotency = Key(
    "idempotency", .construct("idempotency"), example: "{ header: Idempotency-Key }",
    "How the system knows a request that is sent again, so that a lost answer is asked for once more without harm.")
  static let operations = Key(
    "operations", .map(.construct("operation")), example: "{ ping: { get: /ping } }", "What `call: CONNECTION.OPERATION` can do.")
  static let notify = Key("notify", .construct("connector_notify"), example: "{ operation: post, with: { text: =text } }", "How a message is sent.")
  static let objects = Key(
    "objects", .map(.construct("connector_object")), example: "{ contact: { identity: id, fields: { id: id } } }", "Its records.")

  /// The construct.
  public static let construct = Construct(
    "connector", "A connector as a file: a system with an HTTP interface, which `connections:` names by the file's path.",
    keys: [FlowKeys.flowrun, connector, FlowKeys.description, url, auth, headers, limits, errors, idempotency, operations, notify, objects],
    example: """
      flowrun: 1
      connector: desk
      url: https://desk.example/api
      auth: { bearer: true }
      operations:
        close_ticket:
          input: { id: { type: id, required: true } }
          put: /tickets/${input.id}
          body: { status: closed }
      """)

  static let none = Key("none", .boolean, example: "true", "Nothing is needed.")
  static let bearer = Key("bearer", .boolean, example: "true", "`Authorization: Bearer …`; the connection has `auth: { bearer: … }`.")
  static let basic = Key("basic", .boolean, example: "true", "User and password; the connection has `auth: { basic: { user: …, password: … } }`.")
  static let header = Key("header", .text, example: "X-Api-Key", "A header of that name with a key; the connection has `auth: { header: … }`.")
  static let clientCredentials = Key(
    "client_credentials", .construct("oauth"), example: "{ token_url: /oauth/token }",
    "OAuth; the connection has `auth: { client_credentials: { client_id: …, client_secret: … } }`.")
  static let hmac = Key(
    "hmac", .construct("hmac"), example: "{ header: X-Signature, over: =request.body }", "A signature; the connection has `auth: { hmac: … }`.")
  static let ways = [none, bearer, basic, header, clientCredentials, hmac]
  /// `auth:`.
  public static let authConstruct = Construct(
    "connector_auth", "How to log in. Of several ways a connection takes one.", keys: ways, example: "auth: { bearer: true, basic: true }")

  static let tokenURL = Key(
    "token_url", .text, required: true, example: "/oauth/token", "Where tokens are issued: a path below `url`, or a whole address.")
  static let scope = Key("scope", .text, example: "tickets:write", "What the token is for.")
  static let send = Key(
    "send", .choice(Manifest.OAuth.Sending.allCases.map(\.rawValue)), standard: "basic", example: "form",
    "Where id and secret go: into the header, or into the form.")
  /// `client_credentials:`.
  public static let oauthConstruct = Construct(
    "oauth", "OAuth 2.0 client credentials. A token that is refused is asked for anew, once.", keys: [tokenURL, scope, send],
    example: "auth: { client_credentials: { token_url: /oauth/token, scope: tickets:write } }")

  static let signature = Key("header", .text, required: true, example: "X-Signature", "The header that carries the signature.")
  static let over = Key(
    "over", .formula, required: true, example: "=request.time + request.method + request.path + request.body",
    "What is signed, of `request`'s `method`, `path` with its query, `body` and `time` in seconds since 1970.")
  static let encoding = Key(
    "encoding", .choice(Manifest.Signature.Encoding.allCases.map(\.rawValue)), standard: "hex", example: "base64", "How the signature is written.")
  static let prefix = Key("prefix", .text, example: "sha256=", "What stands before it.")
  static let timeHeader = Key("time_header", .text, example: "X-Timestamp", "The header that carries `request.time`.")
  /// `hmac:`.
  public static let hmacConstruct = Construct(
    "hmac", "A signature of each request: HMAC with SHA-256.", keys: [signature, over, encoding, prefix, timeHeader],
    example: "auth: { hmac: { header: X-Signature, over: =request.time + request.body, time_header: X-Timestamp } }")

  static let calls = Key("calls", .integer(1...1_000), standard: "4", example: "8", "Most requests at once.")
  /// `limits:`.
  public static let limitsConstruct = Construct(
    "connector_limits", "How much the system takes; what comes sooner waits.", keys: [calls, RequestKeys.perSecond, RequestKeys.perMinute],
    example: "limits: { calls: 4, per_second: 10 }")

  static let failed = Key(
    "failed", .formula, standard: "by status alone", example: "=response.body.ok != true",
    "Whether an answer with a status below 300 is a failure all the same.")
  static let code = Key(
    "code", .formula, standard: "`http_` and the status", example: "=response.body.error", "The system's own code of what is wrong.")
  static let message = Key("message", .template, standard: "the answer's first words", example: "=response.body.message", "A sentence for people.")
  static let wait = Key(
    "wait", .formula, standard: "the header `Retry-After`", example: "=response.body.retry_in", "Seconds to wait before the next request.")
  static let fields = Key("fields", .formula, example: "=response.body.errors.map(e, e.field)", "The fields that the system names.")
  static let classes = Key(
    "classes", .list(.construct("error_class")), standard: "by status", example: "[{ class: rate, codes: [ratelimited] }]",
    "What the engine is to do, the first that fits.")
  /// `errors:`.
  public static let errorsConstruct = Construct(
    "errors", "What answers mean. Without a class that fits, the status decides.", keys: [failed, code, message, wait, fields, classes],
    example: """
      errors:
        failed: =response.body.ok != true
        code: =response.body.error
        classes:
          - { class: rate, codes: [ratelimited] }
          - { class: auth, codes: [invalid_auth, token_revoked] }
      """)

  static let kind = Key(
    "class", .choice(Manifest.classes), required: true, example: "rate",
    """
    `retry`: passing trouble, nothing was done. `rate`: a limit, nothing was done. `auth`: the login or its rights. `rejected`: this record is \
    wrong. `conflict`: another record or change is in the way. `unknown`: it may have been done.
    """)
  static let codes = Key("codes", .list(.text), example: "[ratelimited]", "Codes that `code` gives.")
  static let status = Key("status", .list(.integer(100...599)), example: "[423]", "Statuses.")
  static let when = Key("when", .formula, example: "=response.body.transient == true", "Any other condition.")
  static let hint = Key("hint", .text, example: "Invite the bot to the channel.", "What people should do, behind the message.")
  /// One of `classes:`.
  public static let classConstruct = Construct(
    "error_class", "A kind of failure: all of `codes`, `status` and `when` that are there must fit.", keys: [kind, codes, status, when, hint],
    example: """
      errors:
        code: =response.body.code
        classes: [{ class: rejected, codes: [not_in_channel], hint: Invite the bot to the channel. }]
      """)

  static let idempotencyHeader = Key("header", .text, required: true, example: "Idempotency-Key", "The header that carries the engine's effect key.")
  /// `idempotency:`.
  public static let idempotencyConstruct = Construct(
    "idempotency", "The system knows a request that is sent again by a key.", keys: [idempotencyHeader],
    example: "idempotency: { header: Idempotency-Key }")

  static let fieldSpecs = KeyType.map(.either(.choice(Manifest.fieldTypes), .construct("connector_field")))
  static let input = Key("input", fieldSpecs, example: "{ id: { type: id, required: true } }", "What `with` may give: formulas read it as `input`.")
  static let output = Key("output", .fields, example: "{ id: =response.body.user.id }", "What the step's result has; without it, the whole body.")
  static let outputTypes = Key("output_types", fieldSpecs, standard: "data of any kind", example: "{ id: id }", "The types of what `output` gives.")
  /// One of `operations:`.
  public static let operationConstruct = Construct(
    "operation", "A request that flows make with `call`.", keys: [FlowKeys.description] + RequestKeys.common + [input, output, outputTypes],
    example: """
      operations:
        user_by_email:
          input: { email: { type: email, required: true } }
          get: /users.lookupByEmail
          query: { email: =input.email }
          output: { id: =response.body.user.id }
      """)

  static let sends = Key("operation", .name, required: true, example: "post_message", "The operation that sends the message to one receiver.")
  static let sendsWith = Key(
    "with", .fields, required: true, example: "{ channel: =to, text: =text }",
    "The operation's input, of `to`, `subject`, `text` and `mention` (a list); these are escaped, `plain.subject` and `plain.text` are not.")
  static let escape = Key(
    "escape", .map(.text), example: "{ '&': '&amp;', '<': '&lt;', '>': '&gt;' }",
    "Characters that mean something in a message, and what stands for them: no value can mention, link or format by them.")
  static let receiver = Key("receiver", .formula, example: "=to.matches('^#?[a-z0-9_-]+$')", "Whether `to` can be a receiver; others are refused.")
  static let person = Key(
    "person", .name, example: "user_by_email",
    "The operation that gives the `id` of a person by `email`: receivers and mentions may be e-mail addresses.")
  static let mentionable = Key("mentionable", .formula, example: "=person.matches('^[UW][A-Z0-9]+$')", "Whether the id `person` can be mentioned.")
  static let id = Key("id", .formula, example: "=output.ts", "The message's name, of the operation's `output`.")
  /// `notify:`.
  public static let notifyConstruct = Construct(
    "connector_notify", "How the step `notify` and alerts send a message.", keys: [sends, sendsWith, escape, receiver, person, mentionable, id],
    example: """
      notify:
        operation: post_message
        with: { channel: =to, text: =text }
        escape: { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
      """)

  /// Those of manifests.
  static let all = [
    construct, authConstruct, oauthConstruct, hmacConstruct, limitsConstruct, errorsConstruct, classConstruct, idempotencyConstruct,
    operationConstruct, notifyConstruct, ObjectKeys.construct, ObjectKeys.findConstruct, ObjectKeys.pollConstruct, ObjectKeys.createConstruct,
    ObjectKeys.updateConstruct, RequestKeys.fieldConstruct, RequestKeys.pagingConstruct, RequestKeys.rateConstruct, RequestKeys.readBackConstruct,
  ]
}

extension Constructs {
  /// Those of connectors' manifests, the file itself first.
  public static var manifests: [Construct] { ManifestKeys.all }
}

/// The keys of an object of a manifest.
public enum ObjectKeys {
  static let label = Key("label", .text, standard: "its name", example: "Contact", "What people call it.")
  static let identity = Key("identity", .text, standard: "id", example: "id", "The field that names a record for good.")
  static let watermark = Key("watermark", .text, example: "updated_at", "The field that moves with every change: `poll` follows it.")
  static let modified = Key("modified", .text, standard: "none", example: "updated_at", "When a person or program last changed the record.")
  static let created = Key("created", .text, example: "created_at", "When the record was created, for `on_many: newest | oldest`.")
  static let within = Key("within", .text, example: "properties", "Where a record's fields stand, where that is not the record itself.")
  static let fields = Key(
    "fields", ManifestKeys.fieldSpecs, required: true, example: "{ id: id, email: { type: email, unique: true } }", "Its fields.")
  static let find = Key(
    "find", .oneOrMany(.construct("find")), example: "{ by: [id], get: '/contacts/${key.id}', records: '=[response.body]' }",
    "How records are found: a request for each set of fields that `match` may have.")
  static let poll = Key(
    "poll", .construct("connector_poll"), example: "{ get: /contacts, query: { since: =since }, records: =response.body.contacts }",
    "How changes are read.")
  static let create = Key(
    "create", .construct("connector_create"), example: "{ post: /contacts, body: =record, id: =response.body.id }", "How a record is made.")
  static let update = Key(
    "update", .construct("connector_update"), example: "{ patch: '/contacts/${id}', body: =record }", "How a record is changed.")
  /// One of `objects:`.
  public static let construct = Construct(
    "connector_object", "A kind of record, which flows look up, poll and write like any other.",
    keys: [label, identity, watermark, modified, created, within, fields, find, poll, create, update],
    example: """
      objects:
        contact:
          fields:
            id: { type: id, read_only: true }
            email: { type: email, unique: true }
          find: { by: [id], get: "/contacts/${key.id}", records: "=[response.body]" }
          create: { post: /contacts, body: =record, id: =response.body.id }
          update: { patch: "/contacts/${id}", body: =record }
      """)

  static let by = Key("by", .list(.text), required: true, example: "[email]", "The fields of `match` that it serves; formulas read `key.FIELD`.")
  static let batch = Key(
    "batch", .integer(1...10_000), standard: "1", example: "100", "Keys in one request: formulas read the list `keys` instead of `key`.")
  static let records = Key("records", .formula, required: true, example: "=response.body.results", "The records in an answer, a list.")
  static let paging = Key(
    "paging", .construct("paging"), standard: "one page", example: "{ next: =response.body.next }", "How the next page is asked for.")
  static let missing = Key(
    "missing", .list(.integer(100...599)), standard: "[404]", example: "[404]", "Statuses that mean: there is none.")
  static let requestKeys = RequestKeys.methods + [RequestKeys.query, RequestKeys.headers, RequestKeys.body, RequestKeys.form, RequestKeys.limit]
  /// `find:`.
  public static let findConstruct = Construct(
    "find", "A request for the records that carry some keys. What it brings beyond them does no harm.",
    keys: [by, batch] + requestKeys + [records, missing, paging],
    example: """
      objects:
        contact:
          fields: { id: { type: id, read_only: true }, email: email }
          find:
            - { by: [id], get: "/contacts/${key.id}", records: "=[response.body]" }
            - by: [email]
              batch: 100
              post: /contacts/batch/read
              body: { inputs: '=keys.map(k, {"id": k.email})', properties: =fields }
              records: =response.body.results
      """)

  static let overlap = Key(
    "overlap", .duration, standard: "1m", example: "5m", "How long a record may take to become visible: `since` is earlier by as much.")
  /// `poll:`.
  public static let pollConstruct = Construct(
    "connector_poll", "A request for the records that have changed, in the order of their watermark. `since` is null where all are asked for.",
    keys: requestKeys + [records, paging, overlap],
    example: """
      objects:
        ticket:
          watermark: updated_at
          fields: { id: { type: id, read_only: true }, updated_at: { type: datetime, read_only: true } }
          poll:
            get: /tickets
            query: { updated_after: =since, cursor: =page }
            records: =response.body.tickets
            paging: { next: =response.body.next }
      """)

  static let writeBatch = Key(
    "batch", .integer(1...10_000), standard: "1", example: "100",
    "Records in one request: formulas read the list `records` of `{id, fields}` instead of `id` and `record`.")
  static let id = Key("id", .formula, example: "=response.body.id", "The new record's identity.")
  static let ids = Key(
    "ids", .formula, example: "=response.body.results.map(r, r.id)",
    "Of a `batch`, the identities in the order of `records`; null where one was not written, and then it is tried alone.")
  private static let writeKeys = RequestKeys.common + [writeBatch]
  /// `create:`.
  public static let createConstruct = Construct(
    "connector_create", "A request that makes a record, or several.", keys: writeKeys + [id, ids],
    example: """
      objects:
        contact:
          fields: { id: { type: id, read_only: true }, email: email }
          create: { post: /contacts, body: { properties: =record }, id: =response.body.id }
      """)
  /// `update:`.
  public static let updateConstruct = Construct(
    "connector_update", "A request that changes a record, or several, by identity.", keys: writeKeys + [ids],
    example: """
      objects:
        contact:
          fields: { id: { type: id, read_only: true }, email: email }
          update: { patch: "/contacts/${id}", body: { properties: =record } }
      """)
}
