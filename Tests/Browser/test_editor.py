"""Scenario text: findings where they are, a new file and never an old one, the difference, and no loss unasked."""

import pytest

import lab as labs
from conftest import LANGUAGES
from walk import finished, say

EDITOR = {"view": "editor", "scenario": "e-town-commitment"}


def edited(page, old, new):
    """Replaces text in the field as a reader who types would."""
    page.locator("#code-field").wait_for()
    page.evaluate(
        "([old, next]) => { const field = document.querySelector('#code-field'); field.focus();"
        " const at = field.value.indexOf(old); if (at < 0) throw new Error('not in the text: ' + old);"
        " field.setSelectionRange(at, at + old.length) }", [old, new])
    page.keyboard.insert_text(new)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_marked_in_its_line_and_told_with_its_place(visit, language):
    page = visit(language=language, **EDITOR)
    edited(page, "format: 1", "format: 1\nformatt: 2")
    page.locator(".squiggle.error").first.wait_for()
    assert page.locator(".code-back .line").nth(1).get_attribute("class") == "line error" or \
        page.locator(".code-back .line.error").count() >= 1
    finding = page.locator(".diagnostics li.error").first
    assert "formatt" in finding.inner_text()
    finding.locator("button.link").click()
    assert page.evaluate("document.activeElement.id") == "code-field"
    selected = page.evaluate("(() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd) })()")
    assert selected in "formatt: 2"


def test_findings_are_those_of_the_command_line(visit, folder):
    import subprocess

    page = visit(language="en", **EDITOR)
    edited(page, "format: 1", "format: 1\nformatt: 2")
    page.locator(".diagnostics li.error").first.wait_for()
    text = page.locator("#code-field").input_value()
    path = folder / "faulty.yaml"
    path.write_text(text, encoding="utf-8")
    told = subprocess.run([labs.PROGRAM, "check", str(path), "--lang", "en"], capture_output=True, text=True, check=False)
    path.unlink()
    assert told.returncode != 0
    shown = page.locator(".diagnostics li.error").first.locator("span[lang]").first.inner_text()
    assert shown in told.stderr + told.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_saving_makes_a_new_file_goes_on_with_it_and_never_overwrites(visit, folder, language):
    name = f"copy-of-commitment-{language}"
    save = lambda: page.get_by_role("button", name=say("save", language), exact=True).click()  # noqa: E731
    page = visit(language=language, **EDITOR)
    page.locator("#code-field").wait_for()
    edited(page, "format: 1", "# A copy.\nformat: 1")
    page.locator(".check-status.good").wait_for()
    page.click("#save-text")
    for wrong in ("two words", "../above"):
        page.fill("#save-name", wrong)
        save()
        assert page.locator("dialog .field-fault").inner_text() == say("save-name-wrong", language, name=wrong)
        assert page.locator("#save-name").get_attribute("aria-invalid") == "true"
    page.fill("#save-name", name)
    save()
    page.locator("dialog").wait_for(state="detached")
    saved = folder / f"{name}.yaml"
    assert "# A copy." in saved.read_text(encoding="utf-8")
    page.locator("#notices .notice").wait_for()
    assert saved.name in page.locator("#notices").inner_text()
    state = labs.state_of(page.url)
    assert state["scenario"] == name and "text" not in state, "what is saved is what is worked on"
    assert say("edited-of", language).partition("}")[2] not in page.locator("h1").inner_text()
    page.locator("#code-field").wait_for()
    page.click("#save-text")
    page.fill("#save-name", name)
    page.watch.expect("409")
    save()
    page.locator("dialog .problem").wait_for()
    assert "# A copy." in saved.read_text(encoding="utf-8")


def test_faulty_text_is_not_saved(visit, folder):
    page = visit(language="en", **EDITOR)
    edited(page, "format: 1", "format: 1\nformatt: 2")
    page.locator(".check-status.bad").wait_for()
    page.click("#save-text")
    page.fill("#save-name", "faulty")
    page.watch.expect("status of 4")
    page.get_by_role("button", name=say("save", "en"), exact=True).click()
    page.locator("dialog .problem").wait_for()
    assert not (folder / "faulty.yaml").exists()


def test_the_difference_names_what_changed(visit):
    page = visit(language="en", **EDITOR)
    edited(page, "replications: 40", "replications: 41")
    page.locator(".check-status.good").wait_for()
    page.click("#tab-difference")
    page.locator(".meaning pre").wait_for()
    assert page.locator(".line-diff .added").count() >= 1
    assert "41" in page.locator(".meaning pre").inner_text()


def test_edited_text_runs_and_is_named_as_edited(visit):
    page = visit(language="en", **EDITOR)
    edited(page, "format: 1", "# Mine.\nformat: 1")
    page.locator(".check-status.good").wait_for()
    page.click("#run-text")
    finished(page)
    assert say("edited-of", "en").partition("{")[0].strip() in page.locator("h1").inner_text()


def test_another_scenario_asks_before_edits_are_lost(visit):
    page = visit(language="en", **EDITOR)
    edited(page, "format: 1", "# Mine.\nformat: 1")
    page.locator(".check-status.good").wait_for()
    page.click("#choose-scenario")
    page.locator(".scenario-list button").nth(1).click()
    dialog = page.locator("dialog")
    dialog.get_by_text(say("unsaved-what", "en")).wait_for()
    dialog.get_by_role("button", name=say("stay", "en")).click()
    assert "# Mine." in page.locator("#code-field").input_value()


def test_leaving_the_page_asks_before_edits_are_lost(visit):
    page = visit(language="en", **EDITOR)
    edited(page, "format: 1", "# Mine.\nformat: 1")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
