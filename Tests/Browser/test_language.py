"""The language switches at once and changes nothing but the words."""

import re

import lab as labs
from walk import WORDS, finished, headline

COMPARE = {"view": "compare", "scenario": "e-town-commitment"}


def test_a_switch_keeps_study_place_and_keyboard_and_sets_lang(visit):
    page = visit(language="zh", **COMPARE)
    finished(page)
    numbers = headline(page)
    page.evaluate("document.querySelector('#part-times').scrollIntoView()")
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert headline(page) == numbers
    assert page.evaluate("document.activeElement.id") == "language"
    assert page.locator("#part-answer .answer").inner_text().isascii()
    page.wait_for_function("() => location.hash.length > 3")
    page.wait_for_timeout(100)
    assert labs.state_of(page.url)["lang"] == "en"
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert re.search("[一-鿿]", page.locator("#part-answer .answer").inner_text())


def test_a_switch_asks_the_server_nothing(visit):
    page = visit(language="zh", **COMPARE)
    finished(page)
    page.wait_for_timeout(500)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.click("#language")
    page.wait_for_timeout(500)
    assert [url for url in asked if "/api/v1/studies" in url] == []


def test_a_switch_in_the_midst_of_a_run_keeps_it_running(visit):
    page = visit(language="zh", seed=5, replications=2000, **COMPARE)
    page.locator(".partial-label").wait_for(timeout=60_000)
    page.click("#language")
    assert page.locator(".progress .stop").inner_text() == WORDS["cancel"]["en"]
    page.locator(".partial-label").wait_for()
    page.locator(".progress .stop").click()


def test_every_word_of_the_application_is_in_both_languages():
    lacking = [key for key, text in WORDS.items() if not text.get("zh") or not text.get("en")]
    assert lacking == []
    places = lambda text: sorted(set(re.findall(r"\{\w+\}", text)))  # noqa: E731
    unlike = [key for key, text in WORDS.items() if places(text["zh"]) != places(text["en"])]
    assert unlike == []


def test_a_page_in_one_language_holds_no_words_of_the_other(visit):
    """English pages show no Chinese but names of sources; Chinese ones have no sentence left in English."""
    page = visit(language="en", **COMPARE)
    finished(page)
    for part in ("answer", "change", "times", "cost", "risk"):
        text = page.locator(f"#part-{part}").inner_text()
        assert not re.search("[一-鿿]", text), f"{part}: {text[:200]}"


def test_designs_are_called_by_their_titles(visit):
    """Chinese readers meet no name of a design where its title stands; ids and addresses keep the name."""
    page = visit(language="zh", **COMPARE)
    finished(page)
    for part in ("answer", "change", "times", "cost", "risk"):
        text = page.locator(f"#part-{part}").inner_text()
        assert not re.search(r"(?<![\w-])(commitment|parallel|package)(?![\w-])", text), f"{part}: {text[:300]}"
    choices = page.locator("#focus-design option")
    assert set(choices.all_inner_texts()) == {"一揽子改革", "告知承诺", "并联审查"}
    assert {choice.get_attribute("value") for choice in choices.all()} == {"package", "commitment", "parallel"}
    page = visit(language="zh", view="what-if", scenario="e-town-commitment")
    page.locator("#preset-package").wait_for()
    assert page.locator("#preset-package").inner_text() == "一揽子改革"
