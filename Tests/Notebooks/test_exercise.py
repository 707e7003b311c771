"""Exercises in a notebook: the verdicts of the terminal."""

import json

import pytest

import reformlab as lab

exercises = pytest.importorskip("reformlab_exercise")


@pytest.fixture(scope="module", autouse=True)
def commands():
    try:
        lab.call("help", "exercise")
    except lab.CommandFailed:
        pytest.skip("this program has no exercises")


def test_a_notebook_and_a_terminal_give_the_same_verdict():
    busy = exercises.exercise("02", "ada", language="en")
    busy.predict(factor=2)
    assert set(busy.run(windows=4).frame.columns) >= {"outcome", "start", "work", "difference", "differenceLow"}
    here = busy.check({"windows": 4}, wait=21)
    there = json.loads(lab.call(
        "exercise", "check", "02", "--student", "ada", "--set", "windows=4", "--answer", "wait=21", "--json", "--quiet",
        accepted=(4,)))
    assert here.data["questions"] == there["questions"]
    assert not here.frame.passed.all()


def test_nothing_runs_before_a_prediction():
    with pytest.raises(lab.CommandFailed):
        exercises.exercise("02", "bo").run(windows=4)


def test_other_names_have_other_numbers():
    texts = {exercises.exercise("02", name)._ask("show")["story"]["en"] for name in ("ada", "bo", "cy", "di", "ed")}
    assert len(texts) > 1


def test_a_lever_that_is_none_costs_nothing_and_is_named():
    busy = exercises.exercise("02", "ada")
    busy.predict(factor=2)
    with pytest.raises(lab.CommandFailed, match="windows"):
        busy.run(windows=99)
    with pytest.raises(lab.CommandFailed, match="99"):
        exercises.exercise("99", "ada")
