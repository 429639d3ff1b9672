#!/usr/bin/env python3
"""Times `flowrun validate`: one flow of 150 lines, and a project of 1,000 flows, as whole processes.

    Benchmarks/validate.py FLOWRUN

Prints medians, least and most, with the marks to hold, and ends with 1 where one is missed.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = """flowrun: 1
settings: { renewal_days: 120 }
connections:
  salesforce: { connector: salesforce, url: "${env.SF_URL}", auth: { bearer: "${env.SF_TOKEN}" } }
  gainsight: { connector: gainsight, url: "${env.GS_URL}", auth: { access_key: "${env.GS_KEY}" } }
"""

HEAD = """flowrun: 1
description: Show each customer's health on its account.
trigger:
  - poll: gainsight.company
    every: 6h
    full: true
    event: { gsid: =row.Gsid, name: =row.Name, arr: =row.Arr, csm: =row.Csm.Email }
when: =event.name != null
steps:
  - id: account
    lookup: salesforce.Account
    match:
      - normalized: { Name: =event.name }
    on_none: continue
  - id: values
    when: =account != null
    transform:
      first: =coalesce(event.name, "unknown")
"""

TAIL = """  - id: write
    when: =account != null
    update: salesforce.Account
    match: { Id: =account.Id }
    set: { Description: =values.first }
"""


def flow(lines):
    """A flow of that many lines; what is between head and tail are formulas, each of which uses the one above it."""
    count = lines - HEAD.count("\n") - TAIL.count("\n")
    names = ["first"] + [f"value_{number}" for number in range(count)]
    middle = "".join(
        f'      {own}: =ifs(event.arr == null, values.{before}, event.arr > {100 * number}.0, upper(values.{before}), "{number}")\n'
        for number, (before, own) in enumerate(zip(names, names[1:]))
    )
    return HEAD + middle + TAIL


def once(command, folder):
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}:\n{out.decode()[:2000]}")
    return 1000 * (time.perf_counter() - start), usage.ru_maxrss / 1024


def main():
    flowrun = os.path.abspath(sys.argv[1])
    good = True
    print("| | median ms | minimum | maximum | MB | mark ms | mark MB |\n|---|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "flowrun.yaml").write_text(PROJECT)
        (root / "one.yaml").write_text(flow(150))
        (root / "many").mkdir()
        for number in range(1000):
            (root / "many" / f"flow-{number}.yaml").write_text(flow(30))
        for name, path, rounds, most, memory in (
            ("one flow of 150 lines", "one.yaml", 21, 40, 40),
            ("1,000 flows of 30 lines", "many", 5, 3000, None),
        ):
            runs = [once([flowrun, "validate", path], root) for _ in range(rounds)]
            times = [run[0] for run in runs]
            size = statistics.median(run[1] for run in runs)
            holds = statistics.median(times) <= most and (memory is None or size <= memory)
            good &= holds
            print(
                f"| {name} | {statistics.median(times):.1f} | {min(times):.1f} | {max(times):.1f} | {size:.0f} | {most} |"
                f" {memory or ''} |{'' if holds else ' MISSED'}"
            )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
