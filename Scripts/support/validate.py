"""Validates JSON files against a JSON Schema: validate.py SCHEMA FILE…"""

import json
import sys

import jsonschema


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            instance = json.load(file)
        for error in validator.iter_errors(instance):
            failures += 1
            print(f"{path}: {error.json_path}: {error.message}", file=sys.stderr)
    print(f"{len(sys.argv) - 2} files against {sys.argv[1]}: {failures} mistakes")
    return 1 if failures or len(sys.argv) < 3 else 0


sys.exit(main())
