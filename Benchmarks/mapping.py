#!/usr/bin/env python3
"""Times `flowrun map` beside its peers on the mapping workload, interleaved, in one run.

    Benchmarks/mapping.py FLOWRUN [--n 100000] [--rounds 5]

All read a file and write a file; outputs are checked against the workload's own. The slower peers get the file's first tenth. simdjson's bare parse reads
the same lines and writes nothing: the bound. Prints a table in Markdown.
"""
import argparse
import importlib.util
import os
import pathlib
import shutil
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


def jsonata(source, target):
    """A peer: JSONata in Rust, called from Python."""
    import jsonatapy

    expression = jsonatapy.compile((HERE / "mapping.jsonata").read_text())
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as out:
        for line in lines:
            record = expression.evaluate_json(line)
            if record != "null":
                out.write(record + "\n")


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
    parser.add_argument("--script", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.script:
        peer, source, target = arguments.script
        return {"orjson": script, "jsonata": jsonata}[peer](source, target)

    with tempfile.TemporaryDirectory() as folder:
        tool = [sys.executable, str(HERE / "mapping_workload.py")]
        counts = {"": arguments.n, "-tenth": arguments.n // 10}
        for size, count in counts.items():
            for verb, target in (("gen", "in"), ("expect", "expected")):
                subprocess.run(tool + [verb, "--n", str(count), f"{folder}/{target}{size}"], check=True, stdout=subprocess.DEVNULL)

        contestants = []

        def add(name, command, size="", output=None):
            """A command that reads standard input and writes standard output; checked where `output` names its file."""

            def run():
                with open(f"{folder}/in{size}", "rb") as stdin, open(f"{folder}/{output or 'none'}", "wb") as stdout:
                    return timed(command, stdin=stdin, stdout=stdout)

            contestants.append((name, run, size, output))

        for jobs in (1, 2):
            command = [arguments.flowrun, "map", str(HERE / "mapping.flow.yaml"), "--jobs", str(jobs)]
            add("flowrun map" if jobs == 1 else "flowrun map --jobs 2", command, output=f"out{jobs}")

        def peer(name, module, key, size=""):
            if importlib.util.find_spec(module) is None:
                return print(f"skipped: {name} ({module} is not installed)", file=sys.stderr)
            command = [sys.executable, __file__, arguments.flowrun, "--script", key, f"{folder}/in{size}", f"{folder}/{key}"]
            contestants.append((name, lambda: timed(command), size, key))

        peer("Python + orjson", "orjson", "orjson")
        peer("jsonatapy", "jsonatapy", "jsonata", "-tenth")
        if shutil.which("jq"):
            add("jq", ["jq", "-c", "-f", str(HERE / "mapping.jq")], "-tenth", "jq")
        else:
            print("skipped: jq (it is not installed)", file=sys.stderr)
        bound = "simdjson, bare parse"
        compiler = shutil.which("clang++") or shutil.which("c++")
        if compiler:
            subprocess.run([compiler, "-O3", "-std=c++17", "-o", f"{folder}/parse", str(HERE / "bare_parse.cpp"), "-lsimdjson"], check=True)
            add(bound, [f"{folder}/parse"])
        else:
            print(f"skipped: {bound} (no C++ compiler)", file=sys.stderr)

        runs = {name: [] for name, *_ in contestants}
        for _ in range(arguments.rounds):
            for name, run, *_ in contestants:
                runs[name].append(run())
        for _, _, size, output in contestants:
            if output:
                subprocess.run(tool + ["check", f"{folder}/expected{size}", f"{folder}/{output}"], check=True, stdout=subprocess.DEVNULL)

        print(f"{arguments.n} events, {os.path.getsize(f'{folder}/in') / 1e6:.0f} MB, median of {arguments.rounds} (minimum to maximum), outputs checked\n")
        print("| | events/s | MB/s | wall seconds | µs of processor an event | peak MB |\n|---|---:|---:|---|---:|---:|")
        rates = {}
        for name, _, size, _ in contestants:
            walls, processor, memory = ([run[part] for run in runs[name]] for part in range(3))
            wall, events = statistics.median(walls), counts[size]
            rates[name] = events / wall, events / statistics.median(processor)
            print(
                f"| {name} | {rates[name][0]:,.0f} | {os.path.getsize(f'{folder}/in{size}') / 1e6 / wall:.0f} "
                f"| {wall:.2f} ({min(walls):.2f} to {max(walls):.2f}) | {1e6 / rates[name][1]:.1f} | {statistics.median(memory):.0f} |"
            )
        one = rates["flowrun map"]
        print(f"\n`--jobs 2` does {rates['flowrun map --jobs 2'][0] / one[0]:.2f} times the events of one job a second. One job does, by wall time (by processor time):\n")
        for name in rates:
            if not name.startswith("flowrun"):
                print(f"- {one[0] / rates[name][0]:.2f} ({one[1] / rates[name][1]:.2f}) times the events of {name}")


if __name__ == "__main__":
    main()
