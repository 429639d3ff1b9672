#!/usr/bin/env python3
"""CEL evaluation beside its peers: cel.py [--rounds 5] [--evaluations 100000] [FILE]

Ours (Benchmarks/cel-benchmark, release build), cel-expr-python (Google's C++, prepared Activation) and common-expression-language (Rust), one after the
other in every round, so that a busy machine slows all of them. Prints a table in Markdown: nanoseconds an evaluation (median, minimum to maximum) and
the ratio to cel-expr-python, with the marks to hold. The peers come from PyPI into virtual environments; one that cannot be had is skipped with a message.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARKS = {"a": 0.09, "b": 0.12, "c": 0.83, "d": 0.32, "e": 0.2}

PEER = r'''
import json, sys, time
peer, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
data = json.load(open(path))
event = data["event"]
def measure(run):
    for _ in range(1000): run()
    start = time.perf_counter_ns()
    for _ in range(count): run()
    return (time.perf_counter_ns() - start) / count
for e in data["exprs"]:
    source = e["Expr"]
    if peer == "cpp":
        from cel_expr_python import cel
        env = cel.NewEnv(variables={"event": cel.Type.DYN})
        expr = env.compile(source)
        activation = env.Activation({"event": event})
        run = lambda: expr.eval(activation)
    else:
        import cel
        program = cel.compile(source)
        context = cel.Context()
        context.add_variable("event", event)
        run = lambda: program.execute(context)
    try:
        print(e["Name"], measure(run), flush=True)
    except Exception as error:
        print(e["Name"], "nan", repr(error), file=sys.stderr)
'''


def python_with(package):
    """The Python of a virtual environment that has the package, or None with a message."""
    folder = pathlib.Path(os.environ.get("CEL_PEERS", "/tmp/cel-peers")) / package
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", package], check=True)
        return python
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"skipped: {package} cannot be installed ({error})", file=sys.stderr)
        return None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--evaluations", type=int, default=100_000)
    arguments.add_argument("--ours", default=str(ROOT / ".build/release/cel-benchmark"))
    arguments.add_argument("file", nargs="?", default=str(ROOT / "Benchmarks/cel_expressions.json"))
    options = arguments.parse_args()
    formulas = {e["Name"]: e["Expr"] for e in json.load(open(options.file))["exprs"]}
    peers = {"cpp": python_with("cel-expr-python"), "rust": python_with("common-expression-language")}
    found = {who: {name: [] for name in formulas} for who in ("ours", *peers)}
    for _ in range(options.rounds):
        for name in formulas:
            out = subprocess.run([options.ours, options.file, name, str(options.evaluations)], check=True, capture_output=True, text=True).stdout
            found["ours"][name].append(float(out))
        for who, python in peers.items():
            if python is None:
                continue
            command = [python, "-c", PEER, who, options.file, str(options.evaluations // 4)]
            for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
                name, number = line.split()[:2]
                found[who][name].append(float(number))
    compiled = subprocess.run([options.ours, options.file, "compile", "1000"], check=True, capture_output=True, text=True).stdout

    def cell(numbers):
        return f"{statistics.median(numbers):,.0f} ({min(numbers):,.0f} to {max(numbers):,.0f})" if numbers else "skipped"

    print(f"ns an evaluation, median of {options.rounds} (minimum to maximum); the formulas are in `Benchmarks/cel_expressions.json`\n")
    print("| formula | flowrun | cel-expr-python (C++) | common-expression-language (Rust) | ratio to C++ | mark |\n|---|---|---|---|---:|---:|")
    good = True
    for name in formulas:
        ours, cpp, rust = (found[who][name] for who in ("ours", "cpp", "rust"))
        mark = MARKS.get(name, 1)
        ratio = statistics.median(ours) / statistics.median(cpp) if cpp else None
        holds = ratio is None or ratio <= mark
        good &= holds
        print(f"| {name} | {cell(ours)} | {cell(cpp)} | {cell(rust)} | {'' if ratio is None else f'{ratio:.3f}'} | {mark}{'' if holds else ' MISSED'} |")
    print(f"\nTo read, check and compile one of them takes {float(compiled):.0f} µs.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
