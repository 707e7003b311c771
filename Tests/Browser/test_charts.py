"""A chart never stands alone: its finding in words, its data as a table, and it is there without the bundle."""

import pytest

from conftest import LANGUAGES
from walk import finished, unfold

COMPARE = {"view": "compare", "scenario": "e-town-commitment"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chart_has_a_finding_and_a_table(visit, language):
    page = visit(language=language, **COMPARE)
    finished(page)
    unfold(page)
    figures = page.locator("figure")
    assert figures.count() >= 3
    for figure in figures.all():
        assert len(figure.locator("figcaption").first.inner_text().strip()) > 10
    charts = page.locator("figure.chart-figure")
    assert charts.count() >= 2
    for chart in charts.all():
        assert chart.locator("details.data tbody tr").count() >= 1
        assert chart.locator(".chart svg").count() == 1, "it is drawn"


def test_without_the_bundle_the_data_stand_open(visit):
    page = visit()
    page.context.route("**/vega.js", lambda route: route.fulfill(status=404, body="no charts"))
    page.watch.expect("vega.js")
    page.click("#door-compare")
    finished(page)
    unfold(page)
    charts = page.locator("figure.chart-figure")
    assert charts.count() >= 2
    for chart in charts.all():
        assert chart.locator("details.data").get_attribute("open") is not None
        assert "make web" in chart.inner_text()


def test_one_minus_sign_in_words_tables_and_charts(visit):
    page = visit(view="compare", scenario="one-licence")
    finished(page)
    unfold(page)
    text = page.evaluate("document.querySelector('main').innerText")
    assert "-" in text and "−" not in text
    drawn = page.locator("main .chart svg text").evaluate_all("(all) => all.map((one) => one.textContent).join(' ')")
    assert "-" in drawn and "−" not in drawn
