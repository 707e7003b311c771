#!/usr/bin/env python3
"""Validates the JSON of every command that makes a study against docs/reference/results.schema.json.

Runs .build/release/reformlab (or the program in REFORMLAB) on a small scenario, one line each. The
schema lets later versions add keys; here a key that it does not name is a fault too, so that it
names them all. Results that were broken on purpose must be refused.
Exit code: 0 all as it should be, 1 not.
"""

import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("REFORMLAB", str(ROOT / ".build" / "release" / "reformlab"))
SCHEMA = ROOT / "docs" / "reference" / "results.schema.json"
LEVEL = "waiting-time@office:permits<=400 hours"
ARRIVALS = "applicants.firm.arrivals.perWorkingDay"
COMMANDS = [
    ["compare", "--replications", "4"],
    ["compare", "--replications", "1"],
    ["compare", "--independent", "--replications", "4"],
    ["compare", "--precision", "2"],
    ["run", "before", "--replications", "2"],
    ["best", "--worthwhile", "2", "--replications", "40"],
    ["attribute", "--replications", "2"],
    ["sensitivity", "--points", "16", "--inputs", "2", "--replications", "2"],
    ["break-even", "--replications", "2", "--input", ARRIVALS],
    ["explore", "--points", "16", "--replications", "2"],
    ["staff", "--level", LEVEL, "--replications", "20"],
]
# Once more, with a warm-up that pilot runs find.
WARMED = ["compare", "--replications", "2"]
# One week of needs in place of four months.
SHORTER = [
    ("{from: 2024-03-01, to: 2024-06-30}", "{from: 2024-03-01, to: 2024-03-07}"),
    ("warmUp: 120 calendar days", "warmUp: 5 calendar days"),
    ("followFor: 1 year", "followFor: 90 calendar days"),
    ("observe: 1 year", "observe: 30 calendar days"),
]


def strict(schema):
    """The schema with no keys but those it names."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: strict(part) for key, part in schema.items()}
    # Conditions and the head that all results share name only what they are about.
    is_whole = schema.get("type") == "object" and "required" in schema and "allOf" not in schema
    if is_whole and "properties" in schema and schema["required"] != ["command"]:
        result.setdefault("additionalProperties", False)
    return result


def breakings():
    """Changes that a result of compare does not survive, by name."""
    def change(path, value):
        def apply(result):
            place = result
            for key in path[:-1]:
                place = place[key]
            if value is None:
                del place[path[-1]]
            else:
                place[path[-1]] = value
        return apply
    return {
        "a verdict of its own": change(["comparisons", 0, "outcomes", 0, "verdict"], "fine"),
        "a number as text": change(["designs", 0, "outcomes", 0, "estimate"], "3.25"),
        "no verdict": change(["comparisons", 0, "outcomes", 0, "verdict"], None),
        "no manifest": change(["manifest"], None),
        "no seed": change(["manifest", "seed"], None),
        "a share above one": change(["comparisons", 0, "applicants", "gain", "share"], 1.5),
        "another format": change(["format"], 2),
        "an unknown command": change(["manifest", "command"], "reformlab guess FILE"),
        "an unknown unit": change(["designs", 0, "outcomes", 0, "unit"], "weeks"),
    }


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kind = jsonschema.Draft202012Validator
    kind.check_schema(schema)
    open_, closed = kind(schema), kind(strict(schema))
    text = (ROOT / "Scenarios" / "one-licence.yaml").read_text(encoding="utf-8")
    for old, new in SHORTER:
        if text.count(old) != 1:
            sys.exit(f"check-results: one-licence.yaml has no single '{old}'")
        text = text.replace(old, new)
    faults = 0

    def fault(words):
        nonlocal faults
        faults += 1
        print(f"check-results: {words}")

    with tempfile.TemporaryDirectory() as folder:
        short = pathlib.Path(folder) / "short.yaml"
        short.write_text(text, encoding="utf-8")
        warmed = pathlib.Path(folder) / "warmed.yaml"
        warmed.write_text(re.sub("warmUp: .*", "warmUp: auto", text), encoding="utf-8")
        environment = dict(os.environ, XDG_STATE_HOME=folder)
        studies = [(short, command) for command in COMMANDS] + [(warmed, WARMED)]
        for number, (scenario, command) in enumerate(studies):
            line = [PROGRAM, command[0], str(scenario), *command[1:], "--json"]
            done = subprocess.run(line, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
            name = " ".join(command)
            # 5: no precision or no best design, with a result all the same.
            if done.returncode not in (0, 5):
                fault(f"{name}: exit code {done.returncode}")
                continue
            result = json.loads(done.stdout)
            for error in list(closed.iter_errors(result))[:5]:
                fault(f"{name}: {error.json_path}: {error.message[:300]}")
            if number == 0:
                for words, apply in breakings().items():
                    broken = copy.deepcopy(result)
                    apply(broken)
                    if open_.is_valid(broken):
                        fault(f"a result with {words} is taken for a sound one")
    if faults:
        return 1
    print(f"results: {len(studies)} results follow the schema, {len(breakings())} broken ones do not")
    return 0


if __name__ == "__main__":
    sys.exit(main())
