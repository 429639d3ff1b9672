#!/usr/bin/env python3
"""Salesforce clients that nobody here wrote, at work on a sandbox: run.py URL PRIVATE_KEY_FILE [CLIENT...]

The clients are unmodified; a transport adapter maps the hosts that they call to the sandbox's address and keeps the Host header.
"""

import sys
import traceback

import aiosalesforce_steps
import salesforce_api_steps
import simple_salesforce_edges
import simple_salesforce_jobs
import simple_salesforce_queries
import simple_salesforce_steps

STEPS = [
    ("simple_salesforce", simple_salesforce_steps.Logins),
    ("simple_salesforce", simple_salesforce_steps.Records),
    ("simple_salesforce", simple_salesforce_queries.Queries),
    ("simple_salesforce", simple_salesforce_queries.Resources),
    ("simple_salesforce", simple_salesforce_jobs.Composites),
    ("simple_salesforce", simple_salesforce_jobs.Jobs),
    ("simple_salesforce", simple_salesforce_edges.Statements),
    ("simple_salesforce", simple_salesforce_edges.Searches),
    ("simple_salesforce", simple_salesforce_edges.Related),
    ("simple_salesforce", simple_salesforce_edges.Requests),
    ("aiosalesforce", aiosalesforce_steps.AIOSalesforce),
    ("salesforce_api", salesforce_api_steps.SalesforceAPI),
]


def main():
    chosen = sys.argv[3:] or ["simple_salesforce", "aiosalesforce", "salesforce_api"]
    failures = 0
    for name, kind in STEPS:
        if name not in chosen:
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
