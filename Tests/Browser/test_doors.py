"""The three doors lead to a finished result, in both languages, by mouse and by keyboard alone."""

import pytest

from conftest import LANGUAGES
from walk import changed, finished, headline, say, tab_to

both = pytest.mark.parametrize("language", LANGUAGES)


@both
def test_compare_by_mouse(visit, language):
    page = visit(language=language)
    page.click("#door-compare")
    finished(page)
    assert page.locator("#part-answer p.answer").inner_text().strip()
    assert page.locator("#part-answer p.caution").count() >= 1
    assert len(headline(page)) > 6


@both
def test_what_if_by_mouse(visit, language):
    page = visit(language=language)
    page.click("#door-what-if")
    finished(page)
    before = headline(page)
    page.locator(".reforms input:not(:checked)").first.click()
    assert changed(page, before) != before


@both
def test_learn_by_mouse(visit, language):
    page = visit(language=language)
    page.click("#door-learn")
    page.locator(".choices input").first.check()
    page.get_by_role("button", name=say("lock-and-run", language)).click()
    page.locator("#answer-head").wait_for(timeout=120_000)
    assert page.locator(".answer-part table tbody tr").count() >= 2


@both
def test_compare_by_keyboard(visit, language):
    page = visit(language=language)
    tab_to(page, "#door-compare")
    page.keyboard.press("Enter")
    finished(page)
    tab_to(page, ".contents button[data-to=part-change]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'part-change'")


@both
def test_what_if_by_keyboard(visit, language):
    page = visit(language=language)
    tab_to(page, "#door-what-if")
    page.keyboard.press("Enter")
    finished(page)
    before = headline(page)
    tab_to(page, ".reforms input:not(:checked)")
    reform = page.evaluate("document.activeElement.id")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == reform, "the keyboard stays where it was"
    assert changed(page, before) != before


@both
def test_learn_by_keyboard(visit, language):
    page = visit(language=language)
    tab_to(page, "#door-learn")
    page.keyboard.press("Enter")
    tab_to(page, ".choices input")
    page.keyboard.press("Space")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    page.locator("#answer-head").wait_for(timeout=120_000)


@both
def test_no_door_needs_more_than_three_clicks(visit, language):
    """Each of the tests by mouse above clicks at most three times; here one suffices for a result."""
    page = visit(language=language)
    page.click("#door-compare")
    finished(page)
    page.go_back()
    page.click("#door-what-if")
    finished(page)
