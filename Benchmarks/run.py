#!/usr/bin/env python3
"""Times whole runs of flowrun against its sandbox: webhook → look up → update, journalled, beside bare HTTP calls of the same batches in the same run.

    Benchmarks/run.py FLOWRUN [--events 20000] [--rounds 5]
    Benchmarks/run.py FLOWRUN --sustained 1000000

With --sustained, so many events in one run, beside a tenth and a hundredth of them: processor and memory. Every event writes a record, and what lies in the sandbox afterwards is checked. Durability: a webhook is answered after its event is synced
(SQLite, WAL, synchronous FULL, group commit). The sandbox takes its share of the same processors. Prints a table in Markdown.
"""
import argparse
import collections
import concurrent.futures
import datetime
import http.client
import itertools
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
API = "/services/data/v61.0"
LOOKUP, WRITE = 300, 200      # records of a query by id, and of a collection
CONNECTIONS = 4
SENDERS = 128                 # of webhooks, each waiting for its answers


class Sandbox:
    def __init__(self, flowrun, accounts):
        command = [flowrun, "sandbox", "--port", "0", "--accounts", str(accounts), "--format", "json"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = json.loads(self.process.stdout.readline())
        self.url, self.port = line["url"], line["port"]
        form = {"grant_type": "client_credentials", "client_id": "sandbox-client", "client_secret": "sandbox-secret"}
        answer = self.call("POST", "/services/oauth2/token", urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
        self.headers = {"Authorization": "Bearer " + answer["access_token"], "Content-Type": "application/json"}

    def call(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, path, body, headers or self.headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text)

    def records(self, fields):
        path = API + "/query?q=" + urllib.parse.quote(f"SELECT {fields} FROM Account ORDER BY Id")
        found = []
        while path:
            page = self.call("GET", path)
            found += page["records"]
            path = page.get("nextRecordsUrl")
        return found

    def close(self):
        self.process.kill()
        self.process.wait()


def project(folder, hooks, admin):
    shutil.copytree(HERE.parent / "flows" / "schemas", f"{folder}/schemas")
    text = (HERE.parent / "flows" / "flowrun.yaml").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("serve:")]
    pathlib.Path(f"{folder}/flowrun.yaml").write_text("\n".join(lines + [f"serve: {{ hooks: 127.0.0.1:{hooks}, admin: 127.0.0.1:{admin} }}"]) + "\n")
    for name in ("run", "poll"):
        shutil.copy(HERE / f"{name}.flow.yaml", f"{folder}/{name}.yaml")
    return f"{folder}/run.yaml"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def events(ids, round):
    """One event for each account; every round has scores of its own and comes an hour later."""
    at = (datetime.datetime(2026, 3, 1) + datetime.timedelta(hours=round)).isoformat() + "Z"
    return [json.dumps({"account": id, "score": (index * 7 + round) % 101, "at": at}) for index, id in enumerate(ids)]


def post(port, bodies):
    """Sends bodies one a request, pipelined over a few connections, and returns when each was answered with 202."""

    def send(part):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            head = f"POST /hooks/run HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Flowrun-Token: sandbox-hook\r\nContent-Type: application/json\r\n"
            for start in range(0, len(part), 16):
                some = part[start:start + 16]
                connection.sendall("".join(f"{head}Content-Length: {len(body)}\r\n\r\n{body}" for body in some).encode())
                answered = b""
                while answered.count(b"HTTP/1.1 ") < len(some):
                    more = connection.recv(65536)
                    if not more:
                        raise SystemExit("the connection was closed")
                    answered += more
                if answered.count(b"HTTP/1.1 202") != len(some):
                    raise SystemExit(f"a webhook was refused: {answered[:300]}")

    with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(send, [bodies[index::SENDERS] for index in range(SENDERS)]))


def check(sandbox, bodies):
    wanted = {body["account"]: body["score"] for body in map(json.loads, bodies)}
    found = {record["Id"]: record["Health_Score__c"] for record in sandbox.records("Id, Health_Score__c")}
    wrong = [id for id, score in wanted.items() if found.get(id) != score]
    if wrong:
        raise SystemExit(f"{len(wrong)} of {len(wanted)} accounts have not what was sent, as {wrong[0]}")


def ended(admin):
    """Events that have come to their end, by the process's own count."""
    connection = http.client.HTTPConnection("127.0.0.1", admin)
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode().splitlines()
    return sum(int(float(line.rsplit(" ", 1)[1])) for line in lines if line.startswith("flowrun_events_total"))


def served(flowrun, sandbox, bodies):
    """Seconds to the last 202, seconds to the end of the run, and what the process used."""
    with tempfile.TemporaryDirectory() as folder:
        hooks, admin = free_port(), free_port()
        command = [flowrun, "run", project(folder, hooks, admin), "--sandbox", "--sandbox-url", sandbox.url, "--journal", f"{folder}/journal.db"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while b"Webhooks of" not in process.stderr.readline():
            if process.poll() is not None:
                raise SystemExit("flowrun run ended at once")
        start = time.perf_counter()
        post(hooks, bodies)
        accepted = time.perf_counter() - start
        while ended(admin) < len(bodies):
            time.sleep(0.02)
        wall = time.perf_counter() - start
        process.send_signal(signal.SIGTERM)
        _, status, usage = os.wait4(process.pid, 0)
        process.stderr.close()
        if status != 0:
            raise SystemExit(f"flowrun run ended with {os.waitstatus_to_exitcode(status)}")
        return wall, accepted, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(flowrun, sandbox, bodies):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/rows", "w") as file:
            file.writelines(body + "\n" for body in bodies)
        command = [flowrun, "run", project(folder, 0, 0), "--rows", f"{folder}/rows", "--sandbox", "--sandbox-url", sandbox.url]
        start = time.perf_counter()
        process = subprocess.Popen(command + ["--journal", f"{folder}/journal.db"], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            raise SystemExit(f"flowrun run ended with {os.waitstatus_to_exitcode(status)}")
        return time.perf_counter() - start, None, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def polled(flowrun, sandbox):
    """A new project reads every company and writes its account. The rate is of the rows that were read."""
    with tempfile.TemporaryDirectory() as folder:
        flow = project(folder, 0, 0).replace("run.yaml", "poll.yaml")
        command = [flowrun, "run", flow, "--once", "--sandbox", "--sandbox-url", sandbox.url, "--journal", f"{folder}/journal.db", "--format", "json"]
        start = time.perf_counter()
        with open(f"{folder}/summary", "wb") as stdout:
            process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        summary = json.loads(pathlib.Path(f"{folder}/summary").read_text())
        if status != 0 or summary["waiting"]:
            raise SystemExit(f"the polling run ended with {os.waitstatus_to_exitcode(status)}: {summary['outcomes']}")
        calls = {(call["kind"], call["object"]): call for call in summary["calls"]}
        written = calls.get(("update", "Account"), {"records": 0})["records"]
        return wall, calls["poll", "company"]["records"], written, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def bare(sandbox, bodies):
    """The same queries and collections, with no engine: what the sandbox itself and HTTP cost."""
    sent = [json.loads(body) for body in bodies]
    requests = []
    for start in range(0, len(sent), LOOKUP):
        ids = "', '".join(event["account"] for event in sent[start:start + LOOKUP])
        requests.append(("GET", API + "/query?q=" + urllib.parse.quote(f"SELECT Id, Name, Health_Score__c FROM Account WHERE Id IN ('{ids}')"), None))
    for start in range(0, len(sent), WRITE):
        records = [
            {
                "attributes": {"type": "Account"}, "id": event["account"], "Health_Score__c": event["score"], "Health_Trend__c": "Flat",
                "Description": f"Health {event['score']} at 2026-03-01 08:00, name of an account",
            }
            for event in sent[start:start + WRITE]
        ]
        requests.append(("PATCH", API + "/composite/sobjects", json.dumps({"allOrNone": False, "records": records})))

    def send(part):
        connection = http.client.HTTPConnection("127.0.0.1", sandbox.port)
        for method, path, body in part:
            connection.request(method, path, body, sandbox.headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{method}: {answer.status} {text[:300]}")

    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(send, [requests[index::CONNECTIONS] for index in range(CONNECTIONS)]))
    return time.perf_counter() - start, None, None, None


def sustained(flowrun, sandbox, ids, count):
    """Rows are written as they are made: what this process has in memory when it starts flowrun would be counted as flowrun's."""
    print("| events in one run | events/s | processor µs an event | peak MB |\n|---:|---:|---:|---:|")
    turns = itertools.count(1000)
    for size in (count // 100, count // 10, count):
        last = collections.deque(maxlen=len(ids))

        def bodies():
            for body in itertools.islice((body for turn in turns for body in events(ids, turn)), size):
                last.append(body)
                yield body

        wall, _, processor, memory = rows(flowrun, sandbox, bodies())
        check(sandbox, last)
        print(f"| {size} | {size / wall:,.0f} | {1e6 * processor / size:.0f} | {memory:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flowrun")
    parser.add_argument("--events", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sustained", type=int)
    arguments = parser.parse_args()
    for name in ("SF_URL", "SF_CLIENT_ID", "SF_CLIENT_SECRET", "GS_URL", "GS_ACCESS_KEY", "SLACK_TOKEN", "GS_HOOK_TOKEN"):
        os.environ.setdefault(name, "sandbox-hook")
    sandbox = Sandbox(arguments.flowrun, arguments.events)
    try:
        ids = [record["Id"] for record in sandbox.records("Id")][:arguments.events]
        if arguments.sustained:
            return sustained(arguments.flowrun, sandbox, ids, arguments.sustained)
        contestants = [
            ("webhook → written", lambda bodies: served(arguments.flowrun, sandbox, bodies)),
            ("rows → written", lambda bodies: rows(arguments.flowrun, sandbox, bodies)),
            ("bare HTTP calls of such batches (the bound)", lambda bodies: bare(sandbox, bodies)),
        ]
        runs = {name: [] for name, _ in contestants}
        for turn in range(arguments.rounds):
            for place, (name, run) in enumerate(contestants):
                bodies = events(ids, turn * len(contestants) + place)
                runs[name].append(run(bodies))
                check(sandbox, bodies)
        count = len(ids)
        print(f"{count} events, each to a record of its own, median of {arguments.rounds} (minimum to maximum), records checked\n")
        print("| | events/s | wall seconds | accepted/s | processor seconds | peak MB |\n|---|---:|---|---:|---:|---:|")
        for name, _ in contestants:
            walls, accepted, processor, memory = ([run[part] for run in runs[name]] for part in range(4))
            wall = statistics.median(walls)
            cells = [f"{count / statistics.median(accepted):,.0f}" if accepted[0] else "", f"{statistics.median(processor):.2f}" if processor[0] else "",
                     f"{statistics.median(memory):.0f}" if memory[0] else ""]
            print(f"| {name} | {count / wall:,.0f} | {wall:.2f} ({min(walls):.2f} to {max(walls):.2f}) | " + " | ".join(cells) + " |")
        polls = [polled(arguments.flowrun, sandbox) for _ in range(arguments.rounds)]
        walls, count, written, processor, memory = zip(*polls)
        print(
            f"| poll → written ({count[0]} companies, {written[0]} accounts written the first time, then unchanged) | {count[0] / statistics.median(walls):,.0f} "
            f"| {statistics.median(walls):.2f} ({min(walls):.2f} to {max(walls):.2f}) |  | {statistics.median(processor):.2f} | {statistics.median(memory):.0f} |"
        )
    finally:
        sandbox.close()


if __name__ == "__main__":
    main()
