// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family07: [Int: String] = [
    700: ##"""
    # FLOW0700: A request without a method.

    A request is a method and a path.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        body: { id: =input.id }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        post: /close
        body: { id: =input.id }
    ```

    """##,
    701: ##"""
    # FLOW0701: A request with two methods.

    Two requests are two operations.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        get: /tickets
        put: /tickets/${input.id}
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    ```

    """##,
    702: ##"""
    # FLOW0702: A request with `body` and `form`.

    A request carries one thing: JSON, or a form.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        post: /close
        body: { id: =input.id }
        form: { id: =input.id }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        post: /close
        form: { id: =input.id }
    ```

    """##,
    703: ##"""
    # FLOW0703: A GET that sends something.

    What a GET asks for stands in its address.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        get: /close
        body: { id: =input.id }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        get: /close
        query: { id: =input.id }
    ```

    """##,
    704: ##"""
    # FLOW0704: A path that is none.

    A path is written below `url`. Parameters are encoded, and stand under `query`.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        get: /tickets?id=${input.id}
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        get: /tickets
        query: { id: =input.id }
    ```

    """##,
    705: ##"""
    # FLOW0705: An address that is none.

    The address is that of the whole interface: host, and perhaps a path.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    ```

    """##,
    706: ##"""
    # FLOW0706: A header that cannot be set.

    Login, host, length and type of a request follow from other keys.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
        headers: { Authorization: "Bearer x" }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
        headers: { Accept-Language: en }
    ```

    """##,
    707: ##"""
    # FLOW0707: `auth` without a way to log in.

    A system that asks for no login has `none: true`.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: {}
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { none: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    ```

    """##,
    708: ##"""
    # FLOW0708: `paging` without a way.

    There are four ways to ask for the next page.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true } }
        find:
          - by: [id]
            get: /tickets
            query: { id: =key.id, after: =page }
            records: =response.body.tickets
            paging: {}
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true } }
        find:
          - by: [id]
            get: /tickets
            query: { id: =key.id, after: =page }
            records: =response.body.tickets
            paging: { next: =response.body.next }
    ```

    """##,
    709: ##"""
    # FLOW0709: Two ways of paging.

    A system names the next page in one way.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true } }
        find:
          - by: [id]
            get: /tickets
            query: { id: =key.id, after: =page }
            records: =response.body.tickets
            paging: { next: =response.body.next, link: true }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true } }
        find:
          - by: [id]
            get: /tickets
            query: { id: =key.id, after: =page }
            records: =response.body.tickets
            paging: { next: =response.body.next }
    ```

    """##,
    710: ##"""
    # FLOW0710: `escape` of more than a character.

    Text is escaped character by character, so that nothing is missed.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true } }
        post: /say
        body: { text: =input.text }
    notify:
      operation: say
      with: { text: =text }
      escape: { '<!': '&lt;!' }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true } }
        post: /say
        body: { text: =input.text }
    notify:
      operation: say
      with: { text: =text }
      escape: { '<': '&lt;' }
    ```

    """##,
    711: ##"""
    # FLOW0711: A `limit` that limits nothing.

    `per` says what is counted, and not how often.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
        limit: { per: =input.id }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
        limit: { per_second: 1, per: =input.id }
    ```

    """##,
    720: ##"""
    # FLOW0720: A connector that does nothing.

    A connector has operations that flows call, or objects that they read and write.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    ```

    """##,
    721: ##"""
    # FLOW0721: A class of all failures.

    Classes are asked in order, so those below it would never be asked.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    errors:
      classes:
        - { class: retry }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    errors:
      classes:
        - { class: retry, status: [423] }
    ```

    """##,
    722: ##"""
    # FLOW0722: A type of an output that is not there.

    `output_types` says of what kind the fields of `output` are.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        post: /close
        body: { id: =input.id }
        output: { at: =response.body.at }
        output_types: { time: datetime }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        post: /close
        body: { id: =input.id }
        output: { at: =response.body.at }
        output_types: { at: datetime }
    ```

    """##,
    723: ##"""
    # FLOW0723: An operation is unknown.

    `notify` and `person` of a manifest name its operations; `call` names those of a connection.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true } }
        post: /say
        body: { text: =input.text }
    notify:
      operation: tell
      with: { text: =text }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true } }
        post: /say
        body: { text: =input.text }
    notify:
      operation: say
      with: { text: =text }
    ```

    """##,
    724: ##"""
    # FLOW0724: An operation takes no such input.

    What an operation takes stands under its `input`.

    ## Bad

    ```yaml
    # file: connectors/desk.yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    # file: close.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: end
        call: desk.close
        with: { id: =event.Id, reason: done }
    ```

    ## Good

    ```yaml
    # file: connectors/desk.yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    # file: close.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: end
        call: desk.close
        with: { id: =event.Id }
    ```

    """##,
    725: ##"""
    # FLOW0725: An operation lacks an input.

    An input with `required: true` must be given.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true }, room: { type: string, required: true } }
        post: /say
        body: { text: =input.text, room: =input.room }
    notify:
      operation: say
      with: { text: =text }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true }, room: { type: string, required: true } }
        post: /say
        body: { text: =input.text, room: =input.room }
    notify:
      operation: say
      with: { text: =text, room: =to }
    ```

    """##,
    726: ##"""
    # FLOW0726: An operation that names no person.

    `person` is asked for the `id` of whoever has an `email`.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true } }
        post: /say
        body: { text: =input.text }
      who:
        input: { email: { type: email, required: true } }
        get: /who
        query: { email: =input.email }
    notify:
      operation: say
      with: { text: =text }
      person: who
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true } }
        post: /say
        body: { text: =input.text }
      who:
        input: { email: { type: email, required: true } }
        get: /who
        query: { email: =input.email }
        output: { id: =response.body.user.id }
    notify:
      operation: say
      with: { text: =text }
      person: who
    ```

    """##,
    727: ##"""
    # FLOW0727: An object without identity.

    Every record must have a name for good, by which it is changed and known again.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { number: { type: id, read_only: true } }
        find:
          - by: [number]
            get: /tickets
            query: { id: =key.number, after: =page }
            records: =response.body.tickets
            paging: { next: =response.body.next }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        identity: number
        fields: { number: { type: id, read_only: true } }
        find:
          - by: [number]
            get: /tickets
            query: { id: =key.number, after: =page }
            records: =response.body.tickets
            paging: { next: =response.body.next }
    ```

    """##,
    728: ##"""
    # FLOW0728: Records that cannot be found again.

    Before anything is written the record is looked for, and after a lost answer once more.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true }, subject: string }
        create: { post: /tickets, body: =record, id: =response.body.id }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true }, subject: string }
        find: { by: [id], get: '/tickets/${key.id}', records: '=[response.body]' }
        create: { post: /tickets, body: =record, id: =response.body.id }
    ```

    """##,
    729: ##"""
    # FLOW0729: A poll that reads everything.

    An object with a `watermark` is polled for what is newer than the last time.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        watermark: at
        fields: { id: { type: id, read_only: true }, at: { type: datetime, read_only: true } }
        poll:
          get: /tickets
          records: =response.body.tickets
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        watermark: at
        fields: { id: { type: id, read_only: true }, at: { type: datetime, read_only: true } }
        poll:
          get: /tickets
          query: { since: =since }
          records: =response.body.tickets
    ```

    """##,
    730: ##"""
    # FLOW0730: A poll by time without a watermark.

    `since` is the last value of the watermark.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true }, at: { type: datetime, read_only: true } }
        poll:
          get: /tickets
          query: { since: =since }
          records: =response.body.tickets
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        watermark: at
        fields: { id: { type: id, read_only: true }, at: { type: datetime, read_only: true } }
        poll:
          get: /tickets
          query: { since: =since }
          records: =response.body.tickets
    ```

    """##,
    731: ##"""
    # FLOW0731: A page that nobody asks for.

    The request must say which page it wants.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true } }
        find:
          - by: [id]
            get: /tickets
            query: { id: =key.id }
            records: =response.body.tickets
            paging: { next: =response.body.next }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true } }
        find:
          - by: [id]
            get: /tickets
            query: { id: =key.id, after: =page }
            records: =response.body.tickets
            paging: { next: =response.body.next }
    ```

    """##,
    732: ##"""
    # FLOW0732: A new record without its id.

    The id is what confirms that a record was written.

    ## Bad

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true }, subject: string }
        find: { by: [id], get: '/tickets/${key.id}', records: '=[response.body]' }
        create: { post: /tickets, body: =record }
    ```

    ## Good

    ```yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    objects:
      ticket:
        fields: { id: { type: id, read_only: true }, subject: string }
        find: { by: [id], get: '/tickets/${key.id}', records: '=[response.body]' }
        create: { post: /tickets, body: =record, id: =response.body.id }
    ```

    """##,
    733: ##"""
    # FLOW0733: A connector sends no messages.

    Only some systems carry messages to people. The step `notify` and `alert` name a connection that does.

    ## Bad

    ```yaml
    # file: connectors/desk.yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      close:
        input: { id: { type: id, required: true } }
        put: /tickets/${input.id}
        body: { status: closed }
    # file: tell.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: tell
        notify: desk
        to: team
        text: Hello
    ```

    ## Good

    ```yaml
    # file: connectors/desk.yaml
    flowrun: 1
    connector: desk
    url: https://desk.example/api
    auth: { bearer: true }
    operations:
      say:
        input: { text: { type: text, required: true } }
        post: /say
        body: { text: =input.text }
    notify:
      operation: say
      with: { text: =text }
    # file: tell.yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - id: tell
        notify: desk
        to: team
        text: Hello
    ```

    """##,
    734: ##"""
    # FLOW0734: A connection has no such channel.

    Behind a connection `notify` names one of its channels: Salesforce has `chatter` (`notify: salesforce.chatter`), others have none. Who receives a message stands under `to`.

    ## Bad

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack.ops, to: ops, text: An account changed }
    ```

    ## Good

    ```yaml
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 1h }
    steps:
      - { id: tell, notify: slack, to: ops, text: An account changed }
    ```

    """##,
  ]
}
