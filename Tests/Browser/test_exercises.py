"""Exercises in the lab: from the prediction to the debrief, and the class page."""

import json
import re
import subprocess
import time

import pytest

import audit
import exercise as work
import lab as labs
from conftest import LANGUAGES, THEMES
from test_offline import hosted, site, offline  # noqa: F401
from walk import focused, say, tab_to

both = pytest.mark.parametrize("language", LANGUAGES)


def begun(visit, **how):
    """A window at the first exercise."""
    page = visit(view="learn", exercise=work.FIRST, **how)
    page.locator("#predict-head").wait_for()
    return page


@both
def test_an_exercise_by_pointer(visit, lab, language):
    page = visit(language=language)
    page.click("#door-learn")
    page.fill("#who-student", "Ann")
    page.keyboard.press("Tab")
    work.opened(page)
    work.passed(page, lab.address, student="Ann")
    assert page.locator(".answer-part .predicted tbody tr").count() >= 1, "the prediction stands beside what was observed"
    assert page.locator("#text-explanation").count() == 1
    assert "?" not in page.locator(".reading-explanation").inner_text().replace("? ", ""), "formulas are filled in"
    page.click("#view-learn")
    assert say("state-passed", language) in page.locator(".exercise-card").first.inner_text()


def test_an_exercise_by_keyboard(visit, lab):
    truth = work.judged(lab.address, work.FIRST, levers=work.LEVERS)
    page = visit()
    for selector in ("#door-learn", f"#exercise-{work.FIRST}"):
        tab_to(page, selector)
        page.keyboard.press("Enter")
        page.locator("#who-student, #predict-head").first.wait_for()
    page.locator("#predict-head").wait_for()
    for ask in truth["asks"]:
        tab_to(page, f"#predict-{ask['id']}, #predict-{ask['id']} input")
        page.keyboard.press("Space") if ask["options"] else page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.locator(".locked").first.wait_for()
    assert focused(page) == "run-head"
    for name, text in work.LEVERS.items():
        tab_to(page, f"#lever-{name}")
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.locator(".run-table tbody .value").first.wait_for()
    page.wait_for_function("() => document.activeElement.id === 'result-head'")
    for name, text in truth["right"].items():
        tab_to(page, f"#answer-{name}, #answer-{name} input")
        if page.evaluate("document.activeElement.type") == "radio":
            for _ in range(10):
                if page.evaluate("document.activeElement.value") == text:
                    break
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
        else:
            page.keyboard.type(text)
    tab_to(page, "#check")
    page.keyboard.press("Enter")
    page.locator("#after-head").wait_for()
    assert focused(page) == "check-head"


def test_nothing_runs_before_the_prediction_is_locked(visit, lab):
    page = begun(visit)
    assert page.locator("#run").is_disabled()
    assert page.locator("#run-reason").inner_text() == say("run-locked", "en")
    assert page.locator("#check").is_disabled()
    page.click("#lock")
    assert page.locator(".field-fault:visible").count() >= 1, "an empty prediction is told at its field"
    assert page.locator("#run").is_disabled()
    work.predict(page, work.judged(lab.address, work.FIRST))
    assert page.locator("#run").is_enabled()
    assert page.locator(".part-of-predict input").count() == 0, "what is locked cannot be changed"
    page.reload()
    page.locator(".locked").first.wait_for()
    assert page.locator(".part-of-predict input").count() == 0


@both
def test_what_cannot_be_read_costs_nothing(visit, lab, language):
    page = begun(visit, language=language)
    truth = work.judged(lab.address, work.FIRST)
    work.predict(page, truth)
    lever = page.locator("input[id^=lever-]").first
    good = lever.input_value()
    lever.fill("777")
    page.click("#run")
    fault = page.locator(".field-fault:visible")
    assert "777" in fault.inner_text()
    assert lever.get_attribute("aria-invalid") == "true"
    assert page.locator(".run-table").count() == 0
    lever.fill(good)
    work.run(page)
    number = page.locator("input[id^=answer-]:not([type=radio])").first
    number.fill("twelve")
    page.click("#check")
    assert "twelve" in page.locator(".field-fault:visible").inner_text()
    assert page.locator("#check-reason").inner_text() == say("attempts", language, n=0)
    assert page.locator("#check-head").count() == 0
    kept = page.evaluate("JSON.parse(localStorage['reformlab-exercises']).lines.map((line) => JSON.parse(line).action)")
    assert kept == ["start", "predict", "run"]


@both
def test_a_wrong_answer_is_told_the_reasoning_behind_it(visit, lab, language):
    page = begun(visit, language=language)
    truth = work.judged(lab.address, work.FIRST, levers=work.LEVERS)
    answers = {name: ways[0]["text"] for name, ways in truth["wrong"].items() if ways}
    told = work.judged(lab.address, work.FIRST, levers=work.LEVERS, answers=answers)
    words = [question["says"][language] for question in told["questions"] if question["result"] == "misconception"]
    assert len(words) == len(answers)
    work.predict(page, truth)
    work.put(page, work.LEVERS)
    work.run(page)
    work.answer(page, answers)
    work.check(page)
    plain = lambda text: re.sub(r"[\s*`]", "", text)  # noqa: E731
    seen = plain(page.locator(".part-of-answers").inner_text())
    for text in words:
        assert plain(text) in seen
    assert page.locator("#check-reason").inner_text() == say("attempts", language, n=1)
    assert page.locator("#after-head").count() == 0, "the explanation comes after success"


def test_hints_come_one_at_a_time_and_are_counted(visit, lab):
    page = begun(visit)
    work.predict(page, work.judged(lab.address, work.FIRST))
    for number in (1, 2, 3):
        page.click("#hint")
        page.locator(f"#hint-{number}").wait_for()
        assert page.locator("[id^=hint-]").count() == number
    assert page.locator("#hint").count() == 0
    assert page.locator("#hints-head").inner_text() == say("hints-title", "en", n=3, of=3)


def test_a_reload_keeps_everything(visit, lab):
    page = begun(visit)
    truth = work.passed(page, lab.address)
    cells = page.locator(".run-table tbody .value").all_inner_texts()
    page.reload()
    page.locator("#after-head").wait_for()
    assert page.locator(".run-table tbody .value").all_inner_texts() == cells
    for name, text in work.LEVERS.items():
        assert page.locator(f"#lever-{name}").input_value() == text
    number = next(name for name in truth["right"] if page.locator(f"input#answer-{name}").count())
    assert page.locator(f"#answer-{number}").input_value() == truth["right"][number]
    assert page.locator("#check-reason").inner_text() == say("attempts", "en", n=1), "looking again is no attempt"


def test_begin_again_keeps_prediction_and_count(visit, lab):
    page = begun(visit)
    work.passed(page, lab.address)
    page.click("#reset")
    page.click("#reset-now")
    page.locator(".run-table").wait_for(state="detached")
    assert page.locator(".locked").count() >= 1
    assert page.locator("#check-reason").inner_text() == say("check-locked", "en")


def test_both_languages_show_the_same_numbers(visit, lab):
    page = begun(visit, language="zh")
    work.passed(page, lab.address)

    def numbers():
        text = page.locator(".stage").inner_text()
        return sorted(re.findall(r"\d+(?:\.\d+)?", text))

    before = numbers()
    page.click("#language")
    page.locator("#text-goal", has_text=say("text-goal", "en")).wait_for()
    assert numbers() == before


def test_the_name_changes_the_numbers_and_keeps_progress_apart(visit, lab):
    page = visit(view="learn")
    seen = {}
    for name in ("Ann", "Bo", "Chen", "Ann"):
        page.fill("#who-student", name)
        page.keyboard.press("Tab")
        work.opened(page)
        seen.setdefault(name, []).append(page.locator(".part-of-predict .question").first.inner_text())
        assert page.locator(".locked").count() == (1 if len(seen[name]) > 1 else 0)
        if name == "Ann" and len(seen[name]) == 1:
            work.predict(page, work.judged(lab.address, work.FIRST, student=name))
            seen[name][0] = page.locator(".part-of-predict .question").first.inner_text()
        page.click("#view-learn")
        page.locator("#who-student").wait_for()
    assert len({texts[0] for texts in seen.values()}) > 1


def test_a_run_shows_within_two_seconds(visit, lab):
    page = begun(visit)
    work.predict(page, work.judged(lab.address, work.FIRST))
    work.run(page)
    work.put(page, {"windows": "4"})
    begin = time.monotonic()
    page.click("#run")
    page.locator(".run-table caption", has_text="4").wait_for()
    assert time.monotonic() - begin < 2


def test_a_link_opens_the_exercise(visit):
    page = visit(view="learn")
    work.opened(page)
    page.wait_for_function("() => location.hash.length > 3")
    page.wait_for_timeout(200)
    assert labs.state_of(page.url)["exercise"] == work.FIRST
    page.go_back()
    page.locator(".exercise-cards").first.wait_for()
    page.go_forward()
    page.locator("#predict-head").wait_for()


def test_a_link_to_no_exercise_lists_all_and_says_so(visit):
    page = visit(view="learn", exercise="99-none")
    page.locator(".exercise-cards").first.wait_for()
    assert "99-none" in page.locator("#notices").inner_text()


def test_the_same_command_stands_below(visit, lab):
    page = begun(visit)
    assert f"exercise predict {work.FIRST}" in page.locator(".command code").inner_text()
    work.predict(page, work.judged(lab.address, work.FIRST))
    work.put(page, work.LEVERS)
    assert f"exercise run {work.FIRST}" in page.locator(".command code").inner_text()
    work.run(page)
    assert "exercise check" in page.locator(".command code").inner_text()


# The class


@pytest.fixture(scope="session")
def handed_in(browser, lab, tmp_path_factory):
    """The grade files of two students: `{name: file}`."""
    folder = tmp_path_factory.mktemp("class")
    files = {}
    for name in ("Ann", "Bo"):
        context = browser.new_context(accept_downloads=True, locale="en-US")
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(lab.address + "#" + labs.fragment(view="learn", lang="en"))
        page.fill("#who-student", name)
        page.keyboard.press("Tab")
        work.opened(page)
        work.passed(page, lab.address, student=name)
        files[name] = work.grade_file(page, folder / f"{name}.json")
        context.close()
    return files


def shown_in_class(page, folder, files):
    """Hands files in; the codes of what was found, by the file's name."""
    paths = []
    for name, file in files.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(file), encoding="utf-8")
        paths.append(path)
    page.set_input_files("#class-files", paths)
    page.locator("#class-whole").wait_for(timeout=60_000)
    return page.locator("#class-findings li").evaluate_all("(all) => all.map((one) => one.dataset.finding)")


@both
def test_honest_files_hold(visit, tmp_path, handed_in, language):
    page = visit(view="class", language=language)
    assert shown_in_class(page, tmp_path, handed_in) == []
    assert page.locator("#class-table tbody tr").count() == 2
    assert page.locator("#class-table .mark.better").count() == 2
    page.locator(".class-exercise figure").first.wait_for()
    with page.expect_download() as download:
        page.click("#class-csv")
    lines = open(download.value.path(), encoding="utf-8-sig").read().splitlines()
    assert len(lines) == 3
    assert lines[1].startswith(f"Ann,,{work.FIRST},")


def edited(file, change):
    copy = json.loads(json.dumps(file))
    change(copy, copy["exercises"][0])
    return copy


CHEATS = {
    "an edited score": (lambda file, claim: claim.update(score=0.5), "result"),
    "an edited test": (lambda file, claim: claim["tests"][0].update(passed=False, points=0), "result"),
    "edited answers": (lambda file, claim: claim["answers"].update({next(iter(claim["answers"])): "1"}), "chain"),
    "an edited step": (lambda file, claim: file["lines"][1].update(time="2020-01-01T00:00:00Z"), "chain"),
    "a step left out": (lambda file, claim: file["lines"].pop(), "chain"),
    "a colleague's file": (lambda file, claim: file.update(student="Chen"), "student"),
    "a colleague's numbers": (lambda file, claim: file.update(student="Chen"), "student"),
    "another version": (lambda file, claim: claim.update(version=99), "version"),
    "another text": (lambda file, claim: claim.update(digest="0" * 64), "version"),
    "a forbidden lever": (lambda file, claim: claim["levers"].update({"staff": "9"}), "lever"),
    "a forbidden value": (lambda file, claim: claim["levers"].update({"windows": "99"}), "lever"),
    "no such exercise": (lambda file, claim: claim.update(id="99-none"), "exercise"),
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_what_was_changed_is_flagged(visit, tmp_path, handed_in, cheat):
    change, code = CHEATS[cheat]
    page = visit(view="class")
    assert code in shown_in_class(page, tmp_path, {"x": edited(handed_in["Ann"], change)})
    assert page.locator("#class-table .mark.worse").count() == 1


@both
def test_a_step_belongs_to_one_file(visit, tmp_path, handed_in, language):
    page = visit(view="class", language=language)
    copy = edited(handed_in["Ann"], lambda file, claim: claim.update(hints=claim["hints"]))
    copy["product"] = "copied"
    assert shown_in_class(page, tmp_path, {"first": handed_in["Ann"], "second": copy}) == ["student"]
    assert "first.json" in page.locator("#class-findings").inner_text()


def test_the_command_line_finds_the_same(visit, tmp_path, handed_in):
    files = {"honest": handed_in["Bo"], **{name.replace(" ", "-"): edited(handed_in["Ann"], change) for name, (change, _) in CHEATS.items()}}
    for name, file in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(file), encoding="utf-8")
        run = subprocess.run([labs.PROGRAM, "teacher", "verify", tmp_path / f"{name}.json", "--json"],
                             cwd=labs.ROOT, capture_output=True, text=True, check=False, timeout=120)
        assert run.returncode in (0, 4), run.stderr
        theirs = {finding["kind"] for finding in json.loads(run.stdout)["files"][0]["findings"]}
        page = visit(view="class")
        assert set(shown_in_class(page, tmp_path, {name: file})) == theirs, name
        page.close()


def test_what_is_no_grade_file_is_named_and_left_out(visit, tmp_path):
    page = visit(view="class")
    path = tmp_path / "notes.txt"
    path.write_text("hello", encoding="utf-8")
    page.set_input_files("#class-files", [path])
    page.locator("#class-faults p").wait_for()
    assert "notes.txt" in page.locator("#class-faults").inner_text()


def test_a_student_brings_her_file_to_another_computer(visit, tmp_path, handed_in):
    path = tmp_path / "ann.json"
    path.write_text(json.dumps(handed_in["Ann"]), encoding="utf-8")
    page = visit(view="learn")
    page.set_input_files("#own-file", path)
    page.locator("#file-message .done").wait_for()
    assert page.locator("#who-student").input_value() == "Ann"
    assert page.locator(".exercise-card.passed").count() == 1
    broken = edited(handed_in["Bo"], lambda file, claim: file["lines"][1].update(student="Ann"))
    path.write_text(json.dumps(broken), encoding="utf-8")
    page.set_input_files("#own-file", path)
    page.locator("#file-message .field-fault").wait_for()
    assert page.locator("#who-student").input_value() == "Ann"


@both
def test_the_class_page_is_readable_and_whole(visit, tmp_path, handed_in, language, chinese_font):
    page = visit(view="class", language=language, motion="reduce")
    cheat = edited(handed_in["Ann"], CHEATS["an edited score"][0])
    shown_in_class(page, tmp_path, {**handed_in, "cheat": cheat})
    found = []
    for theme in THEMES:
        page.locator("#theme").select_option(theme)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(500)
            found += [f"{theme}, {width} px: {text}" for text in audit.findings(page, "contrast", "cut", "sideways", "targets", "names", "doubles")]
    assert not found, f"{len(found)} findings:\n  " + "\n  ".join(found[:40])


# Without a server


@both
def test_a_static_site_judges_without_a_server(site, offline, lab, language):  # noqa: F811
    with hosted(site.parent.parent) as origin:
        page = offline(f"{origin}lab/approvals/", origin, language)
        page.click("#door-learn")
        work.opened(page)
        work.passed(page, lab.address)
