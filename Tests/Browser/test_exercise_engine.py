"""The browser's engine and the command line give one verdict on the same work."""

import itertools
import json
import os
import subprocess
import urllib.request

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
    with urllib.request.urlopen(address + "api/v1/exercises") as response:
        return [entry["id"] for entry in json.load(response)["exercises"]]


def flags(name, texts):
    return list(itertools.chain.from_iterable((f"--{name}", f"{key}={text}") for key, text in texts.items()))


def verdict(judged):
    return [(item["id"], item["result"], item["misconception"], item["passed"]) for item in judged["questions"]]


def alike(address, folder, exercise, student):
    """Compares right answers and those of each misconception for the levers of the model answer."""
    who = ["--student", student]
    model = terminal(folder, "solution", exercise, "--teacher", *who)
    ours = exercises.judged(address, exercise, student=student, levers=model["levers"])
    assert not ours["problems"]
    assert ours["levers"] == model["levers"]
    for number, one in enumerate(ours["tries"]):
        # In a folder of its own: the command line carries earlier answers over.
        state = folder / f"{exercise}-{number}"
        state.mkdir(parents=True)
        if ours["asks"]:
            guess = {ask["id"]: (ask["options"] or ["1"])[0] for ask in ours["asks"]}
            terminal(state, "predict", exercise, *who, *flags("answer", guess))
        theirs = terminal(state, "check", exercise, *who, *flags("set", model["levers"]), *flags("answer", one["answers"]))
        assert verdict(one) == verdict(theirs), one["answers"]
        assert one["passed"] == theirs["passed"]
        assert abs(one["score"] - theirs["score"]) < 1e-9
        assert ours["digest"] == theirs["digest"]
        numbers = [{name: [row[name][end] for end in ("estimate", "low", "high")] for name in ("start", "work", "difference")}
                   for row in theirs["rows"]]
        assert ours["rows"] == numbers
    assert ours["tries"][0]["passed"], "the model answer passes"


def test_both_judge_all_exercises_alike(lab, tmp_path):
    found = {}
    for exercise in all_exercises(lab.address):
        try:
            alike(lab.address, tmp_path, exercise, "")
        except AssertionError as fault:
            found[exercise] = str(fault)
    assert not found, "\n".join(f"{exercise}: {fault}" for exercise, fault in found.items())


def test_both_judge_alike_for_a_student_with_a_chinese_name(lab, tmp_path):
    alike(lab.address, tmp_path, exercises.FIRST, "李明")
