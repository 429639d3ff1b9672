#!/usr/bin/env python3
"""Times whole processes of flowrun: wall time and peak memory, medians of 21.

    Benchmarks/start.py FLOWRUN
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
FLOWS = HERE.parent / "flows"


def once(command, stdin):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.stdin.write(stdin)
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def cases(folder, count):
    """A test file of so many cases in a project of its own: events with scores that differ, found by the name and written."""
    project = pathlib.Path(folder) / str(count)
    shutil.copytree(FLOWS, project)
    for file in project.glob("*.test.yaml"):
        file.unlink()
    lines = [
        "test: sync-health-scores", "clock: 2026-03-14T09:00:00Z", "world:", "  salesforce.Account: |",
        "    Id                 | Name       | Health_Score__c | Health_Trend__c | Health_Updated_At__c",
        "    001000000000001AAA | Acme, Inc. | 71              | Flat            | 2026-03-13T00:00:00Z", "cases:",
    ]
    for case in range(count):
        score = case % 100
        lines += [
            f"  - name: score {case}", "    events:",
            f"      - webhook: {{ companyGsid: 1P02ACME, companyName: ACME, score: {score}, changedAt: '2026-03-14T08:59:00Z' }}",
            "    expect:", "      outcomes: { done: 1 }",
            f"      records: {{ salesforce.Account: [{{ Id: 001000000000001AAA, Health_Score__c: {score} }}] }}",
        ]
    file = project / "sync-health-scores.test.yaml"
    file.write_text("\n".join(lines) + "\n")
    return str(file)


def main():
    flowrun = sys.argv[1]
    row = subprocess.run(
        [sys.executable, str(HERE / "mapping_workload.py"), "gen", "--n", "1", "/dev/stderr"], check=True, capture_output=True
    ).stderr
    folder = tempfile.TemporaryDirectory()
    print("| | median ms | minimum | maximum | MB |\n|---|---:|---:|---:|---:|")
    for name, arguments, stdin in (
        ("flowrun --version", ["--version"], b""),
        ("flowrun validate, one flow", ["validate", str(FLOWS / "sync-health-scores.yaml")], b""),
        ("flowrun map, one row", ["map", str(HERE / "mapping.flow.yaml")], row),
        ("flowrun test, one case", ["test", cases(folder.name, 1)], b""),
        ("flowrun test, 1,000 cases", ["test", cases(folder.name, 1000)], b""),
        ("jq, one row", None, row),
    ):
        if arguments is None and not shutil.which("jq"):
            print("skipped: jq is not installed", file=sys.stderr)
            continue
        command = ["jq", "-c", "-f", str(HERE / "mapping.jq")] if arguments is None else [flowrun] + arguments
        runs = [once(command, stdin) for _ in range(21)]
        times = [1000 * seconds for seconds, _ in runs]
        memory = statistics.median(size for _, size in runs)
        print(f"| {name} | {statistics.median(times):.1f} | {min(times):.1f} | {max(times):.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
