"""Steps of simple-salesforce: queries, descriptions and other resources."""

import datetime

from clients import MY_DOMAIN, control, raises
from simple_salesforce_steps import Steps


class Queries(Steps):
    def test_query(self):
        from simple_salesforce import format_soql

        name = "O'Neill \\ \"Söhne\" %"
        made = self.sf.Account.create({"Name": name})["id"]
        found = self.sf.query(format_soql("SELECT Id, Name, Owner.Name FROM Account WHERE Name = {} AND Id IN {}", name, [made]))
        assert found["totalSize"] == 1 and found["records"][0]["Owner"]["Name"] == "Integration User"
        assert self.sf.query(format_soql("SELECT Id FROM Account WHERE Name LIKE '{:like}%'", 'O\'Neill \\ "'))["totalSize"] == 1
        contact = self.sf.Contact.create({"LastName": "Child", "AccountId": made})["id"]
        nested = self.sf.query(f"SELECT Name, (SELECT Id FROM Contacts) FROM Account WHERE Id = '{made}'")["records"][0]
        assert nested["Contacts"]["records"][0]["Id"] == contact
        assert self.sf.query(f"SELECT Id FROM Contact WHERE Account.Name = 'nobody' AND AccountId = '{made}'")["records"] == []
        groups = self.sf.query("SELECT Type, COUNT(Id) total FROM Account WHERE Type != null GROUP BY Type ORDER BY Type")["records"]
        assert [group["Type"] for group in groups] == sorted(group["Type"] for group in groups) and groups[0]["total"] > 0
        assert self.sf.query("SELECT Id FROM Account WHERE CreatedDate = TODAY")["totalSize"] > 0

    def test_query_pages(self):
        total = self.sf.query("SELECT COUNT() FROM Contact")["totalSize"]
        options = {"Sforce-Query-Options": "batchSize=200"}
        first = self.sf.query("SELECT Id FROM Contact", headers=options)
        assert (len(first["records"]), first["done"], first["totalSize"]) == (200, False, total)
        second = self.sf.query_more(first["nextRecordsUrl"], identifier_is_url=True)
        assert len(second["records"]) == 200
        ids = [record["Id"] for record in self.sf.query_all_iter("SELECT Id FROM Contact", headers=options)]
        assert len(ids) == len(set(ids)) == total

    def test_query_all(self):
        total = self.sf.query("SELECT COUNT() FROM Contact")["totalSize"]
        whole = self.sf.query_all("SELECT Id, Account.Name FROM Contact", headers={"Sforce-Query-Options": "batchSize=200"})
        assert whole["totalSize"] == len(whole["records"]) == total and whole["done"]

    def test_query_more_by_locator(self):
        options = {"Sforce-Query-Options": "batchSize=200"}
        first = self.sf.query("SELECT Id FROM Contact ORDER BY Id", headers=options)
        second = self.sf.query_more(first["nextRecordsUrl"].rsplit("/", 1)[1])
        assert second["records"][0]["Id"] > first["records"][-1]["Id"]
        every = self.sf.query("SELECT Id FROM Contact", include_deleted=True, headers=options)
        assert self.sf.query_more(every["nextRecordsUrl"].rsplit("/", 1)[1], include_deleted=True)["records"]

    def test_bad_locator(self):
        from simple_salesforce.exceptions import SalesforceError

        error = raises(SalesforceError, lambda: self.sf.query_more("0r8xx4Jd2qPAGKdAAO-2000"))
        assert error.content[0]["errorCode"] == "INVALID_QUERY_LOCATOR"

    def test_deleted_records(self):
        made = self.sf.Account.create({"Name": "In the bin"})["id"]
        self.sf.Account.delete(made)
        assert self.sf.query(f"SELECT Id FROM Account WHERE Id = '{made}'")["totalSize"] == 0
        assert list(self.sf.query_all_iter(f"SELECT IsDeleted FROM Account WHERE Id = '{made}'", include_deleted=True))[0]["IsDeleted"]

    def test_soql_literals(self):
        from simple_salesforce import format_soql

        made = self.sf.Account.create({"Name": "Literal %_ 100%", "NumberOfEmployees": 7, "AnnualRevenue": 10.5})["id"]
        now, day = datetime.datetime.now(datetime.timezone.utc), datetime.timedelta(days=1)
        for clause in (
            format_soql("NumberOfEmployees = {}", 7), format_soql("NumberOfEmployees IN {}", [6, 7]), format_soql("AnnualRevenue > {}", 10.25),
            format_soql("Phone = {}", None), format_soql("IsDeleted = {}", False), format_soql("CreatedDate < {}", now + day),
            format_soql("Name LIKE '{:like}'", "Literal %_ 100%"), format_soql("CreatedDate >= {}", now - day),
            format_soql("NumberOfEmployees > {:literal}", "6"), "CreatedDate = TODAY", "CreatedDate = LAST_N_DAYS:2", "CreatedDate >= YESTERDAY",
            "LastModifiedDate = THIS_MONTH", "Name != null", "(NOT Name LIKE 'X%')", "(Name = 'x' OR NumberOfEmployees = 7)",
            "NumberOfEmployees NOT IN (1, 2)", "OwnerId IN (SELECT Id FROM User WHERE IsActive = TRUE)", "Owner.Name != 'nobody'",
        ):
            assert self.sf.query(f"SELECT Id FROM Account WHERE Id = '{made}' AND {clause}")["totalSize"] == 1, clause

    def test_aggregates(self):
        one = self.sf.query("SELECT COUNT(Id), MAX(CreatedDate) newest, SUM(NumberOfEmployees) FROM Account")["records"][0]
        assert one["expr0"] > 0 and one["newest"].endswith("+0000") and one["attributes"] == {"type": "AggregateResult"}
        groups = self.sf.query(
            "SELECT StageName, COUNT(Id) n, AVG(Amount) mean FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 0 ORDER BY COUNT(Id) DESC")
        counts = [group["n"] for group in groups["records"]]
        assert counts == sorted(counts, reverse=True) and counts
        assert self.sf.query("SELECT COUNT_DISTINCT(OwnerId) owners FROM Account")["records"][0]["owners"] > 0
        per = self.sf.query("SELECT CALENDAR_YEAR(CloseDate) y, COUNT(Id) FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate)")["records"]
        assert per and all(2000 < row["y"] < 2100 for row in per)

    def test_relationships(self):
        row = self.sf.query("SELECT Id, Account.Name, Account.Owner.Name, Owner.Email FROM Contact WHERE AccountId != null LIMIT 1")["records"][0]
        assert row["Account"]["Owner"]["Name"] and row["Account"]["attributes"]["type"] == "Account" and "@" in row["Owner"]["Email"]
        nested = "SELECT Id, (SELECT Id, LastName FROM Contacts ORDER BY LastName LIMIT 1), (SELECT Id FROM Opportunities) FROM Account LIMIT 1"
        assert set(self.sf.query(nested)["records"][0]) >= {"Contacts", "Opportunities"}
        tasks = self.sf.query("SELECT Id, Who.Name, Who.Type, What.Name, What.Type FROM Task WHERE WhoId != null LIMIT 5")["records"]
        assert all(task["Who"]["Type"] in ("Contact", "Lead") for task in tasks)
        self.sf.query("SELECT TYPEOF What WHEN Account THEN Phone, Name WHEN Opportunity THEN Amount ELSE Name END FROM Task LIMIT 5")

    def test_order_limit_offset_fields(self):
        rows = self.sf.query("SELECT Name FROM Account ORDER BY Name DESC NULLS LAST, Id LIMIT 5 OFFSET 2")["records"]
        names = [row["Name"].lower() for row in rows]
        assert len(names) == 5 and names == sorted(names, reverse=True)
        assert "Gainsight_GSID__c" in self.sf.query("SELECT FIELDS(ALL) FROM Account LIMIT 1")["records"][0]
        assert "Gainsight_GSID__c" in self.sf.query("SELECT Id, FIELDS(CUSTOM) FROM Account LIMIT 1")["records"][0]
        assert "Industry" in self.sf.query("SELECT FIELDS(STANDARD) FROM Account LIMIT 1")["records"][0]
        assert self.sf.query("SELECT Id, toLabel(Type), FORMAT(CreatedDate) made FROM Account LIMIT 1")["totalSize"] == 1

    def test_query_errors(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        for text, code in (
            ("SELECT Id FROM Account OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE"), ("SELECT Id FROM Account WHERE", "MALFORMED_QUERY"),
            ("SELECT Id, Id2 FROM Account", "INVALID_FIELD"), ("SELECT Id FROM Accounts", "INVALID_TYPE"),
            ("SELECT Id FROM Account WHERE Name = 'a\\x'", "MALFORMED_QUERY"), ("SELECT Id FROM Account WHERE Name = 'a", "MALFORMED_QUERY"),
            ("SELECT Name FROM Account GROUP BY Type", "MALFORMED_QUERY"), ("SELECT FIELDS(ALL) FROM Account", "MALFORMED_QUERY"),
            ("SELECT Id FROM Account WHERE CreatedDate = '2026-01-01'", "INVALID_FIELD"),
            ("SELECT Id FROM Account WHERE Description = 'x'", "INVALID_FIELD"), ("SELECT Id FROM Account WHERE Id IN ()", "MALFORMED_QUERY"),
        ):
            error = raises(SalesforceMalformedRequest, lambda: self.sf.query(text))
            assert error.content[0]["errorCode"] == code, (text, error.content)


class Resources(Steps):
    def test_describe(self):
        names = {item["name"]: item for item in self.sf.describe()["sobjects"]}
        assert names["Account"]["keyPrefix"] == "001" and names["Account"]["queryable"]
        fields = {field["name"]: field for field in self.sf.Account.describe()["fields"]}
        assert len(fields["Health_Score__c"]) == 57 and fields["Health_Score__c"]["precision"] == 18 and fields["Health_Score__c"]["scale"] == 2
        assert fields["OwnerId"]["referenceTo"] == ["User"] and fields["OwnerId"]["relationshipName"] == "Owner"
        assert [value["value"] for value in fields["Health_Trend__c"]["picklistValues"]] == ["Improving", "Flat", "Declining"]
        assert self.sf.Account.metadata()["objectDescribe"]["name"] == "Account"
        assert self.sf.is_sandbox() is True

    def test_limits(self):
        limits = self.sf.limits()["DailyApiRequests"]
        assert 0 < limits["Remaining"] < limits["Max"]
        assert self.sf.api_usage["api-usage"].used > 0

    def test_updated_and_deleted(self):
        made = self.sf.Account.create({"Name": "Soon gone"})["id"]
        now = datetime.datetime.now(datetime.timezone.utc)
        window = (now - datetime.timedelta(hours=1), now + datetime.timedelta(minutes=2))
        assert made in self.sf.Account.updated(*window)["ids"]
        self.sf.Account.delete(made)
        assert made in [record["id"] for record in self.sf.Account.deleted(*window)["deletedRecords"]]

    def test_search(self):
        made = self.sf.Account.create({"Name": "Zyzzyva Industries"})["id"]
        found = self.sf.search("FIND {zyzzyva*} IN NAME FIELDS RETURNING Account(Id, Name)")["searchRecords"]
        assert [record["Id"] for record in found] == [made]
        assert self.sf.quick_search("Zyzzyva")["searchRecords"][0]["attributes"]["type"] == "Account"

    def test_describe_layouts(self):
        whole = self.sf.restful("sobjects/Account/describe/layouts")
        layout = self.sf.Account.describe_layout(whole["recordTypeMappings"][0]["recordTypeId"])
        names = [
            component["value"] for section in layout["editLayoutSections"] for row in section["layoutRows"]
            for item in row["layoutItems"] for component in item["layoutComponents"]]
        assert "Name" in names and layout["id"] == whole["layouts"][0]["id"]

    def test_describe_is_not_modified(self):
        from simple_salesforce.exceptions import SalesforceGeneralError

        now = {"If-Modified-Since": "Tue, 10 Aug 2055 00:00:00 GMT"}
        assert raises(SalesforceGeneralError, lambda: self.sf.Account.describe(headers=now)).status == 304

    def test_every_object_is_described_and_read(self):
        for item in self.sf.describe()["sobjects"]:
            fields = getattr(self.sf, item["name"]).describe()["fields"]
            assert fields[0]["name"] == "Id" and {"label", "type", "soapType", "nillable", "picklistValues"} <= set(fields[0]), item["name"]
            if item["queryable"]:
                self.sf.query(f"SELECT {', '.join(field['name'] for field in fields)} FROM {item['name']} LIMIT 1")

    def test_versions_and_resources(self):
        versions = self.sf.session.get(f"https://{self.sf.sf_instance}/services/data/").json()
        assert versions[-1]["url"].startswith("/services/data/v") and versions[-1]["label"]
        assert {"sobjects", "query", "queryAll", "composite", "limits", "search", "recent", "jobs", "tooling"} <= set(self.sf.restful(""))

    def test_recent(self):
        made = self.sf.Account.create({"Name": "Recently Seen"})["id"]
        assert self.sf.Account.metadata()["recentItems"][0]["Id"] == made
        assert made in [item["Id"] for item in self.sf.restful("recent")]
        assert len(self.sf.restful("recent", {"limit": 5})) == 5

    def test_parameterized_search(self):
        made = self.sf.Contact.create({"LastName": "Quetzalcoatl", "Email": "quetzal@public.example"})["id"]
        found = self.sf.restful("parameterizedSearch/", {"q": "Quetzalcoatl", "sobject": "Contact", "Contact.fields": "id,lastName"})
        assert [record["Id"] for record in found["searchRecords"]] == [made]
        body = {"q": "Quetzalcoatl", "fields": ["Id"], "sobjects": [{"name": "Contact", "fields": ["Id", "LastName"], "limit": 20}], "in": "ALL"}
        assert self.sf.restful("parameterizedSearch", method="POST", json=body)["searchRecords"][0]["LastName"] == "Quetzalcoatl"

    def test_search_several_objects(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        account = self.sf.Account.create({"Name": "Xylophone AG"})["id"]
        contact = self.sf.Contact.create({"LastName": "Xylophone", "AccountId": account})["id"]
        found = self.sf.search("FIND {Xylophone*} IN ALL FIELDS RETURNING Account(Id, Name WHERE Name LIKE 'Xylo%' LIMIT 5), Contact(Id)")
        assert {record["Id"] for record in found["searchRecords"]} == {account, contact}
        assert raises(SalesforceMalformedRequest, lambda: self.sf.search("FIND acme")).content[0]["errorCode"] == "MALFORMED_SEARCH"

    def test_query_plan(self):
        plan = self.sf.restful("query/", {"explain": "SELECT Id FROM Account WHERE Name = 'x'"})["plans"][0]
        assert plan["sobjectType"] == "Account" and plan["relativeCost"] >= 0

    def test_tooling_and_apex(self):
        from simple_salesforce.exceptions import SalesforceResourceNotFound

        found = self.sf.toolingexecute("query/?q=SELECT+Id,Name+FROM+ApexClass")
        assert found["done"] is True and found["records"] == []
        assert {item["name"] for item in self.sf.toolingexecute("sobjects")["sobjects"]} >= {"ApexClass"}
        error = raises(SalesforceResourceNotFound, lambda: self.sf.apexecute("Nobody/1", method="POST", data={"x": 1}))
        assert error.content[0] == {"errorCode": "NOT_FOUND", "message": "Could not find a match for URL"}

    def test_unknown_resources(self):
        from simple_salesforce.exceptions import SalesforceError, SalesforceGeneralError, SalesforceResourceNotFound

        assert raises(SalesforceResourceNotFound, lambda: self.sf.restful("nothing/here")).content[0]["errorCode"] == "NOT_FOUND"
        assert raises(SalesforceGeneralError, lambda: self.sf.restful("sobjects/Account/describe", method="PUT")).status == 405
        old = self.Salesforce(session_id=self.sf.session_id, instance=f"{MY_DOMAIN}.salesforce.com", version="25.0", session=self.sf.session)
        assert raises(SalesforceError, lambda: old.query("SELECT Id FROM Account LIMIT 1")).status == 410

    def test_calls_are_counted(self):
        before = self.sf.limits()["DailyApiRequests"]["Remaining"]
        self.sf.query("SELECT Id FROM Account LIMIT 1")
        assert self.sf.limits()["DailyApiRequests"]["Remaining"] == before - 2

    def test_chatter(self):
        account = self.sf.Account.create({"Name": "Posted about"})["id"]
        user = self.sf.query("SELECT Id FROM User WHERE IsActive = TRUE LIMIT 1")["records"][0]["Id"]
        text = {"type": "Text", "text": "Hi "}
        post = self.sf.restful("chatter/feed-elements", method="POST", json={
            "subjectId": account, "feedElementType": "FeedItem", "body": {"messageSegments": [text, {"type": "Mention", "id": user}]}})
        assert post["id"].startswith("0D5") and post["body"]["text"].startswith("Hi @")
        assert self.sf.restful(f"chatter/feed-elements/{post['id']}")["id"] == post["id"]
        items = f"chatter/feed-elements/{post['id']}/capabilities/comments/items"
        assert self.sf.restful(items, method="POST", json={"body": {"messageSegments": [text]}})["id"]
