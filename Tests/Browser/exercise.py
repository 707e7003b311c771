"""A student at an exercise: what to answer, and the fields to put it in."""

import json
import subprocess

import lab as labs

FIRST = "01-little"
# With these the conditions of the first exercise hold, whatever the numbers.
LEVERS = {"windows": "4", "print": "20"}


def judged(address, exercise, **work):
    """What the browser's engine says in Node: `student`, `course`, `levers`, `answers` as texts by name."""
    run = subprocess.run(
        ["node", "Tests/Browser/engine.mjs", address, str(labs.ROOT / ".build" / "reformlab.wasm"), exercise, json.dumps(work)],
        cwd=labs.ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def opened(page, exercise=FIRST):
    """Goes from the list to an exercise."""
    page.locator(f"#exercise-{exercise}").click()
    page.locator("#predict-head").wait_for()


def predict(page, truth, number="5"):
    """Predicts something and locks it."""
    for ask in truth["asks"]:
        if ask["options"]:
            page.locator(f"#predict-{ask['id']}-{ask['options'][0]}").check()
        else:
            page.locator(f"#predict-{ask['id']}").fill(number)
    page.locator("#lock").click()
    page.locator(".locked").first.wait_for()


def put(page, levers):
    """Sets levers, which are fields, lists or boxes."""
    for name, text in levers.items():
        field = page.locator(f"#lever-{name}")
        kind = field.evaluate("(field) => field.localName")
        if kind == "input":
            field.fill(text)
        elif kind == "select":
            field.select_option(text)
        elif text != "none":
            for choice in text.split("+"):
                page.locator(f"#lever-{name}-{choice}").check()


def run(page):
    """Runs and waits for the table; its cells."""
    page.locator("#run").click()
    page.locator(".run-table tbody td .value").first.wait_for()
    page.locator(".part-of-run .progress").wait_for(state="detached")
    return page.locator(".run-table tbody .value").all_inner_texts()


def answer(page, answers):
    """Types or chooses answers."""
    for name, text in answers.items():
        field = page.locator(f"#answer-{name}")
        if field.evaluate("(field) => field.localName") == "fieldset":
            page.locator(f"#answer-{name}-{text}").check()
        elif page.locator(f"#answer-{name}-to").count():
            low, high = text.split("..")
            field.fill(low)
            page.locator(f"#answer-{name}-to").fill(high)
        else:
            field.fill(text)


def check(page):
    """Checks the answers; what is said of each question that is judged."""
    page.locator("#check").click()
    page.locator("#check-head").wait_for()
    page.locator(".part-of-run .progress").wait_for(state="detached")
    return page.locator(".test").all_inner_texts()


def passed(page, lab_address, *, student="", exercise=FIRST, levers=LEVERS):
    """Does an exercise from prediction to debrief; the right answers."""
    truth = judged(lab_address, exercise, student=student, levers=levers)
    predict(page, truth)
    put(page, levers)
    run(page)
    answer(page, truth["right"])
    check(page)
    page.locator("#after-head").wait_for()
    return truth


def grade_file(page, path):
    """Saves the grade file; what it says."""
    with page.expect_download() as download:
        page.locator("#save-file").click()
    download.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))
