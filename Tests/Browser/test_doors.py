"""The three doors lead to a finished result, in both languages, by mouse and by keyboard alone."""

import pytest

import exercise
from conftest import LANGUAGES
from walk import changed, finished, headline, tab_to

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
def test_learn_by_mouse(visit, lab, language):
    page = visit(language=language)
    page.click("#door-learn")
    exercise.opened(page)
    exercise.predict(page, exercise.judged(lab.address, exercise.FIRST))
    assert len(exercise.run(page)) >= 3


@both
def test_compare_by_keyboard(visit, language):
    page = visit(language=language)
    tab_to(page, "#door-compare")
    page.keyboard.press("Enter")
    finished(page)
    tab_to(page, ".contents button[data-to=part-change]")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'part-change'")


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
    tab_to(page, f"#exercise-{exercise.FIRST}")
    page.keyboard.press("Enter")
    page.locator("#predict-head").wait_for()
    assert page.evaluate("document.activeElement.id") == "screen-title"


@both
def test_no_door_needs_more_than_three_clicks(visit, language):
    """Each of the tests by mouse above clicks at most three times; here one suffices for a result."""
    page = visit(language=language)
    page.click("#door-compare")
    finished(page)
    page.go_back()
    page.click("#door-what-if")
    finished(page)


def shows_only(page, lab, *names):
    """Lets the page see these scenarios of the lab and no others."""
    index = page.request.get(lab.address + "api/v1/scenarios").json()
    index["scenarios"] = [entry for entry in index["scenarios"] if entry["id"] in names]
    page.route("**/api/v1/scenarios", lambda route: route.fulfill(json=index))
    page.goto("about:blank")
    page.goto(lab.address)
    page.locator(".doors").wait_for()


def doors_and_menu(page):
    names = lambda selector, before: [one.removeprefix(before) for one in page.locator(selector).evaluate_all(  # noqa: E731
        "(all) => all.map((one) => one.id)")]
    return names(".door", "door-"), names(".views button", "view-")


def test_doors_and_menu_have_one_order(visit):
    doors, menu = doors_and_menu(visit())
    assert menu == [*doors, "editor"]
    assert len(doors) == 3


def test_without_exercises_there_is_no_door_to_them(visit, lab):
    page = visit()
    page.route("**/api/v1/exercises", lambda route: route.fulfill(json={"exercises": []}))
    shows_only(page, lab, "one-licence")
    doors, menu = doors_and_menu(page)
    assert "learn" not in doors + menu
    assert page.locator("#choose-scenario").count() == 0, "there is nothing to choose from"


def test_what_begins_with_the_words_is_found_first(visit):
    page = visit()
    page.click("#choose-scenario")
    page.fill("#scenario-search", "one lic")
    found = page.locator(".scenario-list .facts").all_inner_texts()
    assert len(found) > 1
    assert found[0].startswith("one-licence ")
