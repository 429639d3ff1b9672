/// The keys of steps.
public enum StepKeys {
  static let id = Key(
    "id", .name, required: true, example: "account", "The step's name: formulas see its result by it, and its effects are remembered by it.")
  static let when = Key(
    "when", .formula, standard: "always", example: "=account.Tier__c == \"Strategic\"", "Whether the step runs; otherwise it binds null.")
  static let description = Key("description", .text, example: "The account of this customer.", "What the step is for.")
  static let onError = Key(
    "on_error", .choice(Step.OnError.allCases.map(\.rawValue)), standard: "fail", example: "continue",
    "`continue`: after its retries the step binds null and the event goes on.")
  static let common = [id, when, description, onError]

  /// True for a key that some step has.
  public static func isKnown(_ name: String) -> Bool { common.contains { $0.name == name } || verbs.contains { $0.key(name) != nil } }

  static let match = Key(
    "match", .oneOrMany(.fields), example: "{ Id: =event.AccountId }",
    """
    Fields that must be equal, or a list of such sets, tried in order. `normalized: { … }` compares without case, accents, punctuation and \
    legal suffix.
    """
  )
  static let required = Key("match", match.type, required: true, example: match.example, match.doc)
  static let onNone = Key(
    "on_none", .choice(Match.OnNone.allCases.map(\.rawValue)), standard: "fail", example: "skip",
    "What happens when no record is found; `retry` waits for one that may still come.")
  static let onMany = Key(
    "on_many", .choice(Match.OnMany.allCases.map(\.rawValue)), standard: "fail", example: "newest", "What happens when several records are found.")
  static let filter = Key("where", .formula, example: "=row.IsActive", "Narrows what is looked up; a formula over `row`.")
  static let many = Key("many", .boolean, standard: "false", example: "true", "Binds the list of all records that match.")
  static let set = Key(
    "set", .fields, required: true, example: "{ Health_Score__c: =event.score }",
    "The fields to write. `Csm.Email: =x` refers to a record by a unique field of its own. A formula that gives null leaves its field alone.")
  static let setOnCreate = Key("set_on_create", .fields, example: "{ Status: Active }", "Fields that are written only when the record is created.")
  static let blank = Key("blank", .list(.text), example: "[Phone]", "Fields that a formula's null clears.")
  static let newestWins = Key(
    "newest_wins", .text, example: "Health_Updated_At__c",
    "A date-time field: edits of both sides are settled by time, and it is stamped with the winner's.")

  /// What each verb is, in the order of the language's table.
  public static let verbs: [Construct] = [lookup, update, upsert, create, transform, notify, call, block, skip, fail]

  static let lookup = verb(
    "lookup", .object, "salesforce.Account", "Finds a record, or with `many: true` all that match, and binds it.",
    [match, filter, many, onNone, onMany],
    """
    - id: account
      lookup: salesforce.Account
      match: { Id: =event.AccountId }
    """)
  static let update = verb(
    "update", .object, "salesforce.Account", "Writes to the one record that matches, if anything differs.",
    [required, set, blank, newestWins, onNone, onMany],
    """
    - id: write
      update: salesforce.Account
      match: { Id: =account.Id }
      set: { Health_Score__c: =event.score }
    """)
  static let upsert = verb(
    "upsert", .object, "gainsight.company", "Creates the record where none matches, and writes to the one that does.",
    [required, set, setOnCreate, blank, newestWins, onMany],
    """
    - id: company
      upsert: gainsight.company
      match: { SfdcAccountId: =event.Id }
      set: { Name: =event.Name, SfdcAccountId: =event.Id }
    """)
  static let create = verb(
    "create", .object, "salesforce.Task", "Creates a record; one that matches already is left as it is, and bound.", [match, set, onMany],
    """
    - id: task
      create: salesforce.Task
      set: { WhatId: =account.Id, Subject: Call back }
    """)
  static let transform = verb(
    "transform", .fields, "{ arr: \"=coalesce(account.ARR__c, 0)\" }", "Names values; each formula may use those above it, as `id.name`.", [],
    """
    - id: plan
      transform:
        arr: =coalesce(account.ARR__c, event.Amount, 0)
        tier: =ifs(plan.arr >= 250000, "Strategic", "Standard")
    """)
  static let skip = verb(
    "skip", .template, "no rule for this stage", "Ends the event as `skipped`, with this reason.", [],
    """
    - id: no_rule
      when: =rule.cta == null
      skip: no rule for this stage
    """)
  static let fail = verb(
    "fail", .template, "no owner", "Ends the event as a dead letter, with this reason.", [],
    """
    - id: no_owner
      when: =account.OwnerId == null
      fail: ${account.Name} has no owner
    """)

  static func verb(_ name: String, _ type: KeyType, _ example: String, _ doc: String, _ keys: [Key], _ whole: String) -> Construct {
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
    return Construct(
      name, doc, keys: [id, when, description, Key(name, type, required: true, example: example, doc)] + keys + [onError], example: "steps:\n" + lines
    )
  }
}
