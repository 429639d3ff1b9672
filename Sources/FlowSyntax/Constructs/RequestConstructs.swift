/// The keys of a request that a connector's manifest describes.
public enum RequestKeys {
  static let get = method("get", "/users.lookupByEmail")
  static let post = method("post", "/chat.postMessage")
  static let put = method("put", "/tickets/${id}")
  static let patch = method("patch", "/contacts/${id}")
  static let delete = method("delete", "/tickets/${input.id}")
  static let methods = [get, post, put, patch, delete]

  static let query = Key(
    "query", .fields, example: "{ email: =input.email }", "What stands behind the `?`, percent-encoded. A list is repeated, null is left out.")
  static let headers = Key(
    "headers", .map(.template), example: "{ Accept-Language: en }", "Headers of this request. A value with a line end is refused, null is left out.")
  static let body = Key(
    "body", .data, example: "{ channel: =input.channel, text: =input.text }", "What is sent, as JSON. A member whose formula gives null is left out.")
  static let form = Key("form", .fields, example: "{ name: =input.name }", "What is sent instead of `body`, as an encoded form.")
  static let effect = Key(
    "effect", .choice(Manifest.Effect.allCases.map(\.rawValue)), standard: "`read` for `get`, otherwise `write`", example: "read",
    "Whether it changes anything: a write whose answer is lost may have been done.")
  static let repeatable = Key(
    "repeatable", .boolean, standard: "`true` for `put`, `delete` and what only reads", example: "true",
    "Whether sending it twice has the effect of once.")
  static let limit = Key(
    "limit", .construct("rate"), example: "{ per_second: 1, per: =input.channel }",
    "How often this request may be sent, beside the connector's `limits`.")
  static let readBack = Key(
    "read_back", .construct("read_back"), example: "{ get: /orders, query: { ref: =effect_key }, found: '=size(response.body) > 0' }",
    "How to see, when an answer was lost, whether the request was carried out.")

  static let common = methods + [query, headers, body, form, effect, repeatable, limit, readBack]

  private static func method(_ name: String, _ example: String) -> Key {
    Key(name, .template, example: example, "A \(name.uppercased()) of this path below `url`. What stands in `${…}` is percent-encoded.")
  }

  static let found = Key(
    "found", .formula, required: true, example: "=size(response.body.orders) > 0", "Whether the answer shows that the request was carried out.")
  /// `read_back:`.
  public static let readBackConstruct = Construct(
    "read_back", "A look at whether a request whose answer was lost had been carried out. Found, its answer stands for the lost one.",
    keys: [get, post, query, headers, body, found],
    example: """
      operations:
        order:
          input: { ref: { type: string, required: true } }
          post: /orders
          body: { ref: =input.ref }
          read_back: { get: /orders, query: { ref: =input.ref }, found: =size(response.body.orders) > 0 }
      """)

  static let perSecond = Key("per_second", .number, example: "1", "Most in a second.")
  static let perMinute = Key("per_minute", .number, example: "50", "Most in a minute.")
  static let per = Key("per", .formula, example: "=input.channel", "What is counted on its own: each value has the whole rate.")
  /// `limit:`.
  public static let rateConstruct = Construct(
    "rate", "How often a request may be sent; what comes sooner waits.", keys: [perSecond, perMinute, per],
    example: "limit: { per_second: 1, per: =input.channel }")

  static let next = Key(
    "next", .formula, example: "=response.body.paging.next.after", "What names the next page: the next request's `page`. Null: this was the last.")
  static let url = Key(
    "url", .formula, example: "=response.body.next_page", "The whole address of the next page, at the same host. Null: this was the last.")
  static let link = Key("link", .boolean, standard: "false", example: "true", "Goes where the header `Link` says `rel=\"next\"`, at the same host.")
  static let size = Key(
    "size", .integer(1...100_000), example: "100",
    "Records of a page: the next request's `offset` counts on, and a page with fewer was the last.")
  static let pagingKinds = [next, url, link, size]
  /// `paging:`.
  public static let pagingConstruct = Construct(
    "paging", "How the next page of an answer is asked for: one of `next`, `url`, `link` and `size`.", keys: pagingKinds,
    example: "paging: { next: =response.body.paging.next.after }")

  static let type = Key(
    "type", .choice(Manifest.fieldTypes), required: true, example: "string", "What the field holds.")
  static let required = Key(
    "required", .boolean, standard: "false", example: "true", "Whether it must be given: an input always, a field when a record is created.")
  static let label = Key("label", .text, standard: "its name", example: "E-mail", "What people call it.")
  static let length = Key("length", .integer(1...10_000_000), example: "255", "Most characters.")
  static let values = Key("values", .list(.text), example: "[new, open, solved]", "The values of a `picklist`; others are findings.")
  static let readOnly = Key("read_only", .boolean, standard: "false", example: "true", "Whether the system sets it, and nobody else can.")
  static let createOnly = Key(
    "create_only", .boolean, standard: "false", example: "true", "Whether it can be set when a record is created, and not changed later.")
  static let unique = Key("unique", .boolean, standard: "false", example: "true", "Whether no two records have the same value.")
  static let escaped = Key(
    "escape", .boolean, standard: "false", example: "true",
    "Of an input: whether what a flow gives with `call` is escaped as `notify` does it, lists and mappings through and through.")
  static let path = Key(
    "path", .text, standard: "its name, below the object's `within`", example: "custom.score", "Where it stands in a record, with dots.")
  /// A field of an object, or of what an operation takes and gives.
  public static let fieldConstruct = Construct(
    "connector_field", "A field of an object, or of what an operation takes or gives. Where only the type matters, write the type alone.",
    keys: [type, required, label, length, values, readOnly, createOnly, unique, escaped, path],
    example: """
      input:
        channel: { type: string, required: true }
        thread: string
      """)
}
