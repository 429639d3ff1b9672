"""Steps of simple-salesforce: logins and records."""

from urllib.parse import quote

from clients import CLIENT, KEY, KEY_FILE, MY_DOMAIN, PASSWORD, REFRESH, SECRET, TOKEN, USER, Fault, control, raises, session


class Steps:
    def __init__(self):
        from simple_salesforce import Salesforce

        self.Salesforce = Salesforce
        self.sf = Salesforce(username=USER, password=PASSWORD, security_token=TOKEN, session=session())

    def count(self, sf):
        return sf.query("SELECT COUNT() FROM Account")["totalSize"]


class Logins(Steps):
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

    def test_login_soap_as_sandbox(self):
        assert self.count(self.Salesforce(username=USER, password=PASSWORD, security_token=TOKEN, domain="test", session=session())) > 0

    def test_login_soap_at_my_domain_with_client_name(self):
        sf = self.Salesforce(
            username=USER, password=PASSWORD, security_token=TOKEN, domain=MY_DOMAIN, client_id="steps", version="62.0", session=session())
        assert sf.sf_version == "62.0" and self.count(sf) > 0

    def test_login_function(self):
        from simple_salesforce import SalesforceLogin

        SalesforceLogin(username=USER, password=PASSWORD, session=session())
        token, instance = SalesforceLogin(username=USER, password=PASSWORD, security_token=TOKEN, session=session())
        assert token.startswith("00D") and "!" in token and instance == f"{MY_DOMAIN}.salesforce.com"
        assert self.count(self.Salesforce(session_id=token, instance=instance, session=session())) > 0
        assert self.count(self.Salesforce(session_id=token, instance_url=f"https://{instance}", session=session())) > 0

    def test_login_jwt_by_file_at_my_domain(self):
        if KEY:
            sf = self.Salesforce(username=USER, consumer_key=CLIENT, privatekey_file=KEY_FILE, instance_url=MY_DOMAIN, session=session())
            assert self.count(sf) > 0

    def test_login_refused(self):
        from simple_salesforce.exceptions import SalesforceAuthenticationFailed

        def refused(**login):
            return raises(SalesforceAuthenticationFailed, lambda: self.Salesforce(session=session(), **login))

        assert refused(consumer_key="nobody", consumer_secret=SECRET, domain=MY_DOMAIN).code == "invalid_client_id"
        error = refused(username=USER, password="wrong", consumer_key=CLIENT, consumer_secret=SECRET)
        assert error.code == "invalid_grant" and "authentication failure" in str(error)
        if KEY:
            assert "approved" in str(refused(username="nobody@acme.example", consumer_key=CLIENT, privatekey=KEY))

    def test_a_session_is_renewed(self):
        control("POST", "expire-sessions")
        assert self.count(self.sf) > 0

    def test_refresh_token(self):
        answer = session().post("https://login.salesforce.com/services/oauth2/token", data={
            "grant_type": "refresh_token", "refresh_token": REFRESH, "client_id": CLIENT, "client_secret": SECRET}).json()
        assert "refresh_token" not in answer and answer["token_type"] == "Bearer" and int(answer["issued_at"]) > 0
        assert self.count(self.Salesforce(session_id=answer["access_token"], instance_url=answer["instance_url"], session=session())) > 0

    def test_oauth2_resources(self):
        from simple_salesforce.exceptions import SalesforceExpiredSession

        sf = self.Salesforce(username=USER, password=PASSWORD, security_token=TOKEN, session=session())
        user = sf.oauth2("userinfo")
        assert user["preferred_username"] == USER and len(user["organization_id"]) == 18 and user["user_id"].startswith("005")
        assert sf.User.get(user["user_id"])["Username"] == USER
        known = sf.oauth2("introspect", {"token": sf.session_id, "client_id": CLIENT, "client_secret": SECRET}, "POST")
        assert known["active"] is True and known["username"] == USER
        assert sf.oauth2("revoke", {"token": sf.session_id}) is None
        gone = self.Salesforce(session_id=sf.session_id, instance=sf.sf_instance, session=session())
        raises(SalesforceExpiredSession, lambda: gone.query("SELECT Id FROM Account LIMIT 1"))


class Records(Steps):
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

    def test_upsert_with_a_value_that_is_escaped(self):
        value = "a/b ?#%+&'é"
        for status in (201, 200):
            assert self.sf.Account.upsert("Gainsight_GSID__c/" + quote(value, safe=""), {"Name": "Escaped"}) == status
        assert self.sf.query("SELECT Id FROM Account WHERE Gainsight_GSID__c = 'a/b ?#%+&\\'é'")["totalSize"] == 1

    def test_upsert_refusals(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest, SalesforceMoreThanOneRecord, SalesforceResourceNotFound

        error = raises(SalesforceResourceNotFound, lambda: self.sf.Account.upsert("Site/x", {"Name": "x"}))
        assert "Provided external ID field does not exist or is not accessible: Site" in error.content[0]["message"]
        for _ in range(2):
            self.sf.Contact.create({"LastName": "Double", "Email": "double@public.example"})
        error = raises(SalesforceMoreThanOneRecord, lambda: self.sf.Contact.upsert("Email/double@public.example", {"Title": "x"}))
        assert ["/sobjects/Contact/003" in url for url in error.content] == [True, True]
        error = raises(
            SalesforceMalformedRequest, lambda: self.sf.Account.upsert("Gainsight_GSID__c/E1", {"Name": "x", "Gainsight_GSID__c": "E1"}))
        assert error.content[0]["errorCode"] == "INVALID_FIELD"
        raises(SalesforceResourceNotFound, lambda: self.sf.Account.upsert("Gainsight_GSID__c/nobody?updateOnly=true", {"Name": "x"}))

    def test_parent_by_external_id(self):
        self.sf.Account.upsert("Gainsight_GSID__c/PARENT1", {"Name": "Parent"})
        made = self.sf.Contact.create({"LastName": "Of a parent", "Account": {"Gainsight_GSID__c": "PARENT1"}})["id"]
        assert self.sf.Contact.get(made)["AccountId"] == self.sf.Account.get_by_custom_id("Gainsight_GSID__c", "PARENT1")["Id"]

    def test_delete_by_external_id_and_call_options(self):
        self.sf.Account.upsert("Gainsight_GSID__c/DELETED1", {"Name": "Deleted"}, headers={"Sforce-Call-Options": "client=steps"})
        assert [call["client"] for call in control("GET", "calls") if call["kind"] == "upsert"][-1] == "steps"
        assert self.sf.Account.delete("Gainsight_GSID__c/DELETED1") == 204
        assert self.sf.Account.delete(self.sf.Account.create({"Name": "x"})["id"], raw_response=True).status_code == 204

    def test_chosen_fields_and_id_forms(self):
        made = self.sf.Account.create({"Name": "Chosen", "Phone": "1"})["id"]
        read = self.sf.Account.get(made, params={"fields": "Name,Phone"})
        assert set(read) == {"attributes", "Id", "Name", "Phone"} and read["attributes"]["url"].endswith(made)
        assert self.sf.account.get(made[:15])["Id"] == made and self.sf.account.get(made)["attributes"]["type"] == "Account"

    def test_malformed_ids(self):
        from simple_salesforce.exceptions import SalesforceError, SalesforceMalformedRequest

        made = self.sf.Account.create({"Name": "Checked"})["id"]
        wrong = made[:17] + ("A" if made[17] != "A" else "B")
        error = raises(SalesforceMalformedRequest, lambda: self.sf.Contact.create({"LastName": "x", "AccountId": wrong}))
        assert error.content[0]["errorCode"] == "MALFORMED_ID"
        raises(SalesforceError, lambda: self.sf.Account.get("001"))

    def test_deleted_and_missing_records(self):
        from simple_salesforce.exceptions import SalesforceResourceNotFound

        made = self.sf.Account.create({"Name": "Twice"})["id"]
        self.sf.Account.delete(made)
        for action in (lambda: self.sf.Account.delete(made), lambda: self.sf.Account.update(made, {"Phone": "1"})):
            assert raises(SalesforceResourceNotFound, action).content[0]["errorCode"] == "ENTITY_IS_DELETED"
        raises(SalesforceResourceNotFound, lambda: self.sf.Account.update("001000000000001AAA", {"Phone": "1"}))

    def test_conditional_requests(self):
        from simple_salesforce.exceptions import SalesforceGeneralError

        made = self.sf.Account.create({"Name": "Conditional"})["id"]
        old, coming = "Mon, 10 Aug 2015 00:00:00 GMT", "Tue, 10 Aug 2055 00:00:00 GMT"
        assert raises(SalesforceGeneralError, lambda: self.sf.Account.update(made, {"Phone": "1"}, headers={"If-Unmodified-Since": old})).status == 412
        assert raises(SalesforceGeneralError, lambda: self.sf.Account.get(made, headers={"If-Modified-Since": coming})).status == 304

    def test_duplicate_value(self):
        from simple_salesforce.exceptions import SalesforceMalformedRequest

        made = self.sf.Account.create({"Name": "Unique", "Gainsight_GSID__c": "UNIQUE1"})["id"]
        error = raises(SalesforceMalformedRequest, lambda: self.sf.Account.create({"Name": "x", "Gainsight_GSID__c": "unique1"}))
        assert error.content[0]["errorCode"] == "DUPLICATE_VALUE" and made[:15] in error.content[0]["message"]

    def test_objects_of_all_kinds(self):
        account = self.sf.Account.create({"Name": "All Kinds"})["id"]
        contact = self.sf.Contact.create({"LastName": "Kind", "AccountId": account, "Birthdate": "1980-02-29"})["id"]
        lead = self.sf.Lead.create({"LastName": "Lead", "Company": "Acme"})["id"]
        opportunity = self.sf.Opportunity.create(
            {"Name": "Deal", "StageName": "Closed Won", "CloseDate": "2026-07-31", "AccountId": account, "Amount": 12.5})["id"]
        deal = self.sf.Opportunity.get(opportunity)
        assert (deal["IsClosed"], deal["IsWon"], deal["Probability"], deal["Amount"]) == (True, True, 100.0, 12.5)
        task = self.sf.Task.create({"Subject": "Call", "WhoId": contact, "WhatId": opportunity, "ActivityDate": "2026-08-01"})["id"]
        assert self.sf.Task.get(task)["AccountId"] == account and self.sf.Task.get(task)["Status"] == "Not Started"
        self.sf.Task.update(task, {"Status": "Completed"})
        assert self.sf.Task.get(task)["IsClosed"] is True
        event = self.sf.Event.create({"Subject": "Meet", "StartDateTime": "2026-08-01T10:00:00+02:00", "DurationInMinutes": 30, "WhoId": lead})["id"]
        assert self.sf.Event.get(event)["EndDateTime"] == "2026-08-01T08:30:00.000+0000"
        case = self.sf.Case.create({"Subject": "Help", "ContactId": contact, "Origin": "Web"})["id"]
        assert self.sf.Case.get(case)["AccountId"] == account and self.sf.Case.get(case)["CaseNumber"]
        self.sf.CaseComment.create({"ParentId": case, "CommentBody": "Seen"})
        role = self.sf.OpportunityContactRole.create({"OpportunityId": opportunity, "ContactId": contact, "Role": "Decision Maker"})["id"]
        assert self.sf.OpportunityContactRole.update(role, {"IsPrimary": True}) == 204
        self.sf.FeedItem.create({"ParentId": account, "Body": "Hello"})

    def test_set_password(self):
        user = self.sf.query(f"SELECT Id FROM User WHERE Username = '{USER}'")["records"][0]["Id"]
        assert self.sf.set_password(user, PASSWORD) is None

    def test_refused_requests(self):
        from simple_salesforce.exceptions import SalesforceGeneralError, SalesforceMalformedRequest, SalesforceRefusedRequest

        with Fault(fault="request_limit"):
            error = raises(SalesforceRefusedRequest, lambda: self.sf.query("SELECT Id FROM Account LIMIT 1"))
            assert error.content[0]["errorCode"] == "REQUEST_LIMIT_EXCEEDED"
        with Fault(fault="maintenance"):
            error = raises(SalesforceGeneralError, lambda: self.sf.query("SELECT Id FROM Account LIMIT 1"))
            assert error.status == 503 and "maintenance" in error.content
        with Fault(fault="lock_row"):
            error = raises(SalesforceMalformedRequest, lambda: self.sf.Account.create({"Name": "Locked"}))
            assert error.content[0]["errorCode"] == "UNABLE_TO_LOCK_ROW"
