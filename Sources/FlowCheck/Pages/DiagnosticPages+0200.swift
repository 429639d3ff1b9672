// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family02: [Int: String] = [
    200: ##"""
    # FLOW0200: A formula cannot be read.

    It is not complete, or has something that formulas do not know.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =event.Name + }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =event.Name }
    ```

    """##,
    201: ##"""
    # FLOW0201: A number or text in a formula is malformed.

    It has no value. Nor has text beside a date that is none: `event.CloseDate > "31.12.2026"`; dates are written year, month, day: `"2026-12-31"`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =99999999999999999999 }
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
    202: ##"""
    # FLOW0202: A reserved word is used as a name.

    The language keeps it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =for }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =event.Name }
    ```

    """##,
    203: ##"""
    # FLOW0203: A macro has the wrong arguments.

    Its first argument names the item.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =[1, 2].map(1, 2)
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =[1, 2].map(i, i * 2)
    ```

    """##,
    204: ##"""
    # FLOW0204: A formula is nested too deeply.

    Evaluation always ends within a bound. `⟨( × 300⟩` stands for 300 of them.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: a, transform: { x: '=⟨( × 300⟩1⟨) × 300⟩' } }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: a, transform: { x: '=(1)' } }
    ```

    """##,
    205: ##"""
    # FLOW0205: A formula is too long.

    A `transform` can compute it in parts. `⟨x × 100000⟩` stands for a hundred thousand letters.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: a, transform: { x: '="⟨x × 100000⟩"' } }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: a, transform: { x: '="x"' } }
    ```

    """##,
    207: ##"""
    # FLOW0207: A name is unknown.

    Formulas see `event`, `was`, `settings`, `tables`, `now`, `today` and the steps above.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =evnt.Name }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =event.Name }
    ```

    """##,
    208: ##"""
    # FLOW0208: A function is unknown.

    The message names the nearest one.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =trimm(event.Name) }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =lower(event.Name) }
    ```

    """##,
    209: ##"""
    # FLOW0209: A field is unknown.

    The message names the nearest one.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), at: =time(row.at) }
    about: =event.id
    at: =event.att
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), at: =time(row.at) }
    about: =event.id
    at: =event.at
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    210: ##"""
    # FLOW0210: A function or operator gets the wrong type.

    Formulas are checked before anything runs.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =lower(3) }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =lower("ACME") }
    ```

    """##,
    211: ##"""
    # FLOW0211: The branches have different types.

    The result would be now one thing, now another.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =ifs(event.IsDeleted, "a", 1)
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =ifs(event.IsDeleted, "a", "b")
    ```

    """##,
    212: ##"""
    # FLOW0212: A value may be null.

    CEL's own operators refuse null; look first, or give another value.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =event.AnnualRevenue * 2
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =coalesce(event.AnnualRevenue, 0) * 2
    ```

    """##,
    213: ##"""
    # FLOW0213: A pattern is malformed.

    Regular expressions are RE2's; the patterns of `formatDate` are Unicode's (TR35), its zones IANA's.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =event.Name.matches("(")
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: =event.Name.matches("a+")
    ```

    """##,
    214: ##"""
    # FLOW0214: A value is not in the picklist.

    The comparison would never be true.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: =event.Type == "Custmer"
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: =event.Type == "Customer"
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    250: ##"""
    # FLOW0250: A condition gives no yes or no.

    `when` and `where` ask a question.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: =event.Name
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: =event.Name != ""
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    251: ##"""
    # FLOW0251: A time is wanted.

    Events are put in order by it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    at: =event.Name
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    at: =event.LastModifiedDate
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    252: ##"""
    # FLOW0252: A list is wanted.

    `for_each` goes through a list.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: each
        for_each: =event.Name
        as: item
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
    253: ##"""
    # FLOW0253: A value has the wrong type for its field.

    The system would refuse the write.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Score__c: high }
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
        set: { Health_Score__c: 42 }
    ```

    """##,
    254: ##"""
    # FLOW0254: A text is longer than its field.

    The system would refuse the write, or cut it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Trend__c: Improving since the last quarter }
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
        set: { Health_Trend__c: Improving }
    ```

    """##,
    255: ##"""
    # FLOW0255: A value is not in the field's picklist.

    The system would refuse the write.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Type: Custmer }
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
        set: { Type: Customer }
    ```

    """##,
    256: ##"""
    # FLOW0256: A text reads like a formula.

    Without `=` it is written as it stands.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Trend__c: event.Name }
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
        set: { Health_Trend__c: "=left(event.Name, 20)" }
    ```

    """##,
    258: ##"""
    # FLOW0258: A field that always has a value is cleared.

    The system refuses to save such a record. A formula that gives null leaves its field alone, so it may stand there.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: a
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: null }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: a
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Trend__c: null }
    ```

    """##,
    259: ##"""
    # FLOW0259: Text is no day, or no time.

    Days and times are written from the year down, so that nobody has to guess which number is the month.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: a
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Renewal__c: 03/14/2026 }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: a
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Renewal__c: 2026-03-14 }
    ```

    """##,
  ]
}
