"""Checks reports of a scenario in every form: HTML, Markdown, XLSX, CSV, and PDF and DOCX where the programs are.

    .build/web/venv/bin/python Scripts/check-reports.py PROGRAM SCENARIO...

HTML must be well-formed and ask for nothing from outside; charts must compile without a warning; XLSX must open
with numbers that are numbers; a brief must be one page of A4 whose Chinese is text.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile

failures = []


def fail(text):
    failures.append(text)
    print("not right:", text, file=sys.stderr)


def check_html(path, name):
    text = open(path, encoding="utf-8").read()
    inner = re.sub(r"<!DOCTYPE html>", "", text)
    try:
        tree.fromstring(inner)
    except tree.ParseError as error:
        fail(f"{name}: not well-formed: {error}")
    bare = re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    for outside in re.findall(r"(?:src|href)=\"(?!#)[^\"]*|url\(\"?https?:[^)]*|@import[^;]*", bare):
        fail(f"{name}: asks for {outside}")
    if "<script" in text:
        fail(f"{name}: holds a script")


def check_xlsx(path, name):
    """Every sheet has cells; numbers are numbers."""
    with zipfile.ZipFile(path) as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        numbers = sum(
            len(re.findall(rb'<c r="[A-Z]+\d+"(?: s="\d+")?><v>', book.read(n))) for n in sheets
        )
    if len(sheets) < 6 or numbers < 50:
        fail(f"{name}: {len(sheets)} sheets with {numbers} numbers")
    try:
        import openpyxl
    except ImportError:
        return
    book = openpyxl.load_workbook(path)
    found = [c.value for s in book.worksheets for r in s.iter_rows() for c in r if c.value is not None]
    if not any(isinstance(value, float) for value in found):
        fail(f"{name}: openpyxl finds no number")


def check_pdf(path, name, chinese):
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    if not re.search(r"Pages:\s+1\n", info) or "A4" not in info:
        fail(f"{name}: not one page of A4")
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    if chinese and "改革前" not in text:
        fail(f"{name}: the Chinese is no text")


COMPILE = """
import json, sys, vl_convert
for line in open(sys.argv[1], encoding="utf-8"):
    specification = json.loads(line)["specification"]
    specification["width"] = 720
    vl_convert.vegalite_to_vega(specification, show_warnings=True)
    vl_convert.vegalite_to_svg(specification, show_warnings=True, allowed_base_urls=[])
"""


def listening(folder):
    """An interpreter that keeps the specifications it is given: a script that stands in its place."""
    try:
        import vl_convert  # noqa: F401
    except ImportError:
        return {}
    script = os.path.join(folder, "python")
    with open(script, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\ntee "{folder}/charts.jsonl" | "{sys.executable}" "$@"\n')
    os.chmod(script, 0o755)
    return {"REFORMLAB_PYTHON": script}


def check_charts(html, name, specifications):
    if not os.path.exists(specifications):
        return
    count = len(open(specifications, encoding="utf-8").readlines())
    drawn = open(html, encoding="utf-8").read().count("<svg")
    if drawn < count or count == 0:
        fail(f"{name}: {drawn} of {count} charts were drawn")
    run = subprocess.run([sys.executable, "-c", COMPILE, specifications], capture_output=True, text=True)
    for line in (run.stdout + run.stderr).splitlines():
        fail(f"{name}: {line}")


def main():
    program, scenarios = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, **listening(folder)}
        for scenario in scenarios:
            for language in ["zh", "en"]:
                made = {}
                for form in ["html", "md", "xlsx", "csv", "pdf", "docx"]:
                    if form == "pdf" and not (shutil.which("chromium") and shutil.which("pdfinfo")):
                        continue
                    if form == "docx" and not shutil.which("pandoc"):
                        continue
                    path = os.path.join(folder, f"report.{form}")
                    name = f"{os.path.basename(scenario)} {form} {language}"
                    run = subprocess.run(
                        [program, "report", scenario, "--lang", language, "--replications", "20",
                         "--output", path], capture_output=True, text=True, env=surroundings)
                    if run.returncode != 0:
                        fail(f"{name}: exit {run.returncode}: {run.stderr.strip()}")
                        continue
                    made[form] = (path, name)
                if "html" in made:
                    check_html(*made["html"])
                    check_charts(*made["html"], os.path.join(folder, "charts.jsonl"))
                if "xlsx" in made:
                    check_xlsx(*made["xlsx"])
                if "pdf" in made:
                    check_pdf(*made["pdf"], language == "zh")
    print(f"{len(scenarios)} scenarios, {len(failures)} faults")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
