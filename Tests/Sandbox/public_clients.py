#!/usr/bin/env python3
"""Salesforce clients that nobody here wrote, at work on a sandbox: public_clients.py URL PRIVATE_KEY_FILE [CLIENT...]

The clients are unmodified; a transport adapter maps the hosts that they call to the sandbox's address and keeps the Host header.
"""

import asyncio
import datetime
import sys
import time
import traceback
from urllib.parse import urlsplit

BASE = sys.argv[1]
KEY = open(sys.argv[2]).read() if len(sys.argv) > 2 and sys.argv[2] else None
CHOSEN = sys.argv[3:] or ["simple_salesforce", "aiosalesforce", "salesforce_api"]
USER, PASSWORD, TOKEN = "integration@acme.example", "sandbox-password", "sandbox-token"
CLIENT, SECRET = "sandbox-client", "sandbox-secret"
MY_DOMAIN = "acme.my"

# Jobs are done at once here: the clients' pauses between polls are cut short.
_sleep, _pause = time.sleep, asyncio.sleep
time.sleep = lambda seconds: _sleep(min(seconds, 0.05))
asyncio.sleep = lambda seconds, result=None: _pause(min(seconds, 0.05), result)


def loopback(url):
    parts = urlsplit(url)
    return BASE + parts.path + ("?" + parts.query if parts.query else ""), parts.netloc


def session():
    import requests
    from requests.adapters import HTTPAdapter

    class Loopback(HTTPAdapter):
        def send(self, request, **options):
            request.url, request.headers["Host"] = loopback(request.url)
            return super().send(request, **options)

    made = requests.Session()
    made.mount("https://", Loopback())
    return made


def raises(kind, action):
    try:
        action()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


class SimpleSalesforce:
    def __init__(self):
        from simple_salesforce import Salesforce

        self.Salesforce = Salesforce
        self.sf = Salesforce(username=USER, password=PASSWORD, security_token=TOKEN, session=session())

    def count(self, sf):
        return sf.query("SELECT COUNT() FROM Account")["totalSize"]

    def test_login_soap_with_organization(self):
        assert self.count(self.Salesforce(username=USER, password=PASSWORD, organizationId="00D", session=session())) > 0

    def test_login_password_grant(self):
        sf = self.Salesforce(username=USER, password=PASSWORD, consumer_key=CLIENT, consumer_secret=SECRET, session=session())
        assert self.count(sf) > 0

    def test_login_client_credentials(self):
        sf = self.Salesforce(consumer_key=CLIENT, consumer_secret=SECRET, domain=MY_DOMAIN, session=session())
        assert sf.sf_instance == f"{MY_DOMAIN}.salesforce.com" and self.count(sf) > 0

    def test_login_client_credentials_needs_my_domain(self):
        from simple_salesforce.login import token_login
        from simple_salesforce.exceptions import SalesforceAuthenticationFailed

        error = raises(
            SalesforceAuthenticationFailed,
            lambda: token_login(
                "https://login.salesforce.com/services/oauth2/token",
                {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET},
                "login", CLIENT, None, None, session()))
        assert "request not supported on this domain" in str(error)

    def test_login_jwt(self):
        if KEY is None:
            return
        assert self.count(self.Salesforce(username=USER, consumer_key=CLIENT, privatekey=KEY, session=session())) > 0

    def test_login_jwt_of_another_key(self):
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
        from simple_salesforce.exceptions import SalesforceAuthenticationFailed

        other = rsa.generate_private_key(65537, 2048).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
        raises(
            SalesforceAuthenticationFailed,
            lambda: self.Salesforce(username=USER, consumer_key=CLIENT, privatekey=other, session=session()))

    def test_login_wrong_password(self):
        from simple_salesforce.exceptions import SalesforceAuthenticationFailed

        error = raises(
            SalesforceAuthenticationFailed,
            lambda: self.Salesforce(username=USER, password="wrong", security_token="", session=session()))
        assert "INVALID_LOGIN" in str(error.status) + str(error)

    def test_create_read_update_delete(self):
        from simple_salesforce.exceptions import SalesforceResourceNotFound

        made = self.sf.Account.create({"Name": "Public Client GmbH", "NumberOfEmployees": 12, "BillingCity": "Malmö"})
        assert made["success"] and len(made["id"]) == 18
        read = self.sf.Account.get(made["id"])
        assert (read["Name"], read["NumberOfEmployees"], read["BillingAddress"]["city"]) == ("Public Client GmbH", 12, "Malmö")
        assert read["CreatedDate"].endswith(".000+0000")
        assert self.sf.Account.update(made["id"], {"Phone": "+46 40 1", "BillingCity": None}) == 204
        assert self.sf.Account.get(made["id"][:15])["BillingCity"] is None
        assert self.sf.Account.delete(made["id"]) == 204
        error = raises(SalesforceResourceNotFound, lambda: self.sf.Account.get(made["id"]))
        assert error.content[0]["errorCode"] == "ENTITY_IS_DELETED"
        assert self.sf.query_all(f"SELECT Id, IsDeleted FROM Account WHERE Id = '{made['id']}'", include_deleted=True)["records"][0]["IsDeleted"]

    def test_upsert_and_read_by_external_id(self):
        first = self.sf.Account.upsert("Gainsight_GSID__c/PUBLIC%2F1", {"Name": "Upserted"}, raw_response=True)
        assert (first.status_code, first.json()["created"]) == (201, True)
        again = self.sf.Account.upsert("Gainsight_GSID__c/PUBLIC%2F1", {"Name": "Upserted Twice"}, raw_response=True)
        assert (again.status_code, again.json()["created"]) == (200, False)
        assert self.sf.Account.get_by_custom_id("Gainsight_GSID__c", "PUBLIC/1")["Name"] == "Upserted Twice"

    def test_more_than_one_record(self):
        from simple_salesforce.exceptions import SalesforceMoreThanOneRecord

        for _ in range(2):
            self.sf.Contact.create({"LastName": "Twin", "Email": "twin@public.example"})
        error = raises(SalesforceMoreThanOneRecord, lambda: self.sf.Contact.get_by_custom_id("Email", "twin@public.example"))
        assert len(error.content) == 2

    def test_errors(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest, SalesforceResourceNotFound

        def code(action, kind=SalesforceMalformedRequest):
            return raises(kind, action).content[0]["errorCode"]

        assert code(lambda: self.sf.Account.create({})) == "REQUIRED_FIELD_MISSING"
        assert code(lambda: self.sf.Account.create({"Name": "x" * 256})) == "STRING_TOO_LONG"
        assert code(lambda: self.sf.Account.create({"Name": "x", "Nope__c": 1})) == "INVALID_FIELD"
        assert code(lambda: self.sf.Account.create({"Name": "x", "Health_Trend__c": "Sideways"})) == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
        assert code(lambda: self.sf.Account.create({"Name": "x", "Health_Score__c": "many"})) == "JSON_PARSER_ERROR"
        assert code(lambda: self.sf.Account.create({"Name": "x", "CreatedDate": "2026-01-01T00:00:00Z"})) == "INVALID_FIELD_FOR_INSERT_UPDATE"
        assert code(lambda: self.sf.Contact.create({"LastName": "x", "AccountId": "001000000000000"})) == "INVALID_CROSS_REFERENCE_KEY"
        assert code(lambda: self.sf.Contact.create({"LastName": "x", "AccountId": "003000000000000AAA"})) == "MALFORMED_ID"
        assert code(lambda: self.sf.query("SELECT Nope FROM Account")) == "INVALID_FIELD"
        assert code(lambda: self.sf.query("SELECT Id FROM Nope__c")) == "INVALID_TYPE"
        assert code(lambda: self.sf.query("SELECT FROM Account")) == "MALFORMED_QUERY"
        assert code(lambda: self.sf.Nope__c.describe(), SalesforceResourceNotFound) == "NOT_FOUND"

    def test_expired_session(self):
        from simple_salesforce.exceptions import SalesforceExpiredSession

        sf = self.Salesforce(session_id="00D!nothing", instance=f"{MY_DOMAIN}.salesforce.com", session=session())
        error = raises(SalesforceExpiredSession, lambda: sf.query("SELECT Id FROM Account LIMIT 1"))
        assert error.content[0]["errorCode"] == "INVALID_SESSION_ID"

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


class AIOSalesforce:
    def run(self, action):
        import httpx
        from aiosalesforce import ClientCredentialsFlow, JwtBearerFlow, Salesforce, SoapLogin

        class Loopback(httpx.AsyncHTTPTransport):
            async def handle_async_request(self, request):
                url, host = loopback(str(request.url))
                request.url = httpx.URL(url)
                request.headers["Host"] = host
                return await super().handle_async_request(request)

        async def main():
            async with httpx.AsyncClient(transport=Loopback()) as client:
                base = f"https://{MY_DOMAIN}.salesforce.com"
                logins = [ClientCredentialsFlow(CLIENT, SECRET), SoapLogin(USER, PASSWORD, TOKEN)]
                if KEY:
                    logins.append(JwtBearerFlow(CLIENT, USER, sys.argv[2]))
                for login in logins:
                    await action(Salesforce(client, base_url=base, auth=login))
                    if action.__name__ != "each":
                        break

        asyncio.run(main())

    def test_logins(self):
        async def each(sf):
            assert (await sf.get_limits())["DailyApiRequests"]["Max"] > 0

        self.run(each)

    def test_records(self):
        async def steps(sf):
            id = await sf.sobject.create("Account", {"Name": "Async AB"})
            assert (await sf.sobject.get("Account", id))["Name"] == "Async AB"
            await sf.sobject.update("Account", id, {"Phone": "1"})
            up = await sf.sobject.upsert("Account", "AIO1", "Gainsight_GSID__c", {"Name": "Async Up"})
            assert up.created
            again = await sf.sobject.upsert("Account", "AIO1", "Gainsight_GSID__c", {"Name": "Async Up 2"})
            assert (again.id, again.created) == (up.id, False)
            await sf.sobject.delete("Account", id)
            assert [record async for record in sf.query(f"SELECT Id FROM Account WHERE Id = '{id}'")] == []
            assert len([record async for record in sf.query("SELECT Id FROM Contact LIMIT 2500")]) > 100

        self.run(steps)

    def test_composite(self):
        async def steps(sf):
            async with sf.composite(all_or_none=True) as composite:
                account = composite.sobject.create("Account", {"Name": "Composite Async"})
                contact = composite.sobject.create("Contact", {"LastName": "Async", "AccountId": str(account.reference.id)})
            assert account.is_success and contact.is_success
            async with sf.composite.batch() as batch:
                read = batch.sobject.get("Contact", contact.id)
                query = batch.query(f"SELECT Id FROM Contact WHERE AccountId = '{account.id}'")
            assert read.record["AccountId"] == account.id and query.records[0]["Id"] == contact.id

        self.run(steps)

    def test_bulk(self):
        async def steps(sf):
            result = await sf.bulk_v2.insert("Contact", [{"LastName": "Async Bulk"}, {"LastName": "x" * 81}])
            assert len(result.successful_results) == 1 and "STRING_TOO_LONG" in result.failed_results[0]["sf__Error"]
            id = result.successful_results[0]["sf__Id"]
            assert len((await sf.bulk_v2.update("Contact", [{"Id": id, "Title": "Bulk"}])).successful_results) == 1
            assert len((await sf.bulk_v2.delete("Contact", [{"Id": id}])).successful_results) == 1

        self.run(steps)


class SalesforceAPI:
    def __init__(self):
        from salesforce_api import Salesforce, config

        config.BULK_SLEEP_SECONDS = 0
        self.Salesforce = Salesforce
        self.sf = Salesforce(username=USER, password=PASSWORD, security_token=TOKEN, session=session())

    def test_login_password_grant(self):
        from salesforce_api import login, client

        connection = login.oauth2("https://login.salesforce.com", CLIENT, SECRET, USER, PASSWORD, session=session())
        assert client.Client(connection).sobjects.query("SELECT Id FROM Account LIMIT 1")

    def test_login_client_credentials(self):
        sf = self.Salesforce(domain=f"{MY_DOMAIN}.salesforce.com", client_id=CLIENT, client_secret=SECRET, session=session())
        assert sf.basic.limits()["DailyApiRequests"]["Max"] > 0

    def test_records(self):
        made = self.sf.sobjects.Account.insert({"Name": "Api AB"})
        assert made["success"]
        assert self.sf.sobjects.Account.get(made["id"])["Name"] == "Api AB"
        assert self.sf.sobjects.Account.update(made["id"], {"Phone": "2"})
        assert self.sf.sobjects.Account.upsert("Gainsight_GSID__c", "API1", {"Name": "Api Up"})
        assert self.sf.sobjects.query("SELECT Name FROM Account WHERE Gainsight_GSID__c = 'API1'")[0]["Name"] == "Api Up"
        assert self.sf.sobjects.Account.delete(made["id"])
        assert self.sf.sobjects.Account.describe()["name"] == "Account"
        assert self.sf.sobjects.describe()["maxBatchSize"] == 200
        assert any(version["version"] == "62.0" for version in self.sf.basic.versions())

    def test_bulk(self):
        for service in (self.sf.bulk_v1, self.sf.bulk_v2):
            made = service.insert("Contact", [{"LastName": "Api Bulk"}, {"LastName": "Api Bulk"}])
            assert all(record.success for record in made)
            ids = [record.record_id for record in made]
            assert all(record.success for record in service.update("Contact", [{"Id": id, "Title": "T"} for id in ids]))
            assert all(record.success for record in service.delete("Contact", ids))


def main():
    failures = 0
    for name, kind in (("simple_salesforce", SimpleSalesforce), ("aiosalesforce", AIOSalesforce), ("salesforce_api", SalesforceAPI)):
        if name not in CHOSEN:
            continue
        client = kind()
        for test in [item for item in dir(client) if item.startswith("test_")]:
            try:
                getattr(client, test)()
                print(f"ok {name} {test[5:]}", flush=True)
            except Exception:
                failures += 1
                print(f"FAILED {name} {test[5:]}\n{traceback.format_exc()}", flush=True)
    sys.exit(1 if failures else 0)


main()
