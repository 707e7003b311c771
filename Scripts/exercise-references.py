#!/usr/bin/env python3
"""Compares the scenarios of exercises 01 to 09 with the reference numbers of the teaching material.

    exercise-references.py            ends with 1 if docs/validation.md has another table
    exercise-references.py --update   puts it into docs/validation.md

Each row is one run or comparison of 20 replications with the inputs named there; brackets are the 95 % interval of
run noise, and `reference` is what the material gives, from formulas (f) or from a simulation of its own (s).
Exercises 10, 12 and 13 have tables of their own on that page.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / ".build" / "release" / "reformlab"
PAGE = ROOT / "docs" / "validation.md"
MARK = "<!-- measured: exercises -->"
DAY = 1440


def exponential(minutes):
    return "{exponential: {mean: %s minutes}}" % minutes


def asked(command, scenario, design, sets):
    arguments = [command, f"Scenarios/exercises/{scenario}", *([design] if design else []), "--replications", "20", "--json", "--quiet"]
    for path, value in sets.items():
        arguments += ["--set", f"{path}={value}"]
    done = subprocess.run([str(PRODUCT), *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"exercise-references: reformlab {' '.join(arguments)} ended with {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def found(outcomes, name, scope):
    return next(one for one in outcomes if one["name"] == name and one["scope"] == scope)


def level(scenario, sets, name, scope="all", times=1.0, design=None):
    """Mean and half-width of run noise of one design."""
    designs = asked("run", scenario, design, sets)["designs"]
    one = found(next(d for d in designs if design in (None, d["name"]))["outcomes"], name, scope)
    return one["estimate"] * times, (one["runNoise"]["high"] - one["runNoise"]["low"]) / 2 * times


def saved(scenario, sets, design, name, scope="all", times=1.0):
    """What a design saves against the baseline, with its half-width."""
    comparison = next(one for one in asked("compare", scenario, design, sets)["comparisons"] if one["design"] == design)
    one = found(comparison["outcomes"], name, scope)
    return -one["difference"] * times, (one["runNoise"]["high"] - one["runNoise"]["low"]) / 2 * times


def rows():
    """Exercise, what, reference, its kind, mean and half-width."""
    hall = {"applicants.person.arrivals.perCalendarDay": 180, "offices.window.staff": 3}
    yield "01", "people in the hall, 7.5 an hour, 3 windows of 20 minutes: λW", 6.131, "s", level(
        "01-little/scenario.yaml", hall, "need-to-operate", times=180)
    for load, wait in [(0.70, 10.9), (0.80, 21.6), (0.85, 32.5), (0.90, 54.5)]:
        yield "02", f"wait at load {load:.2f}, minutes", wait, "f", level(
            "02-utilisation/scenario.yaml",
            {"matters.service.review.work": exponential(20), "applicants.person.arrivals.perCalendarDay": round(load * 3 * DAY / 20, 6)},
            "waiting-time", "office:window", DAY)
    for spread, wait in [(50, 106), (100, 170), (200, 425)]:
        yield "03", f"wait, squared variation of reviews {(spread / 100) ** 2:g}, minutes", wait, "f", level(
            "03-variability/scenario.yaml",
            {"matters.permit.review.work": "{lognormal: {mean: 30 minutes, deviation: %g minutes}}" % (30 * spread / 100),
             "applicants.file.arrivals.every": "{gamma: {mean: 35.294118 minutes, deviation: 35.294118 minutes}}"},
            "waiting-time", "office:reviewer", DAY)
    steps = {"applicants.file.arrivals.perCalendarDay": 120, "matters.permit.activities.visiting.work": exponential(22),
             "matters.permit.activities.taking-in.work": exponential(8)}
    for what, more, time in [("as it is", {}, 218.7), ("one more at the site", {"offices.site.staff": 3}, 123.1),
                             ("one more reviewer", {"offices.review.staff": 4}, 180.4),
                             ("one more at both", {"offices.site.staff": 3, "offices.review.staff": 4}, 89.8)]:
        yield "04", f"time through four steps, {what}, minutes", time, "s", level(
            "04-bottleneck/scenario.yaml", {**steps, **more}, "need-to-operate", times=DAY)
    windows = {f"matters.{name}.review.work": exponential(15) for name in ("tax", "social", "housing", "permits")}
    windows["applicants.person.arrivals.perCalendarDay"] = round(0.85 * 4 * DAY / 15, 6)
    slower = "reforms.comprehensive.changes.pool.housing-window+permits-window+social-window+tax-window.slower"
    yield "05", "time at separate windows, minutes", 100.0, "f", level(
        "05-pooling/scenario.yaml", windows, "need-to-operate", times=DAY, design="apart")
    for percent, time in [(0, 32.2), (5, 44.1), (10, 71.1), (13, 115)]:
        yield "05", f"time at pooled windows, {percent} % slower, minutes", time, "f", level(
            "05-pooling/scenario.yaml", {**windows, slower: f"{1 + percent / 100:g}x"}, "need-to-operate", times=DAY, design="pooled")
    for right, times in [(70, 10.0), (80, 5.0), (90, 3.33), (95, 2.86)]:
        yield "06", f"time in service times, {right} % right at first", times, "f", level(
            "06-rework/scenario.yaml",
            {"matters.licence.completeness.work": exponential(20), "applicants.small.arrivals.perCalendarDay": 43.2,
             "matters.licence.completeness.correction.chance": f"{100 - right}%"},
            "need-to-operate", "class:small", DAY / 20)
    reviews = {"matters.planning.review.work": "{exponential: {mean: 10 working days}}",
               "matters.greening.review.work": "{exponential: {mean: 5 working days}}"}
    for design, time in [("serial", 23.0), ("parallel", 14.5)]:
        yield "07", f"days without queues, means 10, 8 and 5, {design}", time, "f", level(
            "07-parallel/scenario.yaml", reviews, "need-to-operate-idle", "class:neighbour", design=design)
    for share, days in [(0, 4.8), (20, -1.8)]:
        part = share / 100
        arrivals = {"sound": 0.9 * (1 - part) ** 3, "stopped-first": max(0.9 * part, 1e-4),
                    "stopped-second": max(0.9 * part * (1 - part), 1e-4), "stopped-third": max(0.9 * part * (1 - part) ** 2, 1e-4)}
        yield "07", f"days saved by parallel review, {share} % refused by each, approved files", days, "s", saved(
            "07-parallel/scenario.yaml", {f"applicants.{name}.arrivals.perCalendarDay": f"{rate:.6f}" for name, rate in arrivals.items()},
            "parallel", "need-to-operate-idle", "class:sound")
    papers = {"matters.permit.prepare": 12, "matters.permit.activities.review.work": 20,
              "matters.permit.activities.consultation.work": 15, "matters.permit.activities.visit.work": 6}
    for what, halved, time in [("as it is", (), 56.0), ("review and consultation halved", ("review", "consultation"), 38.5)]:
        sets = {path: "{erlang: {stages: 4, mean: %g working days}}" % (mean / 2 if any(word in path for word in halved) else mean)
                for path, mean in papers.items()}
        yield "08", f"elapsed working days, {what}", time, "f", level("08-ceiling/scenario.yaml", sets, "need-to-operate")


def table():
    lines = ["| exercise | quantity | reference | found, 20 replications | apart |", "|---|---|---|---|---|"]
    for exercise, what, reference, kind, (mean, half) in rows():
        apart = (mean - reference) / reference * 100
        lines.append(f"| {exercise} | {what} | {reference:g} {kind} | {mean:.4g} ± {half:.2g} | {apart:+.1f} % |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    update = parser.parse_args().update
    text = PAGE.read_text(encoding="utf-8")
    if text.count(MARK) != 1:
        sys.exit(f"exercise-references: {PAGE.name} should have one line {MARK}")
    before, after = text.split(MARK)
    rest = after.lstrip("\n").split("\n")
    count = next((i for i, line in enumerate(rest) if not line.startswith("|")), len(rest))
    made = before + MARK + "\n\n" + "\n".join(table() + rest[count:])
    if update:
        PAGE.write_text(made, encoding="utf-8")
    elif made != text:
        sys.exit("exercise-references: docs/validation.md has another table; run exercise-references.py --update")
    print("exercises: the table of docs/validation.md is what the runs give")


main()
