// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family04: [Int: String] = [
    400: ##"""
    # FLOW0400: A connection is unknown.

    Connections are listed in `flowrun.yaml`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesfroce.Account, every: 1h }
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
    401: ##"""
    # FLOW0401: An object is unknown.

    Objects come from the connection's schema.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Acount, every: 1h }
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
    402: ##"""
    # FLOW0402: A field is unknown.

    Fields come from the connection's schema.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Nmae: x }
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
    403: ##"""
    # FLOW0403: It is not known whether a field exists.

    Without a snapshot only the standard fields are known.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Tier__gc: A }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Arr: 5 }
    ```

    """##,
    404: ##"""
    # FLOW0404: A profile is unknown.

    Profiles are listed in `flowrun.yaml`; this finding comes with `--profile`.

    ## Bad

    ```yaml
    # profile: production
    # file: flowrun.yaml
    flowrun: 1
    settings: { days: 120 }
    profiles: { prod: { settings: { days: 90 } } }
    ```

    ## Good

    ```yaml
    # profile: prod
    # file: flowrun.yaml
    flowrun: 1
    settings: { days: 120 }
    profiles: { prod: { settings: { days: 90 } } }
    ```

    """##,
    405: ##"""
    # FLOW0405: A profile's connection is not the project's.

    A profile changes connections; a new one needs a `connector`.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    profiles: { prod: { connections: { desk: { url: "${env.U}" } } } }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    profiles: { prod: { time_zone: UTC } }
    ```

    """##,
    406: ##"""
    # FLOW0406: Two steps have one id.

    Results and effects are known by it.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: a, skip: x }
      - { id: a, skip: y }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: a, skip: x }
      - { id: b, skip: y }
    ```

    """##,
    408: ##"""
    # FLOW0408: A step uses the result of a later one.

    Steps run in order.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: a
        transform: { v: =b.v }
      - id: b
        transform: { v: 1 }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: b
        transform: { v: 1 }
      - id: a
        transform: { v: =b.v }
    ```

    """##,
    409: ##"""
    # FLOW0409: A step of a `for_each` is used outside it.

    It has run once an item and has no one result.

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
        as: task
        do:
          - id: one
            transform: { v: =task.Subject }
      - id: t
        transform: { v: =one.v }
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
        do:
          - id: one
            transform: { v: =task.Subject }
    ```

    """##,
    410: ##"""
    # FLOW0410: A name has no value in this place.

    `row` is what a source reads; steps see `event`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =row.Name }
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
    411: ##"""
    # FLOW0411: `changed` names no field of the event.

    It watches fields of the event.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    changed: [Nmae]
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
    413: ##"""
    # FLOW0413: A connection has no records.

    It only takes messages.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: tell
        create: slack.message
        set: { text: x }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: tell
        notify: slack
        to: deals
        text: x
    ```

    """##,
    414: ##"""
    # FLOW0414: A path goes through a field that leads nowhere.

    Only references lead to other records.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name.First: x }
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
    415: ##"""
    # FLOW0415: A reference's path is used as a value.

    `Owner` is the way to a record; its id is `OwnerId`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =event.Owner }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =event.OwnerId }
    ```

    """##,
    416: ##"""
    # FLOW0416: A file does not exist.

    Paths begin at the folder of `flowrun.yaml`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { csm: { file: tables/cms.csv, key: territory } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { csm: { file: tables/csm.csv, key: [territory, tier] } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    417: ##"""
    # FLOW0417: A file is no table.

    Its first line names the columns, and every line has as many.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { csm: { file: tables/broken.csv, key: territory } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { csm: { file: tables/csm.csv, key: territory } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    418: ##"""
    # FLOW0418: A table has no such column.

    The first line of the file names them.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { csm: { file: tables/csm.csv, key: [teritory, tier] } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables: { csm: { file: tables/csm.csv, key: [territory, tier] } }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    419: ##"""
    # FLOW0419: A time zone is unknown.

    Zones have the names of the IANA database.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    time_zone: CET+1
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    time_zone: Europe/Berlin
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    420: ##"""
    # FLOW0420: A step has the name of a function.

    Formulas could not tell the two apart.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: lower, skip: x }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: x }
    ```

    """##,
    421: ##"""
    # FLOW0421: A path goes through an id.

    A reference is its id under the one name and its record under the other: `OwnerId` and `Owner`, `Region__c` and `Region__r`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: a
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Trend__c: =event.OwnerId.Email }
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
        set: { Health_Trend__c: =event.Owner.Email }
    ```

    """##,
    460: ##"""
    # FLOW0460: The file of a schema snapshot is not there.

    `schema` names the file in which `flowrun schema pull` keeps what the system's objects and fields are. Paths begin at the folder of `flowrun.yaml`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
        schema: salesforce.json
    # file: schemas/salesforce.json
    {"snapshot": 1, "objects": [{"name": "Account", "identity": "Id", "watermark": "SystemModstamp", "fields": [
      {"name": "Id", "type": "id"}, {"name": "SystemModstamp", "type": "datetime"}]}]}
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
        schema: schemas/salesforce.json
    # file: schemas/salesforce.json
    {"snapshot": 1, "objects": [{"name": "Account", "identity": "Id", "watermark": "SystemModstamp", "fields": [
      {"name": "Id", "type": "id"}, {"name": "SystemModstamp", "type": "datetime"}]}]}
    ```

    """##,
    461: ##"""
    # FLOW0461: A schema snapshot cannot be read.

    The file is cut off, was merged badly, or is of another version. Make it anew with `flowrun schema pull`; do not write it by hand.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
        schema: schemas/salesforce.json
    # file: schemas/salesforce.json
    <<<<<<< HEAD
    {"snapshot": 1, "objects": []}
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
        schema: schemas/salesforce.json
    # file: schemas/salesforce.json
    {"snapshot": 1, "objects": [{"name": "Account", "identity": "Id", "watermark": "SystemModstamp", "fields": [
      {"name": "Id", "type": "id"}, {"name": "SystemModstamp", "type": "datetime"}]}]}
    ```

    """##,
    462: ##"""
    # FLOW0462: The manifest of a connector is not there.

    `connector` is the name of one that comes with flowrun, or the path of a manifest of your own, from the folder of `flowrun.yaml`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
      desk: { connector: desk.yaml, url: "${env.DESK_URL}", auth: { bearer: "${env.DESK_TOKEN}" } }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
      slack: { connector: slack, auth: { bearer: "${env.SLACK_TOKEN}" } }
    ```

    """##,
    463: ##"""
    # FLOW0463: There is no connector of that name.

    The message lists the connectors that come with flowrun; any other system is reached by a manifest of your own, named by its path.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: sfdc
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
    ```

    """##,
  ]
}
