"""The browser's engine and the command line give one verdict on the same work."""

import itertools
import json
import os
import subprocess

import pytest

import exercise as exercises
import lab as labs


def terminal(folder, *words):
    """What `reformlab exercise … --json` prints, with a state folder of its own."""
    run = subprocess.run(
        [labs.PROGRAM, "exercise", *words, "--json"], cwd=labs.ROOT, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "XDG_STATE_HOME": str(folder)})
    assert run.returncode in (0, 4), run.stderr
    return json.loads(run.stdout)


def all_exercises(address):
    import urllib.request

    with urllib.request.urlopen(address + "api/v1/exercises") as response:
        return [entry["id"] for entry in json.load(response)["exercises"]]


def flags(name, texts):
    return list(itertools.chain.from_iterable((f"--{name}", f"{key}={text}") for key, text in texts.items()))


@pytest.mark.parametrize("student", ["", "李明"])
def test_both_judge_alike(lab, tmp_path, student):
    for exercise in all_exercises(lab.address):
        who = ["--student", student]
        model = terminal(tmp_path, "solution", exercise, "--teacher", *who)
        levers = model["levers"]
        ours = exercises.judged(lab.address, exercise, student=student, levers=levers)
        assert not ours["problems"], (exercise, ours["problems"])
        tries = [ours["right"]]
        for place in range(max((len(ways) for ways in ours["wrong"].values()), default=0)):
            tries.append({name: ways[place]["text"] for name, ways in ours["wrong"].items() if place < len(ways)})
        if ours["asks"]:
            terminal(tmp_path, "predict", exercise, *who,
                     *flags("answer", {ask["id"]: (ask["options"] or ["1"])[0] for ask in ours["asks"]}))
        for answers in tries:
            ours = exercises.judged(lab.address, exercise, student=student, levers=levers, answers=answers)
            # A fresh folder: the command line carries earlier answers over.
            folder = tmp_path / f"{exercise}-{tries.index(answers)}"
            folder.mkdir(parents=True)
            if ours["asks"]:
                terminal(folder, "predict", exercise, *who,
                         *flags("answer", {ask["id"]: (ask["options"] or ["1"])[0] for ask in ours["asks"]}))
            theirs = terminal(folder, "check", exercise, *who, *flags("set", levers), *flags("answer", answers))
            verdict = lambda one: [(item["id"], item["result"], item["misconception"], item["passed"]) for item in one["questions"]]  # noqa: E731
            assert verdict(ours) == verdict(theirs), (exercise, answers)
            assert ours["passed"] == theirs["passed"]
            assert abs(ours["score"] - theirs["score"]) < 1e-9
            assert ours["levers"] == theirs["levers"]
            assert ours["digest"] == theirs["digest"]
            numbers = [[[row[name][end] for end in ("estimate", "low", "high")] for name in ("start", "work", "difference")] for row in theirs["rows"]]
            assert [[row[name] for name in ("start", "work", "difference")] for row in ours["rows"]] == numbers, exercise
