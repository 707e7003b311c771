"""How a reader moves through the lab, and how a test knows where she is."""

import json
import os
import pathlib

import lab as labs

WEB = pathlib.Path(os.environ.get("REFORMLAB_WEB", labs.ROOT / "Web"))
WORDS = json.loads((WEB / "words.json").read_text(encoding="utf-8"))
RUN_MILLISECONDS = 120_000


def say(key, language, **values):
    """The words of the application for `key`."""
    text = WORDS[key][language]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def finished(page):
    """Waits until the result of the study under way is shown whole."""
    page.locator("#part-answer").wait_for(timeout=RUN_MILLISECONDS)
    page.locator(".partial-label").wait_for(state="detached", timeout=RUN_MILLISECONDS)
    page.locator("main .command code").first.wait_for(timeout=RUN_MILLISECONDS)


def come_to(page, selector):
    """Brings a part of the page into the window, also while the page is drawn again."""
    page.wait_for_function(
        "(selector) => { const part = document.querySelector(selector); part?.scrollIntoView();"
        " return part && part.getBoundingClientRect().top < innerHeight }", arg=selector)


def focused(page):
    """The id of what the keyboard is on, else its name and words."""
    return page.evaluate(
        "(() => { const at = document.activeElement;"
        " return at.id || `${at.localName} ${at.textContent.trim().slice(0, 40)}` })()"
    )


def tab_to(page, selector, limit=200):
    """Presses Tab until the keyboard is on `selector`; fails when it is never reached."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{limit} times Tab did not reach {selector}; the keyboard is on {focused(page)}")


def headline(page):
    """The numbers of the table before and after, as they are shown; the same in every language."""
    cells = page.locator("#part-change table").first.locator("tbody td .value").all_inner_texts()
    return [cell for cell in cells if any(character.isdigit() for character in cell)]


def unfold(page):
    """Asks for everything that a result shows on demand, waits for it, opens all that is folded, and lets charts be drawn.

    What the server has once worked out it remembers: the first call for a study may take half a minute.
    """
    page.wait_for_function(
        "() => { const asks = [...document.querySelectorAll('main .later > p > button')];"
        " for (const ask of asks) ask.click();"
        " for (const part of document.querySelectorAll('main details:not([open])')) part.open = true;"
        " return asks.length + document.querySelectorAll('main .later > .waiting').length === 0 }",
        polling=200, timeout=RUN_MILLISECONDS)
    # Charts are drawn when they come into view.
    for chart in page.locator("figure.chart-figure .chart").all():
        chart.scroll_into_view_if_needed()
        chart.locator("svg, p").first.wait_for()
    page.evaluate("scrollTo(0, 0)")


def changed(page, before):
    """Waits until the table before and after differs from `before` and is that of a finished study; its cells."""
    page.wait_for_function(
        "(before) => { const cells = [...(document.querySelector('#part-change table') ?? document.body)"
        ".querySelectorAll('tbody td .value')].map((cell) => cell.innerText).filter((text) => /[0-9]/.test(text));"
        " return cells.length > 0 && JSON.stringify(cells) !== before }",
        arg=json.dumps(before, ensure_ascii=False, separators=(",", ":")), timeout=RUN_MILLISECONDS)
    finished(page)
    return headline(page)
