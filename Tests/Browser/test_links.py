"""A link is a study: reload, back and forward, undo and redo, links of other versions, damaged ones."""

import lab as labs
from walk import changed, finished, headline

COMMITMENT = {"scenario": "e-town-commitment"}


def state(page):
    return labs.state_of(page.url)


def test_a_reloaded_link_shows_the_same_study(visit):
    page = visit(view="what-if", language="zh", reforms=["permit-on-commitment"], **COMMITMENT)
    finished(page)
    numbers = headline(page)
    page.reload()
    finished(page)
    assert headline(page) == numbers
    assert page.locator("#reform-permit-on-commitment").is_checked()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_link_opens_the_same_study_in_another_window(visit):
    first = visit(view="what-if", seed=7, replications=20, **COMMITMENT)
    finished(first)
    before = headline(first)
    first.locator(".reforms input:not(:checked)").first.click()
    assert changed(first, before) != before
    second = visit(**{key: value for key, value in state(first).items() if key not in ("v", "lang", "version")})
    finished(second)
    assert headline(second) == headline(first)


def test_back_and_forward_go_through_the_screens(visit):
    page = visit()
    page.click("#door-learn")
    page.locator(".exercise-cards").first.wait_for()
    page.go_back()
    page.locator(".doors").wait_for()
    page.go_forward()
    page.locator(".exercise-cards").first.wait_for()


def test_undo_and_redo_take_a_switch_back(visit):
    page = visit(view="what-if", **COMMITMENT)
    finished(page)
    chosen = lambda: page.locator(".reforms input:checked").evaluate_all("(all) => all.map((one) => one.id)")  # noqa: E731
    begun = chosen()
    page.locator(".reforms input:not(:checked)").first.click()
    changed = chosen()
    assert changed != begun
    page.click("#undo")
    assert chosen() == begun
    page.click("#redo")
    assert chosen() == changed


def test_a_link_of_another_version_says_so(visit):
    page = visit(view="compare", version="0.1", **COMMITMENT)
    page.locator("#notices .notice").wait_for()
    assert "0.1" in page.locator("#notices").inner_text()


def test_unknown_keys_of_a_link_are_named(visit):
    page = visit(view="compare", surprise="yes", **COMMITMENT)
    page.locator("#notices .notice").wait_for()
    assert "surprise" in page.locator("#notices").inner_text()


def test_a_damaged_link_leads_to_the_first_page_and_says_so(visit, lab):
    page = visit()
    page.goto("about:blank")
    page.goto(lab.address + "#1.AAAAAAAA")
    page.locator("#notices .notice").wait_for()
    page.locator(".doors").wait_for()
