#!/usr/bin/env python3
"""Compares shipped scenarios with published figures before and after the reforms.

    published.py            ends with 1 if docs/validation.md has other tables
    published.py --update   puts them into docs/validation.md

Announced limits are compared with the path of limits and the steps of the typical applicant, without any
fit (`reformlab explain`). Days of the World Bank's Doing Business reports are compared with simulated
times after one multiplier has been fitted to the figure *before*; the figure *after* is then a
prediction, with the interval of assumptions of the paired difference (`reformlab compare`).
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / ".build" / "release" / "reformlab"
PAGE = ROOT / "docs" / "validation.md"

# What was announced, and the design whose limits it is about: scenario, class, design, steps, working days.
LIMITS = [
    ("low-risk-building", "builder", "before", 22, 137.5, "press of 2019-05-24 on the rules of 2019"),
    ("low-risk-building", "builder", "route-2019", 5, 20, "the same"),
    ("low-risk-building", "builder", "package", 3, 9, "Beijing Development and Reform Commission, 2023-10-12"),
    ("construction-permit", "builder", "before", None, 15, "the same, construction permit alone"),
    ("construction-permit", "builder", "days-and-deadline", None, 5, "the same"),
]
# Doing Business, Beijing, reports of 2018 and 2020: topic, scenario, scope, class, outcome, baseline, design,
# days before and after, procedures before and after, steps left out because the reports do not count them.
TIMES = [
    ("getting electricity", "utility-connection", "attribute:voltage=low", "customer", "need-to-operate", "before", "package",
     141, 32, 6, 2, ("gas-", "water-")),
    ("registering property", "property-registration", "class:firm", "firm", "need-to-operate", "joint-transfer", "package",
     13, 9, 5, 3, ("transfer-cable", "transfer-gas", "transfer-power", "transfer-water")),
    ("construction permits", "low-risk-building", "all", "builder", "need-to-operate-idle", "before", "route-2019",
     214.5, 93, 28, 18, ()),
]


def product(*arguments):
    done = subprocess.run([str(PRODUCT), *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"published: reformlab {' '.join(arguments)} ended with {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def number(value):
    return f"{value:,.1f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{value:,.0f}"


def paths(scenario):
    found = product("explain", f"Scenarios/{scenario}.yaml", "--json")["limitPaths"]
    return {(entry["design"], entry["class"]): entry for entry in found}


def limits():
    lines = ["| scenario | design | announced | path of limits | difference | steps announced | steps | source |",
             "|---|---|---|---|---|---|---|---|"]
    known = {}
    for scenario, applicants, design, steps, days, source in LIMITS:
        known.setdefault(scenario, paths(scenario))
        path = known[scenario][(design, applicants)]
        mine = path["workingDays"]
        lines.append(
            f"| `{scenario}` | `{design}` | {number(days)} | {number(mine)} | {mine - days:+.1f} | "
            f"{steps or '–'} | {len(path['steps']) if steps else '–'} | {source} |")
    return lines


def times():
    lines = ["| topic | scenario, applicants | published before → after, calendar days | simulated before → after | "
             "multiplier | predicted after | error | |",
             "|---|---|---|---|---|---|---|---|"]
    steps = ["| topic | published before → after | steps before → after |", "|---|---|---|"]
    for topic, scenario, scope, applicants, outcome, baseline, design, before, after, old, new, without in TIMES:
        results = product("compare", f"Scenarios/{scenario}.yaml", design, "--baseline", baseline, "--json")
        row = next(
            o for c in results["comparisons"] if c["design"] == design for o in c["outcomes"]
            if o["name"] == outcome and o["scope"] == scope and o["unit"] == "working days")
        start = next(
            o["estimate"] for d in results["designs"] if d["name"] == baseline for o in d["outcomes"]
            if o["name"] == outcome and o["scope"] == scope and o["unit"] == "working days")
        factor = before / start
        days = 7 / 5  # working days as calendar days
        predicted, low, high = (factor * (start + row[key]) for key in ("difference", "low", "high"))
        # Inside a wide interval is no success by itself.
        near = abs(predicted - after) <= 0.25 * after
        verdict = "bad: outside" if not low <= after <= high else "good" if near else "inside, but far off"
        lines.append(
            f"| {topic} | `{scenario}`, `{scope}`, `{baseline}` → `{design}` | {number(before)} → {number(after)} "
            f"| {number(start * days)} → {number((start + row['difference']) * days)} | {factor / days:.2f} | "
            f"{number(predicted)} ({number(low)} to {number(high)}) | {(predicted - after) / after:+.0%} | {verdict} |")
        known = paths(scenario)
        first, last = (
            sum(not step.startswith(without) for step in known[(name, applicants)]["steps"])
            for name in (baseline, design))
        steps.append(f"| {topic} | {old} → {new} | {first} → {last} |")
    return lines, steps


def put(text, name, lines):
    marker = re.compile(rf"(<!-- measured: {name} -->\n).*?(<!-- end -->)", re.S)
    if not marker.search(text):
        sys.exit(f"published: docs/validation.md has no place for '{name}'")
    return marker.sub(lambda m: m.group(1) + "\n" + "\n".join(lines) + "\n\n" + m.group(2), text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="put the tables into docs/validation.md")
    update = parser.parse_args().update
    tables = {"limits": limits()}
    tables["times"], tables["steps"] = times()
    old = PAGE.read_text(encoding="utf-8")
    new = old
    for name, lines in tables.items():
        new = put(new, name, lines)
    if update:
        PAGE.write_text(new, encoding="utf-8")
    elif new != old:
        sys.exit("published: docs/validation.md has other tables than the runs give; run make docs")
    print("published: three tables" + (" written" if update else " as shown"))


if __name__ == "__main__":
    main()
