"""How long one waits, and what the server holds in memory.

The goals are for a machine that does nothing else. A shared one only ever adds to a time, so each is
the best of several tries, and SLACK is what slow machines of continuous integration get.
"""

import time

import lab as labs

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
        paints.append(
            page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        )
        page.context.close()
    assert min(paints) < 1000 * SLACK, paints
