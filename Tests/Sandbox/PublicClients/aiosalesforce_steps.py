"""Steps of aiosalesforce."""

import asyncio

from clients import CLIENT, KEY, KEY_FILE, MY_DOMAIN, PASSWORD, SECRET, TOKEN, USER, Fault, control, loopback


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
                    logins.append(JwtBearerFlow(CLIENT, USER, KEY_FILE))
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

    def test_queries(self):
        async def steps(sf):
            made = await sf.sobject.create("Contact", {"LastName": "Async Query"})
            await sf.sobject.delete("Contact", made)
            query = f"SELECT Id, IsDeleted FROM Contact WHERE Id = '{made}'"
            assert [record async for record in sf.query(query)] == []
            assert [record["IsDeleted"] async for record in sf.query(query, include_all_records=True)] == [True]

        self.run(steps)

    def test_external_ids(self):
        async def steps(sf):
            await sf.sobject.upsert("Account", "AIO2", "Gainsight_GSID__c", {"Name": "Two", "Gainsight_GSID__c": "AIO2"})
            read = await sf.sobject.get("Account", "AIO2", external_id_field="Gainsight_GSID__c", fields=["Id", "Name"])
            assert read["Name"] == "Two" and set(read) == {"attributes", "Id", "Name"}
            await sf.sobject.delete("Account", "AIO2", external_id_field="Gainsight_GSID__c")

        self.run(steps)

    def test_errors(self):
        from aiosalesforce.exceptions import MoreThanOneRecordError, NotFoundError, RequestLimitExceededError, SalesforceError, ServerError

        async def refused(kind, action):
            try:
                await action
            except kind as error:
                return error
            raise AssertionError(f"no {kind.__name__}")

        async def steps(sf):
            sf.retry_policy = type(sf.retry_policy)()
            error = await refused(SalesforceError, sf.sobject.create("Account", {}))
            assert (error.error_code, error.response.status_code) == ("REQUIRED_FIELD_MISSING", 400)
            await refused(NotFoundError, sf.sobject.get("Account", "001000000000001AAA"))
            for _ in range(2):
                await sf.sobject.create("Contact", {"LastName": "Async Twin", "Email": "asynctwin@public.example"})
            await refused(MoreThanOneRecordError, sf.sobject.get("Contact", "asynctwin@public.example", external_id_field="Email"))
            with Fault(fault="request_limit"):
                await refused(RequestLimitExceededError, sf.get_limits())
            with Fault(fault="maintenance"):
                await refused(ServerError, sf.get_limits())

        self.run(steps)

    def test_retries(self):
        async def steps(sf):
            for rule in ({"fault": "lock_row", "times": 1}, {"fault": "maintenance", "times": 1}, {"fault": "reset", "times": 1}):
                with Fault(**rule):
                    assert await sf.sobject.create("Account", {"Name": "After a retry"})

        self.run(steps)

    def test_an_expired_session(self):
        async def steps(sf):
            await sf.get_limits()
            control("POST", "expire-sessions")
            assert (await sf.get_limits())["DailyApiRequests"]["Max"] > 0

        self.run(steps)

    def test_events(self):
        from aiosalesforce.events import ResponseEvent

        seen = []

        async def steps(sf):
            sf.event_bus.subscribe_callback(lambda event: seen.append(event))
            await sf.get_limits()

        self.run(steps)
        answers = [event for event in seen if isinstance(event, ResponseEvent)]
        assert answers and answers[-1].consumed > 0 and answers[-1].remaining > 0

    def test_composite_failures(self):
        async def steps(sf):
            async with sf.composite(all_or_none=False, autoraise=False) as composite:
                bad = composite.sobject.create("Account", {})
                good = composite.sobject.upsert("Account", "AIOC", "Gainsight_GSID__c", {"Name": "Composed"})
                found = composite.query("SELECT Id, Name FROM Account WHERE Gainsight_GSID__c = 'AIOC'")
                read = composite.sobject.get("Account", str(found.reference.records[0].Id), fields=["Name"])
                changed = composite.sobject.update("Account", str(good.reference.id), {"Site": "S"})
                gone = composite.sobject.delete("Account", str(good.reference.id))
            assert not bad.is_success and bad.status_code == 400
            assert good.created and found.records[0]["Name"] == "Composed" and read.record["Name"] == "Composed"
            assert changed.status_code == 204 and gone.status_code == 204
            async with sf.composite.batch(halt_on_error=False, autoraise=False) as batch:
                made = batch.sobject.create("Account", {"Name": "Batched"})
                upserted = batch.sobject.upsert("Account", "AIOB", "Gainsight_GSID__c", {"Name": "Batched too"})
                bad = batch.sobject.update("Account", "001000000000001AAA", {"Name": "x"})
            assert made.id.startswith("001") and upserted.created and not bad.is_success
            async with sf.composite.batch() as batch:
                change = batch.sobject.update("Account", made.id, {"Site": "S"})
                gone = batch.sobject.delete("Account", made.id)
            assert change.status_code == gone.status_code == 204

        self.run(steps)

    def test_bulk_jobs(self):
        async def steps(sf):
            ingest = sf.bulk_v2.ingest
            job = await ingest.create_job("upsert", "Account", external_id_field="Gainsight_GSID__c")
            assert (job.state, job.external_id_field_name, job.created_date.tzinfo is not None) == ("Open", "Gainsight_GSID__c", True)
            job = await ingest.upload_job_data(job.id, b"Name,Gainsight_GSID__c\nBulk,AIOJ\n")
            assert (await ingest.get_job(job.id)).state == "JobComplete"
            other = await ingest.create_job("insert", "Account")
            assert (await ingest.abort_job(other.id)).state == "Aborted"
            assert {job.id, other.id} <= {item.id async for item in ingest.list_jobs()}
            assert [item async for item in ingest.list_jobs(is_pk_chunking_enabled=True)] == []
            await ingest.delete_job(other.id)
            assert other.id not in {item.id async for item in ingest.list_jobs()}
            rows = [{"Name": f"Async {index}", "Gainsight_GSID__c": f"AIOJ{index}"} for index in range(5)]
            up = await sf.bulk_v2.upsert("Account", rows, external_id_field="Gainsight_GSID__c")
            assert len(up.successful_results) == 5 and len(up.jobs) == 1
            case = await sf.bulk_v2.insert("Case", [{"Subject": "Async"}], assignment_rule_id="01Q000000000001AAA")
            assert len(case.successful_results) == 1
            ids = [{"Id": row["sf__Id"]} for row in up.successful_results]
            assert len((await sf.bulk_v2.delete("Account", ids, hard=True)).successful_results) == 5

        self.run(steps)
