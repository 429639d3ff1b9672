import FlowCheck

/// The flows of the simulation: every verb, both kinds of source, `changed` and `once`, keys and items.
enum SimulationTexts {
  static let handoff = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), account: =text(row.account), name: =text(row.name), n: =number(row.n), at: =time(row.at) }
        delivery: =row.id
    about: =event.id
    key: =event.account
    at: =event.at
    steps:
      - id: account
        lookup: salesforce.Account
        match: { Id: =event.account }
      - id: company
        upsert: gainsight.company
        match: [{ SfdcAccountId: =event.account }, { normalized: { Name: =event.name } }]
        set: { SfdcAccountId: =event.account, Arr: =event.n }
        set_on_create: { Name: =event.name, Stage: New }
      - id: task
        create: salesforce.Task
        set: { WhatId: =account.Id, Subject: =event.id }
      - id: memo
        create: salesforce.Memo
        match: { Subject: =event.name }
        set: { Subject: =event.name }
      - id: tell
        notify: slack
        to: ops
        text: =event.id
    """

  /// Makes the same memos as the handoff.
  static let memos = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), name: =text(row.name) }
        delivery: =row.id
    about: =event.id
    steps:
      - id: memo
        create: salesforce.Memo
        match: { Subject: =event.name }
        set: { Subject: =event.name }
    """

  /// Items, some alike: a record and a message an item; a bad one fails alone.
  static let orders = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), account: =text(row.account), n: =number(row.n), parts: '=row.parts.map(p, text(p))' }
        delivery: =row.id
    about: =event.id
    key: =event.account
    steps:
      - id: lines
        for_each: =event.parts
        as: part
        do:
          - id: line
            create: salesforce.Line
            set: { Subject: "${event.id}/${part}", WhatId: =event.account }
            on_error: continue
          - id: rush
            when: =part == "rush"
            notify: slack
            to: rush
            text: =event.id
      - id: card
        upsert: gainsight.card
        match: { AccountId: =event.account }
        set: { AccountId: =event.account, Total: =event.n, Lines: '=size(lines)' }
    """

  /// What people change is read and brought over.
  static let phones = """
    trigger:
      - poll: salesforce.Account
        every: 5m
        start: all
        event: { id: =row.Id, phone: =row.Phone }
    when: =event.phone != null
    steps:
      - id: card
        upsert: gainsight.card
        match: { AccountId: =event.id }
        set: { AccountId: =event.id, Phone: =event.phone }
    """

  /// The first time an account is a customer with a number: an operation, which no one may repeat, and a message.
  static let welcome = """
    trigger:
      - poll: salesforce.Account
        every: 5m
        start: all
        event: { id: =row.Id, type: =row.Type, phone: =row.Phone }
    once: true
    when: =event.type == "Customer"
    steps:
      - id: not_yet
        when: =event.phone == null
        skip: It has no number yet.
      - id: file
        call: salesforce.open_file
        with: { account: =event.id }
      - id: tell
        notify: slack
        to: welcome
        text: =event.id
    """

  /// By their place in the list they are sent to. Each start after a crash finds changed files.
  static func versions() throws -> [[CheckedFlow]] {
    try ["", "description: Changed.\n"].map { head in
      [
        try flow("health", head + Texts.health), try flow("handoff", head + handoff), try flow("memos", head + memos),
        try flow("orders", head + orders), try flow("phones", head + phones), try flow("welcome", head + welcome),
      ]
    }
  }
}
