#!/usr/bin/env python3
"""Runs conformance cases against an engine: conformance.py ENGINE FOLDER [PART OF AN ID].

The cases' format and the engine's protocol are described in FOLDER/README.md. Prints passes by file and each failing case;
exit 1 if any fails. Libraries that are not supported (grammar/formulas.md says why) are counted and named, and fail nothing.
"""
import json
import math
import pathlib
import subprocess
import sys
import base64

UNSUPPORTED = {"network_ext"}
HIDDEN = ("expect", "typed_result", "section", "name", "description", "group")


def same(a, b):
    """Tagged values: equal tags and contents, maps without order, NaN like NaN, -0.0 like 0.0."""
    if not (isinstance(a, dict) and isinstance(b, dict) and len(a) == 1 and a.keys() == b.keys()):
        return False
    (tag, x), (_, y) = *a.items(), *b.items()
    if tag == "double":
        x, y = float(x), float(y)
        return x == y or math.isnan(x) and math.isnan(y)
    if tag == "list":
        return len(x) == len(y) and all(map(same, x, y))
    if tag == "map":
        rest = list(y)
        for key, value in x:
            found = next((i for i, (k, v) in enumerate(rest) if same(key, k) and same(value, v)), None)
            if found is None:
                return False
            rest.pop(found)
        return not rest
    if tag == "optional":
        return x is None and y is None or x is not None and y is not None and same(x, y)
    if tag == "bytes":
        return base64.b64decode(x) == base64.b64decode(y)
    return x == y


def passes(case, answer):
    expect = case["expect"]
    if "value" in expect:
        return "value" in answer and same(expect["value"], answer["value"])
    if "type" in expect:
        return answer.get("type") == expect["type"]
    return "error" in answer


def main():
    engine, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    part = sys.argv[3] if len(sys.argv) > 3 else ""
    process = subprocess.Popen([engine], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    total = failed = left = 0
    for path in sorted(folder.glob("*.json")):
        count = bad = 0
        for case in json.loads(path.read_text(encoding="utf-8")):
            if part not in case["id"]:
                continue
            process.stdin.write(json.dumps({k: v for k, v in case.items() if k not in HIDDEN}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            if not line:
                print("the engine died at", case["id"])
                return 1
            answer = json.loads(line)
            count += 1
            if answer.get("id") != case["id"] or not passes(case, answer):
                bad += 1
                if path.stem in UNSUPPORTED:
                    continue
                answer.pop("id", None)
                print("FAIL %s\n     %s\n     expected %s\n     found    %s" % (
                    case["id"], case["expr"], json.dumps(case["expect"], ensure_ascii=False), json.dumps(answer, ensure_ascii=False)))
        if count:
            note = ", %d of a library that is not supported" % bad if path.stem in UNSUPPORTED else ""
            print("%-24s %4d of %4d pass%s" % (path.stem, count - bad, count, note))
        total += count
        if path.stem in UNSUPPORTED:
            left += bad
        else:
            failed += bad
    print("%d of %d cases pass, %d fail, %d are not supported" % (total - failed - left, total, failed, left))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
