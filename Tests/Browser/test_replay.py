"""Maps and the replay of a recorded run: the picture and the figures agree, by mouse, by keyboard and at rest."""

import pytest

from conftest import LANGUAGES
from walk import come_to, finished, say, unfold

COMPARE = {"view": "compare", "scenario": "e-town-commitment"}


def open_replay(visit, **how):
    page = visit(**COMPARE, **how)
    finished(page)
    page.locator("#part-replay .later > p > button").click()
    page.locator(".replay-bar").wait_for(timeout=120_000)
    return page


def ends(page):
    """How many have ended in each world, by the figures beside the maps."""
    return [int(box.get_attribute("data-ended")) for box in page.locator(".replay-world").all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_and_figures_agree_at_the_end(visit, language):
    page = open_replay(visit, language=language)
    assert ends(page) == [0, 0]
    page.locator("[data-does=end]").click()
    for world in page.locator(".replay-world").all():
        text = world.locator(".replay-check").first.inner_text()
        assert say("replay-agrees", language) in text
        assert say("replay-differs", language) not in text
    assert all(number > 0 for number in ends(page))
    # As many as the record holds: both worlds have the same applicants.
    arrived = page.locator("[data-figure=arrived]").all_inner_texts()
    assert arrived[0] == arrived[1]


def test_it_plays_pauses_and_is_scrubbed(visit):
    page = open_replay(visit)
    play = page.locator("[data-does=play]")
    begun = page.locator(".replay-now").inner_text()
    play.click()
    page.wait_for_function("(begun) => document.querySelector('.replay-now').textContent !== begun", arg=begun)
    play.click()
    stood = page.locator(".replay-now").inner_text()
    page.wait_for_timeout(300)
    assert page.locator(".replay-now").inner_text() == stood
    page.locator(".replay-scrub input").fill("900")
    assert page.locator(".replay-now").inner_text() != stood
    assert sum(ends(page)) > 0


def test_it_obeys_the_keyboard(visit):
    page = open_replay(visit)
    page.locator(".replay").focus()
    page.keyboard.press("End")
    assert all(number > 0 for number in ends(page))
    page.keyboard.press("Home")
    assert ends(page) == [0, 0]
    page.keyboard.press("ArrowRight")
    first = page.locator(".replay-now").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator(".replay-now").inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator(".replay-now").inner_text() == first


def test_an_applicant_is_followed_in_both_worlds(visit):
    page = open_replay(visit)
    page.locator("[data-does=follow]").select_option(index=1)
    page.locator(".replay-passage").wait_for()
    page.locator(".replay").evaluate("(element) => element.focus()")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator(".token.followed").count() == 2, "one mark in each world"


def test_who_wants_no_motion_gets_steps_and_a_table(visit):
    page = open_replay(visit, motion="reduce")
    assert page.locator("[data-does=play]").count() == 0
    assert page.locator(".replay-table table").count() == 1
    page.locator(".replay-scrub input").fill("300")
    assert page.locator(".replay-table tr").count() > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_maps_stand_beside_each_other_with_the_difference(visit, language):
    page = visit(language=language, **COMPARE)
    finished(page)
    come_to(page, "#part-map")
    page.locator("#part-map svg.process-map, #part-map svg").nth(2).wait_for(timeout=120_000)
    pictures = page.locator("#part-map figure.picture")
    assert pictures.count() == 3
    before, after = (set(pictures.nth(index).locator("[data-node]").evaluate_all("(all) => all.map((one) => one.dataset.node)"))
                     for index in (0, 1))
    assert before & after, "the same steps have the same names"
    page.wait_for_function(
        "() => { const scales = [...document.querySelectorAll('#part-map .map-scale')].map((one) => one.textContent);"
        " return scales.length === 3 && scales[0] !== '' && new Set(scales).size === 1 }")


def test_a_map_is_read_by_keyboard(visit):
    page = visit(**COMPARE)
    finished(page)
    come_to(page, "#part-map")
    picture = page.locator("#part-map figure.picture").first
    picture.locator("svg").wait_for(timeout=120_000)
    empty = picture.locator(".map-details").inner_text()
    picture.locator("g.node").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert picture.locator(".map-details").inner_text() != empty
    size = picture.locator("svg").bounding_box()["width"]
    picture.locator(".map-frame").focus()
    page.keyboard.press("+")
    assert picture.locator("svg").bounding_box()["width"] > size
