// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family00: [Int: String] = [
    1: ##"""
    # FLOW0001: The file is not UTF-8.

    YAML is text in UTF-8; a file saved by an old editor in another encoding shows other letters to each program. `⟨E9⟩` stands for the byte E9, an `é` of Latin-1.

    ## Bad

    ```yaml
    flowrun: 1
    description: The caf⟨E9⟩ flow.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    description: The café flow.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    2: ##"""
    # FLOW0002: The file has an invisible control character.

    It cannot be seen in an editor, and programs read it differently. `⟨07⟩` stands for the character U+0007.

    ## Bad

    ```yaml
    flowrun: 1
    description: Accounts⟨07⟩ of today.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    description: Accounts of today.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    3: ##"""
    # FLOW0003: The file has an invisible line separator.

    Some programs take U+0085, U+2028 and U+2029 for a line break and some do not, so one file would have two meanings. `⟨E2 80 A8⟩` stands for the character U+2028.

    ## Bad

    ```yaml
    flowrun: 1
    description: Accounts⟨E2 80 A8⟩ of today.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    description: Accounts of today.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    4: ##"""
    # FLOW0004: The file is too large.

    Flows are small; large ones are tables, which belong into CSV files. `⟨x × 1000000⟩` stands for a million letters.

    ## Bad

    ```yaml
    flowrun: 1
    description: ⟨x × 1000000⟩
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    description: Short.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    5: ##"""
    # FLOW0005: The file is nested too deeply.

    No flow needs that, and a hostile file could exhaust memory. `⟨[ × 65⟩` stands for 65 of them.

    ## Bad

    ```yaml
    flowrun: 1
    description: ⟨[ × 65⟩⟨] × 65⟩
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    description: Short.
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    6: ##"""
    # FLOW0006: With its aliases written out the file is too large.

    Aliases of aliases grow without end.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    tables:
      a: &a [x, x, x, x, x, x, x, x, x, x]
      b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
      c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
      d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
      e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: untyped, when: =event.Type == null, skip: &why no type }
      - { id: unnamed, when: =event.Name == null, skip: *why }
    ```

    """##,
    7: ##"""
    # FLOW0007: The file is empty.

    A flow has at least `flowrun`, `trigger` and `steps`.

    ## Bad

    ```yaml
    # Accounts of today: to be written.
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
    8: ##"""
    # FLOW0008: The file has several documents.

    One file is one flow, and its name is the flow's.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Health_Score__c: =event.AnnualRevenue }
    ---
    flowrun: 1
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
    9: ##"""
    # FLOW0009: A YAML tag is used.

    Types come from schemas and formulas; a tag would say something else.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: !!str 5 }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: '5' }
    ```

    """##,
    10: ##"""
    # FLOW0010: An alias has no anchor.

    Text that begins with `*` is an alias in YAML.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: *name }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: '*name' }
    ```

    """##,
    11: ##"""
    # FLOW0011: An alias stands inside its own anchor.

    It would go on without end.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: &all { v: *all }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: x }
    ```

    """##,
    12: ##"""
    # FLOW0012: A key is there twice.

    YAML programs take the first or the last; the other would be lost without a word.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: A, Name: B }
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
        set: { Name: A }
    ```

    """##,
    13: ##"""
    # FLOW0013: A key is no text.

    Keys are names.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: { [a, b]: 1 } }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: { a: 1 } }
    ```

    """##,
    14: ##"""
    # FLOW0014: `<<` is used to merge mappings.

    YAML 1.2 has no merge keys.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: { <<: { a: 1 }, b: 2 } }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: { a: 1, b: 2 } }
    ```

    """##,
    15: ##"""
    # FLOW0015: A key has no value.

    An empty value may be null, empty text or forgotten; say which.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    description:
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    description: Keeps scores.
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    16: ##"""
    # FLOW0016: YAML takes part of the text for a comment.

    After a blank `#` begins a comment, and the rest of the text is gone.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: tell
        notify: slack
        to: deals
        text: Deal won #1
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
        text: 'Deal won #1'
    ```

    """##,
    17: ##"""
    # FLOW0017: YAML cuts a formula short.

    `: `, a comma inside `{ }` and braces mean something to YAML. Quotes keep the formula whole.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: =coalesce(event.Name, "x") }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: '=coalesce(event.Name, "x")' }
    ```

    """##,
    18: ##"""
    # FLOW0018: A tab indents a line.

    YAML indents with blanks only.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
    	- { id: done, skip: x }
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
    19: ##"""
    # FLOW0019: A text must be quoted.

    Its first character means something to YAML.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: @event.Name
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform:
          v: '@event.Name'
    ```

    """##,
    20: ##"""
    # FLOW0020: A quote is not closed.

    The text would go on to the end of the file.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: 'open }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: 'closed' }
    ```

    """##,
    21: ##"""
    # FLOW0021: A bracket is not closed.

    YAML reads on for its end.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: A
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
        set: { Name: A }
    ```

    """##,
    22: ##"""
    # FLOW0022: A line is indented wrongly.

    Indentation says what belongs to what.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: done
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
    23: ##"""
    # FLOW0023: A key has no colon.

    `key: value` makes an entry.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    description Keeps scores.
    owner: a@b.c
    steps:
      - { id: done, skip: nothing to do }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    description: Keeps scores.
    steps:
      - { id: done, skip: nothing to do }
    ```

    """##,
    24: ##"""
    # FLOW0024: An escape is unknown.

    Inside double quotes a backslash begins an escape.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: "C:\data" }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: 'C:\data' }
    ```

    """##,
    25: ##"""
    # FLOW0025: YAML cannot be read.

    None of the more telling findings fits: the sentence says what stands where it cannot.

    ## Bad

    ```yaml
    flowrun: 1
    trigger: - { poll: salesforce.Account, every: 1h }
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
    26: ##"""
    # FLOW0026: A whole number does not fit into 64 bits.

    It would lose digits; ids are text.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: 99999999999999999999 }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: t
        transform: { v: '99999999999999999999' }
    ```

    """##,
    27: ##"""
    # FLOW0027: The braces of another tool stand without quotes.

    `{{ … }}` fills in a value in Jinja, dbt, n8n and others. To YAML it is a mapping in a mapping; here a value is a formula: `=…`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: a
        update: salesforce.Account
        match: { Id: =event.Id }
        set: { Name: {{ event.Name }} }
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
        set: { Name: =event.Name }
    ```

    """##,
    28: ##"""
    # FLOW0028: A `-` has no blank after it.

    Without the blank YAML takes `-id` for a key of that name.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      -id: done
        skip: nothing to do
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
    29: ##"""
    # FLOW0029: A no-break space stands where YAML wants a blank.

    It looks like a blank and is none: to YAML it is a letter. Text copied from a web page or a chat brings it along. `⟨C2 A0⟩` stands for the character U+00A0.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: done
        skip:⟨C2 A0⟩nothing to do
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
  ]
}
