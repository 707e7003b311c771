"""The module beside the notebooks: frames hold the program's numbers, and errors say what to do."""

import json

import pandas
import pytest

import reformlab as lab


def test_without_a_program_the_error_says_how_to_get_one(monkeypatch, tmp_path, scenario):
    monkeypatch.delenv("REFORMLAB", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("reformlab_program.ROOT", tmp_path)
    with pytest.raises(lab.ProgramMissing, match="make build"):
        lab.compare(scenario)


def test_a_program_named_wrongly_is_no_other_program(monkeypatch, scenario):
    monkeypatch.setenv("REFORMLAB", "no-such-program")
    with pytest.raises(lab.ProgramMissing, match="REFORMLAB names 'no-such-program'"):
        lab.compare(scenario)


def test_a_flag_that_is_none_gives_exit_code_and_message(scenario):
    with pytest.raises(lab.CommandFailed) as failed:
        lab.compare(scenario, nonsense=3)
    assert failed.value.code == 2
    assert "there is no flag '--nonsense'" in str(failed.value)


def test_a_scenario_that_is_missing_gives_exit_code_and_message():
    with pytest.raises(lab.CommandFailed) as failed:
        lab.compare("nothing-here.yaml")
    assert failed.value.code == 3
    assert "nothing-here.yaml" in failed.value.message


def test_a_shipped_scenario_that_is_none_lists_those_there():
    with pytest.raises(lab.ReformLabError, match="one-licence"):
        lab.shipped("two-licences")


def test_the_command_of_a_result_prints_its_bytes(scenario):
    study = lab.compare(scenario, "commitment", replications=2, seed=5, set={"offices.permits.staff": "6"})
    words = study.command.split()
    assert words[:2] == ["reformlab", "compare"] and "offices.permits.staff=6" in words
    assert lab.call(*words[1:], "--json") == study.json


def test_frames_hold_the_numbers_of_the_json(scenario):
    study = lab.compare(scenario, "commitment", replications=2)
    whole = json.loads(study.json)
    entries = whole["comparisons"][0]["outcomes"]
    table = study.differences()
    assert len(table) == len(entries)
    assert table.difference.iloc[0] == entries[0]["difference"]
    assert table.runNoiseLow.iloc[0] == entries[0]["runNoise"]["low"]
    assert table.baselineEstimate.iloc[0] == entries[0]["baseline"]
    assert len(study.outcomes()) == sum(len(design["outcomes"]) for design in whole["designs"])
    assert study.difference("need-to-operate").unit == "working days"
    assert study.difference("utilization", "office:permits").scope == "office:permits"


def test_an_outcome_that_is_none_is_named(scenario):
    with pytest.raises(lab.ReformLabError, match="has no outcome 'waiting'"):
        lab.compare(scenario, replications=2).difference("waiting")


def test_applicants_are_the_same_in_every_design(scenario):
    people = lab.applicants(scenario, "commitment").set_index(["class", "index"])
    before, after = people[people.design == "before"], people[people.design == "commitment"]
    assert len(before) == len(after) > 100
    change = after.idleDays - before.idleDays
    assert (change - after.idleChange).abs().max() < 1e-9


def test_the_event_log_has_times_and_stages(scenario):
    log = lab.event_log(scenario, "before")
    assert {"start", "complete", "schedule"} <= set(log["lifecycle:transition"])
    assert isinstance(log["time:timestamp"].dtype, pandas.DatetimeTZDtype)


def test_a_timeline_has_both_worlds_in_order(scenario):
    passage = lab.timeline(scenario, "commitment")
    assert list(passage.design.unique()) == ["before", "commitment"]
    for _, world in passage.groupby("design"):
        assert world.time.is_monotonic_increasing


def test_contributions_add_up(scenario):
    study = lab.attribute(lab.shipped("utility-connection"), "package", outcome="need-to-operate", replications=2)
    assert study.contributions().estimate.sum() == pytest.approx(study.totals().difference[0], abs=1e-9)


def test_other_studies_have_their_frames(scenario):
    shares = lab.sensitivity(scenario, points=16, inputs=1, replications=2)
    assert shares.shares().noise.notna().any() and len(shares.tornado()) == 1
    runs = lab.explore(scenario, points=16, replications=1)
    assert len(runs.runs()) == 16 and len(runs.runs().columns) == len(runs.inputs()) + 1
    line = lab.break_even(scenario, input="offices.permits.staff", replications=2)
    assert line.tried().value.is_monotonic_increasing


def test_inputs_carry_their_grade(scenario):
    table = lab.inputs(scenario)
    assert set(table.grade) <= {"A", "B", "B-", "C", "D"}
    assert "offices.permits.staff" in set(table.path)
