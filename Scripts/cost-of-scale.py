#!/usr/bin/env python3
"""Measures how the cost of a study grows with its applicants, and extrapolates to a hundred million.

Runs .build/release/reformlab (or the program in REFORMLAB) on one thread and takes processor time and peak memory of
the process. What a machine of this size cannot measure in a few minutes is extrapolated from the largest row measured,
in proportion, and marked. With --update the tables go into docs/guides/cost-of-scale.md and its Chinese counterpart.
--most N measures up to N applicants (default 10,000,000; 100,000,000 takes some ten times as long).
"""

import argparse
import os
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("REFORMLAB", str(ROOT / ".build" / "release" / "reformlab"))
MODEL = ROOT / "Tests" / "Scenarios" / "ten-million.yaml"
PAGES = {"en": ROOT / "docs/guides/cost-of-scale.md", "zh": ROOT / "docs/guides/cost-of-scale.zh.md"}
LARGEST = 10**8
A_REPLICATION = 100_000
# From a step with no queue worth the name to projects of a hundred activities.
SCENARIOS = ("one-licence", "utility-connection", "e-town-commitment", "service-hall")


class Row:
    """What a run cost: applicants of a design, processor seconds, peak MB, MB of the journal."""

    def __init__(self, applicants, designs, seconds, megabytes, journal, measured=True):
        self.applicants, self.designs, self.measured = applicants, designs, measured
        self.seconds, self.megabytes, self.journal = seconds, megabytes, journal

    def times(self, factor, memory):
        """`factor` times as many applicants, extrapolated; the memory grows by `memory`."""
        return Row(
            self.applicants * factor, self.designs, self.seconds * factor, self.megabytes * memory, self.journal * factor,
            measured=False)


def run(scenario, replications, *words):
    """Cost of comparing the designs of a scenario file."""
    with tempfile.TemporaryDirectory() as folder:
        journal, results = pathlib.Path(folder, "study.journal"), pathlib.Path(folder, "results.json")
        line = [PROGRAM, "compare", str(scenario), *words, "--replications", str(replications), "--threads", "1",
                "--journal", str(journal), "--json", "--output", str(results), "--quiet"]
        child = os.posix_spawn(PROGRAM, line, os.environ)
        _, status, usage = os.wait4(child, 0)
        if status:
            sys.exit(f"cost-of-scale: failed: {' '.join(line)}")
        text = results.read_text(encoding="utf-8")
        cases = [int(count) for count in re.findall(r'"cases": (\d+)', text)]
        unit = 1 if sys.platform == "darwin" else 1024
        return Row(cases[0], len(cases), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20,
                   journal.stat().st_size / 2**20)


def scaled(applicants, folder):
    """The model with so many applicants in a replication, and people in proportion."""
    text = MODEL.read_text(encoding="utf-8")
    factor = applicants / A_REPLICATION
    for pattern, value in (("perCalendarDay: 274", 274), ("staff: 30", 30), ("staff: 32", 32)):
        word = pattern.split(":")[0]
        text, found = re.subn(rf"{pattern}\b", f"{word}: {max(1, round(value * factor))}", text, count=1)
        if not found:
            sys.exit(f"cost-of-scale: {MODEL.name} has no '{pattern}'")
    path = pathlib.Path(folder, f"applicants-{applicants}.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def grown(rows, most, memory):
    """The rows and, beyond them, one for each tenfold, extrapolated."""
    rows = list(rows)
    while rows[-1].applicants < most * 0.5:
        rows.append(rows[-1].times(10, memory))
    return rows


def number(value):
    """Three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def power(applicants):
    """The power of ten that it is about."""
    return f"10{str(len(str(round(applicants * 1.2))) - 1).translate(str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


WORDS = {
    "en": {
        "growth": ["applicants a design", "processor seconds", "microseconds an applicant and design", "peak MB", "journal MB", ""],
        "scenario": ["scenario", "designs", "microseconds an applicant and design", "10⁶ applicants a design",
                     "10⁸ applicants a design"],
        "measured": "measured", "extrapolated": "extrapolated", "seconds": "s", "minutes": "min", "hours": "h", "days": "days"},
    "zh": {
        "growth": ["每个方案的申请人", "处理器秒", "每人每方案微秒", "内存峰值 MB", "日志 MB", ""],
        "scenario": ["情景", "方案数", "每人每方案微秒", "每方案 10⁶ 人", "每方案 10⁸ 人"],
        "measured": "实测", "extrapolated": "外推", "seconds": "秒", "minutes": "分钟", "hours": "小时", "days": "天"},
}


def lasting(seconds, words):
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{number(seconds / size)} {words[unit]}"
    return f"{number(seconds)} {words['seconds']}"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def growth(rows, words):
    return table(words["growth"], [
        [power(row.applicants), number(row.seconds), number(row.seconds / row.applicants / row.designs * 1e6),
         number(row.megabytes), number(row.journal), words["measured" if row.measured else "extrapolated"]]
        for row in rows])


def costs(rows, words):
    def cell(row, applicants):
        return f"{lasting(row.seconds / row.applicants * applicants, words)} ({words['extrapolated']})"

    return table(words["scenario"], [
        [f"`{name}`", str(row.designs), number(row.seconds / row.applicants / row.designs * 1e6), cell(row, 10**6),
         cell(row, 10**8)] for name, row in rows])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="put the tables into the pages")
    parser.add_argument("--most", type=int, default=10**7, metavar="N", help="applicants of a design to measure up to")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = run(scaled(10**4, folder), 1)
        many = [small] + [
            run(MODEL, total // A_REPLICATION) for total in (10**5, 10**6, 10**7, 10**8) if total <= arguments.most]
        large = [small] + [run(scaled(size, folder), 1) for size in (10**5, 10**6) if size <= arguments.most]
        real = [(name, run(ROOT / "Scenarios" / f"{name}.yaml", 20 if name != "service-hall" else 2)) for name in SCENARIOS]
    tables = {
        "replications": lambda words: growth(grown(many, LARGEST, 1), words),
        "one": lambda words: growth(grown(large, LARGEST, 10), words),
        "scenarios": lambda words: costs(real, words)}
    for language, page in PAGES.items():
        text = page.read_text(encoding="utf-8") if arguments.update else ""
        for name, make in tables.items():
            made = make(WORDS[language])
            if not arguments.update:
                print(f"{name} ({language})\n\n{made}\n")
                continue
            block = re.compile(rf"(<!-- measured: {name} -->\n).*?(\n<!-- end -->)", re.S)
            if not block.search(text):
                sys.exit(f"cost-of-scale: {page.name} has no block '{name}'")
            text = block.sub(lambda found: f"{found[1]}\n{made}\n{found[2]}", text)
        if arguments.update:
            page.write_text(text, encoding="utf-8")
            print(f"cost-of-scale: tables in {os.path.relpath(page, ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
