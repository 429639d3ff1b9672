#!/usr/bin/env python3
"""Times `flowrun map` beside a plain Python + orjson script on the mapping workload, interleaved, in one run.

    Benchmarks/mapping.py FLOWRUN [--n 100000] [--rounds 5]

Both read the same file and write a file; outputs are checked against the workload's own. Prints a table in Markdown.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def script(source, target):
    """The peer: what a careful person writes in Python with the fastest JSON library there is."""
    sys.path.insert(0, str(HERE))
    import orjson
    import mapping_workload as workload

    with open(source, "rb") as lines, open(target, "wb") as out:
        for line in lines:
            record = workload.map_event(orjson.loads(line))
            if record is not None:
                out.write(orjson.dumps(record) + b"\n")


def timed(command, **files):
    """Wall and processor seconds of a process, its peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, **files)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flowrun")
    parser.add_argument("--n", type=int, default=100000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--script", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.script:
        return script(*arguments.script)

    with tempfile.TemporaryDirectory() as folder:
        source, expected = f"{folder}/in.ndjson", f"{folder}/expected.ndjson"
        tool = [sys.executable, str(HERE / "mapping_workload.py")]
        for verb, target in (("gen", source), ("expect", expected)):
            subprocess.run(tool + [verb, "--n", str(arguments.n), target], check=True, stdout=subprocess.DEVNULL)

        def flowrun(jobs):
            def run():
                with open(source, "rb") as stdin, open(f"{folder}/out{jobs}.ndjson", "wb") as stdout:
                    command = [arguments.flowrun, "map", str(HERE / "mapping.flow.yaml"), "--jobs", str(jobs)]
                    return timed(command, stdin=stdin, stdout=stdout)
            return run

        contestants = [("flowrun map", flowrun(1), "out1"), ("flowrun map --jobs 2", flowrun(2), "out2")]
        try:
            import orjson  # noqa: F401
            own = [sys.executable, __file__, arguments.flowrun, "--script", source, f"{folder}/script.ndjson"]
            contestants.append(("Python + orjson", lambda: timed(own), "script"))
        except ImportError:
            print("skipped: Python + orjson (orjson is not installed)", file=sys.stderr)

        runs = {name: [] for name, _, _ in contestants}
        for _ in range(arguments.rounds):
            for name, run, _ in contestants:
                runs[name].append(run())
        for _, _, output in contestants:
            subprocess.run(tool + ["check", expected, f"{folder}/{output}.ndjson"], check=True, stdout=subprocess.DEVNULL)

        size = os.path.getsize(source) / 1e6
        print(f"{arguments.n} events, {size:.0f} MB, median of {arguments.rounds} (minimum to maximum), outputs checked\n")
        print("| | events/s | MB/s | wall seconds | processor seconds | peak MB |\n|---|---:|---:|---|---:|---:|")
        middles = {}
        for name, _, _ in contestants:
            walls, processor, memory = ([run[part] for run in runs[name]] for part in range(3))
            wall = statistics.median(walls)
            middles[name] = wall, statistics.median(processor)
            print(
                f"| {name} | {arguments.n / wall:,.0f} | {size / wall:.0f} | {wall:.2f} ({min(walls):.2f} to {max(walls):.2f}) "
                f"| {middles[name][1]:.2f} | {statistics.median(memory):.0f} |"
            )
        one, two = middles["flowrun map"], middles["flowrun map --jobs 2"]
        print(f"\n`--jobs 2` does {one[0] / two[0]:.2f} times the events of one job a second.")
        if "Python + orjson" in middles:
            peer = middles["Python + orjson"]
            print(f"flowrun map does {peer[0] / one[0]:.2f} times the events of the Python script a second ({peer[1] / one[1]:.2f} by processor time).")


if __name__ == "__main__":
    main()
