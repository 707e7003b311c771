"""A study on its way: progress, first results, cancel, and no second run for the same question."""

import pytest

from conftest import LANGUAGES
from walk import finished, headline, say

# Long enough to be caught on its way.
LONG = {"view": "compare", "scenario": "e-town-commitment", "replications": 2000}


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_and_partial_results_come_while_it_runs(visit, language):
    page = visit(language=language, **LONG)
    page.locator(".progress progress[value]").wait_for()
    page.locator(".partial-label").wait_for(timeout=60_000)
    first = page.locator(".progress progress").get_attribute("value")
    assert page.locator("#part-answer").is_visible(), "the first replications answer already"
    page.wait_for_function("(first) => Number(document.querySelector('.progress progress').value) > Number(first)", arg=first)
    page.locator(".progress .stop").click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cancel_stops_at_once_and_keeps_what_came(visit, lab, language):
    page = visit(language=language, seed=99, **LONG)
    page.locator(".partial-label").wait_for(timeout=60_000)
    stop = page.locator(".progress .stop")
    assert stop.inner_text() == say("cancel", language)
    stop.click()
    page.get_by_role("button", name=say("run-again", language)).wait_for(timeout=1000)
    assert page.locator("#part-answer").is_visible()
    # The server stops computing too: two samples of its processor time are the same.
    page.wait_for_timeout(2000)
    before = processor_ticks(lab)
    page.wait_for_timeout(1000)
    assert processor_ticks(lab) - before < 20


def test_the_same_question_is_answered_from_memory(visit):
    page = visit(view="compare", scenario="e-town-commitment", seed=41)
    finished(page)
    numbers = headline(page)
    other = visit(view="compare", scenario="e-town-commitment", seed=41)
    other.locator("main .command code").wait_for(timeout=3000)
    assert headline(other) == numbers


def processor_ticks(lab):
    """Hundredths of a second that the server has computed."""
    with open(f"/proc/{lab.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
