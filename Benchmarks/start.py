#!/usr/bin/env python3
"""Times whole processes of flowrun: wall time and peak memory, medians of 21.

    Benchmarks/start.py FLOWRUN
"""
import os
import pathlib
import statistics
import subprocess
import sys
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


def main():
    flowrun = sys.argv[1]
    row = subprocess.run(
        [sys.executable, str(HERE / "mapping_workload.py"), "gen", "--n", "1", "/dev/stderr"], check=True, capture_output=True
    ).stderr
    print("| | median ms | minimum | maximum | MB |\n|---|---:|---:|---:|---:|")
    for name, arguments, stdin in (
        ("flowrun --version", ["--version"], b""),
        ("flowrun validate, one flow", ["validate", str(FLOWS / "sync-health-scores.yaml")], b""),
        ("flowrun map, one row", ["map", str(HERE / "mapping.flow.yaml")], row),
    ):
        runs = [once([flowrun] + arguments, stdin) for _ in range(21)]
        times = [1000 * seconds for seconds, _ in runs]
        memory = statistics.median(size for _, size in runs)
        print(f"| {name} | {statistics.median(times):.1f} | {min(times):.1f} | {max(times):.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
