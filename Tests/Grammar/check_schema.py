"""Validates flows against the schema as editors do: check_schema.py SCHEMA FLOW... prints `ok FLOW` or `refused FLOW: why`."""
import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """Scalars as YAML 1.2's core schema has them: `on`, `no` and dates are text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern in [
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$"),
    ("int", r"^[-+]?(0|[1-9][0-9]*)$"),
    ("float", r"^[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?$"),
    ("null", r"^(null|Null|NULL|~|)$"),
]:
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), None)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        document = yaml.load(file, Core)
    error = next(iter(validator.iter_errors(document)), None)
    print(f"ok {path}" if error is None else f"refused {path}: {' '.join(error.message.split())[:200]}")
