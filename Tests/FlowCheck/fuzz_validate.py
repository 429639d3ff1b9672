#!/usr/bin/env python3
"""Runs `flowrun validate` as a process on spoilt flow files and random bytes.

    fuzz_validate.py FLOWRUN [--count 20000] [--seed 1] [--jobs 2]

Each run must end with 0 or 1, within 2 seconds and 200 MB. Inputs that do not are kept in the folder that is printed.
The same seed makes the same inputs.
"""
import argparse
import concurrent.futures
import glob
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOKENS = [
    "=", "${", "}", "${a.b}", ": ", " #x", "- ", "\n", "\t", '"', "'", "|", ">", "&a ", "*a", "!!str ", "---\n", "...\n", "{", "[", "]", "}", ",",
    "null", "~", "\ufeff", "\u2028", "é", "日本", "😀", "\0", "%YAML 1.1\n", "<<: *a\n", "? ", "event.", "row.", "was.", "account.Owner.Email",
    "=ifs(", "=(((((", "99999999999999999999", "when: =x\n", "match: { }\n", "set: []\n", "steps:\n", "trigger:\n", "once: true\n",
    "=outcome(x)", "=[1,2].map(x, x)", "\\", "\r", "\r\n", "=" + "-" * 5000 + "1", "=" + "(" * 5000, "=" + "a." * 5000 + "b", "[" * 3000,
]


def mutate(rng, data, corpus):
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.randint(1, 40))
        lines = data.split(b"\n")
        line = rng.randrange(len(lines))
        kind = rng.randrange(9)
        if kind == 0:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1:]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:at] + data[at:end] * rng.randint(1, 200) + data[end:]
        elif kind == 3:
            data = data[:at] + rng.choice(TOKENS).encode() + data[at if rng.random() < 0.5 else end:]
        elif kind == 4:
            data = data[:at]
        elif kind == 5:
            other = rng.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
            data = b"\n".join(lines)
        elif kind == 6:
            lines[line] = lines[line][1:] if rng.random() < 0.5 else rng.choice([b" ", b"\t", b"  "]) + lines[line]
            data = b"\n".join(lines)
        elif kind == 7:
            del lines[line]
            data = b"\n".join(lines)
        else:
            other = rng.choice(corpus)
            start = rng.randrange(len(other) + 1)
            data = data[:at] + other[start:start + 300] + data[at:]
    return data[:500_000]


def make(seed, index, corpus):
    rng = random.Random(f"{seed}/{index}")
    if rng.random() < 0.1:
        alphabet = None if rng.random() < 0.5 else "=${}[]:,-#&*!|>'\"\\%@`\n\t abé".encode()
        return bytes(rng.choice(alphabet) if alphabet else rng.randrange(256) for _ in range(rng.randint(0, 2000)))
    return mutate(rng, rng.choice(corpus), corpus)


def run(flowrun, folder, seed, index, corpus):
    """Nothing when all is well, else what is wrong."""
    path = os.path.join(folder, f"input-{index}.yaml")
    with open(path, "wb") as file:
        file.write(make(seed, index, corpus))
    start = time.monotonic()
    process = subprocess.Popen([flowrun, "validate", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = start + 20
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > deadline:
            process.kill()
            _, status, usage = os.wait4(process.pid, 0)
            break
        time.sleep(0.001)
    process.returncode = 0
    seconds = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    wrong = []
    if code not in (0, 1):
        wrong.append(f"ended with {code}")
    if seconds > 2:
        wrong.append(f"took {seconds:.1f} s")
    if usage.ru_maxrss > 200 * 1024:
        wrong.append(f"took {usage.ru_maxrss // 1024} MB")
    if wrong:
        return index, path, ", ".join(wrong), seconds, usage.ru_maxrss, code
    os.unlink(path)
    return index, None, None, seconds, usage.ru_maxrss, code


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("flowrun")
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options = options.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    names = sorted(glob.glob(f"{ROOT}/flows/*.yaml") + glob.glob(f"{ROOT}/Tests/FlowSyntax/Drafts/*.yaml"))
    corpus = [open(name, "rb").read() for name in names]
    folder = tempfile.mkdtemp(prefix="flowrun-fuzz-")
    shutil.copytree(f"{ROOT}/flows", folder, dirs_exist_ok=True)
    print(f"seed {options.seed}, {options.count} inputs from {len(corpus)} files, in {folder}")
    bad, codes, longest, largest = [], {}, 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = [pool.submit(run, options.flowrun, folder, options.seed, index, corpus) for index in range(options.count)]
        for job in concurrent.futures.as_completed(jobs):
            index, path, wrong, seconds, memory, code = job.result()
            codes[code] = codes.get(code, 0) + 1
            longest, largest = max(longest, seconds), max(largest, memory)
            if wrong:
                bad.append(index)
                print(f"input {index}: {wrong}: {path}")
    print(f"exit codes {dict(sorted(codes.items()))}; longest {longest:.2f} s, largest {largest // 1024} MB; {len(bad)} bad")
    if not bad:
        shutil.rmtree(folder)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
