"""Steps of salesforce-api."""

from clients import CLIENT, MY_DOMAIN, PASSWORD, SECRET, TOKEN, USER, control, raises, session


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

    def test_login_by_access_token(self):
        sf = self.Salesforce(domain=f"{MY_DOMAIN}.salesforce.com", access_token=self.sf.connection.access_token, session=session())
        assert sf.basic.limits()["DailyApiRequests"]["Max"] > 0

    def test_login_forms(self):
        sf = self.Salesforce(username=USER, password_and_security_token=PASSWORD + TOKEN, is_sandbox=True, api_version="60.0", session=session())
        assert sf.sobjects.query("SELECT Id FROM Account LIMIT 1")

    def test_login_refused(self):
        from salesforce_api import exceptions

        def refused(kind, **login):
            raises(kind, lambda: self.Salesforce(session=session(), **login))

        refused(exceptions.AuthenticationMissingTokenError, username=USER, password="wrong", security_token="wrong")
        domain = f"{MY_DOMAIN}.salesforce.com"
        refused(exceptions.AuthenticationInvalidClientIdError, domain=domain, client_id="nobody", client_secret=SECRET)
        refused(exceptions.AuthenticationInvalidClientSecretError, domain=domain, client_id=CLIENT, client_secret="wrong")

    def test_resources(self):
        assert "sobjects" in self.sf.basic.resources()
        assert self.sf.sobjects.Account.metadata()["objectDescribe"]["name"] == "Account"

    def test_queries(self):
        contacts = list(self.sf.sobjects.query_iter("SELECT Id FROM Contact"))
        assert len(contacts) == len({contact["Id"] for contact in contacts})
        made = self.sf.sobjects.Account.insert({"Name": "Api deleted"})["id"]
        self.sf.sobjects.Account.delete(made)
        assert self.sf.sobjects.query(f"SELECT IsDeleted FROM Account WHERE Id = '{made}'", include_deleted=True)[0]["IsDeleted"]

    def test_errors(self):
        from salesforce_api import exceptions

        error = raises(exceptions.RestRequestCouldNotBeUnderstoodError, lambda: self.sf.sobjects.Account.insert({}))
        assert "REQUIRED_FIELD_MISSING" in str(error)
        raises(exceptions.RestResourceNotFoundError, lambda: self.sf.sobjects.Account.get("001000000000001AAA"))
        sf = self.Salesforce(domain=f"{MY_DOMAIN}.salesforce.com", access_token="00D!nothing", session=session())
        raises(exceptions.RestSessionHasExpiredError, lambda: sf.basic.limits())

    def test_bulk_upserts_and_failures(self):
        for number, service in ((1, self.sf.bulk_v1), (2, self.sf.bulk_v2)):
            rows = [{"Name": "Api Up", "Gainsight_GSID__c": f"APIUP{number}"}, {"Name": "", "Gainsight_GSID__c": f"APIBAD{number}"}]
            made = service.upsert("Account", rows, "Gainsight_GSID__c")
            assert sorted(record.success for record in made) == [False, True]
            assert "Required fields are missing: [Name]" in [record.error for record in made if not record.success][0]
        assert all(record.success for record in self.sf.sobjects.Contact.bulk.insert([{"LastName": "Api Object Bulk"}]))
        assert control("GET", "calls")

    def test_bulk_jobs(self):
        from salesforce_api import exceptions
        from salesforce_api.services.bulk import v2

        job = v2.Job.create(self.sf.connection, v2.OPERATION.INSERT, "Contact")
        assert job.get_state() == v2.JOB_STATE.OPEN and not job.is_done()
        job.abort()
        assert job.get_state() == v2.JOB_STATE.ABORTED
        raises(exceptions.BulkJobFailedError, job.wait)
        job.delete()

    def test_tooling(self):
        assert self.sf.tooling.query("SELECT Id FROM ApexClass")["records"] == []
        assert self.sf.tooling.sobjects()["sobjects"]
        assert self.sf.tooling.execute_apex("System.debug(1);").success is False
