extension StepKeys {
  static let to = Key("to", .oneOrMany(.template), required: true, example: "[cs-handoffs, =account.Owner.Email]", "Who gets it: one, or a list.")
  static let subject = Key("subject", .template, example: "Renewal of ${account.Name}", "The subject of a mail.")
  static let text = Key("text", .template, required: true, example: "'*${account.Name}* is won'", "What it says.")
  static let mention = Key("mention", .oneOrMany(.template), example: "[=account.OwnerId]", "Who is mentioned.")
  static let with = Key("with", .fields, example: "{ id: =event.Id }", "What the operation is given.")
  static let forEach = Key(
    "for_each", .formula, example: "=event.contacts", "Runs the steps once for each item of a list; the result is the list of theirs.")
  static let item = Key("as", .name, example: "contact", "The item's name in formulas; needed with `for_each`.")

  static let notify = verb(
    "notify", .target, "slack", "Sends a message.", [to, subject, text, mention],
    """
    - id: tell
      notify: slack
      to: cs-handoffs
      text: '*${account.Name}* is won'
    """)
  static let call = verb(
    "call", .target, "desk.close_ticket", "Calls an operation of a connector that is no record.", [with],
    """
    - id: close
      call: desk.close_ticket
      with: { id: =event.Id }
    """)
  static let block = verb(
    "do", .list(.construct("step")), "[{ id: end, skip: nothing to do }]", "Steps under one `when`, or once for each item of a list.",
    [forEach, item],
    """
    - id: people
      for_each: =event.contacts
      as: contact
      do:
        - id: person
          upsert: gainsight.person
          match: { Email: =contact.Email }
          set: { Email: =contact.Email, LastName: =contact.LastName }
    """)
}
