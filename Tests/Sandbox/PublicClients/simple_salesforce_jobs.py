"""Steps of simple-salesforce: requests of many records and jobs."""

import csv
import io
import os
import tempfile

from clients import raises
from simple_salesforce_steps import Steps


class Composites(Steps):
    def test_collections(self):
        records = [{"attributes": {"type": "Contact"}, "LastName": f"Collected {index}"} for index in range(3)] + [{"attributes": {"type": "Contact"}}]
        made = self.sf.restful("composite/sobjects", method="POST", json={"allOrNone": False, "records": records})
        assert [item["success"] for item in made] == [True, True, True, False]
        assert made[3]["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"
        ids = [item["id"] for item in made[:3]]
        changes = [{"attributes": {"type": "Contact"}, "id": id, "Title": "Collector"} for id in ids]
        assert all(item["success"] for item in self.sf.restful("composite/sobjects", method="PATCH", json={"records": changes}))
        read = self.sf.restful("composite/sobjects/Contact", params={"ids": ",".join(ids + ["003000000000000AAA"]), "fields": "Id,Title"})
        assert [record and record["Title"] for record in read] == ["Collector"] * 3 + [None]
        gone = self.sf.restful("composite/sobjects", method="DELETE", params={"ids": ",".join(ids)})
        assert all(item["success"] for item in gone)

    def test_composite(self):
        version = f"/services/data/v{self.sf.sf_version}"
        answer = self.sf.restful("composite", method="POST", json={"allOrNone": True, "compositeRequest": [
            {"method": "POST", "url": f"{version}/sobjects/Account", "referenceId": "a", "body": {"Name": "Composed"}},
            {"method": "POST", "url": f"{version}/sobjects/Contact", "referenceId": "c", "body": {"LastName": "Composed", "AccountId": "@{a.id}"}},
            {"method": "GET", "url": f"{version}/query/?q=SELECT+Id+FROM+Contact+WHERE+AccountId='@{{a.id}}'", "referenceId": "q"}]})
        parts = answer["compositeResponse"]
        assert [part["httpStatusCode"] for part in parts] == [201, 201, 200]
        assert parts[2]["body"]["records"][0]["Id"] == parts[1]["body"]["id"]

    def version(self):
        return f"/services/data/v{self.sf.sf_version}"

    def composite(self, parts, **options):
        answer = self.sf.restful("composite", method="POST", json={**options, "compositeRequest": parts})
        return {part["referenceId"]: part for part in answer["compositeResponse"]}

    def test_composite_rolled_back(self):
        parts = self.composite([
            {"method": "POST", "url": f"{self.version()}/sobjects/Account", "referenceId": "a", "body": {"Name": "Rolled Back"}},
            {"method": "POST", "url": f"{self.version()}/sobjects/Contact", "referenceId": "c", "body": {"AccountId": "@{a.id}"}}], allOrNone=True)
        assert parts["c"]["body"][0]["errorCode"] == "REQUIRED_FIELD_MISSING"
        assert (parts["a"]["httpStatusCode"], parts["a"]["body"][0]["errorCode"]) == (400, "PROCESSING_HALTED")
        assert self.sf.query("SELECT Id FROM Account WHERE Name = 'Rolled Back'")["totalSize"] == 0

    def test_composite_goes_on(self):
        base = self.version()
        parts = self.composite([
            {"method": "POST", "url": f"{base}/sobjects/Account", "referenceId": "bad", "body": {}},
            {"method": "POST", "url": f"{base}/sobjects/Contact", "referenceId": "dependent", "body": {"LastName": "x", "AccountId": "@{bad.id}"}},
            {"method": "POST", "url": f"{base}/sobjects/Account", "referenceId": "good", "body": {"Name": "Independent"}},
            {"method": "GET", "url": f"{base}/sobjects/Account/@{{good.id}}?fields=Name", "referenceId": "read"},
            {"method": "PATCH", "url": f"{base}/sobjects/Account/@{{read.Id}}", "referenceId": "change", "body": {"Site": "@{read.Name}"}}],
            allOrNone=False, collateSubrequests=False)
        assert [parts[name]["httpStatusCode"] for name in ("bad", "dependent", "good", "read", "change")] == [400, 400, 201, 200, 204]
        assert parts["dependent"]["body"][0]["errorCode"] == "PROCESSING_HALTED"
        assert parts["good"]["httpHeaders"]["Location"].endswith(parts["good"]["body"]["id"])
        assert self.sf.Account.get(parts["good"]["body"]["id"])["Site"] == "Independent"

    def test_composite_of_queries_collections_and_upserts(self):
        base = self.version()
        parts = self.composite([
            {"method": "PATCH", "url": f"{base}/sobjects/Account/Gainsight_GSID__c/COMP1", "referenceId": "up", "body": {"Name": "Up"}},
            {"method": "GET", "url": f"{base}/query?q=SELECT+Id,Name+FROM+Account+WHERE+Id='@{{up.id}}'", "referenceId": "q"},
            {"method": "POST", "url": f"{base}/composite/sobjects", "referenceId": "many", "body": {"allOrNone": False, "records": [
                {"attributes": {"type": "Contact"}, "LastName": "First", "AccountId": "@{q.records[0].Id}"},
                {"attributes": {"type": "Contact"}, "LastName": "Second", "AccountId": "@{up.id}"}]}},
            {"method": "GET", "url": f"{base}/sobjects/Contact/@{{many[1].id}}", "referenceId": "second"},
            {"method": "GET", "url": f"{base}/sobjects/Contact/describe", "referenceId": "about"},
            {"method": "DELETE", "url": f"{base}/sobjects/Contact/@{{second.Id}}", "referenceId": "gone"}])
        assert [part["httpStatusCode"] for part in parts.values()] == [201, 200, 200, 200, 200, 204]
        assert parts["second"]["body"]["LastName"] == "Second" and parts["gone"]["body"] is None
        assert parts["about"]["body"]["name"] == "Contact"

    def test_composite_envelope_refused(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        part = {"method": "GET", "url": f"{self.version()}/limits", "referenceId": "a"}
        for parts in ([], [part, part], [{**part, "referenceId": "1a"}], [{**part, "referenceId": f"r{index}"} for index in range(26)]):
            raises(SalesforceMalformedRequest, lambda: self.composite(parts))

    def test_batch(self):
        made, version = self.sf.Account.create({"Name": "Batched"})["id"], f"v{self.sf.sf_version}"
        answer = self.sf.restful("composite/batch", method="POST", json={"batchRequests": [
            {"method": "PATCH", "url": f"{version}/sobjects/account/{made}", "richInput": {"Name": "NewName"}},
            {"method": "GET", "url": f"{version}/sobjects/account/{made}?fields=Name"},
            {"method": "GET", "url": f"{version}/sobjects/account/001000000000001AAA"},
            {"method": "GET", "url": f"{version}/limits"}]})
        assert answer["hasErrors"] is True and [item["statusCode"] for item in answer["results"]] == [204, 200, 404, 200]
        assert answer["results"][0]["result"] is None and answer["results"][1]["result"]["Name"] == "NewName"
        halted = self.sf.restful("composite/batch", method="POST", json={"haltOnError": True, "batchRequests": [
            {"method": "GET", "url": f"{version}/sobjects/Nope__c/describe"}, {"method": "GET", "url": f"{version}/limits"}]})
        assert halted["results"][1]["statusCode"] == 412 and halted["results"][1]["result"][0]["errorCode"] == "BATCH_PROCESSING_HALTED"

    def test_tree(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        tree = {"records": [
            {"attributes": {"type": "Account", "referenceId": "ref1"}, "Name": "Tree", "Contacts": {"records": [
                {"attributes": {"type": "Contact", "referenceId": "ref2"}, "LastName": "Leaf"},
                {"attributes": {"type": "Contact", "referenceId": "ref3"}, "LastName": "Twig"}]}},
            {"attributes": {"type": "Account", "referenceId": "ref4"}, "Name": "Sapling"}]}
        made = self.sf.restful("composite/tree/Account", method="POST", json=tree)
        ids = {item["referenceId"]: item["id"] for item in made["results"]}
        assert made["hasErrors"] is False and set(ids) == {"ref1", "ref2", "ref3", "ref4"}
        assert self.sf.Contact.get(ids["ref2"])["AccountId"] == ids["ref1"]
        del tree["records"][1]["Name"]
        error = raises(SalesforceMalformedRequest, lambda: self.sf.restful("composite/tree/Account", method="POST", json=tree))
        assert error.content["hasErrors"] and error.content["results"][0]["referenceId"] == "ref4"
        assert error.content["results"][0]["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"

    def test_graph(self):
        def graph(name, contact):
            return {"graphId": name, "compositeRequest": [
                {"method": "POST", "url": f"{self.version()}/sobjects/Account", "referenceId": "a", "body": {"Name": f"Graph {name}"}},
                {"method": "POST", "url": f"{self.version()}/sobjects/Contact", "referenceId": "c", "body": {**contact, "AccountId": "@{a.id}"}}]}

        answer = self.sf.restful("composite/graph", method="POST", json={"graphs": [graph("g1", {"LastName": "Node"}), graph("g2", {})]})
        assert [part["isSuccessful"] for part in answer["graphs"]] == [True, False]
        assert self.sf.query("SELECT Name FROM Account WHERE Name LIKE 'Graph g%'")["totalSize"] == 1

    def test_collections_all_or_none(self):
        records = [{"attributes": {"type": "Contact"}, "LastName": "None Of It"}, {"attributes": {"type": "Contact"}}]
        made = self.sf.restful("composite/sobjects", method="POST", json={"allOrNone": True, "records": records})
        assert [item["errors"][0]["statusCode"] for item in made] == ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING"]
        assert self.sf.query("SELECT Id FROM Contact WHERE LastName = 'None Of It'")["totalSize"] == 0

    def test_collections_upsert_and_read(self):
        records = [{"attributes": {"type": "Account"}, "Name": f"Up {index}", "Gainsight_GSID__c": f"COLL{index}"} for index in range(3)]
        first = self.sf.restful("composite/sobjects/Account/Gainsight_GSID__c", method="PATCH", json={"records": records})
        again = self.sf.restful("composite/sobjects/Account/Gainsight_GSID__c", method="PATCH", json={"records": records})
        assert [item["created"] for item in first + again] == [True] * 3 + [False] * 3
        read = self.sf.restful("composite/sobjects/Account", method="POST", json={"ids": [item["id"] for item in first], "fields": ["Name"]})
        assert [record["Name"] for record in read] == ["Up 0", "Up 1", "Up 2"]

    def test_collections_limits(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        many = [{"attributes": {"type": "Contact"}, "LastName": "x"}] * 201
        mixed = [{"attributes": {"type": kind}, "LastName": "x", "Name": "x"} for _ in range(6) for kind in ("Account", "Contact")]
        for records in (many, mixed):
            raises(SalesforceMalformedRequest, lambda: self.sf.restful("composite/sobjects", method="POST", json={"records": records}))


class Jobs(Steps):
    def test_bulk_one(self):
        made = self.sf.bulk.Contact.insert([{"LastName": "Bulk One", "Title": str(index)} for index in range(5)] + [{"Title": "none"}])
        assert [item["success"] for item in made] == [True] * 5 + [False]
        assert made[5]["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"
        changed = self.sf.bulk.Contact.update([{"Id": item["id"], "Title": "Changed"} for item in made[:5]])
        assert all(item["success"] for item in changed)
        rows = self.sf.bulk.Contact.query("SELECT Id, Title, Account.Name FROM Contact WHERE LastName = 'Bulk One'")
        assert [row["Title"] for row in rows] == ["Changed"] * 5
        upserted = self.sf.bulk.Account.upsert([{"Name": "Bulk Up", "Gainsight_GSID__c": "BULK1"}], "Gainsight_GSID__c")
        assert upserted[0]["created"] is True
        assert all(item["success"] for item in self.sf.bulk.Contact.delete([{"Id": item["id"]} for item in made[:5]]))

    def test_bulk_two(self):
        done = self.sf.bulk2.Contact.insert(records=[
            {"LastName": "Bulk, Two", "Title": str(index), "Email": f"bulk{index}@public.example"} for index in range(4)
        ] + [{"LastName": "Broken", "Title": "", "Email": "no address"}])
        assert (done[0]["numberRecordsProcessed"], done[0]["numberRecordsFailed"]) == (5, 1)
        failed = self.sf.bulk2.Contact.get_failed_records(done[0]["job_id"])
        assert "INVALID_EMAIL_ADDRESS" in failed
        assert self.sf.bulk2.Contact.get_successful_records(done[0]["job_id"]).count("Bulk, Two") == 4
        pages = list(self.sf.bulk2.Contact.query("SELECT Id, LastName FROM Contact WHERE LastName = 'Bulk, Two'", max_records=3))
        assert [page.count("Bulk, Two") for page in pages] == [3, 1]
        up = self.sf.bulk2.Account.upsert(records=[{"Name": "Up Two", "Gainsight_GSID__c": "BULK2"}], external_id_field="Gainsight_GSID__c")
        assert up[0]["numberRecordsFailed"] == 0
        assert self.sf.Account.get_by_custom_id("Gainsight_GSID__c", "BULK2")["Name"] == "Up Two"

    def test_bulk_one_batches_and_details(self):
        rows = [{"LastName": "Batch One", "Title": str(index)} for index in range(25)]
        made = self.sf.bulk.Contact.insert(rows, batch_size=10, use_serial=True)
        assert len(made) == 25 and all(item["success"] and item["created"] for item in made)
        assert len(self.sf.bulk.Contact.insert(rows[:3], batch_size="auto")) == 3
        detailed = self.sf.bulk.Contact.update(
            [{"Id": item["id"], "Department": "Bulk"} for item in made[:2]] + [{"Id": "003000000000001AAA", "Department": "x"}],
            include_detailed_results=True)
        assert detailed[0]["Department"] == "Bulk" and detailed[2]["success"] is False
        assert self.sf.bulk.Contact.insert(rows[:1], bypass_results=True)[0]["bypass_results"] is True
        lazy = self.sf.bulk.Contact.query("SELECT Id FROM Contact WHERE LastName = 'Batch One'", lazy_operation=True)
        assert sum(len(page) for page in lazy) == 29
        assert all(item["success"] for item in self.sf.bulk.Contact.hard_delete([{"Id": item["id"]} for item in made]))
        assert self.sf.bulk.Contact.query_all(f"SELECT Id FROM Contact WHERE Id = '{made[0]['id']}'") == []

    def test_bulk_one_deleted_records(self):
        made = self.sf.bulk.Contact.insert([{"LastName": "Soft"}])[0]["id"]
        self.sf.bulk.Contact.delete([{"Id": made}])
        assert self.sf.bulk.Contact.query(f"SELECT Id FROM Contact WHERE Id = '{made}'") == []
        assert self.sf.bulk.Contact.query_all(f"SELECT Id, IsDeleted FROM Contact WHERE Id = '{made}'")[0]["IsDeleted"] is True

    def test_bulk_one_submit_dml(self):
        made = self.sf.bulk.submit_dml("Account", "insert", [{"Name": "DML"}])
        up = self.sf.bulk.submit_dml("Account", "upsert", [{"Name": "DML 2", "Gainsight_GSID__c": "DML2"}], external_id_field="Gainsight_GSID__c")
        assert made[0]["success"] and up[0]["created"]

    def test_bulk_one_refusals(self):
        from simple_salesforce.exceptions import SalesforceGeneralError, SalesforceMalformedRequest

        error = raises(SalesforceMalformedRequest, lambda: self.sf.bulk.Nope__c.insert([{"Name": "x"}]))
        assert error.content["exceptionCode"] == "InvalidJob"
        error = raises(SalesforceGeneralError, lambda: self.sf.bulk.Account.query("SELECT Nope FROM Account"))
        assert "INVALID_FIELD" in str(error.content)

    def test_bulk_one_xml_job_with_csv(self):
        """As Data Loader does: the job in XML, its batch in CSV."""
        url, token = self.sf.bulk_url, {"X-SFDC-Session": self.sf.session_id}
        job = (
            '<?xml version="1.0" encoding="UTF-8"?><jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload">'
            "<operation>insert</operation><object>Contact</object><contentType>CSV</contentType></jobInfo>")
        made = self.sf.session.post(f"{url}job", data=job, headers={**token, "Content-Type": "application/xml; charset=UTF-8"})
        assert made.status_code == 201 and "<state>Open</state>" in made.text
        id = made.text.split("<id>")[1].split("</id>")[0]
        rows = 'LastName,Title\n"Loader, Data",x\n,y\n'
        batch = self.sf.session.post(f"{url}job/{id}/batch", data=rows, headers={**token, "Content-Type": "text/csv; charset=UTF-8"}).text
        batch_id = batch.split("<id>")[1].split("</id>")[0]
        result = self.sf.session.get(f"{url}job/{id}/batch/{batch_id}/result", headers=token).text
        lines = list(csv.DictReader(io.StringIO(result)))
        assert [line["Success"] for line in lines] == ["true", "false"] and "REQUIRED_FIELD_MISSING" in lines[1]["Error"]

    def test_bulk_one_query_as_csv(self):
        url, token = self.sf.bulk_url, {"X-SFDC-Session": self.sf.session_id}
        made = self.sf.session.post(
            f"{url}job", json={"operation": "query", "object": "Contact", "contentType": "CSV"}, headers=token).json()
        sent = {**token, "Content-Type": "text/csv"}
        batch = self.sf.session.post(f"{url}job/{made['id']}/batch", data="SELECT Id, Account.Name FROM Contact LIMIT 2", headers=sent).text
        batch_id = batch.split("<id>")[1].split("</id>")[0]
        listed = self.sf.session.get(f"{url}job/{made['id']}/batch", headers=token).text
        assert listed.count("<batchInfo>") == 1 and f"<id>{batch_id}</id>" in listed
        found = self.sf.session.get(f"{url}job/{made['id']}/batch/{batch_id}/result", headers=token).text
        result = found.split("<result>")[1].split("</result>")[0]
        rows = self.sf.session.get(f"{url}job/{made['id']}/batch/{batch_id}/result/{result}", headers=token).text
        assert [set(row) for row in csv.DictReader(io.StringIO(rows))] == [{"Id", "Account.Name"}] * 2

    def test_bulk_two_files_and_delimiters(self):
        from simple_salesforce.bulk2 import ColumnDelimiter, LineEnding

        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "contacts.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["LastName", "Title", "Description"])
                writer.writerows([[f"File {index}", 'A, "B"', "two\nlines ü"] for index in range(7)])
            done = self.sf.bulk2.Contact.insert(path, batch_size=3, concurrency=2)
            assert [job["numberRecordsProcessed"] for job in done] == [3, 3, 1]
            assert self.sf.query("SELECT Description FROM Contact WHERE LastName = 'File 3'")["records"][0]["Description"] == "two\nlines ü"
            piped = {"column_delimiter": ColumnDelimiter.PIPE, "line_ending": LineEnding.CRLF}
            done = self.sf.bulk2.Contact.insert(records=[{"LastName": "Piped", "Title": "x"}], **piped)
            assert done[0]["numberRecordsFailed"] == 0
            pages = self.sf.bulk2.Contact.download("SELECT Id, LastName FROM Contact WHERE LastName LIKE 'File %'", folder, max_records=4)
            rows = [row for page in pages for row in csv.DictReader(open(page["file"], encoding="utf-8"))]
            assert [page["number_of_records"] for page in pages] == [4, 3] and len(rows) == 7

    def test_bulk_two_update_delete_and_all_results(self):
        done = self.sf.bulk2.Contact.insert(records=[{"LastName": "Life Cycle"}, {"LastName": "Life Cycle"}])
        results = self.sf.bulk2.Contact.get_all_ingest_records(done[0]["job_id"])
        ids = [row["sf__Id"] for row in results["successfulRecords"]]
        assert [row["sf__Created"] for row in results["successfulRecords"]] == ["true", "true"] and results["unprocessedRecords"] == []
        changed = self.sf.bulk2.Contact.update(records=[{"Id": id, "Title": "#N/A", "Department": "D"} for id in ids])
        assert changed[0]["numberRecordsFailed"] == 0
        gone = self.sf.bulk2.Contact.delete(records=[{"Id": ids[0]}, {"Id": "003000000000001AAA"}])
        assert (gone[0]["numberRecordsProcessed"], gone[0]["numberRecordsFailed"]) == (2, 1)
        assert self.sf.bulk2.Contact.hard_delete(records=[{"Id": ids[1]}])[0]["numberRecordsFailed"] == 0
        text = "".join(self.sf.bulk2.Contact.query_all(f"SELECT Id, IsDeleted FROM Contact WHERE Id = '{ids[0]}'"))
        assert [row["IsDeleted"] for row in csv.DictReader(io.StringIO(text))] == ["true"]

    def test_bulk_two_jobs(self):
        job = self.sf.bulk2.Contact._client
        made = job.create_job("insert")
        assert made["state"] == "Open" and made["contentUrl"].endswith(f"/jobs/ingest/{made['id']}/batches")
        assert job.get_job(made["id"], False)["jobType"] == "V2Ingest"
        assert job.abort_job(made["id"], False)["state"] == "Aborted"
        assert made["id"] in [item["id"] for item in self.sf.restful("jobs/ingest")["records"]]
        assert self.sf.restful(f"jobs/ingest/{made['id']}", method="DELETE") is None
        query = job.create_job("query", query="SELECT Id FROM Contact LIMIT 3")
        job.wait_for_job(query["id"], True, 0.01)
        assert job.get_query_results(query["id"])["number_of_records"] == 3
        assert query["id"] in [item["id"] for item in self.sf.restful("jobs/query")["records"]]

    def test_bulk_two_refusals(self):
        from simple_salesforce.exceptions import SalesforceBulkV2LoadError, SalesforceMalformedRequest, SalesforceOperationError

        contact = self.sf.bulk2.Contact
        raises(SalesforceMalformedRequest, lambda: self.sf.bulk2.Nope__c.insert(records=[{"Name": "x"}]))
        raises(SalesforceOperationError, lambda: contact.insert(records=[{"LastName": "x", "Nope__c": "1"}]))
        raises(SalesforceMalformedRequest, lambda: list(contact.query("SELECT Nope FROM Contact")))
        raises(SalesforceBulkV2LoadError, lambda: contact.delete(records=[{"Id": "x", "Name": "x"}]))
        raises(SalesforceMalformedRequest, lambda: contact.upsert(records=[{"Title": "x"}], external_id_field="Title"))

    def test_bulk_two_parent_by_external_id(self):
        self.sf.Account.upsert("Gainsight_GSID__c/BULKPARENT", {"Name": "Bulk Parent"})
        done = self.sf.bulk2.Contact.insert(records=[{"LastName": "Bulk Child", "Account.Gainsight_GSID__c": "BULKPARENT"}])
        assert done[0]["numberRecordsFailed"] == 0
        assert self.sf.query("SELECT Account.Name FROM Contact WHERE LastName = 'Bulk Child'")["records"][0]["Account"]["Name"] == "Bulk Parent"
