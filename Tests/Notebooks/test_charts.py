"""Charts of reports in notebooks: from the program's specifications, drawn without a network, with their data."""

import altair
import pytest

import reformlab as lab


@pytest.fixture(scope="module")
def study():
    return lab.compare(lab.shipped("one-licence"), "commitment", replications=20)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_of_a_report_is_drawn_with_finding_and_data(study, language):
    charts = study.charts(language)
    assert len(charts) >= 4
    for chart in charts:
        bundle = chart._repr_mimebundle_()
        assert bundle["image/svg+xml"].startswith("<svg"), chart.id
        assert len(chart.finding) > 10 and len(chart.table) > 0, chart.id


def test_both_languages_have_the_same_numbers(study):
    for zh, en in zip(study.charts("zh"), study.charts("en"), strict=True):
        assert zh.id == en.id
        numbers = [frame.select_dtypes("number").to_numpy().tolist() for frame in (zh.table, en.table)]
        assert numbers[0] == numbers[1], zh.id


def test_a_chart_is_saved_as_reports_draw_it(study, tmp_path):
    chart = study.chart("change", "en")
    for name, start in (("c.svg", b"<svg"), ("c.png", b"\x89PNG"), ("c.pdf", b"%PDF")):
        chart.save(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)


def test_a_chart_that_is_none_is_named_with_those_there(study):
    with pytest.raises(lab.ReformLabError, match="no chart 'pie'; it has change"):
        study.chart("pie", "en")


def test_own_charts_look_as_those_of_reports():
    assert altair.theme.active == "reformlab"
    drawn = altair.Chart(lab.pandas.DataFrame({"x": [1]})).mark_point().encode(x="x:Q").to_dict()
    assert drawn["config"]["mark"]["color"] == lab._theme()["config"]["mark"]["color"]


def test_the_answer_is_that_of_the_report_in_both_languages(study):
    days = f"{-study.difference('need-to-operate').difference:.1f}"
    assert f"提早 {days} 个工作日" in study.answer("zh")
    assert f"{days} working days" in study.answer("en")
