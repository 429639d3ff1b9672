// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family05: [Int: String] = [
    500: ##"""
    # FLOW0500: A webhook has no `about`.

    A call has no record that would say what it is about.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), at: =time(row.at) }
    at: =event.at
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
    501: ##"""
    # FLOW0501: `once` stands beside `changed`.

    The first event of a thing has nothing to differ from.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, start: now }
    once: true
    changed: [Name]
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
    502: ##"""
    # FLOW0502: `once` has a poll without `start`.

    What becomes of the rows that exist cannot be made good later.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    once: true
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, start: now }
    once: true
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    503: ##"""
    # FLOW0503: `was` is read beside `once`.

    With `once` no values are kept.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, start: now }
    once: true
    when: =was.Name == null
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: =was.Name == null
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    504: ##"""
    # FLOW0504: Nothing tells a repeated call from a new one.

    Senders repeat calls whose answer got lost.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id) }
    about: =event.id
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id) }
    about: =event.id
    once: true
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    505: ##"""
    # FLOW0505: A source lacks a field of the event.

    All sources give one shape.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), name: =text(row.name) }
      - poll: salesforce.Account
        every: 1h
        start: now
        event: { id: =row.Id }
    about: =event.id
    once: true
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), name: =text(row.name) }
      - poll: salesforce.Account
        every: 1h
        start: now
        event: { id: =row.Id, name: =row.Name }
    about: =event.id
    once: true
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    506: ##"""
    # FLOW0506: A field has another type in each source.

    All sources give one shape.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), name: =text(row.name) }
      - poll: salesforce.Account
        every: 1h
        start: now
        event: { id: =row.Id, name: =row.AnnualRevenue }
    about: =event.id
    once: true
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), name: =text(row.name) }
      - poll: salesforce.Account
        every: 1h
        start: now
        event: { id: =row.Id, name: =row.Name }
    about: =event.id
    once: true
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    507: ##"""
    # FLOW0507: A source has no `event`, and another has.

    All sources give one shape.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, event: { name: =row.Name } }
      - { poll: salesforce.Account, every: 1d, full: true }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
      - { poll: salesforce.Account, every: 1d, full: true }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    508: ##"""
    # FLOW0508: A field of a webhook is not converted.

    A caller may send anything; `text`, `number`, `flag`, `date` and `time` say what is expected.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =row.id, at: =time(row.at) }
    about: =event.id
    at: =event.at
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
    509: ##"""
    # FLOW0509: A create would not be found again.

    After a lost answer nothing shows whether the record is there.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: new
        create: salesforce.Account
        set: { Name: =event.Name }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: new
        create: salesforce.Account
        match: { Name: =event.Name }
        set: { Name: =event.Name }
    ```

    """##,
    510: ##"""
    # FLOW0510: A match key is not set.

    `match` never writes: the new record would not be found by it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: new
        create: salesforce.Account
        match: { Gainsight_GSID__c: =event.Id }
        set: { Name: =event.Name }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: new
        create: salesforce.Account
        match: { Gainsight_GSID__c: =event.Id }
        set: { Name: =event.Name, Gainsight_GSID__c: =event.Id }
    ```

    """##,
    511: ##"""
    # FLOW0511: Records of this object cannot be created.

    The system, or this connector, does not allow it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        create: salesforce.AccountHistory
        match: { AccountId: =event.Id }
        set: { AccountId: =event.Id }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        create: salesforce.Task
        set: { WhatId: =event.Id, Subject: Call }
    ```

    """##,
    512: ##"""
    # FLOW0512: Records of this object cannot be changed.

    The system, or this connector, does not allow it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.AccountHistory
        match: { AccountId: =event.Id }
        set: { Field: Name }
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
        set: { Name: ACME }
    ```

    """##,
    513: ##"""
    # FLOW0513: A field cannot be set when a record is created.

    The system sets it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: new
        create: salesforce.Account
        match: { Name: =event.Name }
        set: { Name: =event.Name, IsDeleted: true }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: new
        create: salesforce.Account
        match: { Name: =event.Name }
        set: { Name: =event.Name }
    ```

    """##,
    514: ##"""
    # FLOW0514: A field cannot be changed.

    The system sets it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { CreatedDate: =now }
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
        set: { Health_Updated_At__c: =now }
    ```

    """##,
    516: ##"""
    # FLOW0516: `newest_wins` names no date-time field.

    It keeps when the record was last written.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: x }
        newest_wins: Name
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
        set: { Name: x }
        newest_wins: Health_Updated_At__c
    ```

    """##,
    517: ##"""
    # FLOW0517: `blank` names a field that is not set.

    A null clears a field only where one is written.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: x }
        blank: [AnnualRevenue]
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
        set: { AnnualRevenue: =event.AnnualRevenue }
        blank: [AnnualRevenue]
    ```

    """##,
    518: ##"""
    # FLOW0518: A field is set twice.

    One of the values would be lost.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: x, NAME: y }
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
        set: { Name: x }
    ```

    """##,
    519: ##"""
    # FLOW0519: An object does not show what has changed.

    It has no field that moves with every change.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Task, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Task, every: 1h, full: true }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    520: ##"""
    # FLOW0520: Flows answer each other without end.

    Each writes what the other watches; a value that the systems keep differently would travel for ever.

    ## Bad

    ```yaml
    # file: to-gainsight.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: company
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Name: =event.Name }
    # file: to-salesforce.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, start: now }
    steps:
      - id: account
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Name: =event.Name }
    ```

    ## Good

    ```yaml
    # file: to-gainsight.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: company
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Name: =event.Name }
        newest_wins: ModifiedDate
    # file: to-salesforce.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, start: now }
    steps:
      - id: account
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Name: =event.Name }
        newest_wins: Health_Updated_At__c
    ```

    """##,
    521: ##"""
    # FLOW0521: A cycle with `newest_wins` has no poll of its record.

    Who wins is decided by what a poll read last of both sides.

    ## Bad

    ```yaml
    # file: to-gainsight.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: company
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Name: =event.Name }
        newest_wins: ModifiedDate
    # file: to-salesforce.yaml
    flowrun: 1
    trigger:
      - message: gainsight.company
    steps:
      - id: account
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Name: =event.Name }
        newest_wins: Health_Updated_At__c
    ```

    ## Good

    ```yaml
    # file: to-gainsight.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: company
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Name: =event.Name }
        newest_wins: ModifiedDate
    # file: to-salesforce.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, start: now }
    steps:
      - id: account
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Name: =event.Name }
        newest_wins: Health_Updated_At__c
    ```

    """##,
    522: ##"""
    # FLOW0522: Two flows write one field from different sources.

    Each undoes what the other did, and the field shows who was last.

    ## Bad

    ```yaml
    # file: a.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h }
    steps:
      - id: account
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Health_Score__c: =event.Arr }
    # file: b.yaml
    flowrun: 1
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
    # file: a.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h }
    steps:
      - id: account
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Health_Score__c: =event.Arr }
    ```

    """##,
    523: ##"""
    # FLOW0523: A watched field belongs to another record.

    When it changes, the polled record is not touched, so a poll by change does not see it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, event: { id: =row.Id, mail: =row.Owner.Email } }
    about: =event.id
    changed: [mail]
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, full: true, event: { id: =row.Id, mail: =row.Owner.Email } }
    about: =event.id
    changed: [mail]
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    524: ##"""
    # FLOW0524: Polls alone use up the calls of a day.

    Nothing would be left for the events.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce: { connector: salesforce, url: "${env.U}", auth: { bearer: "${env.T}" }, limits: { per_day: 20 } }
    # file: flow.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    owner: ops
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce: { connector: salesforce, url: "${env.U}", auth: { bearer: "${env.T}" }, limits: { per_day: 20000 } }
    # file: flow.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    owner: ops
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    525: ##"""
    # FLOW0525: A thousand events use up the calls of a day.

    What `per_day` leaves beside the polls does not suffice.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce: { connector: salesforce, url: "${env.U}", auth: { bearer: "${env.T}" }, limits: { per_day: 26 } }
    # file: flow.yaml
    flowrun: 1
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
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce: { connector: salesforce, url: "${env.U}", auth: { bearer: "${env.T}" }, limits: { per_day: 26000 } }
    # file: flow.yaml
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
    526: ##"""
    # FLOW0526: A record is named by a field that many can share.

    A path in `set` refers to a record: its last part is the id, or a field that no two records share, such as an e-mail address or a name.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Owner.IsActive: true }
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
        set: { Owner.Email: ann@acme.example }
    ```

    """##,
    527: ##"""
    # FLOW0527: A new record lacks a field that it cannot be without.

    The system refuses to create it. In an `upsert` the field may stand under `set_on_create`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h }
    steps:
      - id: account
        upsert: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Gainsight_GSID__c: =event.Gsid }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h }
    steps:
      - id: account
        upsert: salesforce.Account
        match: { Gainsight_GSID__c: =event.Gsid }
        set: { Gainsight_GSID__c: =event.Gsid, Name: =event.Name }
    ```

    """##,
    528: ##"""
    # FLOW0528: A ring of more than two records has `newest_wins`.

    Who wins is decided between two records, each read by a flow that leads back to the other. Around a ring no flow leads straight back,
    so an edit can go round more than once, and the last flow to write decides instead of the latest edit.

    ## Bad

    ```yaml
    # file: account-to-company.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, start: now }
    steps:
      - id: company
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Arr: =event.AnnualRevenue }
        newest_wins: ModifiedDate
    # file: company-to-relationship.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, start: now }
    steps:
      - id: relationship
        update: gainsight.relationship
        match: { CompanyId: =event.Gsid }
        set: { Arr: =event.Arr }
        newest_wins: ModifiedDate
    # file: relationship-to-account.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.relationship, every: 1h, start: now }
    steps:
      - id: account
        update: salesforce.Account
        match: { Id: =event.SfdcAccountId }
        set: { AnnualRevenue: =event.Arr }
        newest_wins: Health_Updated_At__c
    ```

    ## Good

    ```yaml
    # file: account-to-company.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h, start: now }
    steps:
      - id: company
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Arr: =event.AnnualRevenue }
        newest_wins: ModifiedDate
    # file: company-to-account.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, start: now }
    steps:
      - id: account
        update: salesforce.Account
        match: { Id: =event.SfdcAccountId }
        set: { AnnualRevenue: =event.Arr }
        newest_wins: Health_Updated_At__c
    # file: company-to-relationship.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, start: now }
    steps:
      - id: relationship
        update: gainsight.relationship
        match: { CompanyId: =event.Gsid }
        set: { Arr: =event.Arr }
    ```

    """##,
    529: ##"""
    # FLOW0529: A mail would go to what is no address.

    A `mail` connection sends to plain e-mail addresses, not to channels or names.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    alert: { notify: mail, to: revops-alerts }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    alert: { notify: mail, to: revops-alerts@acme.example }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    540: ##"""
    # FLOW0540: A comment ignores a finding without a reason.

    Whoever reads it next year has to know whether it still holds. Without a reason nothing is ignored.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: ops, text: 'for {{later}}' }  # flowrun: ignore FLOW0128
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: ops, text: 'for {{later}}' }  # flowrun: ignore FLOW0128 the receiver fills it in
    ```

    """##,
    541: ##"""
    # FLOW0541: A comment ignores a finding and does not say which.

    A comment names the codes that it is for: whatever else is found on its line is still told.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      # flowrun: ignore all of it is fine
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
    542: ##"""
    # FLOW0542: A code of a finding does not exist.

    `flowrun explain` tells of each code that there is.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      # flowrun: ignore FLOW9999 nobody knows
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
    543: ##"""
    # FLOW0543: An error is ignored.

    A flow with an error does not run, whether it is told or not. Warnings can be ignored, errors are mended.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    time_zone: Mars/Olympus
    lint: { ignore: { FLOW0419: [flowrun.yaml] } }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    time_zone: UTC
    ```

    """##,
    544: ##"""
    # FLOW0544: A comment ignores what is not there.

    What it was for has been mended: it would hide the next one.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }  # flowrun: ignore FLOW0128 no longer
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
    545: ##"""
    # FLOW0545: An entry of `lint.ignore` has no use.

    No file that it is for has the finding. It would hide the next one.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    lint: { ignore: { FLOW0128: [legacy/**] } }
    # file: flow.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    # file: flow.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
  ]
}
