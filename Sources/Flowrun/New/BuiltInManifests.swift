// swift-format-ignore-file
// Made from connectors/ by `make generate`.

/// The connectors that come with the program as manifests.
enum BuiltInManifests {
  static let files: [(name: String, text: String)] = [
    (
      "hubspot",
      ##"""
      # yaml-language-server: $schema=../grammar/manifest.schema.json
      flowrun: 1
      connector: hubspot
      description: Contacts of HubSpot. The token is a private app's, with crm.objects.contacts.read and crm.objects.contacts.write.
      url: https://api.hubapi.com
      auth: { bearer: true }
      limits: { calls: 4, per_second: 10 }
      errors:
        code: =response.body.category
        message: =response.body.message
        fields: =response.body.errors.map(e, e.context.propertyName[0])
        classes:
          - { class: rate, status: [429] }
          - { class: conflict, status: [409] }
          - { class: retry, status: [423, 477] }
          - { class: auth, codes: [MISSING_SCOPES, INVALID_AUTHENTICATION, EXPIRED_AUTHENTICATION] }
      objects:
        contact:
          label: Contact
          watermark: lastmodifieddate
          modified: lastmodifieddate
          created: createdate
          within: properties
          fields:
            id: { type: id, read_only: true, path: id }
            email: { type: email, unique: true }
            firstname: string
            lastname: string
            phone: phone
            company: string
            jobtitle: string
            lifecyclestage: string
            hubspot_owner_id: string
            createdate: { type: datetime, read_only: true }
            lastmodifieddate: { type: datetime, read_only: true }
          find:
            - by: [id]
              batch: 100
              post: /crm/v3/objects/contacts/batch/read
              body: { inputs: '=keys.map(k, {"id": k.id})', properties: =fields }
              records: =response.body.results
            - by: [email]
              batch: 100
              post: /crm/v3/objects/contacts/batch/read
              body: { idProperty: email, inputs: '=keys.map(k, {"id": k.email})', properties: =fields }
              records: =response.body.results
          poll:
            post: /crm/v3/objects/contacts/search
            body:
              filterGroups: '=ifs(since == null, [], [{"filters": [{"propertyName": "lastmodifieddate", "operator": "GTE", "value": text(since)}]}])'
              sorts: [{ propertyName: lastmodifieddate, direction: ASCENDING }]
              properties: =fields
              limit: 100
              after: =page
            records: =response.body.results
            paging: { next: =response.body.paging.next.after }
          create: { post: /crm/v3/objects/contacts, body: { properties: =record }, id: =response.body.id }
          update: { patch: "/crm/v3/objects/contacts/${id}", body: { properties: '=record.transformMap(k, v, v == null ? "" : v)' } }

      """##
    ),
    (
      "slack",
      ##"""
      # yaml-language-server: $schema=../grammar/manifest.schema.json
      flowrun: 1
      connector: slack
      description: Messages to channels and people. The token is a bot's, with chat:write and, for e-mail addresses, users:read.email.
      url: https://slack.com/api
      auth: { bearer: true }
      limits: { calls: 4 }
      errors:
        failed: =response.body.ok != true
        code: =response.body.error
        message: "Slack answered `${coalesce(text(response.body.error), text(response.status))}`${ifs(response.body.needed == null, '', '; the token needs ' + string(response.body.needed))}"
        classes:
          - { class: rate, status: [429] }
          - { class: rate, codes: [ratelimited, rate_limited] }
          - { class: retry, status: [503] }
          - { class: retry, codes: [service_unavailable] }
          - { class: unknown, status: [408, 500, 502, 504] }
          - { class: unknown, codes: [internal_error, fatal_error, request_timeout] }
          - class: auth
            codes: [not_authed, invalid_auth, account_inactive, token_revoked, token_expired, no_permission, missing_scope, access_denied,
              ekm_access_denied, org_login_required]
          - { class: rejected, codes: [not_in_channel], hint: Invite the bot to the channel. }
          - { class: rejected, codes: [channel_not_found], hint: "There is no such channel, or the bot cannot see it." }
      operations:
        post_message:
          description: Posts to a channel, or to a person by id. A thread is the ts of its first message.
          input:
            channel: { type: string, required: true }
            text: { type: text, required: true, escape: true }
            blocks: { type: list, escape: true }
            thread_ts: string
          post: /chat.postMessage
          body:
            channel: =input.channel
            text: =input.text
            blocks: =input.blocks
            thread_ts: =input.thread_ts
            link_names: false
            parse: none
            unfurl_links: false
            unfurl_media: false
          limit: { per_second: 1, per: =input.channel }
          output: { ts: =response.body.ts, channel: =response.body.channel }
          output_types: { ts: string, channel: string }
        user_by_email:
          description: The person with an e-mail address; no id for one who is deactivated.
          input: { email: { type: email, required: true } }
          get: /users.lookupByEmail
          query: { email: =input.email }
          limit: { per_minute: 50 }
          output: { id: '=response.body.user.deleted == true ? null : response.body.user.id', name: =response.body.user.real_name }
          output_types: { id: string, name: string }
      notify:
        operation: post_message
        person: user_by_email
        receiver: =to.matches("^#?[\\p{L}\\p{N}._-]+$")
        mentionable: =person.matches("^[UW][A-Z0-9]+$")
        escape: { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
        with:
          channel: =to.replace("#", "")
          text: =ifs(subject == null, "", subject + "\n") + ifs(size(mention) > 0, mention.map(m, "<@" + m + ">").join(" ") + "\n", "") + text
          blocks: >-
            =ifs(subject == null || size(text) > 3000, null,
              [{"type": "header", "text": {"type": "plain_text", "text": left(plain.subject, 150)}}]
              + ifs(size(mention) > 0, [{"type": "section", "text": {"type": "mrkdwn", "text": mention.map(m, "<@" + m + ">").join(" ")}}], [])
              + [{"type": "section", "text": {"type": "mrkdwn", "text": text}}])
        id: =output.ts

      """##
    ),
  ]
}
