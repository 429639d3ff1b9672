// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family06: [Int: String] = [
    600: ##"""
    # FLOW0600: An event of a test does not say where it comes from.

    Each event is one of a source of the flow.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    601: ##"""
    # FLOW0601: An event of a test comes from two sources.

    One event comes from one place; two are two items of the list.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, poll: { Gsid: 1P02X }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    602: ##"""
    # FLOW0602: A case expects nothing.

    It could not fail, whatever the flow does.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect: {}
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    603: ##"""
    # FLOW0603: A column of a table has no name.

    The first line of a table names a field for each column.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 |      | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    604: ##"""
    # FLOW0604: A row of a table has too few or too many cells.

    Cells are apart by `|`, as many as the header has.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    605: ##"""
    # FLOW0605: A table has no header.

    Its first line names the fields.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |

    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    606: ##"""
    # FLOW0606: A fault happens elsewhere.

    Each fault belongs to some kinds of calls.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: find, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    607: ##"""
    # FLOW0607: A key says nothing of this fault.

    What can be said of a fault depends on what it is.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: timeout_after_commit, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    608: ##"""
    # FLOW0608: A test has both a world and a recording.

    A recording's answers are all that its systems know; records in memory are another world. Keep one of them. A case may have a `world` of its own where the file has a `recording`.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    world:
      salesforce.Account: [{ Id: 001000000000001AAA, Gainsight_GSID__c: 1P02X }]
    recording: health.exchanges.yaml
    cases:
      - name: a score
        events: [{ webhook: { companyGsid: 1P02X, score: "42" } }]
        expect: { outcomes: { done: 1 } }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    recording: health.exchanges.yaml
    cases:
      - name: a score
        events: [{ webhook: { companyGsid: 1P02X, score: "42" } }]
        expect: { outcomes: { done: 1 } }
    ```

    """##,
    620: ##"""
    # FLOW0620: A test names a flow that is not there.

    A test lies beside its flow, and names it without `.yaml`.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: helth
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    621: ##"""
    # FLOW0621: Two cases have one name.

    A failure is told by the name of its case.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "9" } }]
        expect: { outcomes: { done: 1 } }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    622: ##"""
    # FLOW0622: A time cannot be read.

    Times of tests are exact, so that a test says the same every day.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: yesterday
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    623: ##"""
    # FLOW0623: A test sets what the project does not have.

    `settings` of a test stand in for those of `flowrun.yaml`.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_day: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    624: ##"""
    # FLOW0624: Two records of a world are one.

    A record is known by its identity, which no other has.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
        001000000000001AAA | Beta | 1P03X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    625: ##"""
    # FLOW0625: The flow has no such source.

    An event of a test comes from one of the flow's sources.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ message: { Id: 1P02X }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    626: ##"""
    # FLOW0626: The flow has fewer sources of this kind.

    `source` counts the flow's sources of one kind, from 1.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ source: 2, webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    627: ##"""
    # FLOW0627: A row of a test has no identity.

    A record is known by its id, in a test too.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, event: { gsid: =row.Gsid, score: =row.Arr } }
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ poll: { Arr: 42 }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - { poll: gainsight.company, every: 1h, event: { gsid: =row.Gsid, score: =row.Arr } }
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ poll: { Gsid: 1P02X, Arr: 42 }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    628: ##"""
    # FLOW0628: A row of a test has a field that nothing reads.

    It is probably a slip of the pen: the flow reads one of nearly that name.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsidd: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    629: ##"""
    # FLOW0629: `was` names what the flow does not keep.

    What was seen before is kept of the fields in `changed`, and of those that formulas read through `was`.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { scor: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    630: ##"""
    # FLOW0630: An event does not end for that reason.

    The reasons for which events end `skipped` or `dead` are fixed.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchangd: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    631: ##"""
    # FLOW0631: A test names a step that the flow does not have.

    `steps` of a test are the ids of the flow's.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drp: { points: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    632: ##"""
    # FLOW0632: A step does nothing of that name.

    The outcomes of a step are `created`, `updated`, `unchanged`, `found`, `refused` and `failed`.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updatd }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    633: ##"""
    # FLOW0633: A step gives nothing of that name.

    A `transform` gives the values that it names.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { point: -29 }, write: updated }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
    about: =event.gsid
    changed: [score]
    steps:
      - id: drop
        transform: { points: =event.score - was.score }
        when: =event.score != null && was.score != null
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name | Gainsight_GSID__c
        001000000000001AAA | ACME | 1P02X
    cases:
      - name: a drop
        events: [{ webhook: { companyGsid: 1P02X, score: "42" }, was: { score: 71 } }]
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 0 } }
          steps: { drop: { points: -29 }, write: updated }
    ```

    """##,
    634: ##"""
    # FLOW0634: There is no such recording.

    `recording` names a file of `flowrun record`, from the folder of the test file.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    recording: heath.exchanges.yaml
    cases:
      - name: a score
        events: [{ webhook: { companyGsid: 1P02X, score: "42" } }]
        expect: { outcomes: { done: 1 } }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    recording: health.exchanges.yaml
    cases:
      - name: a score
        events: [{ webhook: { companyGsid: 1P02X, score: "42" } }]
        expect: { outcomes: { done: 1 } }
    ```

    """##,
    635: ##"""
    # FLOW0635: A poll over a recording says which row it brings.

    What a poll brings over a recording are the rows that were recorded, and what was seen before is nothing: a recording begins with an empty journal.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    recording: health.exchanges.yaml
    cases:
      - name: a score
        events: [{ poll: { Gsid: 1P02X } }]
        expect: { outcomes: { done: 1 } }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    recording: health.exchanges.yaml
    cases:
      - name: a score
        events: [{ poll: {} }]
        expect: { outcomes: { done: 1 } }
    ```

    """##,
    636: ##"""
    # FLOW0636: This fault makes requests that no recording holds.

    After a `timeout_after_commit` the write is sent once more, and a `partial_batch` is sent in parts: neither was recorded. Faults that refuse a whole call for a while are fine.

    ## Bad

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    recording: health.exchanges.yaml
    cases:
      - name: a score
        events: [{ webhook: { companyGsid: 1P02X, score: "42" } }]
        faults: [{ at: write, is: timeout_after_commit }]
        expect: { outcomes: { done: 1 } }
    ```

    ## Good

    ```yaml
    # file: health.yaml
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score }
    about: =event.gsid
    changed: [score]
    steps:
      - id: write
        update: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
        set: { Health_Score__c: =event.score }
    # file: health.test.yaml
    test: health
    recording: health.exchanges.yaml
    cases:
      - name: a score
        events: [{ webhook: { companyGsid: 1P02X, score: "42" } }]
        faults: [{ at: write, is: rate_limit }]
        expect: { outcomes: { done: 1 } }
    ```

    """##,
  ]
}
