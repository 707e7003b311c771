"""Studies on Dask: the bytes of one machine, whatever happens to the workers."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import distributed
import pytest

import reformlab as lab
from reformlab_dask import dask_client, study_on_dask, sweep


def explore(points=64):
    return lab.Study("explore", lab.shipped("one-licence"), (), {"points": points, "replications": 2})


@pytest.mark.parametrize("study", [
    explore(),
    lab.Study("compare", lab.shipped("one-licence"), ("commitment",), {"replications": 7}),
    # Takes reforms from the catalogue, which travels with it.
    lab.Study("compare", lab.shipped("follow-up-frontier"), ("day-15-100-close",), {"replications": 3}),
    lab.Study("attribute", lab.shipped("utility-connection"), ("package",), {"replications": 3}),
], ids=lambda study: f"{study.method}-{study.scenario.stem}")
def test_shares_make_the_bytes_of_one_machine(client, study):
    assert study_on_dask(study, 5, client=client).json == study.run().json


def test_a_worker_killed_in_the_middle_changes_nothing():
    study, shares = explore(256), 12
    with dask_client(workers=2) as client:
        victim = min(client.run(os.getpid).values())
        done = []

        def kill():
            # Once a share is done and others are not.
            while not any(client.has_what().values()):
                time.sleep(0.02)
            os.kill(victim, signal.SIGKILL)
            done.append(sum(len(keys) for keys in client.has_what().values()))

        thread = threading.Thread(target=kill)
        thread.start()
        found = study_on_dask(study, shares, client=client)
        thread.join()
        # A slow machine may not have its second worker back yet.
        assert victim not in client.run(os.getpid).values()
    assert 0 < done[0] < shares, "it was killed in the middle"
    assert found.json == study.run().json


@pytest.fixture
def elsewhere(tmp_path, program):
    """The address of a scheduler with a worker, both of which know nothing of the modules here."""
    file, running = tmp_path / "scheduler.json", []
    own = {**os.environ, "REFORMLAB": program}
    with open(tmp_path / "dask.log", "w", encoding="utf-8") as log:
        for words in (["scheduler", "--port", "0", "--host", "127.0.0.1"], ["worker", "--nthreads", "1", "--no-nanny"]):
            line = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:], "--scheduler-file", str(file)]
            running.append(subprocess.Popen(
                [*line, "--dashboard-address", "127.0.0.1:0"], cwd=tmp_path, env=own, stdout=log, stderr=log))
        try:
            while not file.exists() or not file.read_text(encoding="utf-8").endswith("}"):
                assert running[0].poll() is None, (tmp_path / "dask.log").read_text(encoding="utf-8")
                time.sleep(0.1)
            yield json.loads(file.read_text(encoding="utf-8"))["address"]
        finally:
            for process in reversed(running):
                process.kill()
                process.wait()


def test_a_scheduler_at_an_address_needs_the_program_alone(elsewhere):
    study = explore(32)
    assert study_on_dask(study, 3, scheduler=elsewhere).json == study.run().json
    with distributed.Client(elsewhere) as client:
        known = client.run(lambda: sorted({"altair", "pandas", "reformlab"} & set(__import__("sys").modules)))
    assert list(known.values()) == [[]]


def test_a_sweep_gives_each_study_in_order(client):
    studies = [
        lab.Study("compare", lab.shipped("one-licence"), ("commitment",), {"replications": 1, "seed": seed})
        for seed in (3, 1, 2)]
    found = sweep(studies, batch=2, client=client)
    assert [one.manifest["seed"] for one in found] == [3, 1, 2]
    assert [one.json for one in found] == [study.run().json for study in studies]


def test_what_the_program_refuses_is_said_here(client):
    with pytest.raises(lab.CommandFailed, match="takes no --shard") as failed:
        study_on_dask(lab.Study("sensitivity", lab.shipped("one-licence")), 2, client=client)
    assert failed.value.code == 2


def test_a_scenario_that_cannot_be_read_is_said_before_anything_is_sent():
    with pytest.raises(lab.ReformLabError, match="'nothing-here.yaml' cannot be read"):
        study_on_dask(lab.Study("explore", "nothing-here.yaml"), 2)
