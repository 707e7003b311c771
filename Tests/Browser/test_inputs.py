"""The list of inputs: it stands still under the hand, names its sliders, and says at the field what is wrong."""

import pytest

from conftest import LANGUAGES
from walk import finished, headline, say

WHAT_IF = {"view": "what-if", "scenario": "one-licence", "reforms": ["commitment"]}


def opened(visit, language):
    """What if with its result and its live sliders."""
    page = visit(language=language, **WHAT_IF)
    finished(page)
    page.locator("input.live[data-slider]").first.wait_for(timeout=60_000)
    return page


def names(page):
    return page.locator("li.input label").all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_value_is_told_at_its_field_and_the_last_result_stays(visit, language):
    page = opened(visit, language)
    numbers = headline(page)
    row = page.locator("li.input").filter(has=page.locator("input.live")).first
    field = row.locator("input[type=text]")
    page.watch.expect("422")
    field.fill("banana")
    page.keyboard.press("Tab")
    page.locator(".results .problem").wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    words = page.locator("#" + field.get_attribute("aria-describedby")).inner_text()
    assert "banana" in words
    problem = page.locator(".results .problem").inner_text()
    assert words in problem
    assert say("problem", language) not in problem
    assert say("at-line", language).partition("{")[0].strip() + " 1" not in problem, "there is no file with lines"
    assert page.locator(".standing").inner_text() == say("last-valid", language)
    assert headline(page) == numbers
    row.get_by_role("button").click()
    page.locator(".results .problem").wait_for(state="detached")
    assert field.get_attribute("aria-invalid") is None
    finished(page)
    assert headline(page) == numbers


def test_the_order_stays_when_sliders_come_and_values_change(visit):
    page = visit(language="en", **WHAT_IF)
    page.locator("li.input").first.wait_for()
    before = names(page)
    page.locator("input.live[data-slider]").first.wait_for(timeout=60_000)
    assert names(page) == before
    slider = page.locator("input.live[data-slider]").nth(1)
    slider.focus()
    page.keyboard.press("ArrowRight")
    finished(page)
    assert page.locator("li.input.changed").count() == 1
    assert names(page) == before
    assert page.evaluate("document.activeElement.className") == "live"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_live_slider_is_marked_and_its_ends_are_told(visit, language):
    page = opened(visit, language)
    slider = page.locator(".slider").filter(has=page.locator("input.live")).first
    ends = slider.locator(".slider-ends span").all_inner_texts()
    assert ends[1] == say("live-mark", language)
    assert any(character.isdigit() for character in ends[0]) and any(character.isdigit() for character in ends[2])
    slider.locator("input").focus()
    page.keyboard.press("Home")
    assert slider.locator("input").get_attribute("aria-valuetext") == ends[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_live_results_say_that_they_count_luck_only(visit, language):
    page = opened(visit, language)
    # The server's answer would replace what is to be read.
    page.route("**/api/v1/studies", lambda route: None)
    page.locator("input.live[data-slider]").first.focus()
    page.keyboard.press("ArrowRight")
    page.locator(".live-result .whole-label").wait_for(timeout=60_000)
    heads = page.locator(".live-result thead th").all_inner_texts()
    assert heads[3:] == [say("live-difference", language), say("live-direction", language)]
    assert say("live-note", language) in page.locator(".live-result").inner_text()
    assert page.locator(".live-result .partial-label").count() == 0, "all replications are not a part of them"
