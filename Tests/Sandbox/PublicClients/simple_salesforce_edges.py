"""Steps of simple-salesforce: forms of SOQL and SOSL, related records, and requests by hand through its session."""

from clients import CLIENT, PASSWORD, SECRET, TOKEN, USER, raises, session
from simple_salesforce_steps import Steps


class Statements(Steps):
    def size(self, statement):
        return self.sf.query(statement)["totalSize"]

    def refused(self, statement):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        return raises(SalesforceMalformedRequest, lambda: self.sf.query(statement)).content[0]["errorCode"]

    def test_aliases(self):
        for statement in (
            "SELECT a.Id, a.Name FROM Account a WHERE a.Name != null LIMIT 1", "SELECT a.Id FROM Account AS a LIMIT 1",
            "SELECT Account.Id, Account.Name FROM Account LIMIT 1",
            "SELECT c.Id, a.Name FROM Contact c, c.Account a WHERE a.Name != null LIMIT 1",
            "SELECT c.Id, o.Name FROM Contact c, c.Account a, a.Owner o WHERE o.IsActive = TRUE LIMIT 1",
        ):
            assert self.size(statement) == 1, statement
        row = self.sf.query("SELECT c.Id, a.Name FROM Contact c, c.Account a WHERE a.Name != null LIMIT 1")["records"][0]
        assert row["Account"]["Name"] and row["attributes"]["type"] == "Contact"

    def test_clauses(self):
        for statement in (
            "select id, name from account where name != null order by name asc nulls first limit 1", "SELECT\n\tId,\n\tName\nFROM\n\tAccount\nLIMIT 1",
            "SELECT Id FROM Account USING SCOPE everything LIMIT 1", "SELECT Id FROM Account WHERE Name != null WITH SECURITY_ENFORCED LIMIT 1",
            "SELECT Id FROM Account WITH USER_MODE LIMIT 1", "SELECT Id FROM Account LIMIT 1 FOR VIEW", "SELECT Id FROM Account LIMIT 1 FOR REFERENCE",
            "SELECT Id FROM Account WHERE Name <> 'x' LIMIT 1", "SELECT Id FROM Account WHERE IsDeleted = null LIMIT 1",
            "SELECT Id, convertCurrency(Amount) FROM Opportunity WHERE Amount > -1.5e3 LIMIT 1",
            "SELECT Id FROM Opportunity WHERE CALENDAR_YEAR(CloseDate) >= 2020 LIMIT 1",
        ):
            assert self.size(statement) == 1, statement
        assert self.sf.query("SELECT Id FROM Account LIMIT 0")["records"] == []
        counted = self.sf.query("select count() from Contact where LastName != null")
        assert counted["totalSize"] > 0 and counted["records"] == []

    def test_periods(self):
        for period in (
            "TODAY", "YESTERDAY", "TOMORROW", "THIS_WEEK", "LAST_WEEK", "NEXT_WEEK", "THIS_MONTH", "LAST_MONTH", "NEXT_MONTH", "THIS_QUARTER",
            "LAST_QUARTER", "NEXT_QUARTER", "THIS_YEAR", "LAST_YEAR", "NEXT_YEAR", "LAST_90_DAYS", "NEXT_90_DAYS", "THIS_FISCAL_QUARTER",
            "LAST_FISCAL_YEAR", "LAST_N_DAYS:3", "NEXT_N_DAYS:3", "N_DAYS_AGO:3", "LAST_N_WEEKS:2", "NEXT_N_WEEKS:2", "N_WEEKS_AGO:2",
            "LAST_N_MONTHS:3", "N_MONTHS_AGO:1", "NEXT_N_QUARTERS:2", "N_QUARTERS_AGO:1", "N_YEARS_AGO:2", "LAST_N_FISCAL_QUARTERS:3",
            "LAST_N_FISCAL_YEARS:2", "N_FISCAL_QUARTERS_AGO:3",
        ):
            assert self.size(f"SELECT Id FROM Opportunity WHERE CloseDate = {period} OR CloseDate != {period}") > 0, period

    def test_groups(self):
        def rows(statement):
            return self.sf.query(statement)["records"]

        assert "t" in rows("SELECT Type t, COUNT(Id) FROM Account GROUP BY Type")[0]
        assert rows("SELECT Owner.Name, COUNT(Id) n FROM Account GROUP BY Owner.Name")[0]["Name"]
        whole = rows("SELECT MIN(CloseDate), MAX(Amount), SUM(Amount) total, AVG(Amount) FROM Opportunity")[0]
        assert len(whole["expr0"]) == 10 and whole["total"] > whole["expr1"]
        assert len(rows("SELECT DAY_ONLY(CreatedDate) d, COUNT(Id) FROM Account GROUP BY DAY_ONLY(CreatedDate)")[0]["d"]) == 10
        hour = "HOUR_IN_DAY(convertTimezone(CreatedDate))"
        assert 0 <= rows(f"SELECT {hour} h, COUNT(Id) FROM Account GROUP BY {hour}")[0]["h"] < 24
        assert all(row["n"] > 1 for row in rows("SELECT AccountId, COUNT(Id) n FROM Contact GROUP BY AccountId HAVING COUNT(Id) > 1"))

    def test_joins(self):
        with_people = self.size("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)")
        without = self.size("SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId != null)")
        assert with_people > 0 and with_people + without == self.size("SELECT Id FROM Account")
        nested = "SELECT Id, (SELECT Id, Email FROM Contacts WHERE Email != null ORDER BY LastName LIMIT 2) FROM Account"
        sets = [row["Contacts"] for row in self.sf.query_all(nested)["records"] if row["Contacts"]]
        assert sets and all(len(people["records"]) <= 2 and people["done"] for people in sets)
        ids = ",".join(f"'{row['Id']}'" for row in self.sf.query("SELECT Id FROM Account LIMIT 200")["records"])
        assert self.size(f"SELECT Id FROM Account WHERE Id IN ({ids})") == ids.count(",") + 1

    def test_compound_and_audit_fields(self):
        row = self.sf.query("SELECT BillingAddress, CreatedBy.Name, LastModifiedBy.Username FROM Account WHERE BillingCity != null LIMIT 1")["records"][0]
        assert row["BillingAddress"]["city"] and row["CreatedBy"]["Name"] and "@" in row["LastModifiedBy"]["Username"]
        organization = self.sf.query("SELECT Id, Name, InstanceName, IsSandbox, OrganizationType FROM Organization")["records"][0]
        assert organization["Id"].startswith("00D") and organization["IsSandbox"] is True

    def test_what_an_activity_is_about(self):
        account = self.sf.Account.create({"Name": "About"})["id"]
        contact = self.sf.Contact.create({"LastName": "Who", "AccountId": account})["id"]
        task = self.sf.Task.create({"Subject": "Call", "WhatId": account, "WhoId": contact})["id"]
        row = self.sf.query(f"SELECT What.Type, What.Name, Who.Type FROM Task WHERE What.Type IN ('Account', 'Opportunity') AND Id = '{task}'")["records"][0]
        assert (row["What"]["Type"], row["What"]["Name"], row["Who"]["Type"]) == ("Account", "About", "Contact")
        assert self.size(f"SELECT Id FROM Task WHERE WhatId = null AND Id = '{task}'") == 0

    def test_refusals(self):
        for statement, code in (
            ("SELECT Id FROM Account WHERE Name = 'a' AND Type = 'b' OR Type = 'c'", "MALFORMED_QUERY"), ("SELECT * FROM Account", "MALFORMED_QUERY"),
            ("SELECT Id FROM Account; DELETE", "MALFORMED_QUERY"), ("SELECT Id FROM Account LIMIT -1", "MALFORMED_QUERY"),
            ("SELECT Id FROM Account LIMIT 1 ALL ROWS", "MALFORMED_QUERY"), ("", "MALFORMED_QUERY"),
            ("SELECT Id, (SELECT Id FROM Nopes) FROM Account", "INVALID_TYPE"), ("SELECT Id, Nope.Name FROM Account", "INVALID_FIELD"),
            ("SELECT c.Id, x.Name FROM Contact c, c.Account a", "INVALID_FIELD"), ("SELECT Id FROM Opportunity WHERE CloseDate = '2026-01-01'", "INVALID_FIELD"),
            ("SELECT Id FROM Account WHERE Id = 'x'", "INVALID_QUERY_FILTER_OPERATOR"),
        ):
            assert self.refused(statement) == code, statement


class Searches(Steps):
    def __init__(self):
        super().__init__()
        self.account = self.sf.Account.create({"Name": "Quillfeather & Zephyrine"})["id"]
        self.person = self.sf.Contact.create(
            {"FirstName": "Verity", "LastName": "Quillfeather", "Email": "verity@quill.example", "Phone": "+1 555 0177", "AccountId": self.account})["id"]

    def found(self, statement):
        return {record["Id"] for record in self.sf.search(statement)["searchRecords"]}

    def test_terms(self):
        both = {self.account, self.person}
        returning = "RETURNING Account(Id), Contact(Id)"
        for term, expected in (
            ("quillfeather", both), ("Quill*", both), ("Qu?llfeather", both), ("Verity OR Zephyrine", both), ("Verity Quillfeather", {self.person}),
            ("Verity AND Quillfeather", {self.person}), ("Quillfeather AND NOT Verity", {self.account}), ('"Verity Quillfeather"', {self.person}),
            ("(Verity OR Zephyrine) AND Quillfeather", both), ("Quillfeather \\\\& Zephyrine", {self.account}), ("verity@quill.example", {self.person}),
        ):
            assert self.found(f"FIND {{{term}}} {returning}".replace("\\\\", "\\")) == expected, term

    def test_scopes(self):
        assert self.found("FIND {verity@quill.example} IN EMAIL FIELDS RETURNING Contact(Id, Email)") == {self.person}
        assert self.person in self.found("FIND {555*} IN PHONE FIELDS RETURNING Contact")
        assert self.found("FIND {verity@quill.example} IN NAME FIELDS RETURNING Contact") == set()
        assert {self.account, self.person} <= self.found("FIND {Quillfeather} IN NAME FIELDS")

    def test_limits(self):
        assert len(self.found("FIND {Quillfeather} RETURNING Account(Id), Contact(Id) LIMIT 1")) == 1
        assert len(self.found("FIND {example*} IN EMAIL FIELDS RETURNING Contact(Id ORDER BY LastName LIMIT 3)")) <= 3
        body = {"q": "Quillfeather", "sobjects": [{"name": "Account"}, {"name": "Contact"}], "overallLimit": 1}
        assert len(self.sf.restful("parameterizedSearch", method="POST", json=body)["searchRecords"]) == 1

    def test_refusals(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        for statement in ("FIND {a*} RETURNING Account", "FIND {Verity AND} RETURNING Contact", "FIND {(Verity} RETURNING Contact", "FIND Verity"):
            assert raises(SalesforceMalformedRequest, lambda: self.sf.search(statement)).content[0]["errorCode"] == "MALFORMED_SEARCH", statement


class Related(Steps):
    def test_children_and_parent_by_path(self):
        account = self.sf.Account.create({"Name": "Related"})["id"]
        ids = {self.sf.Contact.create({"LastName": f"Child {index}", "AccountId": account})["id"] for index in range(2)}
        children = self.sf.restful(f"sobjects/Account/{account}/Contacts", {"fields": "LastName"})
        assert (children["totalSize"], children["done"]) == (2, True) and {child["Id"] for child in children["records"]} == ids
        assert set(children["records"][0]) == {"attributes", "Id", "LastName"}
        assert self.sf.restful(f"sobjects/Account/{account}/Opportunities")["records"] == []
        parent = self.sf.restful(f"sobjects/Contact/{ids.pop()}/Account", {"fields": "Name"})
        assert parent["Name"] == "Related" and set(parent) == {"attributes", "Id", "Name"}

    def test_id_as_the_key_of_an_upsert(self):
        one, two = (self.sf.Account.create({"Name": "By Id"})["id"] for _ in range(2))
        done = self.sf.bulk.Account.upsert([{"Id": one, "Name": "Bulk One"}, {"Id": "", "Name": "New"}], "Id")
        assert [(item["success"], item["created"]) for item in done] == [(True, False), (True, True)]
        assert self.sf.bulk2.Account.upsert(records=[{"Id": two, "Name": "Bulk Two"}], external_id_field="Id")[0]["numberRecordsFailed"] == 0
        records = [{"attributes": {"type": "Account"}, "id": one, "Site": "S"}, {"attributes": {"type": "Account"}, "Name": "Newer"}]
        made = self.sf.restful("composite/sobjects/Account/Id", method="PATCH", json={"records": records})
        assert [item["created"] for item in made] == [False, True]
        assert (self.sf.Account.get(one)["Name"], self.sf.Account.get(one)["Site"], self.sf.Account.get(two)["Name"]) == ("Bulk One", "S", "Bulk Two")
        assert self.sf.restful("sobjects/Account/Id", method="POST", json={"Name": "Newest"})["success"]

    def test_one_collection_of_several_objects(self):
        account, contact = self.sf.Account.create({"Name": "Mixed"})["id"], self.sf.Contact.create({"LastName": "Mixed"})["id"]
        changes = [("Account", account), ("Contact", contact), ("Contact", "003000000000001AAA")]
        body = {"records": [{"attributes": {"type": kind}, "id": id, "Phone": "1"} for kind, id in changes]}
        assert [item["success"] for item in self.sf.restful("composite/sobjects", method="PATCH", json=body)] == [True, True, False]
        ids = ",".join(id for _, id in changes)
        gone = self.sf.restful("composite/sobjects", {"ids": ids, "allOrNone": "false"}, method="DELETE")
        assert [item["success"] for item in gone] == [True, True, False]

    def test_a_tree_of_several_objects(self):
        deal = {"attributes": {"type": "Opportunity", "referenceId": "r2"}, "Name": "Deal", "StageName": "Prospecting", "CloseDate": "2026-12-31"}
        case = {"attributes": {"type": "Case", "referenceId": "r3"}, "Subject": "Help"}
        tree = {"attributes": {"type": "Account", "referenceId": "r1"}, "Name": "T", "Opportunities": {"records": [deal]}, "Cases": {"records": [case]}}
        made = self.sf.restful("composite/tree/Account", method="POST", json={"records": [tree]})
        ids = {item["referenceId"]: item["id"] for item in made["results"]}
        assert self.sf.Case.get(ids["r3"])["AccountId"] == self.sf.Opportunity.get(ids["r2"])["AccountId"] == ids["r1"]

    def test_a_user(self):
        from simple_salesforce.exceptions import SalesforceError

        profile = self.sf.query("SELECT Id FROM Profile LIMIT 1")["records"][0]["Id"]
        made = self.sf.User.create({
            "Username": "edges@acme.example", "LastName": "Edges", "Email": "edges@acme.example", "Alias": "edges", "TimeZoneSidKey": "Europe/Berlin",
            "LocaleSidKey": "en_US", "EmailEncodingKey": "UTF-8", "LanguageLocaleKey": "en_US", "ProfileId": profile})["id"]
        assert self.sf.User.update(made, {"IsActive": False}) == 204
        raises(SalesforceError, lambda: self.sf.User.delete(made))
        error = raises(SalesforceError, lambda: self.sf.Account.create({"Name": "x", "OwnerId": made}))
        assert error.content[0]["errorCode"] == "INACTIVE_OWNER_OR_USER"

    def test_forms_of_values(self):
        values = {
            "NumberOfEmployees": "12", "phone": " 77 ", "Site": "😀 ü", "AccountNumber": "", "AnnualRevenue": 1e6,
            "Health_Updated_At__c": "2026-01-31T23:01:01+01:00"}
        read = self.sf.Account.get(self.sf.Account.create({"Name": "Forms", **values})["id"])
        assert (read["NumberOfEmployees"], read["Phone"], read["Site"], read["AccountNumber"]) == (12, "77", "😀 ü", None)
        assert read["Health_Updated_At__c"] == "2026-01-31T22:01:01.000+0000" and read["AnnualRevenue"] == 1000000


class Requests(Steps):
    """Requests by hand, through the client's session and with its token."""

    def ask(self, method, path, **options):
        headers = {"Authorization": f"Bearer {self.sf.session_id}", **options.pop("headers", {})}
        return self.sf.session.request(method, f"https://{self.sf.sf_instance}/services/data/v{self.sf.sf_version}/{path}", headers=headers, **options)

    def refused(self, method, path, **options):
        answer = self.ask(method, path, **options)
        return answer.status_code, answer.json()[0]["errorCode"]

    def test_bodies_that_are_no_json(self):
        assert self.refused("POST", "sobjects/Account", data="{", headers={"Content-Type": "application/json"}) == (400, "JSON_PARSER_ERROR")
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            assert self.refused("POST", "sobjects/Account", data="Name=x", headers={"Content-Type": kind}) == (415, "UNSUPPORTED_MEDIA_TYPE"), kind

    def test_other_words_for_the_same(self):
        made = self.ask("POST", "sobjects/Account", json={"Name": "By Hand"})
        id = made.json()["id"]
        assert made.headers["Location"].endswith(id) and self.ask("HEAD", f"sobjects/Account/{id}").status_code == 200
        assert self.ask("POST", f"sobjects/Account/{id}?_HttpMethod=PATCH", json={"Site": "S"}).status_code == 204
        assert self.ask("GET", f"sobjects/Account/{id}", headers={"Authorization": f"OAuth {self.sf.session_id}"}).json()["Site"] == "S"
        assert self.ask("GET", f"sobjects/Account/{id}", headers={"Authorization": self.sf.session_id}).status_code == 401

    def test_entity_tags(self):
        id = self.sf.Account.create({"Name": "Tagged"})["id"]
        read = self.ask("GET", f"sobjects/Account/{id}")
        assert self.ask("GET", f"sobjects/Account/{id}", headers={"If-None-Match": read.headers["ETag"]}).status_code == 304
        assert self.ask("PATCH", f"sobjects/Account/{id}", json={"Site": "S"}, headers={"If-Match": '"another"'}).status_code == 412
        assert "Last-Modified" in read.headers

    def test_windows_of_replication(self):
        assert self.refused("GET", "sobjects/Account/updated/?start=2020-01-01T00:00:00Z&end=2020-01-02T00:00:00Z") == (400, "INVALID_REPLICATION_DATE")
        assert self.refused("GET", "sobjects/Account/updated/?start=2099-01-02T00:00:00Z&end=2099-01-01T00:00:00Z") == (400, "INVALID_REPLICATION_DATE")

    def test_wrong_addresses(self):
        contact = self.sf.Contact.create({"LastName": "Elsewhere"})["id"]
        assert self.ask("GET", f"sobjects/Account/{contact}").status_code == 404
        assert self.refused("GET", f"sobjects/Contact/{contact}?fields=Nope") == (400, "INVALID_FIELD")
        assert self.refused("POST", "composite/sobjects", json={"records": [{"Name": "x"}]})[0] == 400
        assert self.ask("GET", "query?q=" + "x" * 17000).status_code == 414

    def test_limits_of_composites(self):
        base = f"/services/data/v{self.sf.sf_version}"
        query = {"method": "GET", "url": f"{base}/query?q=SELECT+Id+FROM+Account+LIMIT+1"}
        assert self.ask("POST", "composite", json={"compositeRequest": [{**query, "referenceId": f"r{index}"} for index in range(6)]}).status_code == 400
        part = {"method": "POST", "url": f"{base}/sobjects/Account", "referenceId": "a", "body": {"Name": "x"}}
        graphs = [{"graphId": f"g{index}", "compositeRequest": [part]} for index in range(76)]
        assert self.ask("POST", "composite/graph", json={"graphs": graphs}).status_code == 400

    def test_headers_of_a_composite(self):
        base = f"/services/data/v{self.sf.sf_version}"
        later = {"If-Modified-Since": "Tue, 10 Aug 2055 00:00:00 GMT"}
        children = "SELECT+Id,(SELECT+Id+FROM+Contacts)+FROM+Account+WHERE+Id+IN+(SELECT+AccountId+FROM+Contact)+LIMIT+1"
        parts = self.ask("POST", "composite", json={"compositeRequest": [
            {"method": "GET", "url": f"{base}/sobjects/Account/describe", "httpHeaders": later, "referenceId": "d"},
            {"method": "GET", "url": f"{base}/query?q={children}", "referenceId": "q"},
            {"method": "GET", "url": f"{base}/sobjects/Contact/@{{q.records[0].Contacts.records[0].Id}}", "referenceId": "c"}]}).json()["compositeResponse"]
        assert [part["httpStatusCode"] for part in parts] == [304, 200, 200]

    def job(self, data, **options):
        made = self.ask("POST", "jobs/ingest", json={"object": "Contact", "operation": "insert", "contentType": "CSV", **options}).json()
        address = f"https://{self.sf.sf_instance}/{made['contentUrl']}"
        headers = {"Authorization": f"Bearer {self.sf.session_id}", "Content-Type": "text/csv"}
        assert self.sf.session.put(address, data=data.encode(), headers=headers).status_code == 201
        assert self.ask("PATCH", f"jobs/ingest/{made['id']}", json={"state": "UploadComplete"}).json()["state"] == "UploadComplete"
        state = {"state": ""}
        while state["state"] not in ("JobComplete", "Failed"):
            state = self.ask("GET", f"jobs/ingest/{made['id']}").json()
        return state

    def test_a_job_step_by_step(self):
        state = self.job("LastName,Title\r\nBy Hand,a\r\n,b\r\n", lineEnding="CRLF")
        assert (state["numberRecordsProcessed"], state["numberRecordsFailed"]) == (2, 1)
        path = f"jobs/ingest/{state['id']}"
        assert self.ask("GET", f"{path}/successfulResults").headers["Content-Type"].startswith("text/csv")
        assert "REQUIRED_FIELD_MISSING" in self.ask("GET", f"{path}/failedResults").text
        assert self.ask("GET", f"{path}/unprocessedrecords").status_code == self.ask("GET", f"{path}/unprocessedRecords").status_code == 200
        assert self.ask("PUT", f"{path}/batches", data="x", headers={"Content-Type": "text/csv"}).status_code in (400, 409)
        assert self.ask("PATCH", path, json={"state": "Sideways"}).status_code == 400
        assert self.ask("GET", "jobs/ingest/750000000000001AAA").status_code == 404

    def test_line_endings_of_a_job(self):
        for data, ending in (("LastName\r\nEnding\r\n", "LF"), ("LastName\nEnding\n", "CRLF")):
            state = self.job(data, lineEnding=ending)
            assert state["state"] == "Failed" and f"Current LineEnding setting is {ending}" in state["errorMessage"]

    def test_a_query_job_step_by_step(self):
        query = "SELECT Id, Name, AnnualRevenue, CreatedDate, IsDeleted, Owner.Name FROM Account LIMIT 5"
        path = f"jobs/query/{self.ask('POST', 'jobs/query', json={'operation': 'query', 'query': query}).json()['id']}"
        while self.ask("GET", path).json()["state"] != "JobComplete":
            pass
        sizes, locator = [], None
        while locator != "null":
            page = self.ask("GET", f"{path}/results", params={"maxRecords": 2, **({"locator": locator} if locator else {})})
            sizes.append(int(page.headers["Sforce-NumberOfRecords"]))
            locator = page.headers["Sforce-Locator"]
        assert sizes == [2, 2, 1]
        assert (self.ask("DELETE", path).status_code, self.ask("GET", path).status_code) == (204, 404)
        for statement in ("SELECT COUNT(Id) FROM Account", "SELECT Id, (SELECT Id FROM Contacts) FROM Account"):
            assert self.ask("POST", "jobs/query", json={"operation": "query", "query": statement}).status_code == 400, statement

    def test_the_state_of_a_bulk_one_job(self):
        headers, url = {"X-SFDC-Session": self.sf.session_id}, f"{self.sf.bulk_url}job"
        job = self.sf.session.post(url, json={"operation": "insert", "object": "Contact", "contentType": "JSON"}, headers=headers).json()
        batch = self.sf.session.post(f"{url}/{job['id']}/batch", json=[{"LastName": "a"}, {"LastName": "b"}], headers=headers).json()
        state = self.sf.session.get(f"{url}/{job['id']}", headers=headers).json()
        assert (state["numberBatchesTotal"], state["numberRecordsProcessed"]) == (1, 2)
        assert self.sf.session.get(f"{url}/{job['id']}/batch/{batch['id']}/request", headers=headers).json()[0]["LastName"] == "a"
        assert self.sf.session.post(f"{url}/{job['id']}", json={"state": "Aborted"}, headers=headers).json()["state"] == "Aborted"
        assert "InvalidSessionId" in self.sf.session.get(f"{url}/{job['id']}", headers={"X-SFDC-Session": "x"}).text

    def test_tokens(self):
        def token(host, auth=None, **form):
            return session().post(f"https://{host}/services/oauth2/token", data=form, auth=auth)

        assert token("acme.my.salesforce.com", (CLIENT, SECRET), grant_type="client_credentials").status_code == 200
        assert token("login.salesforce.com", grant_type="sideways", client_id=CLIENT).json()["error"] == "unsupported_grant_type"
        answer = token(
            "login.salesforce.com", grant_type="password", client_id=CLIENT, client_secret=SECRET, username=USER, password=PASSWORD + TOKEN).json()
        who = self.sf.session.get(answer["id"], headers={"Authorization": f"Bearer {answer['access_token']}"}).json()
        assert answer["id"].endswith(f"{who['organization_id']}/{who['user_id']}") and "expires_in" not in answer

    def test_soap_login_by_hand(self):
        def login(flavour, version):
            envelope = (
                '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><login xmlns="urn:partner.soap.sforce.com">'
                f"<username>{USER}</username><password>{PASSWORD}{TOKEN}</password></login></e:Body></e:Envelope>")
            headers = {"SOAPAction": "login", "Content-Type": "text/xml"}
            return self.sf.session.post(f"https://login.salesforce.com/services/Soap/{flavour}/{version}", data=envelope, headers=headers)

        for flavour in ("u", "c"):
            text = login(flavour, "59.0").text
            assert all(f"<{name}>" in text for name in ("sessionId", "serverUrl", "metadataServerUrl", "organizationId")), text
        assert login("u", "65.0").status_code == 500
