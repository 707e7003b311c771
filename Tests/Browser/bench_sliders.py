#!/usr/bin/env python3
"""Times the kernel in the browser for every shipped scenario: from a moved slider to the first numbers.

    .build/web/venv/bin/python Tests/Browser/bench_sliders.py [SCENARIO…]

The design is the first that is not the baseline, the slider the first that is live; the best of three.
"""

import shutil
import sys
import tempfile

from playwright.sync_api import sync_playwright

import lab as labs
from test_sliders import RUN

TRIES = 3


def first_result(page, lab, entry):
    """Milliseconds until the first result, and the applicants of a replication; None without a live slider."""
    design = next(design for design in entry["designs"] if design["name"] != entry["baseline"])
    answer = page.request.post(lab.address + "api/v1/plans", timeout=300_000, data={
        "scenario": entry["id"], "method": "compare", "designs": None, "reforms": design["reforms"]})
    if not answer.ok:
        return None
    plans = answer.json()
    if not plans["sliders"]:
        return None
    slider = plans["sliders"][0]
    work = {"plans": plans, "choices": {slider["path"]: 0}, "replications": 5}
    return min(page.evaluate(RUN, work)["first"] for _ in range(TRIES))


def main():
    with (tempfile.TemporaryDirectory() as folder, labs.serving(folder) as lab, sync_playwright() as playwright):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(lab.address)
        page.locator("main h1").first.wait_for()
        entries = page.request.get(lab.address + "api/v1/scenarios").json()["scenarios"]
        print("| scenario | first numbers, ms |\n|---|---|")
        for entry in entries:
            if len(sys.argv) > 1 and entry["id"] not in sys.argv[1:]:
                continue
            found = first_result(page, lab, entry)
            print(f"| {entry['id']} | {'no live slider' if found is None else round(found)} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
