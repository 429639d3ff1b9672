// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family01: [Int: String] = [
    101: ##"""
    # FLOW0101: A key has the wrong kind of value.

    Each key takes text, a list or a mapping.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    window: 5
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    window: { events: 5 }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    102: ##"""
    # FLOW0102: A key is unknown.

    A misspelt key would be ignored otherwise.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    descripton: x
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    description: x
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    103: ##"""
    # FLOW0103: A key is missing.

    Without it nobody knows what to do.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    owner: revops@acme.example
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    104: ##"""
    # FLOW0104: A value is none of those that the key takes.

    The message lists them.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    priority: urgent
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    priority: high
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    105: ##"""
    # FLOW0105: The version of the language is another one.

    A file says which version it is written in, so that it means the same for good.

    ## Bad

    ```yaml
    flowrun: 2
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Score__c: =event.AnnualRevenue }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Score__c: =event.AnnualRevenue }
    ```

    """##,
    106: ##"""
    # FLOW0106: A step has no verb.

    Its verb says what it does.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: done
        description: nothing
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: done
        skip: nothing to do
    ```

    """##,
    107: ##"""
    # FLOW0107: A step has two verbs.

    A step does one thing, so that its result has one meaning.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: done
        skip: x
        fail: y
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: done
        skip: x
    ```

    """##,
    108: ##"""
    # FLOW0108: A key belongs to another verb.

    Each verb has its own keys.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: find
        lookup: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: x }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Score__c: =event.AnnualRevenue }
    ```

    """##,
    109: ##"""
    # FLOW0109: A source does not say what it is.

    A source is a `webhook`, a `message` or a `poll`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    110: ##"""
    # FLOW0110: A source is two things.

    Several sources are several items of the list.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, message: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
      - message: salesforce.Account
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    111: ##"""
    # FLOW0111: An object is not named with its connection.

    Two systems may both have an `Account`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    112: ##"""
    # FLOW0112: A formula has no `=`.

    Text that begins with `=` is a formula, other text is itself, everywhere.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: event.Name != null
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: =event.Name != null
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    113: ##"""
    # FLOW0113: A formula stands where none is taken.

    This value is the same for all events.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    description: =event.Name
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    description: Keeps names.
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    114: ##"""
    # FLOW0114: A formula is empty.

    After `=` something must be computed.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: '=' }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =1 }
    ```

    """##,
    115: ##"""
    # FLOW0115: `${` is not closed.

    The formula in the text ends with `}`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: 'Hello ${event.Name' }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: 'Hello ${event.Name}' }
    ```

    """##,
    116: ##"""
    # FLOW0116: A poll has two schedules.

    `every` and `cron` would contradict each other.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, cron: 0 6 * * * }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, cron: 0 6 * * * }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    117: ##"""
    # FLOW0117: A poll has no schedule.

    Somebody must say how often.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - poll: salesforce.Account
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    118: ##"""
    # FLOW0118: `normalized` stands beside exact fields.

    It is a strategy of its own, tried when the ones before found nothing.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: find
        lookup: salesforce.Account
        match: { Id: =event.Id, normalized: { Name: =event.Name } }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: find
        lookup: salesforce.Account
        match: [{ Id: =event.Id }, { normalized: { Name: =event.Name } }]
    ```

    """##,
    119: ##"""
    # FLOW0119: A list or mapping is empty.

    Nothing would happen, and nothing would say so.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: find
        lookup: salesforce.Account
        match: {}
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: find
        lookup: salesforce.Account
        match: { Id: =event.Id }
    ```

    """##,
    120: ##"""
    # FLOW0120: `for_each` has no `as`.

    Formulas need a name for the item.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: tasks
        lookup: salesforce.Task
        match: { WhatId: =event.Id }
        many: true
      - id: each
        for_each: =tasks
        do: [{ id: done, skip: x }]
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: tasks
        lookup: salesforce.Task
        match: { WhatId: =event.Id }
        many: true
      - id: each
        for_each: =tasks
        as: task
        do: [{ id: done, skip: x }]
    ```

    """##,
    121: ##"""
    # FLOW0121: `as` has no `for_each`.

    There is no item to name.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: each
        as: task
        do: [{ id: done, skip: x }]
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: each
        do: [{ id: done, skip: x }]
    ```

    """##,
    122: ##"""
    # FLOW0122: A source has a `time_zone` and no `cron`.

    `every` needs none.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, time_zone: UTC }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, cron: 0 6 * * *, time_zone: UTC }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    123: ##"""
    # FLOW0123: A match compares with a list.

    A record's field has one value; several ways to match are a list of sets.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: find
        lookup: salesforce.Account
        match: { Name: [A, B] }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: find
        lookup: salesforce.Account
        match: [{ Name: A }, { Name: B }]
    ```

    """##,
    124: ##"""
    # FLOW0124: A table has a formula.

    Its values are the same for all events.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { t: { a: =event.Name } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { t: { a: 1 } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    125: ##"""
    # FLOW0125: An alert has no receiver.

    `notify` says who carries it and `to` who gets it: one without the other reaches nobody.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    alert: { notify: slack, failed: 5% }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    alert: { notify: slack, to: ops, failed: 5% }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    126: ##"""
    # FLOW0126: A name is reserved.

    Formulas give the word another meaning.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: event
        skip: x
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: done
        skip: x
    ```

    """##,
    127: ##"""
    # FLOW0127: A text has too many formulas.

    It is evaluated for each event; a `transform` can put it together in parts. `⟨${event.Name}, × 501⟩` stands for 501 of them.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: ops, text: '⟨${event.Name}, × 501⟩' }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: ops, text: '${event.Name}' }
    ```

    """##,
    128: ##"""
    # FLOW0128: Text has the braces of another tool.

    Text goes out as it is written. A value in text is `${…}`, a value alone is a formula: `=…`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: ops, text: 'Look at {{ event.Name }}' }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: ops, text: 'Look at ${event.Name}' }
    ```

    """##,
    129: ##"""
    # FLOW0129: The file belongs to another tool.

    It has none of the keys that make a flow. Name the flows on the command line, or keep files of other tools in another folder.

    ## Bad

    ```yaml
    name: CI
    on: { push: { branches: [main] } }
    jobs:
      test:
        runs-on: ubuntu-latest
        steps: [{ run: make test }]
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    130: ##"""
    # FLOW0130: A formula stands where names are listed.

    `changed` and `blank` list fields by name: they say which, not what is in them.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    changed: [=event.Name]
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    changed: [Name]
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    131: ##"""
    # FLOW0131: Text stands in typographic quotes.

    YAML knows straight quotes only (`"…"` and `'…'`); others are part of the text, and go out with it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: “ops”, text: An account changed }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: "ops", text: An account changed }
    ```

    """##,
    132: ##"""
    # FLOW0132: A key of the step stands inside another one.

    What is indented below `match` is compared; `set` and the others begin in one column with `match`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match:
          Id: =event.Id
          set:
            Name: =event.Name
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match:
          Id: =event.Id
        set:
          Name: =event.Name
    ```

    """##,
  ]
}
