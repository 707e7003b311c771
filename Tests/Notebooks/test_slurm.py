"""The template for Slurm, run as Slurm would run it, without Slurm."""

import os
import subprocess

import pytest

import reformlab as lab
from conftest import ROOT

TEMPLATE = ROOT / "Scripts" / "reformlab.sbatch"


@pytest.fixture
def submit(tmp_path, program):
    """Runs the template with the environment given; the finished process."""
    def run(**environment):
        whole = {**os.environ, "REFORMLAB": program, "SHARES": str(tmp_path / "shares"), **environment}
        return subprocess.run(["sh", str(TEMPLATE)], cwd=ROOT, env=whole, capture_output=True, text=True)
    return run


def test_an_array_of_shares_merges_to_the_bytes_of_one_run(submit, tmp_path):
    words = ["explore", "Scenarios/one-licence.yaml", "--points", "16", "--replications", "2"]
    study = " ".join(words[:1] + ["'Scenarios/one-licence.yaml'"] + words[2:])
    for number in (1, 2, 3):
        done = submit(STUDY=study, SLURM_ARRAY_TASK_ID=str(number), SLURM_ARRAY_TASK_COUNT="3")
        assert done.returncode == 0, done.stderr
    assert submit(STUDY="merge").returncode == 0
    assert (tmp_path / "shares" / "result.json").read_bytes() == lab.call(*words, "--json", folder=str(ROOT))


def test_a_share_requeued_goes_on(submit):
    task = {"STUDY": "compare Scenarios/one-licence.yaml --replications 4", "SLURM_ARRAY_TASK_ID": "1", "COUNT": "2"}
    assert submit(**task).returncode == 0
    assert submit(**task).returncode == 0


def test_a_missing_share_is_named(submit):
    submit(STUDY="compare Scenarios/one-licence.yaml --replications 4", SLURM_ARRAY_TASK_ID="1", COUNT="2")
    done = submit(STUDY="merge")
    assert done.returncode != 0 and "2" in done.stderr


def test_without_a_study_or_an_array_it_says_so(submit):
    assert "STUDY is the command line" in submit(STUDY="").stderr
    assert "array job" in submit(STUDY="run x.yaml", SLURM_ARRAY_TASK_ID="").stderr
