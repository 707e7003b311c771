"""Without a server: a folder on any web host, below any path, and one file that opens from a disk."""

import contextlib
import functools
import http.server
import subprocess
import threading

import pytest

import exercise
import lab as labs
from conftest import LANGUAGES
from walk import say
from watch import Watch

SCENARIO = "e-town-commitment"
REPLICATIONS = 8


def made(place, *flags):
    """What `reformlab site` writes of one scenario."""
    run = subprocess.run(
        [labs.PROGRAM, "site", str(place), f"Scenarios/{SCENARIO}.yaml", "--replications", str(REPLICATIONS), "--exercises", exercise.FIRST, *flags],
        cwd=labs.ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert run.returncode == 0, run.stderr
    return place


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A folder for a web host."""
    folder = tmp_path_factory.mktemp("host") / "lab" / "approvals"
    folder.parent.mkdir()
    return made(folder)


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """One page that holds everything."""
    return made(tmp_path_factory.mktemp("disk") / "lab.html", "--one-file")


@contextlib.contextmanager
def hosted(folder):
    """Serves a folder as an ordinary web host does."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".wasm": "application/wasm"}

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def offline(browser):
    """Opens an address in a watched window that has no network beyond `origin`."""
    contexts = []

    def open_at(address, origin, language):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale={"zh": "zh-CN", "en": "en-US"}[language])
        watch = Watch(context, origin)
        contexts.append((context, watch))
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address + "#" + labs.fragment(view="home", lang=language))
        page.locator("main h1").first.wait_for()
        return page

    yield open_at
    for context, watch in contexts:
        context.close()
        watch.check()


def walk_doors(page, language, address):
    """The three doors, a slider, a map and a replay, with nobody to ask."""
    page.click("#door-compare")
    page.locator("#part-change tbody tr").first.wait_for()
    page.locator("#part-map").scroll_into_view_if_needed()
    page.locator("#part-map svg").first.wait_for()
    page.locator("#part-replay .later > p > button").click()
    page.locator(".replay-bar").wait_for()
    page.click("#view-what-if")
    page.locator("#part-change tbody tr").first.wait_for()
    slider = page.locator("input.live[data-slider]").first
    slider.wait_for()
    slider.focus()
    at = slider.input_value()
    page.keyboard.press("ArrowRight")
    if slider.input_value() == at:
        page.keyboard.press("ArrowLeft")
    page.locator(".live-result .whole-label").wait_for(timeout=60_000)
    assert page.locator(".live-result .whole-label").inner_text() == say("whole-label", language, n=REPLICATIONS)
    assert say("live-alone", language) in page.locator(".live-result").inner_text()
    assert page.locator(".standing").inner_text() == say("untouched-below", language)
    assert page.locator("#part-answer p.caution").count() >= 1, "what an answer is not stays beside it"
    page.click("#view-learn")
    exercise.opened(page)
    exercise.predict(page, exercise.judged(address, exercise.FIRST))
    assert len(exercise.run(page)) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_works_below_any_path(site, offline, lab, language):
    with hosted(site.parent.parent) as origin:
        walk_doors(offline(f"{origin}lab/approvals/", origin, language), language, lab.address)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_file_works_from_a_disk(whole, offline, lab, language):
    walk_doors(offline(whole.as_uri(), whole.as_uri(), language), language, lab.address)


def test_a_page_that_cannot_begin_says_how_to_open_it(browser):
    """The folder's page, opened from a disk, may load no modules."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((labs.ROOT / "Web" / "index.html").as_uri())
    page.locator(".not-begun").wait_for(timeout=10_000)
    for language in ("zh-CN", "en"):
        assert "--one-file" in page.locator(f".not-begun [lang={language}]").inner_text()
    context.close()
