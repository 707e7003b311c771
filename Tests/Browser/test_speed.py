"""How long one waits, and what the server holds in memory.

The goals are for a machine that does nothing else. A shared one only ever adds to a time, so each is
the best of several tries, and SLACK is what slow machines of continuous integration get.
"""

import time

import pytest

import lab as labs
from walk import finished

SLACK = 2
TRIES = 5


def test_serve_gives_its_address_within_300_ms(tmp_path):
    seconds = []
    for _ in range(TRIES):
        with labs.serving(tmp_path) as lab:
            seconds.append(lab.seconds)
    assert min(seconds) < 0.3 * SLACK, seconds


def test_an_idle_server_holds_less_than_60_MB(tmp_path, browser):
    with labs.serving(tmp_path) as lab:
        page = browser.new_page()
        page.goto(lab.address)
        page.locator("main h1").first.wait_for()
        page.close()
        time.sleep(1)
        assert lab.resident_megabytes() < 60


def test_the_first_page_is_painted_within_a_second(visit):
    paints = []
    for _ in range(TRIES):
        page = visit()
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
        paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        page.context.close()
    assert min(paints) < 1000 * SLACK, paints


# From a click or key until the next picture, of all that came since it was asked last. Chromium rounds to 8 ms.
ANSWERS = """() => new Promise((done) => {
  const take = () => {
    const longest = Math.max(0, ...globalThis.answers.splice(0).map((entry) => entry.duration))
    done(longest)
  }
  setTimeout(take, 300)
})"""
LISTEN = """() => {
  globalThis.answers = []
  new PerformanceObserver((list) => answers.push(...list.getEntries().filter((entry) => entry.interactionId)))
    .observe({ type: 'event', durationThreshold: 16 })
}"""


@pytest.mark.parametrize("view", ["compare", "what-if", "editor"])
def test_the_screen_answers_within_100_ms(visit, view):
    """Language, folded parts, help, toggles, sliders, typing: the best of several tries each."""
    page = visit(view=view, scenario="one-licence")
    if view != "editor":
        finished(page)
    page.evaluate(LISTEN)
    acts = {
        "language": lambda: page.click("#language"),
        "help": lambda: (page.keyboard.press("?"), page.keyboard.press("Escape")),
    }
    if view == "compare":
        acts["details"] = lambda: page.locator(".parts details > summary").first.click()
    if view == "what-if":
        acts["toggle"] = lambda: page.locator(".reforms input").first.click()
        acts["slider"] = lambda: (page.locator("input[type=range]").first.focus(), page.keyboard.press("ArrowRight"))
    if view == "editor":
        acts["typing"] = lambda: (page.focus("#code-field"), page.keyboard.type("# a"))
    found = {}
    for name, act in acts.items():
        times = []
        for _ in range(TRIES):
            act()
            times.append(page.evaluate(ANSWERS))
        found[name] = min(times)
    print(found)
    slow = {name: time for name, time in found.items() if time > 100 * SLACK}
    assert not slow, slow
