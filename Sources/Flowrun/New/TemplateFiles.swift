// swift-format-ignore-file
// Made from flows/ by `make generate`.

extension Template {
  static let files: [(path: String, text: String)] = [
    (
      "closed-won-handoff.test.yaml",
      ##"""
      test: closed-won-handoff
      clock: 2026-03-14T09:00:00Z
      world:
        salesforce.Account: |
          Id                 | Name       | ARR__c | Territory__c | Industry | NumberOfEmployees
          001000000000001AAA | Acme, Inc. | 250000 | EMEA         | Energy   | 1200
          001000000000002AAA | Beta GmbH  |        |              |          |
          001000000000003AAA | Gamma AG   | 249999 | EMEA         |          |
          001000000000004AAA | Twin Ltd   | 50000  | EMEA         |          |
          001000000000005AAA | Far Inc.   | 900000 | Moon         |          |
        salesforce.Contact: |
          Id                 | AccountId          | FirstName | LastName | Email
          003000000000001AAA | 001000000000001AAA | Ada       | Byron    | ada@acme.example
          003000000000002AAA | 001000000000003AAA | Grace     | Hopper   |
          003000000000003AAA | 001000000000003AAA | Alan      | Turing   | alan@gamma.example
        salesforce.Opportunity: |
          Id                 | AccountId          | Name     | StageName   | IsWon | Amount | CloseDate  | ContractStart__c
          006000000000001AAA | 001000000000001AAA | Platform | Prospecting | false | 90000  | 2026-03-13 | 2026-04-01
          006000000000002AAA | 001000000000002AAA | Starter  | Prospecting | false | 50000  | 2026-03-13 |
          006000000000003AAA | 001000000000003AAA | Add-on   | Prospecting | false | 10000  | 2026-03-13 |
          006000000000004AAA |                    | Loose    | Prospecting | false | 10000  | 2026-03-13 |
          006000000000005AAA | 001000000000002AAA | Unpriced | Prospecting | false |        | 2026-03-13 |
          006000000000006AAA | 001000000000004AAA | Twins    | Prospecting | false | 10000  | 2026-03-13 |
          006000000000007AAA | 001000000000099AAA | Orphan   | Prospecting | false | 10000  | 2026-03-13 |
          006000000000008AAA | 001000000000005AAA | Far      | Prospecting | false | 10000  | 2026-03-13 |
        salesforce.OpportunityContactRole: |
          Id                 | OpportunityId      | ContactId          | IsPrimary | CreatedDate
          00K000000000001AAA | 006000000000001AAA | 003000000000001AAA | true      | 2026-01-01T00:00:00Z
          00K000000000002AAA | 006000000000002AAA | 003000000000001AAA | false     | 2026-01-01T00:00:00Z
          00K000000000003AAA | 006000000000003AAA | 003000000000003AAA | true      | 2026-01-01T00:00:00Z
          00K000000000004AAA | 006000000000003AAA | 003000000000002AAA | true      | 2026-02-01T00:00:00Z
        gainsight.gsuser: |
          Gsid   | Name          | Email
          1P01OS | Olivia Smith  | olivia.smith@acme.example
          1P01IP | Ivan Petrov   | ivan.petrov@acme.example
          1P01AK | Aisha Khan    | aisha.khan@acme.example
          1P01OP | CS Operations | cs-ops@acme.example
        gainsight.company: |
          Gsid      | Name          | SfdcAccountId      | Arr   | Stage    | Status   | CompanyType | Csm    | Industry
          1P02GAMMA | Gamma Holding | 001000000000003AAA | 90000 | Adopting | Inactive | Partner     | 1P01OP | Retail
          1P02BETA  | Beta          |                    |       |          |          |             |        |
          1P02TWIN1 | Twin          |                    |       |          |          |             |        |
          1P02TWIN2 | TWIN Limited  |                    |       |          |          |             |        |
        gainsight.da_picklist: |
          Gsid   | Name       | Category
          1I00ON | Onboarding | SUCCESS_PLAN_TYPE
      cases:
        - name: a won deal of a new customer makes company, person, plan and message
          events: [{ message: { Id: 006000000000001AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company:
                - { Name: "Acme, Inc.", SfdcAccountId: 001000000000001AAA, Industry: Energy, Employees: 1200, Arr: 250000,
                    OriginalContractDate: 2026-04-01, Csm: 1P01OS, Stage: New Customer, Status: Active,
                    CompanyType: Customer }
              gainsight.person:
                - { Email: ada@acme.example, FirstName: Ada, LastName: Byron, Company_ID: company-10, IsPrimaryCompany: true }
              gainsight.success_plan:
                - { Name: Onboarding Platform, CompanyId: company-10, OwnerId: 1P01OS, SuccessPlanTypeId: 1I00ON,
                    Templates: [Enterprise Onboarding], DueDate: 2026-06-11 }
            calls: { salesforce: { find: 2, write: 0 }, gainsight: { write: 3 }, slack: { notify: 1 } }
            messages:
              - by: slack
                to: [cs-handoffs, olivia.smith@acme.example]
                text: "*Acme, Inc.* is won: Strategic, ARR 250000, CSM olivia.smith@acme.example"
            steps:
              account: found
              primary: found
              plan: { arr: 250000, tier: Strategic }
              company: created
              champion: created
              onboarding: created
              tell: sent

        - name: a company that is there by name gets its account, and the fallback of the table its CSM
          events: [{ poll: { Id: 006000000000002AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company:
                - { Gsid: 1P02BETA, Name: Beta GmbH, SfdcAccountId: 001000000000002AAA, Arr: 50000,
                    OriginalContractDate: 2026-03-13, Csm: 1P01AK, Stage: null, Status: null, CompanyType: null }
              gainsight.success_plan: [{ Name: Onboarding Starter, OwnerId: 1P01AK, Templates: [Growth Onboarding] }]
              gainsight.person: []
            steps: { primary: none, plan: { tier: Growth }, company: updated, champion: not_run }

        - name: a company with the account's id is updated in place, with the CSM of territory and tier
          events: [{ message: { Id: 006000000000003AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company:
                - { Gsid: 1P02GAMMA, Name: Gamma AG, Arr: 249999, Csm: 1P01IP, Stage: Adopting, Status: Inactive,
                    CompanyType: Partner, Industry: Retail }
            steps: { primary: { ContactId: 003000000000002AAA }, plan: { tier: Growth }, namesake: not_run,
                     champion: not_run }

        - name: of two primary contacts the newer role counts, and a person who is there is updated
          world:
            salesforce.OpportunityContactRole: |
              Id                 | OpportunityId      | ContactId          | IsPrimary | CreatedDate
              00K000000000003AAA | 006000000000003AAA | 003000000000003AAA | true      | 2026-02-01T00:00:00Z
              00K000000000004AAA | 006000000000003AAA | 003000000000002AAA | true      | 2026-01-01T00:00:00Z
            gainsight.person: |
              Gsid   | Email              | LastName | Company_ID
              1P03AT | ALAN@gamma.example | Turin    | 1P02GAMMA
              1P03GH | gh@gamma.example   | Hopper   | 1P02GAMMA
              1P03AB | alan@gamma.example | Turing   | 1P02BETA
          events: [{ message: { Id: 006000000000003AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.person: [{ Gsid: 1P03AT, FirstName: Alan, LastName: Turing, IsPrimaryCompany: true }]
            steps: { primary: { ContactId: 003000000000003AAA }, champion: updated }

        - name: a deal without an amount is of the lowest tier
          events: [{ message: { Id: 006000000000005AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.company: [{ Gsid: 1P02BETA, Arr: 0, Csm: 1P01OP }] }
            messages:
              - to: [cs-handoffs, cs-ops@acme.example]
                text: "*Beta GmbH* is won: Standard, ARR 0, CSM cs-ops@acme.example"
            steps: { plan: { arr: 0, tier: Standard } }

        - name: told again by message and poll, a won deal changes nothing more
          events:
            - message: { Id: 006000000000001AAA, StageName: Closed Won, IsWon: true }
              was: { IsWon: false }
            - poll: { Id: 006000000000001AAA }
              after: 10m
            - message: { Id: 006000000000001AAA, Amount: 91000 }
              after: 10m
          expect:
            outcomes: { done: 1, skipped: { unchanged: 2 } }
            calls: { gainsight: { write: 3 }, slack: { notify: 1 } }

        - name: won again after it was reopened, the plan stays the one there is
          world:
            gainsight.success_plan: |
              Gsid   | CompanyId | Name              | OwnerId | DueDate
              1S04ON | 1P02GAMMA | Onboarding Add-on | 1P01OP  | 2026-01-01
              1S04AD | 1P02GAMMA | Adoption          | 1P01OP  | 2026-01-01
              1S04BE | 1P02BETA  | Onboarding Add-on | 1P01OP  | 2026-01-01
          events: [{ message: { Id: 006000000000003AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.success_plan: [{ Gsid: 1S04ON, OwnerId: 1P01OP, DueDate: 2026-01-01 }] }
            steps: { onboarding: found }

        - name: a deal that is not won, and one without an account, are left alone
          events:
            - message: { Id: 006000000000001AAA, StageName: Negotiation/Review }
            - message: { Id: 006000000000004AAA, StageName: Closed Won, IsWon: true }
              was: { IsWon: false }
          expect:
            outcomes: { skipped: { when: 2 } }
            calls: { salesforce: { find: 0 }, gainsight: { find: 0, write: 0 }, slack: { notify: 0 } }

        - name: a strategic customer of a territory without a CSM is for people
          events: [{ message: { Id: 006000000000008AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { dead: { formula: 1 } }
            calls: { gainsight: { find: 0, write: 0 }, slack: { notify: 0 } }

        - name: a deal of an account that is gone is a dead letter
          events: [{ message: { Id: 006000000000007AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect: { outcomes: { dead: { no_match: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: two companies of the account's name are a dead letter
          events: [{ message: { Id: 006000000000006AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: two companies of one account are a dead letter
          world:
            gainsight.company: |
              Gsid   | Name | SfdcAccountId
              1P02G1 | One  | 001000000000003AAA
              1P02G2 | Two  | 001000000000003AAA
          events: [{ message: { Id: 006000000000003AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: a company of the name that is another account's is left alone
          world:
            gainsight.company: |
              Gsid     | Name | SfdcAccountId      | Arr
              1P02BETA | Beta | 001000000000001AAA | 7
          events: [{ message: { Id: 006000000000002AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company:
                - { Gsid: 1P02BETA, SfdcAccountId: 001000000000001AAA, Arr: 7 }
                - { Name: Beta GmbH, SfdcAccountId: 001000000000002AAA, Arr: 50000 }
            steps: { linked: none, namesake: none, company: created }

        - name: two people of one address at the company are a dead letter
          world:
            gainsight.person: |
              Gsid   | Email              | LastName | Company_ID
              1P03A1 | alan@gamma.example | Turing   | 1P02GAMMA
              1P03A2 | alan@gamma.example | Turing   | 1P02GAMMA
            salesforce.OpportunityContactRole: |
              Id                 | OpportunityId      | ContactId          | IsPrimary
              00K000000000003AAA | 006000000000003AAA | 003000000000003AAA | true
          events: [{ message: { Id: 006000000000003AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, messages: [] }

        - name: two plans of one name are a dead letter
          world:
            gainsight.success_plan: |
              Gsid   | CompanyId | Name              | DueDate
              1S04O1 | 1P02GAMMA | Onboarding Add-on | 2026-01-01
              1S04O2 | 1P02GAMMA | Onboarding Add-on | 2026-01-01
          events: [{ message: { Id: 006000000000003AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, messages: [] }

        - name: a message that Slack refuses leaves the handoff done
          events: [{ message: { Id: 006000000000001AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          faults: [{ at: notify, is: rejected }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.success_plan: [{ Name: Onboarding Platform }] }
            steps: { tell: failed }

        - name: lost answers, limits and maintenance make nothing twice
          events: [{ message: { Id: 006000000000001AAA, StageName: Closed Won, IsWon: true }, was: { IsWon: false } }]
          faults:
            - { at: write, is: timeout_after_commit }
            - { at: write, is: rate_limit, call: 3, for: 1m }
            - { at: find, is: maintenance, connection: gainsight, call: 3, for: 1h }
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company: [{ Name: "Acme, Inc.", SfdcAccountId: 001000000000001AAA }]
              gainsight.person: [{ Email: ada@acme.example }]
              gainsight.success_plan: [{ Name: Onboarding Platform }]
      equivalent:
        - { mutant: account change-policy on_many, reason: no two records have one identity }
        - { mutant: company change-policy on_many, reason: no two records have one identity }

      """##
    ),
    (
      "closed-won-handoff.yaml",
      ##"""
      flowrun: 1
      description: Hand a customer whose deal is won over to Customer Success.
      owner: revops@acme.example
      trigger:
        - message: salesforce.Opportunity
        - { poll: salesforce.Opportunity, every: 10m }  # outbound messages are dropped after 24 hours
      when: =event.IsWon && event.AccountId != null
      changed: [IsWon]
      key: =event.AccountId  # two deals of one account never race to create its company
      tables:
        csm: { file: tables/csm.csv, key: [territory, tier] }
      steps:
        - id: account
          lookup: salesforce.Account
          match: { Id: =event.AccountId }
        - id: primary
          lookup: salesforce.OpportunityContactRole
          match: { OpportunityId: =event.Id, IsPrimary: true }
          on_none: continue
          on_many: newest
        - id: plan
          transform:
            arr: =coalesce(account.ARR__c, event.Amount, 0)
            tier: =ifs(plan.arr >= 250000, "Strategic", plan.arr >= 50000, "Growth", "Standard")
            found: =coalesce(vlookup(tables.csm, account.Territory__c, plan.tier), vlookup(tables.csm, "*", plan.tier))
            csm: =require(plan.found, "no CSM for this territory and tier")
        - id: linked
          lookup: gainsight.company
          match: { SfdcAccountId: =account.Id }
          on_none: continue
        - id: namesake
          when: =linked == null
          lookup: gainsight.company
          match: { normalized: { Name: =account.Name } }
          where: =isBlank(row.SfdcAccountId)  # a company of another account is left alone
          on_none: continue
        - id: company
          upsert: gainsight.company
          match: { Gsid: '=coalesce(linked.Gsid, namesake.Gsid)' }
          set:
            Name: =account.Name
            SfdcAccountId: =account.Id
            Industry: =account.Industry
            Employees: =account.NumberOfEmployees
            Arr: =plan.arr
            OriginalContractDate: =coalesce(event.ContractStart__c, event.CloseDate)
            Csm.Email: =plan.csm.email
          set_on_create: { Stage: New Customer, Status: Active, CompanyType: Customer }
        - id: champion
          when: =primary.Contact.Email != null
          upsert: gainsight.person
          match: { Email: =primary.Contact.Email, Company_ID: =company.Gsid }
          set:
            Email: =primary.Contact.Email
            FirstName: =primary.Contact.FirstName
            LastName: =primary.Contact.LastName
            Company_ID: =company.Gsid
            IsPrimaryCompany: true
        - id: onboarding
          create: gainsight.success_plan
          match: { CompanyId: =company.Gsid, Name: "Onboarding ${event.Name}" }
          set:
            Name: Onboarding ${event.Name}
            CompanyId: =company.Gsid
            OwnerId.Email: =plan.csm.email
            SuccessPlanTypeId.Name: Onboarding
            Templates: [=plan.csm.template]
            DueDate: =addDays(event.CloseDate, 90)
        - id: tell
          notify: slack
          to: [cs-handoffs, =plan.csm.email]
          text: "*${account.Name}* is won: ${plan.tier}, ARR ${plan.arr}, CSM ${plan.csm.email}"
          on_error: continue

      """##
    ),
    (
      "escalate-risk-ctas.test.yaml",
      ##"""
      test: escalate-risk-ctas
      clock: 2026-03-13T09:00:00Z  # a Friday
      world:
        salesforce.Account: |
          Id                 | Name       | Tier__c   | OwnerId            | Gainsight_GSID__c
          001000000000001AAA | Acme, Inc. | Strategic | 005000000000001AAA |
          001000000000002AAA | Beta GmbH  | Growth    | 005000000000001AAA |
          001000000000003AAA | Gamma AG   | Strategic | 005000000000002AAA | 1P02GAMMA
        gainsight.company: |
          Gsid      | Name  | SfdcAccountId   | Arr    | RenewalDate
          1P02ACME  | Acme  | 001000000000001 | 300000 | 2026-09-30
          1P02BETA  | Beta  | 001000000000002 |        |
          1P02GAMMA | Gamma |                 | 250000 |
          1P02LOST  | Lost  |                 |        |
        gainsight.gsuser: |
          Gsid   | Name      | Email
          1P01HS | Hana Sato | hana.sato@acme.example
        gainsight.da_picklist: |
          Gsid   | Name       | Category
          1I00RI | Risk       | CTA_TYPE
          1I00LI | Lifecycle  | CTA_TYPE
          1I00HI | High       | CTA_PRIORITY
          1I00LO | Low        | CTA_PRIORITY
          1I00UD | Usage Drop | CTA_REASON
          1I00OT | Other      | CTA_REASON
      cases:
        - name: a high risk on a strategic account is a task for its owner, and is logged
          events:
            - webhook: { ctaGsid: 1S01A, name: Usage fell, companyGsid: 1P02ACME, type: Risk, reason: Usage Drop,
                         priority: High, csmEmail: hana.sato@acme.example, dueDate: "2026-03-20",
                         comments: <p>Half the users &amp; less</p>, isClosed: "false" }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task:
                - Subject: "Churn risk: Usage fell"
                  WhatId: 001000000000001AAA
                  OwnerId: 005000000000001AAA
                  Status: Not Started
                  Priority: High
                  ActivityDate: 2026-03-20
                  Description: |
                    Reason: Usage Drop, due 2026-03-20
                    Context: ARR 300000, renewal 2026-09-30, CSM hana.sato@acme.example
                    Recommended: Ask the champion what changed; offer a training session
                    Note: Half the users & less
                - Subject: "Gainsight CTA escalated: Usage fell"
                  WhatId: 001000000000001AAA
                  OwnerId: 005000000000001AAA
                  Status: Completed
                  ActivityDate: 2026-03-13
                  Description: CTA 1S01A, Usage Drop, due 2026-03-20, escalated as Task-4
            calls: { salesforce: { find: 1, write: 2 }, gainsight: { find: 1, write: 0 } }
            steps: { company: found, account: found, others: not_run, task: created, ticket: not_run, audit: created }

        - name: a polled risk without a date is due in two workdays, with the advice for any reason
          events:
            - poll: { Gsid: 1S01B, Name: Silence, CompanyId: 1P02GAMMA, TypeId: 1I00RI, ReasonId: 1I00OT, PriorityId: 1I00HI,
                      OwnerId: 1P01HS }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task:
                - Subject: "Churn risk: Silence"
                  WhatId: 001000000000003AAA
                  OwnerId: 005000000000002AAA
                  ActivityDate: 2026-03-17
                  Description: |
                    Reason: Other, due 2026-03-17
                    Context: ARR 250000, renewal , CSM hana.sato@acme.example
                    Recommended: Call the customer
                    Note: none
                - Subject: "Gainsight CTA escalated: Silence"
            calls: { salesforce: { find: 1, write: 2 } }

        - name: as the setting says, it is a case
          settings: { risk_as: Case }
          events:
            - poll: { Gsid: 1S01A, Name: Usage fell, CompanyId: 1P02ACME, TypeId: 1I00RI, ReasonId: 1I00UD,
                      PriorityId: 1I00HI, OwnerId: 1P01HS, DueDate: 2026-03-20, IsClosed: false }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Case:
                - Subject: "Churn risk: Usage fell"
                  AccountId: 001000000000001AAA
                  OwnerId: 005000000000001AAA
                  Status: New
                  Priority: High
                  Description: |
                    Reason: Usage Drop, due 2026-03-20
                    Context: ARR 300000, renewal 2026-09-30, CSM hana.sato@acme.example
                    Recommended: Ask the champion what changed; offer a training session
                    Note: none
              salesforce.Task:
                - { Subject: "Gainsight CTA escalated: Usage fell",
                    Description: "CTA 1S01A, Usage Drop, due 2026-03-20, escalated as Case-4" }
            steps: { task: not_run, ticket: created }

        - name: told again by webhook and poll, and changed since, it stays one task
          events:
            - webhook: { ctaGsid: 1S01A, name: Usage fell, companyGsid: 1P02ACME, type: Risk, reason: Usage Drop,
                         priority: High }
            - webhook: { ctaGsid: 1S01A, name: Usage fell, companyGsid: 1P02ACME, type: Risk, reason: Usage Drop,
                         priority: High, comments: more }
              after: 10m
            - poll: { Gsid: 1S01A, Name: Usage fell, CompanyId: 1P02ACME, TypeId: 1I00RI, PriorityId: 1I00HI }
              after: 10m
          expect:
            outcomes: { done: 1, skipped: { once: 2 } }
            calls: { salesforce: { write: 2 } }

        - name: other types, lower priorities and closed ones are left alone
          events:
            - poll: { Gsid: 1S01C, Name: Kick-off, CompanyId: 1P02ACME, TypeId: 1I00LI, PriorityId: 1I00HI }
            - poll: { Gsid: 1S01D, Name: Small, CompanyId: 1P02ACME, TypeId: 1I00RI, PriorityId: 1I00LO }
            - poll: { Gsid: 1S01E, Name: Over, CompanyId: 1P02ACME, TypeId: 1I00RI, PriorityId: 1I00HI, IsClosed: true }
          expect:
            outcomes: { skipped: { when: 3 } }
            calls: { salesforce: { find: 0, write: 0 }, gainsight: { find: 0 } }

        - name: a risk that becomes high later is escalated then
          events:
            - poll: { Gsid: 1S01F, Name: Grows, CompanyId: 1P02ACME, TypeId: 1I00RI, PriorityId: 1I00LO }
            - poll: { Gsid: 1S01F, PriorityId: 1I00HI }
              after: 1h
          expect: { outcomes: { done: 1, skipped: { when: 1 } }, calls: { salesforce: { write: 2 } } }

        - name: an account that is not strategic is left alone
          events:
            - poll: { Gsid: 1S01G, Name: Usage fell, CompanyId: 1P02BETA, TypeId: 1I00RI, PriorityId: 1I00HI }
          expect: { outcomes: { skipped: { step: 1 } }, calls: { salesforce: { find: 1, write: 0 } } }

        - name: a company that is gone, and one without an account, are dead letters
          events:
            - webhook: { ctaGsid: 1S01H, name: Gone, companyGsid: 1P02GONE, type: Risk, priority: High }
            - webhook: { ctaGsid: 1S01I, name: Lost, companyGsid: 1P02LOST, type: Risk, priority: High }
          expect: { outcomes: { dead: { no_match: 2 } }, calls: { salesforce: { write: 0 } } }

        - name: lost answers, a lock and maintenance make no second task
          events:
            - webhook: { ctaGsid: 1S01A, name: Usage fell, companyGsid: 1P02ACME, type: Risk, reason: Usage Drop,
                         priority: High }
          faults:
            - { at: write, is: timeout_after_commit }
            - { at: write, is: partial_batch, call: 2 }
            - { at: find, is: maintenance, connection: gainsight, for: 1h }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task: [{ Subject: "Churn risk: Usage fell" }, { Subject: "Gainsight CTA escalated: Usage fell" }]

        - name: a task that Salesforce refuses is a dead letter, and nothing is logged
          events:
            - webhook: { ctaGsid: 1S01A, name: Usage fell, companyGsid: 1P02ACME, type: Risk, reason: Usage Drop,
                         priority: High }
          faults: [{ at: write, is: rejected }]
          expect: { outcomes: { dead: { rejected: 1 } }, calls: { salesforce: { write: 1 } } }

        - name: a case that Salesforce refuses is a dead letter, and nothing is logged
          settings: { risk_as: Case }
          events:
            - webhook: { ctaGsid: 1S01A, name: Usage fell, companyGsid: 1P02ACME, type: Risk, reason: Usage Drop,
                         priority: High }
          faults: [{ at: write, is: rejected }]
          expect: { outcomes: { dead: { rejected: 1 } }, calls: { salesforce: { write: 1 } } }

        - name: an audit entry that Salesforce refuses is a dead letter
          events:
            - webhook: { ctaGsid: 1S01A, name: Usage fell, companyGsid: 1P02ACME, type: Risk, reason: Usage Drop,
                         priority: High }
          faults: [{ at: write, is: rejected, call: 2 }]
          expect: { outcomes: { dead: { rejected: 1 } }, steps: { task: created } }
      equivalent:
        - { mutant: company change-policy on_many, reason: no two records have one identity }
        - { mutant: account change-policy on_many, reason: no two accounts have one id of either kind }

      """##
    ),
    (
      "escalate-risk-ctas.yaml",
      ##"""
      flowrun: 1
      description: Give the account owner a Salesforce task or case for each high Gainsight risk on a strategic account.
      owner: revops@acme.example
      trigger:
        - webhook: gainsight  # a rule's external action; the poll finds what it loses
          event: { cta: =text(row.ctaGsid), name: =text(row.name), company: =text(row.companyGsid), type: =text(row.type),
                   reason: =text(row.reason), priority: =text(row.priority), csm: =text(row.csmEmail),
                   due: =date(row.dueDate), comments: =text(row.comments), closed: =flag(row.isClosed) }
        - poll: gainsight.call_to_action
          every: 5m
          start: now
          event: { cta: =row.Gsid, name: =row.Name, company: =row.CompanyId, type: =row.TypeId.Name,
                   reason: =row.ReasonId.Name, priority: =row.PriorityId.Name, csm: =row.OwnerId.Email, due: =row.DueDate,
                   comments: =row.Comments, closed: =row.IsClosed }
      when: =event.type == "Risk" && event.priority == "High" && event.closed != true
      about: =event.cta
      once: true
      key: =event.company
      tables:
        actions: { file: tables/risk_actions.csv, key: reason }
      steps:
        - id: company
          lookup: gainsight.company
          match: { Gsid: =event.company }
        - id: account
          lookup: salesforce.Account
          match:
            - Id: =company.SfdcAccountId
            - Gainsight_GSID__c: =company.Gsid
        - id: others
          when: =account.Tier__c != "Strategic"
          skip: not a strategic account
        - id: risk
          transform:
            subject: "Churn risk: ${left(event.name, 200)}"
            due: =coalesce(event.due, addWorkdays(today, 2))
            text: |
              Reason: ${event.reason}, due ${risk.due}
              Context: ARR ${company.Arr}, renewal ${company.RenewalDate}, CSM ${event.csm}
              Recommended: ${coalesce(vlookup(tables.actions, event.reason), "Call the customer")}
              Note: ${coalesce(plainText(event.comments), "none")}
        - id: task
          when: =settings.risk_as == "Task"
          create: salesforce.Task  # no natural key: the connection's stamp field makes it happen once
          set:
            WhatId: =account.Id
            OwnerId: =account.OwnerId
            Subject: =risk.subject
            Status: Not Started
            Priority: High
            ActivityDate: =risk.due
            Description: =risk.text
        - id: ticket
          when: =settings.risk_as != "Task"
          create: salesforce.Case
          set:
            AccountId: =account.Id
            OwnerId: =account.OwnerId
            Subject: =risk.subject
            Status: New
            Priority: High
            Description: =risk.text
        - id: audit
          create: salesforce.Task
          set:
            WhatId: =account.Id
            OwnerId: =account.OwnerId
            Subject: "Gainsight CTA escalated: ${left(event.name, 200)}"
            Status: Completed
            ActivityDate: =today
            Description: CTA ${event.cta}, ${event.reason}, due ${risk.due}, escalated as ${coalesce(task.Id, ticket.Id)}

      """##
    ),
    (
      "flowrun.yaml",
      ##"""
      flowrun: 1
      time_zone: UTC
      settings: { risk_as: Task, renewal_days: 120, renewal_by: chatter }
      connections:
        salesforce:
          connector: salesforce
          url: ${env.SF_URL}  # https://acme.my.salesforce.com
          auth: { client_credentials: { client_id: "${env.SF_CLIENT_ID}", client_secret: "${env.SF_CLIENT_SECRET}" } }
          hook: { organization: "${env.SF_ORG}", path: "${env.SF_HOOK_PATH}" }  # outbound messages: POST /hooks/FLOW/PATH
          stamp: { Task: Flow_Key__c, Case: Flow_Key__c }                       # unique external-id fields, so that a Task or Case is created once
          schema: schemas/salesforce.json
        gainsight:
          connector: gainsight
          url: ${env.GS_URL}  # https://acme.gainsightcloud.com
          auth: { access_key: "${env.GS_ACCESS_KEY}" }
          hook: { header: X-Flowrun-Token, token: "${env.GS_HOOK_TOKEN}" }
          schema: schemas/gainsight.json
        slack: { connector: slack, auth: { bearer: "${env.SLACK_TOKEN}" } }
        mail:
          connector: mail
          url: smtp://smtp.acme.example:587
          auth: { basic: { user: "${env.SMTP_USER}", password: "${env.SMTP_PASSWORD}" } }
          from: flows@acme.example
      retry: { for: 24h, first: 1s, most: 15m }
      state: { journal: .flowrun/journal.db, keep: 30d }
      serve: { hooks: 127.0.0.1:8080, admin: 127.0.0.1:9090 }

      """##
    ),
    (
      "nps-to-salesforce.test.yaml",
      ##"""
      test: nps-to-salesforce
      clock: 2026-03-13T09:00:00Z  # a Friday
      world:
        salesforce.Account: |
          Id                 | Name       | OwnerId            | NPS_Score__c | NPS_Responded_At__c
          001000000000001AAA | Acme, Inc. | 005000000000001AAA | 9            | 2026-03-01T00:00:00Z
          001000000000002AAA | Beta GmbH  | 005000000000002AAA |              |
        salesforce.Contact: |
          Id                 | AccountId          | LastName | Email            | CreatedDate
          003000000000001AAA | 001000000000001AAA | Byron    | ada@acme.example | 2025-01-01T00:00:00Z
          003000000000002AAA | 001000000000002AAA | Byron    | ada@acme.example | 2025-02-01T00:00:00Z
          003000000000003AAA |                    | Turing   | alan@home.ex     | 2025-02-01T00:00:00Z
          003000000000004AAA | 001000000000001AAA | Kovač    | sofia@acme.ex    | 2025-01-01T00:00:00Z
          003000000000005AAA | 001000000000002AAA | Kovač    | sofia@acme.ex    | 2025-03-01T00:00:00Z
        gainsight.company: |
          Gsid     | Name | SfdcAccountId
          1P02ACME | Acme | 001000000000001
          1P02BETA | Beta | 001000000000002
      cases:
        - name: a promoter's answer is on contact and account
          events:
            - webhook: { responseGsid: 1I00R1, respondentEmail: Ada@acme.example, sfdcAccountId: 001000000000001, score: "10",
                         comment: Great, respondedAt: "2026-03-12T23:30:00Z" }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task:
                - { Subject: NPS 10 from Ada@acme.example, WhoId: 003000000000001AAA, WhatId: 001000000000001AAA,
                    OwnerId: 005000000000001AAA, Status: Completed, ActivityDate: 2026-03-12, Description: Great }
              salesforce.Account:
                - { Id: 001000000000001AAA, NPS_Score__c: 10, NPS_Responded_At__c: "2026-03-12T23:30:00Z" }
            calls: { salesforce: { find: 2, write: 2 } }
            steps: { contact: found, account: found, activity: created, nps: updated, call_back: not_run }

        - name: a detractor is called back by the account's owner
          events:
            - poll: { Gsid: 1I00R2, UserEmail: ada@acme.example, CompanyId: 1P02BETA, NPSScore: 6, Comment: Slow,
                      RespondedDate: "2026-03-13T08:00:00Z" }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task:
                - { Subject: NPS 6 from ada@acme.example, WhoId: 003000000000002AAA, ActivityDate: 2026-03-13 }
                - { Subject: "Call back: NPS 6", WhoId: 003000000000002AAA, WhatId: 001000000000002AAA,
                    OwnerId: 005000000000002AAA, Priority: High, Status: Not Started, ActivityDate: 2026-03-16,
                    Description: Slow }
              salesforce.Account: [{ Id: 001000000000002AAA, NPS_Score__c: 6, NPS_Responded_At__c: "2026-03-13T08:00:00Z" }]

        - name: a passive answer without account, comment and date is on the newest contact's account, as of now
          events: [{ webhook: { responseGsid: 1I00R3, respondentEmail: sofia@acme.ex, score: 7 } }]
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task: [{ Subject: NPS 7 from sofia@acme.ex, WhoId: 003000000000005AAA, ActivityDate: 2026-03-13 }]
              salesforce.Account: [{ Id: 001000000000002AAA, NPS_Score__c: 7, NPS_Responded_At__c: "2026-03-13T09:00:00Z" }]

        - name: nobody of that address, and a contact without an account, are on the row's account
          events:
            - webhook: { responseGsid: 1I00R4, respondentEmail: who@acme.ex, sfdcAccountId: 001000000000001, score: 3,
                         respondedAt: "2026-03-13T08:00:00Z" }
            - webhook: { responseGsid: 1I00R5, respondentEmail: alan@home.ex, sfdcAccountId: 001000000000002, score: 8,
                         respondedAt: "2026-03-13T08:00:00Z" }
          expect:
            outcomes: { done: 2 }
            records:
              salesforce.Task:
                - { Subject: NPS 3 from who@acme.ex, WhoId: null, WhatId: 001000000000001AAA }
                - { Subject: "Call back: NPS 3", WhoId: null, WhatId: 001000000000001AAA }
                - { Subject: NPS 8 from alan@home.ex, WhoId: 003000000000003AAA, WhatId: 001000000000002AAA }

        - name: a late answer is an activity, and leaves the newer score
          events:
            - webhook: { responseGsid: 1I00R6, respondentEmail: ada@acme.example, sfdcAccountId: 001000000000001, score: 8,
                         respondedAt: "2026-02-28T00:00:00Z" }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task: [{ Subject: NPS 8 from ada@acme.example, ActivityDate: 2026-02-28 }]
              salesforce.Account: [{ Id: 001000000000001AAA, NPS_Score__c: 9, NPS_Responded_At__c: "2026-03-01T00:00:00Z" }]
            steps: { nps: refused }

        - name: told again by webhook and poll, it counts once
          events:
            - webhook: { responseGsid: 1I00R7, respondentEmail: ada@acme.example, sfdcAccountId: 001000000000001, score: 2,
                         respondedAt: "2026-03-13T08:00:00Z" }
            - webhook: { responseGsid: 1I00R7, respondentEmail: ada@acme.example, sfdcAccountId: 001000000000001, score: 2,
                         comment: edited, respondedAt: "2026-03-13T08:00:00Z" }
              after: 5m
            - poll: { Gsid: 1I00R7, UserEmail: ada@acme.example, CompanyId: 1P02ACME, NPSScore: 2,
                      RespondedDate: "2026-03-13T08:00:00Z" }
              after: 30m
          expect:
            outcomes: { done: 1, skipped: { once: 2 } }
            calls: { salesforce: { write: 3 } }

        - name: an answer that is not completed is left alone until it is
          events:
            - poll: { Gsid: 1I00R8, UserEmail: ada@acme.example, CompanyId: 1P02ACME }
            - poll: { Gsid: 1I00R8, NPSScore: 9, RespondedDate: "2026-03-13T09:20:00Z" }
              after: 30m
          expect:
            outcomes: { done: 1, skipped: { when: 1 } }
            records: { salesforce.Account: [{ Id: 001000000000001AAA, NPS_Score__c: 9,
                                              NPS_Responded_At__c: "2026-03-13T09:20:00Z" }] }

        - name: an answer that leads to no account is a dead letter
          events: [{ webhook: { responseGsid: 1I00R9, respondentEmail: who@no.ex, score: 1,
                                respondedAt: "2026-03-13T08:00:00Z" } }]
          expect: { outcomes: { dead: { no_match: 1 } }, calls: { salesforce: { write: 0 } } }

        - name: lost answers, a lock and a limit make no second task
          events:
            - webhook: { responseGsid: 1I00RA, respondentEmail: ada@acme.example, sfdcAccountId: 001000000000001, score: 0,
                         respondedAt: "2026-03-13T08:00:00Z" }
          faults:
            - { at: write, is: timeout_after_commit }
            - { at: write, is: partial_batch, call: 2 }
            - { at: write, is: timeout_after_commit, call: 4 }
            - { at: find, is: rate_limit, call: 2, for: 1m }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Task: [{ Subject: NPS 0 from ada@acme.example }, { Subject: "Call back: NPS 0" }]
              salesforce.Account: [{ Id: 001000000000001AAA, NPS_Score__c: 0 }]

        - name: an activity that Salesforce refuses is a dead letter
          events:
            - webhook: { responseGsid: 1I00RB, respondentEmail: ada@acme.example, sfdcAccountId: 001000000000001, score: 0,
                         respondedAt: "2026-03-13T08:00:00Z" }
          faults: [{ at: write, is: rejected, call: 1 }]
          expect: { outcomes: { dead: { rejected: 1 } }, calls: { salesforce: { write: 1 } } }

        - name: a call back that Salesforce refuses is a dead letter
          events:
            - webhook: { responseGsid: 1I00RB, respondentEmail: ada@acme.example, sfdcAccountId: 001000000000001, score: 0,
                         respondedAt: "2026-03-13T08:00:00Z" }
          faults: [{ at: write, is: rejected, call: 3 }]
          expect: { outcomes: { dead: { rejected: 1 } }, calls: { salesforce: { write: 3 } } }
      equivalent:
        - { mutant: account change-policy on_many, reason: no two records have one identity }
        - { mutant: nps change-policy on_none, reason: the account was found a step before }
        - { mutant: nps change-policy on_many, reason: no two records have one identity }

      """##
    ),
    (
      "nps-to-salesforce.yaml",
      ##"""
      flowrun: 1
      description: Put each Gainsight NPS answer on its Salesforce contact and account, and have detractors called back.
      owner: revops@acme.example
      trigger:
        - webhook: gainsight  # a rule's external action; the poll finds what it loses
          event: { response: =text(row.responseGsid), email: =text(row.respondentEmail), sfdc_id: =text(row.sfdcAccountId),
                   score: =number(row.score), comment: =text(row.comment), at: '=coalesce(time(row.respondedAt), now)' }
        - poll: gainsight.nps_survey_response
          every: 30m
          start: now
          event: { response: =row.Gsid, email: =row.UserEmail, sfdc_id: =row.CompanyId.SfdcAccountId, score: =row.NPSScore,
                   comment: =row.Comment, at: '=coalesce(row.RespondedDate, now)' }
      when: =event.score != null
      about: =event.response
      once: true
      key: =event.sfdc_id  # answers of one account write one field
      at: =event.at
      steps:
        - id: contact
          lookup: salesforce.Contact
          match:
            - { Email: =event.email, AccountId: =event.sfdc_id }
            - Email: =event.email
          on_none: continue
          on_many: newest
        - id: account
          lookup: salesforce.Account
          match: { Id: '=coalesce(contact.AccountId, event.sfdc_id)' }
        - id: activity
          create: salesforce.Task
          set:
            WhoId: =contact.Id  # null, so left out, where nobody matched
            WhatId: =account.Id
            OwnerId: =account.OwnerId
            Subject: NPS ${event.score} from ${left(event.email, 200)}
            Status: Completed
            ActivityDate: =date(event.at)
            Description: =event.comment
        - id: nps
          update: salesforce.Account
          match: { Id: =account.Id }
          set: { NPS_Score__c: =event.score, NPS_Responded_At__c: =event.at }
          newest_wins: NPS_Responded_At__c  # of late answers the newest stays
        - id: call_back
          when: =event.score <= 6
          create: salesforce.Task
          set:
            WhoId: =contact.Id
            WhatId: =account.Id
            OwnerId: =account.OwnerId
            Subject: "Call back: NPS ${event.score}"
            Priority: High
            Status: Not Started
            ActivityDate: =addWorkdays(today, 1)
            Description: =event.comment

      """##
    ),
    (
      "opportunity-stage-ctas.test.yaml",
      ##"""
      test: opportunity-stage-ctas
      clock: 2026-03-13T09:00:00Z  # a Friday
      world:
        salesforce.Opportunity: |
          Id                 | AccountId          | Name      | Type                        | StageName         | Amount
          006000000000001AAA | 001000000000001AAA | More      | Existing Customer - Upgrade | Value Proposition | 12000
          006000000000002AAA | 001000000000002AAA | Renew '26 | Renewal                     | Prospecting       |
          006000000000003AAA | 001000000000009AAA | Nowhere   | Renewal                     | Prospecting       |
          006000000000004AAA |                    | Loose     | Renewal                     | Prospecting       |
          006000000000005AAA | 001000000000003AAA | Twins     | Renewal                     | Prospecting       |
        gainsight.company: |
          Gsid      | Name  | SfdcAccountId   | Csm
          1P02ACME  | Acme  | 001000000000001 | 1P01HS
          1P02BETA  | Beta  | 001000000000002 |
          1P02TWIN1 | Twin  | 001000000000003 |
          1P02TWIN2 | Twins | 001000000000003 |
        gainsight.gsuser: |
          Gsid   | Name          | Email
          1P01HS | Hana Sato     | hana.sato@acme.example
          1P01OP | CS Operations | cs-ops@acme.example
        gainsight.da_picklist: |
          Gsid   | Name         | Category
          1I00OP | Opportunity  | CTA_TYPE
          1I00RI | Risk         | CTA_TYPE
          1I00HI | High         | CTA_PRIORITY
          1I00ME | Medium       | CTA_PRIORITY
          1I00OT | Other        | CTA_REASON
          1I00RR | Renewal Risk | CTA_REASON
          1I00NE | New          | CTA_STATUS
      cases:
        - name: an expansion in negotiation is a call to action for the CSM
          events: [{ message: { Id: 006000000000001AAA, StageName: Negotiation/Review },
                     was: { StageName: Value Proposition } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.call_to_action:
                - Name: "Prepare the expansion: More"
                  CompanyId: 1P02ACME
                  OwnerId: 1P01HS
                  TypeId: 1I00OP
                  ReasonId: 1I00OT
                  PriorityId: 1I00HI
                  StatusId: 1I00NE
                  DueDate: 2026-03-20
                  Comments: More went from Value Proposition to Negotiation/Review, 12000.
            calls: { salesforce: { find: 0, write: 0 }, gainsight: { find: 2, write: 1 } }
            steps: { rule: { cta: { name: Prepare the expansion } }, no_rule: not_run, company: found, cta: created }

        - name: without a CSM it goes to CS operations; a deal that was not seen before has no stage before
          events: [{ poll: { Id: 006000000000002AAA, StageName: Closed Lost } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.call_to_action:
                - Name: "Save the customer: Renew '26"
                  CompanyId: 1P02BETA
                  OwnerId: 1P01OP
                  TypeId: 1I00RI
                  ReasonId: 1I00RR
                  PriorityId: 1I00HI
                  DueDate: 2026-03-16
                  Comments: Renew '26 went from none to Closed Lost, .

        - name: once per stage change, whoever tells of it; again when the stage comes back after the first was closed
          world:
            gainsight.call_to_action: |
              Gsid   | Name                        | CompanyId | IsClosed | TypeId | DueDate
              1S01OL | Prepare the expansion: More | 1P02ACME  | true     | 1I00OP | 2026-01-01
          events:
            - message: { Id: 006000000000001AAA, StageName: Negotiation/Review }
              was: { StageName: Value Proposition }
            - poll: { Id: 006000000000001AAA }
              after: 10m
            - message: { Id: 006000000000001AAA, Amount: 13000 }
              after: 10m
          expect:
            outcomes: { done: 1, skipped: { unchanged: 2 } }
            records:
              gainsight.call_to_action:
                - { Gsid: 1S01OL, IsClosed: true }
                - { OwnerId: 1P01HS, StatusId: 1I00NE }
            calls: { gainsight: { write: 1 } }

        - name: one that is still open stays as it is
          world:
            gainsight.call_to_action: |
              Gsid   | Name                        | CompanyId | IsClosed | TypeId | DueDate
              1S01OP | Prepare the expansion: More | 1P02ACME  | false    | 1I00OP | 2026-01-01
              1S01O2 | Call them                   | 1P02ACME  | false    | 1I00OP | 2026-01-01
              1S01O3 | Prepare the expansion: More | 1P02BETA  | false    | 1I00OP | 2026-01-01
          events: [{ message: { Id: 006000000000001AAA, StageName: Negotiation/Review }, was: { StageName: Closed Won } }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.call_to_action: [{ Gsid: 1S01OP, DueDate: 2026-01-01, OwnerId: null }] }
            calls: { gainsight: { write: 0 } }
            steps: { cta: found }

        - name: a stage that the table does not name is left alone
          events: [{ message: { Id: 006000000000001AAA, StageName: Qualification }, was: { StageName: Value Proposition } }]
          expect: { outcomes: { skipped: { step: 1 } }, calls: { gainsight: { find: 0, write: 0 } } }

        - name: a deal without an account is left alone
          events: [{ message: { Id: 006000000000004AAA, StageName: Closed Lost } }]
          expect: { outcomes: { skipped: { when: 1 } }, calls: { gainsight: { find: 0, write: 0 } } }

        - name: an account without a company is left alone
          events: [{ message: { Id: 006000000000003AAA, StageName: Closed Lost } }]
          expect: { outcomes: { skipped: { no_match: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: two companies of one account are a dead letter
          events: [{ message: { Id: 006000000000005AAA, StageName: Closed Lost } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: two open ones of the name are a dead letter
          world:
            gainsight.call_to_action: |
              Gsid   | Name                        | CompanyId | IsClosed | TypeId | DueDate
              1S01O1 | Prepare the expansion: More | 1P02ACME  | false    | 1I00OP | 2026-01-01
              1S01O2 | Prepare the expansion: More | 1P02ACME  | false    | 1I00OP | 2026-01-01
          events: [{ message: { Id: 006000000000001AAA, StageName: Negotiation/Review }, was: { StageName: Closed Won } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: a lost answer, a limit and maintenance make no second one
          events: [{ message: { Id: 006000000000002AAA, StageName: Closed Lost }, was: { StageName: Prospecting } }]
          faults:
            - { at: write, is: timeout_after_commit }
            - { at: find, is: rate_limit, for: 1m }
            - { at: find, is: maintenance, call: 2, for: 1h }
          expect:
            outcomes: { done: 1 }
            records: { gainsight.call_to_action: [{ Name: "Save the customer: Renew '26", DueDate: 2026-03-16 }] }

      """##
    ),
    (
      "opportunity-stage-ctas.yaml",
      ##"""
      flowrun: 1
      description: Open a Gainsight call to action for the CSM when a deal reaches a stage of the table.
      owner: revops@acme.example
      trigger:
        - message: salesforce.Opportunity
        - { poll: salesforce.Opportunity, every: 10m }  # outbound messages are dropped after 24 hours
      when: =event.AccountId != null
      changed: [StageName]
      key: =event.AccountId
      tables:
        ctas: { file: tables/stage_ctas.csv, key: [opp_type, stage] }
      steps:
        - id: rule
          transform: { cta: '=vlookup(tables.ctas, event.Type, event.StageName)' }
        - id: no_rule
          when: =rule.cta == null
          skip: no call to action for this stage
        - id: company
          lookup: gainsight.company
          match: { SfdcAccountId: =event.AccountId }
          on_none: skip
        - id: cta
          create: gainsight.call_to_action
          match: { CompanyId: =company.Gsid, Name: "${rule.cta.name}: ${event.Name}", IsClosed: false }
          set:
            Name: "${rule.cta.name}: ${event.Name}"
            CompanyId: =company.Gsid
            OwnerId.Email: =coalesce(company.Csm.Email, "cs-ops@acme.example")
            TypeId.Name: =rule.cta.type
            ReasonId.Name: =rule.cta.reason
            PriorityId.Name: =rule.cta.priority
            StatusId.Name: New
            DueDate: =addWorkdays(today, number(rule.cta.days))
            Comments: ${event.Name} went from ${coalesce(was.StageName, "none")} to ${event.StageName}, ${event.Amount}.

      """##
    ),
    (
      "renewal-opportunities.test.yaml",
      ##"""
      test: renewal-opportunities
      clock: 2026-03-14T09:00:00Z  # 120 days on is 2026-07-12
      world:
        salesforce.User: |
          Id                 | Name    | Email
          005000000000001AAA | Ann Lee | ann.lee@acme.example
        salesforce.Account: |
          Id                 | Name       | OwnerId            | Gainsight_GSID__c
          001000000000001AAA | Acme, Inc. | 005000000000001AAA |
          001000000000002AAA | Beta GmbH  | 005000000000001AAA | 1P02BETA
          001000000000003AAA | Acme Old   | 005000000000001AAA | 1P02ACME
        salesforce.Opportunity: |
          Id                 | AccountId          | Name | Type                        | StageName   | IsClosed | CloseDate  | CreatedDate
          006000000000001AAA | 001000000000001AAA | Old  | Renewal                     | Closed Won  | true     | 2025-07-12 | 2025-03-01T00:00:00Z
          006000000000002AAA | 001000000000001AAA | More | Existing Customer - Upgrade | Prospecting | false    | 2026-05-01 | 2026-03-01T00:00:00Z
          006000000000005AAA | 001000000000003AAA | Oldy | Renewal                     | Prospecting | false    | 2026-05-01 | 2026-03-01T00:00:00Z
        gainsight.company: |
          Gsid     | Name | SfdcAccountId   | Stage    | RenewalDate | Arr
          1P02ACME | Acme | 001000000000001 | Adopting | 2026-07-13  | 120000
          1P02BETA | Beta |                 | Adopting | 2026-07-12  |
          1P02LOST | Lost |                 | Adopting | 2026-07-12  |
      cases:
        - name: a renewal that comes near without the company being touched is an opportunity, and its owner is told
          events: [{ poll: { Gsid: 1P02ACME, RenewalDate: 2026-07-12 }, source: 2 }]
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Opportunity:
                - { Id: 006000000000001AAA, StageName: Closed Won, CloseDate: 2025-07-12 }
                - { Id: 006000000000002AAA, CloseDate: 2026-05-01 }
                - { Name: "Acme, Inc. Renewal 2026-07-12", AccountId: 001000000000001AAA, OwnerId: 005000000000001AAA,
                    Type: Renewal, StageName: Prospecting, Amount: 120000, CloseDate: 2026-07-12 }
            calls: { salesforce: { write: 1, notify: 1 }, mail: { notify: 0 } }
            messages:
              - by: salesforce.chatter
                to: Opportunity-8
                text: Renewal of Acme, Inc. opened, due 2026-07-12, ARR 120000.
                mention: 005000000000001AAA
            steps: { renewal: created, tell_by_chatter: sent, tell_by_mail: not_run }

        - name: as the setting says, the owner is told by mail
          settings: { renewal_by: mail }
          events: [{ poll: { Gsid: 1P02BETA } }]
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Opportunity: [{ Name: Beta GmbH Renewal 2026-07-12, Amount: null }] }
            calls: { salesforce: { notify: 0 } }
            messages:
              - by: mail
                to: ann.lee@acme.example
                subject: Renewal of Beta GmbH
                text: Renewal of Beta GmbH opened, due 2026-07-12, ARR .
            steps: { account: { Id: 001000000000002AAA }, tell_by_chatter: not_run, tell_by_mail: sent }

        - name: a company that enters the stage Renewal counts, whatever its date
          events: [{ poll: { Gsid: 1P02ACME, RenewalDate: 2027-01-31, Stage: Renewal } }]
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Opportunity: [{ Name: "Acme, Inc. Renewal 2027-01-31", CloseDate: 2027-01-31 }] }

        - name: an open renewal follows the date, and is not told of again
          events:
            - poll: { Gsid: 1P02ACME, RenewalDate: 2026-07-01 }
            - poll: { Gsid: 1P02ACME, RenewalDate: 2026-06-30 }
              after: 15m
            - poll: { Gsid: 1P02ACME, RenewalDate: 2026-07-01 }
              source: 2
              after: 1d
          expect:
            outcomes: { done: 3 }
            records:
              salesforce.Opportunity:
                - { Name: "Acme, Inc. Renewal 2026-07-01", CloseDate: 2026-07-01, StageName: Prospecting }
            calls: { salesforce: { write: 3, notify: 1 } }
            steps: { renewal: [created, updated, updated], tell_by_chatter: [sent, not_run, not_run] }

        - name: told again by both sources, or changed in other ways, nothing changes
          events:
            - poll: { Gsid: 1P02ACME, RenewalDate: 2026-07-01 }
            - poll: { Gsid: 1P02ACME, Arr: 130000 }
              after: 15m
            - poll: { Gsid: 1P02ACME }
              source: 2
              after: 1d
          expect:
            outcomes: { done: 1, skipped: { unchanged: 2 } }
            calls: { salesforce: { write: 1, notify: 1 } }

        - name: of two open renewals the newer one follows the date
          world:
            salesforce.Opportunity: |
              Id                 | AccountId          | Name | Type    | StageName   | IsClosed | CloseDate  | CreatedDate
              006000000000003AAA | 001000000000001AAA | Old  | Renewal | Prospecting | false    | 2026-04-01 | 2025-03-01T00:00:00Z
              006000000000004AAA | 001000000000001AAA | New  | Renewal | Prospecting | false    | 2026-05-01 | 2026-03-01T00:00:00Z
          events: [{ poll: { Gsid: 1P02ACME, RenewalDate: 2026-03-14 } }]
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Opportunity:
                - { Id: 006000000000003AAA, CloseDate: 2026-04-01 }
                - { Id: 006000000000004AAA, CloseDate: 2026-03-14 }
            messages: []

        - name: dates that are far, past or missing are left alone
          events:
            - poll: { Gsid: 1P02ACME }
            - poll: { Gsid: 1P02ACME, RenewalDate: 2026-03-13 }
            - poll: { Gsid: 1P02ACME, RenewalDate: null }
            - poll: { Gsid: 1P02LOST, RenewalDate: null, Stage: Renewal }
            - poll: { Gsid: 1P02BETA, RenewalDate: 2026-07-13 }
              source: 2
          expect:
            outcomes: { skipped: { when: 4 } }
            calls: { salesforce: { find: 0, write: 0, notify: 0 } }

        - name: a renewal that was far when it was seen counts when it is near
          clock: 2026-07-10T09:00:00Z
          settings: { renewal_days: 30 }
          events:
            - poll: { Gsid: 1P02BETA, RenewalDate: 2026-08-12 }
            - poll: { Gsid: 1P02BETA }
              source: 2
              after: 3d
          expect:
            outcomes: { done: 1, skipped: { when: 1 } }
            records: { salesforce.Opportunity: [{ Name: Beta GmbH Renewal 2026-08-12, CloseDate: 2026-08-12 }] }

        - name: a company without an account is a dead letter
          events: [{ poll: { Gsid: 1P02LOST } }]
          expect: { outcomes: { dead: { no_match: 1 } }, calls: { salesforce: { write: 0 } } }

        - name: a lost answer, a limit and maintenance make no second opportunity, and the owner is told
          events: [{ poll: { Gsid: 1P02ACME, RenewalDate: 2026-07-01 } }]
          faults:
            - { at: write, is: timeout_after_commit }
            - { at: find, is: rate_limit, for: 1m }
            - { at: notify, is: maintenance, for: 1h }
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Opportunity: [{ Name: "Acme, Inc. Renewal 2026-07-01" }] }
            messages: [{ by: salesforce.chatter }]

        - name: news that Chatter refuses is a dead letter, and the opportunity is there
          settings: { renewal_by: chatter }
          events: [{ poll: { Gsid: 1P02BETA } }]
          faults: [{ at: notify, is: rejected }]
          expect:
            outcomes: { dead: { rejected: 1 } }
            records: { salesforce.Opportunity: [{ Name: Beta GmbH Renewal 2026-07-12 }] }

        - name: news that the mail server refuses is a dead letter, and the opportunity is there
          settings: { renewal_by: mail }
          events: [{ poll: { Gsid: 1P02BETA } }]
          faults: [{ at: notify, is: rejected }]
          expect:
            outcomes: { dead: { rejected: 1 } }
            records: { salesforce.Opportunity: [{ Name: Beta GmbH Renewal 2026-07-12 }] }
      equivalent:
        - { mutant: account change-policy on_many, reason: no two accounts have one id of either kind }

      """##
    ),
    (
      "renewal-opportunities.yaml",
      ##"""
      flowrun: 1
      description: See to it that a customer whose renewal comes near has an open renewal opportunity with its date.
      owner: revops@acme.example
      trigger:
        - poll: gainsight.company
          every: 15m
          start: all
          event: { gsid: =row.Gsid, sfdc_id: =row.SfdcAccountId, date: =row.RenewalDate, arr: =row.Arr,
                   due: '=row.Stage == "Renewal" || row.RenewalDate != null && row.RenewalDate >= today && row.RenewalDate <= addDays(today, settings.renewal_days)' }
        - poll: gainsight.company
          every: 1d
          full: true  # dates come near without the record being touched
          start: all
          where: =row.RenewalDate != null && row.RenewalDate >= today && row.RenewalDate <= addDays(today, settings.renewal_days)
          event: { gsid: =row.Gsid, sfdc_id: =row.SfdcAccountId, date: =row.RenewalDate, arr: =row.Arr, due: true }
      when: =event.due && event.date != null
      about: =event.gsid
      changed: [due, date]
      steps:
        - id: account
          lookup: salesforce.Account
          match:
            - Id: =event.sfdc_id
            - Gainsight_GSID__c: =event.gsid
        - id: renewal
          upsert: salesforce.Opportunity  # create, or move the date of the one that is open
          match: { AccountId: =account.Id, Type: Renewal, IsClosed: false }
          set: { CloseDate: =event.date }
          set_on_create:
            Name: ${left(account.Name, 90)} Renewal ${event.date}
            AccountId: =account.Id
            OwnerId: =account.OwnerId
            Type: Renewal
            StageName: Prospecting
            Amount: =event.arr
          on_many: newest
        - id: tell_by_chatter
          when: =outcome(renewal) == "created" && settings.renewal_by == "chatter"
          notify: salesforce.chatter
          to: =renewal.Id
          text: Renewal of ${account.Name} opened, due ${event.date}, ARR ${event.arr}.
          mention: [=account.OwnerId]
        - id: tell_by_mail
          when: =outcome(renewal) == "created" && settings.renewal_by != "chatter"
          notify: mail
          to: =account.Owner.Email
          subject: Renewal of ${account.Name}
          text: Renewal of ${account.Name} opened, due ${event.date}, ARR ${event.arr}.

      """##
    ),
    (
      "schemas/gainsight.json",
      ##"""
      {"snapshot": 1, "objects": [
          {"name":"company","label":"Company","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":200,"nullable":false,"required":true},
            {"name":"SfdcAccountId","type":"string","form":"salesforceID","external_id":true},
            {"name":"Arr","type":"currency","scale":2},
            {"name":"Mrr","type":"currency","scale":2},
            {"name":"Employees","type":"number","scale":0},
            {"name":"Users","type":"number","scale":0},
            {"name":"Industry","type":"string","length":200},
            {"name":"TickerSymbol","type":"string","length":20},
            {"name":"BillingAddress","type":"string","length":500},
            {"name":"Summary","type":"string","length":4000},
            {"name":"Stage","type":"picklist","restricted":true,"picklist":[{"value":"New Customer","id":"1I00SANDBOX0000001V2VX3E88G99KEYFTRB"},{"value":"Kicked Off","id":"1I00SANDBOX0000001ESP4S11Y8OMIGP2IJH"},{"value":"Launched","id":"1I00SANDBOX0000001P8GMIQSC0AE6YYIYRZ"},{"value":"Adopting","id":"1I00SANDBOX0000001RQY4JVJYPUBXNSW12S"},{"value":"Renewal","id":"1I00SANDBOX0000001AIPU29PRTEWI3CZ0HT"},{"value":"Will Churn","id":"1I00SANDBOX0000001TO33R12KG0M0CK4IYJ"},{"value":"Churn","id":"1I00SANDBOX0000001GL4I9K6YSKOD5OYYAC"}]},
            {"name":"Status","type":"picklist","restricted":true,"picklist":[{"value":"Active","id":"1I00SANDBOX0000001U26SGKD1MX685XPUJ1"},{"value":"Inactive","id":"1I00SANDBOX0000001EW9FCPLUH6LT51RXN5"},{"value":"Churn","id":"1I00SANDBOX00000011KCCM88OT2ZWODG4E5"}]},
            {"name":"CompanyType","type":"picklist","restricted":true,"picklist":[{"value":"Customer","id":"1I00SANDBOX0000001VRC88ATCJQA816K2FJ"},{"value":"Prospect","id":"1I00SANDBOX0000001WFXQE55IK1DM93NWD1"},{"value":"Partner","id":"1I00SANDBOX0000001JSOUZHD3CH16N0V8V5"}]},
            {"name":"Csm","type":"reference","reference":{"to":["gsuser"],"path":"Csm"}},
            {"name":"PreviousCsm","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"PreviousCsm"}},
            {"name":"ParentCompany","type":"reference","reference":{"to":["company"],"path":"ParentCompany"}},
            {"name":"RenewalDate","type":"date"},
            {"name":"OriginalContractDate","type":"date"},
            {"name":"LifecycleInWeeks","type":"number","scale":0},
            {"name":"CustomerLifetimeInMonths","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"ManagedAs","type":"picklist","restricted":true,"picklist":[{"value":"High Touch","id":"1I00SANDBOX0000001QQVOCLIN4LPNYSP6U5"},{"value":"Mid Touch","id":"1I00SANDBOX0000001RHW8835V4XD6K9X7DH"},{"value":"Tech Touch","id":"1I00SANDBOX0000001FVJ1VW02BIZMXGPAX7"}]},
            {"name":"Tags","type":"multipicklist","picklist":[{"value":"Reference","id":"1I00SANDBOX0000001QGBQJG1W8Q241HUO8F"},{"value":"Beta","id":"1I00SANDBOX000000122CE5FTC78DRDQ0G5G"},{"value":"At Risk","id":"1I00SANDBOX0000001S0M75SVXIZ7KYQL60K"}]},
            {"name":"CurrentScore","type":"reference","createable":false,"updateable":false,"reference":{"to":["scorecard_scheme_definition"],"path":"CurrentScore"}},
            {"name":"ScorecardId","type":"reference","createable":false,"updateable":false,"reference":{"to":["scorecard_master"],"path":"ScorecardId"}},
            {"name":"Trend","type":"picklist","createable":false,"updateable":false,"restricted":true,"picklist":[{"value":"Up","id":"1I00SANDBOX00000017QXB2XTIRBHI3OCCI7"},{"value":"Down","id":"1I00SANDBOX00000018H0WKGWQ4C5TGOOS25"},{"value":"Same","id":"1I00SANDBOX0000001XC7WRJ6DNBQOMJSWX4"}]},
            {"name":"Nps","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"Csat","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"Account_Owner__gc","type":"reference","label":"Account Owner","reference":{"to":["gsuser"],"path":"Account_Owner__gc"}},
            {"name":"Region__gc","type":"string","label":"Region","length":40},
            {"name":"Synced_At__gc","type":"datetime","label":"Synced At"},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"CreatedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"CreatedBy"}},
            {"name":"ModifiedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"ModifiedBy"}}
          ]},
          {"name":"relationship","label":"Relationship","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":200,"nullable":false,"required":true},
            {"name":"CompanyId","type":"reference","nullable":false,"required":true,"reference":{"to":["company"],"path":"CompanyId"}},
            {"name":"TypeId","type":"reference","reference":{"to":["relationship_type"],"path":"TypeId"}},
            {"name":"Csm","type":"reference","reference":{"to":["gsuser"],"path":"Csm"}},
            {"name":"Stage","type":"picklist","restricted":true,"picklist":[{"value":"New Customer","id":"1I00SANDBOX0000001V2VX3E88G99KEYFTRB"},{"value":"Kicked Off","id":"1I00SANDBOX0000001ESP4S11Y8OMIGP2IJH"},{"value":"Launched","id":"1I00SANDBOX0000001P8GMIQSC0AE6YYIYRZ"},{"value":"Adopting","id":"1I00SANDBOX0000001RQY4JVJYPUBXNSW12S"},{"value":"Renewal","id":"1I00SANDBOX0000001AIPU29PRTEWI3CZ0HT"},{"value":"Will Churn","id":"1I00SANDBOX0000001TO33R12KG0M0CK4IYJ"},{"value":"Churn","id":"1I00SANDBOX0000001GL4I9K6YSKOD5OYYAC"}]},
            {"name":"Status","type":"picklist","restricted":true,"picklist":[{"value":"Active","id":"1I00SANDBOX0000001U26SGKD1MX685XPUJ1"},{"value":"Inactive","id":"1I00SANDBOX0000001EW9FCPLUH6LT51RXN5"},{"value":"Churn","id":"1I00SANDBOX00000011KCCM88OT2ZWODG4E5"}]},
            {"name":"Arr","type":"currency","scale":2},
            {"name":"CurrentScore","type":"reference","createable":false,"updateable":false,"reference":{"to":["scorecard_scheme_definition"],"path":"CurrentScore"}},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"CreatedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"CreatedBy"}},
            {"name":"ModifiedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"ModifiedBy"}}
          ]},
          {"name":"person","label":"Company Person","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Person_ID","type":"reference","label":"Person ID","reference":{"to":["person_record"],"path":"Person_ID"}},
            {"name":"Company_ID","type":"reference","label":"Company ID","required":true,"reference":{"to":["company"],"path":"Company_ID"}},
            {"name":"Title","type":"string","length":200},
            {"name":"Role","type":"string","length":200},
            {"name":"Active","type":"boolean"},
            {"name":"IsPrimaryCompany","type":"boolean"},
            {"name":"Manager","type":"reference","reference":{"to":["person_record"],"path":"Manager"}},
            {"name":"SfdcContactId__gc","type":"string","label":"SfdcContactId","length":18},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"CreatedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"CreatedBy"}},
            {"name":"ModifiedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"ModifiedBy"}},
            {"name":"Email","type":"email","form":"caseless","required":true,"external_id":true},
            {"name":"FirstName","type":"string","length":100},
            {"name":"MiddleName","type":"string","length":100},
            {"name":"LastName","type":"string","length":100},
            {"name":"Name","type":"string","length":255},
            {"name":"LinkedinUrl","type":"url"},
            {"name":"Location","type":"string","length":255},
            {"name":"Timezone","type":"string","length":60},
            {"name":"EmailOptOut","type":"boolean"},
            {"name":"Comments","type":"string","length":4000},
            {"name":"MasterRecordID","type":"string","length":50,"createable":false,"updateable":false},
            {"name":"MasterAvatarTypeCode","type":"string","length":50,"createable":false,"updateable":false},
            {"name":"DynamicResolutionKey","type":"string","length":255,"createable":false,"updateable":false}
          ]},
          {"name":"person_record","label":"Person","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Email","type":"email","form":"caseless","unique":true,"external_id":true},
            {"name":"FirstName","type":"string","length":100},
            {"name":"MiddleName","type":"string","length":100},
            {"name":"LastName","type":"string","length":100},
            {"name":"Name","type":"string","length":255},
            {"name":"LinkedinUrl","type":"url"},
            {"name":"Location","type":"string","length":255},
            {"name":"Timezone","type":"string","length":60},
            {"name":"EmailOptOut","type":"boolean"},
            {"name":"Comments","type":"string","length":4000},
            {"name":"MasterRecordID","type":"string","length":50,"createable":false,"updateable":false},
            {"name":"MasterAvatarTypeCode","type":"string","length":50,"createable":false,"updateable":false},
            {"name":"DynamicResolutionKey","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"CreatedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"CreatedBy"}},
            {"name":"ModifiedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"ModifiedBy"}}
          ]},
          {"name":"company_person","label":"Company Person","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Person_ID","type":"reference","label":"Person ID","reference":{"to":["person_record"],"path":"Person_ID"}},
            {"name":"Company_ID","type":"reference","label":"Company ID","reference":{"to":["company"],"path":"Company_ID"}},
            {"name":"Title","type":"string","length":200},
            {"name":"Role","type":"string","length":200},
            {"name":"Active","type":"boolean"},
            {"name":"IsPrimaryCompany","type":"boolean"},
            {"name":"Manager","type":"reference","reference":{"to":["person_record"],"path":"Manager"}},
            {"name":"SfdcContactId__gc","type":"string","label":"SfdcContactId","length":18},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"CreatedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"CreatedBy"}},
            {"name":"ModifiedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"ModifiedBy"}}
          ]},
          {"name":"gsuser","label":"User","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":255},
            {"name":"FirstName","type":"string","length":255},
            {"name":"LastName","type":"string","length":255},
            {"name":"Email","type":"email","form":"caseless","unique":true,"external_id":true},
            {"name":"SFDCUserName","type":"string","length":255},
            {"name":"SfdcUserId","type":"string","form":"salesforceID","external_id":true},
            {"name":"IsActiveUser","type":"boolean"},
            {"name":"LicenseType","type":"string","length":40},
            {"name":"Manager","type":"reference","reference":{"to":["gsuser"],"path":"Manager"}},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false}
          ]},
          {"name":"call_to_action","label":"Call To Action","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":200,"nullable":false,"required":true},
            {"name":"EntityType","type":"string","length":20,"createable":false,"updateable":false},
            {"name":"CompanyId","type":"reference","reference":{"to":["company"],"path":"CompanyId"}},
            {"name":"RelationshipId","type":"reference","reference":{"to":["relationship"],"path":"RelationshipId"}},
            {"name":"OwnerId","type":"reference","reference":{"to":["gsuser"],"path":"OwnerId"}},
            {"name":"TypeId","type":"reference","required":true,"reference":{"to":["da_picklist"],"path":"TypeId"}},
            {"name":"ReasonId","type":"reference","reference":{"to":["da_picklist"],"path":"ReasonId"}},
            {"name":"StatusId","type":"reference","reference":{"to":["da_picklist"],"path":"StatusId"}},
            {"name":"PriorityId","type":"reference","reference":{"to":["da_picklist"],"path":"PriorityId"}},
            {"name":"DueDate","type":"date","required":true},
            {"name":"IsClosed","type":"boolean","createable":false,"updateable":false},
            {"name":"IsImportant","type":"boolean"},
            {"name":"ClosedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"Comments","type":"text"},
            {"name":"ReferenceId","type":"string","length":200,"updateable":false},
            {"name":"PlaybookId","type":"string","length":36,"updateable":false},
            {"name":"associatedRecords","type":"list","updateable":false},
            {"name":"CtaGroupId","type":"reference","createable":false,"updateable":false,"reference":{"to":["success_plan"],"path":"CtaGroupId"}},
            {"name":"Source_Flow__gc","type":"string","label":"Source Flow","length":200},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false}
          ]},
          {"name":"cs_task","label":"CTA Task","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":200},
            {"name":"CtaId","type":"reference","reference":{"to":["call_to_action"],"path":"CtaId"}},
            {"name":"CompanyId","type":"reference","reference":{"to":["company"],"path":"CompanyId"}},
            {"name":"OwnerId","type":"reference","reference":{"to":["gsuser"],"path":"OwnerId"}},
            {"name":"DueDate","type":"date"},
            {"name":"IsClosed","type":"boolean"},
            {"name":"Status","type":"string","length":40},
            {"name":"Priority","type":"string","length":40},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false}
          ]},
          {"name":"success_plan","label":"Success Plan","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":200,"nullable":false,"required":true},
            {"name":"CompanyId","type":"reference","reference":{"to":["company"],"path":"CompanyId"}},
            {"name":"RelationshipId","type":"reference","reference":{"to":["relationship"],"path":"RelationshipId"}},
            {"name":"OwnerId","type":"reference","reference":{"to":["gsuser"],"path":"OwnerId"}},
            {"name":"StatusId","type":"reference","reference":{"to":["da_picklist"],"path":"StatusId"}},
            {"name":"SuccessPlanTypeId","type":"reference","required":true,"reference":{"to":["da_picklist"],"path":"SuccessPlanTypeId"}},
            {"name":"DueDate","type":"date","required":true},
            {"name":"PercentComplete","type":"percent","scale":0,"createable":false,"updateable":false},
            {"name":"IsClosed","type":"boolean","createable":false,"updateable":false},
            {"name":"Templates","type":"list","updateable":false},
            {"name":"ReferenceId","type":"string","length":200,"updateable":false},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false}
          ]},
          {"name":"timeline","label":"Timeline","identity":"Gsid","watermark":"LastModifiedDate","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Subject","type":"string","length":200,"required":true},
            {"name":"Notes","type":"text"},
            {"name":"NotesPlainText","type":"string","length":65536,"createable":false,"updateable":false},
            {"name":"ActivityDate","type":"datetime","required":true},
            {"name":"TypeName","type":"string","length":80,"required":true},
            {"name":"ContextName","type":"string","length":40,"updateable":false},
            {"name":"ContextId","type":"string","length":36,"updateable":false},
            {"name":"ExternalId","type":"string","length":200,"updateable":false,"unique":true,"external_id":true},
            {"name":"AuthorId","type":"reference","required":true,"reference":{"to":["gsuser"],"path":"AuthorId"}},
            {"name":"GsCompanyId","type":"reference","reference":{"to":["company"],"path":"GsCompanyId"}},
            {"name":"GsRelationshipId","type":"reference","reference":{"to":["relationship"],"path":"GsRelationshipId"}},
            {"name":"GsCreatedByUserId","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"GsCreatedByUserId"}},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"LastModifiedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"InternalAttendees","type":"list","updateable":false},
            {"name":"ExternalAttendees","type":"list","updateable":false},
            {"name":"Ant__Renewal_Note__c","type":"string","label":"Ant  Renewal Note  c","length":1000},
            {"name":"Ant__Sentiment__c","type":"string","label":"Ant  Sentiment  c","length":80}
          ]},
          {"name":"nps_survey_response","label":"NPS Survey Response","identity":"Gsid","watermark":"ModifiedAt","modified":"ModifiedAt","created":"CreatedAt","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"NPSScore","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"TrueNPS","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"ScoreType","type":"string","length":20,"createable":false,"updateable":false},
            {"name":"Comment","type":"string","length":4000,"createable":false,"updateable":false},
            {"name":"Sentiment","type":"string","length":40,"createable":false,"updateable":false},
            {"name":"RespondedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"UserEmail","type":"email","form":"caseless","createable":false,"updateable":false},
            {"name":"UserName","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"UserRole","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"CompanyId","type":"reference","createable":false,"updateable":false,"reference":{"to":["company"],"path":"CompanyId"}},
            {"name":"PersonId","type":"reference","createable":false,"updateable":false,"reference":{"to":["person_record"],"path":"PersonId"}},
            {"name":"CompanyPersonId","type":"reference","createable":false,"updateable":false,"reference":{"to":["company_person"],"path":"CompanyPersonId"}},
            {"name":"SurveyId","type":"string","length":36,"createable":false,"updateable":false},
            {"name":"ParticipantId","type":"string","length":36,"createable":false,"updateable":false},
            {"name":"LanguageId","type":"string","length":36,"createable":false,"updateable":false},
            {"name":"CreatedAt","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedAt","type":"datetime","createable":false,"updateable":false},
            {"name":"Deleted","type":"boolean","createable":false,"updateable":false}
          ]},
          {"name":"account_scorecard_history","label":"Account Scorecard History","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Id","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"Account_Id__gc","type":"reference","label":"Account Id","createable":false,"updateable":false,"reference":{"to":["company"],"path":"Account_Id__gc"}},
            {"name":"Scorecard_Id__gc","type":"reference","label":"Scorecard Id","createable":false,"updateable":false,"reference":{"to":["scorecard_master"],"path":"Scorecard_Id__gc"}},
            {"name":"Snapshot_Date__gc","type":"date","label":"Snapshot Date","createable":false,"updateable":false},
            {"name":"Time_Granularity__gc","type":"string","label":"Time Granularity","length":20,"createable":false,"updateable":false},
            {"name":"Overall_Score_Account__gc","type":"number","label":"Overall Score Account","scale":0,"createable":false,"updateable":false},
            {"name":"Product_Usage__gc","type":"number","label":"Product Usage","scale":0,"createable":false,"updateable":false},
            {"name":"Support__gc","type":"number","label":"Support","scale":0,"createable":false,"updateable":false},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false}
          ]},
          {"name":"scorecard_scheme_definition","label":"Scoring Scheme Definition","identity":"Gsid","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"Label","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"Color","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"Score","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"RangeFrom","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"RangeTo","type":"number","scale":0,"createable":false,"updateable":false}
          ]},
          {"name":"da_picklist","label":"Picklist","identity":"Gsid","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"Category","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"SystemName","type":"string","length":255,"createable":false,"updateable":false},
            {"name":"Active","type":"boolean","createable":false,"updateable":false},
            {"name":"DisplayOrder","type":"number","scale":0,"createable":false,"updateable":false},
            {"name":"CategoryGsid","type":"string","length":36,"createable":false,"updateable":false}
          ]},
          {"name":"relationship_type","label":"Relationship Type","identity":"Gsid","watermark":"ModifiedDate","modified":"ModifiedDate","created":"CreatedDate","createable":false,"updateable":false,
           "fields": [
            {"name":"Gsid","type":"id","nullable":false,"createable":false,"updateable":false,"unique":true,"external_id":true},
            {"name":"Name","type":"string","length":255},
            {"name":"CreatedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"ModifiedDate","type":"datetime","createable":false,"updateable":false},
            {"name":"CreatedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"CreatedBy"}},
            {"name":"ModifiedBy","type":"reference","createable":false,"updateable":false,"reference":{"to":["gsuser"],"path":"ModifiedBy"}}
          ]}
      ]}

      """##
    ),
    (
      "schemas/salesforce.json",
      ##"""
      {"snapshot": 1, "objects": [
          {"name":"Account","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Account ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"MasterRecordId","type":"reference","label":"Master Record ID","form":"salesforceID","length":18,"createable":false,"updateable":false,"reference":{"to":["Account"],"path":"MasterRecord"}},
            {"name":"Name","type":"string","label":"Account Name","form":"caseless","length":255,"nullable":false,"required":true},
            {"name":"Type","type":"picklist","length":255,"picklist":[{"value":"Prospect"},{"value":"Customer"},{"value":"Customer - Direct"},{"value":"Customer - Channel"},{"value":"Channel Partner / Reseller"},{"value":"Partner"},{"value":"Other"}]},
            {"name":"ParentId","type":"reference","label":"Parent ID","form":"salesforceID","length":18,"reference":{"to":["Account"],"path":"Parent"}},
            {"name":"BillingStreet","type":"text","label":"Billing Street","length":255},
            {"name":"BillingCity","type":"string","label":"Billing City","form":"caseless","length":40},
            {"name":"BillingState","type":"string","label":"Billing State","form":"caseless","length":80},
            {"name":"BillingPostalCode","type":"string","label":"Billing Postal Code","form":"caseless","length":20},
            {"name":"BillingCountry","type":"string","label":"Billing Country","form":"caseless","length":80},
            {"name":"BillingAddress","type":"any","label":"Billing Address","createable":false,"updateable":false},
            {"name":"ShippingStreet","type":"text","label":"Shipping Street","length":255},
            {"name":"ShippingCity","type":"string","label":"Shipping City","form":"caseless","length":40},
            {"name":"ShippingState","type":"string","label":"Shipping State","form":"caseless","length":80},
            {"name":"ShippingPostalCode","type":"string","label":"Shipping Postal Code","form":"caseless","length":20},
            {"name":"ShippingCountry","type":"string","label":"Shipping Country","form":"caseless","length":80},
            {"name":"ShippingAddress","type":"any","label":"Shipping Address","createable":false,"updateable":false},
            {"name":"Phone","type":"phone","form":"caseless","length":40},
            {"name":"Fax","type":"phone","form":"caseless","length":40},
            {"name":"AccountNumber","type":"string","label":"Account Number","form":"caseless","length":40},
            {"name":"Website","type":"url","form":"caseless","length":255},
            {"name":"Sic","type":"string","form":"caseless","length":20},
            {"name":"Industry","type":"picklist","length":255,"picklist":[{"value":"Banking"},{"value":"Biotechnology"},{"value":"Consulting"},{"value":"Education"},{"value":"Energy"},{"value":"Finance"},{"value":"Healthcare"},{"value":"Insurance"},{"value":"Manufacturing"},{"value":"Media"},{"value":"Retail"},{"value":"Software"},{"value":"Technology"},{"value":"Telecommunications"},{"value":"Transportation"},{"value":"Utilities"},{"value":"Other"}]},
            {"name":"AnnualRevenue","type":"currency","label":"Annual Revenue","scale":0},
            {"name":"NumberOfEmployees","type":"integer","label":"Number Of Employees","scale":0},
            {"name":"Ownership","type":"picklist","length":255,"picklist":[{"value":"Public"},{"value":"Private"},{"value":"Subsidiary"},{"value":"Other"}]},
            {"name":"TickerSymbol","type":"string","label":"Ticker Symbol","form":"caseless","length":20},
            {"name":"Description","type":"text","length":32000},
            {"name":"Rating","type":"picklist","length":255,"picklist":[{"value":"Hot"},{"value":"Warm"},{"value":"Cold"}]},
            {"name":"Site","type":"string","form":"caseless","length":80},
            {"name":"OwnerId","type":"reference","label":"Owner ID","form":"salesforceID","length":18,"nullable":false,"reference":{"to":["User"],"path":"Owner"}},
            {"name":"AccountSource","type":"picklist","label":"Account Source","length":255,"picklist":[{"value":"Web"},{"value":"Phone Inquiry"},{"value":"Partner Referral"},{"value":"Purchased List"},{"value":"Other"}]},
            {"name":"SicDesc","type":"string","label":"Sic Desc","form":"caseless","length":80},
            {"name":"LastActivityDate","type":"date","label":"Last Activity Date","createable":false,"updateable":false},
            {"name":"Gainsight_GSID__c","type":"string","label":"Gainsight GSID","form":"caseless","length":36,"unique":true,"external_id":true},
            {"name":"Health_Score__c","type":"number","label":"Health Score","scale":2},
            {"name":"Health_Trend__c","type":"picklist","label":"Health Trend","length":255,"restricted":true,"picklist":[{"value":"Improving"},{"value":"Flat"},{"value":"Declining"}]},
            {"name":"Health_Updated_At__c","type":"datetime","label":"Health Updated At"},
            {"name":"ARR__c","type":"currency","label":"ARR","scale":2},
            {"name":"Tier__c","type":"picklist","label":"Tier","length":255,"restricted":true,"picklist":[{"value":"Strategic"},{"value":"Growth"},{"value":"Standard"}]},
            {"name":"Territory__c","type":"string","label":"Territory","form":"caseless","length":40},
            {"name":"NPS_Score__c","type":"number","label":"NPS Score","scale":0},
            {"name":"NPS_Responded_At__c","type":"datetime","label":"NPS Responded At"},
            {"name":"Synced_At__c","type":"datetime","label":"Synced At"},
            {"name":"LastViewedDate","type":"datetime","label":"Last Viewed Date","createable":false,"updateable":false},
            {"name":"LastReferencedDate","type":"datetime","label":"Last Referenced Date","createable":false,"updateable":false},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"Contact","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Contact ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"MasterRecordId","type":"reference","label":"Master Record ID","form":"salesforceID","length":18,"createable":false,"updateable":false,"reference":{"to":["Contact"],"path":"MasterRecord"}},
            {"name":"AccountId","type":"reference","label":"Account ID","form":"salesforceID","length":18,"reference":{"to":["Account"],"path":"Account"}},
            {"name":"LastName","type":"string","label":"Last Name","form":"caseless","length":80,"nullable":false,"required":true},
            {"name":"FirstName","type":"string","label":"First Name","form":"caseless","length":40},
            {"name":"Salutation","type":"picklist","length":255,"picklist":[{"value":"Mr."},{"value":"Ms."},{"value":"Mrs."},{"value":"Dr."},{"value":"Prof."}]},
            {"name":"Name","type":"string","label":"Full Name","form":"caseless","length":121,"nullable":false,"createable":false,"updateable":false},
            {"name":"OtherStreet","type":"text","label":"Other Street","length":255},
            {"name":"OtherCity","type":"string","label":"Other City","form":"caseless","length":40},
            {"name":"OtherState","type":"string","label":"Other State","form":"caseless","length":80},
            {"name":"OtherPostalCode","type":"string","label":"Other Postal Code","form":"caseless","length":20},
            {"name":"OtherCountry","type":"string","label":"Other Country","form":"caseless","length":80},
            {"name":"OtherAddress","type":"any","label":"Other Address","createable":false,"updateable":false},
            {"name":"MailingStreet","type":"text","label":"Mailing Street","length":255},
            {"name":"MailingCity","type":"string","label":"Mailing City","form":"caseless","length":40},
            {"name":"MailingState","type":"string","label":"Mailing State","form":"caseless","length":80},
            {"name":"MailingPostalCode","type":"string","label":"Mailing Postal Code","form":"caseless","length":20},
            {"name":"MailingCountry","type":"string","label":"Mailing Country","form":"caseless","length":80},
            {"name":"MailingAddress","type":"any","label":"Mailing Address","createable":false,"updateable":false},
            {"name":"Phone","type":"phone","form":"caseless","length":40},
            {"name":"Fax","type":"phone","form":"caseless","length":40},
            {"name":"MobilePhone","type":"phone","label":"Mobile Phone","form":"caseless","length":40},
            {"name":"HomePhone","type":"phone","label":"Home Phone","form":"caseless","length":40},
            {"name":"OtherPhone","type":"phone","label":"Other Phone","form":"caseless","length":40},
            {"name":"AssistantPhone","type":"phone","label":"Assistant Phone","form":"caseless","length":40},
            {"name":"ReportsToId","type":"reference","label":"Reports To ID","form":"salesforceID","length":18,"reference":{"to":["Contact"],"path":"ReportsTo"}},
            {"name":"Email","type":"email","form":"caseless","length":80,"external_id":true},
            {"name":"Title","type":"string","form":"caseless","length":128},
            {"name":"Department","type":"string","form":"caseless","length":80},
            {"name":"LeadSource","type":"picklist","label":"Lead Source","length":255,"picklist":[{"value":"Web"},{"value":"Phone Inquiry"},{"value":"Partner Referral"},{"value":"Purchased List"},{"value":"Other"}]},
            {"name":"Birthdate","type":"date"},
            {"name":"Description","type":"text","length":32000},
            {"name":"OwnerId","type":"reference","label":"Owner ID","form":"salesforceID","length":18,"nullable":false,"reference":{"to":["User"],"path":"Owner"}},
            {"name":"HasOptedOutOfEmail","type":"boolean","label":"Has Opted Out Of Email","nullable":false},
            {"name":"DoNotCall","type":"boolean","label":"Do Not Call","nullable":false},
            {"name":"EmailBouncedReason","type":"string","label":"Email Bounced Reason","form":"caseless","length":255,"createable":false,"updateable":false},
            {"name":"EmailBouncedDate","type":"datetime","label":"Email Bounced Date","createable":false,"updateable":false},
            {"name":"IsEmailBounced","type":"boolean","label":"Is Email Bounced","nullable":false,"createable":false,"updateable":false},
            {"name":"LastActivityDate","type":"date","label":"Last Activity Date","createable":false,"updateable":false},
            {"name":"LastViewedDate","type":"datetime","label":"Last Viewed Date","createable":false,"updateable":false},
            {"name":"LastReferencedDate","type":"datetime","label":"Last Referenced Date","createable":false,"updateable":false},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"Opportunity","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Opportunity ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"AccountId","type":"reference","label":"Account ID","form":"salesforceID","length":18,"reference":{"to":["Account"],"path":"Account"}},
            {"name":"IsPrivate","type":"boolean","label":"Is Private","nullable":false},
            {"name":"Name","type":"string","form":"caseless","length":120,"nullable":false,"required":true},
            {"name":"Description","type":"text","length":32000},
            {"name":"StageName","type":"picklist","label":"Stage Name","length":255,"nullable":false,"required":true,"picklist":[{"value":"Prospecting"},{"value":"Qualification"},{"value":"Needs Analysis"},{"value":"Value Proposition"},{"value":"Id. Decision Makers"},{"value":"Perception Analysis"},{"value":"Proposal/Price Quote"},{"value":"Negotiation/Review"},{"value":"Closed Won"},{"value":"Closed Lost"}]},
            {"name":"Amount","type":"currency","scale":2},
            {"name":"Probability","type":"percent","scale":0},
            {"name":"ExpectedRevenue","type":"currency","label":"Expected Revenue","scale":2,"createable":false,"updateable":false},
            {"name":"CloseDate","type":"date","label":"Close Date","nullable":false,"required":true},
            {"name":"Type","type":"picklist","length":255,"picklist":[{"value":"New Customer"},{"value":"Existing Customer - Upgrade"},{"value":"Existing Customer - Replacement"},{"value":"Existing Customer - Downgrade"},{"value":"Renewal"}]},
            {"name":"NextStep","type":"string","label":"Next Step","form":"caseless","length":255},
            {"name":"LeadSource","type":"picklist","label":"Lead Source","length":255,"picklist":[{"value":"Web"},{"value":"Phone Inquiry"},{"value":"Partner Referral"},{"value":"Purchased List"},{"value":"Other"}]},
            {"name":"IsClosed","type":"boolean","label":"Is Closed","nullable":false,"createable":false,"updateable":false},
            {"name":"IsWon","type":"boolean","label":"Is Won","nullable":false,"createable":false,"updateable":false},
            {"name":"ForecastCategory","type":"picklist","label":"Forecast Category","length":40,"createable":false,"updateable":false,"picklist":[{"value":"Omitted"},{"value":"Pipeline"},{"value":"Best Case"},{"value":"Commit"},{"value":"Closed"}]},
            {"name":"ForecastCategoryName","type":"picklist","label":"Forecast Category Name","length":255,"picklist":[{"value":"Omitted"},{"value":"Pipeline"},{"value":"Best Case"},{"value":"Commit"},{"value":"Closed"}]},
            {"name":"HasOpportunityLineItem","type":"boolean","label":"Has Opportunity Line Item","nullable":false,"createable":false,"updateable":false},
            {"name":"OwnerId","type":"reference","label":"Owner ID","form":"salesforceID","length":18,"nullable":false,"reference":{"to":["User"],"path":"Owner"}},
            {"name":"LastActivityDate","type":"date","label":"Last Activity Date","createable":false,"updateable":false},
            {"name":"FiscalQuarter","type":"integer","label":"Fiscal Quarter","scale":0,"createable":false,"updateable":false},
            {"name":"FiscalYear","type":"integer","label":"Fiscal Year","scale":0,"createable":false,"updateable":false},
            {"name":"Fiscal","type":"string","form":"caseless","length":6,"createable":false,"updateable":false},
            {"name":"HasOpenActivity","type":"boolean","label":"Has Open Activity","nullable":false,"createable":false,"updateable":false},
            {"name":"HasOverdueTask","type":"boolean","label":"Has Overdue Task","nullable":false,"createable":false,"updateable":false},
            {"name":"ContractStart__c","type":"date","label":"ContractStart"},
            {"name":"LastViewedDate","type":"datetime","label":"Last Viewed Date","createable":false,"updateable":false},
            {"name":"LastReferencedDate","type":"datetime","label":"Last Referenced Date","createable":false,"updateable":false},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"OpportunityContactRole","label":"Opportunity Contact Role","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Opportunity Contact Role ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"OpportunityId","type":"reference","label":"Opportunity ID","form":"salesforceID","length":18,"nullable":false,"updateable":false,"required":true,"reference":{"to":["Opportunity"],"path":"Opportunity"}},
            {"name":"ContactId","type":"reference","label":"Contact ID","form":"salesforceID","length":18,"nullable":false,"required":true,"reference":{"to":["Contact"],"path":"Contact"}},
            {"name":"Role","type":"picklist","length":40,"picklist":[{"value":"Business User"},{"value":"Decision Maker"},{"value":"Economic Buyer"},{"value":"Economic Decision Maker"},{"value":"Evaluator"},{"value":"Executive Sponsor"},{"value":"Influencer"},{"value":"Technical Buyer"},{"value":"Other"}]},
            {"name":"IsPrimary","type":"boolean","label":"Is Primary","nullable":false},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"Task","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Task ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"WhoId","type":"reference","label":"Who ID","form":"salesforceID","length":18,"reference":{"to":["Contact","Lead"],"path":"Who"}},
            {"name":"WhatId","type":"reference","label":"What ID","form":"salesforceID","length":18,"reference":{"to":["Account","Opportunity","Case"],"path":"What"}},
            {"name":"AccountId","type":"reference","label":"Account ID","form":"salesforceID","length":18,"createable":false,"updateable":false,"reference":{"to":["Account"],"path":"Account"}},
            {"name":"OwnerId","type":"reference","label":"Owner ID","form":"salesforceID","length":18,"nullable":false,"reference":{"to":["User"],"path":"Owner"}},
            {"name":"Description","type":"text","length":32000},
            {"name":"ReminderDateTime","type":"datetime","label":"Reminder Date Time"},
            {"name":"IsReminderSet","type":"boolean","label":"Is Reminder Set","nullable":false},
            {"name":"IsArchived","type":"boolean","label":"Is Archived","nullable":false,"createable":false,"updateable":false},
            {"name":"Flow_Key__c","type":"string","label":"Flow Key","form":"caseless","length":128,"unique":true,"external_id":true},
            {"name":"Subject","type":"string","form":"caseless","length":255,"picklist":[{"value":"Call"},{"value":"Send Letter"},{"value":"Send Quote"},{"value":"Other"}]},
            {"name":"ActivityDate","type":"date","label":"Activity Date"},
            {"name":"Status","type":"picklist","length":255,"nullable":false,"picklist":[{"value":"Not Started"},{"value":"In Progress"},{"value":"Completed"},{"value":"Waiting on someone else"},{"value":"Deferred"}]},
            {"name":"Priority","type":"picklist","length":255,"nullable":false,"picklist":[{"value":"High"},{"value":"Normal"},{"value":"Low"}]},
            {"name":"IsHighPriority","type":"boolean","label":"Is High Priority","nullable":false,"createable":false,"updateable":false},
            {"name":"IsClosed","type":"boolean","label":"Is Closed","nullable":false,"createable":false,"updateable":false},
            {"name":"CompletedDateTime","type":"datetime","label":"Completed Date Time","createable":false,"updateable":false},
            {"name":"Type","type":"picklist","length":255,"picklist":[{"value":"Call"},{"value":"Meeting"},{"value":"Other"},{"value":"Prep"}]},
            {"name":"CallDurationInSeconds","type":"integer","label":"Call Duration In Seconds","scale":0},
            {"name":"CallType","type":"picklist","label":"Call Type","length":255,"picklist":[{"value":"Internal"},{"value":"Inbound"},{"value":"Outbound"}]},
            {"name":"CallDisposition","type":"string","label":"Call Disposition","form":"caseless","length":255},
            {"name":"TaskSubtype","type":"picklist","label":"Task Subtype","length":40,"updateable":false,"restricted":true,"picklist":[{"value":"Task"},{"value":"Email"},{"value":"ListEmail"},{"value":"Cadence"},{"value":"Call"},{"value":"LinkedIn"}]},
            {"name":"IsRecurrence","type":"boolean","label":"Is Recurrence","nullable":false,"updateable":false},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"Event","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Event ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"WhoId","type":"reference","label":"Who ID","form":"salesforceID","length":18,"reference":{"to":["Contact","Lead"],"path":"Who"}},
            {"name":"WhatId","type":"reference","label":"What ID","form":"salesforceID","length":18,"reference":{"to":["Account","Opportunity","Case"],"path":"What"}},
            {"name":"AccountId","type":"reference","label":"Account ID","form":"salesforceID","length":18,"createable":false,"updateable":false,"reference":{"to":["Account"],"path":"Account"}},
            {"name":"OwnerId","type":"reference","label":"Owner ID","form":"salesforceID","length":18,"nullable":false,"reference":{"to":["User"],"path":"Owner"}},
            {"name":"Description","type":"text","length":32000},
            {"name":"ReminderDateTime","type":"datetime","label":"Reminder Date Time"},
            {"name":"IsReminderSet","type":"boolean","label":"Is Reminder Set","nullable":false},
            {"name":"IsArchived","type":"boolean","label":"Is Archived","nullable":false,"createable":false,"updateable":false},
            {"name":"Flow_Key__c","type":"string","label":"Flow Key","form":"caseless","length":128,"unique":true,"external_id":true},
            {"name":"Subject","type":"string","form":"caseless","length":255,"picklist":[{"value":"Call"},{"value":"Email"},{"value":"Meeting"},{"value":"Send Letter/Quote"},{"value":"Other"}]},
            {"name":"Location","type":"string","form":"caseless","length":255},
            {"name":"IsAllDayEvent","type":"boolean","label":"Is All Day Event","nullable":false},
            {"name":"ActivityDateTime","type":"datetime","label":"Activity Date Time"},
            {"name":"ActivityDate","type":"date","label":"Activity Date"},
            {"name":"DurationInMinutes","type":"integer","label":"Duration In Minutes","scale":0},
            {"name":"StartDateTime","type":"datetime","label":"Start Date Time"},
            {"name":"EndDateTime","type":"datetime","label":"End Date Time"},
            {"name":"ShowAs","type":"picklist","label":"Show As","length":40,"restricted":true,"picklist":[{"value":"Busy"},{"value":"OutOfOffice"},{"value":"Free"}]},
            {"name":"IsPrivate","type":"boolean","label":"Is Private","nullable":false},
            {"name":"IsChild","type":"boolean","label":"Is Child","nullable":false,"createable":false,"updateable":false},
            {"name":"IsGroupEvent","type":"boolean","label":"Is Group Event","nullable":false,"createable":false,"updateable":false},
            {"name":"GroupEventType","type":"picklist","label":"Group Event Type","length":40,"createable":false,"updateable":false,"picklist":[{"value":"0"},{"value":"1"},{"value":"2"}]},
            {"name":"Type","type":"picklist","length":255,"picklist":[{"value":"Email"},{"value":"Meeting"},{"value":"Other"},{"value":"Call"}]},
            {"name":"IsRecurrence","type":"boolean","label":"Is Recurrence","nullable":false,"updateable":false},
            {"name":"EventSubtype","type":"picklist","label":"Event Subtype","length":40,"updateable":false,"restricted":true,"picklist":[{"value":"Event"}]},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"Case","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Case ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"MasterRecordId","type":"reference","label":"Master Record ID","form":"salesforceID","length":18,"createable":false,"updateable":false,"reference":{"to":["Case"],"path":"MasterRecord"}},
            {"name":"CaseNumber","type":"string","label":"Case Number","form":"caseless","length":30,"nullable":false,"createable":false,"updateable":false},
            {"name":"ContactId","type":"reference","label":"Contact ID","form":"salesforceID","length":18,"reference":{"to":["Contact"],"path":"Contact"}},
            {"name":"AccountId","type":"reference","label":"Account ID","form":"salesforceID","length":18,"reference":{"to":["Account"],"path":"Account"}},
            {"name":"ParentId","type":"reference","label":"Parent ID","form":"salesforceID","length":18,"reference":{"to":["Case"],"path":"Parent"}},
            {"name":"SuppliedName","type":"string","label":"Supplied Name","form":"caseless","length":80},
            {"name":"SuppliedEmail","type":"email","label":"Supplied Email","form":"caseless","length":80},
            {"name":"SuppliedPhone","type":"string","label":"Supplied Phone","form":"caseless","length":40},
            {"name":"SuppliedCompany","type":"string","label":"Supplied Company","form":"caseless","length":80},
            {"name":"Type","type":"picklist","length":255,"picklist":[{"value":"Mechanical"},{"value":"Electrical"},{"value":"Electronic"},{"value":"Structural"},{"value":"Other"}]},
            {"name":"Status","type":"picklist","length":255,"nullable":false,"picklist":[{"value":"New"},{"value":"Working"},{"value":"Escalated"},{"value":"Closed"}]},
            {"name":"Reason","type":"picklist","length":255,"picklist":[{"value":"Installation"},{"value":"Equipment Complexity"},{"value":"Performance"},{"value":"Breakdown"},{"value":"Feedback"},{"value":"Other"}]},
            {"name":"Origin","type":"picklist","length":255,"picklist":[{"value":"Phone"},{"value":"Email"},{"value":"Web"}]},
            {"name":"Subject","type":"string","form":"caseless","length":255},
            {"name":"Priority","type":"picklist","length":255,"picklist":[{"value":"High"},{"value":"Medium"},{"value":"Low"}]},
            {"name":"Description","type":"text","length":32000},
            {"name":"IsClosed","type":"boolean","label":"Is Closed","nullable":false,"createable":false,"updateable":false},
            {"name":"ClosedDate","type":"datetime","label":"Closed Date","createable":false,"updateable":false},
            {"name":"IsEscalated","type":"boolean","label":"Is Escalated","nullable":false},
            {"name":"IsClosedOnCreate","type":"boolean","label":"Is Closed On Create","nullable":false,"createable":false,"updateable":false},
            {"name":"OwnerId","type":"reference","label":"Owner ID","form":"salesforceID","length":18,"nullable":false,"reference":{"to":["User"],"path":"Owner"}},
            {"name":"ContactPhone","type":"phone","label":"Contact Phone","form":"caseless","length":40,"createable":false,"updateable":false},
            {"name":"ContactEmail","type":"email","label":"Contact Email","form":"caseless","length":80,"createable":false,"updateable":false},
            {"name":"Flow_Key__c","type":"string","label":"Flow Key","form":"caseless","length":128,"unique":true,"external_id":true},
            {"name":"LastViewedDate","type":"datetime","label":"Last Viewed Date","createable":false,"updateable":false},
            {"name":"LastReferencedDate","type":"datetime","label":"Last Referenced Date","createable":false,"updateable":false},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"User","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"User ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"Username","type":"string","form":"caseless","length":80,"nullable":false,"required":true,"unique":true,"external_id":true},
            {"name":"LastName","type":"string","label":"Last Name","form":"caseless","length":80,"nullable":false,"required":true},
            {"name":"FirstName","type":"string","label":"First Name","form":"caseless","length":40},
            {"name":"Name","type":"string","label":"Full Name","form":"caseless","length":121,"nullable":false,"createable":false,"updateable":false},
            {"name":"CompanyName","type":"string","label":"Company Name","form":"caseless","length":80},
            {"name":"Division","type":"string","form":"caseless","length":80},
            {"name":"Department","type":"string","form":"caseless","length":80},
            {"name":"Title","type":"string","form":"caseless","length":80},
            {"name":"Email","type":"email","form":"caseless","length":80,"nullable":false,"required":true,"external_id":true},
            {"name":"Alias","type":"string","form":"caseless","length":8,"nullable":false,"required":true},
            {"name":"IsActive","type":"boolean","label":"Is Active","nullable":false},
            {"name":"TimeZoneSidKey","type":"string","label":"Time Zone Sid Key","form":"caseless","length":40,"nullable":false,"required":true},
            {"name":"LocaleSidKey","type":"string","label":"Locale Sid Key","form":"caseless","length":40,"nullable":false,"required":true},
            {"name":"EmailEncodingKey","type":"string","label":"Email Encoding Key","form":"caseless","length":40,"nullable":false,"required":true},
            {"name":"LanguageLocaleKey","type":"string","label":"Language Locale Key","form":"caseless","length":40,"nullable":false,"required":true},
            {"name":"ProfileId","type":"reference","label":"Profile ID","form":"salesforceID","length":18,"nullable":false,"required":true,"reference":{"to":["Profile"],"path":"Profile"}},
            {"name":"UserType","type":"picklist","label":"User Type","length":40,"nullable":false,"createable":false,"updateable":false,"picklist":[{"value":"Standard"},{"value":"PowerPartner"},{"value":"CspLitePortal"},{"value":"Guest"}]},
            {"name":"ManagerId","type":"reference","label":"Manager ID","form":"salesforceID","length":18,"reference":{"to":["User"],"path":"Manager"}},
            {"name":"EmployeeNumber","type":"string","label":"Employee Number","form":"caseless","length":20},
            {"name":"FederationIdentifier","type":"string","label":"Federation Identifier","form":"caseless","length":512,"external_id":true},
            {"name":"Phone","type":"phone","form":"caseless","length":40},
            {"name":"ContactId","type":"reference","label":"Contact ID","form":"salesforceID","length":18,"createable":false,"updateable":false,"reference":{"to":["Contact"],"path":"Contact"}},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"LastModifiedById","type":"reference","label":"Last Modified By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"LastModifiedBy"}},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]},
          {"name":"FeedItem","label":"Feed Item","identity":"Id","watermark":"SystemModstamp","modified":"LastModifiedDate","created":"CreatedDate",
           "fields": [
            {"name":"Id","type":"id","label":"Feed Item ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"external_id":true},
            {"name":"IsDeleted","type":"boolean","label":"Is Deleted","nullable":false,"createable":false,"updateable":false},
            {"name":"ParentId","type":"reference","label":"Parent ID","form":"salesforceID","length":18,"nullable":false,"updateable":false,"required":true,"reference":{"to":["Account","Contact","Lead","Opportunity","Case","User"],"path":"Parent"}},
            {"name":"Type","type":"picklist","length":40,"updateable":false,"restricted":true,"picklist":[{"value":"TextPost"},{"value":"LinkPost"},{"value":"ContentPost"},{"value":"TrackedChange"}]},
            {"name":"Revision","type":"integer","scale":0,"nullable":false,"createable":false,"updateable":false},
            {"name":"LastEditDate","type":"datetime","label":"Last Edit Date","createable":false,"updateable":false},
            {"name":"CommentCount","type":"integer","label":"Comment Count","scale":0,"nullable":false,"createable":false,"updateable":false},
            {"name":"LikeCount","type":"integer","label":"Like Count","scale":0,"nullable":false,"createable":false,"updateable":false},
            {"name":"Title","type":"string","form":"caseless","length":255},
            {"name":"Body","type":"text","length":10000},
            {"name":"LinkUrl","type":"url","label":"Link Url","form":"caseless","length":255},
            {"name":"IsRichText","type":"boolean","label":"Is Rich Text","nullable":false},
            {"name":"RelatedRecordId","type":"reference","label":"Related Record ID","form":"salesforceID","length":18,"updateable":false,"reference":{"to":["Account"],"path":"RelatedRecord"}},
            {"name":"InsertedById","type":"reference","label":"Inserted By ID","form":"salesforceID","length":18,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"InsertedBy"}},
            {"name":"Status","type":"picklist","length":40,"createable":false,"updateable":false,"picklist":[{"value":"Published"},{"value":"PendingReview"}]},
            {"name":"CreatedDate","type":"datetime","label":"Created Date","nullable":false,"createable":false,"updateable":false},
            {"name":"CreatedById","type":"reference","label":"Created By ID","form":"salesforceID","length":18,"nullable":false,"createable":false,"updateable":false,"reference":{"to":["User"],"path":"CreatedBy"}},
            {"name":"LastModifiedDate","type":"datetime","label":"Last Modified Date","nullable":false,"createable":false,"updateable":false},
            {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nullable":false,"createable":false,"updateable":false}
          ]}
      ]}

      """##
    ),
    (
      "sync-accounts.test.yaml",
      ##"""
      test: sync-accounts
      clock: 2026-03-14T09:00:00Z
      world:
        salesforce.User: |
          Id                 | Name     | Email
          005000000000001AAA | Ann Lee  | ann.lee@acme.example
          005000000000002AAA | Bo Chen  | bo.chen@acme.example
          005000000000003AAA | Not Here | not.here@acme.example
        salesforce.Account: |
          Id                 | Name       | Type     | Industry | NumberOfEmployees | OwnerId
          001000000000001AAA | Acme, Inc. | Customer | Energy   | 120               | 005000000000001AAA
          001000000000002AAA | Beta GmbH  | Customer |          |                   | 005000000000001AAA
          001000000000003AAA | Gamma AG   | Prospect | Energy   | 5                 | 005000000000001AAA
          001000000000004AAA | Twin Ltd   | Customer | Energy   | 5                 | 005000000000001AAA
          001000000000005AAA | Delta      | Customer | Energy   | 5                 | 005000000000003AAA
          001000000000006AAA | ACME INC   | Customer | Banking  | 7                 | 005000000000002AAA
        gainsight.gsuser: |
          Gsid   | Name    | Email
          1P01AL | Ann Lee | ann.lee@acme.example
          1P01BC | Bo Chen | bo.chen@acme.example
        gainsight.company: |
          Gsid      | Name         | SfdcAccountId   | Industry | Employees | Status   | CompanyType
          1P02BETA  | Beta         | 001000000000002 | Media    | 90        | Inactive | Partner
          1P02TWIN1 | Twin         |                 |          |           |          |
          1P02TWIN2 | TWIN Limited |                 |          |           |          |
      cases:
        - name: a new customer becomes a company
          events: [{ message: { Id: 001000000000001AAA, Type: Customer }, was: { Type: Prospect } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company:
                - { Name: "Acme, Inc.", SfdcAccountId: 001000000000001AAA, Industry: Energy, Employees: 120,
                    Account_Owner__gc: 1P01AL, Status: Active, CompanyType: Customer }
            calls: { salesforce: { write: 0 }, gainsight: { find: 2, write: 1 } }
            steps: { linked: none, namesake: none, company: created }

        - name: a company with the account's id follows it, cleared fields too
          events: [{ poll: { Id: 001000000000002AAA } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company:
                - { Gsid: 1P02BETA, Name: Beta GmbH, SfdcAccountId: 001000000000002AAA, Industry: null, Employees: null,
                    Account_Owner__gc: 1P01AL, Status: Inactive, CompanyType: Partner }
            calls: { gainsight: { find: 1, write: 1 } }
            steps: { linked: found, namesake: not_run, company: updated }

        - name: a company of the same name and no account is taken over
          world:
            gainsight.company: |
              Gsid     | Name | SfdcAccountId
              1P02ACME | ACME |
          events: [{ message: { Id: 001000000000001AAA } }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.company: [{ Gsid: 1P02ACME, Name: "Acme, Inc.", SfdcAccountId: 001000000000001AAA }] }
            steps: { namesake: { Gsid: 1P02ACME }, company: updated }

        - name: a company of another account stays its own
          world:
            gainsight.company: |
              Gsid     | Name       | SfdcAccountId
              1P02ACME | Acme, Inc. | 001000000000001AAA
          events: [{ message: { Id: 001000000000006AAA } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.company:
                - { Gsid: 1P02ACME, SfdcAccountId: 001000000000001AAA }
                - { Name: ACME INC, SfdcAccountId: 001000000000006AAA, Account_Owner__gc: 1P01BC }
            steps: { company: created }

        - name: of two accounts of one name in one batch, one takes the company over and the other gets its own
          world:
            gainsight.company: |
              Gsid     | Name | SfdcAccountId
              1P02ACME | ACME |
          events:
            - message: { Id: 001000000000001AAA }
            - message: { Id: 001000000000006AAA }
              after: 0s
          expect:
            outcomes: { done: 2 }
            records:
              gainsight.company:
                - { Gsid: 1P02ACME, SfdcAccountId: 001000000000001AAA }
                - { Name: ACME INC, SfdcAccountId: 001000000000006AAA }

        - name: told again by all sources, nothing changes
          events:
            - message: { Id: 001000000000001AAA }
            - poll: { Id: 001000000000001AAA }
              after: 10m
            - poll: { Id: 001000000000001AAA }
              source: 2
              after: 1d
            - message: { Id: 001000000000001AAA, Fax: "+1 555 0100" }
              after: 10m
          expect:
            outcomes: { done: 1, skipped: { unchanged: 3 } }
            calls: { gainsight: { write: 1 } }

        - name: another owner, and an owner's other address, are followed
          events:
            - message: { Id: 001000000000002AAA, OwnerId: 005000000000002AAA }
            - poll: { Id: 001000000000002AAA, OwnerId: 005000000000001AAA }
              source: 2
              after: 1d
          expect:
            outcomes: { done: 2 }
            records: { gainsight.company: [{ Gsid: 1P02BETA, Account_Owner__gc: 1P01AL }] }
            calls: { gainsight: { write: 2 } }

        - name: a prospect is left alone
          events:
            - message: { Id: 001000000000003AAA }
              was: { Name: Gamma }
            - poll: { Id: 001000000000003AAA, Name: Gamma Two }
              source: 2
          expect: { outcomes: { skipped: { when: 1 } }, calls: { gainsight: { find: 0, write: 0 } } }

        - name: two companies of the name are a dead letter
          events: [{ message: { Id: 001000000000004AAA } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: two companies of one account are a dead letter
          world:
            gainsight.company: |
              Gsid   | Name | SfdcAccountId
              1P02B1 | One  | 001000000000002AAA
              1P02B2 | Two  | 001000000000002AAA
          events: [{ message: { Id: 001000000000002AAA } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: an owner whom Gainsight does not know is a dead letter
          events: [{ message: { Id: 001000000000005AAA } }]
          expect: { outcomes: { dead: { rejected: 1 } } }

        - name: a lost answer and a limit make no second company
          events: [{ message: { Id: 001000000000001AAA } }]
          faults: [{ at: write, is: timeout_after_commit }, { at: find, is: rate_limit, call: 2, for: 1m }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.company: [{ SfdcAccountId: 001000000000001AAA }] }
      equivalent:
        - { mutant: company change-policy on_many, reason: no two records have one identity }

      """##
    ),
    (
      "sync-accounts.yaml",
      ##"""
      flowrun: 1
      description: Keep a Gainsight company for every Salesforce account that is a customer.
      owner: revops@acme.example
      trigger:
        - message: salesforce.Account
        - { poll: salesforce.Account, every: 10m }
        - { poll: salesforce.Account, every: 1d, full: true, where: =row.Type == "Customer" }  # an owner's new address touches no account
      when: =event.Type == "Customer"
      key: =normalizeName(event.Name)  # of two accounts of one name, one after the other
      steps:
        - id: linked
          lookup: gainsight.company
          match: { SfdcAccountId: =event.Id }
          on_none: continue
        - id: namesake
          when: =linked == null
          lookup: gainsight.company
          match: { normalized: { Name: =event.Name } }
          where: =isBlank(row.SfdcAccountId)  # a company of another account is left alone
          on_none: continue
        - id: company
          upsert: gainsight.company
          match: { Gsid: '=coalesce(linked.Gsid, namesake.Gsid)' }
          set:
            Name: =event.Name
            SfdcAccountId: =event.Id
            Industry: =event.Industry
            Employees: =event.NumberOfEmployees
            Account_Owner__gc.Email: =event.Owner.Email
          set_on_create: { Status: Active, CompanyType: Customer }
          blank: [Industry, Employees]

      """##
    ),
    (
      "sync-contacts.test.yaml",
      ##"""
      test: sync-contacts
      clock: 2026-03-14T09:00:00Z
      world:
        salesforce.Account: |
          Id                 | Name       | Type
          001000000000001AAA | Acme, Inc. | Customer
          001000000000002AAA | Beta GmbH  | Prospect
          001000000000003AAA | Gamma AG   | Customer
          001000000000004AAA | Delta AG   | Customer
        salesforce.Contact: |
          Id                 | AccountId          | FirstName | LastName | Email            | Title
          003000000000001AAA | 001000000000001AAA | Ada       | Byron    | ada@acme.example | CTO
          003000000000002AAA | 001000000000001AAA |           | Hopper   |                  |
          003000000000003AAA | 001000000000002AAA | Alan      | Turing   | alan@beta.ex     |
          003000000000004AAA | 001000000000003AAA | Kurt      | Gödel    | kurt@gamma.ex    |
          003000000000005AAA | 001000000000001AAA | Emmy      | Noether  | emmy@acme.ex     |
          003000000000006AAA | 001000000000004AAA | Sofia     | Kovač    | sofia@delta.ex   |
          003000000000007AAA |                    | Loose     | End      | loose@end.ex     |
        gainsight.company: |
          Gsid      | Name     | SfdcAccountId
          1P02ACME  | Acme     | 001000000000001AAA
          1P02BETA  | Beta     | 001000000000002AAA
          1P02DELT1 | Delta    | 001000000000004AAA
          1P02DELT2 | Delta AG | 001000000000004AAA
        gainsight.person: |
          Gsid   | Email         | FirstName | LastName | Title   | Company_ID | SfdcContactId__gc  | IsPrimaryCompany
          1P03EN | Emmy@Acme.ex  | E.        | Noether  | Advisor | 1P02ACME   |                    | false
          1P03EB | emmy@acme.ex  | Emmy      | Noether  |         | 1P02BETA   |                    |
          1P03AL | ada@other.ex  | Ada       | Lovelace |         | 1P02BETA   | 003000000000001AAA |
      cases:
        - name: a new contact becomes a person of the account's company
          events: [{ message: { Id: 003000000000001AAA } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.person:
                - { Gsid: 1P03AL, Email: ada@other.ex, LastName: Lovelace }
                - { Email: ada@acme.example, FirstName: Ada, LastName: Byron, Title: CTO, Company_ID: 1P02ACME,
                    SfdcContactId__gc: 003000000000001AAA, IsPrimaryCompany: true }
            calls: { salesforce: { write: 0 }, gainsight: { write: 1 } }
            steps: { company: found, person: created }

        - name: a person of that address is taken over, and a title that is gone is cleared
          events: [{ poll: { Id: 003000000000005AAA } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.person:
                - { Gsid: 1P03EN, Email: emmy@acme.ex, FirstName: Emmy, LastName: Noether, Title: null,
                    SfdcContactId__gc: 003000000000005AAA, IsPrimaryCompany: false }
            steps: { person: updated }

        - name: another address and another name are followed on the linked person
          world:
            gainsight.person: |
              Gsid   | Email           | LastName | Company_ID | SfdcContactId__gc
              1P03AB | old@acme.ex     | Milbanke | 1P02ACME   | 003000000000001AAA
              1P03A2 | ada@acme.example | Twin    | 1P02ACME   |
          events: [{ message: { Id: 003000000000001AAA }, was: { Email: other@acme.ex } }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.person: [{ Gsid: 1P03AB, Email: ada@acme.example, LastName: Byron }] }
            steps: { person: updated }

        - name: a person known by the address before is followed to the new one
          world:
            gainsight.person: |
              Gsid   | Email       | LastName | Company_ID
              1P03AB | old@acme.ex | Byron    | 1P02ACME
              1P03A2 | old@acme.ex | Byron    | 1P02BETA
          events: [{ message: { Id: 003000000000001AAA }, was: { Email: old@acme.ex } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.person: [{ Gsid: 1P03AB, Email: ada@acme.example, SfdcContactId__gc: 003000000000001AAA }]

        - name: the address of now counts before the one of then
          world:
            gainsight.person: |
              Gsid   | Email            | LastName | Company_ID
              1P03A1 | old@acme.ex      | Byron    | 1P02ACME
              1P03A2 | ada@acme.example | Byron    | 1P02ACME
          events: [{ message: { Id: 003000000000001AAA }, was: { Email: old@acme.ex } }]
          expect:
            outcomes: { done: 1 }
            records:
              gainsight.person:
                - { Gsid: 1P03A1, Email: old@acme.ex, SfdcContactId__gc: null }
                - { Gsid: 1P03A2, SfdcContactId__gc: 003000000000001AAA }

        - name: told again by all sources, nothing changes
          events:
            - message: { Id: 003000000000001AAA }
            - poll: { Id: 003000000000001AAA }
              after: 10m
            - poll: { Id: 003000000000001AAA }
              source: 2
              after: 1d
            - message: { Id: 003000000000001AAA, Phone: "+1 555 0100" }
              after: 10m
          expect:
            outcomes: { done: 1, skipped: { unchanged: 3 } }
            calls: { gainsight: { write: 1 } }

        - name: contacts without an address, of a prospect, or of nobody are left alone
          events:
            - message: { Id: 003000000000002AAA }
            - message: { Id: 003000000000003AAA }
            - message: { Id: 003000000000007AAA }
            - poll: { Id: 003000000000003AAA, Title: CEO }
              source: 2
          expect: { outcomes: { skipped: { when: 3 } }, calls: { gainsight: { find: 0, write: 0 } } }

        - name: a company that never comes is a dead letter after a day
          events: [{ message: { Id: 003000000000004AAA } }]
          expect: { outcomes: { dead: { exhausted: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: two companies of one account are a dead letter
          events: [{ message: { Id: 003000000000006AAA } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: two people of one contact are a dead letter
          world:
            gainsight.person: |
              Gsid   | Email     | LastName | Company_ID | SfdcContactId__gc
              1P03A1 | a@acme.ex | Byron    | 1P02ACME   | 003000000000001AAA
              1P03A2 | b@acme.ex | Byron    | 1P02ACME   | 003000000000001AAA
          events: [{ message: { Id: 003000000000001AAA } }]
          expect: { outcomes: { dead: { many_matches: 1 } }, calls: { gainsight: { write: 0 } } }

        - name: a lost answer and a limit make no second person
          events: [{ message: { Id: 003000000000001AAA } }]
          faults: [{ at: write, is: timeout_after_commit }, { at: find, is: rate_limit, call: 2, for: 1m }]
          expect:
            outcomes: { done: 1 }
            records: { gainsight.person: [{ Email: ada@acme.example, Company_ID: 1P02ACME }] }

      """##
    ),
    (
      "sync-contacts.yaml",
      ##"""
      flowrun: 1
      description: Keep a Gainsight person for every Salesforce contact of a customer.
      owner: revops@acme.example
      trigger:
        - message: salesforce.Contact
        - { poll: salesforce.Contact, every: 10m }
        - { poll: salesforce.Contact, every: 1d, full: true, where: =row.Account.Type == "Customer" }  # an account that becomes a customer touches no contact
      when: =event.Email != null && event.Account.Type == "Customer"
      key: =event.AccountId
      steps:
        - id: company
          lookup: gainsight.company
          match: { SfdcAccountId: =event.AccountId }
          on_none: retry  # the account's own flow may be on its way
        - id: person
          upsert: gainsight.person
          match:
            - { SfdcContactId__gc: =event.Id, Company_ID: =company.Gsid }
            - { Email: =event.Email, Company_ID: =company.Gsid }
            - { Email: =was.Email, Company_ID: =company.Gsid }  # the address itself changed
          set:
            SfdcContactId__gc: =event.Id
            Email: =event.Email
            FirstName: =event.FirstName
            LastName: =event.LastName
            Title: =event.Title
            Company_ID: =company.Gsid
          set_on_create: { IsPrimaryCompany: true }
          blank: [Title]

      """##
    ),
    (
      "sync-health-scores.test.yaml",
      ##"""
      test: sync-health-scores
      clock: 2026-03-14T09:00:00Z
      world:
        salesforce.Account: |
          Id                 | Name       | Gainsight_GSID__c | Health_Score__c | Health_Trend__c | Health_Updated_At__c
          001000000000001AAA | Acme, Inc. |                   | 71              | Flat            | 2026-03-13T00:00:00Z
          001000000000002AAA | Beta GmbH  | 1P02BETA          | 50              | Flat            | 2026-03-13T00:00:00Z
          001000000000003AAA | Twin       |                   |                 |                 |
          001000000000004AAA | TWIN Ltd.  |                   |                 |                 |
          001000000000005AAA | Acme Labs  | 1P02LABS          | 10              | Flat            | 2026-03-13T00:00:00Z
        gainsight.company: |
          Gsid     | Name | SfdcAccountId
          1P02BETA | Beta |
      cases:
        - name: a drop is shown as declining, on the account of that name
          events:
            - webhook: { companyGsid: 1P02ACME, companyName: ACME, score: "42", changedAt: "2026-03-14T08:59:00Z" }
              was: { score: 71 }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Account:
                - Id: 001000000000001AAA
                  Gainsight_GSID__c: 1P02ACME
                  Health_Score__c: 42
                  Health_Trend__c: Declining
                  Health_Updated_At__c: "2026-03-14T08:59:00Z"
            calls: { salesforce: { find: 2, write: 1 } }
            steps: { account: { Name: "Acme, Inc." }, write: updated }

        - name: a rise is shown as improving, on the account with the company's id
          events:
            - webhook: { companyGsid: 1P02BETA, companyName: "Acme, Inc.", score: 60, changedAt: "2026-03-14T08:59:00Z" }
              was: { score: 50 }
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Account: [{ Id: 001000000000002AAA, Health_Score__c: 60, Health_Trend__c: Improving }] }
            calls: { salesforce: { find: 1, write: 1 } }

        - name: the first score is flat, on the account that the row names; its company stays
          events:
            - webhook: { companyGsid: 1P02NEW, sfdcAccountId: 001000000000005AAA, score: 60,
                         changedAt: "2026-03-14T08:59:00Z" }
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Account: [{ Id: 001000000000005AAA, Gainsight_GSID__c: 1P02LABS, Health_Score__c: 60,
                                     Health_Trend__c: Flat }]

        - name: the company's id counts before the account's, and that before the name
          events:
            - webhook: { companyGsid: 1P02BETA, sfdcAccountId: 001000000000005AAA, score: 61,
                         changedAt: "2026-03-14T08:59:00Z" }
            - webhook: { companyGsid: 1P02NEW, sfdcAccountId: 001000000000005AAA, companyName: Beta, score: 62,
                         changedAt: "2026-03-14T08:59:00Z" }
          expect:
            outcomes: { done: 2 }
            records:
              salesforce.Account:
                - { Id: 001000000000002AAA, Health_Score__c: 61 }
                - { Id: 001000000000005AAA, Health_Score__c: 62 }

        - name: the same score again changes nothing
          events:
            - webhook: { companyGsid: 1P02BETA, score: 60, changedAt: "2026-03-14T08:58:00Z" }
            - webhook: { companyGsid: 1P02BETA, companyName: Beta Two, score: 60, changedAt: "2026-03-14T08:59:00Z" }
              after: 1m
          expect:
            outcomes: { done: 1, skipped: { unchanged: 1 } }
            calls: { salesforce: { write: 1 } }

        - name: of two scores within a window the later one is written
          events:
            - webhook: { companyGsid: 1P02BETA, score: 55, changedAt: "2026-03-14T08:58:00Z" }
              was: { score: 50 }
            - webhook: { companyGsid: 1P02BETA, score: 40, changedAt: "2026-03-14T08:59:00Z" }
          expect:
            outcomes: { done: 1, skipped: { superseded: 1 } }
            records: { salesforce.Account: [{ Id: 001000000000002AAA, Health_Score__c: 40, Health_Trend__c: Declining }] }

        - name: a score that is older than the account's is refused
          events:
            - webhook: { companyGsid: 1P02BETA, score: 60, changedAt: "2026-03-12T00:00:00Z" }
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Account: [{ Id: 001000000000002AAA, Health_Score__c: 50 }] }
            steps: { write: refused }

        - name: a company without a score is left alone
          events: [{ webhook: { companyGsid: 1P02BETA, changedAt: "2026-03-14T08:59:00Z" }, was: { score: 50 } }]
          expect:
            outcomes: { skipped: { when: 1 } }
            calls: { salesforce: { find: 0, write: 0 } }

        - name: a company that nobody knows is a dead letter
          events: [{ webhook: { companyGsid: 1P02GAMMA, companyName: Gamma, score: 60, changedAt: "2026-03-14T08:59:00Z" } }]
          expect:
            outcomes: { dead: { no_match: 1 } }
            calls: { salesforce: { write: 0 } }

        - name: two accounts of one name are a dead letter
          events: [{ webhook: { companyGsid: 1P02TWIN, companyName: Twin, score: 60, changedAt: "2026-03-14T08:59:00Z" } }]
          expect: { outcomes: { dead: { many_matches: 1 } } }

        - name: the poll brings what webhooks lost
          events: [{ poll: { Gsid: 1P02BETA, CurrentScore.Score: 33 }, was: { score: 50 } }]
          expect:
            outcomes: { done: 1 }
            records:
              salesforce.Account:
                - { Id: 001000000000002AAA, Health_Score__c: 33, Health_Trend__c: Declining,
                    Health_Updated_At__c: "2026-03-14T09:00:00Z" }

        - name: a lost answer does no harm
          events: [{ webhook: { companyGsid: 1P02BETA, score: 60, changedAt: "2026-03-14T08:59:00Z" } }]
          faults: [{ at: write, is: timeout_after_commit }]
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Account: [{ Id: 001000000000002AAA, Health_Score__c: 60 }] }

        - name: a webhook that comes twice counts once
          events: [{ webhook: { companyGsid: 1P02BETA, score: 60, changedAt: "2026-03-14T08:59:00Z" } }]
          faults: [{ at: delivery, is: duplicate_delivery }]
          expect:
            outcomes: { done: 1, skipped: { repeated: 1 } }
            calls: { salesforce: { write: 1 } }

        - name: limits, locks and maintenance cost time only
          events: [{ webhook: { companyGsid: 1P02BETA, score: 60, changedAt: "2026-03-14T08:59:00Z" } }]
          faults:
            - { at: find, is: rate_limit, for: 1m }
            - { at: write, is: partial_batch }
            - { at: write, is: maintenance, call: 2, for: 1h }
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Account: [{ Id: 001000000000002AAA, Health_Score__c: 60 }] }
      equivalent:
        - { mutant: write change-policy on_none, reason: the account was found a step before }
        - { mutant: write change-policy on_many, reason: no two records have one identity }

      """##
    ),
    (
      "sync-health-scores.yaml",
      ##"""
      flowrun: 1  # version of the language
      description: Show each customer's current Gainsight health on its Salesforce account.
      owner: revops@acme.example
      trigger:
        - webhook: gainsight  # a Gainsight rule calls us; the poll finds what it loses
          event: { gsid: =text(row.companyGsid), name: =text(row.companyName), sfdc_id: =text(row.sfdcAccountId),
                   score: =number(row.score), at: =time(row.changedAt) }
        - poll: gainsight.company
          every: 15m  # or cron: "0 6 * * 1-5", time_zone: Europe/Berlin
          full: true  # a score may change without touching its company
          event: { gsid: =row.Gsid, name: =row.Name, sfdc_id: =row.SfdcAccountId, score: =row.CurrentScore.Score, at: =now }
      when: =event.score != null
      about: =event.gsid
      changed: [score]
      at: =event.at
      window: { events: 2000, wait: 30s, keep: latest }
      alert: { notify: slack, to: revops-alerts, failed: 5%, lag: 10m }
      steps:
        - id: account
          lookup: salesforce.Account
          match:  # strategies, in order, each over the rows still unmatched
            - Gainsight_GSID__c: =event.gsid
            - Id: =event.sfdc_id
            - normalized: { Name: =event.name }
        - id: write
          update: salesforce.Account
          match: { Id: =account.Id }
          set:
            Gainsight_GSID__c: =coalesce(account.Gainsight_GSID__c, event.gsid)
            Health_Score__c: =event.score
            Health_Trend__c: =ifs(
              was.score == null, "Flat",
              was.score < event.score, "Improving",
              "Declining")
          newest_wins: Health_Updated_At__c  # compared with `at`, then stamped

      """##
    ),
    (
      "tables/csm.csv",
      ##"""
      territory,tier,email,template
      North,Strategic,soren.jorgensen@acme.example,Enterprise Onboarding
      South,Strategic,olivia.smith@acme.example,Enterprise Onboarding
      East,Strategic,tariq.aziz@acme.example,Enterprise Onboarding
      West,Strategic,nora.haugen@acme.example,Enterprise Onboarding
      EMEA,Strategic,olivia.smith@acme.example,Enterprise Onboarding
      APAC,Strategic,hana.sato@acme.example,Enterprise Onboarding
      EMEA,Growth,ivan.petrov@acme.example,Growth Onboarding
      *,Growth,aisha.khan@acme.example,Growth Onboarding
      *,Standard,cs-ops@acme.example,Standard Onboarding

      """##
    ),
    (
      "tables/risk_actions.csv",
      ##"""
      reason,actions
      Usage Drop,Ask the champion what changed; offer a training session
      Support Risk,Read the open cases with Support; agree on dates with the customer
      Renewal Risk,Plan the renewal with the CSM; bring in an executive sponsor
      Executive Change,Introduce yourself to the new executive; present the value so far

      """##
    ),
    (
      "tables/stage_ctas.csv",
      ##"""
      opp_type,stage,name,type,reason,priority,days
      Existing Customer - Upgrade,Negotiation/Review,Prepare the expansion,Opportunity,Other,High,5
      Existing Customer - Upgrade,Closed Won,Roll out the expansion,Lifecycle,Onboarding,Medium,10
      Existing Customer - Downgrade,Closed Won,Understand the downgrade,Risk,Renewal Risk,High,2
      Renewal,Negotiation/Review,Support the renewal,Opportunity,Renewal Risk,Medium,5
      Renewal,Closed Lost,Save the customer,Risk,Renewal Risk,High,1
      New Customer,Closed Won,Welcome the customer,Lifecycle,Onboarding,Medium,3

      """##
    ),
  ]
}
